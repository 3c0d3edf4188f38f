/** What calls are described with. */
import type { CallExpr } from '../../model/facts.ts';
import type { OperationSpec, SdkSpec } from '../../model/sdk.ts';
import type { Value } from '../../model/value.ts';
import type { Reader } from '../resolve/reader.ts';
import type { Resolver } from '../resolve/resolve.ts';
import type { MessageSpecOf } from './messages.ts';
import type { ModelContext } from './model-use.ts';
import type { Match, Template } from './targets.ts';

/** What one file's calls are described with. */
export interface SiteContext extends ModelContext {
  readonly messageOf: MessageSpecOf;
  /** Whether a value is a model object that asks nobody. */
  readonly standsIn: (value: Value, sdk: SdkSpec) => boolean;
  readonly reader: Reader;
  /** What values are worth where parameters are what all those pass who call their functions. Null where others may call them; absent where one of the callers is followed. */
  readonly resolvedByAll?: () => Resolver | null;
  /** Notes that a call is a copy, with arguments left out. */
  readonly copied: (call: CallExpr) => CallExpr;
}

/** What a call may be one of. */
export interface Matches {
  readonly found: readonly Match[];
  /** A prompt template on the way. */
  readonly template: Template | null;
  /** What a caller may give instead of the object that is called, for a person; null where nobody may. */
  readonly instead: string | null;
  /** What an object that passes on to a model writes around what it is given. */
  readonly around: NonNullable<OperationSpec['ownText']> | null;
}

/** Types of an SDK that say of an object what it does, and not which model it asks: that is told where the object is made. */
import type { SdkSpec } from '../../model/sdk.ts';

const known = new WeakMap<SdkSpec, ReadonlySet<string>>();

/** The names of classes and interfaces whose objects have a model of their own: `BaseChatModel`, `LanguageModel`, `Agent`. */
export function modelTypesOf(sdk: SdkSpec): ReadonlySet<string> {
  let types = known.get(sdk);
  if (types === undefined) {
    const { clients, operations, models = [], modelBases = [] } = sdk;
    const bases = modelBases.filter((name) => name !== 'object');
    const factories = models.flatMap(({ paths }) => paths.flatMap((path) => /^([A-Z]\w*)\(\)$/.exec(path)?.[1] ?? []));
    const settled = operations.filter(({ settings }) => settings === 'path');
    const owners = clients.flatMap(({ names }) => names.filter((name) => /^[A-Z]\w*$/.test(name) && settled.some((operation) => operation.clients?.includes(name) !== false)));
    known.set(sdk, (types = new Set([...bases, ...factories, ...owners])));
  }
  return types;
}

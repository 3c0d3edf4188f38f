/** Which files are worth a look at all. */
import type { Catalog } from '../../core/model/workspace.ts';

/** Lower-case extensions, with the dot, of all files that may hold code: a language's own, and those of containers. */
export function sourceExtensions({ languages, containers }: Pick<Catalog, 'languages' | 'containers'>): ReadonlySet<string> {
  return new Set([...languages, ...containers].flatMap(({ extensions }) => extensions));
}

/** Every word that a data file takes from its SDK's packages. */
import { namesFor, type Ecosystem, type Names, type SdkSpec } from '../../server/core/model/sdk.ts';
import type { TransportSpec } from '../../server/core/model/transport.ts';

export interface SpecName {
  readonly word: string;
  /** The ecosystems in one of which it is. */
  readonly of: readonly Ecosystem[];
  /** What it is, for a person. */
  readonly what: string;
}

const both: readonly Ecosystem[] = ['python', 'javascript'];

export function* namesOf(spec: SdkSpec | TransportSpec): Iterable<SpecName> {
  for (const client of spec.clients) {
    if (typeof client === 'string') yield* members(client, both, 'client');
    else {
      for (const name of client.names) yield* members(name, both, 'client');
      for (const key of ['retries', 'timeout', 'baseUrl'] as const) yield* parameter(client[key].names, both, `option ${key}`);
    }
  }
  for (const operation of 'operations' in spec ? spec.operations : spec.calls) {
    const of = ('ecosystems' in operation ? operation.ecosystems : undefined) ?? both;
    for (const path of operation.paths) yield* members(path, of, 'operation');
    const parameters = 'parameters' in operation ? operation.parameters : { url: operation.url, body: operation.body };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) yield* parameter(value.names, of, name);
  }
  if (!('operations' in spec)) return;
  for (const { paths, id, table } of spec.models ?? []) {
    for (const path of paths) yield* members(path, both, 'model');
    if (typeof id !== 'string') yield* parameter(id.names, both, 'name of a model');
    if (table !== undefined) yield* members(table, both, 'table of models');
  }
  for (const { paths } of spec.carriers ?? []) for (const path of paths) yield* members(path, both, 'carrier');
  for (const { paths } of spec.messages ?? []) for (const path of paths) yield* members(path, both, 'message');
  for (const word of [...spec.transparent, ...spec.fluent, ...(spec.modelBases ?? []), ...(spec.standIns ?? [])]) yield* members(word, both, 'member');
  for (const kind of ['transient', 'permanent', 'base'] as const) for (const word of spec.errors[kind]) yield { word, of: both, what: `${kind} error` };
}

function* members(path: string, of: readonly Ecosystem[], what: string): Iterable<SpecName> {
  for (const word of path.split(/[.()]/)) if (/^[A-Za-z_$][\w$]*$/.test(word) && word !== 'default') yield { word, of, what };
}

function* parameter(names: Names, of: readonly Ecosystem[], what: string): Iterable<SpecName> {
  // `settings#0.x` is a field of what stands at a place. What stands below `body` is the model's, not the SDK's. A list without ecosystems has the names of both.
  for (const ecosystem of of) for (const name of namesFor(names, ecosystem)) yield* members(name.replace(/\w*#\d+\.?/g, '').replace(/^(body|additionalModelRequestFields)\..*/, '$1'), 'python' in names ? [ecosystem] : both, what);
}

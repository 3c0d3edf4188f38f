/** The words by which an SDK's clients and calls can be told in a text: drawn from the catalogue, so that the gate knows no SDK itself. */
import { endpointWords } from '../core/engine/endpoints.ts';
import type { Endpoint, SdkSpec } from '../core/model/sdk.ts';

export interface SdkWords {
  /** Import names of all packages, both ecosystems. */
  readonly packages: readonly string[];
  /** Texts that let a file through by themselves: parts of the addresses of APIs, and verbs of the SDKs that users describe, whose modules have many names. */
  readonly alone: readonly string[];
  /** Those of them that are also ordinary words: only an import says that they are meant. */
  readonly commonNames: ReadonlySet<string>;
  /** What an import from a package must name to lead to a call: a client class, or the first member of an operation where the module is a client itself. */
  readonly entries: ReadonlySet<string>;
  /** Last members of the operations' paths: `create`. The engine looks at no call of another name. */
  readonly verbs: ReadonlySet<string>;
  /** Members on the way to a verb: `messages`, `chat`, `completions`. */
  readonly resources: ReadonlySet<string>;
  /** The last two members of each operation: `messages`, `create`; null before a verb that stands on the client itself. */
  readonly pairs: readonly (readonly [resource: string | null, verb: string])[];
}

/** @param own SDKs that users describe, which are not among `sdks` */
export function sdkWords(sdks: readonly SdkSpec[], endpoints: readonly Endpoint[], own: readonly SdkSpec[] = []): SdkWords {
  const entries = new Set(['default', '*']);
  const verbs = new Set<string>();
  const resources = new Set<string>();
  const pairs = new Map<string, readonly [string | null, string]>();
  for (const { clients, operations, models, carriers } of sdks) {
    const names = new Set(clients.flatMap((client) => client.names));
    for (const name of names) if (name !== '') entries.add(firstMember(name));
    for (const path of [...(models ?? []), ...(carriers ?? [])].flatMap((spec) => spec.paths)) if (!path.startsWith('.')) entries.add(firstMember(path));
    for (const path of operations.flatMap((operation) => operation.paths)) {
      const members = path.replaceAll('()', '').split('.');
      const verb = members.pop()!;
      verbs.add(verb);
      for (const member of members) resources.add(member);
      pairs.set(`${members.at(-1) ?? ''}.${verb}`, [members.at(-1) ?? null, verb]);
      if (names.has('')) entries.add(members[0] ?? verb);
    }
  }
  const packages = [...new Set(sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.javascript]))];
  return { packages, alone: [...endpointWords(endpoints), ...own.flatMap(verbsOf)], commonNames: new Set(sdks.flatMap((sdk) => sdk.commonNames ?? [])), entries, verbs, resources, pairs: [...pairs.values()] };
}

/** Texts of which a file that imports one of the packages, or may hold a call without one, holds at least one. Python writes `a.b` also as `from a import b`. */
export function importProbes({ packages, alone, commonNames }: SdkWords): readonly string[] {
  return [...alone, ...packages.flatMap((name) => (commonNames.has(name) ? ["'", '"', '`', 'from ', 'import ', ':'].flatMap((before) => ["'", '"', '`', '/', '.', ' ', ',', '\n', '\r'].map((after) => before + name + after)) : [/^\w+\.\w+$/.test(name) ? name.slice(name.lastIndexOf('.') + 1) : name]))];
}

/** What a call of an SDK ends with; where a client is called itself, the client's name. */
function verbsOf({ operations, clients }: SdkSpec): readonly string[] {
  const verbs = operations.flatMap((operation) => operation.paths.map((path) => /[^.]*$/.exec(path)![0]));
  return [...new Set(verbs.flatMap((verb) => (verb === '' ? clients.flatMap((client) => client.names.map(firstMember)) : [verb])))].filter((verb) => verb !== '');
}

/** The member that an import names: `createOpenAI` of `createOpenAI().chat()`. */
function firstMember(path: string): string {
  return /^[^.(]*/.exec(path)![0];
}

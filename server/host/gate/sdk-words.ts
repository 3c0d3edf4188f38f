/** The words by which an SDK's clients and calls can be told in a text: drawn from the catalogue, so that the gate knows no SDK itself. */
import { endpointWords } from '../../core/engine/recognize/endpoints.ts';
import type { Catalog } from '../../core/model/workspace.ts';
import type { Ecosystem, SdkSpec } from '../../core/model/sdk.ts';

/** A set of SDKs, one bit each: there are more than a number has. */
export type SdkSet = bigint;

export const NO_SDK: SdkSet = 0n;

export interface SdkWords {
  /** Import names of all packages, both ecosystems. */
  readonly packages: readonly string[];
  /** Those of them that are also ordinary words: only an import says that they are meant. */
  readonly commonNames: ReadonlySet<string>;
  readonly sdks: readonly SdkSigns[];
  /** Requests without an SDK. */
  readonly requests: SdkSet;
  /** Those that a text tells without an import: it hands nothing on but that text. */
  readonly byText: SdkSet;
}

/** What one SDK is told by. */
export interface SdkSigns {
  readonly set: SdkSet;
  readonly packages: Readonly<Record<Ecosystem, readonly string[]>>;
  /** Texts that tell it without an import. */
  readonly texts: readonly string[];
  /** What an import from a package must name to lead to a call: a client class, what goes through one or is given to one, or the first member of an operation where the module is a client itself. */
  readonly entries: ReadonlySet<string>;
  /** The ends of its operations. */
  readonly pairs: Readonly<Record<Ecosystem, readonly Pair[]>>;
  /** Verbs that tell it alone. */
  readonly telling?: readonly string[];
}

/**
 * The last two members of an operation: `messages`, `create`; null before a verb that stands on the client itself. The verb is empty where the client is called itself. Before a `common` one the
 * resource is written in the same text.
 */
export type Pair = readonly [resource: string | null, verb: string, kind?: 'common'];

/** @param own SDKs that users describe: their modules have many names, so their verbs tell them */
export function sdkWords(catalog: Pick<Catalog, 'sdks' | 'transports' | 'endpoints'>, own: readonly SdkSpec[] = []): SdkWords {
  const overHttp = requestSigns(catalog);
  const sdks = [...catalog.sdks, ...own];
  const signs = sdks.map((sdk, index): SdkSigns => ({
    set: 1n << BigInt(index + 1),
    packages: sdk.packages,
    texts: own.includes(sdk) ? verbsOf(sdk) : quotedOf(sdk),
    entries: entriesOf(sdk),
    pairs: { python: pairsOf(sdk, 'python'), javascript: pairsOf(sdk, 'javascript') },
    telling: sdk.tellingVerbs ?? [],
  }));
  return {
    byText: [overHttp, ...signs].reduce((set, sign) => (sign.texts.length > 0 ? set | sign.set : set), NO_SDK),
    requests: overHttp.set,
    packages: [...new Set(sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.javascript]))],
    commonNames: new Set(sdks.flatMap((sdk) => sdk.commonNames ?? [])),
    sdks: [overHttp, ...signs],
  };
}

/** Requests without an SDK: a file that names an API's address, and one that imports it and sends a request. */
function requestSigns({ transports, endpoints }: Pick<Catalog, 'transports' | 'endpoints'>): SdkSigns {
  const verbs = (ecosystem: Ecosystem): SdkSigns['pairs'][Ecosystem] =>
    transports.filter(({ packages }) => packages[ecosystem].length > 0).flatMap(({ id, calls }) => calls.flatMap(({ paths }) => paths.map((path) => [null, path === '' ? id : path.slice(path.lastIndexOf('.') + 1)] as const)));
  return { set: 1n, packages: { python: [], javascript: [] }, texts: endpointWords(endpoints), entries: new Set(), pairs: { python: verbs('python'), javascript: verbs('javascript') } };
}

/** How the texts begin by which its calls are told. */
function quotedOf({ byArgument, operations }: SdkSpec): readonly string[] {
  const told = operations.filter(({ paths }) => byArgument !== undefined && paths.includes(byArgument.verb));
  return told.flatMap(({ argument }) => argument?.begins ?? []).flatMap((start) => ["'", '"', '`'].map((quote) => quote + start));
}

/** What a call of an SDK ends with; where a client is called itself, the client's name. */
function verbsOf({ operations, clients }: SdkSpec): readonly string[] {
  const verbs = operations.flatMap((operation) => operation.paths.map((path) => /[^.]*$/.exec(path)![0]));
  return [...new Set(verbs.flatMap((verb) => (verb === '' ? clients.flatMap((client) => client.names.map(firstMember)) : [verb])))].filter((verb) => verb !== '');
}

function entriesOf({ clients, operations, carriers, handing, messages, modelByUse }: SdkSpec): ReadonlySet<string> {
  const names = clients.flatMap((client) => client.names);
  const used = modelByUse === undefined ? [] : (messages ?? []).flatMap((message) => message.paths);
  const paths = [...names, ...used, ...(handing ?? []), ...(carriers ?? []).flatMap((carrier) => carrier.paths.filter((path) => !path.startsWith('.')))];
  // The module is a client: so is its default export.
  if (names.includes('')) paths.push('default', ...operations.flatMap((operation) => operation.paths));
  return new Set(paths.map(firstMember).filter((name) => name !== ''));
}

function pairsOf({ operations }: SdkSpec, ecosystem: Ecosystem): SdkSigns['pairs'][Ecosystem] {
  const pairs = new Map<string, Pair>();
  for (const { paths, ecosystems, verb: kind } of operations) {
    if (ecosystems?.includes(ecosystem) === false) continue;
    for (const path of paths) {
      const members = path.replaceAll('()', '').split('.');
      const verb = members.pop()!;
      const resource = members.at(-1) ?? null;
      const pair: Pair = kind === undefined ? [resource, verb] : [resource, verb, kind];
      pairs.set(pair.join('.'), pair);
    }
  }
  return [...pairs.values()];
}

/** Texts of which a file that imports one of the packages, or is told by its text, holds at least one. Python writes `a.b` also as `from a import b`. */
export function importProbes({ packages, commonNames, sdks }: SdkWords): readonly string[] {
  const probes = packages.flatMap((name) => (commonNames.has(name) ? ["'", '"', '`', 'from ', 'import ', ':'].flatMap((before) => ["'", '"', '`', '/', '.', ' ', ',', '\n', '\r'].map((after) => before + name + after)) : [/^\w+\.\w+$/.test(name) ? name.slice(name.lastIndexOf('.') + 1) : name]));
  return [...probes, ...sdks.flatMap(({ texts }) => texts)];
}

/** Texts of which a file that calls an operation of a client it was handed holds at least one. Most verbs alone say nothing: they may be anybody's. */
export function operationProbes({ sdks, requests }: SdkWords): readonly string[] {
  const pairs = sdks.filter(({ set }) => set !== requests).flatMap((sdk) => [...sdk.pairs.python, ...sdk.pairs.javascript]);
  const telling = sdks.flatMap((sdk) => sdk.telling ?? []);
  return [...pairs.flatMap(([resource, verb]) => (resource === null || verb === '' ? [] : [`.${resource}.${verb}(`])), ...telling.map((verb) => `.${verb}(`)];
}

/** The member that an import names: `createOpenAI` of `createOpenAI().chat()`. */
function firstMember(path: string): string {
  return /^[^.(]*/.exec(path)![0];
}

/** What a text says of SDKs, read without parsing it: whose clients it may import, and whose operations it may call. */
import type { Ecosystem } from '../../core/model/sdk.ts';
import { escapeRegExp } from '../../core/model/text.ts';
import { callsValue, type CallerSurroundings } from './called-values.ts';
import { importedModules, importedNames } from './imports.ts';
import { NO_SDK, type Pair, type SdkSet, type SdkWords } from './sdk-words.ts';
import { ownCopy } from '../files/source-files.ts';

export interface ClientTest {
  /** The SDKs of which a text imports something that may lead to a call. */
  clients(text: string, ecosystem: Ecosystem): SdkSet;
  /** Whether a module is an SDK's. */
  isPackage(module: string, ecosystem: Ecosystem): boolean;
}

/** What a text may do with the operations of some SDKs, given that it has their clients. */
export interface CallTest {
  /**
   * `resources`: whether what stands before the verb must be written in the text too. `around` is asked where the text alone does not tell.
   */
  calls(text: string, ecosystem: Ecosystem, sdks: SdkSet, resources: 'here' | 'anywhere', around: CallerSurroundings): boolean;
  /** Whether a name is that of an operation of one of some SDKs. */
  knows(verb: string, ecosystem: Ecosystem, sdks: SdkSet): boolean;
  /** Of some SDKs, whether the client of one is called itself. */
  itself(ecosystem: Ecosystem, sdks: SdkSet): boolean;
  /** Names of the module's own for operations, by which other files may call them: `ask = partial(client.messages.create, …)`. */
  names(text: string, ecosystem: Ecosystem, sdks: SdkSet): readonly string[];
}

export function clientTest(words: SdkWords): ClientTest {
  const tests = { python: packageTest(words, 'python'), javascript: packageTest(words, 'javascript') };
  return {
    isPackage: (module, ecosystem) => tests[ecosystem](module) !== NO_SDK,
    clients,
  };

  function clients(text: string, ecosystem: Ecosystem): SdkSet {
    const setOf = tests[ecosystem];
    let found: SdkSet = NO_SDK;
    for (const { module, inside, names } of importedModules(text, ecosystem)) {
      const set = setOf(module);
      if (set === NO_SDK || (found & set) === set || (inside !== null && setOf(inside) === set)) continue;
      const taken = names();
      for (const sdk of words.sdks) if ((set & sdk.set) !== NO_SDK && (taken === null || taken.some((name) => sdk.entries.has(name)))) found |= sdk.set;
    }
    return found;
  }
}

/** The SDKs whose package a module's name names, however it is reached: `openai/index`, `npm:openai@6`, `https://esm.sh/openai`. An ordinary word counts at the start alone. */
function packageTest({ sdks, commonNames }: SdkWords, ecosystem: Ecosystem): (module: string) => SdkSet {
  const sets = new Map<string, SdkSet>();
  for (const { packages, set } of sdks) for (const name of packages[ecosystem]) sets.set(name, (sets.get(name) ?? NO_SDK) | set);
  const anyOf = (names: readonly string[]): string => (names.length === 0 ? '(?!)' : [...names].sort((a, b) => b.length - a.length).map(escapeRegExp).join('|'));
  const [common, own] = [[...sets.keys()].filter((name) => commonNames.has(name)), [...sets.keys()].filter((name) => !commonNames.has(name))];
  const pattern = new RegExp(`(?:(?:^|[/:])(${anyOf(own)})|^(?:npm:)?(${anyOf(common)}))(?=$|[/.@?])`);
  const answers = new Map<string, SdkSet>();
  return (module) => {
    // A relative module is a file of the workspace, whatever its name: `./openai`, `..anthropic`.
    if (module.startsWith('.')) return NO_SDK;
    let set = answers.get(module);
    if (set === undefined) {
      const match = pattern.exec(module);
      answers.set(ownCopy(module), (set = match === null ? NO_SDK : sets.get(match[1] ?? match[2]!)!));
    }
    return set;
  };
}

export function callTest(words: SdkWords): CallTest {
  const tables: Readonly<Record<Ecosystem, Map<SdkSet, VerbTable>>> = { python: new Map(), javascript: new Map() };
  const tableOf = (ecosystem: Ecosystem, sdks: SdkSet): VerbTable => {
    let table = tables[ecosystem].get(sdks);
    if (table === undefined) tables[ecosystem].set(sdks, (table = createTable(words.sdks.filter(({ set }) => (set & sdks) !== NO_SDK).flatMap(({ pairs }) => pairs[ecosystem]))));
    return table;
  };
  return {
    calls(text, ecosystem, sdks, resources, around) {
      const table = tableOf(ecosystem, sdks);
      const overHttp = (sdks & words.requests) === NO_SDK ? null : tableOf(ecosystem, words.requests).resources;
      let roots: RootTest | undefined;
      return some(text, table, (verb, start, end) => isUsed(text, start, end) && (overHttp?.has(verb) === true || !(roots ??= rootTest(text, ecosystem, around.isForeign))(start)) && table.resources.get(verb)!.some(([resource, , kind]) => resource === null || (resources === 'anywhere' && kind !== 'common') || text.includes(resource)))
        || (table.resources.has('') && callsValue(text, ecosystem, around));
    },
    knows: (verb, ecosystem, sdks) => tableOf(ecosystem, sdks).resources.has(verb),
    itself: (ecosystem, sdks) => tableOf(ecosystem, sdks).resources.has(''),
    names(text, ecosystem, sdks) {
      const names: string[] = [];
      some(text, tableOf(ecosystem, sdks), (_, start, end) => {
        const name = nameFor(text, start, end);
        if (name !== null) names.push(name);
        return false;
      });
      return names;
    },
  };
}

/** The verbs of some SDKs, each with what may stand before it. */
interface VerbTable {
  readonly resources: ReadonlyMap<string, readonly Pair[]>;
  readonly pattern: RegExp;
}

function createTable(pairs: readonly Pair[]): VerbTable {
  const resources = new Map<string, Pair[]>();
  for (const pair of pairs) resources.set(pair[1], [...(resources.get(pair[1]) ?? []), pair]);
  const verbs = [...resources.keys()].filter((verb) => verb !== '').sort((a, b) => b.length - a.length);
  return { resources, pattern: new RegExp(verbs.length === 0 ? '(?!)' : String.raw`\b(?:${verbs.map(escapeRegExp).join('|')})\b`, 'g') };
}

function some(text: string, { pattern }: VerbTable, test: (verb: string, start: number, end: number) => boolean): boolean {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) if (test(match[0], match.index, pattern.lastIndex)) return true;
  return false;
}

const SPACE = /\s/;
const DEFINITION = /\b(?:def|async|function|private|public|protected|static|override)[\s*]+$/;
/** A call, with comments, type arguments or quotes and a bracket before the parenthesis; another name; a name taken out of an object. */
const CALLED = /['"`\]\s\\!?.]*(?:[(<#]|\/[/*]|\bas\b)|\s*:\s*[\w$]+\s*(?:,[^{}]*)?\}\s*=/y;

/** What stands behind a member that is not called. */
const UNCALLED = /\s*(?:[,;)}]|\n|$|\.bind\b)/y;
/** A module's own name, and the beginning of what it names. */
const NAMED = /(?:^|\n)(?:export\s+)?(?:(?:const|let|var)\s+|(?:module\.)?exports\.)?([\w$]+)\s*(?::[^=\n]+)?=\s*(?:[\w.]*partial\s*\()?\s*[\w$.()'"[\]!?]+\.\s*$/;

/**
 * Whether the word from `start` to `end` may name an operation that is called: it is a member, since what is not called here may be below
 * (`ask = client.messages.create`), or a name that is called, or handed over with its request (`run(generateText, { … })`). Definitions of the name are not, nor are named arguments and keys.
 */
function isUsed(text: string, start: number, end: number): boolean {
  if (isMember(text, start)) {
    INNER.lastIndex = end;
    return !INNER.test(text) && !NO_CODE.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
  }
  if (isQuoted(text, start, end) && BY_NAME.test(text)) return true;
  HANDED.lastIndex = end;
  if (HANDED.test(text)) return true;
  CALLED.lastIndex = end;
  return CALLED.test(text) && !DEFINITION.test(text.slice(Math.max(0, start - 40), start));
}

const HANDED = /\s*(?:as\s+\w+\s*)?,\s*(?:\{|\*\*|\w+\s*=(?!=))/y;

/** A member by a name that is a text: `getattr(client, name)`, `client[name](…)`. */
const BY_NAME = /\bgetattr\s*\(|[\w$)]\s*(?:\?\.)?\[[^\]\n]+\]\s*\(/;

function isQuoted(text: string, start: number, end: number): boolean {
  return start > 0 && text[start - 1] === text[end] && /['"`]/.test(text[end] ?? '');
}

/** What stands behind a member that is not the last: `client.chat.completions` is no `chat`. */
const INNER = /\s*\??\.\s*(?!(?:bind|call|apply)\b)[\w$]/y;
/** What stands before a member in an import or a comment. */
const NO_CODE = /^\s*(?:from\s[\s\w.]*|import\s[\s\w.,]*|#.*|\/\/.*|\*\s.*)$/;

/** Whether a member stands on something that another package or the language brings: `asyncio.run`, `JSON.parse`. */
type RootTest = (start: number) => boolean;

const CHAIN = /(?:^|[^\w$.)\]}'"`?!\s]|[^\s.]\s+)([A-Za-z_$][\w$]*)(?:\.[\w$]+)*\s*\.\s*$/;
const GLOBALS: Readonly<Record<Ecosystem, ReadonlySet<string>>> = { python: new Set(), javascript: new Set(['JSON', 'Object', 'Promise', 'Math', 'Date', 'Number', 'Array', 'String', 'Reflect', 'Symbol', 'Buffer', 'URL']) };

function rootTest(text: string, ecosystem: Ecosystem, isForeign: (module: string) => boolean): RootTest {
  let imported: ReadonlyMap<string, readonly string[]> | undefined;
  const answers = new Map<string, boolean>();
  return (start) => {
    const root = CHAIN.exec(text.slice(Math.max(0, start - 120), start))?.[1];
    if (root === undefined) return false;
    let answer = answers.get(root);
    if (answer === undefined) {
      imported ??= importedNames(text, ecosystem);
      const modules = imported.get(root);
      answer = (modules === undefined ? GLOBALS[ecosystem].has(root) : modules.every(isForeign)) && !isBound(text, root);
      answers.set(root, answer);
    }
    return answer;
  };
}

/** Whether a text may bind a name otherwise than by an import: it assigns it, or keeps something on it (`st.session_state.chat = start()`), or it is a parameter. */
function isBound(text: string, name: string): boolean {
  return new RegExp(String.raw`(?:^|[^\w$.])${escapeRegExp(name)}(?:(?:\.\w+)*\s*=(?![=>])|\s*(?::(?![:=])|\bin\b|=>))|\b(?:def|lambda|for|function)\b[^\n:]*\b${escapeRegExp(name)}\b`, 'm').test(text);
}

function nameFor(text: string, start: number, end: number): string | null {
  UNCALLED.lastIndex = end;
  return isMember(text, start) && UNCALLED.test(text) ? (NAMED.exec(text.slice(Math.max(0, start - 200), start))?.[1] ?? null) : null;
}

function isMember(text: string, start: number): boolean {
  let before = start - 1;
  while (before >= 0 && SPACE.test(text[before]!)) before--;
  return text[before] === '.';
}

/**
 * Clients that are called themselves: `llm("…")`. No verb tells such a call, but what is called is a value and no function: a variable, a parameter, an attribute, what a
 * call gives. Read without parsing.
 */
import type { Ecosystem } from '../../core/model/sdk.ts';
import { importedNames } from './imports.ts';

/** What is known of the files around one. */
export interface CallerSurroundings {
  /** Names of values in the files that may have such a client (`valuesIn`). */
  readonly values: () => ReadonlySet<string>;
  /** Whether a module is neither an SDK's nor of the workspace. */
  readonly isForeign: (module: string) => boolean;
  /** Whether a module may be a file of the workspace. */
  readonly isOwn: (module: string) => boolean;
}

const NAMED_VALUE = /^[ \t]*([\w$]+)[ \t]*(?::(?!=)|=(?!=))|\.([\w$]+)[ \t]*(?::[^=\n,)]+)?=(?!=)|\bas\s+([\w$]+)|\b(\w+)[ \t]*:=|@[\w.]*property\b[^\n]*\n(?:\s*@[^\n]*\n)*\s*(?:async\s+)?def\s+(\w+)/gm;

/** Parameters of a function or lambda; what a loop or comprehension runs through; several names at once. */
const PARAMETERS = /\bdef\s+\w+\s*(?:\[[^\]]*\])?\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)|\blambda\s+([^:]*):/g;
const PARAMETER = /(?:^|,)\s*\*{0,2}(\w+)\s*(?=[:=,]|$)/g;
const TARGETS = /\bfor\s+([\w\s,()*]+?)\s+in\b|^[ \t]*[([]?([\w, \t*.]+,[\w, \t*.]*)[)\]]?[ \t]*=(?!=)/gm;

/** A call of what a call or an index gives. */
const CALLED_RESULT = /[)\]]\s*\\?\s*\(/;
/** A name that is called, or an attribute of the object itself. */
const CALLED_NAME = /(?<!\b(?:def|class)\s+)(?:(?<![\w.$])|\b(self|cls)\s*\.\s*)(?!(?:self|cls)\b)([A-Za-z_\x80-\xff][\w\x80-\xff]*)\s*\(/g;

/** What an object is given, and an attribute that is called: of those that the same text gives, it may be a client. */
const KEPT_VALUE = /\.([A-Za-z_]\w*)[ \t]*(?::[^=\n,)]+)?=(?!=)|\[["']([A-Za-z_]\w*)["']\][ \t]*=(?!=)/g;
const CALLED_MEMBER = /\.([A-Za-z_]\w*)\s*\(/g;

/** Comments, and strings with nothing to run in them. */
const DEAD = /#[^\n]*|(\b(?:[fFtT][rR]?|[rR][fFtT]))?(?:"""(?:\\[\s\S]|[^\\])*?"""|'{3}(?:\\[\s\S]|[^\\])*?'{3}|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')/g;

/** Names that a text gives to values, by which this or another file may call them: variables, attributes, properties, other names of imports. */
export function valuesIn(text: string): readonly string[] {
  return [...alive(text).matchAll(NAMED_VALUE)].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5]!);
}

/** Whether a text may call a client itself. */
export function callsValue(text: string, ecosystem: Ecosystem, around: CallerSurroundings): boolean {
  // No SDK of JavaScript has such clients: nothing is known of its forms.
  if (ecosystem === 'javascript') return true;
  const code = alive(text);
  if (CALLED_RESULT.test(code)) return true;
  const locals = new Set(valuesIn(text));
  for (const [, ...lists] of code.matchAll(PARAMETERS)) for (const [, name] of (lists[0] ?? lists[1] ?? '').matchAll(PARAMETER)) locals.add(name!);
  for (const [, ...lists] of code.matchAll(TARGETS)) for (const [name] of (lists[0] ?? lists[1] ?? '').matchAll(/\w+/g)) locals.add(name);
  const kept = new Set([...text.matchAll(KEPT_VALUE)].map((match) => match[1] ?? match[2]!));
  for (const [, name] of kept.size === 0 ? [] : code.matchAll(CALLED_MEMBER)) if (kept.has(name!)) return true;
  const values = around.values();
  let imported: ReadonlyMap<string, readonly string[]> | undefined;
  for (const [, itself, name] of code.matchAll(CALLED_NAME)) {
    if (itself !== undefined ? values.has(name!) : locals.has(name!)) return true;
    if (itself !== undefined || !values.has(name!)) continue;
    if ((imported ??= importedNames(text, ecosystem)).get(name!)?.some(around.isOwn) === true) return true;
  }
  return false;
}

function alive(text: string): string {
  return text.replace(DEAD, (whole, live: string | undefined) => (live === undefined ? (whole.startsWith('#') ? '' : '""') : whole));
}

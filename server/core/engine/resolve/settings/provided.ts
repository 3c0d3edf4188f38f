/** What a program provides under a token for those who are built with it: `{ provide: TOKEN, useValue: client }` in a list of a module, `container.register(TOKEN, { useClass: Client })`, `bind(TOKEN).toConstantValue(client)`. */
import type { CallExpr, Expr, FileFacts } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { knownText, optionsOf, type CallStep, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import { resultFor } from '../apply.ts';
import type { Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { memberOf } from '../members.ts';
import { filesAround } from './program.ts';
import { objectFor } from '../types/type-queries.ts';
import { lastName } from '../walk.ts';

/** What a parameter is filled with by the token that its decorator names (`@Inject(TOKEN) client`); empty where none does, or nothing is seen to be provided. */
export function injectedBy(evaluator: Evaluator, path: string, decorators: readonly Expr[], origin: Origin): readonly Value[] {
  return decorators.flatMap((decorator) => {
    if (decorator.kind !== 'call' || decorator.args[0]?.kind !== 'positional') return [];
    const value = evaluator.evaluate(path, decorator.callee, evaluator.root);
    const isToken = value.kind === 'external' && idiomsOf(evaluator, path).ofExternal(value)?.means === 'injected';
    if (!isToken) return [];
    const token = decorator.args[0].value;
    return givenByMaker(evaluator, path, evaluator.evaluate(path, token, evaluator.root)) ?? providedUnder(evaluator, path, token, origin);
  });
}

/** What a function gives whose token is a member of what was made with it; null for any other token. */
function givenByMaker(evaluator: Evaluator, path: string, token: Value): readonly Value[] | null {
  const idiom = token.kind === 'external' ? idiomsOf(evaluator, path).ofExternal(token) : undefined;
  const made = token.kind !== 'external' || idiom?.means !== 'own-token' ? null : lastCall(token);
  const given = made?.call?.args[idiom?.argument ?? 0];
  return made == null || given?.kind !== 'positional' ? null : madeOf(evaluator, evaluator.evaluate(made.path, given.value, evaluator.root), 'result', token.origin);
}

/** What this file, those that import it or the token, and those that these import, provide under a token. */
export function providedUnder(evaluator: Evaluator, path: string, token: Expr, origin: Origin): readonly Value[] {
  const { reader } = evaluator;
  const asked = evaluator.evaluate(path, token, evaluator.root);
  const key = knownText(asked) ?? lastName(token);
  if (key === null) return [];
  const mentions = (file: string): boolean => reader.text(file).includes(key);
  const home = asked.origin.path === path ? [] : [asked.origin.path, ...filesAround(reader, asked.origin.path, mentions)];
  reader.readAllCalls();
  return [...new Set([path, ...filesAround(reader, path, mentions), ...home])].flatMap((file) => {
    if (file !== path) reader.readWhole(file);
    const facts = reader.facts(file);
    return facts === undefined ? [] : providingCalls(evaluator, file, facts).flatMap((call) => providedBy(evaluator, file, call, asked, origin));
  });
}

/** The calls of a file that may provide something, by how their callees are called. */
const providing = new WeakMap<FileFacts, readonly CallExpr[]>();

function providingCalls(evaluator: Evaluator, file: string, facts: FileFacts): readonly CallExpr[] {
  let calls = providing.get(facts);
  if (calls === undefined) {
    const { providers } = idiomsOf(evaluator, file);
    providing.set(facts, (calls = facts.calls.filter(({ callee }) => providers.has(lastName(callee) ?? ''))));
  }
  return calls;
}

function providedBy(evaluator: Evaluator, file: string, call: CallExpr, asked: Value, origin: Origin): readonly Value[] {
  const callee = evaluator.evaluate(file, call.callee, evaluator.root);
  const idiom = callee.kind === 'external' ? idiomsOf(evaluator, file).ofExternal(callee) : undefined;
  const given = call.args[idiom?.argument ?? 0];
  if (idiom?.means !== 'provides' || given?.kind !== 'positional') return [];
  const provided = evaluator.evaluate(file, given.value, evaluator.root);
  if (idiom.field !== undefined) {
    const list = provided.kind === 'record' ? memberOf(evaluator, provided, idiom.field, origin, evaluator.root) : provided;
    const entries = list.kind === 'list' ? [...list.items, ...(list.sometimes ?? [])].flatMap(optionsOf) : [];
    return entries.flatMap((entry) => (fieldsAs('token', entry, idiom).some(({ value }) => isSameToken(value, asked)) ? givenBy(evaluator, entry, idiom, origin) : []));
  }
  // The token stands before what is provided, or in the call before in the chain.
  const tokenCall = given === call.args[0] ? (call.callee.kind === 'member' && call.callee.object.kind === 'call' ? call.callee.object : null) : call;
  const token = tokenCall?.args[0];
  if (token?.kind !== 'positional' || !isSameToken(evaluator.evaluate(file, token.value, evaluator.root), asked)) return [];
  return idiom.type === undefined ? givenBy(evaluator, provided, idiom, origin) : madeOf(evaluator, provided, idiom.type, origin);
}

/** The fields of a provider that say what a word of the idiom stands for. */
function fieldsAs(as: string, provider: Value, { keywords }: Idiom): readonly { readonly value: Value }[] {
  return provider.kind === 'record' ? provider.entries.filter(({ key }) => keywords?.[key] === as) : [];
}

function givenBy(evaluator: Evaluator, provider: Value, idiom: Idiom, origin: Origin): readonly Value[] {
  return ['value', 'result', 'object'].flatMap((as) => fieldsAs(as, provider, idiom).flatMap(({ value }) => madeOf(evaluator, value, as, origin)));
}

/** What is provided by a value: itself, the result of a function, or an object of a class. */
function madeOf(evaluator: Evaluator, value: Value, as: string, origin: Origin): readonly Value[] {
  if (as === 'value') return [value];
  return optionsOf(value).flatMap((option) => {
    const made = as === 'object' ? objectFor(evaluator, option.origin.path, option, origin) : option.kind === 'function' ? resultFor(evaluator, option, [], evaluator.root) : null;
    return made === null ? [] : [made];
  });
}

/** Whether two tokens are one: the same text, the same class, or what one call made (`Symbol("client")`); of those from outside, what bears one name. */
function isSameToken(a: Value, b: Value): boolean {
  const text = knownText(a);
  if (text !== null) return text === knownText(b);
  if (a.kind === 'class') return b.kind === 'class' && a.path === b.path && a.class === b.class;
  return a.kind === 'external' && b.kind === 'external' && madeAt(a) !== undefined && madeAt(a) === madeAt(b);
}

function madeAt(value: ExternalValue): CallExpr | undefined {
  return lastCall(value)?.call ?? undefined;
}

function lastCall({ steps }: ExternalValue): CallStep | undefined {
  return steps.findLast((step): step is CallStep => step.kind === 'call');
}

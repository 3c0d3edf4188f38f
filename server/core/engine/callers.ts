/** What a function's own file passes to it: the value of a parameter that says nothing itself. */
import type { CallExpr, FileFacts, FunctionFact } from '../model/facts.ts';
import { optionsOf, type Origin, type Value } from '../model/value.ts';
import { bindArguments } from './apply.ts';
import type { Evaluator } from './evaluator.ts';
import { indexOf } from './lookup.ts';
import { either } from './values.ts';

/** More callers than this, and their arguments are not looked at: a helper of everybody says nothing about one value. */
const MAX_CALLERS = 12;

/** Callers being looked at, so that functions which call one another end. */
const underWay = new WeakMap<Evaluator, Set<string>>();

/**
 * The things a parameter may stand for, as calls in the same file pass them: clients, functions, requests, and texts of one word (a model's name). Prompts are left to
 * the calls themselves. With `other` among them, unless no other file can call the function. Null where nothing of use is passed.
 */
export function passedByCallers(evaluator: Evaluator, path: string, fnIndex: number, parameter: number, other: Value, origin: Origin): Value | null {
  const facts = evaluator.reader.facts(path);
  const fn = facts?.functions[fnIndex];
  if (facts === undefined || fn === undefined) return null;
  const calls = callsOf(facts, fn);
  if (calls.length === 0 || calls.length > MAX_CALLERS) return null;
  let active = underWay.get(evaluator);
  if (active === undefined) underWay.set(evaluator, (active = new Set()));
  const key = `${path}\0${fnIndex}\0${parameter}`;
  if (active.has(key)) return null;
  active.add(key);
  try {
    const passed: Value[] = [];
    let complete = true;
    for (const call of calls) {
      if (!leadsTo(evaluator, path, facts, call, fnIndex)) continue;
      const value = bindArguments(evaluator, path, call, fn, evaluator.root)(parameter);
      // Not passed here: the default holds, which is counted where it is read.
      if (value === undefined) continue;
      const useful = value === null ? [] : optionsOf(value).filter((option) => isUseful(evaluator, option, other));
      passed.push(...useful);
      complete &&= value !== null && useful.length === optionsOf(value).length;
    }
    if (passed.length === 0) return null;
    if (complete && isPrivate(facts, fn)) return either(passed, origin);
    return either([...passed.map((value) => weakened(value, other)), other], origin);
  } finally {
    active.delete(key);
  }
}

/** Calls by the last name of what is called; constructions under the name of the class. */
const byName = new WeakMap<FileFacts, Map<string, CallExpr[]>>();

/** Calls in a function's own file that have its name, whatever they lead to. */
export function callsOf(facts: FileFacts, fn: FunctionFact): readonly CallExpr[] {
  let calls = byName.get(facts);
  if (calls === undefined) {
    byName.set(facts, (calls = new Map()));
    for (const call of facts.calls) {
      const name = call.callee.kind === 'name' ? call.callee.name : call.callee.kind === 'member' ? call.callee.property : null;
      if (name === null) continue;
      const list = calls.get(name);
      if (list === undefined) calls.set(name, [call]);
      else list.push(call);
    }
  }
  const name = fn.role === 'constructor' ? facts.classes[fn.class]?.name : fn.name;
  if (name === null || name === undefined) return [];
  indexOf(facts).asked.add(name);
  return calls.get(name) ?? [];
}

function leadsTo(evaluator: Evaluator, path: string, facts: FileFacts, call: CallExpr, fnIndex: number): boolean {
  const fn = facts.functions[fnIndex]!;
  return optionsOf(evaluator.evaluate(path, call.callee, evaluator.root)).some((callee) => {
    if (callee.kind === 'class') return fn.role === 'constructor' && callee.path === path && callee.class === fn.class;
    return callee.kind === 'function' && callee.path === path && callee.function === fnIndex;
  });
}

/** A thing with a name, something of an SDK, or a request that was put together: no prompt, no list. Where the parameter is declared as text, only text. */
function isUseful(evaluator: Evaluator, value: Value, other: Value): boolean {
  if (value.kind === 'text') return value.parts.length === 1 && value.parts.every((part) => typeof part === 'string' && part.length <= 100 && !/\s/.test(part));
  if (other.kind === 'text') return false;
  if (value.kind === 'external') return value.package !== '' && evaluator.reader.claimed(value.origin.path, value.package) !== null;
  return value.kind === 'function' || value.kind === 'class' || value.kind === 'object' || value.kind === 'record';
}

/** What one caller passes, where others may pass something else: none of a record's fields is certain any more. */
function weakened(value: Value, other: Value): Value {
  if (value.kind !== 'record') return value;
  return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: either([entry.value, other], entry.value.origin) })), open: value.open ?? 'what other callers pass' };
}

/** Whether a function can be called in its own file only: it stands in another one, or has a private name, or is not exported. */
function isPrivate(facts: FileFacts, fn: FunctionFact): boolean {
  const { parent } = facts.scopes[fn.scope]!;
  const home = facts.scopes[indexOf(facts).activation(parent)]!;
  if (home.kind === 'function') return true;
  if (/^_[^_]|^#/.test(fn.name ?? '')) return true;
  return home.kind === 'module' && !facts.exportsModuleScope && !facts.exports.some((fact) => (fact.kind === 'local' && fact.local === fn.name) || (fact.kind === 'value' && fact.value.kind === 'function' && facts.functions[fact.value.function] === fn));
}

/** What a library calls a function with that it is handed, as far as types tell. */
import type { CallExpr, FileFacts, MemberExpr } from '../../model/facts.ts';
import { optionsOf, type ExternalValue, type Origin, type Value } from '../../model/value.ts';
import { callFunction } from './apply.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { filesAround } from './settings/program.ts';
import { describedBy, firstArgument } from './settings/read-settings.ts';
import { instanceOf } from './types/types.ts';
import { external, unknown } from './values.ts';
import { lastName } from './walk.ts';

/** The first parameter of a function that is of a library's type: `const plugin: FastifyPluginAsync = async (app) => …`. */
export function firstOfType(evaluator: Evaluator, path: string, type: ExternalValue, origin: Origin): Value | null {
  const idiom = idiomsOf(evaluator, path).ofExternal(type);
  return idiom?.means !== 'function-type' || idiom.field === undefined ? null : external(type.package, [{ kind: 'member', name: idiom.field }, { kind: 'call', call: null, path }], origin);
}

/** The record that a function gets which is handed to a method of what was made with a type, or is told what it is called with: `procedure.input(schema).query(({ ctx, input }) => …)`. */
export function handedWithContext(evaluator: Evaluator, path: string, callee: MemberExpr, origin: Origin, frame: Frame): Value | null {
  if (idiomsOf(evaluator, path).ofSomeMethod(callee.property) === undefined) return null;
  const [object] = optionsOf(evaluator.evaluate(path, callee, frame));
  const idiom = object?.kind === 'external' ? idiomsOf(evaluator, path).ofExternal(object) : undefined;
  if (object?.kind !== 'external' || idiom?.means !== 'hands-on') return null;
  const context = idiom.field === undefined ? null : contextOf(evaluator, object, idiom.field, origin, frame);
  const described = describedIn(evaluator, object, idiom.setters ?? []);
  const entries = [...(context === null ? [] : [[idiom.field!, context] as const]), ...(described === null || idiom.type === undefined ? [] : [[idiom.type, described] as const])];
  return entries.length === 0 ? null : recordOf(entries, path, origin);
}

function contextOf(evaluator: Evaluator, { steps }: ExternalValue, field: string, origin: Origin, frame: Frame): Value | null {
  const made = steps.find((step) => step.kind === 'call' && step.call?.types !== undefined);
  const type = made?.kind === 'call' ? made.call?.types?.[0] : undefined;
  if (made?.kind !== 'call' || type === undefined) return null;
  const typed = instanceOf(evaluator, made.path, type);
  // The type of a function stands for what that gives.
  return typed?.kind === 'function' ? callFunction(evaluator, typed, origin, frame) : (typed ?? unknown(field, 'parameter', origin));
}

/** What the last description lets through that a call on the way gave. */
function describedIn(evaluator: Evaluator, { steps }: ExternalValue, methods: readonly string[]): Value | null {
  const at = steps.findLastIndex((step, i) => step.kind === 'member' && methods.includes(step.name) && steps[i + 1]?.kind === 'call');
  const description = at < 0 ? null : firstArgument(evaluator, steps[at + 1]);
  return description === null ? null : describedBy(evaluator, description);
}

/** The record that a function gets which is an entry of what a library's function is given: `createStep({ execute: async ({ mastra }) => … })`. */
export function handedInRecord(evaluator: Evaluator, path: string, fn: number, origin: Origin): Value | null {
  const call = callsWithFunctions(evaluator.reader.facts(path)!).get(fn);
  if (call === undefined) return null;
  const [callee] = optionsOf(evaluator.evaluate(path, call.callee, evaluator.root));
  const idiom = callee?.kind === 'external' ? idiomsOf(evaluator, path).ofNamed(callee) : undefined;
  if (callee?.kind !== 'external' || idiom?.means !== 'hands-object' || idiom.field === undefined || idiom.type === undefined) return null;
  const object = madeAround(evaluator, path, callee.package, idiom.type) ?? external(callee.package, [{ kind: 'member', name: idiom.type }, { kind: 'call', call: null, path }], origin);
  return recordOf([[idiom.field, object]], path, origin);
}

/** The object of a library's class that the files around make, which are likely to be one program with this one; null where they make none, or several. */
function madeAround(evaluator: Evaluator, path: string, from: string, type: string): Value | null {
  const { reader } = evaluator;
  const made = filesAround(reader, path, (file) => reader.text(file).includes(type)).flatMap((file) => {
    reader.readWhole(file);
    return (reader.facts(file)?.calls ?? []).flatMap((call) => {
      if (call.form !== 'new' || lastName(call.callee) !== type) return [];
      const value = evaluator.evaluate(file, call, evaluator.root);
      return value.kind === 'external' && value.package === from ? [value] : [];
    });
  });
  return made.length === 1 ? made[0]! : null;
}

/** What a validator lets through that stands beside the function around a call: `app.post("/", zValidator("json", schema), (context) => context.req.valid("json"))`. Null where there is none. */
export function validatedBeside(evaluator: Evaluator, path: string, call: CallExpr): Value | null {
  const facts = evaluator.reader.facts(path)!;
  const [named] = call.args;
  const around = facts.functions.findLast((fn) => fn.passedTo >= 0 && fn.start <= call.start && call.end <= fn.end);
  if (around === undefined || named?.value.kind !== 'string') return null;
  for (const { value } of facts.calls[around.passedTo]!.args) {
    const [what, schema] = value.kind === 'call' ? value.args : [];
    if (value.kind !== 'call' || what?.value.kind !== 'string' || what.value.value !== named.value.value || schema === undefined) continue;
    const validator = evaluator.evaluate(path, value.callee, evaluator.root);
    if (validator.kind === 'external' && idiomsOf(evaluator, path).ofNamed(validator)?.means === 'validates') return describedBy(evaluator, evaluator.evaluate(path, schema.value, evaluator.root));
  }
  return null;
}

const withFunctions = new WeakMap<FileFacts, ReadonlyMap<number, CallExpr>>();

/** By function, the call of which it is an entry of a record that is an argument. */
function callsWithFunctions(facts: FileFacts): ReadonlyMap<number, CallExpr> {
  let known = withFunctions.get(facts);
  if (known === undefined) {
    const found = new Map<number, CallExpr>();
    for (const call of facts.calls) for (const { value } of call.args) if (value.kind === 'record') for (const entry of value.entries) if (entry.value.kind === 'function') found.set(entry.value.function, call);
    withFunctions.set(facts, (known = found));
  }
  return known;
}

function recordOf(entries: readonly (readonly [key: string, value: Value])[], path: string, origin: Origin): Value {
  const site = { kind: 'statement', path, span: origin.expr, value: origin.expr } as const;
  return { kind: 'record', entries: entries.map(([key, value]) => ({ key, value, presence: 'always', site })), open: 'what a library hands over', origin };
}

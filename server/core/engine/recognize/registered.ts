/** What functions are for an object that they are decorated with: its tools, and texts of its system prompt (`@agent.tool`, `@agent.instructions`). */
import type { ParameterUse } from '../../model/callsite.ts';
import type { CallExpr, Expr, FileFacts, FunctionFact, MemberExpr } from '../../model/facts.ts';
import type { SdkSpec } from '../../model/sdk.ts';
import type { FunctionValue, Value } from '../../model/value.ts';
import { constructionsOf } from './configured.ts';
import type { RequestContext } from './request.ts';
import type { SiteContext } from './site-context.ts';

type Registers = NonNullable<SdkSpec['registers']>;

/** Such functions, as values, for each of the parameters that they add to. */
export interface Registered {
  readonly tools: readonly FunctionValue[];
  readonly system: readonly Value[];
  /** The method that the last text of a system prompt was registered by. */
  readonly systemBy: string | null;
}

const NONE: Registered = { tools: [], system: [], systemBy: null };

/** What is registered for the object that is called, in the file of the call and where it is made. */
export function registeredFor(constructions: readonly CallExpr[], paths: readonly string[], registers: Registers, call: CallExpr, at: SiteContext): Registered {
  const found = [...new Set(paths)].flatMap((path) => {
    const facts = at.reader.facts(path);
    return facts === undefined ? [] : [registeredIn(facts, path, constructions, registers, path === at.path ? call : null, at)];
  });
  return { tools: found.flatMap(({ tools }) => tools), system: found.flatMap(({ system }) => system), systemBy: found.findLast(({ systemBy }) => systemBy !== null)?.systemBy ?? null };
}

/** Those for an object that is made by one of `constructions`. At the top of a file, what stands below a call is not there yet. */
function registeredIn(facts: FileFacts, path: string, constructions: readonly CallExpr[], registers: Registers, call: CallExpr | null, at: RequestContext): Registered {
  const isTop = call !== null && facts.scopes[call.scope]?.kind === 'module';
  return facts.functions.reduce<Registered>((found, fn, index) => {
    const kind = fn.decorators.length === 0 || (isTop && fn.start > call.start) ? null : kindOf(fn.decorators, path, constructions, registers, at);
    if (kind === null) return found;
    const origin = { path, expr: { kind: 'function', function: index, start: fn.start, end: fn.end } as const, name: fn.name };
    return kind.of === 'tools' ? { ...found, tools: [...found.tools, { kind: 'function', path, function: index, self: null, origin }] } : { ...found, system: [...found.system, ...textsOf(fn, path, at)], systemBy: kind.by };
  }, NONE);
}

function kindOf(decorators: readonly Expr[], path: string, constructions: readonly CallExpr[], registers: Registers, at: RequestContext): { readonly of: 'tools' | 'system'; readonly by: string } | null {
  for (const decorator of decorators) {
    const named = decorator.kind === 'call' ? decorator.callee : decorator;
    if (named.kind !== 'member') continue;
    const kind = (['tools', 'system'] as const).find((name) => registers[name].includes(named.property));
    if (kind !== undefined && isOf(named, path, constructions, at)) return { of: kind, by: named.property };
  }
  return null;
}

function isOf({ object }: MemberExpr, path: string, constructions: readonly CallExpr[], at: RequestContext): boolean {
  return constructionsOf(at.resolver.resolve(path, object)).some((construction) => constructions.includes(construction));
}

/** What such a function gives; of several texts it gives one. */
function textsOf({ returns }: FunctionFact, path: string, at: RequestContext): readonly Value[] {
  const texts = returns.map((expr) => at.resolver.resolve(path, expr));
  const [first] = texts;
  return first === undefined ? [] : [texts.length === 1 ? first : { kind: 'either', options: texts, origin: first.origin }];
}

/** A parameter with what is registered for it behind what it says itself. */
export function withRegistered(use: ParameterUse, added: readonly Value[], call: CallExpr, path: string, name: string): ParameterUse {
  const [first] = added;
  if (first === undefined) return use;
  const own = use.state === 'absent' || use.value === null ? null : use.value;
  const items = [...(own === null ? [] : own.kind === 'list' ? own.items : [own]), ...added];
  const value: Value = { kind: 'list', items, open: own?.kind === 'list' ? own.open : null, origin: own?.origin ?? first.origin };
  const place = use.state === 'absent' || use.name === null || use.site === null ? { name, site: { kind: 'statement' as const, path, span: { start: call.start, end: call.end }, value: call } } : { name: use.name, site: use.site };
  return { state: 'partial', ...place, value };
}

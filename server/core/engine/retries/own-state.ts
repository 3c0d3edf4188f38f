/** What methods change and read of their own object: after a failure that shortens `self.messages`, the next round sends another request although it is written as the same call. */
import type { CallExpr, Expr, FileFacts } from '../../model/facts.ts';
import { walk } from '../resolve/walk.ts';
import { near, type Near } from './view.ts';

/** Whether what one of these regions' statements do to the object, methods that they call included, is read by the call. */
export function changesWhatItReads(facts: FileFacts, call: CallExpr, here: Near, isHandled: (region: number) => boolean): boolean {
  const changed = new Set<string>();
  const visited = new Set<number>();
  for (const { name, region } of here.attributes) if (isHandled(region)) changed.add(name);
  for (const { target, region } of here.mutations) if (isHandled(region)) note(target, changed);
  for (const handled of here.calls) if (isHandled(handled.region)) follow(facts, handled.callee, visited, (body) => changes(body, changed));
  if (changed.size === 0) return false;
  const read = new Set<string>();
  walk(call, (part) => note(part, read));
  follow(facts, call.callee, new Set(), (body) => reads(body, read));
  return [...changed].some((name) => read.has(name));
}

function changes({ attributes, mutations }: Near, names: Set<string>): void {
  for (const { name } of attributes) names.add(name);
  for (const { target } of mutations) note(target, names);
}

function reads({ calls, bindings, jumps }: Near, names: Set<string>): void {
  const visit = (part: Expr): void => note(part, names);
  for (const call of calls) walk(call, visit);
  for (const { value } of bindings) if (value !== null) walk(value, visit);
  for (const { value } of jumps) if (value !== null) walk(value, visit);
}

function note(expr: Expr, names: Set<string>): void {
  if (expr.kind === 'member' && expr.object.kind === 'self') names.add(expr.property);
}

/** The methods of the same object that a callee leads to, those that they call in turn included. */
function follow(facts: FileFacts, callee: Expr, visited: Set<number>, visit: (body: Near) => void): void {
  if (callee.kind !== 'member' || callee.object.kind !== 'self') return;
  const { property, object } = callee;
  const index = facts.functions.findIndex((fact) => fact.class === object.class && fact.name === property);
  if (index < 0 || visited.has(index)) return;
  visited.add(index);
  const body = near(facts, facts.functions[index]!.region);
  visit(body);
  for (const call of body.calls) follow(facts, call.callee, visited, visit);
}

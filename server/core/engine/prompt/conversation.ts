/** Calls that send a history which grows from one to the next: each turn pays for all turns before it. */
import type { CallSite } from '../../model/callsite.ts';
import { valueOf } from '../../model/callsite.ts';
import type { ConversationCost, Range } from '../../model/cost.ts';
import { sumDollars } from '../../model/dollars.ts';
import type { Expr } from '../../model/facts.ts';
import { priceRange, type PriceTerms } from '../../model/price-request.ts';
import { siteExpr } from '../../model/value.ts';
import { indexOf } from '../resolve/lookup.ts';

const TURNS: readonly number[] = [1, 10, 100];

/** Whether the messages of a call are a list that is appended to in a loop around the call and made outside of it, or by functions that outlives them. */
export function keepsHistory(site: CallSite): boolean {
  const use = site.parameters.messages;
  // What another file hands over has its own names, scopes and changes.
  if (use.state === 'absent' || use.site === null || use.site.path !== site.path || valueOf(use) === null) return false;
  const list = siteExpr(use.site);
  const index = indexOf(site.facts);
  const changes = mutationsOf(list, index);
  return changes.some((mutation) => {
    if (mutation.operation !== 'append' && mutation.operation !== 'extend') return false;
    const loop = index.commonLoop(mutation.region, site.call.region);
    return loop >= 0 ? madeOutside(list, site, loop) : outlives(list, mutation.scope, site);
  });
}

/** Whether a list that a function adds to is there before and after it: of a module's, or an object's own, which neither that function nor the one of the call makes anew. */
function outlives(list: Expr, scope: number, { call, facts }: CallSite): boolean {
  const index = indexOf(facts);
  const [adding, asking] = [index.activation(scope), index.activation(call.scope)];
  if (facts.scopes[adding]!.kind !== 'function' || facts.scopes[asking]!.kind !== 'function') return false;
  if (list.kind === 'name') {
    const home = index.home(list.scope, list.name);
    return home >= 0 && index.activation(home) !== adding && index.activation(home) !== asking;
  }
  if (list.kind !== 'member') return false;
  const made = facts.classes.flatMap(({ attributes }) => attributes).filter(({ name }) => name === list.property).map((attribute) => index.activation(facts.functions[attribute.function]!.scope));
  const isDeclared = facts.classes.some((cls) => index.bindings(cls.scope, list.property).some(({ kind }) => kind === 'variable'));
  return (isDeclared || made.length > 0) && !made.includes(adding) && !made.includes(asking);
}

function mutationsOf(list: Expr, index: ReturnType<typeof indexOf>): ReturnType<typeof index.mutations> {
  if (list.kind === 'name') return index.mutations(list.name);
  return list.kind === 'member' && list.object.kind === 'self' ? index.attributeMutations(list.property) : [];
}

/** A list that each round makes anew does not grow from round to round. */
function madeOutside(list: Expr, { facts }: CallSite, loop: number): boolean {
  if (list.kind !== 'name') return true;
  const around = facts.regions[loop]!;
  return !facts.scopes.some((scope) => scope.bindings.some((binding) => binding.name === list.name && binding.kind === 'variable' && binding.start >= around.start && binding.end <= around.end));
}

/** How many calls on the object that keeps the turns stand before this one; `unknown` where there may be any number: in a loop, or on an object from elsewhere. */
export function turnsBefore({ call, facts, operation, sdk }: CallSite): number | 'unknown' {
  if (operation.turns !== 'kept') return 0;
  if (call.callee.kind !== 'member') return 'unknown';
  const { object } = call.callee;
  // Made for this call alone.
  if (object.kind === 'call') return 0;
  if (object.kind !== 'name') return 'unknown';
  const index = indexOf(facts);
  const home = index.home(object.scope, object.name);
  if (home < 0 || index.activation(home) !== index.activation(call.scope)) return 'unknown';
  const made = index.bindings(home, object.name).filter((binding) => binding.end <= call.start).at(-1);
  if (made === undefined || (index.commonLoop(call.region, call.region) >= 0 && index.commonLoop(made.region, call.region) < 0)) return 'unknown';
  const names = new Set(sdk.operations.filter(({ turns }) => turns === 'kept').flatMap(({ paths }) => paths.map((path) => path.slice(path.lastIndexOf('.') + 1))));
  const earlier = facts.calls.filter((other) => other.start > made.start && other.end <= call.start && other.callee.kind === 'member' && names.has(other.callee.property) && other.callee.object.kind === 'name' && other.callee.object.name === object.name);
  return earlier.some(({ region }) => !index.encloses(region, call.region)) ? 'unknown' : earlier.length;
}

/** All turns together. A turn adds the answer before it, without what was thought, and a new question; the low end of the input has short questions, the high end long ones. */
export function conversationCost(input: Range, question: Range, answer: { readonly said: number; readonly paid: number }, terms: PriceTerms): readonly ConversationCost[] {
  const grownBy = { low: answer.said + question.low, high: answer.said + question.high };
  const result: ConversationCost[] = [];
  for (const turns of TURNS) {
    const costs: Range[] = [];
    const at = (turn: number): Range => ({ low: input.low + (turn - 1) * grownBy.low, high: input.high + (turn - 1) * grownBy.high });
    for (let turn = 1; turn <= turns; turn++) {
      const cost = priceRange({ input: at(turn).low, output: answer.paid }, { input: at(turn).high, output: answer.paid }, terms);
      if (cost === null) return [];
      costs.push(cost);
    }
    result.push({ turns, input: at(turns), dollars: sumDollars(costs) });
  }
  return result;
}

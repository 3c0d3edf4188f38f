/** Calls that are answered by a stand-in: nothing is sent, so nothing about them costs. */
import type { CallSite } from '../../model/callsite.ts';
import type { CallExpr, Expr, FileFacts, FunctionFact } from '../../model/facts.ts';
import type { Idiom, Language } from '../../model/language.ts';
import { escapeRegExp } from '../../model/text.ts';
import { externalPath, type Value } from '../../model/value.ts';
import { functionHolding } from '../resolve/lookup.ts';
import { dottedName, lastName } from '../resolve/walk.ts';

export interface MockContext {
  readonly language: Language;
  readonly text: string;
  readonly resolve: (path: string, expr: Expr) => Value;
  /** Whether a text names the package of some SDK. */
  readonly mentionsSdk: (text: string) => boolean;
}

/** How much of a stand-in's arguments is read for what it stands in for. */
const ARGUMENTS = 200;

/**
 * Whether a stand-in answers a call. `maybe`: something is replaced around it, and nobody knows what. Stand-ins are put in place by decorators and blocks, by calls in the functions around
 * (a test, a suite) and at the top of the file, by hooks beside it (`beforeEach`), by fixtures that a test takes, and in the construction of the client.
 */
export function isMocked(site: CallSite, context: MockContext): 'yes' | 'maybe' | 'no' {
  const { language, text } = context;
  let found: 'yes' | 'maybe' | 'no' = 'no';
  const around = new Set(site.functions);
  for (const expr of [...site.functions.flatMap((fn) => fn.decorators), ...site.regions.flatMap((region) => (region.kind === 'with' ? region.items : []))]) {
    const idiom = standInOf(site.path, expr.kind === 'call' ? expr.callee : expr, site.functions, context);
    if (idiom === null) continue;
    if (replaces(idiom, expr, site, context) || idiom.means === 'stand-in-transport') return 'yes';
    found = 'maybe';
  }
  const given = new Set(site.functions.flatMap((fn) => fn.params.map(({ name }) => name)));
  if (language.idioms.some(({ means, path }) => means === 'stand-in-fixture' && given.has(path))) return 'yes';
  const placing = placingIn(site.facts, language);
  for (const { call, holder } of placing) {
    if (!reaches(holder, around, given, site.facts)) continue;
    const idiom = standInOf(site.path, call.callee, holder === null ? [] : [holder, ...site.functions], context);
    if (idiom !== null && (idiom.means === 'stand-in-transport' || replaces(idiom, call, site, context))) return 'yes';
  }
  const { construction } = site.client;
  if (construction === null || construction.path !== site.path) return found;
  const built = placing.some(({ call }) => call.start > construction.call.start && call.end <= construction.call.end && standInOf(site.path, call.callee, site.functions, context)?.means === 'stand-in-transport');
  return built ? 'yes' : found;

  /** Whether what a stand-in is told to replace is the SDK's, or what is called. */
  function replaces({ means }: Idiom, expr: Expr, { call }: CallSite, { mentionsSdk }: MockContext): boolean {
    if (means === 'stand-in-transport') return true;
    if (expr.kind !== 'call') return false;
    const told = text.slice(expr.callee.end, Math.min(expr.end, expr.callee.end + ARGUMENTS));
    const called = lastName(call.callee);
    return mentionsSdk(told) || (called !== null && new RegExp(`["'\`.]${escapeRegExp(called)}["'\`]`).test(told));
  }
}

/** A call that may put a stand-in in place, by its name, and the function in which it does. */
interface Placing {
  readonly call: CallExpr;
  readonly holder: FunctionFact | null;
}

const placingByFacts = new WeakMap<FileFacts, readonly Placing[]>();

function placingIn(facts: FileFacts, language: Language): readonly Placing[] {
  let placing = placingByFacts.get(facts);
  if (placing === undefined) {
    const names = new Set(language.idioms.flatMap(({ means, path }) => (isStandIn(means) ? [path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1)] : [])));
    placingByFacts.set(facts, (placing = facts.calls.filter((call) => names.has(lastName(call.callee) ?? '')).map((call) => ({ call, holder: functionHolding(facts, call) }))));
  }
  return placing;
}

function isStandIn(means: Idiom['means']): boolean {
  return means === 'stand-in' || means === 'stand-in-transport';
}

/** The idiom by which an expression puts a stand-in in place, or null. */
function standInOf(path: string, callee: Expr, around: readonly FunctionFact[], { language, resolve }: MockContext): Idiom | null {
  const written = dottedName(callee) ?? '';
  const root = written.split('.')[0]!;
  if (around.some((fn) => fn.params.some(({ name }) => name === root))) {
    return language.idioms.find((idiom) => idiom.means === 'stand-in' && idiom.path === `parameter:${written}`) ?? null;
  }
  const value = resolve(path, callee);
  if (value.kind !== 'external') return null;
  const known = `${value.package}:${externalPath(value)}`;
  return language.idioms.find(({ means, path: own }) => isStandIn(means) && own === known) ?? null;
}

/** Whether what a function does holds for a call inside `around`: the function is one of them, the file itself, a hook beside them, or a fixture that is taken. */
function reaches(holder: FunctionFact | null, around: ReadonlySet<FunctionFact>, given: ReadonlySet<string>, facts: FileFacts): boolean {
  if (holder === null || around.has(holder)) return true;
  if (holder.name !== null && given.has(holder.name)) return true;
  const hook = holder.passedTo < 0 ? undefined : facts.calls[holder.passedTo];
  if (hook === undefined || !/^before/.test(lastName(hook.callee) ?? '')) return false;
  const beside = functionHolding(facts, hook);
  return beside === null || around.has(beside);
}

/** Functions and classes: scopes, parameters, decorators, what `self` means. */
import type { Expr, FunctionFact, Parameter } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addRegion, addScope } from '../draft.ts';
import type { DraftClass, DraftFunction } from '../draft.ts';
import { annotation } from './annotations.ts';
import { block } from './blocks.ts';
import { bind, bindIn } from './draft.ts';
import type { Draft, Place, Receiver } from './draft.ts';
import type * as syntax from './syntax.ts';
import { stringValue } from './strings.ts';
import { expression } from './values.ts';

/** Records a function with its body and binds its name. */
export function declareFunction(draft: Draft, node: syntax.FunctionDef, place: Place): void {
  const decorators = node.decorators.map((decorator) => expression(draft, decorator, place));
  const owner = draft.scopes[place.scope]!.kind === 'class' ? draft.scopes[place.scope]!.class : -1;
  const marks = decorators.map(lastName);
  const role = owner >= 0 ? roleOf(node.name, marks) : node.name === '__getattr__' ? 'fallback' : 'function';
  const span = { start: startWithDecorators(draft, node), end: node.end };
  const index = newFunction(draft, node, span, place, { name: node.name, role, class: owner, decorators, async: node.isAsync, passedTo: -1 });
  const fact = draft.functions[index]!;
  const params = [...node.params];
  let { receiver } = place;
  if (owner >= 0 && !marks.includes('staticmethod') && params[0]?.kind.startsWith('positional')) {
    const first = params.shift()!;
    receiver = { name: first.name, kind: role === 'static' ? 'class' : 'object', class: owner };
  }
  const inside = enter(fact, index, receiver, params, place);
  declareParameters(draft, fact, index, params, place, inside);
  fact.returnType = annotation(draft, node.returns, place);
  noteDocstring(draft, fact, node.body);
  block(draft, node.body, inside);
  // A setter, and a signature without a body, stand for no value of their own.
  if (marks.includes('setter') || marks.includes('deleter') || marks.includes('overload')) return;
  const nameSpan = { start: node.nameStart, end: node.nameStart + node.name.length };
  bind(draft, place, node.name, nameSpan, { kind: 'function', value: { kind: 'function', function: index, start: span.start, end: span.end } });
}

/** Records a lambda; gives its index. */
export function declareLambda(draft: Draft, node: syntax.Lambda, place: Place, name: string | null, passedTo: number): number {
  const span = { start: node.start, end: node.end };
  const index = newFunction(draft, node, span, place, { name, role: 'function', class: -1, decorators: [], async: false, passedTo });
  const fact = draft.functions[index]!;
  const inside = enter(fact, index, place.receiver, node.params, place);
  declareParameters(draft, fact, index, node.params, place, inside);
  fact.returns.push(expression(draft, node.body, inside));
  return index;
}

function newFunction(
  draft: Draft, node: Span, span: Span, place: Place, origin: Pick<FunctionFact, 'name' | 'role' | 'class' | 'decorators' | 'async' | 'passedTo'>,
): number {
  const index = draft.functions.length;
  // Decorators are read outside, so the scope and the region begin behind them.
  const scope = addScope(draft, node, place.scope, 'function', { function: index });
  const region = addRegion(draft, { kind: 'function', function: index, parent: place.region, start: node.start, end: node.end });
  const { name, role, class: owner, decorators, async, passedTo } = origin;
  const fact: DraftFunction = {
    name, role, class: owner, scope, region, params: [], returns: [], returnType: null, decorators, async, passedTo, start: span.start, end: span.end,
  };
  draft.functions.push(fact);
  return index;
}

/** A parameter that has the name of the receiver hides it. */
function enter(fact: DraftFunction, index: number, receiver: Receiver | null, params: readonly syntax.Parameter[], place: Place): Place {
  const isHidden = receiver !== null && params.some(({ name }) => name === receiver.name);
  return { scope: fact.scope, region: fact.region, function: index, receiver: isHidden ? null : receiver, use: place.use };
}

/** Annotations and defaults are read outside, where the function is defined. */
function declareParameters(draft: Draft, fact: DraftFunction, index: number, params: readonly syntax.Parameter[], outside: Place, inside: Place): void {
  for (const node of params) {
    const { name, start, end } = node;
    const type = annotation(draft, node.annotation, outside);
    const parameter: Parameter = {
      name, kind: parameterKinds[node.kind], default: node.fallback && expression(draft, node.fallback, outside), type, start, end,
    };
    const value: Expr = { kind: 'parameter', function: index, index: fact.params.push(parameter) - 1, start, end };
    const stars = node.kind === 'variadic' ? 1 : node.kind === 'keywords' ? 2 : 0;
    bindIn(draft, fact.scope, name, { start: start + stars, end: start + stars + name.length }, inside.region, { kind: 'parameter', value, type });
  }
}

const parameterKinds = {
  'positional-only': 'positional', positional: 'positional', variadic: 'rest', 'keyword-only': 'named', keywords: 'named-rest',
} as const;

function roleOf(name: string, marks: readonly (string | null)[]): FunctionFact['role'] {
  if (marks.some((mark) => mark === 'property' || mark === 'cached_property')) return 'getter';
  if (marks.includes('classmethod') || marks.includes('staticmethod') || implicitlyStatic.has(name)) return 'static';
  return name === '__init__' ? 'constructor' : name === '__getattr__' ? 'fallback' : 'method';
}

/** Python makes these class methods without being told to. */
const implicitlyStatic = new Set(['__new__', '__init_subclass__', '__class_getitem__']);

/** The last name of a decorator: `retry` of `@tenacity.retry(…)`. */
function lastName(expr: Expr): string | null {
  const callee = expr.kind === 'call' ? expr.callee : expr;
  return callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : null;
}

export function declareClass(draft: Draft, node: syntax.ClassDef, place: Place): void {
  const span = { start: startWithDecorators(draft, node), end: node.end };
  const index = draft.classes.length;
  const scope = addScope(draft, node, place.scope, 'class', { class: index });
  const fact: DraftClass = { name: node.name, bases: [], decorators: [], scope, attributes: [], start: span.start, end: span.end };
  draft.classes.push(fact);
  fact.decorators = node.decorators.map((decorator) => expression(draft, decorator, place));
  for (const argument of node.args) {
    const value = expression(draft, argument.value, place);
    // What a generic base is made of, `Base[OpenAI]`, is left out: it is that base.
    if (argument.keyword === null && argument.unpack === 'none') fact.bases.push(value.kind === 'index' ? value.object : value);
  }
  noteDocstring(draft, fact, node.body);
  const region = addRegion(draft, { kind: 'class', class: index, parent: place.region, start: node.start, end: node.end });
  block(draft, node.body, { scope, region, function: place.function, receiver: place.receiver, use: place.use });
  const nameSpan = { start: node.nameStart, end: node.nameStart + node.name.length };
  bind(draft, place, node.name, nameSpan, { kind: 'class', value: { kind: 'class', class: index, start: span.start, end: span.end } });
}

function noteDocstring(draft: Draft, fact: DraftFunction | DraftClass, [first]: readonly syntax.Statement[]): void {
  if (first?.kind === 'expression' && first.value.kind === 'string') fact.doc = stringValue(draft.text, first.value);
}

/** Where a function or class begins; decorators belong to what stands below them. */
export function startWithDecorators(draft: Draft, node: syntax.FunctionDef | syntax.ClassDef): number {
  const [first] = node.decorators;
  return first === undefined ? node.start : Math.max(0, draft.text.lastIndexOf('@', first.start));
}

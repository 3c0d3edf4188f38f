/**
 * Expressions to facts. Each node of the tree passes `expression` exactly once, in source order: that is what puts each call into the facts
 * once and in order. Lambdas are functions, so this module and `declarations.ts` import one another.
 */
import type { Argument, BinaryExpr, CallExpr, ComprehensionClause, Expr, ListExpr, MemberExpr, RecordEntry } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addRegion, addScope, binary, nameExpr, opaque } from '../draft.ts';
import type { Mutable } from '../draft.ts';
import { bind } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { declareLambda } from './declarations.ts';
import { fstringTextValue, isComplex, numberValue, stringValue } from './strings.ts';
import { bindTarget, callMutations } from './targets.ts';
import type * as syntax from './syntax.ts';

/** Turns an expression into facts. What has no kind of its own is opaque, but the calls inside it count. */
export function expression(draft: Draft, node: syntax.Expression, place: Place): Expr {
  const { start, end } = node;
  switch (node.kind) {
    case 'name':
      return nameOrReceiver(node, place);
    case 'string':
      return { kind: 'string', value: stringValue(draft.text, node), start, end };
    case 'fstring':
      return template(draft, node, [node], place);
    case 'concatenation':
      return concatenation(draft, node, place);
    case 'number':
      return isComplex(draft.text, node) ? opaque(node, 'a complex number') : { kind: 'number', value: numberValue(draft.text, node), start, end };
    case 'boolean':
      return { kind: 'boolean', value: node.value, start, end };
    case 'none':
      return { kind: 'null', start, end };
    case 'attribute':
      return classOfObject({ kind: 'member', object: expression(draft, node.value, place), property: node.name, start, end });
    case 'subscript':
      return subscript(draft, node, place);
    case 'call':
      return classOfObject(call(draft, node, place));
    case 'tuple':
    case 'list':
    case 'set':
      return list(draft, node, place);
    case 'dict':
      return { kind: 'record', entries: node.entries.map((entry) => recordEntry(draft, entry, place)), trailingComma: node.trailingComma, start, end };
    case 'binary': {
      const left = expression(draft, node.left, place);
      const right = expression(draft, node.right, place);
      return binary(node, binaryKinds[node.operator] ?? 'arithmetic', node.operator, left, right);
    }
    case 'logical':
      return node.operands
        .map((operand) => expression(draft, operand, place))
        .reduce((left, right) => binary({ start, end: right.end }, node.operator, node.operator, left, right));
    case 'unary':
      return unary(draft, node, place);
    case 'compare':
      return compare(draft, node, place);
    case 'conditional': {
      // In source order: the test stands between its values.
      const whenTrue = expression(draft, node.body, place);
      const test = expression(draft, node.test, place);
      return { kind: 'conditional', test, whenTrue, whenFalse: expression(draft, node.orelse, place), start, end };
    }
    case 'lambda':
      return lambda(draft, node, place, null, -1);
    case 'comprehension':
      return comprehension(draft, node, place);
    case 'await': {
      const value = expression(draft, node.value, place);
      // A name bound to a call elsewhere is a NameExpr, so this call was made just now.
      if (value.kind === 'call') (value as Mutable<CallExpr>).awaited = true;
      return value;
    }
    case 'yield':
      if (node.value) noteYield(draft, expression(draft, node.value, place), place);
      return opaque(node, 'a yielded answer');
    case 'starred':
      return { kind: 'spread', value: expression(draft, node.value, place), start, end };
    case 'walrus': {
      const value = namedExpression(draft, node.value, place, node.name.name);
      bind(draft, place, node.name.name, node.name, { kind: 'variable', value });
      return value;
    }
    case 'slice':
      for (const part of [node.lower, node.upper, node.step]) if (part) expression(draft, part, place);
      return opaque(node, 'a slice');
    case 'bytes':
      return opaque(node, 'bytes');
    case 'ellipsis':
      return opaque(node, '`...`');
    case 'opaque':
      return opaque(node, 'unfinished code');
  }
}

/** An expression that gets a name from where it stands: `f = lambda: …`. */
export function namedExpression(draft: Draft, node: syntax.Expression, place: Place, name: string | null): Expr {
  return node.kind === 'lambda' ? lambda(draft, node, place, name, -1) : expression(draft, node, place);
}

const binaryKinds: Readonly<Record<string, BinaryExpr['operator']>> = { '+': 'add', '%': 'format', '|': 'merge' };

// ---- names and literals ------------------------------------------------------------------------------------------------------------------

/** A class method's `cls` is the class itself, so that `cls(…)` constructs. */
function nameOrReceiver(node: syntax.Name, { receiver, scope }: Place): Expr {
  const { start, end } = node;
  if (receiver === null || receiver.name !== node.name) return nameExpr(node, node.name, scope);
  return receiver.kind === 'object' ? { kind: 'self', class: receiver.class, start, end } : { kind: 'class', class: receiver.class, of: 'the receiver', start, end };
}

/** `type(self)` and `self.__class__` are the class. */
function classOfObject(expr: CallExpr | MemberExpr): Expr {
  const { start, end } = expr;
  const [object] = expr.kind === 'member' ? (expr.property === '__class__' ? [expr.object] : []) : expr.callee.kind === 'name' && expr.callee.name === 'type' && expr.args.length === 1 ? [expr.args[0]!.value] : [];
  return object?.kind === 'self' ? { kind: 'class', class: object.class, of: 'the receiver', start, end } : expr;
}

function concatenation(draft: Draft, node: syntax.Concatenation, place: Place): Expr {
  const { start, end } = node;
  if (node.parts.some((part) => part.kind === 'fstring')) return template(draft, node, node.parts, place);
  if (node.parts.some((part) => part.kind === 'bytes')) return opaque(node, 'bytes');
  return { kind: 'string', value: node.parts.map((part) => (part.kind === 'string' ? stringValue(draft.text, part) : '')).join(''), start, end };
}

function template(draft: Draft, span: Span, literals: syntax.Concatenation['parts'], place: Place): Expr {
  const parts: (string | Expr)[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (text === '') return;
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else parts.push(text);
  };
  for (const literal of literals) {
    if (literal.kind === 'string') add(stringValue(draft.text, literal));
    else if (literal.kind === 'fstring') {
      for (const part of literal.parts) {
        if (part.kind === 'text') {
          add(fstringTextValue(draft.text, literal, part));
          continue;
        }
        // `{x=}` prints its own source before the value.
        if (part.debugEnd >= 0) add(draft.text.slice(part.start + 1, part.debugEnd));
        parts.push(formatted(part, expression(draft, part.value, place), draft.text));
        visitSpec(draft, part, place);
      }
    }
  }
  if (parts.every((part) => typeof part === 'string')) return { kind: 'string', value: parts.join(''), start: span.start, end: span.end };
  return { kind: 'template', parts, start: span.start, end: span.end };
}

/** A field with the form that it is written in, as far as that is all literal. */
function formatted({ conversion, spec }: syntax.FStringField, value: Expr, text: string): Expr {
  const literal = (spec ?? []).map((part) => (part.kind === 'text' ? text.slice(part.start, part.end) : null));
  const form = `${conversion === 's' ? '' : conversion}:${literal.join('')}`;
  if (form === ':' || literal.includes(null)) return value;
  const { start, end } = value;
  return { kind: 'binary', operator: 'format', text: ':', left: { kind: 'string', value: form, start: end, end }, right: value, start, end };
}

/** The calls in how a value is formatted count too. */
function visitSpec(draft: Draft, field: syntax.FStringField, place: Place): void {
  for (const part of field.spec ?? []) {
    if (part.kind === 'text') continue;
    expression(draft, part.value, place);
    visitSpec(draft, part, place);
  }
}

// ---- members and calls -------------------------------------------------------------------------------------------------------------------

/** A slice of a list is a list of some of its elements. */
function subscript(draft: Draft, node: syntax.Subscript, place: Place): Expr {
  const { start, end } = node;
  const object = expression(draft, node.value, place);
  if (node.index.kind !== 'slice') return { kind: 'index', object, index: expression(draft, node.index, place), start, end };
  const [from, to, step] = [node.index.lower, node.index.upper, node.index.step].map((part) => (part === null ? null : expression(draft, part, place)));
  const element: Expr = { kind: 'element', of: object, start, end };
  return { kind: 'comprehension', form: 'list', element, source: object, ...(step === null ? { part: { from: from!, to: to! } } : {}), start, end };
}

/** The call enters the facts before its callee and arguments are walked: calls stand in the order of their starts, outer ones first. */
function call(draft: Draft, node: syntax.Call, place: Place): CallExpr {
  const index = draft.calls.length;
  const fact: Mutable<CallExpr> = {
    kind: 'call',
    form: 'call',
    callee: opaque(node, 'unfinished code'),
    args: [],
    open: node.open,
    close: node.close,
    trailingComma: node.trailingComma,
    awaited: false,
    scope: place.scope,
    region: place.region,
    start: node.start,
    end: node.end,
  };
  draft.calls.push(fact);
  fact.callee = expression(draft, node.callee, place);
  fact.args = node.args.map((argument) => argumentFact(draft, argument, place, index));
  callMutations(draft, fact, place);
  return fact;
}

function argumentFact(draft: Draft, node: syntax.Argument, place: Place, call: number): Argument {
  const { start, end } = node;
  const value = node.value.kind === 'lambda' ? lambda(draft, node.value, place, node.keyword, call) : expression(draft, node.value, place);
  if (node.unpack !== 'none') return { kind: node.unpack === 'iterable' ? 'spread' : 'named-spread', value, start, end };
  return node.keyword === null ? { kind: 'positional', value, start, end } : { kind: 'named', name: node.keyword, value, start, end };
}

// ---- lists and records -------------------------------------------------------------------------------------------------------------------

function list(draft: Draft, node: syntax.Sequence, place: Place): ListExpr {
  const items = node.elements.map((element) => expression(draft, element, place));
  return { kind: 'list', form: node.kind, items, trailingComma: node.trailingComma, start: node.start, end: node.end };
}

function recordEntry(draft: Draft, node: syntax.DictEntry, place: Place): RecordEntry {
  const { start, end } = node;
  if (node.key === null) return { kind: 'spread', value: expression(draft, node.value, place), start, end };
  const written = expression(draft, node.key, place);
  const key = written.kind === 'string' ? written.value : written.kind === 'number' ? String(written.value) : null;
  const value = namedExpression(draft, node.value, place, key);
  return { kind: 'entry', key, keyExpr: key === null ? written : null, value, start, end };
}

/** The variables of a comprehension are its own; its first iterable is read outside. */
function comprehension(draft: Draft, node: syntax.Comprehension, place: Place): Expr {
  const { start, end } = node;
  const scope = addScope(draft, node, place.scope, 'block');
  const region = addRegion(draft, { kind: 'loop', form: 'comprehension', over: null, test: null, parent: place.region, start, end });
  const inside: Place = { ...place, scope, region };
  const key = expression(draft, node.element, inside);
  const element = node.value ? expression(draft, node.value, inside) : key;
  const clauses: ComprehensionClause[] = [];
  for (const clause of node.clauses) {
    const over = expression(draft, clause.iterable, clauses.length === 0 ? place : inside);
    if (clauses.length === 0) draft.regions[region] = { kind: 'loop', form: 'comprehension', over, test: null, parent: place.region, start, end };
    bindTarget(draft, clause.target, over, inside, scope);
    clauses.push({ over, conditions: clause.conditions.map((condition) => expression(draft, condition, inside)) });
  }
  return { kind: 'comprehension', form: node.form === 'dict' ? 'record' : node.form, element, ...(node.value ? { key } : {}), source: clauses[0]?.over ?? opaque(node, 'unfinished code'), clauses, start, end };
}

// ---- operators ---------------------------------------------------------------------------------------------------------------------------

function unary(draft: Draft, node: syntax.Unary, place: Place): Expr {
  const { start, end } = node;
  const operand = expression(draft, node.operand, place);
  switch (node.operator) {
    case 'not':
      // One operand; the right side is an empty `false`, since `not x` means `x == False`.
      return binary(node, 'compare', 'not', operand, { kind: 'boolean', value: false, start: end, end });
    case '-':
      if (operand.kind === 'number') return { kind: 'number', value: -operand.value, start, end };
      return binary(node, 'arithmetic', '-', { kind: 'number', value: 0, start, end: start }, operand);
    case '+':
      return operand.kind === 'number' ? { ...operand, start, end } : opaque(node, 'a computed number');
    case '~':
      return opaque(node, 'a computed number');
  }
}

/** `a < b < c` is `a < b and b < c`. */
function compare(draft: Draft, node: syntax.Compare, place: Place): Expr {
  let left = expression(draft, node.left, place);
  let result: Expr | null = null;
  node.comparators.forEach((comparator, i) => {
    const right = expression(draft, comparator, place);
    const part = binary({ start: left.start, end: right.end }, 'compare', node.operators[i]!, left, right);
    result = result === null ? { ...part, start: node.start } : binary({ start: node.start, end: right.end }, 'and', 'and', result, part);
    left = right;
  });
  return result ?? left;
}

function lambda(draft: Draft, node: syntax.Lambda, place: Place, name: string | null, passedTo: number): Expr {
  return { kind: 'function', function: declareLambda(draft, node, place, name, passedTo), start: node.start, end: node.end };
}

/** `yield from x` is seen as one `yield` too: what it hands on are elements, which are not told apart from x. */
function noteYield(draft: Draft, value: Expr, place: Place): void {
  const fn = draft.functions[place.function];
  if (fn !== undefined) (fn.yields ??= []).push(value);
}

/** Our tree in the form that oracle.py gives for CPython's. */

import { fstringTextValue, stringValue } from '../../../server/languages/python/strings.ts';
import type {
  Argument, Expression, FString, FStringField, FStringPart, If, Module, Parameter, Statement, TypeParameter,
} from '../../../server/languages/python/syntax.ts';

export interface Outline {
  readonly calls: readonly (readonly unknown[])[];
  readonly literals: readonly (readonly [start: number, value: string])[];
  readonly shape: readonly string[];
}

/** `fstrings: 'skipped'` leaves out the calls and literals inside f-strings: before Python 3.12, CPython misplaces them. */
export function outlineOf(text: string, module: Module, fstrings: 'included' | 'skipped'): Outline {
  const calls: unknown[][] = [];
  const literals: [number, string][] = [];
  const shape = module.body.map(statement);
  visit(module, false);
  calls.sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number));
  literals.sort((a, b) => a[0] - b[0]);
  return { calls, literals, shape };

  function visit(node: unknown, isInside: boolean): void {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const child of node) visit(child, isInside);
      return;
    }
    const item = node as Expression | Statement;
    const isKept = !isInside || fstrings === 'included';
    if (item.kind === 'call') {
      if (isKept) {
        const spans = item.args.map((a) => (a.keyword !== null || a.unpack !== 'none' ? [a.start, a.end] : [a.value.start, a.value.end]));
        calls.push([item.start, item.end, expression(item.callee), ...spans]);
      }
      if (isKept) for (const a of item.args) if (a.unpack === 'none') addLiteral(a.value);
      // CPython's view of `**"text"` and `*"text"` differs in kind only.
      if (isKept) for (const a of item.args) if (a.unpack === 'mapping') addLiteral(a.value);
    } else if (item.kind === 'assign' && item.value !== null && isKept) addLiteral(item.value);
    const isString = isInside || item.kind === 'fstring';
    for (const child of Object.values(item)) visit(child, isString);
  }

  function addLiteral(node: Expression): void {
    const value = literalValue(text, node);
    if (value !== null) literals.push([node.start, value]);
  }
}

function literalValue(text: string, node: Expression): string | null {
  if (node.kind === 'string') return stringValue(text, node);
  if (node.kind === 'fstring') return fstringValue(text, node, node.parts);
  if (node.kind !== 'concatenation' || node.parts[0]!.kind === 'bytes') return null;
  return node.parts.map((part) => literalValue(text, part)).join('');
}

function fstringValue(text: string, string: FString, parts: readonly FStringPart[]): string {
  return parts
    .map((part) => (part.kind === 'text' ? fstringTextValue(text, string, part) : (part.debugEnd < 0 ? '' : text.slice(part.start + 1, part.debugEnd)) + '\0'))
    .join('');
}

function joined(name: string, parts: readonly string[]): string {
  return '(' + [name, ...parts].join(' ') + ')';
}

function maybe(node: Expression | null): string {
  return node === null ? '-' : expression(node);
}

function expression(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'string':
      return 'str';
    case 'bytes':
      return 'bytes';
    case 'number':
      return 'number';
    case 'boolean':
      return node.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'ellipsis':
      return '...';
    case 'fstring':
      return joined('fstring', fields(node));
    case 'concatenation': {
      if (node.parts.every((part) => part.kind !== 'fstring')) return node.parts[0]!.kind === 'bytes' ? 'bytes' : 'str';
      return joined('fstring', node.parts.flatMap((part) => (part.kind === 'fstring' ? fields(part) : [])));
    }
    case 'attribute':
      return joined('attribute', [expression(node.value), node.name]);
    case 'call':
      return joined('call', [expression(node.callee), ...args(node.args)]);
    case 'subscript':
      return joined('subscript', [expression(node.value), expression(node.index)]);
    case 'slice':
      return joined('slice', [maybe(node.lower), maybe(node.upper), maybe(node.step)]);
    case 'tuple':
    case 'list':
    case 'set':
      return joined(node.kind, node.elements.map(expression));
    case 'dict':
      return joined('dict', node.entries.map((e) => joined(e.key === null ? '**' : expression(e.key), [expression(e.value)])));
    case 'binary':
      return joined(node.operator, [expression(node.left), expression(node.right)]);
    case 'logical':
      return joined(node.operator, node.operands.map(expression));
    case 'unary':
      return joined(node.operator, [expression(node.operand)]);
    case 'compare':
      return joined('compare', [expression(node.left), ...node.comparators.map((right, i) => node.operators[i]! + ' ' + expression(right))]);
    case 'conditional':
      return joined('conditional', [expression(node.test), expression(node.body), expression(node.orelse)]);
    case 'lambda':
      return joined('lambda', [parameters(node.params), expression(node.body)]);
    case 'comprehension':
      return joined(node.form + '-of', [
        expression(node.element),
        ...(node.value === null ? [] : [expression(node.value)]),
        ...node.clauses.map((c) => joined('for', [expression(c.target), expression(c.iterable), ...c.conditions.map(expression)])),
      ]);
    case 'await':
    case 'starred':
      return joined(node.kind, [expression(node.value)]);
    case 'yield':
      return joined('yield', [maybe(node.value)]);
    case 'walrus':
      return joined(':=', [node.name.name, expression(node.value)]);
    case 'opaque':
      return '<opaque>';
  }
}

function fields(string: { readonly parts: readonly FStringPart[] }): string[] {
  return string.parts.flatMap((part) => (part.kind === 'field' ? [field(part)] : []));
}

function field(node: FStringField): string {
  const conversion = node.conversion !== '' ? node.conversion : node.debugEnd >= 0 && node.spec === null ? 'r' : '';
  const spec = node.spec === null ? '-' : joined('fstring', fields({ parts: node.spec }));
  return joined('field' + (conversion === '' ? '' : '!' + conversion), [expression(node.value), spec]);
}

function args(list: readonly Argument[]): string[] {
  const positional = list.filter((a) => a.keyword === null && a.unpack !== 'mapping');
  const named = list.filter((a) => a.keyword !== null || a.unpack === 'mapping');
  return [
    ...positional.map((a) => (a.unpack === 'iterable' ? joined('starred', [expression(a.value)]) : expression(a.value))),
    ...named.map((a) => (a.keyword === null ? '**' : a.keyword + '=') + expression(a.value)),
  ];
}

function parameters(list: readonly Parameter[]): string {
  const marks = { 'positional-only': '/', positional: '', variadic: '*', 'keyword-only': '=', keywords: '**' };
  return joined('parameters', list.map((p) => joined(marks[p.kind] + p.name, [maybe(p.annotation), maybe(p.fallback)])));
}

function typeParameters(list: readonly TypeParameter[]): string {
  return joined('types', list.map((p) => joined(p.name, [maybe(p.bound), maybe(p.fallback)])));
}

function block(name: string, body: readonly Statement[]): string {
  return joined(name, body.map(statement));
}

function statement(node: Statement): string {
  switch (node.kind) {
    case 'expression':
      return joined('expression', [expression(node.value)]);
    case 'assign':
      return joined('assign', [...node.targets.map(expression), maybe(node.annotation), maybe(node.value)]);
    case 'augmented':
      return joined('augmented', [expression(node.target), node.operator, expression(node.value)]);
    case 'function':
      return joined(node.isAsync ? 'async' : 'def', [
        node.name, joined('decorators', node.decorators.map(expression)), typeParameters(node.typeParams), parameters(node.params), maybe(node.returns),
        block('body', node.body),
      ]);
    case 'class':
      return joined('class', [
        node.name, joined('decorators', node.decorators.map(expression)), typeParameters(node.typeParams), ...args(node.args), block('body', node.body),
      ]);
    case 'import':
      return joined('import', node.names.map((n) => joined('name', [n.name, n.alias ?? '-'])));
    case 'from':
      return joined('from', [String(node.level), node.module || '-', ...node.names.map((n) => joined('name', [n.name, n.alias ?? '-']))]);
    case 'return':
      return joined('return', [maybe(node.value)]);
    case 'for':
      return joined(node.isAsync ? 'async-for' : 'for', [
        expression(node.target), expression(node.iterable), block('body', node.body), block('else', node.orelse),
      ]);
    case 'while':
      return joined('while', [expression(node.test), block('body', node.body), block('else', node.orelse)]);
    case 'if':
      return ifStatement(node, 0);
    case 'try':
      return joined(node.handlers.some((h) => h.isGroup) ? 'try*' : 'try', [
        block('body', node.body),
        ...node.handlers.map((h) => joined('except', [maybe(h.type), h.name ?? '-', block('body', h.body)])),
        block('else', node.orelse), block('finally', node.finalbody),
      ]);
    case 'with':
      return joined(node.isAsync ? 'async-with' : 'with', [
        ...node.items.map((i) => joined('item', [expression(i.context), maybe(i.target)])), block('body', node.body),
      ]);
    case 'match':
      return joined('match', [
        expression(node.subject),
        ...node.cases.map((c) => joined('case', [[...new Set(c.names.map((n) => n.name))].sort().join(','), maybe(c.guard), block('body', c.body)])),
      ]);
    case 'raise':
      return joined('raise', [maybe(node.value), maybe(node.cause)]);
    case 'delete':
      return joined('delete', (node.targets.kind === 'tuple' ? node.targets.elements : [node.targets]).map(expression));
    case 'assert':
      return joined('assert', [expression(node.test), maybe(node.message)]);
    case 'global':
    case 'nonlocal':
      return joined(node.kind, node.names);
    case 'type':
      return joined('type', [node.name, typeParameters(node.typeParams), expression(node.value)]);
    case 'pass':
    case 'break':
    case 'continue':
      return joined(node.kind, []);
    case 'opaque':
      return '<opaque statement>';
  }
}

/** CPython nests an `elif` in the `else` before it. */
function ifStatement(node: If, branch: number): string {
  const { test, body } = node.branches[branch]!;
  const orelse = branch + 1 < node.branches.length ? joined('else', [ifStatement(node, branch + 1)]) : block('else', node.orelse);
  return joined('if', [expression(test), block('body', body), orelse]);
}

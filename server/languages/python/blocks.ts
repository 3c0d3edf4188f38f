/** Statements: what they bind, what runs repeatedly or only sometimes, and what leaves it. */
import type { Expr, Region } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addJump, addRegion, binary, opaque, type RegionKind } from '../draft.ts';
import { annotation } from './annotations.ts';
import { declareClass, declareFunction, startWithDecorators } from './declarations.ts';
import { bind, declareOuter } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { ranModule } from './modules.ts';
import type * as syntax from './syntax.ts';
import { assign, bindTarget, nameOfTarget, removal, targetOf } from './targets.ts';
import { expression, namedExpression } from './values.ts';

export function block(draft: Draft, statements: readonly syntax.Statement[], place: Place): void {
  for (const node of statements) statement(draft, node, place);
}

function statement(draft: Draft, node: syntax.Statement, place: Place): void {
  switch (node.kind) {
    case 'expression':
      // A docstring is no value.
      if (node.value.kind === 'string') return;
      return run(draft, node, place);
    case 'assign':
      return assignment(draft, node, place);
    case 'augmented': {
      const target = targetOf(draft, node.target, place);
      return assign(draft, target, expression(draft, node.value, place), null, node.operator, node, place);
    }
    case 'function':
      return declareFunction(draft, node, place);
    case 'class':
      return declareClass(draft, node, place);
    case 'import':
      return importModules(draft, node, place);
    case 'from':
      return importNames(draft, node, place);
    case 'return': {
      const value = node.value && expression(draft, node.value, place);
      if (value) draft.functions[place.function]?.returns.push(value);
      return addJump(draft, node, 'return', value, place);
    }
    case 'raise': {
      const value = node.value && expression(draft, node.value, place);
      if (node.cause) expression(draft, node.cause, place);
      return addJump(draft, node, 'throw', value, place);
    }
    case 'break':
    case 'continue':
      return addJump(draft, node, node.kind, null, place);
    case 'if':
      return branches(draft, node, place);
    case 'for':
      return forLoop(draft, node, place);
    case 'while':
      return whileLoop(draft, node, place);
    case 'try':
      return guarded(draft, node, place);
    case 'with':
      return context(draft, node, place);
    case 'match':
      return match(draft, node, place);
    case 'delete':
      return removal(draft, node.targets, node, place);
    case 'assert':
      return assertion(draft, node, place);
    case 'global':
    case 'nonlocal':
      return declareOuter(draft, place, node.names, node.kind);
    case 'type':
      return bind(draft, place, node.name, nameSpan(node.nameStart, node.name), { kind: 'variable', value: annotation(draft, node.value, place) });
    case 'opaque':
      return runFile(draft, node);
    case 'pass':
      return;
  }
}

// ---- names -------------------------------------------------------------------------------------------------------------------------------

function assignment(draft: Draft, node: syntax.Assign, place: Place): void {
  const targets = node.targets.map((target) => targetOf(draft, target, place));
  const type = annotation(draft, node.annotation, place);
  const [first] = targets;
  if (node.value === null) {
    if (first?.kind === 'name') bind(draft, place, first.name, first.span, { kind: 'variable', value: null, type });
    else if (first?.kind === 'attribute') assign(draft, first, opaque(node, 'a declaration without a value'), type, '', node, place);
    return;
  }
  const value = namedExpression(draft, node.value, place, first ? nameOfTarget(first) : null);
  for (const target of targets) assign(draft, target, value, type, '', node, place);
}

function importModules(draft: Draft, node: syntax.Import, place: Place): void {
  for (const { name, alias, start, end } of node.names) {
    const isPath = alias === null && name.includes('.');
    const local = alias ?? (isPath ? name.slice(0, name.indexOf('.')) : name);
    const span = alias === null ? { start, end: start + local.length } : { start: end - alias.length, end };
    importFact(draft, { start, end }, name, '*', isPath ? 'whole-path' : 'one', local, span, place);
  }
}

function importNames(draft: Draft, node: syntax.ImportFrom, place: Place): void {
  const module = '.'.repeat(node.level) + node.module;
  for (const { name, alias, start, end } of node.names) {
    if (name === '*') draft.imports.push({ module, name, names: 'all', typeOnly: place.use === 'type', start, end });
    else {
      const local = alias ?? name;
      importFact(draft, { start, end }, module, name, 'one', local, { start: end - local.length, end }, place);
    }
  }
}

function runFile(draft: Draft, { start, end }: Span): void {
  const module = draft.text[start] === '%' ? ranModule(draft.text.slice(start, end)) : null;
  if (module !== null) draft.imports.push({ module, name: '*', names: 'all', typeOnly: false, start, end });
}

function importFact(draft: Draft, span: Span, module: string, name: string, names: 'one' | 'whole-path', local: string, localSpan: Span, place: Place): void {
  const index = draft.imports.push({ module, name, names, typeOnly: place.use === 'type', ...span }) - 1;
  bind(draft, place, local, localSpan, { kind: 'import', import: index });
}

// ---- branches ----------------------------------------------------------------------------------------------------------------------------

function addPart(draft: Draft, span: Span, place: Place, kind: RegionKind): Place {
  const region = addRegion(draft, { ...kind, parent: place.region, start: span.start, end: span.end } as Region);
  return { scope: place.scope, region, function: place.function, receiver: place.receiver, use: place.use };
}

/** An expression that stands alone, and leaves where it ends the program. */
function run(draft: Draft, node: syntax.ExpressionStatement, place: Place): void {
  const value = expression(draft, node.value, place);
  if (node.value.kind === 'call' && isExit(node.value.callee)) addJump(draft, node, 'throw', value, place);
}

/** `exit()`, `sys.exit()`, `os._exit()`. */
function isExit(callee: syntax.Expression): boolean {
  if (callee.kind === 'name') return callee.name === 'exit' || callee.name === 'quit';
  return callee.kind === 'attribute' && callee.value.kind === 'name' && ((callee.value.name === 'sys' && callee.name === 'exit') || (callee.value.name === 'os' && callee.name === '_exit'));
}

/** An assertion is left where its condition does not hold; what it says then is an arm of its own. */
function assertion(draft: Draft, node: syntax.Assert, place: Place): void {
  const test = expression(draft, node.test, place);
  const fails = binary(node.test, 'compare', 'not', test, { kind: 'boolean', value: false, start: node.test.end, end: node.test.end });
  const span = { start: node.test.end, end: node.end };
  const inside = addPart(draft, span, place, { kind: 'branch', test: fails });
  addJump(draft, span, 'throw', node.message === null ? opaque(span, 'an assertion') : expression(draft, node.message, inside), inside);
}

/** From the first to the last of some statements; none stand behind what precedes them. */
function spanOf(draft: Draft, body: readonly syntax.Statement[], before: number): Span {
  const [first] = body;
  return first === undefined ? { start: before, end: before } : { start: wholeSpan(draft, first).start, end: body.at(-1)!.end };
}

/** A statement's span, its decorators included. */
export function wholeSpan(draft: Draft, node: syntax.Statement): Span {
  return { start: node.kind === 'function' || node.kind === 'class' ? startWithDecorators(draft, node) : node.start, end: node.end };
}

/** The arms of `if … elif … else` are regions side by side; their tests are read outside of them. */
function branches(draft: Draft, node: syntax.If, place: Place): void {
  let before = node.start;
  let arm: number | undefined;
  for (const branch of node.branches) {
    const test = expression(draft, branch.test, place);
    const span = spanOf(draft, branch.body, branch.test.end);
    const use = isTypeChecking(branch.test) ? 'type' : place.use;
    const inside = addPart(draft, span, place, isMainGuard(branch.test) ? { kind: 'main' } : { kind: 'branch', test, ...(arm === undefined ? {} : { after: arm }) });
    block(draft, branch.body, { ...inside, use });
    before = span.end;
    arm = inside.region;
  }
  otherwise(draft, node.orelse, before, place, arm);
}

function otherwise(draft: Draft, body: readonly syntax.Statement[], before: number, place: Place, after?: number): void {
  if (body.length > 0) block(draft, body, addPart(draft, spanOf(draft, body, before), place, { kind: 'branch', test: null, ...(after === undefined ? {} : { after }) }));
}

/** `__name__ == "__main__"`, either way round, alone or as the first of several conditions. */
function isMainGuard(test: syntax.Expression): boolean {
  if (test.kind === 'logical' && test.operator === 'and') return test.operands.some(isMainGuard);
  if (test.kind !== 'compare' || test.operators[0] !== '==') return false;
  return [test.left, test.comparators[0]!].some((side) => side.kind === 'name' && side.name === '__name__');
}

function isTypeChecking(test: syntax.Expression): boolean {
  return (test.kind === 'name' || test.kind === 'attribute') && test.name === 'TYPE_CHECKING';
}

/** Of patterns, values are followed, and what takes all; what others test is opaque, what they bind is some part of the subject. */
function match(draft: Draft, node: syntax.Match, place: Place): void {
  const subject = expression(draft, node.subject, place);
  let before: number | undefined;
  for (const arm of node.cases) {
    const pattern = { start: arm.patternStart, end: arm.patternEnd };
    const takesAll = /^[^\W\d]\w*$/.test(draft.text.slice(pattern.start, pattern.end)) && arm.values === null;
    for (const { name, start, end } of arm.names) bind(draft, place, name, { start, end }, { kind: 'variable', value: { kind: 'element', of: subject, start, end } });
    const guard = arm.guard && expression(draft, arm.guard, place);
    const equals = arm.values?.map((value) => binary(pattern, 'compare', value.kind === 'none' ? 'is' : '==', subject, expression(draft, value, place)));
    const fits = takesAll ? null : equals === undefined ? binary(pattern, 'compare', 'case', subject, opaque(pattern, 'a pattern')) : equals.reduce((left, right) => binary(pattern, 'or', 'or', left, right));
    const test = fits && guard ? binary({ start: pattern.start, end: guard.end }, 'and', 'and', fits, guard) : (guard ?? fits);
    const inside = addPart(draft, spanOf(draft, arm.body, arm.end), place, { kind: 'branch', test, ...(before === undefined ? {} : { after: before }) });
    block(draft, arm.body, inside);
    before = inside.region;
  }
}

// ---- loops -------------------------------------------------------------------------------------------------------------------------------

/** The region comes before what stands in it; what it runs over is read outside. */
function forLoop(draft: Draft, node: syntax.For, place: Place): void {
  const span = { start: node.start, end: spanOf(draft, node.body, node.iterable.end).end };
  const over = expression(draft, node.iterable, place);
  const inside = addPart(draft, span, place, { kind: 'loop', form: 'for', over, test: null });
  bindTarget(draft, node.target, over, inside, -1);
  block(draft, node.body, inside);
  otherwise(draft, node.orelse, span.end, place);
}

function whileLoop(draft: Draft, node: syntax.While, place: Place): void {
  const span = { start: node.start, end: spanOf(draft, node.body, node.test.end).end };
  const inside = addPart(draft, span, place, { kind: 'loop', form: 'while', over: null, test: null });
  const test = expression(draft, node.test, inside);
  draft.regions[inside.region] = { kind: 'loop', form: 'while', over: null, test, parent: place.region, ...span };
  block(draft, node.body, inside);
  otherwise(draft, node.orelse, span.end, place);
}

// ---- errors, contexts, jumps -------------------------------------------------------------------------------------------------------------

function guarded(draft: Draft, node: syntax.Try, place: Place): void {
  const body = addPart(draft, spanOf(draft, node.body, node.start), place, { kind: 'try' });
  block(draft, node.body, body);
  for (const handler of node.handlers) {
    const type = handler.type && expression(draft, handler.type, place);
    const types = type === null ? [] : type.kind === 'list' ? type.items : [type];
    const inside = addPart(draft, handler, place, { kind: 'catch', try: body.region, types, name: handler.name });
    if (handler.name !== null) bind(draft, inside, handler.name, nameSpan(handler.nameStart, handler.name), { kind: 'catch' });
    block(draft, handler.body, inside);
  }
  otherwise(draft, node.orelse, node.end, place);
  if (node.finalbody.length > 0) block(draft, node.finalbody, addPart(draft, spanOf(draft, node.finalbody, node.end), place, { kind: 'finally', try: body.region }));
}

function nameSpan(start: number, name: string): Span {
  return { start, end: start + name.length };
}

/** The items are read outside; the names they bind live on after the block. */
function context(draft: Draft, node: syntax.With, place: Place): void {
  const items: Expr[] = [];
  for (const item of node.items) {
    const value = expression(draft, item.context, place);
    items.push(value);
    if (item.target === null) continue;
    const target = targetOf(draft, item.target, place);
    if (target.kind === 'name') bind(draft, place, target.name, target.span, { kind: 'context', value });
    else assign(draft, target, value, null, '', node, place);
  }
  block(draft, node.body, addPart(draft, node, place, { kind: 'with', items }));
}

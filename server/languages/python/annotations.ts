/** Type annotations, as far as they tell what class a value is an object of; those in quotes are parsed. */
import type { Expr } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { opaque } from '../draft.ts';
import type { Draft, Place } from './draft.ts';
import { parseExpressionIn } from './parse.ts';
import type * as syntax from './syntax.ts';
import { expression } from './values.ts';

/** Quotes inside quotes inside quotes … end here. */
const MOST_QUOTES = 3;

/** The facts of an annotation, or null where nothing is annotated. */
export function annotation(draft: Draft, node: syntax.Expression | null, place: Place): Expr | null {
  return node && typeOf(draft, node, place, 0);
}

function typeOf(draft: Draft, node: syntax.Expression, place: Place, quotes: number): Expr {
  const { start, end } = node;
  switch (node.kind) {
    case 'name':
    case 'none':
    // A type that is made where it is named: `conint(ge=1)`.
    case 'call':
      return expression(draft, node, place);
    case 'attribute':
      return { kind: 'member', object: typeOf(draft, node.value, place, quotes), property: node.name, start, end };
    case 'string': {
      const inner = quotes < MOST_QUOTES ? parseExpressionIn(draft.text, node.contentStart, node.contentEnd) : null;
      return inner ? typeOf(draft, inner, place, quotes + 1) : opaque(node, 'a type');
    }
    case 'binary':
      if (node.operator === '|') return union(node, [typeOf(draft, node.left, place, quotes), typeOf(draft, node.right, place, quotes)]);
      break;
    case 'subscript':
      return generic(draft, node, place, quotes);
    default:
      break;
  }
  expression(draft, node, place);
  return opaque(node, 'a type');
}

/** A generic has its first argument as index; a union is a choice of all of them, and so are the values of a `Literal`. */
function generic(draft: Draft, node: syntax.Subscript, place: Place, quotes: number): Expr {
  const { start, end } = node;
  const object = typeOf(draft, node.value, place, quotes);
  const args = node.index.kind === 'tuple' ? node.index.elements : [node.index];
  const name = node.value.kind === 'attribute' || node.value.kind === 'name' ? node.value.name : '';
  if (name === 'Literal') {
    const values = args.map((argument) => expression(draft, argument, place));
    return { kind: 'index', object, index: values.length === 1 ? values[0]! : union(node.index, values), start, end };
  }
  // What `Annotated` adds to a type is no type.
  const types = args.map((argument, i) => (name === 'Annotated' && i > 0 ? expression(draft, argument, place) : typeOf(draft, argument, place, quotes)));
  if (name === 'Union') return union(node, types);
  return { kind: 'index', object, index: types[0] ?? opaque(node.index, 'a type'), ...(types.length > 1 ? { others: types.slice(1) } : {}), start, end };
}

function union(span: Span, types: readonly Expr[]): Expr {
  const options = types.flatMap((type) => (type.kind === 'choice' ? type.options : [type]));
  return { kind: 'choice', options, start: span.start, end: span.end };
}

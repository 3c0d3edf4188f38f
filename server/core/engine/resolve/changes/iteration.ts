/** What a loop runs over, as functions of the language's library say it: numbers that are counted, items that are numbered, lists side by side. */
import type { CallExpr, Expr } from '../../../model/facts.ts';
import type { Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';

export type Iteration =
  /** Numbers, as `countedBy` reads the arguments. */
  | { readonly kind: 'counted'; readonly args: readonly Expr[] }
  | { readonly kind: 'endless' }
  /** The items of another one: `ordered` in another order, `numbered` with their numbers. */
  | { readonly kind: 'same' | 'ordered'; readonly of: Expr }
  /** `from` is the first number, null where it is 0. */
  | { readonly kind: 'numbered'; readonly of: Expr; readonly from: Expr | null }
  /** One item of each of several. */
  | { readonly kind: 'side-by-side'; readonly of: readonly Expr[] };

/** Null for anything else, a list itself included. */
export function iterationOf(evaluator: Evaluator, path: string, over: Expr): Iteration | null {
  if (over.kind !== 'call' || over.form !== 'call') return null;
  const idiom = idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, over.callee, evaluator.root), over.callee);
  const args = positional(over);
  const [first] = args;
  switch (idiom?.means) {
    case 'counted':
      return args.length === over.args.length && first !== undefined ? { kind: 'counted', args } : null;
    case 'endless':
      return { kind: 'endless' };
    case 'side-by-side':
      return args.length === over.args.filter(({ kind }) => kind !== 'named').length && first !== undefined ? { kind: 'side-by-side', of: args } : null;
    case 'numbered': {
      const second = over.args.find((argument) => argument.kind === 'named' && argument.name === 'start')?.value ?? args[1];
      return first === undefined || args.length > 2 ? null : { kind: 'numbered', of: first, from: second ?? null };
    }
    case 'same':
    case 'ordered':
      return first === undefined || args.length > 1 || idiom.argument !== undefined ? null : { kind: idiom.means, of: first };
    default:
      return null;
  }
}

/** The list through which a call goes with a function that it is given, from one end to the other: `items.map(f)`, `map(f, items)`, `pool.map(f, items)`. */
export function goneThrough(evaluator: Evaluator, path: string, call: CallExpr): Expr | null {
  switch (idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, call.callee, evaluator.root), call.callee)?.means) {
    case 'each':
    case 'made-of-each':
    case 'made-of-all':
    case 'filtered':
      return call.callee.kind === 'member' ? call.callee.object : null;
    case 'maps':
      return positional(call)[1] ?? null;
    default:
      return null;
  }
}

function positional({ args }: CallExpr): readonly Expr[] {
  return args.flatMap((argument) => (argument.kind === 'positional' ? [argument.value] : []));
}

/** What is counted by one to three numbers: up to the one, or from the first to the second, by the third. `length` may be infinite where the step is 0. */
export function countedBy(numbers: readonly number[]): { readonly first: number; readonly step: number; readonly length: number } {
  const [first, end, step] = numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  return { first, step, length: step === 0 ? Infinity : Math.max(0, Math.ceil((end - first) / step)) };
}

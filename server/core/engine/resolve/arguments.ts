/** Which argument of a call a parameter of a function gets. */
import type { Argument, CallExpr, FunctionFact } from '../../model/facts.ts';
import type { FunctionValue, RecordField, Value } from '../../model/value.ts';
import { runIn, type Arguments, type Evaluator, type Frame } from './evaluator.ts';
import { spreadFields } from './resolve.ts';
import { originOf } from './values.ts';

/** What a call passes to a function of which some arguments may have been filled in before. */
export function withFilled(evaluator: Evaluator, { filled }: FunctionValue, fn: FunctionFact, at: { readonly path: string; readonly call: CallExpr }, frame: Frame): Arguments {
  if (filled === undefined) return bindArguments(evaluator, at.path, at.call, fn, frame);
  const layers: Arguments[] = [];
  let taken = 0;
  const add = (path: string, call: CallExpr, within: Frame): void => {
    const first = taken;
    const bound = bindArguments(evaluator, path, call, { ...fn, params: fn.params.slice(first) }, within);
    layers.unshift((index) => (index < first ? undefined : bound(index - first)));
    taken += call.args.filter(({ kind }) => kind === 'positional').length;
  };
  for (const step of filled) if (step.call !== null) add(step.path, { ...step.call, args: step.call.args.slice(1) }, runIn(evaluator, step.activation));
  add(at.path, at.call, frame);
  return (index) => {
    const passed = layers.map((layer) => layer(index)).filter((value) => value !== undefined);
    const [last] = passed;
    return last?.kind === 'record' && fn.params[index]?.kind === 'named-rest' ? { ...last, entries: [...passed].reverse().flatMap((value) => (value?.kind === 'record' ? value.entries : [])) } : last;
  };
}

/** What a call passes for each parameter of a function. Only what a spread passes is to be evaluated for another parameter's sake. */
export function bindArguments(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, frame: Frame): Arguments {
  if (call.args.some(({ kind }) => kind === 'spread' || kind === 'named-spread')) {
    let bound: readonly (Value | null | undefined)[] | undefined;
    return (parameter) => (bound ??= bindSpread(evaluator, path, call, fn, frame))[parameter];
  }
  const known = new Map<number, Value | undefined>();
  return (index) => {
    if (!known.has(index)) known.set(index, argumentFor(evaluator, path, call, fn, index, frame));
    return known.get(index);
  };
}

function argumentFor(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, index: number, frame: Frame): Value | undefined {
  const parameter = fn.params[index];
  if (parameter === undefined) return undefined;
  const named = parameter.name === '' ? undefined : call.args.findLast((argument) => argument.kind === 'named' && argument.name === parameter.name);
  if (named !== undefined) return evaluator.evaluate(path, named.value, frame);
  if (parameter.kind === 'named-rest') {
    const fields = call.args.flatMap((argument): readonly [string, RecordField][] => (argument.kind === 'named' ? [[argument.name, fieldOf(evaluator, path, call, argument, frame)]] : []));
    return restRecord(path, call, fn, new Map(fields), null);
  }
  const positional = call.args.filter(({ kind }) => kind === 'positional');
  if (parameter.kind === 'rest') return { kind: 'list', items: positional.slice(index).map(({ value }) => evaluator.evaluate(path, value, frame)), open: null, origin: originOf(path, call) };
  const passed = parameter.kind === 'positional' ? positional[index] : undefined;
  return passed === undefined ? undefined : evaluator.evaluate(path, passed.value, frame);
}

function fieldOf(evaluator: Evaluator, path: string, call: CallExpr, argument: Extract<Argument, { readonly kind: 'named' }>, frame: Frame): RecordField {
  return { key: argument.name, value: evaluator.evaluate(path, argument.value, frame), presence: 'always', site: { kind: 'argument', path, call, argument } };
}

function bindSpread(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, frame: Frame): readonly (Value | null | undefined)[] {
  const bound: (Value | null)[] = [];
  let position = 0;
  let spread = false;
  let open: string | null = null;
  const named = new Map<string, RecordField>();
  for (const argument of call.args) {
    if (argument.kind === 'named') named.set(argument.name, fieldOf(evaluator, path, call, argument, frame));
    else if (argument.kind === 'named-spread') {
      const fields = spreadFields(evaluator.evaluate(path, argument.value, frame), 'arguments that are passed on');
      for (const field of fields.entries) named.set(field.key, field);
      open ??= fields.open;
      spread ||= fields.open !== null;
    } else if (argument.kind === 'spread') spread = true;
    else if (!spread) {
      const parameter = fn.params[position];
      if (parameter !== undefined && parameter.kind === 'positional') bound[position] = evaluator.evaluate(path, argument.value, frame);
      position++;
    }
  }
  fn.params.forEach((parameter, index) => {
    const field = named.get(parameter.name);
    if (field !== undefined && parameter.name !== '') bound[index] = field.value;
    else if (parameter.kind === 'named-rest') bound[index] = restRecord(path, call, fn, named, open);
    else if (spread && bound[index] === undefined) bound[index] = null;
  });
  return bound;
}

/** `**kwargs`: the named arguments that no other parameter takes. */
function restRecord(path: string, call: CallExpr, fn: FunctionFact, named: ReadonlyMap<string, RecordField>, open: string | null): Value {
  const taken = new Set(fn.params.map((parameter) => parameter.name));
  return { kind: 'record', entries: [...named.values()].filter(({ key }) => !taken.has(key)), open, origin: originOf(path, call) };
}

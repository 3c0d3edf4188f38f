/** What a parameter of a function is worth: the argument of the run under way, its default, its type, or what those who call it pass. */
import type { Argument, Expr, FunctionFact, ParameterExpr } from '../../model/facts.ts';
import type { Idiom } from '../../model/language.ts';
import { externalPath, knownText, optionsOf, type ObjectValue, type Origin, type RecordField, type Value } from '../../model/value.ts';
import { elementMade } from './apply.ts';
import { passedByAll } from './all-callers.ts';
import { passedByCallers } from './callers.ts';
import { optionsPassed } from './settings/command-line.ts';
import { chosenInForm } from './settings/forms.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { firstOfType, handedInRecord, handedWithContext } from './handed-on.ts';
import { idiomsOf } from './idioms.ts';
import { optionFor, optionsOfCommand } from './settings/options.ts';
import { injectedBy } from './settings/provided.ts';
import { sharedByDecorator } from './settings/outside.ts';
import { settingsForFunction } from './settings/settings-files.ts';
import { instanceOf, isTextType, toldByType } from './types/types.ts';
import { asInstead, either, fieldsOfEither, named, originOf, textValue, unknown } from './values.ts';

/** A parameter: the argument of the activation under way; else its default, its type, or unknown. */
export function parameterValue(evaluator: Evaluator, path: string, expr: ParameterExpr, frame: Frame, activation: Frame | null): Value {
  const origin = originOf(path, expr);
  const fn = evaluator.reader.facts(path)!.functions[expr.function]!;
  const parameter = fn.params[expr.index];
  if (parameter === undefined) return unknown('a parameter', 'parameter', origin);
  const passed = activation?.args(expr.index);
  // What another run got nothing for is passed on as nothing, and a default holds.
  const argument = passed?.kind === 'null' && passed.origin.expr.kind === 'parameter' && parameter.default !== null ? undefined : passed;
  if (argument !== undefined && argument !== null) return toldByType(evaluator, path, argument, parameter.type);
  const option = parameter.default === null && activation === null && fn.decorators.length > 0 ? optionFor(evaluator, path, fn, parameter.name) : null;
  if (option !== null) return named(option, parameter.name);
  const shared = activation === null && expr.index === 0 && parameter.type === null ? sharedByDecorator(evaluator, path, fn, origin) : null;
  if (shared !== null) return shared;
  const settings = parameter.default === null && activation === null && expr.index === 0 && fn.decorators.length > 0 ? settingsForFunction(evaluator, path, fn, origin) : null;
  if (settings !== null) return settings;
  const inForm = activation === null ? chosenInForm(evaluator, path, fn, expr.index, origin) : null;
  if (inForm !== null) return named(inForm, parameter.name);
  const byAll = activation === null && evaluator.callers === 'all' ? passedByAll(evaluator, path, expr.function, expr.index, seenAs(fn, path, frame)) : null;
  if (byAll !== null) return toldByType(evaluator, path, byAll, parameter.type);
  const byDefault = parameter.default === null ? null : named(evaluator.evaluate(path, parameter.default, evaluator.root), parameter.name);
  // A framework fills it in, whoever calls.
  if (activation === null && byDefault?.kind === 'text' && parameter.default?.kind === 'call' && idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, parameter.default.callee, evaluator.root), parameter.default.callee)?.means === 'result-of') return byDefault;
  // In an activation whose arguments are all in sight, a parameter that is not passed has its default for certain.
  if (activation !== null && byDefault !== null && argument === undefined) return byDefault;
  // … and one without a default is nothing, whatever other calls pass. A decorator may fill it in.
  if (activation !== null && argument === undefined && parameter.default === null && parameter.kind === 'positional' && isSeenToRun(fn, activation)) return { kind: 'null', origin };
  const typed = parameter.type === null ? (toldByWhole(evaluator, path, fn, expr.index) ?? (expr.index === 0 && parameter.name === '' && activation === null ? handedInRecord(evaluator, path, expr.function, origin) : null)) : instanceOf(evaluator, path, parameter.type);
  const why = `parameter \`${parameter.name === '' ? '…' : parameter.name}\`${fn.name === null ? '' : ` of \`${fn.name}\``}`;
  if (parameter.kind === 'rest') return unknown(why, 'parameter', origin);
  // A record of its own, to which the function may add: `kwargs.setdefault("model", …)`.
  if (parameter.kind === 'named-rest') return (activation === null ? optionsOfCommand(evaluator, path, fn, origin) : null) ?? { kind: 'record', entries: activation === null ? passedBesides(evaluator, path, expr, frame, origin) : [], open: why, origin };
  const item = activation === null && fn.passedTo >= 0 ? itemPassed(evaluator, path, fn, expr.index, frame, origin) : null;
  if (item !== null) return item;
  const chosen = unknown(why, 'parameter', origin);
  // Text that the caller passes is still text: it cannot be a list of blocks, or a record.
  const given = typed ?? (parameter.type !== null && isTextType(evaluator, path, parameter.type) ? textValue([{ kind: 'hole', label: parameter.name, value: chosen }], origin) : chosen);
  const shape = typed !== null && (isShape(evaluator, typed) || isDeclared(evaluator, typed) || isOneOf(typed) || isSomeModel(evaluator, path, typed)) ? typed : null;
  const injected = parameter.decorators === undefined || argument !== undefined ? [] : injectedBy(evaluator, path, parameter.decorators, origin);
  if (injected.length > 0) return either([...injected, given], origin);
  const built = typed?.kind === 'object' && shape === null && argument === undefined ? builtObjects(evaluator, path, expr, chosen, frame) : null;
  if (built !== null) return byDefault === null ? built : either([byDefault, built], origin);
  const seen = (typed === null || shape !== null) && argument === undefined ? passedByCallers(evaluator, path, expr.function, expr.index, shape === null ? given : chosen, origin, seenAs(fn, path, frame)) : null;
  // Records that are passed say more than the shape that they have to have; what others may pass has the shape.
  const told = seen === null ? given : shape === null ? seen : either(optionsOf(seen).map((option) => (option === chosen ? shape : option)), origin);
  if (byDefault === null) return told;
  return either([byDefault, ...(byDefault.kind === 'external' ? givenInstead(told, why, origin) : [told])], origin);
}

/** What a caller may give instead of an object that stands in where none does. */
function givenInstead(told: Value, why: string, origin: Origin): readonly Value[] {
  const options = optionsOf(told).map(asInstead);
  return options.some((option) => option.kind === 'unknown' && option.cause === 'instead') ? options : [...options, unknown(why, 'instead', origin)];
}

/** The object that a constructor builds, where it is seen as one of a base. */
function seenAs(fn: FunctionFact, path: string, { self }: Frame): ObjectValue | undefined {
  return self?.kind === 'object' && self.path === path && self.class === fn.class ? self.derived : undefined;
}

/** The objects that are seen to be built for a parameter of a constructor, and others: they say more than their class, of which there may be several for different purposes. Null where none is seen. */
function builtObjects(evaluator: Evaluator, path: string, expr: ParameterExpr, chosen: Value, frame: Frame): Value | null {
  const fn = evaluator.reader.facts(path)!.functions[expr.function]!;
  const seen = fn.role === 'constructor' ? passedByCallers(evaluator, path, expr.function, expr.index, chosen, chosen.origin, seenAs(fn, path, frame)) : null;
  return seen !== null && optionsOf(seen).some((option) => option.kind === 'object' && option.construction !== null) ? seen : null;
}

/** What objects are built with besides what their constructor names: `Chat(model="…")` of `def __init__(self, **options)`. Of what another function is called with, the names alone: its prompts are its callers' own. */
function passedBesides(evaluator: Evaluator, path: string, expr: ParameterExpr, frame: Frame, origin: Origin): readonly RecordField[] {
  const fn = evaluator.reader.facts(path)!.functions[expr.function]!;
  const seen = passedByCallers(evaluator, path, expr.function, expr.index, unknown(fn.role === 'constructor' ? 'what else it is built with' : 'what else it is called with', 'parameter', origin), origin, seenAs(fn, path, frame));
  const fields = seen === null ? [] : fieldsOfEither(optionsOf(seen).filter((option) => option.kind === 'record'), false);
  return fn.role === 'constructor' ? fields : fields.filter(({ value }) => optionsOf(value).some((option) => knownText(option) !== null) && optionsOf(value).every((option) => option.kind === 'unknown' || isName(option)));
}

/** A text of one word. */
function isName(value: Value): boolean {
  return /^\S{1,100}$/.test(knownText(value) ?? '');
}

/** Whether a run is of a call that stands there with all of its arguments. */
function isSeenToRun(fn: FunctionFact, { call, self }: Frame): boolean {
  if (fn.decorators.length > 0) return false;
  return fn.role === 'constructor' ? self?.kind === 'object' && self.construction !== null : call !== null;
}

/** Whether a value is known by its type alone, which names members of which their types tell nothing: settings of an interface. */
function isShape(evaluator: Evaluator, value: Value, depth = 0): value is ObjectValue {
  if (value.kind !== 'object' || value.construction !== null || depth > 2) return false;
  const facts = evaluator.reader.facts(value.path)!;
  const cls = facts.classes[value.class]!;
  if (cls.decorators.length + cls.bases.length + cls.attributes.length > 0) return false;
  return facts.scopes[cls.scope]!.bindings.every((binding) => {
    const typed = binding.type === null ? null : instanceOf(evaluator, value.path, binding.type);
    return binding.value === null && (typed === null || optionsOf(typed).every((option) => option.kind === 'text' || option.kind === 'unknown' || option.kind === 'null' || option.kind === 'external' || isShape(evaluator, option, depth + 1)));
  });
}

/** Whether a type lists the texts that a value may be, or is a description's record of such: which of them it is, a caller tells. */
function isOneOf(value: Value): boolean {
  return optionsOf(value).every((option) => knownText(option) !== null || option.kind === 'record');
}

/** Whether a type says that a value has a model, and not which one. */
function isSomeModel(evaluator: Evaluator, path: string, value: Value): boolean {
  return optionsOf(value).every((option) => {
    const made = option.kind === 'external' ? option.steps.at(-1) : undefined;
    if (option.kind !== 'external' || made?.kind !== 'call' || made.call !== null) return option.kind === 'null';
    return evaluator.reader.hasOwnModel(path, option.package, externalPath({ ...option, steps: option.steps.slice(0, -1) }));
  });
}

/** What a parameter without a type is by the type of its whole function: the one that it is said to have (`const step: Step = (context) => …`), or what it is handed over as (`withClient((client) => …)`). */
function toldByWhole(evaluator: Evaluator, path: string, fn: FunctionFact, index: number): Value | null {
  for (const option of fn.said !== undefined ? optionsOf(signature(evaluator, path, fn.said)) : handedAs(evaluator, path, fn)) {
    if (option.kind === 'external' && index === 0) {
      const first = firstOfType(evaluator, path, option, originOf(path, fn.params[index]!.type ?? option.origin.expr));
      if (first !== null) return first;
    }
    if (option.kind !== 'function') continue;
    const type = evaluator.reader.facts(option.path)?.functions[option.function]?.params[index]?.type;
    const told = type == null ? null : instanceOf(evaluator, option.path, type);
    if (told !== null) return told;
  }
  return null;
}

/** A generic type of a function is that function. */
function signature(evaluator: Evaluator, path: string, type: Expr): Value {
  return evaluator.evaluate(path, type.kind === 'index' ? type.object : type, evaluator.root);
}

/** The types of the parameter of another function that a function is passed for. */
function handedAs(evaluator: Evaluator, path: string, { passedTo, start }: FunctionFact): readonly Value[] {
  const call = passedTo < 0 ? undefined : evaluator.reader.facts(path)!.calls[passedTo];
  const position = call?.args.findIndex(({ value }) => value.start === start) ?? -1;
  if (call === undefined || position < 0) return [];
  return optionsOf(evaluator.evaluate(path, call.callee, evaluator.root)).flatMap((callee) => {
    const taken = callee.kind === 'function' ? evaluator.reader.facts(callee.path)?.functions[callee.function]?.params[position]?.type : undefined;
    return callee.kind === 'function' && taken != null ? optionsOf(signature(evaluator, callee.path, taken)) : [];
  });
}

/** What a function is called with that is handed to a method: of a list, for each of its items (`models.map((model) => …)`), of what is waited for (`connect().then((client) => …)`), or of a command. */
function itemPassed(evaluator: Evaluator, path: string, fn: FunctionFact, parameter: number, frame: Frame, origin: Origin): Value | null {
  const { callee, args } = evaluator.reader.facts(path)!.calls[fn.passedTo]!;
  if (callee.kind === 'name') return mappedItem(evaluator, path, callee, args, fn, parameter, frame, origin);
  if (callee.kind !== 'member' || args[0]?.value.start !== fn.start) return null;
  const idiom = idiomsOf(evaluator, path).of(`.${callee.property}`);
  const means = idiom?.means;
  const handed = parameter === 0 && (means === undefined || means === 'acts-on-options') ? handedWithContext(evaluator, path, callee, origin, frame) : null;
  if (handed !== null) return handed;
  if (means === 'acts-on-options') return optionsPassed(evaluator, path, evaluator.evaluate(path, callee.object, frame), parameter, origin);
  if (parameter !== (idiom?.argument ?? 0)) return null;
  if (means === 'awaited') return evaluator.evaluate(path, callee.object, frame);
  if (means === undefined || !CALL_WITH_ITEMS.has(means)) return null;
  const list = evaluator.evaluate(path, callee.object, frame);
  return list.kind === 'list' ? elementMade(evaluator, list, origin, frame) : null;
}

/** The same for a function of the language's library that calls the function with the items of lists beside it: `map(lambda model: …, models)`. */
function mappedItem(evaluator: Evaluator, path: string, callee: Expr, args: readonly Argument[], fn: FunctionFact, parameter: number, frame: Frame, origin: Origin): Value | null {
  const items = args[0]?.value.start === fn.start ? args[parameter + 1] : undefined;
  if (items?.kind !== 'positional') return null;
  const mapping = evaluator.evaluate(path, callee, evaluator.root);
  if (mapping.kind !== 'external' || idiomsOf(evaluator, path).ofExternal(mapping)?.means !== 'maps') return null;
  const list = evaluator.evaluate(path, items.value, frame);
  return list.kind === 'list' ? elementMade(evaluator, list, origin, frame) : null;
}

/** Methods of a list that call a function with its items. */
const CALL_WITH_ITEMS: ReadonlySet<Idiom['means']> = new Set(['each', 'folded', 'until', 'made-of-each', 'made-of-all', 'filtered', 'item']);

/** Whether a value is a function by its type alone: what is passed for it has a body. */
function isDeclared(evaluator: Evaluator, value: Value): boolean {
  return value.kind === 'function' && evaluator.reader.facts(value.path)?.functions[value.function]?.declared === true;
}

/** What an SDK's calls take from a setting that is made beside them: `dspy.configure(lm=…)`, `Settings.llm = …`. */
import type { CallExpr, Expr, FileFacts, MemberExpr, Region } from '../../model/facts.ts';
import { isWithin } from '../../model/text.ts';
import { namesFor, type OperationSpec, type SdkSpec } from '../../model/sdk.ts';
import { optionsOf, type CallStep, type FieldSite, type RecordField, type Value } from '../../model/value.ts';
import { indexOf, regionsAround } from '../resolve/lookup.ts';
import { filesAround, importedBy } from '../resolve/settings/program.ts';
import type { Reader } from '../resolve/reader.ts';
import { either, originOf, unknown } from '../resolve/values.ts';
import { lastName } from '../resolve/walk.ts';
import type { ModelContext } from './model-use.ts';
import { parameterOf, requestOf, whereCalled, type RequestContext } from './request.ts';
import { pathOf } from './steps.ts';

/** A setting as it is written: a call of the SDK, or something assigned to a member of its settings. */
interface Setting {
  readonly start: number;
  readonly end: number;
  readonly scope: number;
  readonly region: number;
  /** Set where it holds for a block only: which is around the request, or that runs functions of the workspace, in which the request may be. */
  readonly block: 'around' | 'running' | null;
  readonly fields: readonly { readonly key: string; readonly expr: Expr; readonly site: FieldSite }[];
}

/**
 * The fields of a request that settings around the call or before it make, of those that name the operation's model. The block around the call counts first, then the last setting before it in the same function or at the top of its
 * file, then those that the module has when the function may be called. A setting that another function makes, or that a condition may skip, is there sometimes.
 */
export function configuredFields(call: CallExpr, facts: FileFacts, sdk: SdkSpec, { parameters }: OperationSpec, at: RequestContext, reader: Reader): readonly RecordField[] {
  const read = namesFor(parameters.model?.names ?? [], at.ecosystem);
  const fields = sdk.configures?.fields.filter((field) => read.some((name) => name === field || name.startsWith(`${field}.`))) ?? [];
  if (sdk.configures === undefined || fields.length === 0) return [];
  const configures = { ...sdk.configures, fields };
  const given = givenField(call, facts, configures, at);
  if (given?.presence === 'always') return [given];
  const own = settingFields(call, facts, sdk, configures, at, reader);
  const settings = own.length > 0 ? own : elsewhereFields(call, sdk, configures, at, reader);
  if (given === null) return settings;
  const otherwise = settings.find(({ key }) => key === given.key);
  if (otherwise === undefined) return [given];
  const made = constructionsOf(given.value);
  if (made.length > 0 && constructionsOf(otherwise.value).every((construction) => made.includes(construction))) return [otherwise];
  return [{ ...given, presence: otherwise.presence, value: either([given.value, otherwise.value], given.value.origin) }];
}

/** What the one setting says that is made in the files around, which are one program with this one; other programs may have another. */
function elsewhereFields(call: CallExpr, sdk: SdkSpec, configures: Configures, at: RequestContext, reader: Reader): readonly RecordField[] {
  const words = configures.paths.map((path) => path.replace('()', '(')).map((path) => path.slice(path.lastIndexOf('.') + 1));
  const mayConfigure = (path: string): boolean => words.some((word) => reader.text(path).includes(word));
  const [setting, another] = [...new Set([...importedBy(reader, at.path, mayConfigure), ...filesAround(reader, at.path, mayConfigure)])].flatMap((path) => {
    const facts = reader.facts(path);
    reader.readWhole(path);
    return facts === undefined ? [] : settingsIn(facts, null, sdk, configures, { ...at, path }).map((made) => ({ ...made, path }));
  });
  if (setting === undefined || another !== undefined) return [];
  const { path, fields } = setting;
  return fields.map(({ key, expr, site }) => ({ key, value: either([at.resolver.resolve(path, expr), unknown('what was configured elsewhere', 'dynamic', originOf(path, expr))], originOf(path, expr)), presence: 'sometimes', site }));
}

/** The settings that a file makes, but for those of blocks that are not around the call; it is null where the call is another file's. */
function settingsIn(facts: FileFacts, call: CallExpr | null, sdk: SdkSpec, configures: Configures, at: RequestContext): readonly Setting[] {
  const isIt = (expr: Expr, end: '()' | ''): boolean =>
    optionsOf(at.resolver.resolve(at.path, expr)).some((option) => option.kind === 'external' && sdk.packages[at.ecosystem].includes(option.package) && configures.paths.includes(`${pathOf(option.steps)}${end}`));
  return [...calledSettings(call, facts, configures, at, isIt), ...assignedSettings(facts, configures, at, isIt)];
}

function settingFields(call: CallExpr, facts: FileFacts, sdk: SdkSpec, configures: Configures, at: RequestContext, reader: Reader): readonly RecordField[] {
  const settings = settingsIn(facts, call, sdk, configures, at).toSorted((a, b) => a.start - b.start);
  const keys = new Set(settings.flatMap(({ fields }) => fields.map(({ key }) => key)));
  return [...keys].flatMap((name): readonly RecordField[] => {
    const { chosen, isSure } = standingAt(call, facts, settings.filter(({ block, fields }) => block !== 'running' && fields.some(({ key }) => key === name)), at.path, reader);
    const given = chosen.flatMap(({ fields }) => fields.filter(({ key }) => key === name));
    const running = chosen.some(({ block }) => block === 'around') ? [] : settings.flatMap(({ block, fields }) => (block === 'running' ? fields.filter(({ key }) => key === name) : []));
    const last = given.at(-1) ?? running.at(-1);
    if (last === undefined) return [];
    const origin = originOf(at.path, last.expr);
    const values = [...given.toReversed(), ...running].map(({ expr }) => at.resolver.resolve(at.path, expr));
    return [{ key: name, value: either(isSure ? values : [...values, unknown('what was configured elsewhere', 'dynamic', origin)], origin), presence: isSure ? 'always' : 'sometimes', site: last.site }];
  });
}

interface Standing {
  /** In their order; one of them holds. */
  readonly chosen: readonly Setting[];
  /** Whether one of them does for certain. */
  readonly isSure: boolean;
}

/** The settings that may hold at a call. */
function standingAt(call: CallExpr, facts: FileFacts, settings: readonly Setting[], path: string, reader: Reader): Standing {
  const index = indexOf(facts);
  const around = settings.findLast(({ block }) => block === 'around');
  if (around !== undefined) return { chosen: [around], isSure: true };
  const home = index.activation(call.scope);
  const functionOf = (setting: Setting): number => index.activation(setting.scope);
  const isSure = ({ region }: Setting): boolean => index.encloses(region, call.region) || isOfProgram(facts, region, path, reader);
  const before = upToSure(settings.filter((setting) => functionOf(setting) === home && setting.end <= call.start), isSure);
  if (before.isSure) return before;
  // A function is called when all above it, and some of what stands below it, has run.
  const ofModule = settings.filter((setting) => functionOf(setting) !== home && facts.scopes[functionOf(setting)]!.kind === 'module');
  const { start } = startOf(facts, home);
  const above = upToSure(ofModule.filter((setting) => setting.end <= start), isSure);
  const below = ofModule.filter((setting) => setting.end > start);
  const chosen = [...above.chosen, ...below, ...before.chosen];
  if (chosen.length > 0) return { chosen, isSure: above.isSure || below.some(isSure) };
  return settings.length === 1 && functionOf(settings[0]!) !== home ? { chosen: settings, isSure: false } : { chosen: [], isSure: false };
}

/** The last settings, back to one that no condition may skip. */
function upToSure(settings: readonly Setting[], isSure: (setting: Setting) => boolean): Standing {
  const from = settings.findLastIndex(isSure);
  return { chosen: from < 0 ? settings : settings.slice(from), isSure: from >= 0 };
}

/** Whether what stands there runs whenever the file is run, and no other file makes it a part of another program. */
function isOfProgram({ regions }: FileFacts, region: number, path: string, reader: Reader): boolean {
  let at = regions[region]!;
  while (at.kind === 'with') at = regions[at.parent]!;
  return at.kind === 'main' && regions[at.parent]!.kind === 'module' && reader.importersOf(path).length === 0;
}

function startOf({ scopes, functions }: FileFacts, scope: number): { readonly start: number } {
  const home = scopes[scope]!;
  return home.kind === 'function' ? functions[home.function]! : { start: 0 };
}

/** What a method gave the object that is called, or the object of the workspace that holds it: `predictor.set_lm(lm)`, `program.set_lm(lm)`. */
function givenField(call: CallExpr, facts: FileFacts, { methods, fields }: Configures, at: RequestContext): RecordField | null {
  const { own: all, held } = methods === undefined ? NONE : givingCalls(call, facts, methods, at);
  const index = indexOf(facts);
  const own = all.filter((given) => !isLater(given, call, facts));
  const givens = own.length > 0 ? own : held;
  if (givens.length === 0) return null;
  const valueOf = (given: CallExpr): Value => at.resolver.resolve(at.path, given.args[0]!.value);
  const fieldBy = (given: CallExpr, presence: RecordField['presence'], value: Value): RecordField => ({ key: fields[0]!, value, presence, site: { kind: 'argument', path: at.path, call: given, argument: given.args[0]! } });
  const before = own.find((given) => index.activation(given.scope) === index.activation(call.scope) && given.end <= call.start && index.encloses(given.region, call.region));
  if (before !== undefined) return fieldBy(before, 'always', valueOf(before));
  // What a constructor gives to what it makes, its object has in all of its methods.
  const [made] = own.length === 1 ? own.filter((given) => isOfConstructor(given, facts)) : [];
  if (made !== undefined && classAround(facts, call) === classAround(facts, made)) return fieldBy(made, 'always', valueOf(made));
  // The same function runs for each object that was given one, and before and after one was given another.
  const value = either(givens.map(valueOf), valueOf(givens[0]!).origin);
  // What holds the object was made once and given its settings, or may be there without them.
  const isMadeOnce = own.length === 0 && facts.calls.filter(({ callee }) => callee.kind === 'name' && callee.name === facts.classes[classAround(facts, call)]!.name).length === 1;
  return fieldBy(givens[0]!, isMadeOnce ? 'always' : 'sometimes', value);
}

/** Whether a call is made whenever a constructor runs. */
function isOfConstructor({ scope, region }: CallExpr, facts: FileFacts): boolean {
  const home = facts.scopes[indexOf(facts).activation(scope)]!;
  const fn = home.kind === 'function' ? facts.functions[home.function]! : null;
  return fn?.role === 'constructor' && indexOf(facts).encloses(region, fn.region);
}

/** Whether something is done after a call, by the same run of the same function. */
function isLater({ start, scope, region }: CallExpr, call: CallExpr, facts: FileFacts): boolean {
  const index = indexOf(facts);
  const home = index.activation(scope);
  return start >= call.end && home === index.activation(call.scope) && facts.scopes[home]!.kind === 'module' && index.commonLoop(call.region, region) < 0;
}

/** What the blocks around a call say of the object that is called, the innermost last: it goes before what the call says. */
export function overridingFields(call: CallExpr, facts: FileFacts, methods: readonly string[], at: RequestContext): readonly RecordField[] {
  const blocks = regionsAround(facts, call.region).flatMap((region) => (region.kind === 'with' ? region.items : []));
  const opening = blocks.length === 0 ? [] : givingCalls(call, facts, methods, at).own.filter((given) => blocks.some((item) => isWithin(given, item)));
  return opening.toSorted((a, b) => a.start - b.start).flatMap((given) => requestOf(given, at, 'arguments').fields.entries);
}

/** The models among what was put into the object that is called, one by one: `pipeline.add_component("llm", generator)`, also where another file makes it. Null where there is none. */
export function collectedField(call: CallExpr, facts: FileFacts, collects: NonNullable<SdkSpec['collects']>, at: ModelContext, reader: Reader): RecordField | null {
  const callee = at.resolver.resolve(at.path, call.callee, at.activation);
  // What is put into one in a run of a function is worth what it is there.
  const built = constructionStepsOf(callee).filter(({ path, activation }, i, all) => (path !== at.path || activation !== undefined) && all.findIndex((other) => other.path === path && other.activation === activation) === i);
  const found = collects.flatMap(({ methods, given, field }) => {
    const put = (putting: CallExpr, within: ModelContext): readonly Collected[] => {
      const use = parameterOf(requestOf(putting, within, 'arguments').fields, given, within);
      return use.state === 'absent' || use.value === null || use.site === null ? [] : optionsOf(use.value).flatMap((value) => (value.kind === 'record' ? value.entries.map((entry) => entry.value) : [value])).flatMap((value) => (value.kind === 'external' && at.madeBy(value) !== null ? [{ field, value, site: use.site! }] : []));
    };
    const there = built.flatMap(({ path, activation }) => {
      const others = reader.facts(path);
      if (others === undefined) return [];
      if (path !== at.path) reader.readWhole(path);
      const within = whereCalled(at, { path, activation });
      return callsOfMethods(others, methods).toReversed().filter(({ callee: method }) => isMadeBy(at.resolver.resolve(path, method.object, activation), constructionsOf(callee))).flatMap((putting) => put(putting, within));
    });
    return there.length > 0 ? there : givingCalls(call, facts, methods, at).own.flatMap((putting) => put(putting, at));
  });
  // They come last one first.
  const first = found.at(-1);
  return first === undefined ? null : { key: first.field, value: either(found.toReversed().map(({ value }) => value), first.value.origin), presence: 'always', site: first.site };
}

interface Collected {
  readonly field: string;
  readonly value: Value;
  readonly site: FieldSite;
}

interface GivingCalls {
  /** Of the object that is called, and of what holds it; the last of a file first. */
  readonly own: readonly CallExpr[];
  readonly held: readonly CallExpr[];
}

const NONE: GivingCalls = { own: [], held: [] };

function givingCalls(call: CallExpr, facts: FileFacts, methods: readonly string[], at: RequestContext): GivingCalls {
  const calls = callsOfMethods(facts, methods);
  if (calls.length === 0) return NONE;
  const made = constructionsOf(at.resolver.resolve(at.path, call.callee, at.activation));
  const around = classAround(facts, call);
  const [own, held]: [CallExpr[], CallExpr[]] = [[], []];
  for (const given of calls.toReversed()) {
    const holder = at.resolver.resolve(at.path, given.callee.object);
    if (isMadeBy(holder, made)) own.push(given);
    else if (optionsOf(holder).some((option) => option.kind === 'object' && option.path === at.path && option.class === around)) held.push(given);
  }
  return { own, held };
}

function callsOfMethods({ calls }: FileFacts, methods: readonly string[]): readonly (CallExpr & { readonly callee: MemberExpr })[] {
  return calls.filter((call): call is CallExpr & { readonly callee: MemberExpr } => call.callee.kind === 'member' && methods.includes(call.callee.property) && call.args.length > 0);
}

/** Whether a value is an object that one of some constructions made. */
function isMadeBy(value: Value, made: readonly CallExpr[]): boolean {
  return constructionsOf(value).some((construction) => made.includes(construction));
}

/** The class whose method makes a call, or -1. */
function classAround({ scopes }: FileFacts, { scope }: CallExpr): number {
  for (let at = scope; at >= 0; at = scopes[at]!.parent) if (scopes[at]!.kind === 'class') return scopes[at]!.class;
  return -1;
}

export function constructionsOf(value: Value): readonly CallExpr[] {
  return constructionStepsOf(value).map(({ call }) => call);
}

function constructionStepsOf(value: Value): readonly (CallStep & { readonly call: CallExpr })[] {
  return optionsOf(value).flatMap((option) => (option.kind === 'external' ? option.steps.filter((step): step is CallStep & { readonly call: CallExpr } => step.kind === 'call' && step.call !== null) : []));
}

type Configures = NonNullable<SdkSpec['configures']>;
type IsIt = (expr: Expr, end: '()' | '') => boolean;

function calledSettings(call: CallExpr | null, facts: FileFacts, { paths, fields, positional }: Configures, at: RequestContext, isIt: IsIt): readonly Setting[] {
  const { path } = at;
  return facts.calls.flatMap((candidate): readonly Setting[] => {
    const { callee, start, end, scope, region } = candidate;
    const name = lastName(callee);
    if (name === null || !paths.some((known) => known === `${name}()` || known.endsWith(`.${name}()`))) return [];
    const set = candidate.args.flatMap((argument, i) => {
      const key = argument.kind === 'named' ? argument.name : i === 0 && argument.kind === 'positional' ? positional : undefined;
      return key !== undefined && fields.includes(key) ? [{ key, expr: argument.value, site: { kind: 'argument', path, call: candidate, argument } as const }] : [];
    });
    if (set.length === 0 || !isIt(callee, '()')) return [];
    const block = facts.regions.find((inner) => inner.kind === 'with' && inner.items.some((item) => item.start <= start && end <= item.end));
    const holding = block === undefined ? null : call !== null && isWithin(call, block) ? 'around' : call !== null && isRunBy(block, call, facts, at) ? 'running' : 'none';
    return holding === 'none' ? [] : [{ start, end, scope, region, block: holding, fields: set }];
  });
}

/** Whether a block that stands elsewhere may run the function of a call: it calls something of the workspace. */
function isRunBy(block: Region, call: CallExpr, facts: FileFacts, at: RequestContext): boolean {
  if (facts.scopes[indexOf(facts).activation(call.scope)]!.kind === 'module') return false;
  return facts.calls.some((inner) => isWithin(inner, block) && !('items' in block && block.items.some((item) => isWithin(inner, item))) && optionsOf(at.resolver.resolve(at.path, inner.callee)).some(({ kind }) => kind === 'function' || kind === 'object'));
}

/** `Settings.llm = …`. */
function assignedSettings(facts: FileFacts, { paths, fields }: Configures, { path }: RequestContext, isIt: IsIt): readonly Setting[] {
  if (paths.every((known) => known.endsWith('()'))) return [];
  return facts.mutations.flatMap((mutation): readonly Setting[] => {
    const { operation, target, key, value, start, end, scope, region } = mutation;
    if (operation !== 'set' || key?.kind !== 'string' || value === null || !fields.includes(key.value) || !isIt(target, '')) return [];
    // The place is the statement itself, which moves along when the file is edited.
    return [{ start, end, scope, region, block: null, fields: [{ key: key.value, expr: value, site: { kind: 'statement', path, span: mutation, value } }] }];
  });
}

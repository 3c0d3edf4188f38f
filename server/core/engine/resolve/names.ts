/** From names to values: scopes, the bindings that reach a reading, imports and exports. */
import type { Binding, Expr, FileFacts, ImportFact, NameExpr } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { optionsOf, type Origin, type Value } from '../../model/value.ts';
import { functionRegion, valueAfter, type Home, type Use } from './changes/changes.ts';
import { isReached } from './conditions.ts';
import { calledAt, unlessUnderWay, type Evaluator, type Frame } from './evaluator.ts';
import { indexOf, regionsAround } from './lookup.ts';
import { memberOf } from './members.ts';
import { binaryValue } from './resolve.ts';
import { ownAdditions, withOwn } from './changes/own-additions.ts';
import { loopBefore, roundsOf } from './changes/rounds.ts';
import { importedData, placeNamed } from './texts/text-files.ts';
import { instanceOf, toldByType } from './types/types.ts';
import { walk } from './walk.ts';
import { either, external, named, one, originOf, textValue, unknown } from './values.ts';

/** After the whole file ran: how another function or file sees a module's names. */
const AT_END: Use = { offset: Number.MAX_SAFE_INTEGER, region: 0 };

export function lookupName(evaluator: Evaluator, path: string, expr: NameExpr, frame: Frame): Value {
  const facts = evaluator.reader.facts(path)!;
  const index = indexOf(facts);
  const origin = originOf(path, expr);
  for (let scope = expr.scope; scope >= 0; scope = facts.scopes[scope]!.parent) {
    const bindings = index.bindings(scope, expr.name);
    if (bindings.length === 0) continue;
    // A class's own names are not seen from inside its methods.
    if (facts.scopes[scope]!.kind === 'class' && scope !== expr.scope) continue;
    const same = index.activation(scope) === index.activation(expr.scope);
    const use = same ? { offset: expr.start, region: index.regionAt(expr.start) } : { ...AT_END, region: index.regionAt(facts.scopes[scope]!.start) };
    // What a module binds is the same in every run of a function, and remembered for all of them; but where that is being worked out, a run may still tell.
    const shared = facts.scopes[scope]!.kind === 'module' && !(frame.items.size > 0 && frame.function < 0);
    const home = { path, facts, index, scope };
    const call = shared && !same ? moduleCall(frame, home, expr.name) : null;
    const own = shared && !same ? ownAdditions(path, facts, index.mutationsIn(scope, expr.name), expr.start, frame) : null;
    if (own !== null) return withOwn(evaluator, path, bindingsValue(evaluator, home, bindings, { ...(call ?? use), apart: own.apart }, origin, evaluator.root), own, frame);
    if (call !== null) return bindingsValue(evaluator, home, bindings, call, origin, evaluator.root);
    if (shared && frame !== evaluator.root && evaluator.root.memo.get(expr) !== null) return evaluator.evaluate(path, expr, evaluator.root);
    return bindingsValue(evaluator, home, bindings, use, origin, shared ? evaluator.root : frame);
  }
  return fromStarImports(evaluator, path, facts, expr.name, origin) ?? fromImplied(evaluator, path, expr.name, origin) ?? placeNamed(evaluator, expr.name, origin) ?? external('', [{ kind: 'member', name: expr.name }], origin);
}

/** Where the module's own statements call the function that reads a name, if the module binds or changes it again behind that; null where the end of the module tells as much. */
function moduleCall(frame: Frame, { path, facts, index, scope }: Home, name: string): Use | null {
  const start = calledAt(frame, path);
  if (start === null) return null;
  const region = index.regionAt(start);
  if (regionsAround(facts, region).some(({ kind }) => kind === 'function')) return null;
  const comesLater = (change: Span): boolean => change.start > start;
  return index.bindings(scope, name).some(comesLater) || index.mutationsIn(scope, name).some(comesLater) || index.passesIn(scope, name).some(comesLater) ? { offset: start, region } : null;
}

/** The value of a name from the bindings that may reach `use`. */
function bindingsValue(evaluator: Evaluator, home: Home, bindings: readonly Binding[], use: Use, origin: Origin, frame: Frame): Value {
  const { index } = home;
  const reaching: Binding[] = [];
  const bound = new Set<number>();
  for (let i = bindings.length - 1; i >= 0; i--) {
    const binding = bindings[i]!;
    const done = binding.value === null || binding.kind === 'loop' || binding.kind === 'parameter' ? binding.end : Math.max(binding.end, binding.value.end);
    const hoisted = binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'import';
    const before = done <= use.offset || (binding.kind === 'loop' && binding.start <= use.offset);
    if (!before && !hoisted && index.commonLoop(binding.region, use.region) < 0) continue;
    if (use.offset !== AT_END.offset && (index.isLeftBehind(binding, use.region) || index.isInOtherArm(binding.region, use.region))) continue;
    reaching.push(binding);
    if (before && index.encloses(ranIn(evaluator, home, binding, bound, use, frame), use.region)) break;
  }
  const from = reaching.length > 1 ? notRuledOut(evaluator, home, reaching, use, frame) : reaching.length > 0 ? reaching : bindings;
  const first = from[from.length - 1]!;
  const value = from.length === 1 ? one(bindingValue(evaluator, home, first, use, origin, frame), origin) : either(from.map((binding) => bindingValue(evaluator, home, binding, use, origin, frame)).reverse(), origin);
  return valueAfter(evaluator, home, orDeclared(evaluator, home, value, from, origin), first, use, frame);
}

/** What is declared with a type is of that, where nothing is seen that it is set to (`export let client: Client`), or nothing is known of that. Whether a parameter is passed is known. */
function orDeclared(evaluator: Evaluator, { path }: Home, value: Value, from: readonly Binding[], origin: Origin): Value {
  const isNothing = optionsOf(value).some(({ kind }) => kind === 'null') && optionsOf(value).every(({ kind }) => kind === 'null' || kind === 'unknown');
  const declared = isNothing ? from.find(({ kind, type }) => kind !== 'parameter' && type !== null) : undefined;
  if (declared === undefined) return value;
  const typed = instanceOf(evaluator, path, declared.type!);
  return typed === null || typed.kind === 'null' ? value : either([value, typed], origin);
}

/** Where something in a loop is made from, as seen from behind it: the loop's own place where it runs for certain. */
function runFrom(evaluator: Evaluator, { path, facts, index }: Home, region: number, use: Use, frame: Frame): number {
  const loop = loopBefore(facts, index, region, use.region);
  const rounds = loop < 0 || !index.encloses(region, loop) ? null : roundsOf(evaluator, path, facts, index, loop, frame);
  return rounds === null || rounds.length === 0 ? region : facts.regions[loop]!.parent;
}

/** Those of some bindings, latest first, that a run gets to: what its conditions rule out binds nothing, and what is bound anew for certain is not what it was. */
function notRuledOut(evaluator: Evaluator, home: Home, reaching: readonly Binding[], use: Use, frame: Frame): readonly Binding[] {
  const { path, facts } = home;
  if (!reaching.some(({ region }) => facts.regions[region]?.kind === 'branch')) return reaching;
  const from = functionRegion(home);
  const kept: Binding[] = [];
  for (const binding of reaching) {
    const answer = isReached(evaluator, path, facts, binding.region, from, frame);
    if (answer !== 'no') kept.push(binding);
    if (answer === 'yes' && (binding.value?.end ?? binding.end) <= use.offset) break;
  }
  return kept.length === 0 ? reaching : kept;
}

function bindingValue(evaluator: Evaluator, home: Home, binding: Binding, use: Use, origin: Origin, frame: Frame): Value {
  const { path, facts } = home;
  if (binding.kind === 'import') return importValue(evaluator, path, facts.imports[binding.import]!, origin);
  if (binding.kind === 'augmented' && binding.value !== null) return augmented(evaluator, home, { ...binding, value: binding.value }, use, origin, frame);
  const value = binding.value === null ? null : (againAndAgain(evaluator, home, { ...binding, value: binding.value }, use, origin, frame) ?? evaluator.evaluate(path, binding.value, frame));
  const told = value ?? unknown(`\`${binding.name}\` has no value here`, 'dynamic', origin);
  return named(binding.kind === 'parameter' ? told : toldByType(evaluator, path, told, binding.type), binding.name);
}

/** The outermost region that has run for certain where a binding has. */
function ranIn(evaluator: Evaluator, home: Home, binding: Binding, bound: Set<number>, use: Use, frame: Frame): number {
  const run = isMadeOfItself(home, binding) ? runFrom(evaluator, home, binding.region, use, frame) : binding.region;
  return binding.kind === 'augmented' || run !== binding.region ? run : home.index.joined(run, bound, use.region);
}

/** Characters of an expression that is looked through for a name: in a loop nobody writes longer ones. */
const LOOKED_THROUGH = 2000;

/** Whether a name is bound to what is made of its own value before: `x += y`, or in a loop `x = x.replace(a, b)`. */
function isMadeOfItself({ facts }: Home, { kind, name, value, region }: Binding): boolean {
  if (kind === 'augmented') return true;
  return kind === 'variable' && value !== null && facts.regions[region]?.kind === 'loop' && value.end - value.start < LOOKED_THROUGH && readingsIn(value, name).length > 0;
}

function readingsIn(expr: Expr, name: string): readonly Expr[] {
  const found: Expr[] = [];
  walk(expr, (part) => {
    if (part.kind === 'name' && part.name === name) found.push(part);
  });
  return found;
}

/** What a name is worth after all rounds of a loop over known items that makes it of its own value each time: `for a, b in pairs: text = text.replace(a, b)`. Null where it is bound otherwise. */
function againAndAgain(evaluator: Evaluator, home: Home, binding: Binding & { readonly value: Expr }, use: Use, origin: Origin, frame: Frame): Value | null {
  const { path, facts, index } = home;
  const loop = isMadeOfItself(home, binding) ? loopBefore(facts, index, binding.region, use.region) : -1;
  if (loop !== binding.region) return null;
  const all = index.bindings(home.scope, binding.name);
  const earlier = all.filter((other) => other.start < facts.regions[loop]!.start);
  const rounds = earlier.length === 0 || all.some((other) => other.start !== binding.start && index.encloses(loop, other.region)) ? null : roundsOf(evaluator, path, facts, index, loop, frame);
  if (rounds === null) return null;
  const readings = readingsIn(binding.value, binding.name);
  const before = bindingsValue(evaluator, home, earlier, { offset: facts.regions[loop]!.start, region: facts.regions[loop]!.parent }, origin, frame);
  return rounds.reduce((value, round) => evaluator.evaluate(path, binding.value, { ...round, memo: new Map(readings.map((reading) => [reading, value])) }), before);
}

/** What a name is worth after `x += y`; in a loop over known items, after all of its rounds. */
function augmented(evaluator: Evaluator, home: Home, binding: Binding & { readonly value: Expr }, use: Use, origin: Origin, frame: Frame): Value {
  const { path, facts, index } = home;
  const all = index.bindings(home.scope, binding.name);
  const add = (before: Value, { operator, value }: Binding, within: Frame): Value => (value === null ? before : binaryValue(operator ?? 'other', before, () => evaluator.evaluate(path, value, within), evaluator, path, value));
  const before = (start: number, region: number): Value => {
    const earlier = all.filter((other) => other.start < start);
    return earlier.length === 0 ? unknown(`\`${binding.name}\` before it is added to`, 'dynamic', origin) : bindingsValue(evaluator, home, earlier, { offset: start, region }, origin, frame);
  };
  const loop = loopBefore(facts, index, binding.region, use.region);
  const inLoop = loop < 0 ? [] : all.filter((other) => index.encloses(loop, other.region));
  const rounds = inLoop.length > 0 && inLoop.every((other) => other.kind === 'augmented' && other.region === loop) ? roundsOf(evaluator, path, facts, index, loop, frame) : null;
  if (rounds !== null) return rounds.reduce((value, round) => inLoop.reduce((sum, other) => add(sum, other, round), value), before(facts.regions[loop]!.start, facts.regions[loop]!.parent));
  const once = add(before(binding.start, binding.region), binding, frame);
  // What other rounds add is not known.
  const around = loop >= 0 ? loop : index.commonLoop(binding.region, use.region);
  const isNew = around < 0 || all.some((other) => other.kind !== 'augmented' && other.start < binding.start && index.encloses(around, other.region) && index.encloses(other.region, binding.region));
  if (isNew) return once;
  if (once.kind === 'text') return textValue([...once.parts, { kind: 'hole', label: `more of \`${binding.name}\``, value: unknown('what a loop adds', 'dynamic', origin) }], origin);
  if (once.kind === 'list') return { ...once, open: once.open ?? 'items added in a loop' };
  // The step of a loop stands before what the first round does, and adds to it after that only.
  return once.kind === 'number' ? either([before(binding.start, binding.region), once, unknown(`\`${binding.name}\` in a loop`, 'dynamic', origin)], origin) : once;
}

function fromStarImports(evaluator: Evaluator, path: string, facts: FileFacts, name: string, origin: Origin): Value | null {
  for (const fact of facts.imports) {
    if (fact.names !== 'all') continue;
    const location = evaluator.reader.locate(path, fact.module);
    if (location.kind === 'data') continue;
    if (location.kind === 'package') {
      if (location.claimed === 'yes') return external(location.name, [{ kind: 'member', name }], origin);
    } else if (location.path !== path) {
      const value = exportOf(evaluator, location.path, name, origin);
      if (value.kind !== 'unknown') return value;
    }
  }
  return null;
}

/** What a framework imports by itself. */
function fromImplied({ reader, ...evaluator }: Evaluator, path: string, name: string, origin: Origin): Value | null {
  const file = reader.implied(path).find((candidate) => candidate !== path && reader.text(candidate).includes(name) && reader.facts(candidate)?.exports.some((fact) => fact.kind !== 'all' && fact.name === name) === true);
  return file === undefined ? null : exportOf({ reader, ...evaluator }, file, name, origin);
}

export function importValue(evaluator: Evaluator, path: string, fact: ImportFact, origin: Origin): Value {
  const module = fact.names === 'whole-path' ? fact.module.split('.')[0]! : fact.module;
  const location = evaluator.reader.locate(path, module);
  const whole = fact.names !== 'one' || fact.name === '*';
  // A package's own file that imports from the package means a module beside it.
  const beside = location.kind === 'file' && location.path === path && !whole ? submodule(evaluator, path, fact.name, origin) : null;
  if (beside !== null) return beside;
  if (location.kind === 'file') return whole ? wholeModule(evaluator, location.path, origin) : exportOf(evaluator, location.path, fact.name, origin);
  if (location.kind === 'data') {
    const content = importedData(evaluator, location, origin);
    return whole || fact.name === 'default' ? content : memberOf(evaluator, content, fact.name, origin, evaluator.root);
  }
  if (whole) return external(location.name, [], origin);
  // Its classes are the SDK's own objects, whatever they are called; functions have small names.
  const own = location.claimed === 'yes' && /^[a-z_]/.test(fact.name) ? evaluator.reader.ownFile(path, module, fact.name) : null;
  const exported = own === null ? null : exportOf(evaluator, own, fact.name, origin);
  if (exported?.kind === 'function') return exported;
  // Python's `from package import module` names a file of the package's folder.
  const below = evaluator.reader.locate(path, module.endsWith('.') ? `${module}${fact.name}` : `${module}.${fact.name}`);
  if (location.claimed === 'no' && below.kind === 'file') return { kind: 'module', path: below.path, origin };
  // … or a package of the catalog: `google` is nobody's, `google.genai` an SDK's. What is claimed of a longer name may also be the package above.
  if (below.kind === 'package' && below.claimed === 'yes' && below.name.length > location.name.length) return external(below.name, [], origin);
  return external(location.name, [{ kind: 'member', name: fact.name }], origin);
}

/** A module as one thing; where that is a class, a function or an object (`module.exports = createClient`), it is that. */
function wholeModule(evaluator: Evaluator, path: string, origin: Origin): Value {
  const itself = evaluator.reader.facts(path)?.exports.find((fact) => fact.kind === 'value' && fact.name === '*');
  const value = itself?.kind === 'value' ? evaluator.evaluate(path, itself.value, evaluator.root) : null;
  return value === null || value.kind === 'unknown' || value.kind === 'record' ? { kind: 'module', path, origin } : value;
}

/** What a module exports under a name. */
export function exportOf(evaluator: Evaluator, path: string, name: string, origin: Origin): Value {
  // Modules may re-export one another.
  const found = unlessUnderWay(evaluator, `export ${path}\0${name}`, () => findExport(evaluator, path, name, origin) ?? unknown(`\`${name}\` is not in ${path.slice(path.lastIndexOf('/') + 1)}`, 'dynamic', origin));
  return found ?? unknown(`\`${name}\` is imported in a circle`, 'limit', origin);
}

function findExport(evaluator: Evaluator, path: string, name: string, origin: Origin): Value | null {
  const facts = evaluator.reader.facts(path);
  if (facts === undefined) return null;
  const index = indexOf(facts);
  const own = (local: string): Value | null => {
    const bindings = index.bindings(0, local);
    return bindings.length === 0 ? null : bindingsValue(evaluator, { path, facts, index, scope: 0 }, bindings, AT_END, origin, evaluator.root);
  };
  if (facts.exportsModuleScope) {
    return own(name) ?? fromStarImports(evaluator, path, facts, name, origin) ?? submodule(evaluator, path, name, origin);
  }
  for (const fact of facts.exports) {
    if (fact.kind === 'all' || fact.name !== name) continue;
    if (fact.kind === 'local') return own(fact.local);
    if (fact.kind === 'value') return setInTurn(evaluator, path, facts, name, origin);
    return importValue(evaluator, path, { module: fact.module, name: fact.imported, names: 'one', typeOnly: false, start: 0, end: 0 }, origin);
  }
  for (const fact of facts.exports) {
    if (fact.kind !== 'all') continue;
    const location = evaluator.reader.locate(path, fact.module);
    const value = location.kind === 'file' ? exportOf(evaluator, location.path, name, origin) : location.kind === 'package' && location.claimed === 'yes' ? external(location.name, [{ kind: 'member', name }], origin) : null;
    if (value !== null && value.kind !== 'unknown') return value;
  }
  const object = facts.exports.find((fact) => fact.kind === 'value' && fact.name === '*');
  if (object?.kind !== 'value') return null;
  const whole = evaluator.evaluate(path, object.value, evaluator.root);
  return name === 'default' ? whole : memberOf(evaluator, whole, name, origin, evaluator.root);
}

/** What is exported under a name that is set once or more; that it is nothing at first tells nothing. */
function setInTurn(evaluator: Evaluator, path: string, { exports }: FileFacts, name: string, origin: Origin): Value {
  const values = exports.flatMap((fact) => (fact.kind === 'value' && fact.name === name ? [evaluator.evaluate(path, fact.value, evaluator.root)] : []));
  const set = values.filter(({ kind }) => kind !== 'null');
  return values.length === 1 ? values[0]! : set.length === 1 ? set[0]! : either(values, origin);
}

/** `package.module`, where the package's file does not bind the name itself. */
function submodule(evaluator: Evaluator, path: string, name: string, origin: Origin): Value | null {
  const location = evaluator.reader.locate(path, `.${name}`);
  // A module of the workspace that is described as an SDK.
  if (location.kind === 'package' && location.claimed === 'yes') return external(location.name, [], origin);
  return location.kind === 'file' && location.path !== path ? { kind: 'module', path: location.path, origin } : null;
}

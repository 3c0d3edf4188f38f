/** Objects of the workspace's classes, and their attributes. */
import type { Argument, AttributeAssignment, Binding, CallExpr, ClassExpr, ClassFact, Expr, FileFacts, FunctionFact, Mutation, SelfExpr } from '../../model/facts.ts';
import { knownText, optionsOf, type CallStep, type ClassValue, type ExternalValue, type FunctionValue, type ObjectValue, type Origin, type SetAttribute, type Value } from '../../model/value.ts';
import { callFunction, resultFor } from './apply.ts';
import { bindArguments } from './arguments.ts';
import { basesOf } from './types/bases.ts';
import { callsOf, passedByBuilders } from './callers.ts';
import { isReached } from './conditions.ts';
import { filledByDecorator } from './types/decorated.ts';
import { NO_ARGUMENTS, NO_ITEMS, runIn, type Arguments, type Evaluator, type Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { indexOf } from './lookup.ts';
import { applyMutations } from './changes/mutate.ts';
import { subclassesOf } from './types/subclasses.ts';
import { instanceOf, isTextType, isVague, toldByType } from './types/types.ts';
import { either, external, named, originOf, textValue, unknown } from './values.ts';
import { ownAdditions, withOwn } from './changes/own-additions.ts';
import { walk } from './walk.ts';

export function selfValue(path: string, expr: SelfExpr, frame: Frame): Value {
  for (let at: Frame | null = frame; at !== null; at = at.parent) {
    if (at.self?.kind === 'object' && at.path === path) return at.self;
  }
  return { kind: 'object', path, class: expr.class, construction: null, origin: originOf(path, expr) };
}

/** The class that a method is called on, or that of the object that it is called on. */
export function receivingClass(path: string, expr: ClassExpr, frame: Frame): Value {
  for (let at: Frame | null = frame; at !== null; at = at.parent) {
    if (at.path !== path || at.self === null) continue;
    const receiver = at.self.kind === 'object' ? (at.self.derived ?? at.self) : at.self;
    if (receiver.kind === 'class' || receiver.kind === 'object') return { kind: 'class', path: receiver.path, class: receiver.class, origin: originOf(path, expr) };
  }
  return { kind: 'class', path, class: expr.class, origin: originOf(path, expr) };
}

/** An attribute of an object or class of the workspace, its bases included; undefined where there is none. */
export function attributeOf(evaluator: Evaluator, holder: ObjectValue | ClassValue, name: string, origin: Origin, frame: Frame): Value | undefined {
  const set = holder.kind === 'object' ? holder.set?.find((attribute) => attribute.name === name) : undefined;
  if (set === undefined) return ownAttributeOf(evaluator, holder, name, origin, frame);
  const given = set.given.map((value) => named(value.kind === 'written' ? evaluator.evaluate(value.path, value.expr, value.activation as Frame) : value, name));
  if (set.presence === 'always' && given.length === 1) return given[0]!;
  const own = set.presence === 'always' ? undefined : ownAttributeOf(evaluator, holder, name, origin, frame);
  const others = own === undefined ? given : given.filter((value) => !isRespelled(own, value));
  return either(own === undefined ? others : [own, ...others], origin);
}

/** A text made of what the attribute is otherwise, as a condition that asks for it does: `if config.model.startswith("a/"): config.model = f"b/{config.model}"`. It stands for the same thing. */
function isRespelled(own: Value, after: Value): boolean {
  const was = optionsOf(own).map((option) => knownText(option)).filter((text) => text !== null && text !== '');
  const isMadeOf = (value: Value): boolean => value.kind === 'text' && value.parts.some((part) => (typeof part === 'string' ? was.some((text) => part.includes(text!)) : optionsOf(part.value).some(isMadeOf)));
  return optionsOf(after).every(isMadeOf);
}

/** The same without what was set on the object by another name than its own. */
function ownAttributeOf(evaluator: Evaluator, holder: ObjectValue | ClassValue, name: string, origin: Origin, frame: Frame): Value | undefined {
  if (frame.depth > 24) return undefined;
  const facts = evaluator.reader.facts(holder.path);
  const cls = facts?.classes[holder.class];
  if (facts === undefined || cls === undefined) return undefined;
  const options: Value[] = [];
  const self = holder.kind === 'object' ? holder : null;
  const filled = self === null || cls.decorators.length === 0 ? undefined : filledByDecorator(evaluator, self, facts, cls, name, origin, frame);
  if (filled !== undefined) return filled;
  for (const { attribute, within } of assignmentsOf(evaluator, holder, facts, cls, name, frame)) {
    const value = evaluator.evaluate(holder.path, attribute.value, within);
    options.push(named(toldByType(evaluator, holder.path, value, attribute.type), name));
  }
  for (const binding of indexOf(facts).bindings(cls.scope, name)) {
    if (binding.value?.kind === 'function') options.push(methodOf(evaluator, holder, facts, binding.value.function, origin, frame));
    else options.push(...declaredIn(evaluator, holder, facts, cls, binding, options, origin, frame));
  }
  // Seen as an instance of a base, it may be of any class that is built on its own.
  const seenFrom = self?.derived ?? self;
  const isAnyOf = self !== null && self.construction === null && seenFrom!.construction === null;
  if (options.length > 0 && isAnyOf) options.push(...overriding(evaluator, seenFrom!, keeperOf(facts, cls, name), name, origin, frame));
  // What is declared to be one day, `client: Client | None = None`, and never set where it can be seen.
  if (options.length > 0 && !options.some((option) => option.kind !== 'null')) {
    const declared = indexOf(facts).bindings(cls.scope, name).find((binding) => binding.type !== null);
    const typed = declared === undefined ? null : instanceOf(evaluator, holder.path, declared.type!);
    if (typed !== null) options.push(typed);
  }
  if (options.length > 0) {
    return withMutations(evaluator, holder, facts, filledWhereHanded(evaluator, facts, either(options, origin), name), indexOf(facts).attributeMutations(name), origin, frame);
  }
  const inherited = inheritedAttribute(evaluator, holder, facts, name, origin, frame);
  if (inherited !== undefined || self === null || frame.depth > 8) return inherited;
  const elsewhere = setElsewhere(evaluator, self, facts, name, origin, frame);
  if (elsewhere !== undefined || !isAnyOf || self.derived !== undefined) return elsewhere;
  // A base or mixin says `self.client`, which each class that is built on it sets.
  const ofSubclasses = overriding(evaluator, self, 'its class', name, origin, frame).filter(({ kind }) => kind !== 'unknown');
  return ofSubclasses.length === 0 ? undefined : either(ofSubclasses, origin);
}

/** What a class says of an attribute in its own body, as far as it says more than `set`, what its methods are seen to set: what the object is built with, a default, a type. */
function declaredIn(evaluator: Evaluator, holder: ObjectValue | ClassValue, facts: FileFacts, cls: ClassFact, { name, type, value: written }: Binding, set: readonly Value[], origin: Origin, frame: Frame): readonly Value[] {
  const self = holder.kind === 'object' ? holder : null;
  const passed = self === null ? null : (constructionArgument(evaluator, self, name) ?? (type === null ? null : handedToBase(evaluator, self, facts, name, frame)));
  // A declaration says less than what the class is seen to set.
  if (passed === null && written === null && set.some((option) => !isVague(evaluator, option) && option.kind !== 'null')) return [];
  const value = passed ?? (written === null ? null : evaluator.evaluate(holder.path, written, attributeFrame(evaluator, holder, undefined, written.kind === 'parameter' ? written.function : -1, frame)));
  const told = value ?? unknown(`attribute \`${name}\``, 'dynamic', originOf(holder.path, cls.bases[0] ?? origin.expr));
  const isOpenField = passed === null && self !== null && self.construction === null && type !== null && isRecordLike(evaluator, holder, facts, cls) && (isTextType(evaluator, holder.path, type) || isClientType(evaluator, holder.path, type));
  const built = isOpenField ? passedByBuilders(evaluator, self, name, told) : [];
  const other = built.length > 0 && value === null ? unknown(`field \`${name}\` of \`${cls.name!}\``, 'parameter', told.origin) : told;
  const options: Value[] = [...built.map((given) => named(given, name)), named(toldByType(evaluator, holder.path, other, type), name)];
  if (passed !== null || self === null || type === null || written === null) return options;
  if (self.construction !== null && readsEnvironment(evaluator, holder, 0)) options.push(unknown(`setting \`${name}\` of \`${cls.name ?? 'an object'}\``, 'environment', origin));
  // A declared field of a record-like class is only a default: whoever builds the object may pass another value, or what it is built with is not all in sight.
  if ((self.construction === null || isBuiltOpenly(evaluator, self.construction)) && isRecordLike(evaluator, holder, facts, cls)) {
    // Of another object of its class nothing is known, but for what such objects are built with for other fields.
    const isBuilt = value !== null && optionsOf(value).some((option) => option.kind === 'object' && option.construction !== null);
    options.push((isBuilt ? null : instanceOf(evaluator, holder.path, type)) ?? unknown(`field \`${name}\` of \`${cls.name ?? 'an object'}\``, 'parameter', origin));
  }
  return options;
}

/** Whether a type says that a field holds a client: what it was built with, those who build the object say. */
function isClientType(evaluator: Evaluator, path: string, type: Expr): boolean {
  return optionsOf(instanceOf(evaluator, path, type) ?? unknown('no type', 'dynamic', originOf(path, type))).some((option) => option.kind === 'external' && evaluator.reader.sends(path, option.package));
}

/** An attribute that an object or class has from one of its bases; undefined where there is none. */
function inheritedAttribute(evaluator: Evaluator, holder: ObjectValue | ClassValue, facts: FileFacts, name: string, origin: Origin, frame: Frame): Value | undefined {
  const self = holder.kind === 'object' ? holder : null;
  for (const parent of basesOf(evaluator, holder)) {
    if (parent.kind === 'class' && !(parent.path === holder.path && parent.class === holder.class)) {
      const inherited: ObjectValue | ClassValue = holder.kind === 'class' ? { ...parent, derived: holder.derived ?? holder } : asBase(evaluator, holder, facts, parent, frame);
      const value = attributeOf(evaluator, inherited, name, origin, { ...frame, depth: frame.depth + 1 });
      if (value !== undefined) return value;
    } else if (parent.kind === 'external' && parent.package !== '') {
      const given = self === null ? null : handedToBase(evaluator, self, facts, name, frame);
      if (given !== null) return named(given, name);
      const step = self === null ? [] : [outsideStep(evaluator, self, facts, parent, frame)];
      return external(parent.package, [...parent.steps, ...step, { kind: 'member', name }], origin);
    }
  }
  return undefined;
}

/** An empty table that is handed to something is filled there: `self._load(self._values)`. */
function filledWhereHanded(evaluator: Evaluator, facts: FileFacts, value: Value, name: string): Value {
  if (value.kind !== 'record' || value.open !== null || value.entries.length > 0) return value;
  evaluator.reader.readAllCalls();
  const isIt = ({ value: given }: Argument): boolean => given.kind === 'member' && given.property === name && given.object.kind === 'self';
  return facts.calls.some(({ args }) => args.some(isIt)) ? { ...value, open: `what fills \`${name}\`` } : value;
}

/** An attribute after what the methods do to it: first what the construction does for certain, then what others may do later. */
function withMutations(evaluator: Evaluator, { path, class: of }: ObjectValue | ClassValue, facts: FileFacts, value: Value, mutations: readonly Mutation[], { path: readIn, expr }: Origin, frame: Frame): Value {
  const certain = mutations.filter(({ region }) => isOfConstruction(facts, of, region));
  const begun = applyMutations(evaluator, path, value, certain, 'always', frame);
  const others = mutations.filter((mutation) => !certain.includes(mutation));
  const own = readIn === path && expr.kind === 'member' && expr.object.kind === 'self' ? ownAdditions(path, facts, others, expr.start, frame) : null;
  const later = applyMutations(evaluator, path, begun, own === null ? others : others.filter((mutation) => !own.apart.includes(mutation)), 'sometimes', frame);
  return own === null ? later : withOwn(evaluator, path, later, own, frame);
}

/** Whether a region is the whole of a class's constructor, or of a method that it calls whatever happens: `this.setUp()`. */
function isOfConstruction(facts: FileFacts, of: number, region: number): boolean {
  const here = facts.regions[region]!;
  const fn = here.kind === 'function' ? facts.functions[here.function] : undefined;
  if (fn?.class !== of) return false;
  if (fn.role === 'constructor') return true;
  const constructor = facts.functions[indexOf(facts).constructorOf(of)];
  return fn.role === 'method' && constructor !== undefined && callsOf(facts, fn).some(({ callee, region: at }) => at === constructor.region && callee.kind === 'member' && callee.object.kind === 'self' && callee.object.class === of);
}

/**
 * What keeps a member of a class: the class itself, or its objects, on which a method sets it, or the constructor, as one of its parameters. Where the constructor sets it on each of them, whatever it is built with and whatever stands in
 * the class, that hides what stands in a class.
 */
type Keeper = 'its class' | 'each object' | 'some objects' | 'a parameter';

function keeperOf(facts: FileFacts, { attributes, scope }: ClassFact, name: string): Keeper {
  const set = attributes.filter((attribute) => attribute.name === name);
  const isCertain = ({ function: fn, region, value }: AttributeAssignment): boolean => facts.functions[fn]?.role === 'constructor' && facts.functions[fn].region === region && !readsOwn(value, name);
  if (set.length > 0) return set.some(isCertain) ? 'each object' : 'some objects';
  return indexOf(facts).bindings(scope, name).some(({ value }) => value?.kind === 'parameter') ? 'a parameter' : 'its class';
}

/** `self.model = model or self.model`. */
function readsOwn(value: Expr, name: string): boolean {
  let found = false;
  walk(value, (part) => (found ||= part.kind === 'member' && part.property === name && part.object.kind === 'self'));
  return found;
}

/** What classes that are built on a class have in place of its member: an object of it that nobody is seen to build may be one of theirs. */
function overriding(evaluator: Evaluator, holder: ClassValue | ObjectValue, keeper: Keeper, name: string, origin: Origin, frame: Frame): readonly Value[] {
  return subclassesOf(evaluator, holder).flatMap((sub): readonly Value[] => {
    const facts = evaluator.reader.facts(sub.path)!;
    const cls = facts.classes[sub.class]!;
    const set = cls.attributes.filter((attribute) => attribute.name === name && facts.functions[attribute.function]?.role === 'constructor');
    const own = indexOf(facts).bindings(cls.scope, name).flatMap(({ value }) => {
      if (value?.kind === 'function') return [methodOf(evaluator, sub, facts, value.function, origin, frame)];
      return value === null || keeper === 'each object' ? [] : [named(evaluator.evaluate(sub.path, value, evaluator.root), name)];
    });
    return [...own, ...set.map(({ value }) => named(evaluator.evaluate(sub.path, value, evaluator.root), name)), ...(keeper !== 'its class' && own.length + set.length === 0 ? handedUp(evaluator, holder, sub, facts, name, origin, frame) : [])];
  });
}

/** The texts that a subclass's own constructor hands to the base's, where that keeps them under a name: `super().__init__(model="…")`. */
function handedUp(evaluator: Evaluator, base: ClassValue | ObjectValue, sub: ObjectValue, facts: FileFacts, name: string, origin: Origin, frame: Frame): readonly Value[] {
  const own = facts.functions[indexOf(facts).constructorOf(sub.class)];
  const call = own === undefined ? null : handedOn(evaluator, sub.path, facts, own);
  const parent = basesOf(evaluator, sub).find((option): option is ClassValue => option.kind === 'class' && option.path === base.path && option.class === base.class);
  if (call === null || call.args.length === 0 || parent === undefined) return [];
  const value = attributeOf(evaluator, asBase(evaluator, sub, facts, parent, frame), name, origin, { ...frame, depth: frame.depth + 1 });
  return value === undefined ? [] : optionsOf(value).filter((option) => knownText(option) !== null);
}

/** A method of an object, or what a property of it gives. */
function methodOf(evaluator: Evaluator, self: ObjectValue | ClassValue, facts: FileFacts, fn: number, origin: Origin, frame: Frame): Value {
  const method: FunctionValue = { kind: 'function', path: self.path, function: fn, self: self.kind === 'object' ? self : (self.derived ?? null), origin };
  return facts.functions[fn]!.role === 'getter' ? callFunction(evaluator, method, origin, frame) : method;
}

/** What the class's own file sets on an object of it by another name than its own: `cls._instance.client = Client()`, `writer.client = Client()`. */
function setElsewhere(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, name: string, origin: Origin, frame: Frame): Value | undefined {
  const inner = { ...frame, depth: frame.depth + 1 };
  const set = indexOf(facts).sets(name).filter(({ target }) => optionsOf(evaluator.evaluate(self.path, target, inner)).some((object) => object.kind === 'object' && object.path === self.path && object.class === self.class));
  return set.length === 0 ? undefined : named(either(set.map(({ value }) => evaluator.evaluate(self.path, value!, evaluator.root)), origin), name);
}

/** A member that an object or its class does not have, where the class says what to give then: `__getattr__`. */
export function fallbackMember(evaluator: Evaluator, holder: ObjectValue | ClassValue, name: string, origin: Origin, frame: Frame): Value | null {
  const fn = evaluator.reader.facts(holder.path)?.functions.findIndex((candidate) => candidate.class === holder.class && candidate.role === 'fallback') ?? -1;
  if (fn < 0 || holder.kind !== 'object') return null;
  return resultFor(evaluator, { kind: 'function', path: holder.path, function: fn, self: holder, origin }, [textValue([name], origin)], frame);
}

/** The assignments to an attribute that are made, each with the frame it is made in: what the construction's arguments rule out is not. */
function assignmentsOf(evaluator: Evaluator, holder: ObjectValue | ClassValue, facts: FileFacts, cls: ClassFact, name: string, frame: Frame): readonly { readonly attribute: AttributeAssignment; readonly within: Frame }[] {
  const all = cls.attributes.filter((attribute) => attribute.name === name).map((attribute) => ({ attribute, within: attributeFrame(evaluator, holder, facts.functions[attribute.function], attribute.function, frame) }));
  if (all.length < 2) return all;
  const made = all.filter(({ attribute, within }) => isReached(evaluator, holder.path, facts, attribute.region, facts.functions[attribute.function]?.region ?? 0, within) !== 'no');
  return made.length === 0 ? all : made;
}

/** Whether a class gets a constructor from its declared fields: it is decorated or built on a class from outside, and has none of its own. */
function isRecordLike(evaluator: Evaluator, holder: ObjectValue | ClassValue, facts: FileFacts, cls: ClassFact, depth = 0): boolean {
  if (indexOf(facts).constructorOf(holder.class) >= 0) return false;
  return cls.decorators.length > 0 || basesOf(evaluator, holder).some((parent) => parent.kind === 'external' || isBuiltOn(evaluator, parent, depth));
}

/** Whether a base in the workspace makes a class record-like: it is so itself. */
function isBuiltOn(evaluator: Evaluator, parent: Value, depth: number): boolean {
  if (parent.kind !== 'class' || depth > 6) return false;
  const facts = evaluator.reader.facts(parent.path);
  const cls = facts?.classes[parent.class];
  return facts !== undefined && cls !== undefined && isRecordLike(evaluator, parent, facts, cls, depth + 1);
}

/** Whether the fields of a class are read from the environment when it is built. */
function readsEnvironment(evaluator: Evaluator, holder: ObjectValue | ClassValue, depth: number): boolean {
  return basesOf(evaluator, holder).some((base) => {
    if (base.kind === 'external') return idiomsOf(evaluator, holder.path).ofNamed(base)?.means === 'environment-fields';
    return base.kind === 'class' && depth < 8 && readsEnvironment(evaluator, base, depth + 1);
  });
}

/** An object as one of a base class: built with what its own constructor hands on, or as it was built where it has none of its own. */
function asBase(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, parent: ClassValue | ExternalValue, frame: Frame): ObjectValue {
  const place = parent.kind === 'class' ? { path: parent.path, class: parent.class, derived: self.derived ?? self } : {};
  const own = indexOf(facts).constructorOf(self.class);
  if (own < 0) return { ...self, ...place };
  const call = handedOn(evaluator, self.path, facts, facts.functions[own]!);
  if (call === null) return { ...self, ...place, construction: null };
  const activation = attributeFrame(evaluator, self, undefined, own, frame);
  return { ...self, ...place, construction: { path: self.path, call, ...(activation === evaluator.root ? {} : { activation }) } };
}

/** An object of the workspace's as one of the class from outside that its own is built on, made with what its constructor hands on; null where there is none. */
export function asOutside(evaluator: Evaluator, self: ObjectValue, depth = 0): ExternalValue | null {
  const facts = evaluator.reader.facts(self.path);
  if (facts === undefined || depth > 6) return null;
  for (const parent of basesOf(evaluator, self)) {
    if (parent.kind === 'external' && parent.package !== '') return external(parent.package, [...parent.steps, outsideStep(evaluator, self, facts, parent, evaluator.root)], self.origin);
    const outer = parent.kind === 'class' && !(parent.path === self.path && parent.class === self.class) ? asOutside(evaluator, asBase(evaluator, self, facts, parent, evaluator.root), depth + 1) : null;
    if (outer !== null) return outer;
  }
  return null;
}

function outsideStep(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, parent: ExternalValue, frame: Frame): CallStep {
  const { construction } = asBase(evaluator, self, facts, parent, frame);
  return { kind: 'call', call: null, path: self.path, ...(construction === null ? {} : { ...construction, call: withFieldsOf(evaluator, facts, self.class, construction.call) }), of: 'subclass' };
}

/** The construction of an object with what its class writes down for fields that it leaves out: `class Mine(ChatModel): model: str = "…"`. One that has a constructor may do without them. */
function withFieldsOf(evaluator: Evaluator, facts: FileFacts, of: number, call: CallExpr): CallExpr {
  if (indexOf(facts).constructorOf(of) >= 0) return call;
  const given = new Set(call.args.map((argument) => (argument.kind === 'named' ? argument.name : '')));
  // What is written down is worth the same wherever the object is built.
  const written = facts.scopes[facts.classes[of]!.scope]!.bindings.flatMap(({ kind, name, value }): readonly Argument[] =>
    kind === 'variable' && !given.has(name) && (value?.kind === 'string' || value?.kind === 'number' || value?.kind === 'boolean') ? [{ kind: 'named', name, value, start: value.start, end: value.end }] : []);
  return written.length === 0 ? call : evaluator.reader.copied({ ...call, args: [...call.args, ...written] });
}

/** What a constructor hands on to the base's under a name: the attribute of that name, as such bases keep it. */
function handedToBase(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, name: string, frame: Frame): Value | null {
  const own = indexOf(facts).constructorOf(self.class);
  const call = own < 0 ? null : handedOn(evaluator, self.path, facts, facts.functions[own]!);
  const argument = call?.args.find((candidate) => (candidate.kind === 'named' ? candidate.name === name : candidate.kind === 'positional' && candidate.value.kind === 'name' && candidate.value.name === name));
  const value = argument === undefined ? null : evaluator.evaluate(self.path, argument.value, attributeFrame(evaluator, self, undefined, own, frame));
  // A text in its place, under the attribute's name, is that; of a thing its class tells more.
  return value !== null && (argument!.kind === 'named' || optionsOf(value).some((option) => knownText(option) !== null)) ? value : null;
}

const handed = new WeakMap<FileFacts, Map<FunctionFact, CallExpr | null>>();

/** The call in a constructor that runs the base's: `super(…)`. Without what stands before the base's own arguments. */
export function handedOn(evaluator: Evaluator, path: string, facts: FileFacts, constructor: FunctionFact): CallExpr | null {
  let known = handed.get(facts);
  if (known === undefined) handed.set(facts, (known = new Map()));
  const remembered = known.get(constructor);
  if (remembered !== undefined) return remembered;
  const idioms = idiomsOf(evaluator, path);
  let found: CallExpr | null = null;
  for (const call of indexOf(facts).callsWithin(constructor)) {
    if (found !== null) break;
    const idiom = idioms.of(`:${writtenPath(call.callee)}`) ?? (call.callee.kind === 'member' ? idioms.of(`.${call.callee.property}`) : undefined);
    if (idiom?.means === 'base-constructor') found = idiom.argument === undefined ? call : evaluator.reader.copied({ ...call, args: call.args.slice(idiom.argument) });
  }
  known.set(constructor, found);
  return found;
}

/** A callee as it is written: `super().__init__`. */
function writtenPath(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'call') return `${writtenPath(expr.callee)}()`;
  return expr.kind === 'member' ? `${writtenPath(expr.object)}.${expr.property}` : '?';
}

/** The frames in which attributes were evaluated, by what tells their objects apart best: what is known in one is known for each value that is the same object. */
const attributeFrames = new WeakMap<Evaluator, Map<CallExpr | FileFacts, Frame[]>>();

/** Attributes assigned in a constructor see the arguments of the construction. */
function attributeFrame(evaluator: Evaluator, holder: ObjectValue | ClassValue, fn: FunctionFact | undefined, id: number, frame: Frame): Frame {
  const facts = evaluator.reader.facts(holder.path)!;
  const constructor = fn ?? (id >= 0 ? facts.functions[id] : undefined);
  if (holder.kind === 'class' || constructor === undefined || constructor.role !== 'constructor' || holder.construction === null) {
    if (holder.kind === 'class' || (holder.construction === null && holder.derived === undefined)) return evaluator.root;
    return objectFrame(evaluator, holder, facts, -1, NO_ARGUMENTS, frame);
  }
  const { call, path, activation } = holder.construction;
  return objectFrame(evaluator, holder, facts, id, bindArguments(evaluator, path, call, constructor, runIn(evaluator, activation)), frame);
}

function objectFrame(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, fn: number, args: Arguments, { depth }: Frame): Frame {
  let frames = attributeFrames.get(evaluator);
  if (frames === undefined) attributeFrames.set(evaluator, (frames = new Map()));
  const key = self.construction?.call ?? facts;
  let candidates = frames.get(key);
  if (candidates === undefined) frames.set(key, (candidates = []));
  const known = candidates.find((frame) => frame.function === fn && frame.self?.kind === 'object' && isSameObject(frame.self, self));
  if (known !== undefined) return known;
  const made: Frame = { path: self.path, function: fn, args, self, parent: null, enclosing: null, call: null, depth: depth + 1, items: NO_ITEMS, memo: new Map() };
  candidates.push(made);
  return made;
}

function isSameObject(a: ObjectValue, b: ObjectValue): boolean {
  if (a === b) return true;
  if (a.path !== b.path || a.class !== b.class || !isSetAlike(a.set, b.set) || a.construction?.call !== b.construction?.call || a.construction?.activation !== b.construction?.activation) return false;
  return a.derived === undefined || b.derived === undefined ? a.derived === b.derived : isSameObject(a.derived, b.derived);
}

function isSetAlike(a: ObjectValue['set'] = [], b: ObjectValue['set'] = []): boolean {
  return a.length === b.length && a.every(({ name, presence, given }, i) => name === b[i]!.name && presence === b[i]!.presence && given.length === b[i]!.given.length && given.every((value, j) => isSameGiven(value, b[i]!.given[j]!)));
}

function isSameGiven(a: SetAttribute['given'][number], b: SetAttribute['given'][number]): boolean {
  return a === b || (a.kind === 'written' && b.kind === 'written' && a.path === b.path && a.expr === b.expr && a.activation === b.activation);
}

/** Whether a construction hands on named arguments that are not all in sight: `cls(**settings)`. */
export function isBuiltOpenly(evaluator: Evaluator, { call, path, activation }: NonNullable<ObjectValue['construction']>): boolean {
  return call.args.some(({ kind, value }) => kind === 'named-spread' && !isWhole(evaluator.evaluate(path, value, runIn(evaluator, activation))));
}

function isWhole(value: Value): boolean {
  return value.kind === 'record' && value.open === null && value.entries.every(({ presence }) => presence === 'always');
}

/** A dataclass-like field given at the construction, by name or in its place. */
export function constructionArgument(evaluator: Evaluator, self: ObjectValue, name: string): Value | null {
  const { args } = self.construction?.call ?? { args: [] };
  let argument: Argument | undefined = args.find((candidate) => candidate.kind === 'named' && candidate.name === name);
  if (argument === undefined && args[0]?.kind === 'positional') {
    const place = fieldsInOrder(evaluator, self, 0).indexOf(name);
    if (place >= 0 && args.slice(0, place + 1).every(({ kind }) => kind === 'positional')) argument = args[place];
  }
  const { path, activation } = self.construction ?? { path: self.path };
  const within = runIn(evaluator, activation);
  if (argument !== undefined) return evaluator.evaluate(path, argument.value, within);
  for (const spread of args) {
    const given = spread.kind === 'named-spread' ? optionsOf(evaluator.evaluate(path, spread.value, within)) : [];
    const fields = given.flatMap((record) => (record.kind === 'record' ? (record.entries.findLast(({ key }) => key === name) ?? []) : []));
    if (fields.length === 0) continue;
    const isSure = fields.length === given.length && fields.every(({ presence }) => presence === 'always');
    const origin = originOf(path, spread.value);
    return either([...fields.map(({ value }) => value), ...(isSure ? [] : [unknown(`field \`${name}\`, which may be left out`, 'dynamic', origin)])], origin);
  }
  return null;
}

/** The declared fields of a record-like class as its constructor takes them: those of its bases first. Empty where it has a constructor of its own. */
export function fieldsInOrder(evaluator: Evaluator, holder: ObjectValue | ClassValue, depth: number): readonly string[] {
  const facts = evaluator.reader.facts(holder.path);
  const cls = facts?.classes[holder.class];
  if (facts === undefined || cls === undefined || depth > 6 || !isRecordLike(evaluator, holder, facts, cls)) return [];
  const inherited = basesOf(evaluator, holder).flatMap((parent) => (parent.kind === 'class' ? fieldsInOrder(evaluator, parent, depth + 1) : []));
  const own = facts.scopes[cls.scope]!.bindings.filter(({ type }) => type !== null).map((binding) => binding.name);
  return [...new Set([...inherited, ...own])];
}

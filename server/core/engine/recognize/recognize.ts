/** Which calls of a file are calls of an SDK. A call counts when its callee resolves to something of the SDK's package. */
import type { CallSite } from '../../model/callsite.ts';
import type { Argument, CallExpr, Expr, FileFacts, MemberExpr, NameExpr } from '../../model/facts.ts';
import type { ModelIndex } from '../../model/price.ts';
import { namesFor, type ClassDecoratorSpec, type Ecosystem, type Endpoint, type MessageSpec, type ModelFactorySpec, type OperationSpec, type ParameterSpec, type SdkSpec } from '../../model/sdk.ts';
import type { TransportSpec } from '../../model/transport.ts';
import { knownText, optionsOf, type ExternalValue, type Value } from '../../model/value.ts';
import { indexOf, onlyBinding, regionsAround } from '../resolve/lookup.ts';
import type { Reader } from '../resolve/reader.ts';
import { createResolver, type Resolver } from '../resolve/resolve.ts';
import { isStandIn } from '../resolve/types/stand-ins.ts';
import { external } from '../resolve/values.ts';
import { lastName } from '../resolve/walk.ts';
import { isSameRequest, MAX_WAYS, saysMore } from './caller-requests.ts';
import type { ClientCall } from './client-use.ts';
import { chosenAlternative } from './configurable.ts';
import { describe, functionsOf } from './describe.ts';
import type { MessageSpecOf } from './messages.ts';
import { eitherModel, type MadeBy } from './model-use.ts';
import { modelTypesOf } from './model-types.ts';
import type { RequestContext } from './request.ts';
import type { Matches, SiteContext } from './site-context.ts';
import { carriedBy, pathOf, plainSteps, type SdksOf } from './steps.ts';
import { beginsAs, callsOf, fits, inItsPlace, isOwnModel, matchOf, tableOf, targetsOf, wordsOf, type Match, type Target, type Template } from './targets.ts';
import { isTestFile } from './test-files.ts';
import { createTransports } from './transports.ts';
import { createWrappers, type WrappedCall, type WrapperMemory } from './wrappers.ts';

/** The SDKs of a catalog, prepared for matching. */
export interface Recognizer {
  /** The SDK package that a module name belongs to, or null. */
  packageOf(ecosystem: Ecosystem, module: string): string | null;
  /** Whether a package is a library that sends HTTP requests. */
  isTransport(ecosystem: Ecosystem, name: string): boolean;
  /** Whether a package's name is one that people also give to their own folders. */
  isCommonName(name: string): boolean;
  /** Whether a name is one that an SDK of a package is described by. */
  knows(ecosystem: Ecosystem, name: string, word: string): boolean;
  /** Whether a project of this name makes the SDK of a package. */
  makes(project: string, ecosystem: Ecosystem, name: string): boolean;
  /** Whether a package's name stands for its makers' own files in its package and tests, though it is a common one. */
  keepsOwnCode(ecosystem: Ecosystem, name: string): boolean;
  /** Whether a type of a package says nothing of what has it. */
  isAnything(ecosystem: Ecosystem, name: string, type: string): boolean;
  /** Whether the objects of a package's type each have a model of their own, of which the type says nothing. */
  hasOwnModel(ecosystem: Ecosystem, name: string, type: string): boolean;
  /** What a class decorator of a package fills in, or null. */
  classDecorator(ecosystem: Ecosystem, name: string, decorator: string): ClassDecoratorSpec | null;
  /** Whether a call of this name makes settings for calls beside it: `dspy.configure(lm=…)`. */
  makesSettings(name: string): boolean;
  /** @param kept what is known of calls already */
  recognize(path: string, facts: FileFacts, ecosystem: Ecosystem, resolver: Resolver, reader: Reader, memory: WrapperMemory, kept: KeptSites): Recognized;
}

export interface Recognized {
  readonly sites: readonly CallSite[];
  /** The names by which other files may call functions of the file that ask a model. */
  readonly askers: readonly string[];
}

/** The sites of calls that need not be looked at again; those that are none have an empty list. */
export type KeptSites = ReadonlyMap<CallExpr, readonly CallSite[]>;

export function createRecognizer(sdks: readonly SdkSpec[], models: ModelIndex, endpoints: readonly Endpoint[], transports: readonly TransportSpec[]): Recognizer {
  const overHttp = createTransports(transports, sdks, endpoints);
  const tables = new Map(sdks.map((sdk) => [sdk, tableOf(sdk)]));
  /** Package and path → the model that its result stands for, or the message. */
  const factories = new Map<string, ModelFactorySpec>();
  const messages = new Map<string, MessageSpec>();
  const settingNames = new Set(sdks.flatMap((sdk) => [...(sdk.configures?.paths ?? []), ...(sdk.configures?.methods ?? []), ...(sdk.collects ?? []).flatMap(({ methods }) => methods)].map((path) => path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/, ''))));
  const commonNames = new Set(sdks.flatMap((sdk) => sdk.commonNames ?? []));
  /** Last names of operations: a call of another name is not looked at, which spares resolving most callees. */
  const verbs = new Set<string>(overHttp.verbs);
  /** Last names that are common, with the names that stand before them. */
  const commonVerbs = new Map<string, Set<string>>();
  /** What models that are told by their use are asked by, with the arguments that have the prompt then; names of templates that are given to them. */
  const usedVerbs = new Map<string, ParameterSpec[]>(sdks.flatMap(({ byArgument }) => (byArgument === undefined ? [] : [[byArgument.verb, []]])));
  for (const { modelByUse, operations } of sdks) {
    for (const { clients, paths, parameters } of modelByUse === undefined ? [] : operations) {
      if (clients?.includes(modelByUse!.client) === false) continue;
      for (const path of paths) usedVerbs.set(path, [...(usedVerbs.get(path) ?? []), ...promptsOf(parameters)]);
    }
  }
  const templateNames = new Set(sdks.flatMap((sdk) => (takesTemplates(sdk) ? (sdk.messages ?? []).flatMap(({ paths, role }) => (role === null ? paths.filter((path) => /^\w+\(\)$/.test(path)).map((path) => path.slice(0, -2)) : [])) : [])));
  const packages: Readonly<Record<Ecosystem, Map<string, readonly SdkSpec[]>>> = { python: new Map(), javascript: new Map() };
  for (const sdk of sdks) {
    for (const ecosystem of ['python', 'javascript'] as const) {
      for (const name of sdk.packages[ecosystem]) {
        packages[ecosystem].set(name, [...(packages[ecosystem].get(name) ?? []), sdk]);
        for (const factory of sdk.models ?? []) {
          if (factory.packages === undefined || factory.packages.includes(name)) for (const path of factory.paths) factories.set(`${name}:${path}`, factory);
        }
        for (const client of sdk.clients) {
          if (client.model === undefined || (client.packages !== undefined && !client.packages.includes(name))) continue;
          for (const own of client.names) factories.set(`${name}:${own}()`, { ...client, paths: [], provider: client.provider ?? sdk.provider, id: inItsPlace(client.model) });
        }
        for (const message of sdk.messages ?? []) for (const path of message.paths) messages.set(`${name}:${path}`, message);
      }
    }
    for (const { paths, verb } of sdk.operations) for (const path of paths) {
      const [last, before] = path.split('.').reverse() as [string, string | undefined];
      if (verb !== 'common' || before === undefined) verbs.add(last);
      else commonVerbs.set(last, (commonVerbs.get(last) ?? new Set()).add(before));
    }
  }

  const sdksOf: SdksOf = (ecosystem, name) => packages[ecosystem].get(name) ?? [];

  function packageOf(ecosystem: Ecosystem, module: string): string | null {
    for (let name = module; name !== ''; ) {
      if (packages[ecosystem].has(name)) return name;
      const cut = name.lastIndexOf(ecosystem === 'python' ? '.' : '/');
      name = cut <= 0 ? '' : name.slice(0, cut);
    }
    return null;
  }

  function match(value: ExternalValue, form: CallExpr['form'], at: RequestContext): Match | null {
    for (const sdk of sdksOf(at.ecosystem, value.package)) {
      const { steps, fluent } = plainSteps(value.steps, sdk);
      const path = pathOf(steps);
      const made = steps.filter((step) => step.kind === 'call');
      let target: Target | undefined;
      for (const candidate of targetsOf(sdk, tables.get(sdk)!, value.package, path, at.ecosystem)) {
        if (!fits(candidate, form, made[candidate.construction], at)) continue;
        target = candidate;
        break;
      }
      if (target === undefined || isOwnModel(target, made)) continue;
      // A default export is called by its class's name, which is the first of its names (`default` stands alone only for a client of another package).
      const shown = path.replace(/^default\./, '').replace(/^default\(\)/, `${target.client.names.find((name) => name !== 'default') ?? sdk.clients.find((client) => client.platform === target.client.platform)!.names[0]!}()`);
      const settled = made.filter((_, i) => target.operation.settings !== 'steps' || i > target.construction);
      return { target, path: shown, calls: [...callsOf(steps, target.construction), ...fluent], openSteps: settled.some((step) => step.call === null) };
    }
    return null;
  }

  /** Looks a value up under its package and path, less what does not change it. */
  function listed<Spec>(specs: ReadonlyMap<string, Spec>, value: ExternalValue, ecosystem: Ecosystem): { readonly spec: Spec; readonly calls: readonly ClientCall[] } | null {
    for (const sdk of sdksOf(ecosystem, value.package)) {
      const { steps, fluent } = plainSteps(value.steps, sdk);
      const spec = specs.get(`${value.package}:${pathOf(steps)}`);
      if (spec !== undefined) return { spec, calls: [...callsOf(steps, 0), ...fluent] };
    }
    return null;
  }

  return {
    packageOf,
    isTransport: overHttp.isOf,
    isCommonName: (name) => commonNames.has(name),
    knows: (ecosystem, name, word) => sdksOf(ecosystem, name).some((sdk) => wordsOf(sdk).has(word)),
    makes: (project, ecosystem, name) => sdksOf(ecosystem, name).some((sdk) => sdk.projects?.includes(project) === true),
    keepsOwnCode: (ecosystem, name) => sdksOf(ecosystem, name).some(({ ownCode }) => ownCode === 'files'),
    isAnything: (ecosystem, name, type) => sdksOf(ecosystem, name).some((sdk) => sdk.anything?.includes(type) === true),
    hasOwnModel: (ecosystem, name, type) => sdksOf(ecosystem, name).some((sdk) => modelTypesOf(sdk).has(type)),
    classDecorator: (ecosystem, name, decorator) => sdksOf(ecosystem, name).flatMap(({ classDecorators }) => classDecorators ?? []).find(({ path }) => path === decorator) ?? null,
    makesSettings: (name) => settingNames.has(name),
    recognize(path, facts, ecosystem, resolver, reader, memory, kept) {
      const sites: CallSite[] = [];
      const madeBy: MadeBy = (value) => {
        const found = listed(factories, value, ecosystem);
        return found === null ? null : { factory: found.spec, calls: found.calls };
      };
      const messageOf: MessageSpecOf = (value) => listed(messages, value, ecosystem)?.spec;
      const standsIn: SiteContext['standsIn'] = (value, sdk) => isStandIn(value, sdk, (name) => sdksOf(ecosystem, name), resolver.isDouble, (object) => resolver.standInFor(object, (name) => name !== '' && verbs.has(name)));
      const at: SiteContext = { path, ecosystem, resolver, isSdk: (name) => packages[ecosystem].has(name), isFluent: (name, method) => sdksOf(ecosystem, name).some((sdk) => sdk.fluent.includes(method)), models, endpoints, madeBy, messageOf, standsIn, reader, copied: (call) => reader.copied(call) };
      let byAll: Resolver | null = null;
      const ofFile: SiteContext = { ...at, resolvedByAll: () => (reader.hasAllCallers(path) ? (byAll ??= createResolver(reader, 'all')) : null) };
      // A test calls functions whose clients it has replaced: what they would cost is nobody's bill.
      const wrappers = isTestFile(path, reader.roots(path)) ? null : createWrappers(reader, resolver, memory, (other, call) => asks(call, { ...at, path: other }));
      const own = facts.calls.map((call) => {
        const known = kept.get(call);
        return known === undefined ? siteOf(call, facts, ofFile) : (known.find(({ through }) => through === null) ?? null);
      });
      facts.calls.forEach((call, i) => memory.calls.set(call, own[i] !== null || sendsToGiven(call, at)));
      facts.calls.forEach((call, i) => {
        const site = own[i]!;
        const known = kept.get(call);
        if (known !== undefined) sites.push(...known);
        else if (site !== null) sites.push(site);
        else if (wrappers !== null) sites.push(...throughWrappers(wrappers.through(path, call), call, facts, at));
      });
      return { sites, askers: sites.length === 0 ? [] : (wrappers?.names(path) ?? []) };
    },
  };

  /** The call of an SDK that a call is, or that it hands over to be called. */
  function siteOf(call: CallExpr, facts: FileFacts, at: SiteContext): CallSite | null {
    const own = mayBeOperation(call, facts, at) ? matchesOf(call, at) : null;
    if (own !== null) return describe(own, call, facts, at);
    const handed = matchesHandedOver(call, at);
    return handed === null ? null : describe(handed, at.copied(handed.call), facts, at);
  }

  function matchesHandedOver(call: CallExpr, at: SiteContext): (Matches & { readonly call: CallExpr }) | null {
    const handed = handedOver(call, at);
    const matches = handed === null ? null : matchesOf(handed, at);
    if (handed === null || matches === null || (handed.callee.kind === 'call' && matches.found[0]!.filled === undefined)) return null;
    return isGivenRequest(handed, call, matches.found[0]!, at) ? { ...matches, call: handed } : null;
  }

  function matchesOf(call: CallExpr, at: SiteContext): Matches | null {
    const found: Match[] = [];
    let template: Template | null = null;
    let isJoined = false;
    let around: Matches['around'] = null;
    let insteadOfCarried: string | null = null;
    const callees = optionsOf(at.resolver.resolve(at.path, call.callee, at.activation)).flatMap((callee) => (callee.kind === 'function' ? optionsOf(at.resolver.handedOnTo(callee) ?? callee) : [callee]));
    for (const option of callees) {
      if (option.kind === 'unknown' && option.cause === 'joined') isJoined ||= template !== null;
      if (option.kind !== 'external') continue;
      const before = found.length;
      const carried = carriedBy(option, sdksOf, (step, rest, spec) => chosenAlternative(step, rest, spec, call, at), at);
      for (const through of carried) {
        if (through.kind === 'unknown') {
          isJoined ||= template !== null;
          if (through.cause === 'instead') insteadOfCarried ??= through.why;
          continue;
        }
        const matched = match(through, call.form, at);
        if (matched !== null) found.push(option.filled === undefined ? matched : { ...matched, filled: option.filled });
        else if (through.steps.at(-1)?.kind === 'member') template ??= templateOf({ ...through, steps: through.steps.slice(0, -1) }, option === callees[0] ? 'the call' : 'what stands before it', at.messageOf);
      }
      // Where nothing that it was given is known, the object may still be one that always asks a model.
      const itself = found.length === before || carried[0] !== option ? match(option, call.form, at) : null;
      if (itself !== null && found.length === before) found.push(itself);
      else around ??= itself?.target.operation.ownText ?? null;
      const sent = found.length === before ? overHttp.match(option, call, at) : null;
      if (sent !== null) found.push(matchOf(sent));
    }
    if (found.length === 0 && call.callee.kind === 'member' && usedVerbs.has(call.callee.property)) {
      const used = template !== null && isJoined ? modelsByUse(template.value, call, at) : isOfFunction(call, at) ? [] : givenModels(callees, call, at);
      found.push(...(used.length > 0 ? used : toldByArgument(callees, call, at)));
    }
    const instead = callees.find((option) => option.kind === 'unknown' && option.cause === 'instead');
    const meant = found.filter((one) => isToldSo(one, call, at));
    return meant.length === 0 ? null : { found: meant, template, instead: instead?.kind === 'unknown' ? instead.why : insteadOfCarried, around };
  }

  /** The model that a template is joined with, where nothing is known of it. */
  function modelsByUse({ package: name, origin }: ExternalValue, { callee, form }: CallExpr, at: SiteContext): readonly Match[] {
    return sdksOf(at.ecosystem, name).flatMap(({ modelByUse }) => {
      if (modelByUse === undefined || callee.kind !== 'member') return [];
      const model = external(name, [{ kind: 'member', name: modelByUse.client }, { kind: 'call', call: null, path: at.path }, { kind: 'member', name: callee.property }], origin);
      return match(model, form, at) ?? [];
    });
  }

  /** … and the one that is given messages or a template as its request has them. Templates may be given to a member of something of the SDK that is not described. */
  function givenModels(callees: readonly Value[], call: CallExpr, at: SiteContext): readonly Match[] {
    const isUnknown = callees.some(({ kind }) => kind === 'unknown');
    if (!isUnknown && !callees.some((callee) => callee.kind === 'external' && sdksOf(at.ecosystem, callee.package).some(takesTemplates))) return [];
    const isPrompt = (specs: readonly ParameterSpec[], argument: Argument, place: number): boolean => specs.some((spec) => (argument.kind === 'named' ? namesFor(spec.names, at.ecosystem).includes(argument.name) : argument.kind === 'positional' && spec.position === place));
    const specs = usedVerbs.get(lastName(call.callee) ?? '') ?? [];
    for (const [place, argument] of call.args.entries()) {
      const given = isPrompt(specs, argument, place) ? promptGiven(argument.value, at) : null;
      if (given === null || (given.as === 'messages' && !isUnknown)) continue;
      const models = modelsByUse(given.value, call, at).filter(({ target: { sdk, operation } }) => sdk.modelByUse!.given.includes(given.as) && isPrompt(promptsOf(operation.parameters), argument, place));
      if (models.length > 0) return models;
    }
    return [];
  }

  /** A prompt template that an argument is, or a message in the list that it is. */
  function promptGiven(argument: Expr, at: SiteContext): { readonly value: ExternalValue; readonly as: 'messages' | 'template' } | null {
    if (argument.kind !== 'list' && argument.kind !== 'name' && (argument.kind !== 'call' || !templateNames.has(lastName(argument.callee) ?? ''))) return null;
    for (const option of optionsOf(at.resolver.resolve(at.path, argument, at.activation))) {
      if (option.kind === 'external' && at.messageOf(option)?.role === null) return { value: option, as: 'template' };
      const items = option.kind === 'list' ? option.items.flatMap(optionsOf) : [];
      const message = items.find((item): item is ExternalValue => item.kind === 'external' && (at.messageOf(item)?.role ?? null) !== null);
      if (message !== undefined) return { value: message, as: 'messages' };
    }
    return null;
  }

  /** A call of something of which nothing is known, that its first argument tells. */
  function toldByArgument(callees: readonly Value[], { callee, args: [first], form }: CallExpr, at: SiteContext): readonly Match[] {
    const telling = callee.kind !== 'member' || first?.kind !== 'positional' ? [] : sdks.filter(({ byArgument, packages: { [at.ecosystem]: names } }) => byArgument?.verb === callee.property && names.length > 0);
    if (telling.length === 0 || !callees.every((option) => option.kind === 'unknown' || (option.kind === 'external' && !at.isSdk(option.package)))) return [];
    return telling.flatMap(({ byArgument, packages: { [at.ecosystem]: [name] } }) => {
      const { client, verb } = byArgument!;
      return match(external(name!, [{ kind: 'member', name: client }, { kind: 'call', call: null, path: at.path }, { kind: 'member', name: verb }], { path: at.path, expr: callee, name: null }), form, at) ?? [];
    });
  }

  /** Whether a call is one of an operation by its first argument, where that decides. */
  function isToldSo({ target: { operation }, sent }: Match, { args: [first] }: CallExpr, at: SiteContext): boolean {
    if (operation.argument === undefined || sent !== undefined) return true;
    const texts = first === undefined ? [] : optionsOf(at.resolver.resolve(at.path, first.value, at.activation)).map((option) => knownText(option) ?? '');
    return texts.some((text) => beginsAs(operation, text));
  }

  /** A call of a function that asks a model, as a site for each call of an SDK that it comes to. Sites that come to the same are one. */
  function throughWrappers(wrapped: readonly WrappedCall[], call: CallExpr, facts: FileFacts, at: SiteContext): readonly CallSite[] {
    const regions = regionsAround(facts, call.region);
    const sites: CallSite[] = [];
    let told = 0;
    for (const ways of waysToAsk(wrapped, at)) {
      // A caller that adds nothing to what is known of the request costs what every call of the function costs.
      const telling = ways.filter(({ inner, always }) => always === null || saysMore(inner, always));
      const [first] = telling;
      if (first === undefined) continue;
      told += telling.length;
      // The same call, run on one of several objects, is one site, with the models of all of them.
      const inner = { ...first.inner, model: ways.map((way) => way.inner.model).reduce(eitherModel) };
      if (sites.some((site) => isSameRequest(site, inner))) continue;
      sites.push({
        ...inner, path: at.path, start: call.start, end: call.end, call, facts, language: facts.language, regions, functions: functionsOf(regions, facts),
        through: { name: first.name, inner, always: first.always, via: first.via },
      });
    }
    return told > MAX_WAYS ? [] : sites;
  }

  /** The requests that a call of a function comes to, those of one call of an SDK together; of several that are the same the first. */
  function waysToAsk(wrapped: readonly WrappedCall[], at: SiteContext): Iterable<readonly Way[]> {
    const ways = new Map<CallExpr, Way[]>();
    /** A call as it is for all callers is the same in each run. */
    const always = new Map<CallExpr, CallSite | null>();
    for (const { path, facts, call, activation, name, via } of wrapped) {
      const inner = siteOf(call, facts, { ...at, path, activation });
      // Counting costs nothing, whoever asks for it.
      if (inner === null || inner.operation.kind === 'count') continue;
      const others = ways.get(inner.call) ?? [];
      if (others.some((other) => isSameRequest(other.inner, inner))) continue;
      if (!always.has(call)) always.set(call, siteOf(call, facts, { ...at, path }));
      ways.set(inner.call, [...others, { inner, always: always.get(call)!, name, via }]);
    }
    return ways.values();
  }

  /** `run(client.messages.create, model="…")`, `run(partial(client.messages.create, model="…"))`: the call as one of the operation that it hands over. Its span begins at the operation's name, or with what fills it in. */
  function handedOver(call: CallExpr, site: SiteContext): CallExpr | null {
    const facts = site.reader.facts(site.path);
    const isOperation = (expr: Expr | undefined): boolean => (expr?.kind === 'member' && endsAsOperation(expr, site)) || (expr?.kind === 'name' && facts !== undefined && isVerb(expr.name, site) && isImported(expr, facts));
    // What fills it in may stand beside the call, under a name of its own.
    const filledIn = ({ value }: Argument): Expr => (value.kind === 'name' && facts !== undefined ? (onlyBinding(indexOf(facts), value)?.value ?? value) : value);
    const isFilling = (value: Expr): boolean => value.kind === 'call' && value.args.length > 1 && isOperation(value.args[0]!.value);
    const isFilled = (argument: Argument): boolean => isFilling(filledIn(argument));
    const place = call.args.findIndex((argument) => argument.kind === 'positional' && (isOperation(argument.value) || isFilled(argument)));
    const argument = call.args[place];
    if (argument === undefined || place > 1 || (place === call.args.length - 1 && !isFilled(argument))) return null;
    return { ...call, callee: filledIn(argument), args: call.args.slice(place + 1), start: argument.start };
  }

  function asks(call: CallExpr, at: SiteContext): boolean {
    const named = call.callee.kind === 'member' ? endsAsOperation(call.callee, at) : call.callee.kind === 'name' && isVerb(call.callee.name, at);
    if (!named) return matchesHandedOver(call, at) !== null;
    return matchesOf(call, at) !== null || sendsToGiven(call, at);
  }

  /** Whether a call sends a request to an address that is the caller's to tell. */
  function sendsToGiven(call: CallExpr, at: SiteContext): boolean {
    return overHttp.verbs.includes(lastName(call.callee) ?? '') && optionsOf(at.resolver.resolve(at.path, call.callee, at.activation)).some((callee) => callee.kind === 'external' && overHttp.isOpen(callee, call, at));
  }

  /** Whether a name is that of an operation which the file may call; an empty one where a client is called itself. */
  function isVerb(name: string, { path, reader }: SiteContext): boolean {
    return verbs.has(name) && reader.mayCallBy(path, name);
  }

  function endsAsOperation({ object, property }: MemberExpr, at: SiteContext): boolean {
    return isVerb(property, at) || (commonVerbs.get(property)?.has(lastName(object) ?? '') === true && at.reader.mayCallBy(at.path, property));
  }

  /** Whether a call's last name is one of an operation's. A bare name may also be an import under another name, or a client that is called itself. */
  function mayBeOperation({ callee, scope }: CallExpr, facts: FileFacts, at: SiteContext): boolean {
    switch (callee.kind) {
      case 'member':
        return endsAsOperation(callee, at) || (verbs.has('') && callee.object.kind === 'self') || (membersKept(facts).has(callee.property) && isVerb('', at));
      case 'call':
      case 'index':
        return isVerb('', at);
      case 'name': {
        if (isVerb(callee.name, at)) return true;
        const index = indexOf(facts);
        const home = index.home(scope, callee.name);
        return home >= 0 && index.bindings(home, callee.name).some(({ kind }) => kind === 'import' || (verbs.has('') && kind !== 'function' && kind !== 'class'));
      }
      default:
        return false;
    }
  }
}

/** A request that a call of a function comes to: as it is for this caller, and for all. */
interface Way extends Pick<WrappedCall, 'name' | 'via'> {
  readonly inner: CallSite;
  readonly always: CallSite | null;
}

const kept = new WeakMap<FileFacts, ReadonlySet<string>>();

/** The names under which a file keeps things on others: `state.chain = …`, `self.chain = …`. What is kept there may be called itself: `state.chain(question)`. */
function membersKept(facts: FileFacts): ReadonlySet<string> {
  let names = kept.get(facts);
  if (names === undefined) {
    const set = facts.mutations.flatMap(({ operation, key }) => (operation === 'set' && key?.kind === 'string' ? [key.value] : []));
    kept.set(facts, (names = new Set([...set, ...facts.classes.flatMap(({ attributes }) => attributes.map(({ name }) => name))])));
  }
  return names;
}

function isImported({ name, scope }: NameExpr, facts: FileFacts): boolean {
  const index = indexOf(facts);
  const home = index.home(scope, name);
  return home >= 0 && index.bindings(home, name).some(({ kind }) => kind === 'import');
}

/** Whether what follows an operation that is handed over is its request: the function is known to call it so, or a parameter of the operation is among it, or arguments are passed on. */
function isGivenRequest(call: CallExpr, written: CallExpr, { target }: Match, at: SiteContext): boolean {
  // All that is left to do with an operation that was filled in is to call it.
  if (call.callee.kind === 'call') return true;
  const runs = at.resolver.runs(at.path, written);
  if (runs !== null) return runs === written.args.length - call.args.length - 1;
  const names = new Set(Object.values(target.operation.parameters).flatMap((parameter) => (parameter === undefined ? [] : namesFor(parameter.names, at.ecosystem))));
  return call.args.some((argument) => argument.kind === 'named-spread' || (argument.kind === 'named' && names.has(argument.name)));
}

/** Whether a method is called on a function of the workspace, which is what a decorator makes of it: a step of a graph, a tool. */
function isOfFunction({ callee }: CallExpr, at: SiteContext): boolean {
  return callee.kind === 'member' && optionsOf(at.resolver.resolve(at.path, callee.object, at.activation)).some(({ kind }) => kind === 'function');
}

function promptsOf({ messages, prompt }: OperationSpec['parameters']): readonly ParameterSpec[] {
  return [messages, prompt].filter((spec) => spec !== undefined);
}

/** Whether a model takes templates as they are, so that what is given one is a model. */
function takesTemplates({ modelByUse }: Pick<SdkSpec, 'modelByUse'>): boolean {
  return modelByUse?.given.includes('template') === true;
}

/** A value among those that a call goes through, where it is a prompt template. */
function templateOf(value: ExternalValue, filledBy: Template['filledBy'], messageOf: MessageSpecOf): Template | null {
  return messageOf(value) === undefined ? null : { value, filledBy };
}

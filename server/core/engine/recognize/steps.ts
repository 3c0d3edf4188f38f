/** Paths of values from outside: what of them changes the request, and which objects a call goes through. */
import type { CallExpr } from '../../model/facts.ts';
import type { ConfigurableSpec, Ecosystem, SdkSpec } from '../../model/sdk.ts';
import { knownText, type CallStep, type ExternalStep, type ExternalValue, type UnknownValue, type Value } from '../../model/value.ts';
import type { Resolver } from '../resolve/resolve.ts';
import type { ClientCall } from './client-use.ts';

/** The SDKs that claim a package. */
export type SdksOf = (ecosystem: Ecosystem, name: string) => readonly SdkSpec[];

/** `LLMChain(llm=prompt.pipe(model))` and the like are followed this deep. */
const MAX_DEPTH = 6;
const MAX_CARRIED = 16;

/** `Anthropic().messages.create`: members joined by dots, calls as `()`. A module that is built itself, `new (require('sdk'))()`, is its default export. */
export function pathOf(steps: readonly ExternalStep[]): string {
  let path = steps[0]?.kind === 'call' ? 'default' : '';
  for (const step of steps) path += step.kind === 'call' ? '()' : path === '' ? step.name : `.${step.name}`;
  return path;
}

/** Leaves out what does not change the request: `with_raw_response`, and `with_options(…)`, whose calls are kept aside. */
export function plainSteps(steps: readonly ExternalStep[], sdk: SdkSpec): { readonly steps: readonly ExternalStep[]; readonly fluent: readonly ClientCall[] } {
  const plain: ExternalStep[] = [];
  const fluent: ClientCall[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    const next = steps[i + 1];
    if (step.kind === 'member' && sdk.transparent.includes(step.name)) continue;
    if (step.kind === 'member' && next?.kind === 'call' && sdk.fluent.includes(step.name)) {
      if (next.call !== null) fluent.push({ call: next.call, path: next.path, activation: next.activation, role: 'override', name: step.name });
      i++;
      continue;
    }
    plain.push(step);
  }
  return { steps: plain, fluent };
}

/** Which of several objects is chosen, under which key: the one whose method names the others (`own`), or one of these; null where it may be any. */
export type Choose = (step: CallStep & { readonly call: CallExpr }, rest: readonly ExternalStep[], spec: ConfigurableSpec) => { readonly key: string } | 'own' | null;

/** What a path goes through, in its order: itself, or, where a call on it only passes on to what it was given, each of those; and what is not known of it. */
export function carriedBy(value: ExternalValue, sdksOf: SdksOf, choose: Choose, at: { readonly ecosystem: Ecosystem; readonly resolver: Resolver }, depth = 0): readonly (ExternalValue | UnknownValue)[] {
  const methods: string[] = [];
  const wholes: string[] = [];
  const namers = new Map<string, string>();
  const configurables = sdksOf(at.ecosystem, value.package).flatMap(({ configurable }) => configurable ?? []);
  for (const sdk of sdksOf(at.ecosystem, value.package)) for (const carrier of sdk.carriers ?? []) {
    if (carrier.packages === undefined || carrier.packages.includes(value.package)) for (const path of carrier.paths) {
      (path.startsWith('.') ? methods : wholes).push(path);
      if (carrier.by !== undefined) namers.set(path, carrier.by);
    }
  }
  if (depth >= MAX_DEPTH || methods.length + wholes.length === 0) return [value];
  const { steps } = value;
  // The last of them: what stands before it is looked at in turn.
  for (let i = steps.length - 1; i > 0; i--) {
    const step = steps[i]!;
    const before = steps[i - 1]!;
    if (step.kind !== 'call' || step.call === null) continue;
    const isMethod = before.kind === 'member' && i > 1 && methods.includes(`.${before.name}`);
    const whole = isMethod ? '' : pathOf(steps.slice(0, i + 1));
    if (!isMethod && !wholes.includes(whole)) continue;
    const rest = steps.slice(i + 1);
    const values = step.call.args.map((argument) => at.resolver.resolve(step.path, argument.value, step.activation));
    const named = keyNamed(rest, namers.get(whole), at.resolver);
    const wanted = named === null ? [] : values.flatMap((one) => valuesUnder(one, named, 0));
    const given = (wanted.length > 0 ? wanted : values).flatMap((one) => externalsIn(one, 0, at.resolver));
    const own = isMethod ? [{ ...value, steps: steps.slice(0, i - 1) }] : [];
    const choosing = isMethod ? configurables.find(({ alternatives }) => alternatives.methods.includes(before.name)) : undefined;
    const chosen = choosing === undefined ? null : choose({ ...step, call: step.call }, rest, choosing);
    const alternatives = chosen === null || chosen === 'own' ? [] : step.call.args.flatMap((argument, n) => (argument.kind === 'named' && argument.name === chosen.key ? externalsIn(values[n]!, 0, at.resolver) : []));
    // Of a name that none of them has, any may be meant.
    const objects = chosen === 'own' ? own : alternatives.length > 0 ? alternatives : [...own, ...given];
    return objects.flatMap((object) => (object.kind === 'unknown' ? [object] : carriedBy({ ...object, steps: [...object.steps, ...rest] }, sdksOf, choose, at, depth + 1))).slice(0, MAX_CARRIED);
  }
  return [value];
}

/** The key that the first method of some steps names, where it is the one that does; null where it is not known. */
function keyNamed([member, step]: readonly ExternalStep[], by: string | undefined, resolver: Resolver): string | null {
  const argument = by !== undefined && member?.kind === 'member' && member.name === by && step?.kind === 'call' ? step.call?.args[0] : undefined;
  return argument === undefined || step?.kind !== 'call' ? null : knownText(resolver.resolve(step.path, argument.value, step.activation));
}

/** What records have under a key, at whatever depth. */
function valuesUnder(value: Value, key: string, depth: number): readonly Value[] {
  if (depth > 3) return [];
  if (value.kind === 'either') return value.options.flatMap((option) => valuesUnder(option, key, depth + 1));
  return value.kind !== 'record' ? [] : value.entries.flatMap((entry) => (entry.key === key ? [entry.value] : valuesUnder(entry.value, key, depth + 1)));
}

/** What a value holds, and of a function what it gives: that is run in its place. */
function externalsIn(value: Value, depth: number, resolver: Resolver): readonly (ExternalValue | UnknownValue)[] {
  if (depth > 3) return [];
  switch (value.kind) {
    case 'external':
    case 'unknown':
      return [value];
    case 'either':
      return value.options.flatMap((option) => externalsIn(option, depth + 1, resolver));
    case 'list':
      return value.items.flatMap((item) => externalsIn(item, depth + 1, resolver));
    case 'record':
      return value.entries.flatMap((entry) => externalsIn(entry.value, depth + 1, resolver));
    case 'function':
      return externalsIn(resolver.resultsIn(value), depth + 1, resolver).filter(({ kind }) => kind === 'external');
    default:
      return [];
  }
}

/** Reads retry libraries that are described as data: which form is used, and what its options say. */
import type { CallExpr, Expr } from '../../model/facts.ts';
import type { RetryFormSpec, RetryLayer, RetryLibrarySpec, RetryOptionSpec, RetryPartSpec } from '../../model/retry.ts';
import type { ErrorSpec } from '../../model/sdk.ts';
import type { Location } from '../../model/text.ts';
import { externalPath, fieldOf, type ExternalValue, type Value } from '../../model/value.ts';
import { lastName } from '../resolve/walk.ts';
import { errorTypesOf, failuresOf, retriedOn } from './failures.ts';
import { numberOf, type RetryReader } from './view.ts';

export interface FormUse {
  readonly library: RetryLibrarySpec;
  readonly form: RetryFormSpec;
  /** The call that carries the options, and its file; null for a bare decorator. */
  readonly call: CallExpr | null;
  readonly path: string;
}

interface Settings {
  attempts: number | null;
  attemptsKnown: boolean;
  attemptsFrom: RetryLayer['attemptsFrom'];
  wait: RetryLayer['wait'];
  on: RetryLayer['on'];
  filterAt: Location | null;
}

interface Given {
  readonly expr: Expr;
  readonly value: Value;
  readonly path: string;
}

/** The form of a library that a value is: `retry` or `retry(…)` for decorators, `Retrying(…)` for iterators, the function itself for wrappers. */
export function formOf(reader: RetryReader, value: Value, use: RetryFormSpec['use']): FormUse | null {
  if (value.kind !== 'external') return null;
  const library = libraryOf(reader, value);
  if (library === undefined) return null;
  const path = externalPath(value);
  for (const form of library.forms) {
    if (form.use !== use) continue;
    const names = form.path === 'default' ? ['default', '', 'default.default'] : [form.path, `default.${form.path}`];
    const last = value.steps.at(-1);
    if (names.includes(path) && use !== 'iterator') return { library, form, call: null, path: value.origin.path };
    if (use !== 'wrapper' && last?.kind === 'call' && names.some((name) => path === `${name}()`)) return { library, form, call: last.call, path: last.path };
  }
  return null;
}

/** The forms that a call goes through on the object that it is made on, the innermost first. */
export function methodsOf(reader: RetryReader, value: Value): readonly (FormUse & { readonly call: CallExpr })[] {
  const library = value.kind === 'external' ? libraryOf(reader, value) : undefined;
  if (library === undefined || value.kind !== 'external') return [];
  return value.steps.flatMap((step, i) => {
    const before = value.steps[i - 1];
    if (step.kind !== 'call' || step.call === null || before?.kind !== 'member') return [];
    const form = library.forms.find(({ use, path }) => use === 'method' && path === before.name);
    return form === undefined ? [] : [{ library, form, call: step.call, path: step.path }];
  });
}

function libraryOf(reader: RetryReader, value: ExternalValue): RetryLibrarySpec | undefined {
  return reader.libraries.find((library) => Object.values(library.packages).some((names) => names.some((name) => value.package === name || value.package.startsWith(`${name}/`) || value.package.startsWith(`${name}.`))));
}

/** The layer that a use of a library makes. `at` is where a person would look: the decorator, the wrapper's call, the loop. */
export function libraryLayer(reader: RetryReader, errors: ErrorSpec, use: FormUse, kind: RetryLayer['kind'], at: Location): RetryLayer {
  const { form, library, call } = use;
  const settings: Settings = { attempts: form.attempts, attemptsKnown: true, attemptsFrom: 'code', wait: form.wait, on: form.on, filterAt: null };
  const given = call === null ? { of: () => undefined, open: false } : optionsOfCall(reader, use.path, call);
  for (const option of form.options) {
    const value = given.of(option.name);
    if (value !== undefined) apply(reader, errors, library, settings, option, value);
  }
  if (given.open) Object.assign(settings, { attemptsKnown: false, wait: 'unknown', on: 'unknown' } satisfies Partial<Settings>);
  const { filterAt, ...found } = settings;
  const written = form.path === 'default' ? library.name : `${library.name}'s \`${form.use === 'decorator' ? '@' : ''}${form.path}\``;
  return { kind, label: written, rejects: null, at, filterAt, library: { form, name: library.name, path: use.path, call }, ...found };
}

interface GivenOptions {
  of(name: string | number): Given | undefined;
  /** Whether options may be there that are not seen. */
  readonly open: boolean;
}

function optionsOfCall(reader: RetryReader, path: string, call: CallExpr): GivenOptions {
  const positional = call.args.filter((argument) => argument.kind === 'positional');
  const spread = call.args.some((argument) => argument.kind === 'spread' || argument.kind === 'named-spread');
  const records = positional.map((argument) => reader.resolve(path, argument.value)).filter((value) => value.kind === 'record');
  return {
    open: spread || records.some((record) => record.open !== null) || (records.length === 0 && positional.length > 1 && positional.slice(1).some((argument) => argument.value.kind === 'name' && reader.resolve(path, argument.value).kind === 'unknown')),
    of(name) {
      const argument = typeof name === 'number' ? positional[name] : call.args.find((given) => given.kind === 'named' && given.name === name);
      if (argument !== undefined) {
        const value = reader.resolve(path, argument.value);
        return typeof name === 'number' && value.kind === 'record' ? undefined : { expr: argument.value, value, path };
      }
      for (const record of typeof name === 'string' ? records : []) {
        const field = fieldOf(record, name as string);
        if (field !== undefined) return { expr: field.value.origin.expr, value: field.value, path: field.value.origin.path };
      }
      return undefined;
    },
  };
}

function apply(reader: RetryReader, errors: ErrorSpec, library: RetryLibrarySpec, settings: Settings, option: RetryOptionSpec, given: Given): void {
  const filterAt: Location = { path: given.path, start: given.expr.start, end: given.expr.end };
  const off = given.value.kind === 'null' || (given.value.kind === 'boolean' && !given.value.value);
  switch (option.means) {
    case 'attempts':
    case 'retries':
      return setAttempts(settings, given, option.means === 'retries' ? 1 : 0);
    case 'seconds':
      if (!off && settings.attempts === null) settings.attemptsKnown = false;
      return;
    case 'stop': {
      const stop = stopOf(reader, library, given);
      settings.attempts = stop.attempts;
      settings.attemptsKnown = stop.known;
      settings.attemptsFrom = stop.from;
      return;
    }
    case 'wait':
      settings.wait = option.wait ?? waitOf(reader, library, given);
      if (given.value.kind === 'number' && given.value.value === 0 && option.wait === 'constant') settings.wait = 'none';
      else if (option.wait === 'constant' && given.value.kind !== 'number') settings.wait = 'unknown';
      return;
    case 'factor':
      if (settings.wait !== 'none' && !(given.value.kind === 'number' && given.value.value <= 1)) settings.wait = given.value.kind === 'number' ? 'growing' : 'unknown';
      return;
    case 'jitter': {
      const none = off || (given.value.kind === 'number' && given.value.value === 0) || (given.value.kind === 'text' && given.value.parts.join('') === 'none');
      if (none && settings.wait === 'growing-with-jitter') settings.wait = 'growing';
      if (!none && settings.wait === 'growing') settings.wait = 'growing-with-jitter';
      return;
    }
    case 'errors':
      settings.on = retriedOn(failuresOf(errors), errorTypesOf(reader, errors, given.path, given.expr));
      settings.filterAt = filterAt;
      return;
    case 'filter':
      if (off) return;
      settings.on = filterOf(reader, errors, library, given);
      settings.filterAt = filterAt;
  }
}

function setAttempts(settings: Settings, given: Given, extra: number): void {
  const known = numberOf(given.value);
  const endless = given.value.kind === 'null' || (known !== undefined && known.value < 0) || /^(Infinity|inf|POSITIVE_INFINITY)$/.test(lastName(given.expr) ?? '');
  settings.attempts = endless || known === undefined ? null : known.value + extra;
  settings.attemptsKnown = endless || known !== undefined;
  settings.attemptsFrom = known?.from ?? 'code';
}

// ---- parts -----------------------------------------------------------------------------------------------------------------------------

interface Stop {
  readonly attempts: number | null;
  readonly known: boolean;
  readonly from: RetryLayer['attemptsFrom'];
}

/** `stop_after_attempt(5) | stop_after_delay(30)`: whichever comes first. */
function stopOf(reader: RetryReader, library: RetryLibrarySpec, given: Given): Stop {
  const unclear: Stop = { attempts: null, known: false, from: 'code' };
  const { expr } = given;
  if (expr.kind === 'binary' && expr.text === '|') {
    const [left, right] = [expr.left, expr.right].map((side) => stopOf(reader, library, read(reader, given.path, side)));
    const bounded = [left!, right!].filter((side) => side.attempts !== null).sort((a, b) => a.attempts! - b.attempts!)[0];
    return bounded ?? (left!.known && right!.known ? left! : unclear);
  }
  const part = partOf(reader, library, given);
  if (part?.spec.means.kind !== 'stop') return unclear;
  const { after, argument } = part.spec.means;
  if (after === 'never') return { attempts: null, known: true, from: 'code' };
  if (after !== 'attempts' || argument === undefined || part.call === null) return unclear;
  const number = part.call.args.filter((candidate) => candidate.kind === 'positional')[argument.position] ?? part.call.args.find((candidate) => candidate.kind === 'named' && candidate.name === argument.name);
  const known = number === undefined ? undefined : numberOf(reader.resolve(part.path, number.value));
  return known === undefined ? unclear : { attempts: known.value, known: true, from: known.from };
}

/** `wait_fixed(1) + wait_random(0, 2)`: growth of either, jitter of either. */
function waitOf(reader: RetryReader, library: RetryLibrarySpec, given: Given): RetryLayer['wait'] {
  const kinds = waitsIn(reader, library, given);
  if (kinds.length === 0 || kinds.includes('unknown')) return 'unknown';
  const random = kinds.includes('random') || kinds.includes('growing-with-jitter');
  if (kinds.some((kind) => kind === 'growing' || kind === 'growing-with-jitter')) return random ? 'growing-with-jitter' : 'growing';
  return kinds.some((kind) => kind === 'constant' || kind === 'random') ? 'constant' : 'none';
}

function waitsIn(reader: RetryReader, library: RetryLibrarySpec, given: Given): readonly (RetryLayer['wait'] | 'random')[] {
  const { expr } = given;
  if (expr.kind === 'binary' && expr.text === '+') return [expr.left, expr.right].flatMap((side) => waitsIn(reader, library, read(reader, given.path, side)));
  const part = partOf(reader, library, given);
  return [part?.spec.means.kind === 'wait' ? part.spec.means.wait : 'unknown'];
}

function filterOf(reader: RetryReader, errors: ErrorSpec, library: RetryLibrarySpec, given: Given): RetryLayer['on'] {
  const part = partOf(reader, library, given);
  if (part?.spec.means.kind !== 'filter') return 'unknown';
  const { on, argument } = part.spec.means;
  if (on !== 'errors') return on;
  const types = part.call?.args.filter((candidate) => candidate.kind === 'positional')[argument?.position ?? 0] ?? part.call?.args.find((candidate) => candidate.kind === 'named' && candidate.name === argument?.name);
  if (part.call !== null && part.call.args.length === 0) return 'everything';
  return types === undefined ? 'unknown' : retriedOn(failuresOf(errors), errorTypesOf(reader, errors, part.path, types.value));
}

function read(reader: RetryReader, path: string, expr: Expr): Given {
  return { expr, path, value: reader.resolve(path, expr) };
}

function partOf(reader: RetryReader, library: RetryLibrarySpec, given: Given): { readonly spec: RetryPartSpec; readonly call: CallExpr | null; readonly path: string } | null {
  const { value } = given;
  if (value.kind !== 'external' || libraryOf(reader, value) !== library) return null;
  const path = externalPath(value);
  const spec = library.parts?.find((part) => path === part.path || path.endsWith(`.${part.path}`));
  const last = value.steps.at(-1);
  return spec === undefined ? null : { spec, call: last?.kind === 'call' ? last.call : null, path: last?.kind === 'call' ? last.path : given.path };
}

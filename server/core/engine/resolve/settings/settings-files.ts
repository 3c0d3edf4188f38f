/**
 * Objects that hold what configuration files say: a parser that has read one (`parser.read("app.ini")`), settings that are made with the files' names
 * (`Dynaconf(settings_files=["settings.toml"])`), and what a decorator reads for a function (`@hydra.main(config_path="conf", config_name="config")`). Whoever runs the program may set another value.
 */
import type { CallExpr, Expr, FunctionFact } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { fieldOf, knownText, optionsOf, type ExternalValue, type Origin, type PathValue, type RecordValue, type Value } from '../../../model/value.ts';
import { runIn, type Evaluator, type Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { folderOf, joinPath, pathsOf, pathValue } from '../texts/paths.ts';
import { dataAt } from '../texts/text-files.ts';
import { either, isMadeBy, originOf, record, unknown } from '../values.ts';

interface Held {
  readonly settings: RecordValue;
  /** How many names a setting is read by: a section's and its own. */
  readonly names: 1 | 2;
}

/** What the files say that an object from outside was made with or has read; null where it is no such object. */
function heldBy(evaluator: Evaluator, value: ExternalValue, origin: Origin): Held | null {
  const made = value.steps.at(-1);
  if (made?.kind !== 'call' || made.call === null) return null;
  const idiom = idiomsOf(evaluator, made.path).ofNamed(value);
  if (idiom?.means !== 'reads-files' && idiom?.means !== 'made-of-files') return null;
  const named = idiom.means === 'made-of-files' ? namedIn(made.call, idiom.field ?? '') : readBy(evaluator, made.path, made.call, idiom);
  const within = runIn(evaluator, made.activation);
  const places = named.flatMap((expr) => optionsOf(evaluator.evaluate(made.path, expr, within))).flatMap((option) => (option.kind === 'list' ? option.items : [option]));
  const records = places.flatMap((place) => pathsOf(place) ?? []).map((place) => dataAt(evaluator, made.path, place, origin)).filter((data) => data?.kind === 'record');
  // Where none of the files is in sight, what stands in for a setting holds.
  const entries = records.flatMap((data) => data.entries);
  return { settings: { ...(records[0] ?? record([], origin)), entries: [...entries, ...ofEnvironments(entries, idiom)], open: 'settings that may be set elsewhere' }, names: idiom.means === 'reads-files' ? 2 : 1 };
}

/** Settings below the name of an environment are settings: those of all environments first. */
function ofEnvironments(entries: RecordValue['entries'], { modules }: Idiom): RecordValue['entries'] {
  return (modules ?? []).flatMap((name) => entries.flatMap(({ key, value }) => (key === name && value.kind === 'record' ? value.entries : [])));
}

function namedIn({ args }: CallExpr, field: string): readonly Expr[] {
  return args.flatMap((argument) => (argument.kind === 'named' && argument.name === field ? [argument.value] : []));
}

/** The files that an object is told to read, by calls in its own file. */
function readBy(evaluator: Evaluator, path: string, construction: CallExpr, { setters }: Idiom): readonly Expr[] {
  evaluator.reader.readAllCalls();
  return (evaluator.reader.facts(path)?.calls ?? []).flatMap(({ callee, args: [first] }) => {
    if (callee.kind !== 'member' || setters?.includes(callee.property) !== true || first?.kind !== 'positional') return [];
    return isMadeBy(evaluator.evaluate(path, callee.object, evaluator.root), construction) ? [first.value] : [];
  });
}

/** `parser.get("section", "option", fallback="…")`, `settings.get("option", "…")`; null where `holder` is no object that holds what files say. */
export function settingRead(evaluator: Evaluator, path: string, call: CallExpr, holder: ExternalValue, frame: Frame): Value | null {
  const origin = originOf(path, call);
  const held = heldBy(evaluator, holder, origin);
  if (held === null) return null;
  const given = call.args.filter(({ kind }) => kind === 'positional').map(({ value }) => evaluator.evaluate(path, value, frame));
  const names = given.slice(0, held.names).map(knownText);
  const fallback = call.args.find((argument) => argument.kind === 'named' && (argument.name === 'fallback' || argument.name === 'default'));
  const otherwise = fallback === undefined ? given[names.length] : evaluator.evaluate(path, fallback.value, frame);
  let value: Value | null = held.settings;
  for (const name of names) value = name === null || value === null ? null : memberIn(value, name);
  const chosen = unknown(`setting ${names.join('.')}`, 'environment', origin);
  return value !== null ? either([value, chosen], origin) : otherwise === undefined ? chosen : either([otherwise, chosen], origin);
}

function memberIn(value: Value, name: string): Value | null {
  return value.kind === 'record' ? (fieldOf(value, name)?.value ?? null) : null;
}

/** A setting by its name, in whatever capitals; null where `holder` holds none, or the files say nothing of it. */
export function settingNamed(evaluator: Evaluator, holder: ExternalValue, name: string, origin: Origin): Value | null {
  const settings = heldBy(evaluator, holder, origin)?.settings;
  const value = settings === undefined ? undefined : (fieldOf(settings, name) ?? settings.entries.findLast(({ key }) => key.toLowerCase() === name.toLowerCase()))?.value;
  if (value === undefined) return null;
  return value.kind === 'record' ? value : either([value, unknown(`setting ${name}`, 'environment', origin)], origin);
}

/** What the decorator of a function reads for its first parameter; null where none does, or the file is not in sight. */
export function settingsForFunction(evaluator: Evaluator, path: string, fn: FunctionFact, origin: Origin): Value | null {
  for (const decorator of fn.decorators) {
    if (decorator.kind !== 'call') continue;
    const callee = evaluator.evaluate(path, decorator.callee, evaluator.root);
    const idiom = callee.kind === 'external' ? idiomsOf(evaluator, path).ofNamed(callee) : undefined;
    if (idiom?.means !== 'configures-from-file') continue;
    const [folder, name] = ['config_path', 'config_name'].map((field) => namedIn(decorator, field).map((expr) => knownText(evaluator.evaluate(path, expr, evaluator.root)))[0]);
    if (name == null || folder === null) return null;
    return composed(evaluator, path, joinPath(folderOf(path), folder ?? ''), name.replace(/\.ya?ml$/, ''), origin);
  }
  return null;
}

/** A configuration with those of the groups that it names as its defaults: `defaults: [{model: small}]` is `model/small.yaml` as the field `model`. */
function composed(evaluator: Evaluator, path: string, folder: string, name: string, origin: Origin): Value | null {
  const read = (file: string): Value | null => {
    const place: PathValue = pathValue(joinPath(folder, `${file}.yaml`), 'workspace', origin);
    return dataAt(evaluator, path, place, origin);
  };
  const main = read(name);
  if (main?.kind !== 'record') return null;
  const defaults = memberIn(main, 'defaults');
  const chosen = (defaults?.kind === 'list' ? defaults.items : []).flatMap((item): readonly (readonly [string, Value])[] => {
    const entry = item.kind === 'record' ? item.entries[0] : undefined;
    const file = entry === undefined ? null : knownText(entry.value);
    const group = entry?.key.replace(/^(?:override|optional) /, '').replace(/@.*$/, '');
    const data = file === null || group === undefined ? null : read(`${group}/${file.replace(/\.ya?ml$/, '')}`);
    return data?.kind === 'record' ? [[group!.replaceAll('/', '.'), open(data)]] : [];
  });
  const own = new Set(main.entries.map(({ key }) => key));
  return open({ ...main, entries: [...record(chosen.filter(([key]) => !own.has(key)), origin).entries, ...main.entries.map((entry) => ({ ...entry, value: merged(entry.value, chosen.find(([key]) => key === entry.key)?.[1]) }))] });
}

/** What the configuration itself says goes before what a group says. */
function merged(own: Value, ofGroup: Value | undefined): Value {
  if (ofGroup?.kind !== 'record' || own.kind !== 'record') return own.kind === 'record' ? open(own) : own;
  return { ...own, entries: [...ofGroup.entries, ...own.entries], open: own.open };
}

/** Any setting may be another when the program is started. */
function open(data: RecordValue): RecordValue {
  const entries = data.entries.map((entry) => ({ ...entry, value: entry.value.kind === 'record' ? open(entry.value) : entry.value.kind === 'text' ? either([entry.value, unknown(`setting ${entry.key}`, 'environment', entry.value.origin)], entry.value.origin) : entry.value }));
  return { ...data, entries, open: data.open ?? 'settings that may be given when the program is started' };
}

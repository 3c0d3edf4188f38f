/**
 * Text that a program reads from files: which file an expression names, and what is in it. A relative name starts from a folder that is not written
 * down, so the file's own folder is tried first, then the folders its imports may start from. Only the workspace is ever read; the host sees to it.
 */
import type { CallExpr, Expr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { knownText, optionsOf, type ExternalStep, type Media, type Origin, type PathValue, type TextValue, type Value } from '../../../model/value.ts';
import { readJson } from '../data/data.ts';
import { runIn, type Evaluator, type Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { readIni } from '../data/ini.ts';
import { folderOf, foldersAbove, isAbsolute, joinedPaths, joinPath, joinPaths, pathsOf, pathValue } from './paths.ts';
import { canSearch, patternGiven } from './patterns.ts';
import type { ModuleLocation } from '../reader.ts';
import { filled, textWithTags } from './templates.ts';
import { readToml } from '../data/toml.ts';
import { either, originOf, partsOf, textValue, unknown, wholeText } from '../values.ts';
import { readYaml } from '../data/yaml.ts';

/** What a name or member stands for that says where a file is: `__file__`, `import.meta.dirname`; null for all others. */
export function placeNamed(evaluator: Evaluator, name: string, origin: Origin): PathValue | null {
  const means = idiomsOf(evaluator, origin.path).of(`:${name}`)?.means;
  if (means === 'this-file') return pathValue(origin.path, 'workspace', origin);
  return means === 'this-folder' ? pathValue(folderOf(origin.path), 'workspace', origin) : null;
}

/** A member of a place: its folder, or all the folders above it. */
export function memberOfPath(evaluator: Evaluator, place: PathValue, property: string, origin: Origin): Value {
  const means = idiomsOf(evaluator, origin.path).of(`.${property}`)?.means;
  if (means === 'folder-of') return foldersAbove(place, 1, origin);
  if (means === 'folders-of') return { kind: 'list', items: [1, 2, 3, 4, 5, 6, 7, 8].map((levels) => foldersAbove(place, levels, origin)), open: 'the folders above', origin };
  return means === 'receiver' ? place : unknown(`\`${property}\` of a path`, 'dynamic', origin);
}

/** `base / name`; null where neither is a place. */
export function dividedPaths(left: Value, right: Value, origin: Origin): Value | null {
  if (![left, right].some((side) => optionsOf(side).some((option) => option.kind === 'path'))) return null;
  return asValue(joinedPaths([left, right], origin), origin);
}

/** What a function gives that names, opens, reads or takes apart a file, or makes a template; null where this call does nothing of the kind that can be followed. */
export function applyFileIdiom(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, steps: readonly ExternalStep[], frame: Frame): Value | null {
  const origin = originOf(path, call);
  const values = argumentValues(evaluator, path, call, frame);
  const value = values[idiom.argument ?? 0];
  switch (idiom.means) {
    case 'working-folder':
      return pathValue('', 'somewhere', origin);
    case 'path-join':
      return values.length === 0 ? pathValue('', 'somewhere', origin) : asValue(joinedPaths(values, origin), origin);
    case 'path-of':
      return value === undefined ? null : asValue(pathsOf(value)?.map((place) => ({ ...place, origin: place.from === 'somewhere' ? place.origin : origin })) ?? null, origin);
    case 'path-beside': {
      const address = value === undefined ? null : addressBeside(value, values[1], origin);
      if (address !== null) return address;
      const base = values[1] === undefined ? null : optionsOf(values[1]).every((option) => option.kind === 'path') ? pathsOf(values[1]) : null;
      return base === null || value === undefined ? null : asValue(joinedPaths([asValue(base.map((place) => foldersAbove(place, 1, origin)), origin)!, value], origin), origin);
    }
    case 'folder-of': {
      const places = value === undefined ? null : pathsOf(value);
      return asValue(places?.map((place) => foldersAbove(place, 1, origin)) ?? null, origin);
    }
    case 'package-folder':
      return value === undefined ? null : asValue(packageFolders(value, origin), origin);
    case 'read-package-text': {
      const folders = value === undefined ? null : packageFolders(value, origin);
      const place = folders === null ? null : asValue(joinedPaths([asValue(folders, origin)!, ...values.slice(1, 2)], origin), origin);
      return place === null ? null : readPlaces(evaluator, path, place, origin);
    }
    case 'read-text':
      return value === undefined ? null : readPlaces(evaluator, path, value, origin);
    case 'parse-json':
    case 'parse-yaml':
    case 'parse-toml':
      return value === undefined ? null : parsed(evaluator, path, value, idiom.means, origin);
    case 'read-data': {
      const places = value === undefined ? null : pathsOf(value);
      const read = (places ?? []).map((place) => dataAt(evaluator, path, place, origin));
      return read.length === 0 || read.some((data) => data === null) ? null : either(read.map((data) => data!), origin);
    }
    case 'template':
    case 'dollar-template':
      return value === undefined ? null : template(value, idiom.means === 'template' ? 'braces' : 'dollar', origin);
    case 'template-file': {
      const file = value === undefined ? null : fileInSight(evaluator, path, value, steps, origin);
      return file === null ? null : template(file, 'braces', origin);
    }
    case 'render-text':
      return value === undefined ? null : renderedText(evaluator, path, call, template(value, 'braces', origin), frame);
    default:
      return null;
  }
}

const FILE_IDIOMS: ReadonlySet<Idiom['means']> = new Set<Idiom['means']>([
  'working-folder', 'path-join', 'path-of', 'path-beside', 'folder-of', 'package-folder', 'read-text', 'read-package-text', 'parse-json', 'parse-yaml', 'parse-toml', 'read-data', 'template', 'dollar-template', 'template-file', 'render-text',
]);

/** Whether a function whose call gives nothing above is something from outside like any other. Descriptions of data are: their schema is made where it is measured; so is what a chain goes on with. */
export function staysOutside(idiom: Idiom): boolean {
  return FILE_IDIOMS.has(idiom.means) || idiom.means === 'tuple-class' || idiom.means === 'hands-on' || idiom.means.startsWith('schema-');
}

/** A method of a place, or of an opened file. */
export function applyPathMethod(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, place: PathValue, frame: Frame): Value {
  const origin = originOf(path, call);
  switch (idiom.means) {
    case 'receiver':
      return place;
    case 'read-text':
      return readPlaces(evaluator, path, place, origin);
    case 'path-join':
      return asValue(joinedPaths([place, ...argumentValues(evaluator, path, call, frame)], origin), origin) ?? pathValue(null, place.from, origin);
    case 'path-sibling':
      return asValue(joinedPaths([foldersAbove(place, 1, origin), ...argumentValues(evaluator, path, call, frame)], origin), origin) ?? pathValue(null, place.from, origin);
    default:
      return unknown(call.callee.kind === 'member' ? `\`${call.callee.property}\` of a path` : 'a path', 'dynamic', origin);
  }
}

/** The content of a file that is imported as a module. */
export function importedData(evaluator: Evaluator, location: Extract<ModuleLocation, { readonly kind: 'data' }>, origin: Origin): Value {
  const file = evaluator.reader.readText(location.path);
  if (file.kind !== 'text') return unknown(whyNot(file.kind === 'media' ? 'missing' : file.kind, location.path), 'dynamic', origin);
  if (location.as === 'text') return textOf(location.path, file.text);
  const format = formatOf(location.path);
  return format === null ? textOf(location.path, file.text) : dataOf(evaluator, location.path, file.text, format, origin);
}

/** A text filled with what it is rendered with: the named arguments, and the fields of a record. */
export function renderedText(evaluator: Evaluator, path: string, call: CallExpr, text: Value, frame: Frame): Value {
  const given = new Map<string, Value>();
  for (const argument of call.args) {
    const value = evaluator.evaluate(path, argument.value, frame);
    if (argument.kind === 'named') given.set(argument.name, value);
    else if (value.kind === 'record') for (const entry of value.entries) if (entry.presence === 'always') given.set(entry.key, entry.value);
  }
  return either(optionsOf(text).map((option) => (option.kind === 'text' ? filled(option, given) : option)), originOf(path, call));
}

/** `text.replace(what, by)` where both texts are known: what is filled in stands where the placeholder stood. Null where the first is not known. */
export function replacedText(evaluator: Evaluator, path: string, call: CallExpr, { occurrences }: Idiom, text: TextValue, frame: Frame): Value | null {
  const [what, by] = argumentValues(evaluator, path, call, frame);
  const pattern = patternGiven(call);
  if (pattern !== null) {
    const [whole, put] = [knownText(text), knownText(by)];
    return whole === null || put === null || !canSearch(whole) ? null : textValue([whole.replace(pattern, put)], text.origin);
  }
  const searched = what?.kind === 'text' && what.parts.length === 1 && typeof what.parts[0] === 'string' ? what.parts[0] : null;
  if (searched === null || by === undefined) return null;
  const put = (part: string, once: boolean): readonly TextValue['parts'][number][] => {
    const [first, ...others] = part.split(searched);
    const pieces = once && others.length > 0 ? [others.join(searched)] : others;
    return [first!, ...pieces.flatMap((piece) => [...partsOf(by, searched), piece])];
  };
  const given = call.args.find((argument) => argument.kind === 'positional')!.value;
  if (occurrences !== 'first' || (given.kind === 'string' && given.matches === 'all')) return textValue(text.parts.flatMap((part) => (typeof part === 'string' ? put(part, false) : [part])), text.origin);
  // What was filled in before is taken not to have it.
  const at = text.parts.findIndex((part) => typeof part === 'string' && part.includes(searched));
  return textValue(text.parts.flatMap((part, i) => (i === at ? put(part as string, true) : [part])), text.origin);
}

/** `new URL("/v1/chat", "https://host")`, `new URL("https://host/v1")`: an address as text; null where it is none. Of several bases each has its own, and one that is not known has one that is not. */
function addressBeside(name: Value, base: Value | undefined, origin: Origin): Value | null {
  const [first, ...others] = name.kind === 'text' ? name.parts : [];
  if (typeof first !== 'string') return null;
  if (/^https?:\/\/[^/?#]/i.test(first)) return name;
  const addresses = base === undefined ? [] : optionsOf(base).map((option): Value | null => {
    const parts = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(knownText(option) ?? '');
    if (parts === null) return option.kind === 'unknown' ? option : null;
    const [, host, path] = parts;
    const folder = first.startsWith('/') ? '' : path!.slice(0, path!.lastIndexOf('/') + 1) || '/';
    return textValue([host! + folder + first.replace(/^\.\//, ''), ...others], origin);
  });
  const told = addresses.filter((address) => address !== null);
  return told.some(({ kind }) => kind === 'text') ? either(told, origin) : null;
}

function argumentValues(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): readonly Value[] {
  return call.args.filter((argument) => argument.kind === 'positional').map((argument) => evaluator.evaluate(path, argument.value, frame));
}

function asValue(places: readonly PathValue[] | null, origin: Origin): Value | null {
  return places === null ? null : either(places, origin);
}

/** Packages are folders below those that imports start from. */
function packageFolders(value: Value, origin: Origin): readonly PathValue[] | null {
  if (value.kind === 'module') return [pathValue(folderOf(value.path), 'workspace', origin)];
  if (value.kind === 'path') return [value];
  const names = value.kind === 'text' ? pathsOf(value) : null;
  return names?.map((place) => pathValue(place.path?.replaceAll('.', '/') ?? null, 'somewhere', origin)) ?? null;
}

/** The text at a place; text that is not known where the place is not, or nothing is there. */
export function readPlaces(evaluator: Evaluator, path: string, value: Value, origin: Origin): Value {
  const notKnown = (why: string): Value => wholeText('a file', unknown(why, 'dynamic', origin), origin);
  const places = pathsOf(value);
  if (places === null) return notKnown('text of a file that is not known here');
  return either(places.map((place) => {
    const file = fileAt(evaluator, path, place);
    if (typeof file === 'string') return notKnown(file);
    if (file.media === null) return textOf(file.path, file.text);
    return textValue([{ kind: 'hole', label: 'a file', value: unknown(`what \`${baseOf(file.path)}\` shows`, 'dynamic', origin), media: file.media }], origin);
  }), origin);
}

/** The file that is read where a picture or document is wanted: null where there is none in sight. */
export function mediaAt(evaluator: Evaluator, path: string, value: Value): Media | null {
  const places = pathsOf(value);
  const [file, ...others] = places === null ? [] : places.map((place) => fileAt(evaluator, path, place));
  return file === undefined || typeof file === 'string' || others.length > 0 ? null : file.media;
}

/** The file a place means, or why there is none. */
function fileAt(evaluator: Evaluator, path: string, place: PathValue): { readonly path: string; readonly text: string; readonly media: Media | null } | string {
  if (place.path === null) return 'text of a file that is not known here';
  let why: 'missing' | 'too-large' = 'missing';
  for (const candidate of candidatesOf(evaluator, path, place, place.path)) {
    const file = evaluator.reader.readText(candidate);
    if (file.kind === 'text') return { path: candidate, text: file.text, media: null };
    if (file.kind === 'media') return { path: candidate, text: '', media: file.media };
    if (file.kind === 'too-large') why = file.kind;
  }
  return whyNot(why, place.path);
}

function candidatesOf(evaluator: Evaluator, path: string, place: PathValue, name: string): readonly string[] {
  if (name === '') return [];
  if (place.from === 'workspace' || isAbsolute(name)) return [name];
  const folders = [folderOf(path), folderOf(place.origin.path), ...evaluator.reader.roots(path)];
  return [...new Set(folders.map((folder) => joinPath(folder, name)))].filter((candidate) => !candidate.startsWith('..'));
}

function whyNot(kind: 'missing' | 'too-large', path: string): string {
  return kind === 'missing' ? `text of \`${baseOf(path)}\`, which is not in the workspace` : `text of \`${baseOf(path)}\`, which is too large`;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function textOf(path: string, text: string): TextValue {
  return textValue([text], { path, expr: { kind: 'string', value: text, start: 0, end: text.length }, name: null });
}

/** How the formats of data are read. */
const READERS = { 'parse-json': readJson, 'parse-yaml': readYaml, 'parse-toml': readToml } as const satisfies Partial<Record<Idiom['means'], (text: string) => Expr | null>>;

type DataFormat = keyof typeof READERS;

/** The format of a file by the end of its name, or null. */
function formatOf(path: string): DataFormat | null {
  return /\.json$/i.test(path) ? 'parse-json' : /\.ya?ml$/i.test(path) ? 'parse-yaml' : /\.toml$/i.test(path) ? 'parse-toml' : null;
}

function parsed(evaluator: Evaluator, path: string, value: Value, format: DataFormat, origin: Origin): Value | null {
  const texts = optionsOf(value).flatMap((option) => (option.kind === 'path' ? optionsOf(readPlaces(evaluator, path, option, origin)) : [option]));
  if (texts.length === 0 || texts.some((text) => !isFileText(text))) return null;
  return either(texts.map((text) => {
    const [whole] = (text as TextValue).parts;
    if (typeof whole !== 'string') return whole?.value.kind === 'unknown' ? whole.value : unknown('an empty file', 'dynamic', origin);
    return dataOf(evaluator, text.origin.path, whole, format, origin);
  }), origin);
}

function isDataFile(path: string): boolean {
  return formatOf(path) !== null;
}

/** What a file says, in the format that its name tells; null where it is not read. */
export function dataAt(evaluator: Evaluator, path: string, place: PathValue, origin: Origin): Value | null {
  const text = readPlaces(evaluator, path, place, origin);
  const [whole] = text.kind === 'text' ? text.parts : [];
  const file = text.origin.path;
  if (typeof whole === 'string' && !isDataFile(file)) {
    const expr = readIni(whole);
    return expr === null ? null : evaluator.evaluate(file, expr, evaluator.root);
  }
  return parsed(evaluator, path, text, formatOf(file) ?? 'parse-yaml', origin);
}

/** A text that is all of a file, whose offsets are the file's own; or one that could not be read. */
function isFileText(value: Value): boolean {
  if (value.kind !== 'text' || value.parts.length > 1) return false;
  const [whole] = value.parts;
  return typeof whole === 'string' ? value.origin.expr.start === 0 && value.origin.expr.end === whole.length : whole?.label === 'a file';
}

function dataOf(evaluator: Evaluator, path: string, text: string, format: DataFormat, origin: Origin): Value {
  const expr = READERS[format](text);
  return expr === null ? unknown(`what \`${baseOf(path)}\` says is not read`, 'dynamic', origin) : evaluator.evaluate(path, expr, evaluator.root);
}

function template(value: Value, tags: 'braces' | 'dollar', origin: Origin): Value {
  return either(optionsOf(value).map((option) => (option.kind === 'text' ? textWithTags(option, tags) : textValue(partsOf(option, 'a template'), origin))), origin);
}

/**
 * A template that a loader finds by its name: the loader's folder is among what the calls on the way were given (`Environment(loader=FileSystemLoader("prompts"))`),
 * however deep.
 */
function fileInSight(evaluator: Evaluator, path: string, name: Value, steps: readonly ExternalStep[], origin: Origin): Value | null {
  const names = name.kind === 'text' ? pathsOf(name) : null;
  if (names === null) return null;
  const folders = foldersIn(evaluator, steps, 0);
  const files = names.map((wanted): Value | null => {
    const places = wanted.path === null ? [] : [...folders.map((folder) => joinPaths(folder, wanted.path!, folder.origin)), wanted];
    for (const place of places) {
      const file = fileAt(evaluator, path, place);
      if (typeof file !== 'string') return textOf(file.path, file.text);
    }
    return null;
  });
  return files.includes(null) ? null : either(files as readonly Value[], origin);
}

function foldersIn(evaluator: Evaluator, steps: readonly ExternalStep[], depth: number): readonly PathValue[] {
  if (depth > 3) return [];
  return steps.flatMap((step) => {
    if (step.kind !== 'call' || step.call === null) return [];
    const { call, path, activation } = step;
    return call.args.flatMap((argument) => optionsOf(evaluator.evaluate(path, argument.value, runIn(evaluator, activation))).flatMap((value): readonly PathValue[] => {
      if (value.kind === 'external') return foldersIn(evaluator, value.steps, depth + 1);
      if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'text' || item.kind === 'path' ? (pathsOf(item) ?? []) : []));
      return value.kind === 'text' || value.kind === 'path' ? (pathsOf(value) ?? []) : [];
    }));
  });
}


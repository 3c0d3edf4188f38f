/** Pictures that a program opens, and makes smaller before it sends them: their size goes with them, through what writes them into memory. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import type { Media, Origin, RecordField, RecordValue, TextValue, Value } from '../../../model/value.ts';
import type { Home, Use } from '../changes/changes.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { indexOf } from '../lookup.ts';
import { originOf, textValue, unknown } from '../values.ts';

type Picture = Extract<Media, { readonly kind: 'picture' }>;

/** An opened picture: a block of a message, where an SDK takes it as it is. Without a size where that is not known. */
export function openedPicture(media: Media | null, path: string, call: CallExpr, label: string): RecordValue {
  const origin = originOf(path, call);
  const site = { kind: 'statement', path, span: call, value: call } as const;
  const data = textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin), ...(media === null ? {} : { media }) }], origin);
  const field = (key: string, value: Value): RecordField => ({ key, value, presence: 'always', site });
  const number = (value: number): Value => ({ kind: 'number', value, origin });
  const sides = media?.kind !== 'picture' ? [] : [field('width', number(media.width)), field('height', number(media.height)), field('size', { kind: 'list', items: [number(media.width), number(media.height)], open: null, origin })];
  return { kind: 'record', entries: [field('type', textValue(['image'], origin)), field('data', data), ...sides], open: label, origin };
}

/** The data of an opened picture; null where the value is none. A record that somebody wrote down is a block of a message. */
function dataOf(value: Value): TextValue | null {
  if (value.kind !== 'record' || value.origin.expr.kind !== 'call' || value.entries[0]?.key !== 'type' || value.entries[1]?.key !== 'data') return null;
  const data = value.entries[1].value;
  return data.kind === 'text' && data.parts.length === 1 && typeof data.parts[0] !== 'string' ? data : null;
}

function sizeOf(value: Value): Picture | null {
  const part = dataOf(value)?.parts[0];
  return part === undefined || typeof part === 'string' || part.media?.kind !== 'picture' ? null : part.media;
}

export function isPicture(value: Value): value is RecordValue {
  return dataOf(value) !== null;
}

/** What a method makes of a picture. */
export function changedPicture(evaluator: Evaluator, path: string, call: CallExpr, { sizes }: Idiom, picture: RecordValue, label: string, frame: Frame): Value {
  const before = sizeOf(picture);
  const given = numbersOf(evaluator, path, call, frame);
  switch (sizes) {
    case 'kept':
      return picture;
    case 'given':
      return openedPicture(given?.length === 2 ? sized(given[0]!, given[1]!) : null, path, call, label);
    case 'cut':
      return openedPicture(given?.length === 4 ? sized(given[2]! - given[0]!, given[3]! - given[1]!) : null, path, call, label);
    default:
      return before === null ? picture : openedPicture(given?.length === 2 ? fittedInto(before, given[0]!, given[1]!) : null, path, call, label);
  }
}

/** A picture after the calls that make it smaller in place. Where it is small enough already they leave it, so conditions around them say nothing new. */
export function pictureAfter(evaluator: Evaluator, { path, facts, index, scope }: Home, value: RecordValue, name: string, from: number, use: Use, frame: Frame): Value {
  let picture: Value = value;
  const idioms = idiomsOf(evaluator, path);
  index.askedOn.add(name);
  for (const call of facts.calls) {
    const { callee } = call;
    if (callee.kind !== 'member' || callee.object.kind !== 'name' || callee.object.name !== name || call.start < from || call.end > use.offset || index.home(callee.object.scope, name) !== scope) continue;
    const idiom = idioms.of(`.${callee.property}`);
    if (idiom?.means === 'picture-change' && idiom.sizes === 'fitted' && isPicture(picture)) picture = changedPicture(evaluator, path, call, idiom, picture, name, frame);
  }
  return picture;
}

/** What a call reads that a picture was written into before: `image.save(buffer)`, `buffer.getvalue()`. */
export function writtenBefore(evaluator: Evaluator, path: string, call: CallExpr, label: string, origin: Origin, frame: Frame): Value {
  const nothing = textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
  const buffer = call.callee.kind === 'member' ? call.callee.object : null;
  const facts = evaluator.reader.facts(path);
  if (buffer?.kind !== 'name' || facts === undefined) return nothing;
  const index = indexOf(facts);
  const written = index.passesIn(index.home(buffer.scope, buffer.name), buffer.name).filter((other) => other.end <= call.start && other.callee.kind === 'member').at(-1);
  const picture = written?.callee.kind === 'member' ? evaluator.evaluate(path, written.callee.object, frame) : null;
  return (picture === null ? null : dataOf(picture)) ?? nothing;
}

/** The numbers in the list that a call is given first, or by the name `size` or `box`. */
function numbersOf(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): readonly number[] | null {
  const argument = call.args.find((candidate) => candidate.kind === 'positional' || (candidate.kind === 'named' && (candidate.name === 'size' || candidate.name === 'box')));
  const list = argument === undefined ? null : evaluator.evaluate(path, argument.value, frame);
  if (list?.kind !== 'list' || list.open !== null) return null;
  const numbers = list.items.flatMap((item) => (item.kind === 'number' ? [item.value] : []));
  return numbers.length === list.items.length ? numbers : null;
}

function sized(width: number, height: number): Picture | null {
  return width > 0 && height > 0 ? { kind: 'picture', width: Math.round(width), height: Math.round(height) } : null;
}

function fittedInto(size: Picture, width: number, height: number): Picture | null {
  const scale = Math.min(1, width / size.width, height / size.height);
  return sized(Math.max(1, size.width * scale), Math.max(1, size.height * scale));
}

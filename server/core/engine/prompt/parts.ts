/** A part of a prompt: its tokens, what of it is known, and whether it is marked for the cache. */
import type { PromptPart, Range } from '../../model/cost.ts';
import type { Location } from '../../model/text.ts';
import { stateOf, fieldOf, type RecordValue, type State, type Value } from '../../model/value.ts';
import { enclosing, total, ZERO } from '../tokens/ranges.ts';
import { longPart } from './cache-marks.ts';
import { measure, type Measured } from './measure.ts';
import { readingOf, type TurnContext } from './turns.ts';

export interface PromptAssumptions {
  /** Tokens assumed for each hole or unknown part. */
  readonly hole: Range;
  /** Whether some file of the workspace writes the marker of explicit caching at all: what is not seen may then be marked. */
  readonly markerElsewhere: 'yes' | 'no';
  /** A value with the classes, functions and descriptions of data in it as the schemas that are sent. */
  readonly schema: (value: Value) => Value;
  /** What the provider says it adds where tools are passed, by whether the request insists on one; null where it says nothing. */
  readonly toolPrompt: { readonly least: number; readonly auto: number; readonly any: number } | null;
}

/** A part with what the prefix needs and no view shows: the text before its first hole. */
export interface MeasuredPart extends PromptPart {
  readonly leading: Range;
  /** Tokens around it that are nobody's text: marks of a message, the wrapping of tools. */
  readonly around: Range;
  /** Of it, up to the last mark that asks for the long lifetime. */
  readonly long?: Range;
  /** What is sent on some paths only and not counted. */
  readonly aside?: 'documents or images';
}

export interface Context extends TurnContext {
  readonly markers: readonly string[];
  readonly assumptions: PromptAssumptions;
  /** The end of the system prompt, which tools and answer formats are joined to: null where there is no system prompt, empty where its end is not known. */
  readonly before: string | null;
  /** Whether functions are sent as tools in a way that is known. */
  readonly plainTools: boolean;
}

/** The parts of one of several prompts: those of the first that has any stand for all, and the last of them has what others are shorter or longer by. */
export function eitherParts(each: readonly (readonly MeasuredPart[])[]): readonly MeasuredPart[] {
  const sums = each.map((parts) => total(parts.flatMap(({ tokens, assumed, around }) => [tokens, assumed, around])));
  const spoken = Math.max(0, each.findIndex((parts) => parts.length > 0));
  const [first, whole] = [sums[spoken]!, enclosing(sums)];
  return each[spoken]!.map((part, i, { length }) => {
    const state = part.state === 'known' ? 'partial' : part.state;
    return i < length - 1 ? { ...part, state } : { ...part, state, around: total([part.around, { low: whole.low - first.low, high: whole.high - first.high }]) };
  });
}

export function partOf(role: PromptPart['role'], label: string, value: Value | null, context: Context, around: Range): MeasuredPart {
  if (value === null) return { ...unknownPart(label, null, context), role };
  const measured = measure(withoutMarkers(value, context), readingOf(context.count));
  const long = longPart(value, context.markers);
  return { ...(long === null ? {} : { long: context.count.text(measure(long, readingOf(context.count)).shortest) }), ...finish(role, label, value, measured.holes === 0 && measured.unseen.high === 0 && measured.aside === 'no' && stateOf(value) === 'known' ? 'known' : measured.longest === '' ? 'unknown' : 'partial', measured, markedness(value, context), context), around };
}

export function unknownPart(label: string, value: Value | null, context: Context): MeasuredPart {
  const { hole, markerElsewhere } = context.assumptions;
  return { role: 'other', label, state: 'unknown', value, tokens: ZERO, assumed: hole, leading: ZERO, around: context.form === 'plain' ? ZERO : context.count.framing.message, marked: context.markers.length > 0 && markerElsewhere === 'yes' ? 'unknown' : 'no', at: locationOf(value), name: value?.origin.name ?? null };
}

function finish(role: PromptPart['role'], label: string, value: Value, state: State, measured: Measured, marked: PromptPart['marked'], context: Context): MeasuredPart {
  const shortest = context.count.text(measured.shortest);
  const longest = measured.longest === measured.shortest ? shortest : context.count.text(measured.longest);
  const leading = measured.leading === measured.shortest ? shortest : context.count.text(measured.leading);
  const { hole } = context.assumptions;
  return {
    role,
    label,
    state,
    value,
    tokens: { low: shortest.low, high: longest.high },
    assumed: total([{ low: measured.holes * hole.low, high: measured.holes * hole.high }, measured.unseen]),
    leading,
    around: ZERO,
    ...(measured.aside === 'yes' ? { aside: 'documents or images' as const } : {}),
    marked,
    at: locationOf(value),
    name: value.origin.name,
  };
}

export function locationOf(value: Value | null): Location | null {
  return value === null ? null : { path: value.origin.path, start: value.origin.expr.start, end: value.origin.expr.end };
}

/** Blocks without those that are nothing but a marker, which hold no text. */
function withoutMarkers(value: Value, { markers }: Context): Value {
  if (markers.length === 0 || value.kind !== 'list') return value;
  const items = value.items.filter((item) => !(item.kind === 'record' && item.entries.length === 1 && markers.includes(item.entries[0]!.key)));
  return items.length === value.items.length ? value : { ...value, items };
}

/** Whether a value's blocks carry the marker. */
export function markedness(value: Value, context: Context): PromptPart['marked'] {
  const { markers } = context;
  if (markers.length === 0) return 'no';
  switch (value.kind) {
    case 'record': {
      const own = worst(markers.map((marker) => markedBy(value, marker.split('.'))));
      if (own !== 'no') return own;
      if (value.open !== null) return 'unknown';
      return worst(value.entries.filter((entry) => entry.key === 'content').map((entry) => markedness(entry.value, context)));
    }
    case 'list': {
      const items = worst(value.items.map((item) => markedness(item, context)));
      return items === 'no' && value.open !== null ? maybe(context) : items;
    }
    case 'either':
      return worst(value.options.map((option) => markedness(option, context)));
    case 'text':
    case 'number':
    case 'boolean':
    case 'null':
      return 'no';
    default:
      return maybe(context);
  }
}

/** Whether a record has the marker, which a dotted one has inside. */
function markedBy(record: RecordValue, [key, ...inside]: readonly string[]): PromptPart['marked'] {
  const field = fieldOf(record, key!);
  if (field === undefined) return 'no';
  if (field.presence !== 'always' || field.value.kind === 'null') return 'unknown';
  if (inside.length === 0) return 'yes';
  return field.value.kind === 'record' ? markedBy(field.value, inside) : 'unknown';
}

function maybe(context: Context): PromptPart['marked'] {
  return context.assumptions.markerElsewhere === 'yes' ? 'unknown' : 'no';
}

/** What holds of several marks together: one that is there counts, and one that may be there is not known. */
export function worst(marks: readonly PromptPart['marked'][]): PromptPart['marked'] {
  return marks.includes('yes') ? 'yes' : marks.includes('unknown') ? 'unknown' : 'no';
}

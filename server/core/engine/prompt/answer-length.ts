/** How long an answer is asked to be, where the prompt, the schema or a stop sequence says so. Estimates of a typical answer, never a bound. */
import { fieldOf, knownText, optionsOf, type RecordValue, type Value } from '../../model/value.ts';
import { rememberByContent } from '../tokens/remember.ts';

export interface AskedLength {
  readonly tokens: number;
  /** Why, for a person: "the prompt says “in two sentences”". */
  readonly because: string;
}

/** English prose: four tokens for three words, some twenty words a sentence. */
const TOKENS_PER: Readonly<Record<string, number>> = { token: 1, word: 4 / 3, character: 1 / 4, sentence: 27, line: 20, bullet: 30, paragraph: 130 };

const NUMBERS: Readonly<Record<string, number>> = { one: 1, single: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };
const NUMBER = String.raw`\d{1,5}(?:,\d{3})?|${Object.keys(NUMBERS).join('|')}`;
const LENGTH = new RegExp(
  String.raw`(?:(?<=^|[.!?:\n]\s*)(?=[A-Z\d])|\b(?:in|within|under|below|about|around|roughly|exactly|at most|at least|no more than|up to|fewer than|less than|maximum(?: of)?|max\.?|limit(?:ed)? to|keep (?:it|(?:the |your )?(?:answer|reply|response|summary)s?)(?: to)?|write)\s+)(?:a |an )?(?:about |around |roughly |maximum of |max )?(${NUMBER})(?:\s*(?:-|–|to|or)\s*(${NUMBER}))?[\s-]+(?:short |concise |brief |full )?(token|word|character|sentence|line|bullet|paragraph)s?\b`,
  'gi',
);

/** Long instructions speak of many things: “say so in one sentence” is then seldom about the answer. UTF-16 units. */
const LONG_TEXT = 2000;

/** The length that a text asks for: the longest of those it names, since a text that names several asks for several things. */
export function lengthAskedIn(text: string): AskedLength | null {
  return text.length > LONG_TEXT ? null : askedIn(text);
}

/** The same prompts are read again at every edit. */
const askedIn = rememberByContent(400, (text: string): AskedLength | null => {
  let longest: AskedLength | null = null;
  for (const match of text.matchAll(LENGTH)) {
    const numbers = [match[1], match[2]].filter((number) => number !== undefined).map((number) => NUMBERS[number.toLowerCase()] ?? Number(number.replace(',', '')));
    const tokens = Math.ceil(Math.max(...numbers) * TOKENS_PER[match[3]!.toLowerCase()]!);
    if (tokens > 0 && (longest === null || tokens > longest.tokens)) longest = { tokens, because: `the prompt says “${match[0].replace(/\s+/g, ' ')}”` };
  }
  return longest;
});

/** Tokens of a JSON answer: braces, names and values of each field. */
const FIELD = 6;
const VALUE: Readonly<Record<string, number>> = { boolean: 1, integer: 2, number: 4, null: 1, string: 20 };
/** Items of a list whose schema does not bound it. */
const ITEMS = 3;
const MAX_DEPTH = 6;

/** What an answer comes to that follows a JSON schema; null where the schema is not known. */
export function lengthOfSchema(schema: Value): AskedLength | null {
  const found = schemaIn(schema, 0);
  if (found === null) return null;
  const size = sizeOf(found, 0);
  return size.fields === 0 ? null : { tokens: Math.ceil(size.tokens), because: `its schema has ${size.fields} ${size.fields === 1 ? 'field' : 'fields'}` };
}

/** SDKs wrap it: `{ type: "json_schema", json_schema: { schema: … } }`. */
function schemaIn(value: Value, depth: number): RecordValue | null {
  for (const option of optionsOf(value)) {
    if (option.kind !== 'record' || depth > MAX_DEPTH) continue;
    if (fieldOf(option, 'properties') !== undefined) return option;
    for (const entry of option.entries) {
      const inner = schemaIn(entry.value, depth + 1);
      if (inner !== null) return inner;
    }
  }
  return null;
}

function sizeOf(schema: RecordValue, depth: number): { readonly tokens: number; readonly fields: number } {
  const properties = fieldOf(schema, 'properties')?.value;
  if (properties?.kind === 'record' && depth <= MAX_DEPTH) {
    let [tokens, fields] = [2, 0];
    for (const { value } of properties.entries) {
      const inner = value.kind === 'record' ? sizeOf(value, depth + 1) : { tokens: VALUE.string!, fields: 0 };
      tokens += FIELD + inner.tokens;
      fields += Math.max(1, inner.fields);
    }
    return { tokens, fields };
  }
  const items = fieldOf(schema, 'items')?.value;
  if (items?.kind === 'record') {
    const inner = sizeOf(items, depth + 1);
    const most = fieldOf(schema, 'maxItems')?.value;
    return { tokens: inner.tokens * (most?.kind === 'number' ? Math.min(most.value, ITEMS) : ITEMS), fields: inner.fields };
  }
  if (fieldOf(schema, 'enum') !== undefined || fieldOf(schema, 'const') !== undefined) return { tokens: 3, fields: 0 };
  return { tokens: VALUE[knownText(fieldOf(schema, 'type')?.value) ?? 'string'] ?? VALUE.string!, fields: 0 };
}

/** Documents that a request carries beside its text: what is known of their text, or that there are pages to be read. */
import type { Range } from '../../model/cost.ts';
import { fieldOf, knownText, type Media, type RecordValue, type Value } from '../../model/value.ts';

/** Pages of a document that nobody has opened. */
const PAGES: Range = { low: 1, high: 10 };

/** `count`: the pages, null where nobody has opened it. */
export type Document = { readonly kind: 'text'; readonly parts: readonly Value[] } | { readonly kind: 'pages'; readonly count: number | null };

/** The document that a content block is, or null where it is none. */
export function documentIn(block: RecordValue): Document | null {
  const type = knownText(fieldOf(block, 'type')?.value);
  if (type === 'file' || type === 'input_file') return pagesOf(block);
  if (type === 'document') return contentOf(block);
  if (type !== null) return null;
  const held = heldOrNamedIn(block);
  if (held?.kind === 'record') return isPdf(held) ? pagesOf(held) : null;
  const converse = fieldOf(block, 'document')?.value;
  return converse?.kind === 'record' && fieldOf(converse, 'source') !== undefined ? contentOf(converse) : null;
}

/** What Google's requests hold the data of a file in. */
export function heldIn(block: RecordValue): Value | undefined {
  return (fieldOf(block, 'inlineData') ?? fieldOf(block, 'inline_data'))?.value;
}

/** The same, or what they name a file in that is held elsewhere. */
function heldOrNamedIn(block: RecordValue): Value | undefined {
  return heldIn(block) ?? (fieldOf(block, 'fileData') ?? fieldOf(block, 'file_data'))?.value;
}

export function mimeTypeOf(held: Value | undefined): string | null {
  return held?.kind === 'record' ? knownText((fieldOf(held, 'mimeType') ?? fieldOf(held, 'mime_type'))?.value) : null;
}

/** Formats of files whose bytes are not their text. */
const PAGED = /^(?:pdf|docx?|xlsx?)$/;

/** Text where the source of a document is text, with its title and what is said of it. */
function contentOf(document: RecordValue): Document {
  const source = fieldOf(document, 'source')?.value;
  if (source?.kind !== 'record') return pagesOf(document);
  const type = knownText(fieldOf(source, 'type')?.value);
  const bytes = fieldOf(source, 'bytes');
  // The bytes of a file of text are its text.
  const read = bytes !== undefined && knownText(bytes.value) !== null && !PAGED.test(knownText(fieldOf(document, 'format')?.value) ?? '') ? bytes : undefined;
  const text = type === 'text' ? fieldOf(source, 'data') : (fieldOf(source, 'content') ?? fieldOf(source, 'text') ?? read);
  if (text === undefined) return pagesOf(source);
  const beside = ['title', 'context'].flatMap((key) => fieldOf(document, key)?.value ?? []);
  return { kind: 'text', parts: [...beside, text.value] };
}

function isPdf(data: RecordValue): boolean {
  return mimeTypeOf(data) === 'application/pdf';
}

/** Keys under which blocks have a document's data. */
const DATA_KEYS = ['data', 'bytes', 'file', 'file_data', 'fileData', 'source'];

function pagesOf(block: RecordValue): Document {
  let at: Value | undefined = block;
  for (let depth = 0; depth < 3 && at?.kind === 'record'; depth++) {
    const record: RecordValue = at;
    at = DATA_KEYS.map((key) => fieldOf(record, key)?.value).find((inner) => inner !== undefined);
  }
  const media = mediaIn(at);
  return { kind: 'pages', count: media?.kind === 'document' ? media.pages : null };
}

/** The texts in documents that stand beside the messages, whatever their fields are called. */
export function textsIn(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
}

/** What a text that is a file's bytes shows. */
export function mediaIn(value: Value | undefined): Media | null {
  return value?.kind !== 'text' ? null : (value.parts.flatMap((part) => (typeof part === 'string' || part.media === undefined ? [] : [part.media]))[0] ?? null);
}

/** Seconds of a recording that nobody has heard. */
const SECONDS: Range = { low: 1, high: 1_200 };

/** A recording that a content block is, or null where it is none. */
export function recordingIn(block: RecordValue): 'audio' | 'video' | null {
  const type = knownText(fieldOf(block, 'type')?.value);
  if (type === 'input_audio' || type === 'audio') return 'audio';
  if (type === 'video' || type === 'video_url' || type === 'input_video') return 'video';
  const mime = mimeTypeOf(heldOrNamedIn(block));
  if (mime !== null) return mime.startsWith('audio/') ? 'audio' : mime.startsWith('video/') ? 'video' : null;
  return type === null ? ((['audio', 'video'] as const).find((kind) => fieldOf(block, kind)?.value.kind === 'record') ?? null) : null;
}

export function recordingTokens(second: Range): Range {
  return { low: second.low * SECONDS.low, high: second.high * SECONDS.high };
}

/** Tokens of a document, of usual length where its pages are not counted. */
export function documentTokens(page: Range, count: number | null): Range {
  return { low: page.low * (count ?? PAGES.low), high: page.high * (count ?? PAGES.high) };
}

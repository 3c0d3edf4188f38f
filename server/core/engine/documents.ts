/** Documents that a request carries beside its text: what is known of their text, or that there are pages to be read. */
import type { Range } from '../model/cost.ts';
import { fieldOf, knownText, type RecordValue, type Value } from '../model/value.ts';

/** Pages of a document that nobody has opened. */
const PAGES: Range = { low: 1, high: 10 };

export type Document = { readonly kind: 'text'; readonly parts: readonly Value[] } | { readonly kind: 'pages' };

/** The document that a content block is, or null where it is none. */
export function documentIn(block: RecordValue): Document | null {
  const type = knownText(fieldOf(block, 'type')?.value);
  if (type === 'file' || type === 'input_file') return { kind: 'pages' };
  if (type === 'document') return contentOf(block);
  if (type !== null) return null;
  const inline = fieldOf(block, 'inlineData') ?? fieldOf(block, 'inline_data') ?? fieldOf(block, 'fileData') ?? fieldOf(block, 'file_data');
  if (inline?.value.kind === 'record') return isPdf(inline.value) ? { kind: 'pages' } : null;
  const converse = fieldOf(block, 'document')?.value;
  return converse?.kind === 'record' && fieldOf(converse, 'source') !== undefined ? contentOf(converse) : null;
}

/** Text where the source of a document is text, with its title and what is said of it. */
function contentOf(document: RecordValue): Document {
  const source = fieldOf(document, 'source')?.value;
  if (source?.kind !== 'record') return { kind: 'pages' };
  const type = knownText(fieldOf(source, 'type')?.value);
  const text = type === 'text' ? fieldOf(source, 'data') : (fieldOf(source, 'content') ?? fieldOf(source, 'text'));
  if (text === undefined) return { kind: 'pages' };
  const beside = ['title', 'context'].flatMap((key) => fieldOf(document, key)?.value ?? []);
  return { kind: 'text', parts: [...beside, text.value] };
}

function isPdf(data: RecordValue): boolean {
  return knownText((fieldOf(data, 'mimeType') ?? fieldOf(data, 'mime_type'))?.value) === 'application/pdf';
}

/** Tokens of a document of usual length. */
export function documentTokens(page: Range): Range {
  return { low: page.low * PAGES.low, high: page.high * PAGES.high };
}

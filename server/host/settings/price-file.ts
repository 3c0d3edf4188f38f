/**
 * Newer prices without a new release: one file of ours beside a manifest with its hash, fetched only when somebody asks, kept in the user's cache folder. What does not
 * fit the schema or the hash is never stored, and what is stored is used only where it is newer than the prices built in.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createModelIndex, type Catalog, type ModelCard } from '../../core/index.ts';
import { judgeManifest, judgePrices } from './price-schema.ts';
import { replaceFile } from '../files/replace-file.ts';
import { sha256 } from '../sha256.ts';

/**
 * The manifest to fetch, which `PROMPTCOST_PRICES_URL` names; `scripts/prices-file.mjs` writes it and the prices. Null where it is not set. Deliberately there is no address built in as long as the
 * project has none of its own: whoever holds the address decides what everybody's calls seem to cost.
 */
export function pricesUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  const url = env['PROMPTCOST_PRICES_URL'];
  return url === undefined || url === '' ? null : url;
}

/** Says which file holds the prices, and its hash. */
export interface PriceManifest {
  readonly schemaVersion: 1;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** A name beside the manifest. */
  readonly file: string;
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
}

export type PriceUpdate =
  | { readonly kind: 'updated'; readonly asOf: string; readonly models: number }
  /** What is there is as new. */
  | { readonly kind: 'current'; readonly asOf: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface UpdateOptions {
  readonly url: string;
  /** The user's cache folder for prices. */
  readonly folder: string;
  /** The date of the prices in use, `YYYY-MM-DD`. */
  readonly have: string;
}

const notUnderstood: PriceUpdate = { kind: 'failed', why: 'the file is not what this version understands; a newer promptcost may' };

const MANIFEST = 'manifest.json';
const PRICES = 'prices.json';
const MOST_BYTES = 8_000_000;
const PATIENCE = 15_000;
/** Touched when an update was tried. */
const TRIED = 'tried';
const DAY = 86_400_000;

/** Fetches the manifest and, where it is newer, the prices. Never throws: what went wrong is said. */
export async function updatePrices({ url, folder, have }: UpdateOptions): Promise<PriceUpdate> {
  try {
    const manifest = judgeManifest(JSON.parse((await fetchBytes(url)).toString('utf8')));
    if (manifest === null) return notUnderstood;
    if (manifest.asOf <= have) return { kind: 'current', asOf: have };
    const bytes = await fetchBytes(new URL(manifest.file, url).href);
    const hash = sha256(bytes);
    if (hash !== manifest.sha256) return { kind: 'failed', why: `${manifest.file} has another hash than its manifest says; nothing was stored` };
    const cards = judgePrices(JSON.parse(bytes.toString('utf8')));
    if (cards === null) return notUnderstood;
    mkdirSync(folder, { recursive: true });
    replaceFile(path.join(folder, PRICES), bytes);
    replaceFile(path.join(folder, MANIFEST), Buffer.from(JSON.stringify(manifest)));
    return { kind: 'updated', asOf: manifest.asOf, models: cards.length };
  } catch (error) {
    return { kind: 'failed', why: reason(error) };
  }
}

/** An update, unless one was tried in the last day; null then. */
export async function updateDaily(options: UpdateOptions): Promise<PriceUpdate | null> {
  const stamp = path.join(options.folder, TRIED);
  try {
    if (Date.now() - statSync(stamp).mtimeMs < DAY) return null;
  } catch {
    // It was never tried here.
  }
  const update = await updatePrices(options);
  try {
    mkdirSync(options.folder, { recursive: true });
    writeFileSync(stamp, '');
  } catch (error) {
    return { kind: 'failed', why: reason(error) };
  }
  return update;
}

/** The prices that an earlier update stored; null where there are none, or where they are not what was stored. */
export function storedPrices(folder: string): { readonly asOf: string; readonly cards: readonly ModelCard[] } | null {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8')) as PriceManifest;
    const bytes = readFileSync(path.join(folder, PRICES));
    // The schema was asked before the file was stored; the hash says that it is still that file.
    if (manifest.schemaVersion !== 1 || sha256(bytes) !== manifest.sha256) return null;
    return { asOf: manifest.asOf, cards: JSON.parse(bytes.toString('utf8')) as readonly ModelCard[] };
  } catch {
    // No file is the usual case; a broken one counts as none, and the prices built in are used.
    return null;
  }
}

/** The catalogue with the stored prices, where they are newer than its own. */
export function withStoredPrices(catalog: Catalog, folder: string | null): Catalog {
  const stored = folder === null ? null : storedPrices(folder);
  if (stored === null || stored.asOf <= catalog.pricesAsOf) return catalog;
  return { ...catalog, models: createModelIndex(stored.cards, catalog.models.kinds), modelCards: stored.cards, pricesAsOf: stored.asOf };
}

async function fetchBytes(url: string): Promise<Buffer> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && hostname !== 'localhost' && hostname !== '127.0.0.1') throw new Error(`${url} is not fetched: only https is`);
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Error(`${url} is larger than prices can be`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}

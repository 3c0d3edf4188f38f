/**
 * Tokens of an image by each provider's formula, and the size of an image that a request carries as base64. The formulas are the providers' own;
 * `docs/tokens.md` says which recorded requests they were held against.
 */
import type { Range } from '../../model/cost.ts';
import type { ImageRule } from '../../model/price.ts';

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a picture that nobody knows the size of: an icon to a photograph of today. The longer of the usual shapes takes more tiles. */
const SMALLEST: ImageSize = { width: 100, height: 100 };
const LARGEST: ImageSize = { width: 4500, height: 3000 };

/** @param size null where it is not known; the range is then that of usual pictures. @param detail as the request says it: `low`, `high`, `auto`, or null. */
export function imageTokens(rule: ImageRule, size: ImageSize | null, detail: string | null): Range {
  if (size === null) {
    if (rule.kind === 'tiles' && detail === 'low') return { low: rule.base, high: rule.base };
    return { low: imageTokens(rule, SMALLEST, detail).low, high: imageTokens(rule, LARGEST, detail).high };
  }
  switch (rule.kind) {
    case 'tiles': {
      const count = detail === 'low' ? 0 : tiles(size);
      return { low: rule.base + rule.tile * count, high: rule.base + rule.tile * count };
    }
    case 'patches': {
      const count = patches(fitted(size, detail === 'low' ? 512 : Number.POSITIVE_INFINITY), rule.max);
      return { low: Math.floor(count * rule.factor), high: Math.ceil(count * rule.factor) + 2 };
    }
    case 'grid': {
      const count = squares(fitted(size, rule.edge), rule.cell, rule.max);
      // Some requests were counted at 750 pixels a token instead of a square's 784.
      return { low: count, high: Math.ceil(count * 1.046) + 4 };
    }
    case 'crops': {
      const unit = Math.min(768, Math.max(256, Math.floor(Math.min(size.width, size.height) / 1.5)));
      const small = size.width <= 384 && size.height <= 384;
      const crops = small ? 1 : Math.ceil(size.width / unit) * Math.ceil(size.height / unit) + 1;
      return { low: rule.least * (rule.most === 'crops' ? crops : 1), high: rule.least * crops };
    }
    case 'rows': {
      const { width, height } = fitted(size, rule.edge);
      const count = (Math.ceil(width / rule.cell) + 1) * Math.ceil(height / rule.cell);
      return { low: count, high: count };
    }
    case 'area': {
      const grown = Math.max(1, rule.edge / Math.max(size.width, size.height));
      const pixels = size.width * size.height * grown * grown;
      return pixels > LARGE_AREA.pixels ? LARGE_AREA.tokens : { low: Math.floor(pixels / rule.most), high: Math.ceil(pixels / rule.least) };
    }
    case 'flat':
      return { low: rule.low, high: rule.high };
  }
}

/** Larger pictures are made smaller. Amazon's own examples end at 1.7 million pixels and 2,600 tokens, and a picture of 3008 by 2000 pixels was billed some 1,835. */
const LARGE_AREA: { readonly pixels: number; readonly tokens: Range } = { pixels: 1_700_000, tokens: { low: 1_600, high: 2_700 } };

/** 512-pixel tiles of an image that was scaled into 2048 × 2048 and then to 768 pixels on its short side. Smaller ones keep their size. */
function tiles(size: ImageSize): number {
  const square = fitted(size, 2048);
  const scale = Math.min(1, 768 / Math.min(square.width, square.height));
  return Math.ceil((square.width * scale) / 512) * Math.ceil((square.height * scale) / 512);
}

const PATCH = 32;

/** Patches of an image, which is made smaller until its shorter count of them is a whole one where there would be more than `max`. */
function patches({ width, height }: ImageSize, max: number): number {
  const count = Math.ceil(width / PATCH) * Math.ceil(height / PATCH);
  if (count <= max) return count;
  const shrink = Math.sqrt((PATCH * PATCH * max) / (width * height));
  const [across, down] = [(width * shrink) / PATCH, (height * shrink) / PATCH];
  const whole = Math.min(Math.floor(across) / across, Math.floor(down) / down);
  // What is a whole number but for the last binary digit is one.
  return Math.ceil(across * whole - 1e-6) * Math.ceil(down * whole - 1e-6);
}

/** Squares that cover an image, which is made smaller by a column at a time while there are more than `max`. */
function squares({ width, height }: ImageSize, cell: number, max: number): number {
  const whole = Math.ceil(width / cell) * Math.ceil(height / cell);
  if (whole <= max) return whole;
  for (let columns = Math.floor(width / cell); columns > 1; columns--) {
    const count = columns * Math.ceil((columns * height) / width);
    if (count <= max) return count;
  }
  return max;
}

function fitted({ width, height }: ImageSize, edge: number): ImageSize {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The size of a PNG, JPEG, GIF or WebP in base64, from its first bytes; null where they do not tell. */
export function sizeOfBase64(data: string): ImageSize | null {
  return sizeIn((at, count) => decoded(data, at, count), Math.floor((data.length * 3) / 4));
}

/** The same of bytes, the first of a file. */
export function sizeOfBytes(data: Uint8Array): ImageSize | null {
  return sizeIn((at, count) => [...data.subarray(at, at + count), 0, 0].slice(0, count), data.length);
}

function sizeIn(bytes: (at: number, count: number) => readonly number[], length: number): ImageSize | null {
  const big = (at: number): number => bytes(at, 2).reduce((sum, byte) => sum * 256 + byte, 0);
  const little = (at: number): number => bytes(at, 2).reduceRight((sum, byte) => sum * 256 + byte, 0);
  const start = bytes(0, 4);
  if (start[0] === 0x89 && start[1] === 0x50) return known(big(16) * 65536 + big(18), big(20) * 65536 + big(22));
  if (start[0] === 0x47 && start[1] === 0x49) return known(little(6), little(8));
  if (start[0] === 0x52 && start[1] === 0x49) return bytes(15, 1)[0] === 0x58 ? known(little(24) + 1, little(27) + 1) : bytes(15, 1)[0] === 0x20 ? known(little(26) & 0x3fff, little(28) & 0x3fff) : null;
  if (start[0] !== 0xff || start[1] !== 0xd8) return null;
  // A JPEG is a row of segments with their lengths; the one that begins a frame has the size.
  const end = length - 9;
  for (let at = 2; at < end;) {
    const [mark, type] = bytes(at, 2);
    if (mark !== 0xff) return null;
    if (type! >= 0xc0 && type! <= 0xcf && type !== 0xc4 && type !== 0xc8 && type !== 0xcc) return known(big(at + 7), big(at + 5));
    at += 2 + big(at + 2);
  }
  return null;
}

function known(width: number, height: number): ImageSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The same where it stands in addresses. */
const IN_ADDRESSES: Readonly<Record<string, string>> = { '-': '+', _: '/' };

function letter(given: string | undefined): string {
  return given === undefined ? 'A' : (IN_ADDRESSES[given] ?? given);
}

export function decoded(base64: string, at: number, count: number): readonly number[] {
  const out: number[] = [];
  for (let byte = at; byte < at + count; byte++) {
    const group = Math.floor(byte / 3) * 4;
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => Math.max(0, ALPHABET.indexOf(letter(base64[group + i]))));
    const whole = a! * 262144 + b! * 4096 + c! * 64 + d!;
    out.push(Math.floor(whole / 256 ** (2 - (byte % 3))) % 256);
  }
  return out;
}

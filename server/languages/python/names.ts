/**
 * One string for each name, shared by all of a parse.
 *
 * A cut-out of the source keeps the whole source alive in V8, so a name is copied once and then found by its hash. Symbols are
 * small integers, valid until `startNames` is next called; keywords come first, so that a symbol tells a keyword at once.
 */

import { KEYWORDS } from './tokens.ts';

export const SYMBOL_MATCH = KEYWORDS.length + 1;
export const SYMBOL_CASE = KEYWORDS.length + 2;
export const SYMBOL_TYPE = KEYWORDS.length + 3;
/** `_`, which a pattern does not bind. */
export const SYMBOL_WILDCARD = KEYWORDS.length + 4;

const RESERVED: readonly string[] = [...KEYWORDS, 'match', 'case', 'type', '_'];
/** Names outlive a parse, since most files share theirs, but not without bound. */
const MOST_NAMES = 40_000;

let names: string[] = [''];
let normals: string[] = [''];
let hashes: number[] = [0];
let slots = new Int32Array(1 << 13);

/** To be called before each parse. */
export function startNames(): void {
  if (names.length > MOST_NAMES || names.length === 1) {
    names = [''];
    normals = [''];
    hashes = [0];
    slots = new Int32Array(1 << 13);
    for (const word of RESERVED) {
      let hash = 0;
      for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
      symbolOf(word, 0, word.length, hash);
    }
  }
}

/** The symbol of text[start, end), whose hash is that of `hash = hash × 31 + code unit` from 0. */
export function symbolOf(text: string, start: number, end: number, hash: number): number {
  const mask = slots.length - 1;
  const length = end - start;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const symbol = slots[slot]!;
    if (symbol === 0) break;
    if (hashes[symbol] === hash) {
      const known = names[symbol]!;
      if (known.length === length) {
        let i = 0;
        while (i < length && known.charCodeAt(i) === text.charCodeAt(start + i)) i++;
        if (i === length) return symbol;
      }
    }
    slot = (slot + 1) & mask;
  }
  const symbol = names.length;
  const name = copyOf(text, start, end);
  names.push(name);
  normals.push(normal(name));
  hashes.push(hash);
  slots[slot] = symbol;
  if (names.length * 2 > slots.length) widen();
  return symbol;
}

/** The name as Python compares it: in its NFKC form. */
export function nameOf(symbol: number): string {
  return normals[symbol]!;
}

function normal(name: string): string {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 127) return name.normalize('NFKC');
  return name;
}

function copyOf(text: string, start: number, end: number): string {
  if (end - start < 13) return text.slice(start, end);
  let copy = '';
  for (let at = start; at < end; at += 12) copy += text.slice(at, Math.min(at + 12, end));
  return copy;
}

function widen(): void {
  const wider = new Int32Array(slots.length * 2);
  const mask = wider.length - 1;
  for (let symbol = 1; symbol < names.length; symbol++) {
    const hash = hashes[symbol]!;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (wider[slot] !== 0) slot = (slot + 1) & mask;
    wider[slot] = symbol;
  }
  slots = wider;
}

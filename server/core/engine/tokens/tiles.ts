/**
 * Counts the fewest pieces of a vocabulary that cover a marked text: what a tokenizer is known to count although nobody knows how it cuts. What no
 * piece covers falls to its bytes.
 */
import { isMark, marked, normalized, unescaped, type MarkingRules } from './marked-words.ts';

/** As packed: `scripts/claude-pieces.mjs` says where it comes from. */
export interface PieceFile {
  readonly foldsQuotes: boolean;
  readonly capitalsFrom: number | null;
  readonly pieces: readonly string[];
  /** Beginnings of characters in UTF-8 that are one token, in hexadecimal. */
  readonly bytes: readonly string[];
}

export interface Pieces {
  readonly rules: Omit<MarkingRules, 'opensAsWord'>;
  readonly trie: Trie;
  /** Tokens of a character that no piece covers. */
  readonly cost: (character: string) => number;
}

/** The pieces read backwards. An edge is found by hashing its node and character; node 0 is the root, and no edge leads there. */
interface Trie {
  readonly from: Int32Array;
  readonly by: Uint16Array;
  readonly to: Int32Array;
  readonly mask: number;
  /** Whether a piece ends at a node. */
  readonly ends: Uint8Array;
}

export function loadPieces({ foldsQuotes, capitalsFrom, pieces, bytes }: PieceFile): Pieces {
  const whole = new Set(pieces.filter((piece) => piece.length === 1 && !isMark(piece)));
  const tokens = new Set([...bytes, ...Array.from(whole, hex)]);
  const costs = new Map<string, number>();
  return {
    rules: { foldsQuotes, capitalsFrom },
    trie: trieOf(pieces),
    cost: (character) => {
      let cost = costs.get(character);
      if (cost === undefined) costs.set(character, (cost = whole.has(character) ? 1 : cheapest(hex(character), tokens)));
      return cost;
    },
  };
}

function trieOf(pieces: readonly string[]): Trie {
  const most = 1 + pieces.reduce((sum, piece) => sum + piece.length, 0);
  const size = 2 ** Math.ceil(Math.log2(2 * most));
  const trie = { from: new Int32Array(size), by: new Uint16Array(size), to: new Int32Array(size), mask: size - 1, ends: new Uint8Array(most) };
  let nodes = 1;
  for (const piece of pieces) {
    let node = 0;
    for (let i = piece.length - 1; i >= 0; i--) {
      const code = piece.charCodeAt(i);
      const slot = slotOf(trie, node, code);
      if (trie.to[slot] === 0) {
        trie.from[slot] = node;
        trie.by[slot] = code;
        trie.to[slot] = nodes++;
      }
      node = trie.to[slot]!;
    }
    trie.ends[node] = 1;
  }
  return trie;
}

/** Where the edge is, or where it would be. */
function slotOf({ from, by, to, mask }: Trie, node: number, code: number): number {
  let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) & mask;
  slot ^= slot >>> 9;
  while (to[slot] !== 0 && (from[slot] !== node || by[slot] !== code)) slot = (slot + 1) & mask;
  return slot;
}

/** Tokens of the text of a message. `opensAsWord`: see `MarkingRules`. */
export function countTiles(vocabulary: Pieces, text: string, opensAsWord: boolean): number {
  const rules: MarkingRules = { ...vocabulary.rules, opensAsWord };
  const norm = normalized(text, rules);
  const body = norm.replace(/\n+$/, '');
  const ending = norm.length - body.length;
  // A message ends in two new lines of its own, which those of the text can join.
  const tail = ending === 0 ? 0 : tiles(vocabulary, '\n'.repeat(ending + 2)) - 1;
  return tail + tiles(vocabulary, marked(body, rules, text.startsWith(' ')));
}

function tiles({ trie, cost }: Pieces, text: string): number {
  const { to, ends } = trie;
  // Positions are UTF-16 units. No piece begins or ends inside a pair of them, so what costs nothing there is never used.
  const best = new Int32Array(text.length + 1);
  for (let end = 1; end <= text.length; end++) {
    const code = text.charCodeAt(end - 1);
    if ((code & 0xfc00) === 0xd800) continue;
    const low = (code & 0xfc00) === 0xdc00 ? 2 : 1;
    let node = low === 2 ? 0 : to[slotOf(trie, 0, code)]!;
    let fewest = best[end - low]! + (node !== 0 && ends[node] === 1 ? 1 : unitCost(text.slice(end - low, end), cost));
    for (let start = end - 2; start >= 0 && node !== 0; start--) {
      node = to[slotOf(trie, node, text.charCodeAt(start))]!;
      if (node !== 0 && ends[node] === 1 && best[start]! + 1 < fewest) fewest = best[start]! + 1;
    }
    best[end] = fewest;
  }
  return best[text.length]!;
}

function unitCost(character: string, cost: Pieces['cost']): number {
  return isMark(character) ? 1 : cost(unescaped(character));
}

/** A character in UTF-8. */
function hex(character: string): string {
  const code = character.codePointAt(0)!;
  const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const first = more === 0 ? code : ((0xff00 >> (more + 1)) & 0xff) | (code >> (6 * more));
  const rest = Array.from({ length: more }, (_, i) => 0x80 | ((code >> (6 * (more - 1 - i))) & 0x3f));
  return [first, ...rest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The fewest tokens that bytes can be cut into; each single byte is one. */
function cheapest(bytes: string, tokens: ReadonlySet<string>): number {
  const best = [0];
  for (let end = 2; end <= bytes.length; end += 2) {
    let fewest = best[end / 2 - 1]! + 1;
    for (let start = end - 4; start >= 0; start -= 2) if (tokens.has(bytes.slice(start, end))) fewest = Math.min(fewest, best[start / 2]! + 1);
    best.push(fewest);
  }
  return best.at(-1)!;
}

/** Characters and the short stretches of text that are told by them: words, numbers, line ends. Pure functions of text and offsets. */

export const IDENTIFIER = 1;
export const DIGIT = 2;
export const SPACE = 3;
export const LINE = 4;

export const CLASSES = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95) CLASSES[c] = IDENTIFIER;
  else if (c >= 48 && c <= 57) CLASSES[c] = DIGIT;
  else if (c === 32 || c === 9 || c === 12) CLASSES[c] = SPACE;
  else if (c === 10 || c === 13) CLASSES[c] = LINE;
}

export function isWordPart(c: number): boolean {
  return c >= 128 || CLASSES[c] === IDENTIFIER || CLASSES[c] === DIGIT;
}

/** Spaces that Python rejects and people paste; U+FEFF is the byte order mark. */
export function isForeignSpace(c: number): boolean {
  return c === 0xa0 || c === 0xfeff || c === 0x3000 || (c >= 0x2000 && c <= 0x200b);
}

export function endOfLine(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === 10 || c === 13) break;
    pos++;
  }
  return pos;
}

/** The offset behind the line end at `pos`, -1 if there is none. */
export function lineEndAfter(text: string, pos: number, limit: number): number {
  if (pos >= limit) return -1;
  const c = text.charCodeAt(pos);
  if (c === 10) return pos + 1;
  if (c === 13) return pos + 1 < limit && text.charCodeAt(pos + 1) === 10 ? pos + 2 : pos + 1;
  return -1;
}

export function endsWithColon(text: string, lineStart: number): boolean {
  let pos = endOfLine(text, lineStart, text.length) - 1;
  while (pos > lineStart && (text.charCodeAt(pos) === 32 || text.charCodeAt(pos) === 9)) pos--;
  return text.charCodeAt(pos) === 58;
}

export function numberEnd(text: string, start: number, limit: number): number {
  let pos = start;
  const c = text.charCodeAt(pos);
  const marker = pos + 1 < limit ? text.charCodeAt(pos + 1) | 32 : 0;
  if (c === 48 && (marker === 120 || marker === 111 || marker === 98)) {
    pos += 2;
    for (; pos < limit; pos++) {
      const d = text.charCodeAt(pos);
      const lower = d | 32;
      if (!((d >= 48 && d <= 57) || d === 95 || (marker === 120 && lower >= 97 && lower <= 102))) break;
    }
    return pos;
  }
  pos = digitsEnd(text, pos, limit);
  if (pos < limit && text.charCodeAt(pos) === 46) pos = digitsEnd(text, pos + 1, limit);
  if (pos < limit && (text.charCodeAt(pos) | 32) === 101) {
    let at = pos + 1;
    if (at < limit && (text.charCodeAt(at) === 43 || text.charCodeAt(at) === 45)) at++;
    const end = digitsEnd(text, at, limit);
    if (end > at) pos = end;
  }
  if (pos < limit) {
    const suffix = text.charCodeAt(pos) | 32;
    // `l` is Python 2.
    if ((suffix === 106 || suffix === 108) && !(pos + 1 < limit && isWordPart(text.charCodeAt(pos + 1)))) pos++;
  }
  return pos;
}

function digitsEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if ((c < 48 || c > 57) && c !== 95) break;
    pos++;
  }
  return pos;
}

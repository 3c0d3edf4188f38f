// Draws client/media/icon.png (256 × 256): a prompt sign and a coin. `node scripts/icon.mjs` writes it again; no image tool is needed.
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const size = 256;
const samples = 4;

// Signed distances in units of the icon (0…256): negative inside a shape.
const disc = (x, y, cx, cy, r) => Math.hypot(x - cx, y - cy) - r;
const roundedBox = (x, y, cx, cy, half, r) => {
  const dx = Math.abs(x - cx) - half + r;
  const dy = Math.abs(y - cy) - half + r;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
};
const stroke = (x, y, x1, y1, x2, y2, width) => {
  const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)));
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) - width / 2;
};
/** The open ring of a cent sign; the gap looks to the right. */
const openRing = (x, y, cx, cy, r, width) => {
  const angle = Math.atan2(y - cy, x - cx);
  const gap = 0.82;
  if (Math.abs(angle) >= gap) return Math.abs(Math.hypot(x - cx, y - cy) - r) - width / 2;
  const side = Math.sign(angle || 1);
  return Math.hypot(x - cx - r * Math.cos(gap), y - cy - side * r * Math.sin(gap)) - width / 2;
};

const mix = (a, b, t) => a.map((v, i) => v + (b[i] - v) * t);

/** The colour at a point, or null outside the icon. */
function colourAt(x, y) {
  if (roundedBox(x, y, 128, 128, 128, 52) > 0) return null;
  const ground = mix([24, 58, 74], [11, 26, 38], y / size);
  const coin = [170, 150];
  if (disc(x, y, ...coin, 58) < 0) {
    if (openRing(x, y, ...coin, 25, 11) < 0 || stroke(x, y, coin[0], coin[1] - 39, coin[0], coin[1] + 39, 9) < 0) return [74, 46, 4];
    if (disc(x, y, ...coin, 50) > 0) return [214, 148, 22];
    return mix([255, 214, 92], [244, 176, 44], (y - 84) / 116);
  }
  // The coin casts a gap on the prompt sign, so that both stay legible at 16 pixels.
  if (disc(x, y, ...coin, 67) < 0) return ground;
  if (stroke(x, y, 44, 66, 96, 118, 24) < 0 || stroke(x, y, 96, 118, 44, 170, 24) < 0) return [236, 244, 247];
  return ground;
}

const raw = Buffer.alloc((size * 4 + 1) * size);
for (let py = 0; py < size; py++) {
  for (let px = 0; px < size; px++) {
    let [r, g, b, hits] = [0, 0, 0, 0];
    for (let sy = 0; sy < samples; sy++) {
      for (let sx = 0; sx < samples; sx++) {
        const colour = colourAt(px + (sx + 0.5) / samples, py + (sy + 0.5) / samples);
        if (colour === null) continue;
        r += colour[0];
        g += colour[1];
        b += colour[2];
        hits++;
      }
    }
    if (hits > 0) raw.set([r / hits, g / hits, b / hits, (hits / samples ** 2) * 255].map(Math.round), py * (size * 4 + 1) + 1 + px * 4);
  }
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => ~bytes.reduce((c, byte) => crcTable[(c ^ byte) & 255] ^ (c >>> 8), -1) >>> 0;
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(raw, { level: 9 })),
  chunk('IEND', Buffer.alloc(0)),
]);
const target = fileURLToPath(new URL('../client/media/icon.png', import.meta.url));
writeFileSync(target, png);
console.log(`${target}: ${png.length} bytes`);

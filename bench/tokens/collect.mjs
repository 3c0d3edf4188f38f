/**
 * Builds `recorded.json` out of recorded requests: `node bench/tokens/collect.mjs RECORDINGS.jsonl [EARLIER.json]`, or adds them to it: `… RECORDINGS.jsonl --add`. A line is one request with what the
 * API counted: `{ repo, commit, path, index, api, provider, platform, model, body, recorded, apart }`; `commit` names the commit or the published
 * package it was read in, `apart` says why its prompt is not wholly in it (files by reference, hosted tools, earlier turns kept by the provider), or is
 * null. Only counts go into the table, never a prompt.
 *
 * Of what is added, recordings of sources that were read before are counted anew, and their rows take the places of those before.
 * Rows of an earlier table are kept, unless they are only added to, where the recordings lack them and their counts hold still: text, and tools where they are multiples of o200k's count
 * of their JSON. What stands around a text that is kept is worked out anew, its turns taken to be a system prompt where they are even in number.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstimator } from './request.mjs';

const TABLE = new URL('recorded.json', import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'promptcost-recorded-'));
try {
  const { engine, estimate } = await loadEstimator(folder);
  const lines = (await readFile(process.argv[2], 'utf8')).split('\n').filter((line) => line !== '');
  const rows = new Map();
  const adding = process.argv[3] === '--add';
  const before = adding ? JSON.parse(await readFile(TABLE, 'utf8')) : null;
  const commits = Object.fromEntries(Object.entries(before?.sources ?? {}).map(([repo, names]) => [repo, new Set(names)]));
  const left = { ...before?.leftOut };
  const recordings = lines.map((line) => JSON.parse(line));
  const place = ({ repo, path, index }) => JSON.stringify([repo, path, index]);
  const again = new Set(recordings.map(place));
  const others = (before?.rows ?? []).filter((row) => !again.has(place(row)));
  const known = new Set(others.map(keyOf));
  const readBefore = ({ repo, commit }) => before?.sources[repo]?.includes(commit) === true;
  for (const recording of recordings) {
    const why = recording.apart ?? null;
    const { card, parts, around, exactText, exact } = why === null ? estimate(recording) : {};
    const reason = why ?? (card === null ? 'a model without a price here' : parts.some((part) => part.assumed.high > 0) ? 'parts of unknown size' : null);
    if (reason !== null) {
      if (!readBefore(recording)) left[reason] = (left[reason] ?? 0) + 1;
      continue;
    }
    const text = exactText.filter((tokens) => tokens !== 0);
    const others = parts.filter((part) => part.role === 'tools');
    const rest = ['low', 'high'].map((side) => round(around[side] + parts.reduce((sum, part) => sum + part.around[side], 0) + others.reduce((sum, part) => sum + part.tokens[side], 0)));
    const row = { tokenizer: card.tokenizer, framing: card.framing, provider: recording.provider, model: card.id, api: recording.api, kind: recording.kind, exact, text, rest, recorded: recording.recorded };
    const key = keyOf(row);
    (commits[recording.repo] ??= new Set()).add(recording.commit);
    if (!rows.has(key) && !known.has(key)) rows.set(key, { ...row, repo: recording.repo, path: recording.path, index: recording.index });
  }
  const same = ({ model, api, kind, recorded, provider }) => JSON.stringify([model, api, kind, recorded, provider]);
  const found = new Set([...rows.values()].map(same));
  let kept = 0;
  for (const row of process.argv[3] === undefined || adding ? [] : JSON.parse(await readFile(process.argv[3], 'utf8')).rows) {
    const encoded = row.tokenizer === 'o200k' || row.tokenizer === 'cl100k';
    const asJson = engine.FRAMINGS[row.framing].tools.reads === 'json';
    const still = row.kind === 'text' || (encoded ? row.kind === 'images' : asJson);
    if (!still || found.has(same(row))) continue;
    rows.set(JSON.stringify([row.repo, row.path, row.index]), { exact: encoded, ...row, ...(encoded || asJson ? {} : { rest: aroundTurns(row, engine.FRAMINGS[row.framing]) }) });
    kept++;
  }
  const sources = Object.fromEntries(Object.entries(commits).map(([repo, names]) => [repo, [...names].sort()]));
  const table = { recordings: recordings.filter((recording) => !readBefore(recording)).length + (before?.recordings ?? 0), kept: kept + (before?.kept ?? 0), leftOut: left, sources, rows: [...others, ...rows.values()].sort((a, b) => compare(a.tokenizer, b.tokenizer) || compare(a.repo, b.repo) || compare(a.path, b.path) || a.index - b.index) };
  const text = `{"recordings":${table.recordings},\n"kept":${table.kept},\n"leftOut":${JSON.stringify(table.leftOut)},\n"sources":${JSON.stringify(table.sources, null, 1)},\n"rows":[\n${table.rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
  await writeFile(TABLE, text);
  console.log(`${table.rows.length} different ones of ${lines.length}`, left);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** What tells a request from others, wherever it was recorded. */
function keyOf({ repo, path, index, ...row }) {
  return JSON.stringify(row);
}

/** What stands around the turns of a text, of which only the counts are known. */
function aroundTurns({ text, rest }, framing) {
  const first = text.length % 2 === 0 ? ['system'] : [];
  const turns = [...first, ...text.slice(first.length).map((_, i) => (i % 2 === 0 ? 'user' : 'assistant'))];
  // A request that asks for reasoning has the room for its prompt still.
  const reasoning = rest[1] - rest[0] > 50 ? framing.reasoning : { low: 0, high: 0 };
  return ['low', 'high'].map((side) => {
    const around = turns.map((turn) => (turn === 'user' ? 0 : framing[turn][side]) + (turn === 'system' && framing.systemIs === 'apart' ? 0 : framing.message[side]));
    return around.reduce((sum, tokens) => sum + tokens, framing.request[side] + reasoning[side]);
  });
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function round(tokens) {
  return Math.round(tokens * 10) / 10;
}

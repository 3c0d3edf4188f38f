/**
 * One measuring process: `node --expose-gc editing.mjs ENGINE TOKENS python|typescript typing|edits|endurance [ROUNDS]`. Prints a line of JSON.
 *
 * `typing` opens a long file and types calls into it, at three places, character by character, and asks for the findings after each. Once as a plain
 * text field would take it, once as editors do, which close brackets and quotes by themselves. Positions are timed ROUNDS times (three) in the warm
 * process, and the median counts; the first time, in the cold process, is told apart. A time is the smaller of wall time and the process's CPU time (collector
 * and compiler threads included), since both can only be too large: on a busy machine the wall runs on while we wait for a core.
 *
 * `edits` goes to and fro between two texts that differ by an edit past a function's bounds (`edits.mjs`), and tells the time of each way there, by the same rule.
 *
 * `endurance` makes ten thousand edits and compares the heap early and late.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editsOf } from './edits.mjs';
import { quantile } from './processes.mjs';
import { longPython, longTypescript } from './sources.mjs';

const edits = 10_000;
const [enginePath, tokensFolder, language, mode, rounds = '3'] = process.argv.slice(2);
const { catalog, createWorkspace, createNodeHost, createTokenCounts } = createRequire(import.meta.url)(enginePath);

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'promptcost-bench-')));
try {
  const make = language === 'python' ? longPython : longTypescript;
  console.log(JSON.stringify(mode === 'typing' ? typing(make()) : mode === 'edits' ? edited(make()) : endurance(make(8))));
} finally {
  rmSync(folder, { recursive: true });
}

/** The text of one open file, and the analysis after each change of it. */
function openFile({ path: name, text }) {
  const path = `${folder.replaceAll('\\', '/')}/${name}`;
  let current = text;
  const host = createNodeHost({
    roots: [folder.replaceAll('\\', '/')],
    extensions: new Set(catalog.languages.flatMap(({ extensions }) => extensions)),
    ruleIds: catalog.rules.map(({ meta }) => meta.id),
    countTokens: createTokenCounts(tokensFolder),
    judge: null,
    openText: (asked) => (asked === path ? current : undefined),
  });
  const workspace = createWorkspace(catalog, host);
  return (next) => {
    current = next;
    workspace.changed(path);
    return workspace.analyze(path);
  };
}

function typing(file) {
  const change = openFile(file);
  const { ms: opening, result: opened } = timed(() => change(file.text));
  const positions = ['bare', 'closing'].flatMap((keyboard) =>
    file.typed.flatMap((statement, index) => statesOf(statement, keyboard).map((typed) => ({ gap: file.gaps[index], typed, keyboard }))),
  );
  const cold = [];
  const times = positions.map(() => []);
  const gone = [];
  const changed = [];
  for (let round = 0; round <= Number(rounds); round++) {
    for (const [index, { gap, typed, keyboard }] of positions.entries()) {
      // Nobody deletes a call here and types the first letter of one there in the same stroke.
      if (positions[index - 1]?.gap !== gap) change(file.text);
      const text = file.text.slice(0, gap) + typed + file.text.slice(gap);
      const { ms, result: analysis } = timed(() => change(text));
      if (round > 0) times[index].push(ms);
      else {
        cold.push(ms);
        const { missing, different } = compareCalls(opened, analysis, gap, typed.length);
        if (missing > 0) gone.push({ keyboard, typed, missing });
        else if (different > 0) changed.push({ keyboard, typed, different });
      }
    }
  }
  const medians = times.map((values) => quantile(values, 0.5));
  const slowest = positions[medians.indexOf(Math.max(...medians))];
  return {
    lines: file.text.split('\n').length,
    calls: opened.calls.length,
    findings: opened.findings.length,
    opening,
    positions: positions.length,
    warm: spread(medians),
    cold: spread(cold),
    slowest: slowest.typed.slice(-40),
    gone: { bare: gone.filter(({ keyboard }) => keyboard === 'bare').length, closing: gone.filter(({ keyboard }) => keyboard === 'closing').length, examples: examples(gone) },
    changed: { count: changed.length, examples: examples(changed) },
  };
}

function edited(file) {
  const change = openFile(file);
  change(file.text);
  const edits = editsOf(file, language).map(({ name, from, to }) => {
    const there = [];
    const back = [];
    for (let round = 0; round <= Number(rounds) * 3; round++) {
      if (round === 0) change(from);
      const ways = [timed(() => change(to)).ms, timed(() => change(from)).ms];
      if (round > 0) [there, back].forEach((times, way) => times.push(ways[way]));
    }
    return { name, there: quantile(there, 0.5), back: quantile(back, 0.5) };
  });
  return { lines: file.text.split('\n').length, edits };
}

function timed(work) {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms: Math.min(wall, (user + system) / 1000), result };
}

/** Those of the keyboard that editors have come first. */
function examples(positions) {
  return [...positions].sort((a, b) => (a.keyboard < b.keyboard ? 1 : a.keyboard > b.keyboard ? -1 : 0)).slice(0, 3).map(({ typed, ...rest }) => ({ ...rest, typed: typed.slice(-40) }));
}

function spread(values) {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95), max: Math.max(...values) };
}

/** How many calls that were there before are not there, or are told to cost something else. */
function compareCalls(before, after, gap, length) {
  const now = new Map(after.calls.map((call) => [call.site.start, call]));
  let missing = 0;
  let different = 0;
  for (const call of before.calls) {
    const same = now.get(call.site.start < gap ? call.site.start : call.site.start + length);
    if (same === undefined || same.site.operation.api !== call.site.operation.api) missing++;
    else if (JSON.stringify(same.cost.dollars) !== JSON.stringify(call.cost.dollars)) different++;
  }
  return { missing, different };
}

/** What stands in the file after each key. An editor that closes brackets and quotes puts the closer behind the cursor, and types over it later. */
function statesOf(statement, keyboard) {
  const states = [];
  const closers = [];
  for (let i = 0; i < statement.length; i++) {
    const key = statement[i];
    if (keyboard === 'closing') {
      const quoted = `"'\``.includes(closers.at(-1) ?? ' ');
      if (statement[i - 1] === '\\') void 0;
      else if (key === closers.at(-1)) closers.pop();
      else if (!quoted && `"'\``.includes(key)) closers.push(key);
      else if ('([{'.includes(key)) closers.push(')]}'['([{'.indexOf(key)]);
    }
    states.push(statement.slice(0, i + 1) + [...closers].reverse().join(''));
  }
  return states;
}

/** Every edit makes a text that was never seen: in a prompt, in a name, in a value. */
function endurance(file) {
  const change = openFile(file);
  const places = [file.text.indexOf('support assistant'), file.gaps[1], file.text.indexOf('Summarise the messages')];
  let early = 0;
  for (let i = 0; i < edits; i++) {
    const at = places[i % places.length];
    change(`${file.text.slice(0, at)}step${i} ${file.text.slice(at)}`);
    if (i === edits / 10) early = heap();
  }
  const late = heap();
  return { edits, lines: file.text.split('\n').length, early, late };
}

function heap() {
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

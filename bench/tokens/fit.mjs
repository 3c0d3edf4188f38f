/**
 * Holds the estimates of input tokens against recorded requests (`recorded.json`): `node bench/tokens/fit.mjs [--worst FRAMING]`.
 * Prints the factors that the recordings suggest for each tokenizer, fitted on one half of the repositories and tried on the other, the error of the figures
 * in use by kind of request, and what ranges drawn without a source give for it. The table holds counts alone, so nothing needs to be fetched.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstimator } from './request.mjs';

/** Repositories that the factors are not fitted on. */
const HOLDOUT = ['crewAIInc/crewAI', 'tidyverse/ellmer', 'posit-dev/chatlas', 'jackmpcollins/magentic', 'Arize-ai/openinference'];
/** Shorter texts say more about rounding than about a tokenizer. */
const LONG_ENOUGH = 40;
/** Formats that differ from another one in what becomes of earlier reasoning alone. */
const ALIKE = { 'claude-4.5': 'claude', 'harmony-5.6': 'harmony' };
/** Fewer rows of a format and kind say less of it than all of the family do. */
const ENOUGH = 8;

const folder = await mkdtemp(join(tmpdir(), 'promptcost-fit-'));
try {
  const { engine } = await loadEstimator(folder);
  const { rows, recordings, kept, leftOut } = JSON.parse(await readFile(new URL('recorded.json', import.meta.url), 'utf8'));
  const estimated = rows.map((row) => ({ ...row, framing: ALIKE[row.framing] ?? row.framing, ...estimate(row, row.exact ? (engine.TOKEN_FACTORS[row.tokenizer].own ?? { low: 1, high: 1 }) : engine.TOKEN_FACTORS[row.tokenizer]) }));
  console.log(`${rows.length} different requests: ${rows.length - kept} of ${recordings} recorded ones and ${kept} of which only the counts are at hand; left out: ${Object.entries(leftOut).map(([why, count]) => `${count} ${why}`).join(', ')}`);
  printFactors(estimated, engine.TOKEN_FACTORS);
  printErrors(estimated);
  printUnseen(estimated);
  const worst = process.argv.indexOf('--worst');
  if (worst > 0) printWorst(estimated.filter((row) => row.framing === process.argv[worst + 1]));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function estimate({ text, rest }, { low, high }) {
  const sum = (factor, side) => text.reduce((tokens, part) => tokens + Math.round(((Array.isArray(part) ? part[side] : part) * Math.round(factor * 100)) / 100), 0);
  return { low: Math.max(0, Math.floor(sum(low, 0) + rest[0])), high: Math.ceil(sum(high, 1) + rest[1]) };
}

function printFactors(rows, factors) {
  console.log('\nText: tokens of the family by token of o200k (requests of text alone, 40 tokens and more)\n');
  console.log(line(['tokenizer', 'fitted on', 'median', '2.5 %', '97.5 %', 'in use', 'other half', 'inside']));
  for (const [tokenizer, used] of Object.entries(factors)) {
    // Families that are counted in a vocabulary of their own have none.
    if (used.low === used.high || used.own !== undefined || rows.some((row) => row.tokenizer === tokenizer && row.exact)) continue;
    const long = rows.filter((row) => row.tokenizer === tokenizer && row.kind === 'text' && total(row.text) >= LONG_ENOUGH);
    const ratio = ({ recorded, rest, text }) => (recorded - (rest[0] + rest[1]) / 2) / total(text);
    const train = long.filter((row) => !HOLDOUT.includes(row.repo)).map(ratio);
    const holdout = long.filter((row) => HOLDOUT.includes(row.repo));
    if (train.length + holdout.length === 0) continue;
    const at = (share) => (train.length === 0 ? '' : quantile(train, share).toFixed(2));
    console.log(line([tokenizer, train.length, at(0.5), at(0.025), at(0.975), `${used.low}-${used.high}`, holdout.length, holdout.length === 0 ? '' : percent(inside(holdout))]));
  }
}

function printErrors(rows) {
  console.log('\nWhole requests with the figures in use: the middle of the range against the recorded count\n');
  const head = line(['format', 'requests', 'requests', 'median error', '95 % below', 'within 3 %', 'inside range', 'width, median', 'width, 95 %', 'holdout inside']);
  console.log(head);
  const groups = new Map();
  for (const row of rows) for (const key of [`${row.framing} ${row.kind}`, `${family(row)} all`, 'all all']) groups.set(key, [...(groups.get(key) ?? []), row]);
  for (const [key, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const errors = group.map(({ low, high, recorded }) => Math.abs((low + high) / 2 - recorded) / recorded);
    const widths = group.map(({ low, high }) => high / Math.max(1, low));
    const holdout = group.filter((row) => HOLDOUT.includes(row.repo));
    console.log(line([...key.split(' '), group.length, percent(quantile(errors, 0.5)), percent(quantile(errors, 0.95)), percent(errors.filter((error) => error <= 0.03).length / errors.length), percent(inside(group)), quantile(widths, 0.5).toFixed(2), quantile(widths, 0.95).toFixed(2), holdout.length === 0 ? '' : percent(inside(holdout))]));
  }
}

/**
 * What recordings that nobody has seen would give: each source's requests in ranges that are drawn from the errors of all other sources alone, format by
 * format. Where the middle lies was read off all of them, so that a source that is unlike the others still helped to place it.
 */
function printUnseen(rows) {
  console.log('\nLeave one source out: ranges from the errors of the other sources (2.5 % to 97.5 %), tried on the one left out\n');
  console.log(line(['family', 'sources', 'requests', 'inside', 'width, 95 %', 'in use: inside', 'in use: width, 95 %']));
  const all = [];
  for (const name of [...new Set(rows.map(family))].sort()) {
    const group = rows.filter((row) => family(row) === name);
    const sources = [...new Set(group.map(({ repo }) => repo))];
    if (sources.length < 2) continue;
    const tried = sources.flatMap((source) => redrawn(group.filter(({ repo }) => repo === source), group.filter(({ repo }) => repo !== source)));
    all.push(...tried);
    printTried(name, sources.length, tried);
  }
  printTried('all', new Set(rows.map(({ repo }) => repo)).size, all);
}

function redrawn(rows, others) {
  const ratio = ({ low, high, recorded }) => recorded / Math.max(1, (low + high) / 2);
  return rows.map((row) => {
    const alike = [({ framing, kind }) => framing === row.framing && kind === row.kind, ({ framing }) => framing === row.framing].map((is) => others.filter(is)).find((found) => found.length >= ENOUGH) ?? others;
    const ratios = alike.map(ratio);
    const middle = (row.low + row.high) / 2;
    return { shown: row, recorded: row.recorded, low: Math.floor(middle * quantile(ratios, 0.025)), high: Math.ceil(middle * quantile(ratios, 0.975)) };
  });
}

function printTried(name, sources, tried) {
  const shown = tried.map((row) => row.shown);
  const width = (group) => quantile(group.map(({ low, high }) => high / Math.max(1, low)), 0.95).toFixed(2);
  console.log(line([name, sources, tried.length, percent(inside(tried)), width(tried), percent(inside(shown)), width(shown)]));
}

/** OpenAI's formats together, and so on. */
function family({ tokenizer, framing }) {
  return tokenizer === 'o200k' || tokenizer === 'cl100k' ? (framing === 'gpt-oss' ? 'GPT-OSS' : 'OPENAI') : tokenizer === 'tekken' ? 'MISTRAL' : tokenizer.toUpperCase();
}

function printWorst(rows) {
  const off = ({ low, high, recorded }) => Math.max(low - recorded, recorded - high, 0) / recorded;
  for (const row of rows.sort((a, b) => off(b) - off(a)).slice(0, 40)) console.log(`${row.kind} ${row.model}: recorded ${row.recorded}, estimated ${row.low}-${row.high}; ${row.repo} ${row.path} ${row.index}`);
}

function inside(rows) {
  return rows.filter(({ low, high, recorded }) => low <= recorded && recorded <= high).length / rows.length;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  return sorted[Math.floor(at)] + (sorted[Math.ceil(at)] - sorted[Math.floor(at)]) * (at % 1);
}

function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function line(cells) {
  return `| ${cells.map((cell, i) => (i < 2 ? String(cell).padEnd(13) : String(cell).padStart(12))).join(' | ')} |`;
}

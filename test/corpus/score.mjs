// node test/corpus/score.mjs FOLDER [--misses] [--repository OWNER/NAME] [--drawn SEED]: re-checks what was reviewed in public repositories, where they are at hand.
// FOLDER holds one checkout a repository, named `owner+name` or `name`, and of an older revision `owner+name@revision` (`/` written as `_`). Fetches nothing. Needs `npm run build`. README.md beside this file says what a verdict means.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, '../../dist/cli.cjs');
const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.error('usage: node test/corpus/score.mjs FOLDER [--misses] [--repository OWNER/NAME] [--drawn SEED]');
  process.exit(2);
}
const only = process.argv.includes('--repository') ? process.argv[process.argv.indexOf('--repository') + 1] : undefined;

/** One draw alone: its number, which the items carry; those of the first draw carry none, or the file's. */
const draw = process.argv.includes('--drawn') ? Number(process.argv[process.argv.indexOf('--drawn') + 1]) : undefined;

const fresh = () => ({ right: 0, all: 0 });
const total = { calls: fresh(), models: fresh(), claimed: fresh(), lookAlikes: fresh(), precision: fresh(), sample: fresh(), findings: fresh(), wrong: fresh() };
const bySdk = new Map();
const unscored = new Map();
const misses = [];

for (const name of readdirSync(path.join(here, 'reviewed')).sort()) {
  const review = JSON.parse(readFileSync(path.join(here, 'reviewed', name), 'utf8'));
  if (only !== undefined && review.repository !== only) continue;
  const items = review.items.filter((item) => draw === undefined || (item.drawn ?? review.seed) === draw);
  if (items.length === 0) continue;
  const what = `${review.repository}${revisionOf(review)}`;
  const checkout = [what.replace('/', '+'), what.split('/')[1]].map((dir) => path.join(folder, dir)).find((dir) => existsSync(dir));
  if (checkout === undefined) {
    console.log(`${what}: not at hand`);
    continue;
  }
  score({ ...review, what, items }, checkout);
}

/** Nothing for the newest checkout of a repository; of an older one what its folder and its file here end with. */
function revisionOf({ revision }) {
  return revision === undefined ? '' : `@${revision.replaceAll('/', '_')}`;
}

const line = (what, { right, all }) => (all === 0 ? null : `${what}: ${right} of ${all} (${((right / all) * 100).toFixed(1)} %)`);
console.log(
  [
    line('calls found', total.calls),
    line('models as reviewed', total.models),
    line('models as reviewed, of those that the code tells', total.claimed),
    line('look-alikes left alone', total.lookAlikes),
    line('reported places that are calls', total.precision),
    line('sampled reports that are calls', total.sample),
    line('right findings reported', total.findings),
    line('wrong findings gone', total.wrong),
  ]
    .filter((text) => text !== null)
    .join('\n'),
);
for (const [sdk, { calls, models }] of [...bySdk].sort(([, a], [, b]) => b.calls.all - a.calls.all)) {
  console.log(`  ${sdk}: ${[line('calls', calls), line('models', models)].filter((text) => text !== null).join(', ')}`);
}
for (const [kind, { right, all }] of unscored) console.log(`  not scored: ${kind}, ${right} of ${all} reported as a call`);
if (process.argv.includes('--misses')) for (const miss of misses) console.log(`  ${miss}`);
process.exitCode = misses.length > 0 ? 1 : 0;

function score(review, checkout) {
  const head = commitOf(checkout);
  if (head !== null && head !== review.commit) console.log(`${review.what}: at ${head.slice(0, 8)}, reviewed at ${review.commit.slice(0, 8)}`);
  const { stdout, status } = spawnSync(process.execPath, [cli, 'check', '--format', 'json', '.'], { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) {
    misses.push(`${review.what}: the scan ended with ${status}`);
    return;
  }
  const report = JSON.parse(stdout);
  const key = (item) => `${item.path}:${item.cell ?? ''}:${item.line}`;
  const calls = new Map();
  // A call of a function that asks a model is a place of its own, and no call of an SDK.
  for (const call of report.calls) if (call.through === null) calls.set(key(call), [...(calls.get(key(call)) ?? []), call]);
  const findings = new Set(report.findings.map((finding) => `${finding.rule} ${key(finding)}`));
  for (const item of review.items) {
    const at = `${review.what} ${item.path}${item.cell === undefined ? '' : ` cell ${item.cell}`}:${item.line}`;
    const found = calls.get(key(item)) ?? [];
    if (item.kind === 'call') scoreCall(item, at, found);
    else if (item.kind === 'look-alike') {
      count(total.lookAlikes, found.length === 0);
      if (found.length > 0) {
        count(total.precision, false);
        misses.push(`${at}: a look-alike is reported as a call of ${found[0].sdk}${item.what === undefined ? '' : ` (${item.what})`}`);
      }
    } else if (item.kind === 'finding') {
      // What another finding at the same place says is not said twice.
      const reported = findings.has(`${item.rule} ${key(item)}`) || (item.saidBy !== undefined && findings.has(`${item.saidBy} ${key(item)}`));
      count(item.verdict === 'right' ? total.findings : total.wrong, reported === (item.verdict === 'right'));
      if (item.verdict === 'right' && !reported) misses.push(`${at}: ${item.rule} is not reported`);
      if (item.verdict === 'wrong' && reported) misses.push(`${at}: ${item.rule} is reported and was judged wrong (${item.why})`);
    } else if (item.kind === 'report' && item.verdict !== 'stand-in') {
      // A place that the product reported when it was sampled: silence about it now is neither right nor wrong here.
      if (found.length > 0) count(total.sample, item.verdict === 'right');
      if (found.length > 0 && item.verdict === 'wrong') misses.push(`${at}: reported as a call of ${found[0].sdk}, and is none (${item.why})`);
    } else {
      const kind = item.verdict ?? item.kind;
      unscored.set(kind, unscored.get(kind) ?? fresh());
      count(unscored.get(kind), found.length > 0);
    }
  }
  console.log(`${review.what}: ${report.calls.length} calls, ${report.findings.length} findings`);
}

function scoreCall(item, at, found) {
  const sdk = item.sdk ?? 'not noted';
  bySdk.set(sdk, bySdk.get(sdk) ?? { calls: fresh(), models: fresh() });
  const group = bySdk.get(sdk);
  for (const tally of [total.calls, group.calls]) count(tally, found.length > 0);
  if (found.length === 0) {
    misses.push(`${at}: call not found (${sdk})`);
    return;
  }
  count(total.precision, true);
  if (item.model === undefined) return;
  // Several calls may start in one line: one of them is the reviewed one.
  const right = found.some(({ model }) => [item.model, ...(item.also ?? [])].some((reviewed) => sameModel(model, reviewed)));
  for (const tally of [total.models, group.models, ...(item.model.state === 'unknown' ? [] : [total.claimed])]) count(tally, right);
  if (!right) {
    const { state, values } = found[0].model;
    misses.push(`${at}: model ${state} ${values.join('|')}, reviewed as ${item.model.state} ${item.model.values.join('|')} (${sdk})`);
  }
}

function sameModel({ state, values }, reviewed) {
  return state === reviewed.state && (reviewed.values === 'any' || [...values].sort().join() === [...reviewed.values].sort().join());
}

function count(tally, right) {
  tally.all++;
  if (right) tally.right++;
}

function commitOf(checkout) {
  try {
    return execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

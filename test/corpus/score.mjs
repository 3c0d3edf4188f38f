// node test/corpus/score.mjs FOLDER [--misses]: re-checks what was reviewed in public repositories, where they are at hand.
// FOLDER holds one checkout a repository, named `owner+name` or `name`. Fetches nothing. Needs `npm run build`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, '../../dist/cli.cjs');
const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.error('usage: node test/corpus/score.mjs FOLDER [--misses]');
  process.exit(2);
}

const total = { calls: { right: 0, all: 0 }, models: { right: 0, all: 0 }, lookAlikes: { right: 0, all: 0 }, findings: { right: 0, all: 0 }, wrong: { silent: 0, all: 0 } };
const misses = [];

for (const name of readdirSync(path.join(here, 'reviewed')).sort()) {
  const review = JSON.parse(readFileSync(path.join(here, 'reviewed', name), 'utf8'));
  const checkout = [review.repository.replace('/', '+'), review.repository.split('/')[1]].map((dir) => path.join(folder, dir)).find((dir) => existsSync(dir));
  if (checkout === undefined) {
    console.log(`${review.repository}: not at hand`);
    continue;
  }
  score(review, checkout);
}

const line = (what, { right, silent, all }) => (all === 0 ? null : `${what}: ${right ?? silent} of ${all} (${(((right ?? silent) / all) * 100).toFixed(1)} %)`);
console.log(
  [
    line('calls found', total.calls),
    line('models as reviewed', total.models),
    line('look-alikes left alone', total.lookAlikes),
    line('right findings reported', total.findings),
    line('wrong findings gone', total.wrong),
  ]
    .filter((text) => text !== null)
    .join('\n'),
);
if (process.argv.includes('--misses')) for (const miss of misses) console.log(`  ${miss}`);
process.exitCode = misses.length > 0 ? 1 : 0;

function score(review, checkout) {
  const head = commitOf(checkout);
  if (head !== null && head !== review.commit) console.log(`${review.repository}: at ${head.slice(0, 8)}, reviewed at ${review.commit.slice(0, 8)}`);
  const { stdout, status } = spawnSync(process.execPath, [cli, 'check', '--format', 'json', '.'], { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) {
    misses.push(`${review.repository}: the scan ended with ${status}`);
    return;
  }
  const report = JSON.parse(stdout);
  const key = (item) => `${item.path}:${item.cell ?? ''}:${item.line}`;
  const calls = new Map(report.calls.map((call) => [key(call), call]));
  const findings = new Set(report.findings.map((finding) => `${finding.rule} ${key(finding)}`));
  for (const item of review.items) {
    const at = `${review.repository} ${item.path}:${item.line}`;
    const call = calls.get(key(item));
    if (item.kind === 'call') {
      total.calls.all++;
      if (call === undefined) misses.push(`${at}: call not found`);
      else total.calls.right++;
      if (call !== undefined && item.model !== undefined) {
        total.models.all++;
        const same = call.model.state === item.model.state && [...call.model.values].sort().join() === [...item.model.values].sort().join();
        if (same) total.models.right++;
        else misses.push(`${at}: model ${call.model.state} ${call.model.values.join('|')}, reviewed as ${item.model.state} ${item.model.values.join('|')}`);
      }
    } else if (item.kind === 'look-alike') {
      total.lookAlikes.all++;
      if (call === undefined) total.lookAlikes.right++;
      else misses.push(`${at}: a look-alike is reported as a call`);
    } else {
      const reported = findings.has(`${item.rule} ${key(item)}`);
      if (item.verdict === 'right') {
        total.findings.all++;
        if (reported) total.findings.right++;
        else misses.push(`${at}: ${item.rule} is not reported`);
      } else {
        total.wrong.all++;
        if (!reported) total.wrong.silent++;
        else misses.push(`${at}: ${item.rule} is reported and was judged wrong (${item.why})`);
      }
    }
  }
  console.log(`${review.repository}: ${report.calls.length} calls, ${report.findings.length} findings`);
}

function commitOf(checkout) {
  try {
    return execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

// The whole test suite, as the README names it: types, generated files, unit and specification tests, the packaged extension in real VS Codes.
// Ends with one plain line `N passed, N failed`; a step that cannot run counts as failed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = path.join(root, '.cache');
mkdirSync(cache, { recursive: true });

let passed = 0;
let failed = 0;
const failures = [];

/** Runs a command with its output shown; resolves with the exit code and the last lines. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let tail = '';
    const show = (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-20_000);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    child.on('error', (error) => resolve({ code: -1, tail: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? -1, tail }));
  });
}

/** A step that is one check. */
async function step(name, command, args) {
  console.log(`\n== ${name}`);
  const { code } = await run(command, args);
  if (code === 0) passed++;
  else {
    failed++;
    failures.push(`${name} (exit ${code})`);
  }
  return code === 0;
}

/** A step that counts its own tests. */
function count(name, code, tests) {
  passed += tests.passed;
  failed += tests.failed;
  if (tests.failed > 0) failures.push(`${name}: ${tests.failed}`);
  if (code !== 0 && tests.failed === 0) {
    failed++;
    failures.push(`${name} (exit ${code})`);
  }
}

const node = process.execPath;
const bin = (name) => path.join(root, 'node_modules', ...name.split('/'));

const vsix = path.join(root, 'promptcost.vsix');
const [packaged] = await Promise.all([
  step('build and package', node, ['scripts/package.mjs', vsix]),
  step('types', node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']),
  step('types of the pure folders', node, [bin('typescript/bin/tsc'), '-p', 'server/core/tsconfig.json']),
  step('generated files', node, ['scripts/generate.mjs', '--check']),
  // Fetches the editors; where that fails, the step that needs them tries again and tells why.
  run(node, ['test/vscode/run.mjs', '--setup']),
]);

console.log('\n== unit tests and specifications');
const report = path.join(cache, 'vitest.json');
rmSync(report, { force: true });
const vitest = await run(node, [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  count('unit tests', vitest.code, { passed: numPassedTests, failed: numFailedTests + (numFailedTests === 0 && numFailedTestSuites > 0 ? 1 : 0) });
} catch (error) {
  count('unit tests', vitest.code === 0 ? -1 : vitest.code, { passed: 0, failed: 0 });
  console.error(`no report from vitest: ${error.message}`);
}

if (packaged) {
  console.log('\n== the packaged extension in real VS Codes');
  const editor = await run(node, ['test/vscode/run.mjs', vsix]);
  const line = /(\d+) passed, (\d+) failed/.exec(editor.tail.slice(editor.tail.lastIndexOf(' passed, ') - 20));
  count('VS Code', line === null && editor.code === 0 ? -1 : editor.code, line === null ? { passed: 0, failed: 0 } : { passed: Number(line[1]), failed: Number(line[2]) });
}

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

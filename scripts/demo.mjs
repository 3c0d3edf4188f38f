// Runs the built command line on examples/: findings first, then the inventory of calls with their costs.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cli = path.join(root, 'dist/cli.cjs');

/** Findings are what the demonstration is for, so exit code 1 of `check` is a success here. */
function show(args, accepted) {
  console.log(`\n$ promptcost ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' });
  if (!accepted.includes(status)) process.exit(status ?? 1);
}

show(['check', 'examples'], [0, 1]);
show(['calls', 'examples'], [0]);

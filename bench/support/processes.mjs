/** Running processes: wall time, peak memory, medians. */
import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const memoryReporter = fileURLToPath(new URL('report-memory.cjs', import.meta.url));

/**
 * Runs a command to its end and times it, with the output going to a file: a pipe would time the reader, too.
 * `codes` are the exit codes that are no failure. @returns {Promise<{ ms: number, output: string }>} @throws when it fails
 */
export async function time(command, args, { cwd, env, codes = [0, 1] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'promptcost-bench-'));
  const out = openSync(join(folder, 'out'), 'w');
  const errors = openSync(join(folder, 'errors'), 'w');
  try {
    const start = performance.now();
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, errors] });
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    const ms = performance.now() - start;
    if (!codes.includes(code)) throw new Error(`${command} ${args.join(' ').slice(0, 200)}: exit code ${code}\n${readFileSync(join(folder, 'errors'), 'utf8').slice(0, 2000)}`);
    return { ms, output: readFileSync(join(folder, 'out'), 'utf8') };
  } finally {
    closeSync(out);
    closeSync(errors);
    rmSync(folder, { recursive: true });
  }
}

/** The most memory a Node script holds at a time, in bytes. */
export async function peakMemory(script, args, options) {
  const folder = mkdtempSync(join(tmpdir(), 'promptcost-bench-'));
  try {
    const report = join(folder, 'bytes');
    await time(process.execPath, ['--require', memoryReporter, script, ...args], { ...options, env: { PROMPTCOST_BENCH_MEMORY: report } });
    return Number(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs measures in turns, so that a slow moment of the machine hits each of them, and takes medians. Each runs once before, to warm the file cache.
 * @param {Record<string, () => Promise<number>>} measures milliseconds each
 */
export async function interleave(measures, repetitions) {
  const times = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (const measure of Object.values(measures)) await measure();
  for (let i = 0; i < repetitions; i++) for (const [name, measure] of Object.entries(measures)) times[name].push(await measure());
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, quantile(values, 0.5)]));
}

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

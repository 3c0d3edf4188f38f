/**
 * CPython's own parser as the oracle: over the standard library of the Python that is installed, or over all .py files of the
 * folders in PYTHON_CORPUS (separated by colons), our tree must say exactly what CPython's says.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/languages/python/parse.ts';
import { outlineOf } from './outline.ts';
import type { Outline } from './outline.ts';

interface Judged extends Outline {
  readonly path: string;
  readonly error?: string;
}

const MOST_FILES = 400;
const LARGEST_FILE = 300_000;

const python = spawnSync('python3', ['-c', 'import sys, sysconfig; print(sysconfig.get_path("stdlib")); print(*sys.version_info[:2], sep=".")'], { encoding: 'utf8' });
const [library, version] = python.status === 0 ? python.stdout.trim().split('\n') : [];
// CPython before 3.9 lacks the positions of keywords.
const hasOracle = library !== undefined && version !== undefined && Number(version.split('.')[1]) >= 9;

describe('the Python parser against CPython', () => {
  if (!hasOracle) {
    it.skipIf(process.env['CI'] !== 'true')('needs python3, version 3.9 or later (skipped: not found)', () => {
      expect.fail('python3, version 3.9 or later, is not installed');
    });
    return;
  }

  it('gives the same calls, literals and statements', { timeout: 600_000 }, () => {
    const folders = process.env['PYTHON_CORPUS']?.split(':') ?? null;
    const files = folders === null ? sample(pythonFiles(library)) : folders.flatMap(pythonFiles);
    const fstrings = Number(version.split('.')[1]) >= 12 ? 'included' : 'skipped';
    const differences: string[] = [];
    let compared = 0;
    for (let at = 0; at < files.length; at += 100) {
      for (const judged of judge(files.slice(at, at + 100))) {
        if (judged.error !== undefined) continue;
        compared++;
        const difference = firstDifference(judged, readFileSync(judged.path, 'utf8'), fstrings);
        if (difference !== null) differences.push(`${judged.path}: ${difference}`);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(files.length * 0.8);
  });

  it('reads real files that were cut, or had something taken out or put in', { timeout: 120_000 }, () => {
    const texts = sample(pythonFiles(library)).filter((_, i) => i % 20 === 0).map((path) => readFileSync(path, 'utf8').slice(0, 20_000));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const put = fc.constantFrom('', '(', '[{', ')', '"', "'''", '"""', 'f"{', '\\', '\n', ':', 'lambda ');
    const edit = fc.record({ at: share, removed: fc.nat(200), put });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 3 }), share, (original, edits, kept) => {
        let text = original.slice(0, Math.ceil(original.length * kept));
        for (const { at, removed, put: inserted } of edits) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + inserted + text.slice(offset + removed);
        }
        expect(parse(text).end).toBe(text.length);
      }),
      { numRuns: 300 },
    );
  });
});

function judge(paths: readonly string[]): Judged[] {
  const script = new URL('./oracle.py', import.meta.url).pathname;
  const output = execFileSync('python3', [script], { input: paths.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 30 });
  return output.trimEnd().split('\n').map((line) => JSON.parse(line) as Judged);
}

function firstDifference(judged: Judged, text: string, fstrings: 'included' | 'skipped'): string | null {
  const ours = outlineOf(text, parse(text), fstrings);
  for (const part of ['calls', 'literals', 'shape'] as const) {
    const theirs = judged[part];
    const own = ours[part];
    for (let i = 0; i < Math.max(theirs.length, own.length); i++) {
      const a = JSON.stringify(theirs[i]);
      const b = JSON.stringify(own[i]);
      // The names of Unicode (`\N{DASH}`) are not at hand: U+FFFD stands for the character.
      if (a === b || (part === 'literals' && b?.includes('\uFFFD'))) continue;
      return `${part} ${i}: CPython ${a?.slice(0, 300)}, ours ${b?.slice(0, 300)}`;
    }
  }
  return null;
}

function pythonFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'site-packages' || entry.name === '.git' ? [] : pythonFiles(path);
    return entry.isFile() && entry.name.endsWith('.py') ? [path] : [];
  });
}

/** Every n-th file, so that all parts of the library are among them. */
function sample(files: readonly string[]): string[] {
  const fitting = files.filter((path) => readFileSync(path).length <= LARGEST_FILE);
  const step = Math.max(1, fitting.length / MOST_FILES);
  return Array.from({ length: Math.min(MOST_FILES, fitting.length) }, (_, i) => fitting[Math.floor(i * step)]!);
}

/** What holds for every file and every fix, on the files of the specifications and on random damage to them. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/core/model/finding.ts';
import { parseSpecifications, type Specification } from '../support/markdown.ts';
import { catalog, createMemoryWorkspace, ROOT, type MemoryWorkspace } from '../support/workspace.ts';

/** Hundreds of small workspaces, on a machine that does other things as well. */
const PATIENCE = 120_000;

type Files = readonly (readonly [path: string, text: string])[];

const folder = new URL('.', import.meta.url);
const specifications: readonly Specification[] = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => parseSpecifications(readFileSync(new URL(name, folder), 'utf8')).map((specification) => ({ ...specification, title: `${name}: ${specification.title}` })));
const examples = catalog.rules.flatMap(({ meta, docs }) =>
  docs.examples.map((example) => ({
    title: `${meta.id}: ${example.title}`,
    files: [[example.language === 'python' ? 'example.py' : 'example.ts', example.bad], ...Object.entries(example.files ?? {})] as Files,
  })),
);
const programs: readonly { readonly title: string; readonly files: Files }[] = [
  ...specifications.map(({ title, files }) => ({ title, files: files.map((file) => [file.path, file.text] as const) })),
  ...examples,
];

describe('damaged code', () => {
  it('is analysed without an error, and every fix offered for it can be printed', () => {
    const damage = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.constant(1_000_000)),
        inserted: fc.oneof(
          fc.constantFrom('', '(', ')', '{', '}', '[', ']', '"', "'", '"""', '`', '${', ',', '\n', '\t', '\\', '#', '//', '/*', ':', '=', '**', '...', '\r', '\u0000', '😀', 'async ', 'client.messages.create(', 'max_tokens='),
          fc.string({ maxLength: 8, unit: 'binary' }),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: programs.length - 1 }), damage, (index, edits) => {
        const { files } = programs[index]!;
        const damaged = files.map(([path, text], nth) => [path, nth === 0 ? edits.reduce(damageText, text) : text] as const);
        const memory = createMemoryWorkspace(damaged);
        for (const [path, text] of damaged) {
          for (const finding of memory.findings(path)) {
            expect(finding.at.start).toBeGreaterThanOrEqual(0);
            expect(finding.at.end).toBeGreaterThanOrEqual(finding.at.start);
            expect(finding.at.end).toBeLessThanOrEqual(text.length);
            finding.fixes.forEach((_, fix) => expect(memory.fixed(finding, fix)).toBeDefined());
          }
        }
      }),
      { numRuns: 300 },
    );
  }, PATIENCE);

  it('cut off at any place is analysed without an error', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: programs.length - 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (index, at) => {
        const [first, ...others] = programs[index]!.files;
        const memory = createMemoryWorkspace([[first![0], first![1].slice(0, Math.floor(at * first![1].length))], ...others]);
        memory.findings(first![0]);
      }),
      { numRuns: 200 },
    );
  }, PATIENCE);
});

function damageText(text: string, edit: { readonly at: number; readonly removed: number; readonly inserted: string }): string {
  const at = Math.floor(edit.at * text.length);
  return text.slice(0, at) + edit.inserted + text.slice(at + edit.removed);
}

describe('a fix', () => {
  const python: { readonly title: string; readonly text: string }[] = [];

  it('removes its finding, adds none, and leaves code that parses', () => {
    let count = 0;
    for (const { title, files } of programs) {
      const before = createMemoryWorkspace(files);
      const countsBefore = countByRule(before, files);
      for (const [path] of files) {
        for (const finding of before.findings(path)) {
          finding.fixes.forEach((fix, index) => {
            count++;
            const label = `${title}: ${finding.rule}, ${fix.title}`;
            const after = before.fixed(finding, index);
            expect(after, label).toBeDefined();
            const changed = [...after!].filter(([name, text]) => text !== before.files.get(`${ROOT}/${name}`));
            expect(changed, `${label}: changes something`).not.toEqual([]);
            const memory = createMemoryWorkspace(after!);
            const counts = countByRule(memory, [...after!]);
            // One finding may list several faults of which a fix mends one: then it stands again, with the rest.
            const same = (all: readonly Finding[]): number => all.filter((other) => other.rule === finding.rule && other.message === finding.message).length;
            expect(same(memory.findings(path)), `${label}: the finding is gone`).toBeLessThan(same(before.findings(path)));
            for (const [rule, times] of counts) expect(times, `${label}: no new ${rule}`).toBeLessThanOrEqual(countsBefore.get(rule) ?? 0);
            for (const [name, text] of changed) {
              if (name.endsWith('.py')) python.push({ title: label, text });
              else expect(parseErrors(name, text), label).toEqual(parseErrors(name, before.files.get(`${ROOT}/${name}`) ?? ''));
            }
          });
        }
      }
    }
    expect(count).toBeGreaterThan(50);
  }, PATIENCE);

  it('gives Python that Python parses', (context) => {
    const code = `import ast, json, sys
for item in json.load(sys.stdin):
    try:
        ast.parse(item["text"])
    except SyntaxError as error:
        print(item["title"], error)
`;
    const run = spawnSync('python3', ['-c', code], { input: JSON.stringify(python), encoding: 'utf8' });
    if (run.error !== undefined && process.env['CI'] === undefined) {
      context.skip('Python 3 is not installed');
      return;
    }
    expect(run.error).toBeUndefined();
    expect(run.stderr).toBe('');
    expect(run.stdout).toBe('');
  });

  it('of every finding, one after the other, comes to an end, and a second run changes nothing', () => {
    for (const { title, files } of programs) {
      let current: ReadonlyMap<string, string> = new Map(files);
      let rounds = 0;
      for (;;) {
        const memory = createMemoryWorkspace(current);
        const finding = [...current.keys()].flatMap((path) => memory.findings(path)).find((candidate) => candidate.fixes.length > 0);
        if (finding === undefined) break;
        current = memory.fixed(finding, 0)!;
        expect(++rounds, `${title}: ${finding.rule} is found again and again`).toBeLessThan(20);
      }
    }
  }, PATIENCE);
});

/** Findings by rule, with those that another finding says. */
function countByRule(memory: MemoryWorkspace, files: Files): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (rule: string, times: number): unknown => counts.set(rule, (counts.get(rule) ?? 0) + times);
  for (const [path] of files) {
    for (const { rule, says } of memory.findings(path)) {
      add(rule, 1);
      if (says !== undefined) add(says.rule, says.at.length);
    }
  }
  return counts;
}

function parseErrors(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false) as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return file.parseDiagnostics.map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

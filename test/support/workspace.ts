/** A workspace over files in memory, with the real catalogue and the real token counts. */
import { readFileSync } from 'node:fs';
import { catalog } from '../../server/catalog.ts';
import { estimateTokens } from '../../server/core/engine/tokens/tokens.ts';
import { createWorkspace } from '../../server/core/index.ts';
import { defaultConfig, type Config } from '../../server/core/model/config.ts';
import type { Finding } from '../../server/core/model/finding.ts';
import type { ProjectLayout } from '../../server/core/model/language.ts';
import { projectNameIn } from '../../server/host/layout/project-name.ts';
import { loadCounter } from '../../server/host/vocabulary.ts';
import { applyEdits, lineStarts, positionAt } from '../../server/core/model/text.ts';
import type { Workspace, WorkspaceHost } from '../../server/core/model/workspace.ts';
import { packRanksInMemory } from '../../scripts/pack-ranks.mjs';

export { catalog };

/** The folder that the files of a test lie in; their paths are relative to it. */
export const ROOT = '/project';

/** The date on which every specification is judged. */
export const TODAY = '2026-11-23';

const packed = { 'o200k_base.bin': await packRanksInMemory('o200k_base'), 'cl100k_base.bin': await packRanksInMemory('cl100k_base') };
const counter = loadCounter((file) => packed[file as keyof typeof packed] ?? readFileSync(new URL(`../../scripts/vocabularies/${file}`, import.meta.url)));

export interface MemoryWorkspace {
  readonly workspace: Workspace;
  readonly files: Map<string, string>;
  /** Findings of a file in source order, `path` relative to the root. */
  findings(path: string): readonly Finding[];
  /** The zero-based line a finding begins on. */
  lineOf(finding: Finding): number;
  /** The texts of all files after a fix, by relative path; undefined where it cannot be printed. */
  fixed(finding: Finding, index: number): ReadonlyMap<string, string> | undefined;
  write(path: string, text: string): void;
}

/** @param program `whole` where nobody else calls what the files have */
export function createMemoryWorkspace(initial: Iterable<readonly [path: string, text: string]>, config: Config = defaultConfig, program: 'whole' | 'a part' = 'a part'): MemoryWorkspace {
  const files = new Map([...initial].map(([path, text]) => [`${ROOT}/${path}`, text]));
  const layout: ProjectLayout = { sourceRoots: [`${ROOT}/src`, ROOT], pathMappings: [{ pattern: '@/*', targets: [`${ROOT}/src/*`] }], packages: new Map(), project: projectNameIn(files.get(`${ROOT}/pyproject.toml`) ?? '') };
  const host: WorkspaceHost = {
    read: (path) => files.get(path),
    readText(path) {
      const text = files.get(path);
      const [, width, height] = /\.png$/.test(path) ? (/^(\d+)x(\d+)$/.exec(text ?? '') ?? []) : [];
      // A picture of so many pixels, a document of so many pages.
      if (width !== undefined) return { kind: 'media', media: { kind: 'picture', width: Number(width), height: Number(height) } };
      if (/\.pdf$/.test(path) && text !== undefined) return { kind: 'media', media: { kind: 'document', pages: Number.parseInt(text, 10) } };
      return text === undefined ? { kind: 'missing' } : text.length > 1_000_000 ? { kind: 'too-large' } : { kind: 'text', text };
    },
    exists: (path) => files.has(path),
    layout: () => layout,
    callersOf: (path, name) => [...files].flatMap(([other, text]) => (other !== path && text.includes(`${name}(`) ? [other] : [])),
    importersOf: (path) => [...files].flatMap(([other, text]) => (other !== path && text.includes(path.replace(/^.*\/|\.\w+$/g, '')) ? [other] : [])),
    knowsCallersOf: () => program === 'whole',
    config: () => config,
    mentions: (word) => ([...files.values()].some((text) => text.includes(word)) ? 'yes' : 'no'),
    countTokens: (text, family) => estimateTokens(counter, text, family),
    today: () => TODAY,
  };
  const workspace = createWorkspace(catalog, host);
  return {
    workspace,
    files,
    findings: (path) => workspace.analyze(`${ROOT}/${path}`)?.findings ?? [],
    lineOf: (finding) => positionAt(lineStarts(files.get(finding.at.path) ?? ''), finding.at.start).line,
    fixed(finding, index) {
      const fix = finding.fixes[index];
      const printed = fix === undefined ? undefined : workspace.printFix(fix);
      if (printed === undefined) return undefined;
      const after = new Map([...files].map(([path, text]) => [path.slice(ROOT.length + 1), text]));
      for (const { path, edits } of printed.files) after.set(path.slice(ROOT.length + 1), applyEdits(files.get(path) ?? '', edits));
      return after;
    },
    write(path, text) {
      files.set(`${ROOT}/${path}`, text);
      workspace.changed(`${ROOT}/${path}`);
    },
  };
}

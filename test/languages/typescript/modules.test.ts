import { describe, expect, it, test } from 'vitest';
import type { ProjectLayout } from '../../../server/core/model/language.ts';
import { extract } from '../../../server/languages/typescript/extract.ts';
import { moduleCandidates } from '../../../server/languages/typescript/modules.ts';
import { packageSpecifier } from '../../../server/languages/typescript/specifiers.ts';

const project: ProjectLayout = {
  sourceRoots: [],
  pathMappings: [
    { pattern: '@/lib', targets: ['app/library'] },
    { pattern: '@/*', targets: ['app/src/*', 'app/generated/*'] },
  ],
  packages: new Map([['@acme/prompts', { folder: 'packages/prompts', entries: ['src/index.ts', 'dist/index.js'] }]]),
  project: null,
};

describe('moduleCandidates', () => {
  test.each<[string, string, readonly string[]]>([
    ['./b', 'src/a.ts', ['src/b.ts', 'src/b.tsx']],
    ['./b.js', 'src/a.ts', ['src/b.ts', 'src/b.tsx', 'src/b.js']],
    ['./b.mjs', 'src/a.ts', ['src/b.mts', 'src/b.mjs']],
    ['../b', 'src/x/a.ts', ['src/b.ts']],
    ['..', 'src/x/a.ts', ['src.ts']],
    ['./b', 'a.ts', ['b.ts']],
    ['./b.service', '/root/a.ts', ['/root/b.service.ts']],
    ['@/lib', 'a.ts', ['app/library.ts']],
    ['@/x/y', 'a.ts', ['app/src/x/y.ts']],
    ['@acme/prompts', 'a.ts', ['packages/prompts/src/index.ts', 'packages/prompts/src/index.ts.ts']],
    ['@acme/prompts/system', 'a.ts', ['packages/prompts/system.ts']],
  ])('%s from %s', (module, from, first) => {
    expect(moduleCandidates(module, from, project).slice(0, first.length)).toEqual(first);
  });

  test('folders have an index', () => {
    expect(moduleCandidates('./b', 'src/a.ts', project)).toContain('src/b/index.ts');
    expect(moduleCandidates('.', 'src/a.ts', project)).toContain('src/index.ts');
    expect(moduleCandidates('@acme/prompts/system', 'a.ts', project)).toContain('packages/prompts/src/system/index.ts');
  });

  test.each(['openai', 'node:fs', '', '/abs', '../../above'])('%s is no file of the workspace', (module) => {
    expect(moduleCandidates(module, 'src/a.ts', project)).toEqual([]);
  });
});

describe('a package by another name', () => {
  it.each([
    ['npm:openai@6', 'openai'],
    ['npm:/@anthropic-ai/sdk@1.2.3/resources/messages', '@anthropic-ai/sdk/resources/messages'],
    ['jsr:@openai/openai', '@openai/openai'],
    ['https://esm.sh/openai@4.20.1?target=deno', 'openai'],
    ['https://esm.sh/v135/@google/genai@1.0.0', '@google/genai'],
    ['https://deno.land/x/openai@v4.20.1/mod.ts', 'openai/mod.ts'],
    ['https://cdn.jsdelivr.net/npm/openai@4', 'openai'],
    ['https://example.com/openai@4', 'https://example.com/openai@4'],
    ['./npm:openai', './npm:openai'],
    ['@scope/a@b', '@scope/a@b'],
    ['node:fs', 'node:fs'],
  ])('%s', (written, name) => {
    expect(packageSpecifier(written)).toBe(name);
    expect(extract(`import x from '${written}';`, 'a.ts').imports[0]!.module).toBe(name);
  });
});

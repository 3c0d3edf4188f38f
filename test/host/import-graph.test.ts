import { describe, expect, it } from 'vitest';
import { importedFirst } from '../../server/host/import-graph.ts';

describe('the order of imports', () => {
  it('has what a file imports before it, each file once', () => {
    const imports: Readonly<Record<string, readonly string[]>> = { app: ['chat', 'util', 'elsewhere'], chat: ['client', 'util'], client: ['util'] };
    expect(importedFirst(['app', 'chat', 'client', 'util', 'alone'], (path) => imports[path] ?? [])).toEqual(['util', 'client', 'chat', 'app', 'alone']);
  });

  it('ends on files that import one another', () => {
    expect(importedFirst(['a', 'b'], (path) => (path === 'a' ? ['b'] : ['a']))).toEqual(['b', 'a']);
  });

  it('follows a chain that is longer than the stack is deep', () => {
    const paths = Array.from({ length: 200_000 }, (_, i) => `${i}`);
    expect(importedFirst(paths, (path) => [`${Number(path) + 1}`])).toEqual([...paths].reverse());
  });
});

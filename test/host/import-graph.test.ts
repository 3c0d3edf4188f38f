import { describe, expect, it } from 'vitest';
import { importedFirst, namesCalled } from '../../server/host/gate/import-graph.ts';

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

describe('the names that are called in a text', () => {
  it('are those before a parenthesis or type arguments, and those that are given another name', () => {
    const text = "import { ask as put } from './ask';\nrun<Answer>(text).then ( tell );\nclient?.close?.();\nexport default run;";
    expect(namesCalled(text).split('\n').sort()).toEqual(['', '', 'ask', 'client', 'close', 'run', 'then']);
  });

  it('are whole names, each once', () => {
    expect(namesCalled('$get(x); get_all(x); größe(x); $get(y)')).toBe('\n$get\nget_all\ngröße\n');
    expect(namesCalled('alias = atlas(x)')).toBe('\natlas\n');
  });
});

import { describe, expect, test } from 'vitest';
import type { ProjectLayout } from '../../../server/core/model/language.ts';
import { moduleCandidates } from '../../../server/languages/python/modules.ts';

const project: ProjectLayout = { sourceRoots: ['app/src', 'app', ''], pathMappings: [], packages: new Map(), project: null };

describe('the files a module name may mean', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['an absolute name, from each root', 'a.b', 'app/src/x.py', ['app/src/a/b/__init__.py', 'app/src/a/b.py', 'app/a/b/__init__.py', 'app/a/b.py', 'a/b/__init__.py', 'a/b.py']],
    ['a neighbour of a script comes last', 'a', 'tools/x.py', ['app/src/a/__init__.py', 'app/src/a.py', 'app/a/__init__.py', 'app/a.py', 'a/__init__.py', 'a.py', 'tools/a/__init__.py', 'tools/a.py']],
    ['a module of a package from the folder around it', 'b.c', 'p/b/q/x.py', ['app/src/b/c/__init__.py', 'app/src/b/c.py', 'app/b/c/__init__.py', 'app/b/c.py', 'b/c/__init__.py', 'b/c.py', 'p/b/q/b/c/__init__.py', 'p/b/q/b/c.py', 'p/b/c/__init__.py', 'p/b/c.py']],
    ['a bare name never from there', 'b', 'p/b/q/x.py', ['app/src/b/__init__.py', 'app/src/b.py', 'app/b/__init__.py', 'app/b.py', 'b/__init__.py', 'b.py', 'p/b/q/b/__init__.py', 'p/b/q/b.py']],
    ['a relative name', '.a.b', 'p/q/x.py', ['p/q/a/b/__init__.py', 'p/q/a/b.py']],
    ['the package itself', '.', 'p/q/x.py', ['p/q/__init__.py']],
    ['one above', '..a', 'p/q/x.py', ['p/a/__init__.py', 'p/a.py']],
    ['the workspace folder', '..', 'p/x.py', ['__init__.py']],
    ['above the workspace folder', '...a', 'p/x.py', []],
    ['nothing', '', 'p/x.py', []],
  ])('%s', (_, module, from, expected) => expect(moduleCandidates(module, from, project)).toEqual(expected));

  test('a neighbour does not stand for a module of the standard library', () => {
    expect(moduleCandidates('os', 'tools/x.py', { ...project, sourceRoots: [] })).toEqual([]);
  });
});

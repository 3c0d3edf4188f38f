import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../server/host/files/files.ts';
import { gitFolderOf, readTrackedFiles, workTreeOf } from '../../server/host/files/git-index.ts';
import { toWorkspacePath } from '../../server/host/paths.ts';
import { project } from '../cli/support.ts';

const extensions = new Set(['.py', '.ts', '.js']);

function list(root: string, paths: readonly string[] = [root], boundary: readonly string[] | null = null) {
  const { files, notes, ...rest } = listFiles(paths.map((given) => toWorkspacePath(given, root)), { extensions, boundary });
  return { ...rest, files: files.map((file) => path.relative(root, file)), notes: notes.map(({ kind, path: at }) => `${kind} ${path.relative(root, at)}`) };
}

function git(root: string, ...argv: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...argv], { cwd: root, stdio: 'ignore' });
}

describe('listFiles', () => {
  it('lists source files by folder, then by name, without what is never source', () => {
    const root = project({ 'b.py': '', 'a.ts': '', 'B.py': '', 'README.md': '', 'z/c.js': '', 'node_modules/x/i.js': '', '.venv/lib/x.py': '', 'env/pyvenv.cfg': '', 'env/lib/y.py': '', 'z/jquery.min.js': '', 'types.d.ts': '', '.github/s.py': '' });
    expect(list(root).files).toEqual(['B.py', 'a.ts', 'b.py', '.github/s.py', 'z/c.js']);
  });

  it('follows nested ignore files, the nearest first, and their exceptions', () => {
    const root = project({
      '.gitignore': 'gen/\n*.gen.ts\n/top.py\n', 'top.py': '', 'a.gen.ts': '', 'sub/top.py': '', 'gen/x.py': '',
      'sub/.gitignore': '!keep.gen.ts\nlocal.py\n', 'sub/keep.gen.ts': '', 'sub/other.gen.ts': '', 'sub/local.py': '', 'sub/deep/local.py': '', 'sub/deep/ok.py': '',
    });
    expect(list(root).files).toEqual(['sub/keep.gen.ts', 'sub/top.py', 'sub/deep/ok.py']);
  });

  it('lists a file that is named, ignored or not, and says what it cannot read', () => {
    const root = project({ '.gitignore': 'gen/\n', 'gen/x.py': '', 'notes.txt': '' });
    expect(list(root, ['gen/x.py', 'gen', 'notes.txt', 'nowhere'])).toMatchObject({ files: ['gen/x.py'], notes: ['unsupported notes.txt', 'missing nowhere'] });
  });

  it('follows no symbolic link, so that no loop and no file from elsewhere comes in', () => {
    const outside = project({ 'secret.py': '' });
    const root = project({ 'a/x.py': '' });
    symlinkSync(root, path.join(root, 'a/loop'));
    symlinkSync(outside, path.join(root, 'out'));
    symlinkSync(path.join(outside, 'secret.py'), path.join(root, 'secret.py'));
    expect(list(root).files).toEqual(['a/x.py']);
    expect(list(root, ['out'], [root])).toMatchObject({ files: [], notes: ['outside out'] });
  });

  it.skipIf(process.getuid?.() === 0)('says which folder it may not read', () => {
    const root = project({ 'a.py': '', 'locked/b.py': '' });
    chmodSync(path.join(root, 'locked'), 0);
    expect(list(root)).toMatchObject({ files: ['a.py'], notes: ['unreadable locked'] });
    chmodSync(path.join(root, 'locked'), 0o755);
  });

  it('tells of settings and projects on the way', () => {
    const root = project({ 'app/package.json': '{}', 'app/x.ts': '', 'app/promptcost.json': '{}' });
    expect(list(root)).toMatchObject({ hasSettings: true, projects: [`${root}/app`] });
  });
});

describe('in a git work tree', () => {
  it.each([2, 4])('keeps what is tracked although a rule ignores it, and new files that none does (index version %i)', (version) => {
    const root = project({ '.gitignore': 'gen/\n', 'gen/tracked.py': '', 'gen/deep/er/ütf.py': '', 'a/one.py': '', 'a/one_more.py': '' });
    git(root, 'init');
    git(root, 'add', '-f', '.');
    git(root, 'update-index', '--index-version', String(version));
    mkdirSync(path.join(root, 'gen/new'));
    const fresh = project({ 'x.py': '' });
    execFileSync('cp', [path.join(fresh, 'x.py'), path.join(root, 'gen/new/x.py')]);
    execFileSync('cp', [path.join(fresh, 'x.py'), path.join(root, 'new.py')]);
    execFileSync('cp', [path.join(fresh, 'x.py'), path.join(root, 'gen/untracked.py')]);
    expect(list(root).files).toEqual(['new.py', 'a/one.py', 'a/one_more.py', 'gen/tracked.py', 'gen/deep/er/ütf.py']);
    const tracked = readTrackedFiles(gitFolderOf(root)!, (name) => name.endsWith('.py'));
    expect([...tracked!.files].sort()).toEqual(['a/one.py', 'a/one_more.py', 'gen/deep/er/ütf.py', 'gen/tracked.py']);
    expect([...tracked!.folders].sort()).toEqual(['a', 'gen', 'gen/deep', 'gen/deep/er']);
  });

  it('reads info/exclude, rules above a given folder, and linked work trees', () => {
    const root = project({ '.gitignore': '*.gen.py\n', 'a/x.py': '', 'a/y.gen.py': '', 'a/mine.py': '' });
    git(root, 'init');
    git(root, 'add', 'a/x.py', '.gitignore');
    git(root, 'commit', '-m', 'one');
    execFileSync('sh', ['-c', 'echo mine.py >> .git/info/exclude'], { cwd: root });
    expect(list(root, ['a']).files).toEqual(['a/x.py']);
    expect(workTreeOf(`${root}/a`)).toBe(root);
    const linked = path.join(project({}), 'linked');
    git(root, 'worktree', 'add', linked);
    expect(list(linked).files).toEqual(['a/x.py']);
    expect(readTrackedFiles(gitFolderOf(linked)!, () => true)!.files).toContain('a/x.py');
  });

  it('judges a repository inside another by its own rules', () => {
    const root = project({ '.gitignore': '*.py\n', 'inner/a.py': '' });
    git(root, 'init');
    git(path.join(root, 'inner'), 'init');
    expect(list(root).files).toEqual(['inner/a.py']);
  });

  it('takes a damaged index for none', () => {
    const root = project({ 'a.py': '', '.git/index': 'DIRC\0\0\0\u0002\0\0\0\u0009broken', '.git/HEAD': '' });
    expect(list(root).files).toEqual(['a.py']);
  });
});

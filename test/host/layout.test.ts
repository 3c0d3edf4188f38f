import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDisk } from '../../server/host/files/disk.ts';
import { createLayouts } from '../../server/host/layout/layout.ts';
import { project } from '../cli/support.ts';

function layouts(files: Readonly<Record<string, string>>) {
  const root = project(files);
  const disk = createDisk(() => [root]);
  const made = createLayouts(() => [root], disk, 'come and go');
  const short = (absolute: string) => path.relative(root, absolute) || '.';
  return {
    root,
    made,
    of: (folder: string) => {
      const { sourceRoots, pathMappings, packages } = made.of(path.join(root, folder));
      return {
        sourceRoots: sourceRoots.map(short),
        pathMappings: pathMappings.map(({ pattern, targets }) => [pattern, ...targets.map(short)]),
        packages: Object.fromEntries([...packages].map(([name, { folder: at, entries }]) => [name, [short(at), ...entries]])),
      };
    },
  };
}

describe('Python source roots', () => {
  it('start where the topmost package lies, and go up to the workspace folder', () => {
    const { of } = layouts({ 'backend/app/__init__.py': '', 'backend/app/api/__init__.py': '', 'backend/app/api/x.py': '' });
    expect(of('backend/app/api').sourceRoots).toEqual(['backend', '.']);
    expect(of('backend').sourceRoots).toEqual(['backend', '.']);
  });

  it('take src and what pyproject.toml names', () => {
    const { of } = layouts({
      'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["lib", "."]\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'src/app/__init__.py': '', 'tests/test_app.py': '', 'packages/one/src/one/__init__.py': '', 'packages/two/two/__init__.py': '', 'lib/x.py': '',
    });
    expect(of('tests').sourceRoots).toEqual(['tests', 'src', 'lib', '.', 'packages/one/src', 'packages/one', 'packages/two']);
  });

  it('take the projects that one depends on, by their places or by their names in the same folder', () => {
    const { of } = layouts({
      'libs/app/pyproject.toml': '[project]\nname = "acme-app"\ndependencies = ["acme_core>=1", "httpx"]\n[tool.uv.sources]\nacme-store = { path = "../../store", editable = true }\n',
      'libs/core/pyproject.toml': '[project]\nname = "acme-core"\n', 'libs/core/src/acme_core/__init__.py': '',
      'libs/other/pyproject.toml': '[project]\nname = "acme"\n', 'libs/other/acme/__init__.py': '',
      'store/pyproject.toml': '[project]\nname = "acme-store"\n', 'store/acme_store/__init__.py': '',
      'libs/app/app/__init__.py': '',
    });
    expect(of('libs/app/app').sourceRoots).toEqual(['store', 'libs/core/src', 'libs/core', 'libs/app', 'libs', '.']);
  });
});

describe('a project', () => {
  it('has the name that the nearest pyproject.toml gives', () => {
    const { root, made } = layouts({
      'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n\n[project]\nversion = "1"\nname = "acme-agents"\n\n[tool.mypy]\nname = "x"\n',
      'tools/pyproject.toml': '[tool.ruff]\nline-length = 100\n', 'tools/x.py': '',
      'old/pyproject.toml': "[tool.poetry]\nname = 'old-agents'\n", 'old/src/x.py': '',
    });
    expect([root, `${root}/tools`, `${root}/old/src`].map((folder) => made.of(folder).project)).toEqual(['acme-agents', 'acme-agents', 'old-agents']);
  });
});

/** What everybody calls the folder of the sources, where nothing else says. */
const USUAL = [['@/*', 'src/*', '*'], ['~/*', 'src/*', 'app/*', '*']];

describe('path mappings', () => {
  it('come from the nearest tsconfig with what it extends, most specific first', () => {
    const { of } = layouts({
      'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], "@/llm/*": ["ai/*"], "config": ["src/config.ts"] } } }',
      'app/tsconfig.json': '// options of the app\n{ "extends": ["../tsconfig.base"], }',
      'other/tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./*", "../shared/*"] } } }',
      'app/deep/x.ts': '', 'other/x.ts': '',
    });
    expect(of('app/deep').pathMappings).toEqual([['config', 'src/config.ts'], ['@/llm/*', 'ai/*'], ['@/*', 'src/*'], ['*', '*']]);
    expect(of('other').pathMappings).toEqual([['~/*', 'other/*', 'shared/*']]);
  });

  it('look through a solution file, survive a circle, and never leave the workspace', () => {
    const { of } = layouts({
      'a/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'a/tsconfig.app.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "paths": { "@/*": ["./src/*"], "up/*": ["../../../*"] } } }',
    });
    expect(of('a').pathMappings).toEqual([['@/*', 'a/src/*']]);
  });

  it('are none where a file cannot be read', () => {
    const { of } = layouts({ 'tsconfig.json': '{ "compilerOptions":'.repeat(20_000), 'package.json': '{ "workspaces":'.repeat(20_000), 'deno.json': '{ "imports":'.repeat(20_000), 'a/x.ts': '' });
    expect(of('a').pathMappings).toEqual(USUAL);
  });

  it('take the imports of package.json', () => {
    const { of } = layouts({ 'package.json': '{ "imports": { "#llm": { "types": "./dist/llm.d.ts", "default": "./dist/llm.js" } } }' });
    expect(of('.').pathMappings).toEqual([['#llm', 'src/llm', 'llm', 'dist/llm.d.ts', 'src/llm', 'llm', 'dist/llm.js'], ...USUAL]);
  });

  it('are those of the framework whose settings lie beside the package', () => {
    const { of } = layouts({ 'package.json': '{}', 'kit/svelte.config.js': '', 'kit/src/x.ts': '', 'nuxt/nuxt.config.ts': '', 'nuxt/server/x.ts': '' });
    expect(of('kit/src').pathMappings).toEqual([['$lib', 'kit/src/lib'], ['$lib/*', 'kit/src/lib/*'], ...USUAL]);
    expect(of('nuxt/server').pathMappings.slice(0, 4)).toEqual([['#shared/*', 'nuxt/shared/*'], ['~~/*', 'nuxt/*'], ['@@/*', 'nuxt/*'], ['~/*', 'nuxt/*', 'nuxt/app/*', 'nuxt/src/*']]);
  });

  it('and of Nuxt the files whose exports are there without an import', () => {
    const { root, made } = layouts({ 'web/nuxt.config.ts': '', 'web/server/utils/a.ts': '', 'web/server/utils/data.json': '', 'web/server/api/x.ts': '', 'web/composables/b.ts': '', 'web/pages/x.ts': '', 'utils/c.ts': '', 'x.ts': '' });
    const implied = (folder: string) => made.of(path.join(root, folder)).implied?.map((file) => path.relative(root, file));
    expect([implied('web/server/api'), implied('web/pages'), implied('.')]).toEqual([['web/server/utils/a.ts'], ['web/composables/b.ts'], undefined]);
  });

  it('are those of import maps and bundlers', () => {
    const { of } = layouts({
      'package.json': '{}', 'functions/deno.json': '{ // the edge\n "imports": { "openai": "npm:openai@6", "@/": "./src/", "llm": "./shared/llm.ts" }, "importMap": "./more.json", }', 'functions/more.json': '{ "imports": { "prompts/": "../prompts/" } }',
      'web/vite.config.ts': "export default defineConfig({ resolve: { alias: { '@lib': path.resolve(__dirname, './src/lib'), ui: fileURLToPath(new URL('./src/ui', import.meta.url)), react: require.resolve('node_modules/react'), '#': '/src' } } });\n",
      'old/webpack.config.js': "module.exports = { resolve: { alias: [{ find: '@old/*', replacement: path.join(__dirname, 'src', 'old') }] } };\n",
    });
    expect(of('functions/ask').pathMappings.slice(0, 3)).toEqual([['llm', 'functions/shared/llm.ts'], ['prompts/*', 'prompts/*'], ['@/*', 'functions/src/*']]);
    expect(of('web/src').pathMappings.filter(([name]) => !/^[@~]\//.test(name!))).toEqual([['@lib', 'web/src/lib'], ['ui', 'web/src/ui'], ['#', 'web/src'], ['@lib/*', 'web/src/lib/*'], ['ui/*', 'web/src/ui/*'], ['#/*', 'web/src/*']]);
    expect(of('old').pathMappings.slice(0, 2)).toEqual([['@old', 'old/src/old'], ['@old/*', 'old/src/old/*']]);
  });

  it('of tsconfig go before those', () => {
    const { of } = layouts({ 'package.json': '{}', 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }' });
    expect(of('.').pathMappings[0]).toEqual(['@/*', 'lib/*']);
  });
});

describe('a package of no workspace', () => {
  it('is found by its own name', () => {
    const { of } = layouts({ 'package.json': '{ "name": "scraper", "exports": { ".": "./dist/index.js", "./models": "./dist/models.js" } }', 'examples/x.ts': '' });
    const { packages, pathMappings } = of('examples');
    expect(packages['scraper']!.slice(0, 2)).toEqual(['.', 'src/index.ts']);
    expect(pathMappings[0]).toEqual(['scraper/models', 'src/models', 'models', 'dist/models.js']);
  });
});

describe('packages', () => {
  const files = { 'packages/core/package.json': '{ "name": "@x/core", "exports": { ".": { "import": "./dist/index.mjs" }, "./server": "./dist/server.js" } }', 'packages/core/src/index.ts': '', 'apps/web/x.ts': '', 'apps/old/package.json': '{ "name": "old" }' };

  it.each([
    ['package.json', '{ "name": "root", "workspaces": ["packages/*"] }'],
    ['package.json', '{ "name": "root", "workspaces": { "packages": ["packages/**", "!packages/none"] } }'],
    ['pnpm-workspace.yaml', "packages:\n  # the libraries\n  - 'packages/*'\n  - \"apps/*\"\n  - '!apps/old'\ncatalog:\n  a: 1\n"],
    ['lerna.json', '{ "packages": ["packages/*"] }'],
  ])('are found by %s', (name, text) => {
    const { of } = layouts({ ...files, [name]: text });
    const { packages, pathMappings } = of('apps/web');
    expect(packages['@x/core']!.slice(0, 2)).toEqual(['packages/core', 'src/index.ts']);
    expect(packages['old']).toBeUndefined();
    expect(pathMappings[0]).toEqual(['@x/core/server', 'packages/core/src/server', 'packages/core/server', 'packages/core/dist/server.js']);
  });
});

describe('a package that is published', () => {
  it('is what a manifest says how to build, or what others get of', () => {
    const { made, root } = layouts({
      'lib/pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n', 'lib/lib/x.py': '', 'old/setup.py': '', 'tools/pyproject.toml': '[tool.ruff]\nline-length = 99\n', 'app/pyproject.toml': '[tool.poetry]\npackage-mode = false\n[build-system]\n',
      'ui/package.json': '{ "name": "ui", "exports": "./index.js" }', 'web/package.json': '{ "name": "web", "private": true, "types": "./x.d.ts" }', 'cli/package.json': '{ "name": "cli", "main": "index.js" }', 'lib/web/package.json': '{}',
    });
    const of = (folder: string) => made.of(path.join(root, folder)).published;
    expect(of('lib/lib')).toEqual(['python']);
    expect(of('old')).toEqual(['python']);
    expect(of('ui')).toEqual(['javascript']);
    for (const folder of ['tools', 'app', 'web', 'cli', '.']) expect(of(folder), folder).toBeUndefined();
    expect(of('lib/web')).toEqual(['python']);
  });
});

describe('a layout', () => {
  it('is the same object until it is invalidated, and empty outside the workspace', () => {
    const { made, root } = layouts({ 'a/x.py': '' });
    const first = made.of(`${root}/a`);
    expect(made.of(`${root}/a`)).toBe(first);
    made.invalidate();
    expect(made.of(`${root}/a`)).not.toBe(first);
    expect(made.of('/elsewhere').sourceRoots).toEqual([]);
  });
});

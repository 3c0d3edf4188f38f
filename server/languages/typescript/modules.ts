/** Which files a module name may mean: relative names, tsconfig's `paths`, packages of the same workspace. */
import type { ProjectLayout } from '../../core/model/language.ts';

/** Extensions tried on a name without one, in TypeScript's order. Declarations come last: they have types and no values. */
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];

/** What a written extension may stand for: TypeScript names the file that will be emitted. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
  '.ts': ['.ts'],
  '.tsx': ['.tsx'],
  '.mts': ['.mts'],
  '.cts': ['.cts'],
};

/** Files that bundlers and runtimes import for their content; `?raw` behind the name says so too. */
const data = /\.(?:mdx?|txt|json|ya?ml|prompt|j2|jinja2?|mustache|hbs|handlebars|ejs|njk|liquid|tmpl|tpl|xml|html?)$/i;

/** Names the module that the name stands in; nobody can write it. */
export const THIS_MODULE = '\0';

/** The files that `module`, imported in `fromPath`, may mean, most likely first. Empty for names of packages outside the workspace. */
export function moduleCandidates(module: string, fromPath: string, project: ProjectLayout): readonly string[] {
  if (/^\.{1,2}(?:\/|$)/.test(module)) {
    const folder = fromPath.slice(0, Math.max(0, fromPath.lastIndexOf('/')));
    return filesAt(join(fromPath.includes('/') ? folder : '', module));
  }
  if (module === THIS_MODULE) return [fromPath];
  if (module === '' || module.startsWith('/') || /^[a-z]+:/.test(module)) return [];
  return [...mapped(module, project), ...inPackages(module, project)];
}

/** Whether a file is imported by the name of its folder. */
export function isIndex(path: string): boolean {
  return /(?:^|\/)index\.[cm]?[jt]sx?$/.test(path);
}

function mapped(module: string, { pathMappings }: ProjectLayout): readonly string[] {
  for (const { pattern, targets } of pathMappings) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (module === pattern) return targets.flatMap(filesAt);
      continue;
    }
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (module.length < before.length + after.length || !module.startsWith(before) || !module.endsWith(after)) continue;
    const matched = module.slice(before.length, module.length - after.length);
    return targets.flatMap((target) => filesAt(target.replace('*', () => matched)));
  }
  return [];
}

function inPackages(module: string, { packages }: ProjectLayout): readonly string[] {
  const name = module.split('/', module.startsWith('@') ? 2 : 1).join('/');
  const found = packages.get(name);
  if (!found) return [];
  const inside = module.slice(name.length + 1);
  if (inside === '') return found.entries.flatMap((entry) => filesAt(join(found.folder, entry)));
  return [`${found.folder}/${inside}`, `${found.folder}/src/${inside}`].flatMap(filesAt);
}

/** The files a path without certain extension may mean. */
function filesAt(named: string | null): readonly string[] {
  if (named === null) return [];
  const path = named.replace(/\?(?:raw|text)$/, '');
  if (path !== named) return [path];
  const written = /\.[cm]?[jt]sx?$/.exec(path)?.[0];
  const exact = written ? (sources[written] ?? [written]).map((extension) => path.slice(0, -written.length) + extension) : [];
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
  const asFile = path === '' || path.endsWith('/') ? [] : extensions.map((extension) => path + extension);
  return [...(data.test(path) ? [path] : []), ...exact, ...asFile, ...extensions.map((extension) => `${folder}index${extension}`)];
}

/** Joins POSIX paths; null where the result lies above the workspace. */
function join(folder: string, path: string): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length === 0 || parts.at(-1) === '') return null;
    else parts.pop();
  }
  return parts.join('/');
}

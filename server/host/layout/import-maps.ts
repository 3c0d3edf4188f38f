/** Names that Deno's import maps and the settings of bundlers (`resolve.alias`) give to files and folders of the workspace. */
import { readJsonc } from '../settings/jsonc.ts';
import { isRecord, type PathMapping } from './packages.ts';
import { folderOf, join, joinRelative } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

export interface ImportMaps {
  mappingsOf(folder: string, root: string): readonly PathMapping[];
}

const MAPS = /^(?:deno\.jsonc?|import_map\.json)$/;
const BUNDLERS = /^(?:(?:electron\.)?vite|webpack(?:\.[\w-]+)?|rollup|rspack|rsbuild|craco|babel)\.config\.[cm]?[jt]s$/;

/** Whether a file may give such names. */
export function isImportMap(name: string): boolean {
  return MAPS.test(name) || BUNDLERS.test(name);
}

export function createImportMaps(files: ProjectFiles): ImportMaps {
  const known = new Map<string, readonly PathMapping[]>();
  return {
    mappingsOf(folder, root) {
      const folders = foldersUpTo(root, folder);
      return [[MAPS, fromMap] as const, [BUNDLERS, fromBundler] as const].flatMap(([kind, read]) => {
        for (const at of folders) {
          const name = [...files.list(at)].find(([candidate, is]) => is === 'file' && kind.test(candidate))?.[0];
          if (name === undefined) continue;
          const path = join(at, name);
          let mappings = known.get(path);
          if (mappings === undefined) known.set(path, (mappings = read(path)));
          return mappings;
        }
        return [];
      });
    },
  };

  function fromMap(path: string, from: 'itself' | 'another' = 'itself'): readonly PathMapping[] {
    const map = readJsonc(files.read(path) ?? '');
    if (!isRecord(map)) return [];
    const other = from === 'itself' && typeof map['importMap'] === 'string' ? fromMap(joinRelative(folderOf(path), map['importMap']), 'another') : [];
    const own = isRecord(map['imports']) ? Object.entries(map['imports']) : [];
    return [...own.flatMap(([name, target]) => (typeof target === 'string' && /^\.{0,2}\//.test(target) ? mapping(name, joinRelative(folderOf(path), target)) : [])), ...other];
  }

  function fromBundler(path: string): readonly PathMapping[] {
    const text = files.read(path) ?? '';
    return [...text.matchAll(/\balias\s*:\s*(?=[{[])/g)].flatMap(({ index, 0: { length } }) => aliasesIn(blockAt(text, index + length)).flatMap(([name, parts]) => {
      const target = parts.join('/').replace(/\/?\*?$/, '');
      // A bundler's root is the folder of its settings.
      return both(name.replace(/\/?\*?$/, ''), joinRelative(folderOf(path), target.startsWith('/') ? `.${target}` : target));
    }));
  }
}

/** In an import map a name with a slash behind it stands for a folder. */
function mapping(name: string, target: string): readonly PathMapping[] {
  return name.endsWith('/') ? [{ pattern: `${name}*`, targets: [join(target, '*')] }] : [{ pattern: name, targets: [target] }];
}

function both(name: string, target: string): readonly PathMapping[] {
  return name === '' ? [] : [{ pattern: name, targets: [target] }, { pattern: `${name}/*`, targets: [join(target, '*')] }];
}

/** A bracket with what stands in it. */
function blockAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ('{[('.includes(text[at]!)) depth++;
    else if ('}])'.includes(text[at]!) && --depth === 0) return text.slice(start, at + 1);
  }
  return '';
}

/** What stands for a folder: a text, or a call with texts that are parts of a path. */
const VALUE = String.raw`((?:[^,'"\n(){}[\]]|\((?:[^()]|\([^()]*\))*\)|'[^'\n]*'|"[^"\n]*")+)`;
const OF_OBJECT = new RegExp(String.raw`(?:['"]([^'"\n]+)['"]|([\w$]+))\s*:\s*${VALUE}`, 'g');
const OF_LIST = new RegExp(String.raw`find\s*:\s*['"]([^'"\n]+)['"]\s*,\s*replacement\s*:\s*${VALUE}`, 'g');

function aliasesIn(block: string): readonly (readonly [name: string, parts: readonly string[]])[] {
  const found = block.startsWith('[') ? [...block.matchAll(OF_LIST)].map(([, name, value]) => [name!, value!] as const) : [...block.matchAll(OF_OBJECT)].map(([, quoted, plain, value]) => [quoted ?? plain!, value!] as const);
  return found.flatMap(([name, value]) => {
    const parts = [...value.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map((match) => match[1] ?? match[2]!);
    return parts.length === 0 || value.includes('node_modules') ? [] : [[name, parts] as const];
  });
}

/** Who may import whom (docs/architecture.md has the reasons), read with TypeScript's own `preProcessFile`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { rules, sdks } from '../server/catalog-lists.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Layer → what it may import: other layers, `node:` for Node's modules, package names. The parser is TypeScript's, for its own language only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'core/model': ['core/model'],
  'core/engine/tokens': ['core/model', 'core/engine/tokens'],
  'core/engine/resolve': ['core/model', 'core/engine/resolve'],
  'core/engine/recognize': ['core/model', 'core/engine/resolve', 'core/engine/recognize'],
  'core/engine/prompt': ['core/model', 'core/engine/tokens', 'core/engine/resolve', 'core/engine/prompt'],
  'core/engine/cost': ['core/model', 'core/engine/tokens', 'core/engine/prompt', 'core/engine/cost'],
  'core/engine/retries': ['core/model', 'core/engine/resolve', 'core/engine/retries'],
  'core/engine/workspace': ['core/model', 'core/engine'],
  'core/engine': ['core/model', 'core/engine'],
  core: ['core/model', 'core/engine'],
  languages: ['core/model', 'languages', 'languages/editor-languages', 'typescript'],
  sdks: ['core/model', 'sdks'],
  'retry-libraries': ['core/model'],
  transports: ['core/model'],
  rules: ['core/model', 'rules'],
  prices: ['core/model', 'prices'],
  features: ['core', 'core/model', 'features'],
  catalog: ['core', 'core/model', 'languages', 'sdks', 'retry-libraries', 'transports', 'rules', 'prices', 'catalog'],
  host: ['core', 'core/model', 'core/engine', 'catalog', 'languages', 'languages/editor-languages', 'host', 'node:', 'zod', 'jsonc-parser', 'ignore'],
  usage: ['core/model', 'host', 'usage', 'node:', 'csv-parse'],
  'languages/editor-languages': [],
  lsp: ['core', 'core/model', 'languages/editor-languages', 'features', 'catalog', 'host', 'lsp', 'node:', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  cli: ['core', 'core/model', 'features', 'catalog', 'host', 'usage', 'cli', 'node:', 'picocolors'],
  client: ['client', 'lsp/protocol', 'languages/editor-languages', 'vscode', 'vscode-languageclient', 'node:'],
};

function layerOf(file: string): string {
  const relative = path.relative(root, file).split(path.sep).join('/');
  if (relative.startsWith('client/')) return 'client';
  const inner = relative.replace(/^server\//, '');
  // What the client shares with the server.
  if (inner === 'lsp/protocol.ts' || inner === 'languages/editor-languages.ts') return inner.slice(0, -'.ts'.length);
  if (/^core\/(model|engine)\//.test(inner)) return path.posix.dirname(inner).split('/').slice(0, 3).join('/');
  if (inner.startsWith('catalog')) return 'catalog';
  return inner.split('/')[0]!;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).map((name) => path.join(root, folder, name));
}

const sources = [...filesBelow('server'), ...filesBelow('client')];

function packageName(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

describe('layers', () => {
  it.each(sources.map((file) => [path.relative(root, file), file] as const))('%s imports only what its layer may', (_, file) => {
    const layer = layerOf(file) === 'lsp/protocol' ? 'lsp' : layerOf(file);
    const allowed = MAY_IMPORT[layer];
    expect(allowed, `layer ${layer} is not in the table`).toBeDefined();
    const strangers = ts
      .preProcessFile(readFileSync(file, 'utf8'), true, true)
      .importedFiles.map((imported) => imported.fileName)
      .filter((specifier) => {
        if (specifier.startsWith('node:')) return !allowed!.includes('node:');
        if (!specifier.startsWith('.')) return !allowed!.includes(packageName(specifier));
        // The shells say which version they are.
        if (specifier.endsWith('/package.json')) return !['cli', 'lsp'].includes(layer);
        const target = layerOf(path.resolve(path.dirname(file), specifier));
        return !allowed!.some((layer) => target === layer || (layer === 'core/engine' && target.startsWith('core/engine/'))) && !(target === 'lsp/protocol' && allowed!.includes('lsp'));
      });
    expect(strangers).toEqual([]);
  });

  it('only the client imports vscode', () => {
    const importers = sources.filter((file) => /from 'vscode'/.test(readFileSync(file, 'utf8'))).map((file) => layerOf(file));
    expect(new Set(importers)).toEqual(new Set(['client']));
  });
});

/** Code without comments and without the text of strings that are prose. */
function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}

describe('closed and open parts', () => {
  it('no rule names an SDK', () => {
    const names = sdks.flatMap((sdk) => [sdk.id, ...sdk.packages.python, ...sdk.packages.javascript]);
    for (const file of filesBelow('server/rules')) {
      // Examples are code of users and name SDKs; they stand in the docs object.
      const withoutDocs = code(file).replace(/^const (?:docs|examples)[\s\S]*?^(?:\};|\];)/gm, '').replace(/^ {2}docs: \{[\s\S]*?^ {2}\},/gm, '');
      for (const name of names) expect(withoutDocs.includes(`'${name}'`), `${path.relative(root, file)} names ${name}`).toBe(false);
    }
  });

  it('no engine file names a language, SDK, rule or model', () => {
    const words = [...sdks.map((sdk) => sdk.id), ...rules.map((rule) => rule.meta.id)];
    for (const file of filesBelow('server/core/engine')) {
      const text = code(file);
      for (const word of words) {
        const named = new RegExp(`['"\`]${word}['"\`]`).test(text.replace(/site\.sdk\.provider === '\w+'/g, ''));
        expect(named && !/models\.ts$|recognize\.ts$/.test(file), `${path.relative(root, file)} names ${word}`).toBe(false);
      }
    }
  });
});

describe('generated files', () => {
  it('are up to date: npm run generate', async () => {
    const { generated } = await import('../scripts/generate.mjs');
    for (const [file, text] of await generated()) expect(readFileSync(path.join(root, file), 'utf8'), `${file} is stale: run npm run generate`).toBe(text);
  });
});

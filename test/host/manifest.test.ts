/** What package.json declares to VS Code, held to what the server and the client read. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { sourceExtensions } from '../../server/host/files/extensions.ts';
import { cellLanguages, editorLanguages, NOTEBOOK_EXTENSION } from '../../server/languages/editor-languages.ts';
import { judgeSettings, promptcostJsonSchema } from '../../server/host/settings/settings-schema.ts';
import { defaultEditorSettings, readEditorSettings } from '../../server/lsp/settings.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
type Schema = Readonly<Record<string, unknown>>;
const manifest = JSON.parse(read('package.json')) as { readonly activationEvents: readonly string[]; readonly contributes: { readonly commands: readonly { readonly command: string }[]; readonly configuration: { readonly properties: Readonly<Record<string, Schema>> } } };
const declared = manifest.contributes.configuration.properties;

/** Of a folder's file alone, or of the editor alone. */
const fileOnly = new Set(['$schema', 'ignore', 'sdks']);
const editorOnly = new Set(['promptcost.inlayHints.enabled', 'promptcost.codeLens.enabled', 'promptcost.trace.server']);

/** Settings as VS Code sends them where nobody set anything: the dots are levels. */
function defaults(): Schema {
  const section: Record<string, Record<string, unknown>> = {};
  for (const [name, { default: value }] of Object.entries(declared)) {
    const [, key, inner] = name.split('.');
    if (inner === undefined) section[key!] = value as Record<string, unknown>;
    else (section[key!] ??= {})[inner] = value;
  }
  return section;
}

/** What a value may be, without words about it; `null` among the types is written in two ways. */
function shape(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(shape);
  const { description, markdownDescription, scope, default: _, propertyNames, anyOf, ...rest } = schema as Schema;
  if (!Array.isArray(anyOf)) return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, shape(value)]));
  const [first, second] = anyOf as readonly Schema[];
  return second!['type'] === 'null' ? { ...first, type: [first!['type'], 'null'] } : { ...rest, anyOf: shape(anyOf) };
}

describe('the languages', () => {
  it('that start the extension are those whose files are read', () => {
    expect(manifest.activationEvents).toEqual(Object.keys(editorLanguages).map((language) => `onLanguage:${language}`));
    expect(new Set([...Object.values(editorLanguages).flat(), NOTEBOOK_EXTENSION])).toEqual(sourceExtensions(catalog));
  });

  it('of cells are read from files of their own, too', () => {
    for (const [language, extension] of Object.entries(cellLanguages)) {
      expect(editorLanguages).toHaveProperty(language);
      expect(sourceExtensions(catalog)).toContain(extension);
    }
  });
});

describe('the settings in package.json', () => {
  it('are those of promptcost.json, with the same values', () => {
    const { properties } = promptcostJsonSchema([]) as { readonly properties: Readonly<Record<string, Schema>> };
    const { prices, ...others } = Object.fromEntries(Object.entries(properties).filter(([name]) => !fileOnly.has(name)));
    const expected = { ...others, ...Object.fromEntries(Object.entries(prices!['properties'] as Schema).map(([name, value]) => [`prices.${name}`, value])) };
    const shapes = (of: Schema) => Object.fromEntries(Object.entries(of).map(([name, value]) => [name, shape(value)]));
    const ours = Object.fromEntries(Object.entries(declared).flatMap(([name, value]) => (editorOnly.has(name) ? [] : [[name.replace('promptcost.', ''), value]])));
    expect(shapes(ours)).toEqual(shapes(expected));
  });

  it('have the defaults of the server', () => {
    const { settings, problems } = readEditorSettings(defaults(), judgeSettings, []);
    expect(problems).toEqual([]);
    const { config, ...shown } = settings;
    const { config: _, ...expected } = defaultEditorSettings;
    expect(shown).toEqual(expected);
    expect(config).toEqual({ rules: {}, callsPerDay: null, prices: { models: {}, discounts: {} } });
  });

  it('let no workspace ask for the network', () => {
    expect(declared['promptcost.prices.update']).toMatchObject({ scope: 'machine', default: false });
  });
});

it('the commands in package.json are those that the client registers', () => {
  const registered = [...read('client/extension.ts').matchAll(/registerCommand\('([^']+)'/g)].map(([, name]) => name);
  expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
});

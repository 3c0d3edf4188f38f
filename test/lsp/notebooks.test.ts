/** Notebooks as an editor sends them: a row of cell documents that are one text to the analysis. */
import { afterEach, describe, expect, it } from 'vitest';
import { DidCloseNotebookDocumentNotification, NotebookCellKind } from 'vscode-languageserver-protocol';
import { eventually, pushedClient, startClient, type ClientOptions, type TestClient } from './client.ts';

const setup = '%pip install openai\nfrom openai import OpenAI\n\nclient = OpenAI()\nMODEL = "gpt-4.1"';
const ask = 'def ask(question):\n    return client.chat.completions.create(\n        model=MODEL,\n        messages=[{"role": "user", "content": question}],\n    )';
const notebook = 'work/a.ipynb';
const cell = (index: number): string => `cell:${notebook}#${index}`;
const everywhere = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

let clients: TestClient[] = [];
async function start(options: ClientOptions = {}): Promise<TestClient> {
  const client = await startClient({}, options);
  clients.push(client);
  return client;
}
afterEach(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  clients = [];
});

describe('a notebook', () => {
  it('shows each finding and hint in its own cell, with what earlier cells define', async () => {
    const client = await start();
    await client.openNotebook(notebook, [setup, ask]);
    expect(await client.rules(cell(0))).toEqual([]);
    const [finding] = await client.diagnostics(cell(1));
    expect(finding).toMatchObject({ code: 'missing-max-tokens', range: { start: { line: 1, character: 11 } } });
    expect(await client.hints(cell(0))).toEqual([]);
    const [hint] = await client.hints(cell(1));
    expect(hint?.position).toEqual({ line: 1, character: 42 });
    expect(String(hint?.label)).toContain('$');
    expect(await client.hover(cell(1), client.at(cell(1), 'create'))).toContain('gpt-4.1');
    expect(await client.hover(cell(0), { line: 1, character: 11 })).toBeNull();
  });

  it('mends the cell it is asked about', async () => {
    const client = await start();
    await client.openNotebook(notebook, [setup, ask, ask.replace('ask', 'again')]);
    const [fix] = await client.actions(cell(1), everywhere);
    await client.apply(fix?.edit);
    expect(client.text(cell(1))).toContain('max_tokens=');
    expect(client.text(cell(2))).not.toContain('max_tokens');
    expect(await client.rules(cell(1))).toEqual([]);
    expect(await client.rules(cell(2))).toEqual(['missing-max-tokens']);
  });

  it('keeps a finding quiet by a comment in its cell', async () => {
    const client = await start();
    await client.openNotebook(notebook, [`%%capture\n${setup}`, ask]);
    for (const [title, name, text] of [['Ignore missing-max-tokens here', cell(1), '    # promptcost: ignore[missing-max-tokens]\n    return'], ['Ignore missing-max-tokens in this file', cell(0), '%%capture\n# promptcost: ignore-file[missing-max-tokens]\n%pip']] as const) {
      const action = (await client.actions(cell(1), everywhere)).find((one) => one.title === title);
      expect(action?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: name, version: 1 } }]);
      if (name === cell(0)) {
        await client.apply(action?.edit);
        expect(client.text(name)).toContain(text);
        expect(await client.rules(cell(1))).toEqual([]);
      }
    }
  });

  it('follows edits, new, moved and deleted cells', async () => {
    const client = await start();
    await client.openNotebook(notebook, [setup, ask]);
    const label = async (name: string): Promise<string> => String((await client.hints(name))[0]?.label);
    expect(await label(cell(1))).toContain('$');
    await client.edit(cell(0), '"gpt-4.1"', 'pick()');
    await eventually('a refresh of the other cell', () => client.seen.hintRefreshes > 0);
    expect(await label(cell(1))).toContain('not known');
    const added = `cell:${notebook}#new`;
    const uri = (document: string) => ({ kind: NotebookCellKind.Code, document });
    await client.changeNotebook(notebook, { structure: { array: { start: 1, deleteCount: 0, cells: [uri(added)] }, didOpen: [{ uri: added, languageId: 'python', version: 1, text: 'MODEL = "gpt-4.1-mini"' }] } });
    expect(await label(cell(1))).toContain('$');
    expect(await client.hover(cell(1), client.at(cell(1), 'create'))).toContain('gpt-4.1-mini');
    // Behind `client = …` and the call; a function reads what the name is in the end, so the first cell alone decides after the deletion.
    await client.changeNotebook(notebook, { structure: { array: { start: 1, deleteCount: 2, cells: [uri(cell(1)), uri(added)] } } });
    expect(await client.rules(cell(1))).toEqual(['missing-max-tokens']);
    await client.changeNotebook(notebook, { structure: { array: { start: 2, deleteCount: 1 }, didClose: [{ uri: added }] } });
    expect(await label(cell(1))).toContain('not known');
    expect(await client.diagnostics(added)).toEqual([]);
  });

  it('sees that cells changed places', async () => {
    const client = await start();
    const once = 'client.chat.completions.create(model=MODEL, messages=[])';
    await client.openNotebook(notebook, [setup, 'MODEL = "gpt-4.1-mini"', once]);
    expect(await client.hover(cell(2), client.at(cell(2), 'create'))).toContain('gpt-4.1-mini');
    const uri = (document: string) => ({ kind: NotebookCellKind.Code, document });
    await client.changeNotebook(notebook, { structure: { array: { start: 1, deleteCount: 2, cells: [uri(cell(2)), uri(cell(1))] } } });
    const account = await client.hover(cell(2), client.at(cell(2), 'create'));
    expect(account).toContain('gpt-4.1');
    expect(account?.split('\n')[0]).not.toContain('mini');
  });

  it('leaves cells of other languages and other magics alone', async () => {
    const client = await start();
    await client.openNotebook(notebook, [setup, '%%bash\nclient.chat.completions.create(model=MODEL)', ask]);
    expect(await client.hints(cell(1))).toEqual([]);
    expect(await client.rules(cell(2))).toEqual(['missing-max-tokens']);
  });

  it('is analysed as TypeScript where its cells are', async () => {
    const client = await start();
    await client.openNotebook(notebook, ["import OpenAI from 'npm:openai';\nconst client = new OpenAI();", "await client.chat.completions.create({ model: 'gpt-4.1', messages: [] });"], 'typescript');
    expect(String((await client.hints(cell(1)))[0]?.label)).toContain('$');
  });

  it('is pushed cell by cell to a client that does not pull', async () => {
    const client = await start({ capabilities: pushedClient });
    await client.openNotebook(notebook, [setup, ask]);
    const found = await eventually('diagnostics of the second cell', () => client.published(cell(1)));
    expect(found.map(({ code }) => code)).toEqual(['missing-max-tokens']);
    expect(client.published(cell(0))).toEqual([]);
    await client.connection.sendNotification(DidCloseNotebookDocumentNotification.type, { notebookDocument: { uri: client.uri(notebook) }, cellTextDocuments: [{ uri: cell(0) }, { uri: cell(1) }] });
    await eventually('no diagnostics of a closed cell', () => client.published(cell(1))?.length === 0);
  });

  it('that is open as text says nothing, and as a script what a script says', async () => {
    const client = await start();
    await client.open(notebook, '{"cells": []}', 'json');
    expect(await client.rules(notebook)).toEqual([]);
    await client.open('b.ipynb', `${setup}\n${ask}`, 'python');
    expect(await client.rules('b.ipynb')).toEqual(['missing-max-tokens']);
  });
});

describe('a component', () => {
  it('has its script looked at, in place', async () => {
    const client = await start();
    const script = "  import OpenAI from 'openai';\n  const client = new OpenAI();\n  const ask = () => client.chat.completions.create({ model: 'gpt-4.1', messages: [] });\n";
    await client.open('App.vue', `<template>\n  <p title="it's">{{ ask }}</p>\n</template>\n<script setup lang="ts">\n${script}</script>\n`, 'vue');
    const [finding] = await client.diagnostics('App.vue');
    expect(finding).toMatchObject({ code: 'missing-max-tokens', range: { start: { line: 6 } } });
    const ignore = (await client.actions('App.vue', everywhere)).find(({ title }) => title.endsWith('in this file'));
    await client.apply(ignore?.edit);
    expect(client.text('App.vue')).toContain('<script setup lang="ts">\n  // promptcost: ignore-file[missing-max-tokens]\n  import OpenAI');
    expect(await client.rules('App.vue')).toEqual([]);
  });
});

/** In a workspace that nobody trusts, everything works: nothing of it is run, and nothing leaves the machine. */
import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { actionsAt, apply, at, discard, eventually, expectRules, findingOf, findings, hints, open, setting } from '../editor.ts';

const uncapped = 'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(question):\n    return client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": question}])\n';

describe('in Restricted Mode', () => {
  it('the workspace is not trusted, and the extension is active in it', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await open('support.py');
    await eventually('activation', () => vscode.extensions.getExtension('promptcost.promptcost')!.isActive);
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('findings come with the places that they rest on in other files', async () => {
    const document = await open('support.py');
    const finding = await findingOf(document, 'missing-cache-control');
    assert.ok(finding.relatedInformation?.some(({ location }) => location.uri.path.endsWith('/prompts.py')));
  });

  it('hints and hovers say what a call costs', async () => {
    const document = await open('support.py');
    assert.match((await eventually('a hint', async () => (await hints(document))[0])), /^≈ \$/);
    await eventually('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'messages.create', 2));
      return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n').includes('Prices as of');
    });
  });

  it('a quick fix is applied, and its finding is gone', async () => {
    const document = await open('restricted/fix.py', uncapped);
    const { range } = await findingOf(document, 'missing-max-tokens');
    await apply((await actionsAt(document, range)).find(({ title }) => title.startsWith('Limit the answer')));
    assert.ok(document.getText().includes('max_tokens=4096'));
    await expectRules(document, []);
    await discard(document);
  });

  it('a rule can be kept quiet by a comment, and by the settings of the workspace', async () => {
    const document = await open('restricted/quiet.py', uncapped);
    const { range } = await findingOf(document, 'missing-max-tokens');
    await apply((await actionsAt(document, range)).find(({ title }) => title === 'Ignore missing-max-tokens here'));
    await expectRules(document, []);
    await discard(document);
    const other = await open('restricted/settings.py', uncapped);
    await findingOf(other, 'missing-max-tokens');
    await setting('promptcost.rules', { 'missing-max-tokens': 'off' });
    await eventually('silence', () => findings(other).length === 0);
    await setting('promptcost.rules', undefined);
    await findingOf(other, 'missing-max-tokens');
    await discard(other);
  });

  it('all safe fixes of a file are applied at once', async () => {
    const document = await open('support.py');
    await findingOf(document, 'missing-cache-control');
    await vscode.commands.executeCommand('promptcost.fixAll');
    await eventually('the marker', () => document.getText().includes('cache_control'));
    await vscode.commands.executeCommand('undo');
  });
});

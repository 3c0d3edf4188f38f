import * as assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { rules } from '../../../server/catalog-lists.ts';
import { actionsAt, apply, at, discard, eventually, expectRules, file, findingOf, findings, hints, open, replace, setting, write } from './editor.ts';

const extensionId = 'promptcost.promptcost';

describe('the extension in a real VS Code', () => {
  it('is installed, and does nothing before a file of its languages is open', () => {
    console.log(`VS Code ${vscode.version}, ${vscode.env.appName}, Node ${process.version}`);
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    assert.equal(extension.isActive, false);
  });

  it('activates with the first Python file', async () => {
    await open('support.py');
    await eventually('activation', () => vscode.extensions.getExtension(extensionId)!.isActive);
  });

  it('supports untrusted workspaces', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)!.packageJSON.capabilities.untrustedWorkspaces.supported, true);
  });

  it('shows findings at their place, with the places they rest on', async () => {
    const document = await open('support.py');
    const finding = await findingOf(document, 'missing-cache-control');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(finding.range), 'system=HANDBOOK');
    assert.ok(finding.relatedInformation?.some(({ location }) => location.uri.path.endsWith('/prompts.py')));
  });

  it('shows what each call costs', async () => {
    const document = await open('support.py');
    const [label] = await eventually('hints', async () => {
      const found = await hints(document);
      return found.length > 0 && found;
    });
    assert.match(label!, /^≈ \$[\d.]+–[\d.]+ · in [\d.k]+–[\d.k]+ · out ≤ 1k$/);
  });

  it('gives the account of a call in its hover', async () => {
    const document = await open('support.py');
    const shown = await eventually('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'messages.create', 2));
      const text = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
      return text.includes('Prices as of') && text;
    });
    for (const part of ['HANDBOOK', 'cache cold', 'cache warm', 'as a batch', 'Assumptions']) assert.ok(shown.includes(part), part);
  });

  it('keeps the hint while the call is being typed', async () => {
    const document = await open('typing.py', 'from openai import OpenAI\n\nclient = OpenAI()\nreply = client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "conte');
    assert.match((await eventually('a hint', async () => (await hints(document))[0])), /^≈ \$/);
  });
});

describe('quick fixes', () => {
  for (const rule of rules) {
    describe(rule.meta.id, () => {
      // Other rules may report the same place; their fixes are tested with them.
      before(() => setting('promptcost.rules', Object.fromEntries(rules.filter((other) => other !== rule).map((other) => [other.meta.id, 'off']))));
      after(() => setting('promptcost.rules', undefined));

      let fixed = 0;
      after(() => assert.ok(fixed > 0 || rule.meta.fix === 'none', 'no example was fixed'));

      for (const [index, example] of rule.docs.examples.entries()) {
        const { good } = example;
        if (good === undefined) continue;
        it(`${example.title} (${example.language})`, async function () {
          const folder = `fixes/${rule.meta.id}-${index}`;
          for (const [name, text] of Object.entries(example.files ?? {})) await write(`${folder}/${name}`, text);
          const document = await open(`${folder}/main.${example.language === 'python' ? 'py' : 'ts'}`, example.bad);
          const finding = await findingOf(document, rule.meta.id);
          const fix = (await actionsAt(document, finding.range)).find(({ edit, title }) => edit !== undefined && !title.startsWith('Ignore'));
          // Some examples show what a person should write where no fix can.
          if (fix === undefined) return this.skip();
          await apply(fix);
          fixed++;
          assert.equal(document.getText(), good);
          await expectRules(document, []);
          return discard(document);
        });
      }
    });
  }
});

describe('suppression', () => {
  const source = 'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef answer(question):\n    return client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": question}])\n';

  it('keeps one finding quiet, and an unused one is reported and removed', async () => {
    const document = await open('quiet.py', source);
    const finding = await findingOf(document, 'missing-max-tokens');
    await apply((await actionsAt(document, finding.range)).find(({ title }) => title === 'Ignore missing-max-tokens here'));
    assert.ok(document.getText().includes('    # promptcost: ignore[missing-max-tokens]\n    return client'));
    await expectRules(document, []);
    await replace(document, 'model="gpt-4.1", ', 'model="gpt-4.1", max_tokens=400, ');
    await expectRules(document, ['unused-suppression']);
    await apply((await actionsAt(document, findings(document)[0]!.range)).find(({ title }) => title.startsWith('Remove')));
    await expectRules(document, []);
    assert.equal(document.getText(), source.replace('model="gpt-4.1", ', 'model="gpt-4.1", max_tokens=400, '));
  });
});

describe('other files', () => {
  it('are looked at anew when what they use changes', async () => {
    const prompts = await open('prompts.py');
    const before = prompts.getText();
    const support = await open('support.py');
    await findingOf(support, 'missing-cache-control');
    await replace(prompts, before, 'HANDBOOK = "Be brief."\n');
    await expectRules(support, []);
    await replace(prompts, prompts.getText(), before);
    await expectRules(support, ['missing-cache-control']);
  });
});

describe('settings', () => {
  it('change severities, switch rules off, and hints with them', async () => {
    const document = await open('support.py');
    await setting('promptcost.rules', { 'missing-cache-control': 'error' });
    await eventually('an error', () => findings(document)[0]?.severity === vscode.DiagnosticSeverity.Error);
    await setting('promptcost.rules', { 'missing-cache-control': 'off' });
    await expectRules(document, []);
    await setting('promptcost.rules', undefined);
    await expectRules(document, ['missing-cache-control']);
    await setting('promptcost.inlayHints.enabled', false);
    await eventually('no hints', async () => (await hints(document)).length === 0);
    await setting('promptcost.inlayHints.enabled', undefined);
    await eventually('hints', async () => (await hints(document)).length > 0);
  });

  it('show money a month once a volume is stated', async () => {
    const document = await open('support.py');
    await setting('promptcost.callsPerDay', 50_000);
    await eventually('a month', async () => (await hints(document))[0]?.endsWith('/ month'));
    await setting('promptcost.callsPerDay', undefined);
    await eventually('no month', async () => (await hints(document))[0]?.endsWith('/ month') === false);
  });

  it('show a code lens when asked for', async () => {
    const document = await open('support.py');
    const lenses = async (): Promise<number> => (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)).length;
    assert.equal(await lenses(), 0);
    await setting('promptcost.codeLens.enabled', true);
    await eventually('a lens', async () => (await lenses()) > 0);
    await setting('promptcost.codeLens.enabled', undefined);
  });
});

describe('prices', () => {
  it('of the user change the figures', async () => {
    const document = await open('support.py');
    const listed = (await eventually('hints', async () => (await hints(document))[0]));
    await setting('promptcost.prices.discounts', { anthropic: 0.5 });
    await eventually('a cheaper call', async () => (await hints(document))[0] !== listed);
    await setting('promptcost.prices.discounts', undefined);
    await eventually('the list price', async () => (await hints(document))[0] === listed);
  });

  it('are not fetched because a workspace asks for it', async () => {
    const update = 'promptcost.prices.update';
    await assert.rejects(async () => setting(update, true));
    await write('.vscode/settings.json', `{ "${update}": true, "promptcost.callsPerDay": 7 }`);
    await eventually('the settings of the workspace', () => vscode.workspace.getConfiguration().get('promptcost.callsPerDay') === 7);
    assert.equal(vscode.workspace.getConfiguration().get(update), false);
    await write('.vscode/settings.json', '{}');
    await eventually('no settings', () => vscode.workspace.getConfiguration().get('promptcost.callsPerDay') === null);
  });
});

describe('measured usage', () => {
  it('takes the place of assumptions as soon as it is imported', async () => {
    const document = await open('measured/main.py', 'from openai import OpenAI\n\n\ndef sort(mail):\n    # promptcost: label=triage\n    return OpenAI().chat.completions.create(model="gpt-4.1", max_tokens=200, messages=[{"role": "user", "content": mail}])\n');
    assert.doesNotMatch((await eventually('a hint', async () => (await hints(document))[0])), /measured/);
    const triage = { calls: 40, callsPerDay: 20, input: { p50: 900, p95: 1400, mean: 950 }, output: { p50: 12, p95: 30, mean: 14 }, cacheReadShare: null, cacheWriteShare: null, models: ['gpt-4.1'] };
    await write('measured/.promptcost/usage.json', JSON.stringify({ version: 1, from: '2026-11-02', to: '2026-11-04', labels: { triage }, functions: {}, models: {}, totals: {} }));
    const label = await eventually('a measured hint', async () => (await hints(document)).find((found) => found.includes('measured')));
    assert.ok(label.includes('in 900–1.4k'), label);
    await discard(document);
  });
});

describe('notebooks', () => {
  const cell = (source: string) => ({ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [{ name: 'stdout', output_type: 'stream', text: ['kept\n'] }], source: source.split(/(?<=\n)/) });
  const ask = 'def ask(question):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}])';
  const text = JSON.stringify({ cells: [cell('%pip install openai\nfrom openai import OpenAI\n\nclient = OpenAI()\nMODEL = "gpt-4.1"'), cell(ask)], metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }, null, 1);

  it('show findings and hints in their cells, and a fix changes the cell and not its output', async () => {
    await write('book/a.ipynb', text);
    const notebook = await vscode.workspace.openNotebookDocument(file('book/a.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    const [setup, call] = notebook.getCells().map((one) => one.document);
    assert.ok(setup !== undefined && call !== undefined);
    const finding = await findingOf(call, 'missing-max-tokens');
    assert.equal(call.getText(finding.range), 'client.chat.completions.create');
    assert.deepEqual(findings(setup), []);
    assert.match((await eventually('a hint', async () => (await hints(call))[0])), /^≈ \$/);
    await apply((await actionsAt(call, finding.range)).find(({ edit, title }) => edit !== undefined && !title.startsWith('Ignore')));
    assert.ok(call.getText().includes('max_tokens='), call.getText());
    await expectRules(call, []);
    assert.ok(await notebook.save());
    const saved = JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(notebook.uri)).toString());
    assert.ok(saved.cells[1].source.join('').includes('max_tokens='));
    assert.deepEqual(saved.cells[1].outputs, JSON.parse(text).cells[1].outputs);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});

describe('fix all', () => {
  it('on save applies the safe fixes and no others', async () => {
    const source = (await open('support.py')).getText();
    const uncapped = 'from openai import OpenAI\n\nOpenAI().chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": "Tell me a story."}])\n';
    const document = await open('saved.py', source + uncapped);
    await expectRules(document, ['missing-cache-control', 'missing-max-tokens']);
    await setting('editor.codeActionsOnSave', { 'source.fixAll.promptcost': 'explicit' });
    await replace(document, 'def reply', '# Answers a customer.\ndef reply');
    assert.ok(await document.save());
    assert.ok(document.getText().includes('cache_control'), document.getText());
    assert.ok(document.getText().endsWith(uncapped));
    await expectRules(document, ['missing-max-tokens']);
    await setting('editor.codeActionsOnSave', undefined);
  });
});

describe('the command for all safe fixes', () => {
  it('applies them, right after an edit too', async () => {
    const source = (await open('support.py')).getText();
    const document = await open('commanded.py', source);
    await expectRules(document, ['missing-cache-control']);
    for (let times = 0; times < 3; times++) {
      await replace(document, 'def reply', '# Answers a customer.\ndef reply');
      await vscode.commands.executeCommand('promptcost.fixAll');
      assert.ok(document.getText().includes('cache_control'), document.getText());
      await vscode.commands.executeCommand('undo');
    }
  });
});

describe('commands', () => {
  it('explain a rule', async () => {
    await open('support.py');
    await vscode.commands.executeCommand('promptcost.explainRule', 'missing-cache-control');
    const page = await eventually('the page', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'promptcost-rule'));
    assert.ok(page.getText().startsWith('# missing-cache-control\n'));
  });

  it('compare what a call costs with its alternatives, anew each time', async () => {
    const document = await open('compared/main.py', 'from openai import OpenAI\n\nOpenAI().chat.completions.create(model="gpt-5.6-terra", max_completion_tokens=400, messages=[{"role": "user", "content": "Tell me a story."}])\n');
    await eventually('a hint', async () => (await hints(document)).length > 0);
    const compare = async (): Promise<void> => {
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(at(document, 'create'), at(document, 'create'));
      await vscode.commands.executeCommand('promptcost.whatIf');
    };
    const page = (part: string): Promise<string> =>
      eventually(`a page with ${part}`, () => {
        const shown = vscode.window.activeTextEditor?.document;
        return shown?.uri.scheme === 'promptcost-what-if' && shown.getText().includes(part) && shown.getText();
      });
    await compare();
    const shown = await page('as it is, on `gpt-5.6-terra`');
    for (const part of ['1,000 calls', 'as a batch', 'on `gpt-6-luna`']) assert.ok(shown.includes(part), shown);
    await replace(document, 'gpt-5.6-terra', 'gpt-5.6-sol');
    await compare();
    await page('as it is, on `gpt-5.6-sol`');
    await discard(document);
  });

  it('restart the server, which then says the same', async () => {
    const document = await open('support.py');
    await expectRules(document, ['missing-cache-control']);
    await vscode.commands.executeCommand('promptcost.restart');
    await expectRules(document, ['missing-cache-control']);
    await eventually('hints', async () => (await hints(document)).length > 0);
  });
});

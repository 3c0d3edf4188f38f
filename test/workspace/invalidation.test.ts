/** What an edit makes be analysed anew: counted, not timed. */
import { describe, expect, it } from 'vitest';
import { createMemoryWorkspace, ROOT, type MemoryWorkspace } from '../support/workspace.ts';

const APP = `import anthropic
from config import MODEL
from prompts import SYSTEM

client = anthropic.Anthropic()


def ask(question: str):
    return client.messages.create(model=MODEL, max_tokens=100, system=SYSTEM, messages=[{"role": "user", "content": question}])
`;
const CONFIG = 'MODEL = "claude-sonnet-5-5"\n\n\ndef helper(count):\n    total = count + 1\n    print(total)\n';
const PROMPTS = `SYSTEM = "${'The store ships to every country of the union within three working days. '.repeat(90)}"\n`;

function open(files: Readonly<Record<string, string>> = { 'app.py': APP, 'config.py': CONFIG, 'prompts.py': PROMPTS }): MemoryWorkspace {
  const memory = createMemoryWorkspace(Object.entries(files));
  analyzeAll(memory);
  return memory;
}

function analyzeAll({ workspace, files }: MemoryWorkspace): void {
  for (const path of files.keys()) workspace.analyze(path);
}

/** How many analyses and extractions `change` makes necessary before every file is analysed again. */
function costOf(memory: MemoryWorkspace, change: () => void): { readonly analyses: number; readonly extractions: number } {
  const before = { ...memory.workspace.counters };
  change();
  analyzeAll(memory);
  const { analyses, extractions } = memory.workspace.counters;
  return { analyses: analyses - before.analyses, extractions: extractions - before.extractions };
}

describe('an edit that keeps what other files see', () => {
  it.each([
    ['a comment above', `# The model of the house.\n${CONFIG}`],
    ['the body of a function that returns nothing', CONFIG.replace('count + 1', 'count + 2')],
    ['blank lines', CONFIG.replace('\n\n\n', '\n\n\n\n\n')],
  ])('analyses that file alone: %s', (_, text) => {
    const memory = open();
    expect(costOf(memory, () => memory.write('config.py', text))).toEqual({ analyses: 1, extractions: 1 });
  });

  it('analyses nothing where the text is the same again', () => {
    const memory = open();
    expect(costOf(memory, () => memory.write('config.py', CONFIG))).toEqual({ analyses: 0, extractions: 0 });
  });

  it('in the file that calls: that file alone', () => {
    const memory = open();
    expect(costOf(memory, () => memory.write('app.py', APP.replace('max_tokens=100', 'max_tokens=200')))).toEqual({ analyses: 1, extractions: 1 });
  });

  it('moves places in the edited file along', () => {
    const memory = open();
    const related = () => memory.findings('app.py').find(({ rule }) => rule === 'missing-cache-control')!.related.find(({ at }) => at.path === `${ROOT}/prompts.py`)!.at;
    const before = related();
    const added = '# Written by the support team.\n';
    expect(costOf(memory, () => memory.write('prompts.py', added + PROMPTS)).analyses).toBe(1);
    expect(related().start - before.start).toBe(added.length);
    expect((added + PROMPTS).slice(related().start)).toMatch(/^"The store ships/);
  });
});

describe('an edit that changes what other files see', () => {
  it('of a constant analyses its readers as well', () => {
    const memory = open();
    expect(costOf(memory, () => memory.write('config.py', CONFIG.replace('sonnet', 'opus')))).toEqual({ analyses: 2, extractions: 1 });
    expect(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.model.candidates.map(({ id }) => id)).toEqual(['claude-opus-5-5']);
  });

  it('through a module that re-exports it', () => {
    const memory = open({ 'app.py': APP.replace('from config', 'from settings'), 'settings.py': 'from config import MODEL\n', 'config.py': CONFIG, 'prompts.py': PROMPTS });
    costOf(memory, () => memory.write('config.py', CONFIG.replace('sonnet', 'opus')));
    expect(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.model.candidates.map(({ id }) => id)).toEqual(['claude-opus-5-5']);
  });

  it('of what a function returns analyses its callers as well', () => {
    const factory = 'import anthropic\n\n\ndef get_client():\n    retries = 3\n    return anthropic.Anthropic(max_retries=retries)\n';
    const memory = open({ 'app.py': APP.replace('client = anthropic.Anthropic()', 'from factory import get_client\n\nclient = get_client()'), 'config.py': CONFIG, 'prompts.py': PROMPTS, 'factory.py': factory });
    const retries = () => memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.client.retries.count;
    expect(retries()).toBe(3);
    memory.write('factory.py', factory.replace('retries = 3', 'retries = 7'));
    expect(retries()).toBe(7);
  });

  it('of a list that a module builds step by step', () => {
    const rules = 'RULES = ["Be brief."]\nRULES.append("Be kind.")\n';
    const memory = open({ 'app.py': APP.replace('from prompts import SYSTEM', 'from rules import RULES\n\nSYSTEM = "".join(RULES)'), 'config.py': CONFIG, 'rules.py': rules });
    const tokens = () => memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.cost.input.low;
    const before = tokens();
    memory.write('rules.py', rules.replace('Be kind.', 'Be kind to everybody who asks something, whatever it is.'));
    expect(tokens()).toBeGreaterThan(before);
  });
});

describe('a file that was looked for', () => {
  it('and missing: its creation analyses who looked for it', () => {
    const memory = open({ 'app.py': APP, 'prompts.py': PROMPTS });
    expect(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.model.state).toBe('unknown');
    expect(memory.workspace.dependents(`${ROOT}/config.py`)).toEqual([`${ROOT}/app.py`]);
    memory.write('config.py', CONFIG);
    expect(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.model.state).toBe('known');
  });

  it('and found: its deletion does', () => {
    const memory = open();
    memory.files.delete(`${ROOT}/config.py`);
    memory.workspace.changed(`${ROOT}/config.py`);
    expect(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.site.model.state).toBe('unknown');
  });

  it('a nearer file of the same name takes its place', () => {
    const memory = open({ 'src/app.py': APP, 'config.py': CONFIG, 'src/prompts.py': PROMPTS });
    expect(memory.workspace.analyze(`${ROOT}/src/app.py`)!.calls[0]!.site.model.candidates.map(({ id }) => id)).toEqual(['claude-sonnet-5-5']);
    memory.write('src/config.py', CONFIG.replace('sonnet', 'opus'));
    expect(memory.workspace.analyze(`${ROOT}/src/app.py`)!.calls[0]!.site.model.candidates.map(({ id }) => id)).toEqual(['claude-opus-5-5']);
  });
});

describe('a fix', () => {
  it('is printed while the texts it was made for stand', () => {
    const memory = open();
    const [finding] = memory.findings('app.py');
    expect(memory.workspace.printFix(finding!.fixes[0]!)?.files).toHaveLength(1);
  });

  it('is not printed once its file has changed', () => {
    const memory = open();
    const [finding] = memory.findings('app.py');
    memory.write('app.py', `# One more line.\n${APP}`);
    expect(memory.workspace.printFix(finding!.fixes[0]!)).toBeUndefined();
    expect(memory.workspace.printFix(memory.findings('app.py')[0]!.fixes[0]!)?.files).toHaveLength(1);
  });

  it('is printed as it was, or not at all, once its file was changed and changed back', () => {
    const app = `from anthropic import Anthropic

client = Anthropic()


def short(question):
    return client.messages.create(model="claude-opus-4-6", max_tokens=50, messages=[{"role": "user", "content": question}])


def label(ticket):
    return client.messages.create(model="claude-opus-4-6", max_tokens=50, system="Classify the ticket into one of: billing, bug.", messages=[{"role": "user", "content": ticket}])
`;
    const memory = createMemoryWorkspace([['app.py', app]]);
    const [finding] = memory.findings('app.py');
    memory.write('app.py', app.replace('max_tokens=50', 'max_tokens=50, temperature=0'));
    expect(memory.findings('app.py')).toHaveLength(1);
    memory.write('app.py', app);
    const before = memory.workspace.printFix(finding!.fixes[0]!)?.files;
    const after = memory.workspace.printFix(memory.findings('app.py')[0]!.fixes[0]!)?.files;
    expect(after).toHaveLength(1);
    expect([undefined, after]).toContainEqual(before);
  });

  it('is not printed once its file is gone', () => {
    const memory = open();
    const [finding] = memory.findings('app.py');
    memory.files.delete(`${ROOT}/app.py`);
    memory.workspace.changed(`${ROOT}/app.py`);
    expect(memory.workspace.printFix(finding!.fixes[0]!)).toBeUndefined();
  });
});

describe('files that were let go', () => {
  it('are read anew, and nothing is found that was not', () => {
    const memory = open();
    const app = [...memory.files.keys()].find((path) => path.endsWith('app.py'))!;
    const before = memory.workspace.analyze(app)!;
    memory.workspace.trim(0);
    expect(costOf(memory, () => {}), 'what calls nothing is extracted and analysed again').toEqual({ analyses: 2, extractions: 2 });
    expect(memory.workspace.analyze(app)).toBe(before);
    memory.workspace.trim(0);
    for (const fix of before.findings.flatMap((finding) => finding.fixes)) expect(memory.workspace.printFix(fix)).toBeDefined();
    expect(costOf(memory, () => memory.write('config.py', CONFIG.replace('sonnet', 'opus')))).toMatchObject({ analyses: 3 });
  });
});

describe('an analysis that nobody keeps', () => {
  it('tells the same calls and is not remembered', () => {
    const { workspace } = createMemoryWorkspace(Object.entries({ 'app.py': APP, 'config.py': CONFIG, 'prompts.py': PROMPTS }));
    const once = workspace.analyzeOnce(`${ROOT}/app.py`);
    expect(workspace.dependents(`${ROOT}/config.py`)).toEqual([]);
    const analyses = workspace.counters.analyses;
    expect(workspace.analyze(`${ROOT}/app.py`)?.calls.map(({ cost }) => cost)).toEqual(once?.analysis.calls.map(({ cost }) => cost));
    expect(once?.basis.files).toEqual(expect.arrayContaining([`${ROOT}/config.py`, `${ROOT}/prompts.py`]));
    expect([workspace.counters.analyses - analyses, workspace.dependents(`${ROOT}/config.py`)]).toEqual([1, [`${ROOT}/app.py`]]);
  });
});

import fc from 'fast-check';
import full from 'typescript';
import { describe, expect, test } from 'vitest';
import type { CallExpr, FileFacts, ListExpr, RecordExpr } from '../../../server/core/model/facts.ts';
import { record, source } from '../../../server/core/model/language.ts';
import type { SyntaxEdit } from '../../../server/core/model/language.ts';
import { applyEdits } from '../../../server/core/model/text.ts';
import { extract } from '../../../server/languages/typescript/extract.ts';
import { print } from '../../../server/languages/typescript/print.ts';

const cached = record({ cache_control: record({ type: 'ephemeral' }) });

describe('addEntry', () => {
  test.each<[string, string, string]>([
    ['inline', 'f({ model: "a" });', 'f({ model: "a", n: 1 });'],
    ['inline with a trailing comma', 'f({ model: "a", });', 'f({ model: "a", n: 1, });'],
    ['into nothing', 'f({});', 'f({ n: 1 });'],
    ['into a comment', 'f({ /* later */ });', 'f({ n: 1, /* later */ });'],
    ['before a trailing spread', 'f({ model: "a", ...rest });', 'f({ model: "a", n: 1, ...rest });'],
    ['behind a leading spread', 'f({ ...rest, model });', 'f({ ...rest, model, n: 1 });'],
    ['a line of its own', 'f({\n\tmodel: "a",\n\tb: 2,\n});', 'f({\n\tmodel: "a",\n\tb: 2,\n\tn: 1,\n});'],
    ['a line without trailing comma', 'f({\n  model: "a"\n});', 'f({\n  model: "a",\n  n: 1\n});'],
    ['a line, comment kept', 'f({\n  a: 1, // one\n  b: 2 // two\n});', 'f({\n  a: 1, // one\n  b: 2, // two\n  n: 1\n});'],
    ['a line, comment behind the comma kept', 'f({\n  a: 1, // one\n});', 'f({\n  a: 1, // one\n  n: 1,\n});'],
    ['a line before a spread', 'f({\n  a: 1,\n  ...rest,\n});', 'f({\n  a: 1,\n  n: 1,\n  ...rest,\n});'],
    ['Windows line ends', 'f({\r\n  a: 1,\r\n});', 'f({\r\n  a: 1,\r\n  n: 1,\r\n});'],
    ['quoted keys stay the fashion', "f({ 'a': 1 });", "f({ 'a': 1, 'n': 1 });"],
    ['tight braces', 'f({a: 1}); g({b: 2});', 'f({a: 1, n: 1}); g({b: 2});'],
  ])('%s', (_, before, after) => {
    expect(edited(before, ({ record: found }) => [{ kind: 'addEntry', record: found, key: 'n', value: 1 }])).toBe(after);
  });

  test('several entries for one record, whatever stands there', () => {
    const two = ({ record: found }: Found): SyntaxEdit[] => [
      { kind: 'addEntry', record: found, key: 'n', value: 1 },
      { kind: 'addEntry', record: found, key: 'x-y', value: [true, null] },
    ];
    expect(edited('f({});', two)).toBe('f({ n: 1, "x-y": [true, null] });');
    expect(edited("f({ a: 'b' });", two)).toBe("f({ a: 'b', n: 1, 'x-y': [true, null] });");
    expect(edited('f({\n  a: 1,\n});', two)).toBe('f({\n  a: 1,\n  n: 1,\n  "x-y": [true, null],\n});');
  });

  test('a value that does not fit the line is broken in the style of the file', () => {
    const before = "f({\n  model: 'claude-sonnet-4-5',\n  g: [\n    1,\n  ],\n});";
    const value = [record({ type: 'text', text: 'a long piece of text that fills the line', cache_control: record({ type: 'ephemeral' }) })];
    expect(edited(before, ({ record: found }) => [{ kind: 'addEntry', record: found, key: 'system', value }])).toBe(
      "f({\n  model: 'claude-sonnet-4-5',\n  g: [\n    1,\n  ],\n  system: [\n    {\n      type: 'text',\n      text: 'a long piece of text that fills the line',\n      cache_control: { type: 'ephemeral' },\n    },\n  ],\n});",
    );
  });
});

describe('other edits', () => {
  test.each<[string, string, string, (found: Found) => SyntaxEdit[]]>([
    ['addArgument goes into the object', 'f(a, { b: 1 });', 'f(a, { b: 1, n: 2 });', ({ call }) => [{ kind: 'addArgument', call, name: 'n', value: 2 }]],
    ['addArgument makes an object', 'f(a);', 'f(a, { n: 2 });', ({ call }) => [{ kind: 'addArgument', call, name: 'n', value: 2 }]],
    ['addPositional into empty parentheses', 'new f();', 'new f({ n: 2 });', ({ call }) => [{ kind: 'addPositional', call, value: record({ n: 2 }) }]],
    ['addPositional without parentheses', 'new f;', 'new f({ n: 2 });', ({ call }) => [{ kind: 'addPositional', call, value: record({ n: 2 }) }]],
    ['addPositional, one a line', 'f(\n  a,\n);', 'f(\n  a,\n  2,\n);', ({ call }) => [{ kind: 'addPositional', call, value: 2 }]],
    ['nothing is printed into a call that is being typed', 'f(a', 'f(a', ({ call }) => [{ kind: 'addPositional', call, value: 2 }]],
    ['removeEntry in the middle', 'f({ a: 1, b: 2, c: 3 });', 'f({ a: 1, c: 3 });', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeEntry at the end', 'f({ a: 1, b: 2 });', 'f({ a: 1 });', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeEntry of the only one', 'f({ b: 2 });', 'f({});', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeEntry with its line and comment', 'f({\n  a: 1,\n  b: 2, // two\n  c: 3,\n});', 'f({\n  a: 1,\n  c: 3,\n});', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeEntry of the last line', 'f({\n  a: 1,\n  b: 2\n});', 'f({\n  a: 1\n});', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeEntry that is not there', 'f({ a: 1 });', 'f({ a: 1 });', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['removeArgument', 'f(x, { a: 1, b: 2 });', 'f(x, { b: 2 });', ({ call }) => [{ kind: 'removeArgument', call, name: 'a' }]],
    ['renameEntry', 'f({ a: 1, "b": 2 });', 'f({ a: 1, "c": 2 });', ({ record: found }) => [{ kind: 'renameEntry', record: found, key: 'b', to: 'c' }]],
    ['renameEntry of a shorthand', 'f({ a, b });', 'f({ a, c: b });', ({ record: found }) => [{ kind: 'renameEntry', record: found, key: 'b', to: 'c' }]],
    ['renameArgument', 'f({ max_tokens: 1 });', 'f({ max_completion_tokens: 1 });', ({ call }) => [{ kind: 'renameArgument', call, name: 'max_tokens', to: 'max_completion_tokens' }]],
    ['insertItem first', 'f([a, b]);', 'f([1, a, b]);', ({ list }) => [{ kind: 'insertItem', list, index: 0, value: 1 }]],
    ['insertItem last, one a line', 'f([\n  a,\n  b,\n]);', 'f([\n  a,\n  b,\n  1,\n]);', ({ list }) => [{ kind: 'insertItem', list, index: 9, value: 1 }]],
    ['insertItem into nothing', 'f([]);', 'f([1]);', ({ list }) => [{ kind: 'insertItem', list, index: 0, value: 1 }]],
  ])('%s', (_, before, after, edits) => {
    expect(edited(before, edits)).toBe(after);
  });
});

describe('replace', () => {
  const wrap = ({ record: found }: Found): SyntaxEdit[] => {
    const entry = found.entries.find((candidate) => candidate.kind === 'entry' && candidate.key === 'system')!;
    return [{ kind: 'replace', target: entry.value, value: [{ kind: 'record', entries: [['type', 'text'], ['text', source(entry.value)], ['cache_control', record({ type: 'ephemeral' })]] }] }];
  };

  test('keeps the source of what it wraps, a template over several lines to the letter', () => {
    expect(edited("f({\n  a: [\n    'b',\n  ],\n  system: `one\ntwo ${x}`,\n});", wrap)).toBe(
      "f({\n  a: [\n    'b',\n  ],\n  system: [\n    {\n      type: 'text',\n      text: `one\ntwo ${x}`,\n      cache_control: { type: 'ephemeral' },\n    },\n  ],\n});",
    );
  });

  test('moves the lines of what it wraps along', () => {
    expect(edited("f({\n  system: [\n    'one',\n    'two',\n  ].join(' '),\n});", wrap)).toBe(
      "f({\n  system: [\n    {\n      type: 'text',\n      text: [\n        'one',\n        'two',\n      ].join(' '),\n      cache_control: { type: 'ephemeral' },\n    },\n  ],\n});",
    );
  });

  test('gives a shorthand entry its key', () => {
    expect(edited('f({ system });', wrap)).toBe(
      'f({ system: [\n  { type: "text", text: system, cache_control: { type: "ephemeral" } },\n] });',
    );
  });

  test('a name elsewhere is just replaced', () => {
    expect(edited('f(system, [system]);', ({ call }) => [{ kind: 'replace', target: call.args[0]!, value: cached }])).toBe('f({ cache_control: { type: "ephemeral" } }, [system]);');
  });
});

test('any text is printed as a literal that says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('"', "'"), (value, quote) => {
      const text = `use(${quote}${quote}, { a: ${quote}${quote} });`;
      const after = edited(text, ({ record: found }) => [{ kind: 'addEntry', record: found, key: value || 'k', value }]);
      const found = findIn(extract(after, 'a.ts')).record.entries.at(-1)!;
      expect(found.kind === 'entry' && [found.key, found.value.kind === 'string' && found.value.value]).toEqual([value || 'k', value]);
    }),
  );
});

test('whatever the layout, the result parses and has the entry', () => {
  const gap = fc.constantFrom('', ' ', '\n', '\n  ', ' // c\n', ' /* c */ ', '\r\n\t');
  const entry = fc.constantFrom('a: 1', 'b', '"c": [1, { d }]', '...e', 'f() {}', '[g]: `h\n`');
  const layout = fc.array(fc.tuple(gap, entry, gap), { maxLength: 4 });
  fc.assert(
    fc.property(layout, gap, fc.boolean(), (parts, end, comma) => {
      const text = `f({${parts.map(([before, middle, after]) => before + middle + after).join(',')}${comma && parts.length > 0 ? ',' : ''}${end}});`;
      const after = edited(text, ({ record: found }) => [
        { kind: 'addEntry', record: found, key: 'n', value: 1 },
        { kind: 'addEntry', record: found, key: 'm', value: [record({ text: 'x'.repeat(80) })] },
      ]);
      expect(errorsOf(after), after).toEqual([]);
      const keys = findIn(extract(after, 'a.ts')).record.entries.map((found) => (found.kind === 'entry' ? found.key : '...'));
      expect(keys.filter((key) => key === 'n' || key === 'm')).toEqual(['n', 'm']);
      const removed = edited(after, ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'n' }]);
      expect(errorsOf(removed), removed).toEqual([]);
      expect(findIn(extract(removed, 'a.ts')).record.entries.length).toBe(keys.length - 1);
    }),
    { numRuns: 500 },
  );
});

interface Found {
  readonly call: CallExpr;
  readonly record: RecordExpr;
  readonly list: ListExpr;
}

/** The first call of the file, and the first object and list among its arguments. */
function findIn(facts: FileFacts): Found {
  const call = facts.calls[0]!;
  const values = call.args.map((argument) => argument.value);
  return { call, record: values.find((value) => value.kind === 'record') as RecordExpr, list: values.find((value) => value.kind === 'list') as ListExpr };
}

function edited(text: string, edits: (found: Found) => readonly SyntaxEdit[]): string {
  return applyEdits(text, print(text, edits(findIn(extract(text, 'a.ts')))));
}

function errorsOf(text: string): readonly unknown[] {
  return (full.createSourceFile('a.ts', text, full.ScriptTarget.ESNext) as unknown as { parseDiagnostics: readonly full.Diagnostic[] }).parseDiagnostics.map((diagnostic) => diagnostic.messageText);
}

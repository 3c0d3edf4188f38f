import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallExpr, ListExpr, RecordExpr } from '../../../server/core/model/facts.ts';
import { record, source } from '../../../server/core/model/language.ts';
import type { SyntaxEdit } from '../../../server/core/model/language.ts';
import { applyEdits } from '../../../server/core/model/text.ts';
import { extract } from '../../../server/languages/python/extract.ts';
import { parse } from '../../../server/languages/python/parse.ts';
import { print } from '../../../server/languages/python/print.ts';

interface Found {
  readonly call: CallExpr;
  /** The first dictionary and list among the call's arguments. */
  readonly record: RecordExpr;
  readonly list: ListExpr;
}

function findIn(text: string): Found {
  const call = extract(text).calls.find(({ callee }) => callee.kind === 'name' && callee.name === 'f')!;
  const values = call.args.map(({ value }) => value);
  return { call, record: values.find((value) => value.kind === 'record')!, list: values.find((value) => value.kind === 'list')! };
}

function edited(text: string, edits: (found: Found) => readonly SyntaxEdit[]): string {
  return applyEdits(text, print(text, edits(findIn(text))));
}

const argument = ({ call }: Found): SyntaxEdit[] => [{ kind: 'addArgument', call, name: 'n', value: 1 }];
const ephemeral = record({ type: 'ephemeral' });

describe('addArgument', () => {
  test.each<[string, string, string]>([
    ['inline', 'f(a=1)', 'f(a=1, n=1)'],
    ['inline with a trailing comma', 'f(a=1,)', 'f(a=1, n=1,)'],
    ['into nothing', 'f()', 'f(n=1)'],
    ['into a comment', 'f(  # later\n)', 'f(n=1,  # later\n)'],
    ['behind what is passed by position', 'f(a, *b)', 'f(a, *b, n=1)'],
    ['before a mapping', 'f(a, **b)', 'f(a, n=1, **b)'],
    ['before a mapping behind names', 'f(a=1, **b)', 'f(a=1, n=1, **b)'],
    ['behind the last name, wherever the mapping stands', 'f(**b, a=1)', 'f(**b, a=1, n=1)'],
    ['one a line', 'f(\n    a=1,\n    b=2,\n)', 'f(\n    a=1,\n    b=2,\n    n=1,\n)'],
    ['one a line without a trailing comma', 'f(\n    a=1,\n    b=2\n)', 'f(\n    a=1,\n    b=2,\n    n=1\n)'],
    ['one a line, comment kept', 'f(\n    a=1,  # one\n    b=2  # two\n)', 'f(\n    a=1,  # one\n    b=2,  # two\n    n=1\n)'],
    ['one a line before a mapping', 'f(\n    a=1,\n    **b,\n)', 'f(\n    a=1,\n    n=1,\n    **b,\n)'],
    ['before a mapping and what is said of it', 'f(\n    a=1,  # one\n    # only where\n    # it is asked\n    **b,\n)', 'f(\n    a=1,  # one\n    n=1,\n    # only where\n    # it is asked\n    **b,\n)'],
    ['before a mapping, apart from what is said before a gap', 'f(\n    a=1,\n    # of a\n\n    **b,\n)', 'f(\n    a=1,\n    # of a\n\n    n=1,\n    **b,\n)'],
    ['aligned', 'x = f(a=1,\n      b=2)', 'x = f(a=1,\n      b=2,\n      n=1)'],
    ['hugging', 'f(a, [\n    b,\n])', 'f(a, [\n    b,\n], n=1)'],
    ['a generator', 'f(x for x in y)', 'f((x for x in y), n=1)'],
    ['Windows line ends', 'f(\r\n    a=1,\r\n)', 'f(\r\n    a=1,\r\n    n=1,\r\n)'],
    ['a call that is being typed stays', 'f(a=1', 'f(a=1'],
    ['behind a string of several lines', 'f(a="""x\ny""")', 'f(a="""x\ny""", n=1)'],
  ])('%s', (_, before, after) => expect(edited(before, argument)).toBe(after));

  test('several for one call', () => {
    const two = (found: Found): SyntaxEdit[] => [...argument(found), { kind: 'addArgument', call: found.call, name: 'm', value: [true, null, 'x'] }];
    expect(edited('f()', two)).toBe('f(n=1, m=[True, None, "x"])');
    expect(edited("f(\n    a='b',\n)", two)).toBe("f(\n    a='b',\n    n=1,\n    m=[True, None, 'x'],\n)");
  });

  test('a value that does not fit the line is broken', () => {
    const value = [record({ type: 'text', text: 'a long piece of text that fills the line up to its end', cache_control: ephemeral })];
    expect(edited('f(\n    model="claude-sonnet-4-5",\n)', ({ call }) => [{ kind: 'addArgument', call, name: 'system', value }])).toBe(
      'f(\n    model="claude-sonnet-4-5",\n    system=[\n        {\n            "type": "text",\n            "text": "a long piece of text that fills the line up to its end",\n            "cache_control": {"type": "ephemeral"},\n        },\n    ],\n)',
    );
  });
});

describe('other edits', () => {
  test.each<[string, string, string, (found: Found) => SyntaxEdit[]]>([
    ['addPositional before names', 'f(a, b=1)', 'f(a, 2, b=1)', ({ call }) => [{ kind: 'addPositional', call, value: 2 }]],
    ['addEntry', "f({'a': 1})", "f({'a': 1, 'n': {'x': True}})", ({ record: found }) => [{ kind: 'addEntry', record: found, key: 'n', value: record({ x: true }) }]],
    ['addEntry before a spread', 'f({\n    "a": 1,\n    **b,\n})', 'f({\n    "a": 1,\n    "n": 1,\n    **b,\n})', ({ record: found }) => [{ kind: 'addEntry', record: found, key: 'n', value: 1 }]],
    ['addEntry into nothing', 'f({})', 'f({"n": 1})', ({ record: found }) => [{ kind: 'addEntry', record: found, key: 'n', value: 1 }]],
    ['removeArgument in the middle', 'f(a=1, b=2, c=3)', 'f(a=1, c=3)', ({ call }) => [{ kind: 'removeArgument', call, name: 'b' }]],
    ['removeArgument at the end', 'f(a=1, b=2)', 'f(a=1)', ({ call }) => [{ kind: 'removeArgument', call, name: 'b' }]],
    ['removeArgument with its line and comment', 'f(\n    a=1,\n    b=2,  # two\n    c=3,\n)', 'f(\n    a=1,\n    c=3,\n)', ({ call }) => [{ kind: 'removeArgument', call, name: 'b' }]],
    ['removeArgument of the last line', 'f(\n    a=1,\n    b=2\n)', 'f(\n    a=1\n)', ({ call }) => [{ kind: 'removeArgument', call, name: 'b' }]],
    ['removeArgument that is not there', 'f(a=1)', 'f(a=1)', ({ call }) => [{ kind: 'removeArgument', call, name: 'b' }]],
    ['removeEntry of the only one', 'f({"b": 2})', 'f({})', ({ record: found }) => [{ kind: 'removeEntry', record: found, key: 'b' }]],
    ['renameArgument', 'f(max_tokens = 1)', 'f(max_completion_tokens = 1)', ({ call }) => [{ kind: 'renameArgument', call, name: 'max_tokens', to: 'max_completion_tokens' }]],
    ['renameEntry', "f({'b': 2, \"c\": 3})", "f({'d': 2, \"c\": 3})", ({ record: found }) => [{ kind: 'renameEntry', record: found, key: 'b', to: 'd' }]],
    ['insertItem first', 'f([a, b])', 'f([1, a, b])', ({ list }) => [{ kind: 'insertItem', list, index: 0, value: 1 }]],
    ['insertItem last, one a line', 'f([\n    a,\n    b,\n])', 'f([\n    a,\n    b,\n    1,\n])', ({ list }) => [{ kind: 'insertItem', list, index: 9, value: 1 }]],
    ['insertItem into nothing', 'f([])', 'f([1])', ({ list }) => [{ kind: 'insertItem', list, index: 0, value: 1 }]],
    ['insertItem into an empty tuple', 'f(())', 'f((1,))', ({ list }) => [{ kind: 'insertItem', list, index: 0, value: 1 }]],
  ])('%s', (_, before, after, edits) => expect(edited(before, edits)).toBe(after));
});

describe('replace', () => {
  const wrap = ({ call }: Found): SyntaxEdit[] => {
    const { value } = call.args.find((candidate) => candidate.kind === 'named' && candidate.name === 'system')!;
    return [{ kind: 'replace', target: value, value: [record({ type: 'text', text: source(value), cache_control: ephemeral })] }];
  };
  test.each<[string, string, string]>([
    ['a name', 'f(system=S)', 'f(system=[{"type": "text", "text": S, "cache_control": {"type": "ephemeral"}}])'],
    ['an f-string', "f(system=f'a{b}')", "f(system=[{'type': 'text', 'text': f'a{b}', 'cache_control': {'type': 'ephemeral'}}])"],
    [
      'a string of several lines, to the letter', 'f(\n    system="""one\n  two""",\n)',
      'f(\n    system=[\n        {\n            "type": "text",\n            "text": """one\n  two""",\n            "cache_control": {"type": "ephemeral"},\n        },\n    ],\n)',
    ],
    [
      'pieces in parentheses keep them', 'f(\n    system=(\n        "one"\n        "two"\n    ),\n)',
      'f(\n    system=[\n        {\n            "type": "text",\n            "text": (\n                "one"\n                "two"\n            ),\n            "cache_control": {"type": "ephemeral"},\n        },\n    ],\n)',
    ],
    [
      'pieces without parentheses get them', 'f(\n    system="one"\n    "two",\n)',
      'f(\n    system=[\n        {\n            "type": "text",\n            "text": ("one"\n            "two"),\n            "cache_control": {"type": "ephemeral"},\n        },\n    ],\n)',
    ],
    [
      'where one of the pieces goes over lines, none moves', 'f(\n    system=(\n        "one"\n        \'\'\'two\n        three\'\'\'\n    ),\n)',
      'f(\n    system=[\n        {\n            "type": "text",\n            "text": (\n        "one"\n        \'\'\'two\n        three\'\'\'\n    ),\n            "cache_control": {"type": "ephemeral"},\n        },\n    ],\n)',
    ],
    ['the value of an assignment expression', 'f(system=(x := y))', 'f(system=(x := [{"type": "text", "text": y, "cache_control": {"type": "ephemeral"}}]))'],
  ])('%s', (_, before, after) => expect(edited(before, wrap)).toBe(after));

  test('leaves the parentheses of a call', () => {
    expect(edited('f((g)(a))', () => [{ kind: 'replace', target: { start: 6, end: 7 }, value: 1 }])).toBe('f((g)(1))');
  });
});

test('any text is printed as a literal that says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('"', "'"), (value, quote) => {
      const text = `use(${quote}${quote})\nf(a=${quote}${quote})`;
      const after = edited(text, ({ call }) => [{ kind: 'addArgument', call, name: 'n', value }]);
      expect(findIn(after).call.args.at(-1)!.value).toMatchObject({ kind: 'string', value });
    }),
  );
});

test('whatever the layout, the result parses and has the argument, and its removal gives the names that were there', () => {
  const gap = fc.constantFrom('', ' ', '\n', '\n  ', '  # c\n', '\r\n\t');
  const part = fc.constantFrom('a=1', 'b=[1, {"d": 2}]', 'c=(\n "x"\n "y")', 'd=f"{x}"', 'e="""p\nq"""');
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(gap, part, gap), { maxLength: 4, selector: ([, name]) => name }), gap, fc.boolean(), (parts, end, comma) => {
      const text = `f(${parts.map(([before, middle, after]) => before + middle + after).join(',')}${comma && parts.length > 0 ? ',' : ''}${end})\ng()\n`;
      const names = (source_: string): string[] => findIn(source_).call.args.map((given) => (given.kind === 'named' ? given.name : given.kind));
      const after = edited(text, argument);
      expect(names(after)).toEqual([...parts.map(([, name]) => name[0]!), 'n']);
      expect(parse(after).body.map(({ kind }) => kind)).toEqual(['expression', 'expression']);
      const back = edited(after, ({ call }) => [{ kind: 'removeArgument', call, name: 'n' }]);
      expect(names(back)).toEqual(parts.map(([, name]) => name[0]!));
    }),
  );
});

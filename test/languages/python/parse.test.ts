import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parse } from '../../../server/languages/python/parse.ts';
import { fstringTextValue, isComplex, numberValue, stringValue } from '../../../server/languages/python/strings.ts';
import { outlineOf } from './outline.ts';
import type { Call, Expression, NumberLiteral, Statement } from '../../../server/languages/python/syntax.ts';

function callsOf(text: string): Call[] {
  const calls: Call[] = [];
  visit(parse(text));
  return calls.sort((a, b) => a.start - b.start);
  function visit(node: unknown): void {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
      return;
    }
    if ((node as Expression).kind === 'call') calls.push(node as Call);
    for (const child of Object.values(node)) visit(child);
  }
}

/** Each call's callee and arguments, as the text has them. */
function shown(text: string): string[] {
  return callsOf(text).map(
    (call) => `${text.slice(call.callee.start, call.callee.end)}: ${call.args.map((a) => text.slice(a.start, a.end)).join(' | ')}`,
  );
}

function shape(text: string): readonly string[] {
  return outlineOf(text, parse(text), 'included').shape;
}

function only(text: string): Statement {
  const { body } = parse(text);
  expect(body).toHaveLength(1);
  return body[0]!;
}

function valueOf(text: string): Expression {
  const statement = only(text);
  if (statement.kind !== 'expression') throw new Error(`${statement.kind} is no expression`);
  return statement.value;
}

describe('a call that is being typed keeps its arguments and takes no line below it', () => {
  const cases: readonly (readonly [name: string, text: string, calls: readonly string[]])[] = [
    [
      'a keyword without its value',
      'def a():\n    r = client.messages.create(model="x", max_tokens=\n    print(r)\n\ndef b():\n    return foo(1)\n',
      ['client.messages.create: model="x" | max_tokens=', 'print: r', 'foo: 1'],
    ],
    ['the opening bracket alone', 'r = create(\nprint(r)\n', ['create: ', 'print: r']],
    ['at the end of the file', 'r = create(model="x", ', ['create: model="x"']],
    ['a value missing inside closed brackets', 'r = create(\n    model="x",\n    max_tokens=\n)\nprint(r)\n', ['create: model="x" | max_tokens=', 'print: r']],
    [
      'nested brackets', 'r = create(\n    model="x",\n    messages=[{"role": "user", "content": \nprint(r)\ny = g(2)\n',
      ['create: model="x" | messages=[{"role": "user", "content":', 'print: r', 'g: 2'],
    ],
    ['before a return', 'def f():\n    x = create(a,\n        b=1,\n    return g(x)\n', ['create: a | b=1', 'g: x']],
    ['before a decorator', 'a = create(model="x"\n@dec\nclass B(Base): pass\n', ['create: model="x"']],
    ['before an async function', 'a = create(\nasync def f():\n    await g(1)\n', ['create: ', 'g: 1']],
    ['in the header of a block', 'if create(model="x"\n    x = foo(1)\nelse:\n    y = bar(2)\n', ['create: model="x"', 'foo: 1', 'bar: 2']],
    ['in a header that has its colon', 'for m in create(model="x":\n    x = foo(1)\n', ['create: model="x"', 'foo: 1']],
    ['a function without its closing bracket', 'class A:\n    def f(self, a\n        x = foo(1)\n        return x\n    def g(self):\n        return h(2)\n', ['foo: 1', 'h: 2']],
    [
      'inside closed brackets', 'x = [\n  a(1),\n  b(2,\n  c(3),\n]\ny = d(4)\n', ['a: 1', 'b: 2 | c(3)', 'c: 3', 'd: 4'],
    ],
    ['a comma missing', 'create(model="x" max_tokens=5)\nz = g(2)\n', ['create: model="x" | max_tokens=5', 'g: 2']],
    ['stars alone', 'create(model="x", **\nz = g(2)\n', ['create: model="x" | **', 'g: 2']],
    ['an attribute', 'create(model=client.\ng(1)\n', ['create: model=client.', 'g: 1']],
    ['a closing bracket too many', 'x = f(a))\ny = g(1)\n', ['f: a', 'g: 1']],
    ['a string', 'create(model="gpt, max_tokens=5)\nz = g(2)\n', ['create: model="gpt, max_tokens=5)', 'g: 2']],
    ['an f-string field', 'create(f"hello {name", 1)\nz = g(2)\n', ['create: f"hello {name" | 1', 'g: 2']],
    ['an f-string field and its string', 'create(f"hello {name\nz = g(2)\n', ['create: f"hello {name', 'g: 2']],
    [
      'a triple-quoted string', 'create(system="""You are\nhelpful\n\ndef f():\n    """Doc."""\n    return g(1)\n',
      ['create: system="""You are\nhelpful\n', 'g: 1'],
    ],
    [
      'a triple-quoted f-string', 'create(system=f"""You {are}\nhelpful\n\ndef f():\n    """Doc."""\n    return g(1)\n',
      ['create: system=f"""You {are}\nhelpful\n', 'g: 1'],
    ],
  ];
  it.each(cases)('%s', (_name, text, calls) => {
    expect(shown(text)).toEqual(calls);
  });

  it('says that its bracket is missing', () => {
    const [call] = callsOf('create(model="x", \n');
    expect(call).toMatchObject({ open: 6, close: -1, trailingComma: 16 });
  });

  it('is there at each position of its typing, and so are its neighbours', () => {
    const before = 'def a():\n    b(1)\n    ';
    const typed = 'r = client.messages.create(model="x", system=f"""a {b} c""", messages=[{"role": "user", "content": x["y"]}], max_tokens=5)';
    const after = '\n    c(2)\n\ndef d():\n    """Doc."""\n    return e(3)\n';
    const opening = typed.indexOf('(') + 1;
    for (let length = 0; length <= typed.length; length++) {
      const callees = shown(before + typed.slice(0, length) + after).map((line) => line.slice(0, line.indexOf(':')));
      expect(callees, typed.slice(0, length)).toEqual(['b', ...(length >= opening ? ['client.messages.create'] : []), 'c', 'e']);
    }
  });
});

describe('syntax that the oracle may be too old for', () => {
  it.each([
    ['def f[T: int, *Ts, **P](a: T) -> T: ...', '(def f (decorators) (types (T int -) (Ts - -) (P - -)) (parameters (a T -)) T (body (expression ...)))'],
    ['class A[T = int](B): ...', '(class A (decorators) (types (T - int)) B (body (expression ...)))'],
    ['type X = int | None', '(type X (types) (| int None))'],
    ['type X[T] = list[T]', '(type X (types (T - -)) (subscript list T))'],
    ['type = 1', '(assign type - number)'],
    ['type (x)', '(expression (call type x))'],
    ['match = match(x)', '(assign match - (call match x))'],
    ["f'{a['b']}'", '(expression (fstring (field (subscript a str) -)))'],
    ['f"{f"{f"{x}"}"}"', '(expression (fstring (field (fstring (field (fstring (field x -)) -)) -)))'],
    ['f"{\n  x  # note "\n}"', '(expression (fstring (field x -)))'],
    ["f'{'\\n'.join(a)}'", '(expression (fstring (field (call (attribute str join) a) -)))'],
    ['f"{x!r:>{w}.{p}}"', '(expression (fstring (field!r x (fstring (field w -) (field p -)))))'],
    ['t"{x} y"', '(expression (fstring (field x -)))'],
    ['try:\n  f()\nexcept* A, B:\n  g()', '(try* (body (expression (call f))) (except (tuple A B) - (body (expression (call g)))) (else) (finally))'],
    ['try:\n  f()\nexcept A, B:\n  g()', '(try (body (expression (call f))) (except (tuple A B) - (body (expression (call g)))) (else) (finally))'],
    ['with (open(a) as b, c): pass', '(with (item (call open a) b) (item c -) (body (pass)))'],
    ['with (a, b) as c: pass', '(with (item (tuple a b) c) (body (pass)))'],
    ['a[*b]', '(expression (subscript a (tuple (starred b))))'],
    ['match x:\n  case A(b=c, d=[e, *f]) | {"k": g, **h} if i: j()\n  case _: k()', '(match x (case c,e,f,g,h i (body (expression (call j)))) (case  - (body (expression (call k)))))'],
  ])('%s', (text, expected) => {
    expect(shape(text)).toEqual([expected]);
  });
});

describe('what is no Python, or an older one, harms nothing around it', () => {
  it.each([
    ['IPython', '%matplotlib inline\n!pip install x\nx?\n?y\nz = f(1)\n', ['f: 1']],
    ['Python 2', 'print "a %s" % f(1)\nexec "b" in c\nraise D, "e"\ntry:\n    pass\nexcept F, g:\n    h(2)\nx = `y` <> 0777L\n', ['f: 1', 'h: 2']],
    ['merge conflicts', 'a(1)\n<<<<<<< HEAD\nb(2)\n=======\nc(3)\n>>>>>>> x\nd(4)\n', ['a: 1', 'b: 2', 'c: 3', 'd: 4']],
    ['a clause without its statement', 'else:\n    a(1)\nb(2)\n', ['a: 1', 'b: 2']],
    ['lines indented without a header', 'a(1)\n    b(2)\n  c(3)\nd(4)\n', ['a: 1', 'b: 2', 'c: 3', 'd: 4']],
    ['a byte order mark and carriage returns', '\uFEFFa(1)\r\nif b:\r\n\tc(2)\r\n', ['a: 1', 'c: 2']],
  ])('%s', (_name, text, calls) => {
    expect(shown(text)).toEqual(calls);
  });
});

describe('literals', () => {
  it.each([
    [String.raw`"a\n\t\\\"\x41\u00e9\U0001F600\101\q"`, 'a\n\t\\"A\u00e9\u{1F600}A\\q'],
    [String.raw`r"a\n"`, String.raw`a\n`],
    ['"""a\r\nb\\\nc"""', 'a\nbc'],
    ["''", ''],
    ['"a', 'a'],
    ['"""a', 'a'],
    [String.raw`"\N{DASH}"`, '\uFFFD'],
  ])('%s', (text, expected) => {
    const literal = valueOf(text);
    if (literal.kind !== 'string') throw new Error(literal.kind);
    expect(stringValue(text, literal)).toBe(expected);
  });

  it('decodes the text of an f-string', () => {
    const text = 'f"a\\n{{{x}}}"';
    const literal = valueOf(text);
    if (literal.kind !== 'fstring') throw new Error(literal.kind);
    expect(literal.parts.map((part) => (part.kind === 'text' ? fstringTextValue(text, literal, part) : '<>'))).toEqual(['a\n{', '<>', '}']);
  });

  it.each([
    ['1_000', 1000], ['0x_ff', 255], ['0b11', 3], ['0o17', 15], ['1.5e-3', 0.0015], ['.5', 0.5], ['1.', 1], ['2j', Number.NaN], ['0777', 511],
  ])('%s', (text, value) => {
    const literal = valueOf(text) as NumberLiteral;
    expect(numberValue(text, literal)).toBe(value);
    expect(isComplex(text, literal)).toBe(Number.isNaN(value));
  });
});

describe('any text', () => {
  const source = `
@decorator(retries=3)
async def f(self, *, model: str = "claude", **kwargs) -> "Reply":
    """Doc {x}."""
    async with client.stream(model=model, messages=[{"role": "user", "content": f"{x!r:>{w}} {{y}}"}], **kwargs) as s:
        for i, chunk in enumerate(s): yield chunk.text if chunk else None
    try:
        return await gather(*[create(x, n=1) for x in y if (z := g(x))])
    except (A, B) as e:
        match e:
            case {"code": 429, **rest} if rest: raise
    x: int = lambda a, b=1: a[1:2, ::3] @ b ** -c // d
    prompt = ("a" 'b' f'''c {d["e"]}
    ''' rb"\\x00")
`;
  it('never throws, whatever is cut, doubled or put in', () => {
    const piece = fc.oneof(fc.constantFrom('(', ')', '[', '{', '}', '"', "'", '"""', "'''", 'f"', 'f"""', '\\', '\n', '\n    ', ':', '=', 'lambda ', 'match x:\n', '{x!', '#', '\t', '\0', '\uFEFF'), fc.string());
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(60), piece });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let text = source;
        for (const { at, removed, piece: inserted } of edits) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + inserted + text.slice(offset + removed);
        }
        for (const call of callsOf(text)) {
          expect(call.start).toBeLessThanOrEqual(call.open);
          expect(call.end).toBeLessThanOrEqual(text.length);
          for (const argument of call.args) expect(argument.start).toBeGreaterThan(call.open);
        }
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length <= source.length; length++) expect(() => parse(source.slice(0, length))).not.toThrow();
  });

  it.each([
    '(', '[', '{', '([{', ')', 'f(', 'a.', 'a+', 'a**', '-', 'not ', 'lambda:', 'lambda x=lambda:', 'a if b else ', 'await ', '(yield ', '(a:=', 'f"{', 'f\'{f"{', 'f"""{',
    'f"{x:', 'f"{\n', '"""', "'''\"\"\"", 'x = """a\n\\"""\n', '\\', '"', "'\n", 'if a: ', 'else: ', '@', 'match x:\n case y:\n', 'match (', ';', 'f(\nx = 1\n', 'f(\nreturn\n', 'with (',
    '[x for x in ', 'a<', 'a[', '{a:', 'def f(', 'class A(\n', 'type X[T: ', 'f"\\N{',
  ])('nests %j without end and without harm', (unit) => {
    const text = unit.repeat(20_000);
    const depth = (root: unknown): number => {
      let deepest = 0;
      const rest: [unknown, number][] = [[root, 0]];
      for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
        const [node, level] = next;
        deepest = Math.max(deepest, level);
        if (node !== null && typeof node === 'object') for (const child of Object.values(node)) rest.push([child, level + 1]);
      }
      return deepest;
    };
    expect(depth(parse(text))).toBeLessThan(2000);
    expect(depth(parse(text + 'x' + text))).toBeLessThan(2000);
  });

  it('nests blocks without end and without harm', () => {
    const text = Array.from({ length: 3000 }, (_, i) => ' '.repeat(i) + 'if x:').join('\n') + '\na(1)\n';
    expect(shown(text)).toEqual(['a: 1']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding, FileFacts } from '../../../server/core/model/facts.ts';
import { extract } from '../../../server/languages/python/extract.ts';
import { every, sketch } from '../typescript/sketch.ts';

/** Bindings of a scope as `kind name = value: type`. */
function bindings(facts: FileFacts, scope: number): string[] {
  return facts.scopes[scope]!.bindings.map(({ kind, name, value, type, operator }: Binding) =>
    `${kind} ${name}${value ? ` ${operator ?? ''}= ${sketch(value, facts)}` : ''}${type ? `: ${sketch(type, facts)}` : ''}`);
}

function mutations(text: string): string[] {
  const facts = extract(text);
  return facts.mutations.map(({ operation, target, key, value }) =>
    `${operation} ${sketch(target, facts)}${key ? `[${sketch(key, facts)}]` : ''}${value ? ` = ${sketch(value, facts)}` : ''}`);
}

describe('expressions', () => {
  test.each([
    ['"a\\n" "b" + f"c{d!r:>{w}}{{e}}" f\'{g=}\'', '("a\\nb" + `c${d}{e}g=${g}`)'],
    ['f"a{{b}}"', '"a{b}"'],
    ['b"x" b"y"', '<bytes>'],
    ['(await x.y(1))', 'x.y(1)'],
    ['a or b and not c', '(a or (b and (c not false)))'],
    ['a < b != c', '((a < b) and (b != c))'],
    ['x not in y', '(x not in y)'],
    ['"%s" % a | b', '(("%s" % a) | b)'],
    ['-1 ** -x', '(0 - (1 ** (0 - x)))'],
    ['-1', '-1'],
    ['a if t else None', '(t ? a : null)'],
    ['[1, *x, (2, 3), {4}]', '[1, ...x, [2, 3], [4]]'],
    ['{"a": 1, **b, c: 2, 3: lambda: 4}', '{a: 1, ...b, [c]: 2, 3: 3()}'],
    ['x[0]["k"]', 'x[0]["k"]'],
    ['x[-2:]', '[element(x) for x]'],
    ['[f(v) for v in vs if v]', '[f(v) for vs]'],
    ['{k: v for k, v in d}', '[v for d]'],
    ['lambda a, b=1: a', '=>'],
    ['1_0j', '<a complex number>'],
    ['...', '<`...`>'],
  ])('%s', (source, expected) => {
    const facts = extract(`use(${source}, 0)`);
    expect(sketch(facts.calls[0]!.args[0]!.value, facts)).toBe(expected);
  });
});

describe('calls', () => {
  test('stand in the order of their starts, outer ones first, decorators and defaults included', () => {
    const text = '@d(1)\nclass A(B(2)):\n    x: T = f(g())\n    @e()\n    def m(self, p=h()) -> "R": return self.a.b().c(i(j()), k=[l(y) for y in n()])\n';
    expect(extract(text).calls.map((call) => text.slice(call.start, call.end))).toEqual([
      'd(1)', 'B(2)', 'f(g())', 'g()', 'e()', 'h()', 'self.a.b().c(i(j()), k=[l(y) for y in n()])', 'self.a.b()', 'i(j())', 'j()', 'l(y)', 'n()',
    ]);
  });

  test('know their parentheses, last comma, arguments, and whether they are awaited', () => {
    const text = 'await f(a, *b, c=1, **d,)\ng(h(1)';
    const [f, g, h] = extract(text).calls;
    expect(f).toMatchObject({ form: 'call', open: 7, close: 24, trailingComma: 23, awaited: true });
    expect(f!.args.map((argument) => [argument.kind, text.slice(argument.start, argument.end)])).toEqual([
      ['positional', 'a'], ['spread', '*b'], ['named', 'c=1'], ['named-spread', '**d'],
    ]);
    expect([g!.open, g!.close, h!.close]).toEqual([27, -1, 31]);
  });

  test('stay while they are typed, with what they have', () => {
    const facts = extract('def f():\n    r = client.messages.create(model="m", max_tokens=\n    return r\n');
    expect(facts.calls.map((call) => sketch(call, facts))).toEqual(['client.messages.create("m", <unfinished code>)']);
    expect(facts.jumps.map(({ kind }) => kind)).toEqual(['return']);
  });
});

describe('names', () => {
  test('assignments bind in their function; global and nonlocal elsewhere', () => {
    const facts = extract('def f():\n    n = 0\n    def g():\n        nonlocal n\n        global m\n        n += 1\n        m = 2\n        k = 3\n');
    expect(bindings(facts, 0)).toEqual(['variable m = 2', 'function f = f()']);
    expect(bindings(facts, 1)).toEqual(['variable n = 0', 'augmented n add= 1', 'function g = g()']);
    expect(bindings(facts, 2)).toEqual(['variable k = 3']);
  });

  test('patterns, loops, contexts, handlers, matches and walruses bind', () => {
    const text = [
      'a, (b, *c) = x, y', 'd = e = 1', 'for i, v in enumerate(vs): pass', 'with open(p) as g, h: pass', 'try: pass', 'except E as j: pass',
      'match m:\n    case {"k": n, **o} if (q := n): pass', 'r: "S | None"', 't: int = 2', 'type U = V', 'w |= z',
    ].join('\n');
    expect(bindings(extract(text), 0)).toEqual([
      'variable a = x', 'variable b = y[0]', 'variable c = [element(y) for y]', 'variable d = 1', 'variable e = 1', 'loop i = element(enumerate(vs))',
      'loop v = element(vs)', 'context g = open(p)', 'catch j', 'variable n = element(m)', 'variable o = element(m)', 'variable q = n', 'variable r: (S | null)',
      'variable t = 2: int', 'variable U = V', 'augmented w merge= z',
    ]);
  });

  test('a comprehension has variables of its own', () => {
    const facts = extract('x = [a + b for a in c for b in a if (d := b)]');
    expect(facts.scopes.map(({ kind }) => kind)).toEqual(['module', 'block']);
    expect(bindings(facts, 1)).toEqual(['loop a = element(c)', 'loop b = element(a)']);
    expect(bindings(facts, 0)).toEqual(['variable d = b', 'variable x = [(a + b) for c]']);
  });

  test('every binding has the span of its name', () => {
    const text = 'import a.b as c, d.e\nfrom f import (g as h, i)\nclass J: k = 1\n@l\ndef m(n, *o, p=1, **q):\n    for r in s:\n        with t as u: v, w = x\n    try: pass\n    except (y) as y1: pass\n';
    const facts = extract(text);
    for (const { name, start, end } of facts.scopes.flatMap(({ bindings: all }) => all)) expect(text.slice(start, end)).toBe(name);
  });

  test('imports', () => {
    const facts = extract('import a, b.c, d.e as f\nfrom .. import g\nfrom .h.i import j as k\nfrom l import *\nif TYPE_CHECKING:\n    from m import N\n');
    expect(facts.imports.map(({ module, name, names, typeOnly }) => [module, name, names, typeOnly])).toEqual([
      ['a', '*', 'one', false], ['b.c', '*', 'whole-path', false], ['d.e', '*', 'one', false], ['..', 'g', 'one', false], ['.h.i', 'j', 'one', false],
      ['l', '*', 'all', false], ['m', 'N', 'one', true],
    ]);
    expect(facts.scopes[0]!.bindings.map(({ name, import: index }) => [name, index])).toEqual([['a', 0], ['b', 1], ['f', 2], ['g', 3], ['k', 4], ['N', 6]]);
    expect(facts.exportsModuleScope).toBe(true);
  });

  test.each([
    ['Optional[X]', 'Optional[X]'], ['t.Union[X, "Y", None]', '(X | Y | null)'], ['X | Y | None', '(X | Y | null)'], ['Literal["a", "b"]', 'Literal[("a" | "b")]'],
    ['Annotated[X, f()]', 'Annotated[X]'], ['"list[\'X\']"', 'list[X]'], ['Callable[[A], B]', 'Callable[<a type>]'], ['"not a type ("', '<a type>'],
  ])('annotation %s', (source, expected) => {
    expect(bindings(extract(`x: ${source}`), 0)).toEqual([`variable x: ${expected}`]);
  });
});

describe('functions and classes', () => {
  const text = `
class K(Base, metaclass=M):
    client: Client = None
    def __init__(self, c, model="m"):
        self.client = c
        self.a, self.b = 1, model
        self.t: "X"
        self.items += [1]
        self.opts["k"] = 2
    @classmethod
    def make(cls, v): return cls(v)
    @property
    def p(this): return this.client
    @p.setter
    def p(self, v): self.client = v
    @staticmethod
    def s(v): return retry(lambda: v, lambda self: self)
    async def m(self, a, /, b=1, *c, d, **e) -> "R":
        def inner(): return self.client
        yield 1
`;
  const facts = extract(text);

  test('roles, and parameters without the receiver', () => {
    expect(facts.functions.map(({ name, role, params, async: isAsync }) => `${isAsync ? 'async ' : ''}${role} ${name}(${params.map((p) => `${p.kind} ${p.name}`).join(', ')})`)).toEqual([
      'constructor __init__(positional c, positional model)', 'static make(positional v)', 'getter p()', 'method p(positional v)', 'static s(positional v)',
      'function null()', 'function null(positional self)', 'async method m(positional a, positional b, rest c, named d, named-rest e)', 'function inner()',
    ]);
  });

  test('self is the object, cls the class, in nested functions as well', () => {
    expect(facts.functions.flatMap(({ name, returns }) => returns.map((value) => `${name}: ${sketch(value, facts)}`))).toEqual([
      'make: class K($0)'.replace('$0', 'v'), 'p: this.client', 's: retry(=>, =>)', 'null: v', 'null: self', 'inner: this.client',
    ]);
  });

  test('attributes, bases, members', () => {
    const [k] = facts.classes;
    expect(k!.bases.map((base) => sketch(base, facts))).toEqual(['Base']);
    expect(k!.attributes.map(({ name, value, type }) => `${name} = ${sketch(value, facts)}${type ? `: ${sketch(type, facts)}` : ''}`)).toEqual([
      'client = c', 'a = 1', 'b = model', 't = <a declaration without a value>: X', 'items = (this.items + [1])', 'client = v',
    ]);
    expect(bindings(facts, k!.scope)).toEqual([
      'variable client = null: Client', 'function __init__ = __init__()', 'function make = make()', 'function p = p()', 'function s = s()', 'function m = m()',
    ]);
  });

  test('decorators and defaults are read outside; a lambda knows the call it is passed to', () => {
    expect(facts.functions.map(({ passedTo }) => (passedTo < 0 ? null : sketch(facts.calls[passedTo]!.callee, facts))).filter((name) => name !== null)).toEqual(['retry', 'retry']);
    const outer = extract('@retry(stop=3)\ndef f(x=g()): pass\n');
    expect(outer.calls.map(({ scope, region }) => [scope, region])).toEqual([[0, 0], [0, 0]]);
    expect(outer.functions[0]).toMatchObject({ start: 0, name: 'f' });
  });
});

describe('what surrounds a call', () => {
  function regions(text: string): string[] {
    const facts = extract(text);
    return facts.calls.map((call) => {
      const around: string[] = [];
      for (let at = call.region; at > 0; at = facts.regions[at]!.parent) {
        const region = facts.regions[at]!;
        const detail = region.kind === 'branch' ? (region.test ? ` ${sketch(region.test, facts)}` : ' else')
          : region.kind === 'loop' ? ` ${region.form}${region.over ? ` over ${sketch(region.over, facts)}` : ''}${region.test ? ` ${sketch(region.test, facts)}` : ''}`
            : region.kind === 'catch' ? ` ${region.types.map((type) => sketch(type, facts)).join(', ')}${region.name ? ` as ${region.name}` : ''}` : '';
        around.push(region.kind + detail);
      }
      return `${sketch(call.callee, facts)}: ${around.join(' < ')}`;
    });
  }
  test.each([
    ['for a in b():\n    c()\nelse:\n    d()', ['b: ', 'c: loop for over b()', 'd: branch else']],
    ['while a(): b()', ['a: loop while a()', 'b: loop while a()']],
    ['while True: b()', ['b: loop while true']],
    ['if a(): b()\nelif c: d()\nelse: e()', ['a: ', 'b: branch a()', 'd: branch c', 'e: branch else']],
    ['try: a()\nexcept (B, C.D) as e: f()\nexcept: g()\nelse: h()\nfinally: i()', ['a: try', 'f: catch B, C.D as e', 'g: catch ', 'h: branch else', 'i: finally']],
    ['with a() as b: c()', ['a: ', 'c: with']],
    ['match a():\n    case 1 if b(): c()\n    case _: d()', ['a: ', 'b: ', 'c: branch ((a() == 1) and b())', 'd: branch else']],
    ['match a:\n    case "x" | B.y | -1 | None: c()\n    case [d, *_]: e()\n    case f: g()', ['c: branch ((((a == "x") or (a == B.y)) or (a == -1)) or (a is null))', 'e: branch (a case <a pattern>)', 'g: branch else']],
    ['if __name__ == "__main__": a()', ['a: main']],
    ['def f(): [a(x) for x in b()]', ['a: loop comprehension over b() < function', 'b: function']],
    ['class A:\n    def f(self): a()', ['a: function < class']],
    ['x = lambda: a()', ['a: function']],
  ])('%j', (text, expected) => expect(regions(text)).toEqual(expected));

  test('jumps', () => {
    const facts = extract('def f():\n    for x in y:\n        if a: continue\n        break\n    raise E(1) from e\n    return 2\n    raise\n');
    expect(facts.jumps.map(({ kind, value }) => `${kind} ${value ? sketch(value, facts) : ''}`.trim())).toEqual(['continue', 'break', 'throw E(1)', 'return 2', 'throw']);
  });

  test('mutations', () => {
    expect(mutations('a["k"] = 1; a.b = 2; a["n"] += 3; del a["k"], a.b; a[1:2] = x')).toEqual([
      'set a["k"] = 1', 'set a["b"] = 2', 'set a["n"] = (a["n"] + 3)', 'remove a["k"]', 'remove a["b"]', 'set a = x',
    ]);
    expect(mutations('a.append(1); a.extend(b); a.insert(0, 2); a.pop(0); a.clear(); a.add(3)')).toEqual([
      'append a = 1', 'extend a = b', 'insert a = 2', 'remove a[0]', 'remove a', 'append a = 3',
    ]);
    expect(mutations('d.update(e, f=1, **g); d.setdefault("k", []); d.pop("k")')).toEqual(['merge d = e', 'set d["f"] = 1', 'merge d = g', 'default d["k"] = []', 'remove d["k"]']);
    expect(mutations('f().append(1); a().b = 2')).toEqual(['set a()["b"] = 2']);
  });

  test('comments that speak to promptcost', () => {
    const text = 'x = "# promptcost: no"  # other\n# promptcost: ignore[a] why\nf()  #promptcost: calls=1/day\n';
    expect(extract(text).directives.map(({ text: comment, ownLine }) => [comment, ownLine])).toEqual([['promptcost: ignore[a] why', true], ['promptcost: calls=1/day', false]]);
  });
});

describe('any text', () => {
  const source = `
@decorator(retries=3)
async def f(self, *, model: "str | None" = "m", **kwargs) -> "Reply":
    async with client.stream(model=model, messages=[{"role": "user", "content": f"{x!r:>{w}} {{y}}"}], **kwargs) as s:
        for i, chunk in enumerate(s): yield chunk.text if chunk else None
    try:
        return await gather(*[create(x, n=1) for x in y if (z := g(x))])
    except (A, B) as e:
        match e:
            case {"code": 429, **rest} if rest: raise
class K(Base):
    def __init__(self): self.a, self.b["c"] = 1, lambda self: self.a
    x: "list[int" = a[1:2, ::3] @ b
`;
  test('gives facts whose spans lie in the text and whose indexes exist', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(source.length), fc.nat(40), fc.constantFrom('', '(', ')', '"', '"""', "f'{", '\n', ':', '=', 'self.x = ', 'global x\n')), { maxLength: 5 }), (edits) => {
        let text = source;
        for (const [at, removed, inserted] of edits) text = text.slice(0, at) + inserted + text.slice(at + removed);
        const facts = extract(text);
        every(facts, ({ start, end }) => expect(start >= 0 && start <= end && end <= text.length).toBe(true));
        for (const call of facts.calls) expect(call.region < facts.regions.length && call.scope < facts.scopes.length).toBe(true);
        facts.regions.forEach((region, index) => expect(region.parent).toBeLessThan(index));
      }),
      { numRuns: 300 },
    );
  });

  test.each(['f(', 'lambda:', 'a if b else ', '(a:=', 'f"{', 'a+', 'a.', 'f()', 'not ', 'if a: ', '[x for x in ', 'x[', 'x: "', 'class A(\n', 'match x:\n case y:\n'])('%j without end', (unit) => {
    expect(() => extract(unit.repeat(20_000))).not.toThrow();
    expect(() => extract(`x: ${unit.repeat(2000)}`)).not.toThrow();
  });
});

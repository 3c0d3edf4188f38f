import { build } from 'esbuild';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { trimTypescriptPlugin } from '../../../scripts/trim-typescript.mjs';
import type { Binding, CallExpr, FileFacts } from '../../../server/core/model/facts.ts';
import { extract } from '../../../server/languages/typescript/extract.ts';
import { every, sketch } from './sketch.ts';

const samples = ['app.ts', 'legacy.cjs', 'page.tsx'].map((name) => ({ name, text: readFileSync(new URL(`samples/${name}.txt`, import.meta.url), 'utf8') }));

describe('expressions', () => {
  test.each([
    ['"a\\n" + `b${c}` + `d`', '(("a\\n" + `b${c}`) + "d")'],
    ['(await <Z>(x as Y)!).z satisfies T', '(x as Z).z'],
    ['(x as any).y', 'x.y'],
    ['a?.b?.["c"]?.(1, ...d)', 'a.b["c"](1, ...d)'],
    ['a || b && (c ?? d)', '(a || (b && (c ?? d)))'],
    ['!a === (b, c)', '((!a) === c)'],
    ['-1 * -x', '(-1 * (0 - x))'],
    ['a ? undefined : null', '(a ? null : null)'],
    ['[1, , ...x]', '[1, null, ...x]'],
    ['({ a, "b": 1, [`c`]: 2, [d]: 3, ...e, 4: 5, f() {}, get g() { return 1 }, set g(v) {} })', '{a: a, b: 1, c: 2, [d]: 3, ...e, 4: 5, f: f(), g: g()}'],
    ['f`x${y}`', 'f(`x${y}`)'],
    ['new (require("openai"))()', 'new import("openai")()'],
    ['(await import("openai")).OpenAI', 'import("openai").OpenAI'],
    ['(x = y)', 'y'],
    ['import.meta.env.MODEL', 'import.meta.env.MODEL'],
    ['/x/', '<a regular expression>'],
    ['<T,>(a: T) => a', '=>'],
  ])('%s', (source, expected) => {
    const facts = extract(`use(${source}); export {};`, 'a.ts');
    expect(sketch(facts.calls[0]!.args[0]!.value, facts)).toBe(expected);
  });

  test('thousands of joined pieces do not exhaust the stack', () => {
    const facts = extract(`use(${Array.from({ length: 20_000 }, () => '"a"').join(' + ')}); f();`, 'a.ts');
    expect(facts.calls.length).toBe(2);
  });
});

describe('calls', () => {
  test('stand in the order of their starts, outer ones first, decorators and constructions included', () => {
    const text = '@d(1) class A { x = f(g()); @e() m() { return this.a.b().c(new D(h())) } }';
    expect(extract(text, 'a.ts').calls.map((call) => text.slice(call.start, call.end))).toEqual([
      'd(1)', 'f(g())', 'g()', 'e()', 'this.a.b().c(new D(h()))', 'this.a.b()', 'new D(h())', 'h()',
    ]);
  });

  test('know their parentheses, their last comma and whether they are awaited', () => {
    const text = 'await (f(a, b,) as any); new X; export {}; g(h(1)';
    const [f, x, g, h] = extract(text, 'a.ts').calls as [CallExpr, CallExpr, CallExpr, CallExpr];
    expect([f.open, f.close, f.trailingComma, f.awaited]).toEqual([8, 14, 13, true]);
    expect([x.form, x.open, x.close, x.awaited]).toEqual(['new', -1, -1, false]);
    expect([text[g.open], g.close, text[h.open], text[h.close]]).toEqual(['(', -1, '(', ')']);
  });

  test.each([
    ['const r = await client.messages.create({ model: "m", max_tok'],
    ['const r = await client.messages.create({ model: "m", '],
    ['const r = await client.messages.create({ model: "m"\nconst next = 1;'],
    ['const r = await client.messages.create({ model: '],
  ])('survive being typed: %s', (text) => {
    const [call] = extract(text, 'a.ts').calls;
    expect(sketch(call!.callee, extract(text, 'a.ts'))).toBe('client.messages.create');
    expect(call!.args[0]!.value.kind).toBe('record');
    expect(call!.close).toBe(-1);
  });
});

describe('names', () => {
  test.each<[string, string, string]>([
    ['const { a, b: { c = 1 }, ...rest } = x;', 'a c rest', 'x.a (x.b.c = 1) element(x)'],
    ['const [a, , b = 2] = x;', 'a b', 'x[0] (x[2] = 2)'],
    ['for (const [k, v] of xs) {}', 'k v', 'element(xs)[0] element(xs)[1]'],
    ['let x = 1; x = 2; x += 3; x ??= 4;', 'x x x x', '1 2 3 4'],
    ['[a, b.c, d = 1] = x; var a, d;', 'a d a d', 'x[0] (x[2] = 1) - -'],
    ['({ a, b: c = 1, ...d } = x); let a, c, d;', 'a c d a c d', 'x.a (x.b = 1) element(x) null null null'],
    ['let a: A; var b; let c!: C; declare let d: D;', 'a b c d', 'null - - -'],
    ['enum M { A = "gpt", B = 3, C }', 'M', '{A: "gpt", B: 3, C: 4}'],
    ['namespace N { export const a = 1; const b = 2 }', 'N', '{a: a}'],
    ['type C = OpenAI; const S = z(); type S = X;', 'C S', 'OpenAI z()'],
  ])('%s', (text, names, values) => {
    const facts = extract(text, 'a.ts');
    const bindings = facts.scopes.flatMap((scope) => (scope.kind === 'module' || scope.parent === 0 ? scope.bindings : [])).filter((binding) => binding.name !== 'b' || !text.startsWith('namespace'));
    const shown = text.startsWith('namespace') ? bindings.filter((binding) => binding.name === 'N') : bindings;
    expect(shown.map((binding) => binding.name).join(' ')).toBe(names);
    expect(shown.map((binding) => (binding.value ? sketch(binding.value, facts) : '-')).join(' ')).toBe(values);
  });

  test('an assignment binds where the name is declared, however deep it stands', () => {
    const facts = extract('let client; function init() { if (x) { client = new OpenAI(); global = 1; var late; { late = 2 } } }', 'a.ts');
    expect(bindingsOf(facts, 0)).toEqual(['client', 'init', 'client', 'global']);
    const [, , assigned] = facts.scopes[0]!.bindings;
    expect(facts.regions[assigned!.region]!.kind).toBe('branch');
    expect(bindingsOf(facts, facts.functions[0]!.scope)).toEqual(['late', 'late']);
  });

  test('var belongs to the function, let and const to the block', () => {
    const facts = extract('function f() { { var a; let b; } for (let i = 0;;) { const c = i } }', 'a.ts');
    expect(facts.scopes.map((scope) => [scope.kind, scope.bindings.map((binding) => binding.name).join()])).toEqual([
      ['module', 'f'], ['function', 'a'], ['block', 'b'], ['block', 'i'], ['block', 'c'],
    ]);
  });

  test.each<[string, string]>([
    ['a: A.B<C>', 'A.B[C]'],
    ['a: A | "x" | null', '(A | "x" | null)'],
    ['a: InstanceType<typeof OpenAI>', 'OpenAI'],
    ['a: typeof A.b', 'typeof A.b'],
    ['a: Awaited<ReturnType<typeof make>>', 'Awaited[typeof make()]'],
    ['a: keyof A', '<a type>'],
    ['a: readonly A[]', 'Array[A]'],
    ['a: import("m").A', 'import("m").A'],
    ['a: (x: A) => B', '=>'],
    ['a: (x: string) => void', '<a type>'],
    ['a: Record<string, A>', 'Record[A]'],
  ])('the type in (%s)', (parameter, expected) => {
    const facts = extract(`function f(${parameter}) {}`, 'a.ts');
    expect(sketch(facts.functions[0]!.params[0]!.type!, facts)).toBe(expected);
  });

  test('a type literal is a class, and a destructured parameter has its types', () => {
    const facts = extract('function f({ client, n = 1 }: { client: OpenAI; n?: number }, ...rest: string[]) {}', 'a.ts');
    const [first, second] = facts.functions[0]!.params;
    expect([first!.name, first!.type?.kind, second!.name, second!.kind]).toEqual(['', 'class', 'rest', 'rest']);
    const [client, n] = facts.scopes[facts.functions[0]!.scope]!.bindings as [Binding, Binding];
    expect([sketch(client.value!, facts), sketch(client.type!, facts), sketch(n.value!, facts)]).toEqual(['$0.client', 'OpenAI', '($0.n = 1)']);
  });
});

describe('imports and exports', () => {
  test('imports', () => {
    const text = 'import d, { a as b, type T } from "m"; import * as ns from "n"; import type { U } from "./u.js"; import "side"; import eq = require("eq"); const r = require("r");';
    const facts = extract(text, 'a.ts');
    expect(facts.imports.map(({ module, name, typeOnly }) => `${module} ${name}${typeOnly ? ' type' : ''}`)).toEqual([
      'm default', 'm a', 'm T type', 'n *', './u.js U type', 'side *', 'eq *', 'r *',
    ]);
    expect(facts.scopes[0]!.bindings.map(({ name, kind, import: index }) => `${name} ${kind} ${index}`)).toEqual([
      'd import 0', 'b import 1', 'T import 2', 'ns import 3', 'U import 4', 'eq import 6', 'r variable -1', 'import("r") import 7',
    ]);
  });

  test.each<[string, string]>([
    ['export const a = 1, { b } = c;', 'local a=a, local b=b'],
    ['export default function f() {} export class K {}', 'local default=f, local K=K'],
    ['export default { a: 1 };', 'value default={a: 1}'],
    ['export { x as y }; export { z as default } from "m"; export * from "n"; export * as o from "p";', 'local y=x, from default=z of m, all n, from o=* of p'],
    ['module.exports = { a }; exports.b = 1; module.exports.c = 2;', 'value *={a: a}, value b=1, value c=2'],
    ['export = x; export interface I { a: A } export type T = I; export enum E {}', 'value *=x, local I=I, local T=T, local E=E'],
  ])('%s', (text, expected) => {
    const facts = extract(text, 'a.ts');
    const shown = facts.exports.map((fact) => {
      if (fact.kind === 'local') return `local ${fact.name}=${fact.local}`;
      if (fact.kind === 'value') return `value ${fact.name}=${sketch(fact.value, facts)}`;
      return fact.kind === 'all' ? `all ${fact.module}` : `from ${fact.name}=${fact.imported} of ${fact.module}`;
    });
    expect(shown.join(', ')).toBe(expected);
  });
});

describe('functions and classes', () => {
  test('roles, names, decorators and what they return', () => {
    const facts = extract('class A { @retry(3) async m() { return 1 } static s() {} get g() { return 2 } constructor() {} } const f = () => 3; const o = { k: function () {} };', 'a.ts');
    expect(facts.functions.map(({ name, role, class: owner, async, returns, decorators }) => [name, role, owner, async, returns.map((value) => sketch(value, facts)).join(), decorators.length])).toEqual([
      ['m', 'method', 0, true, '1', 1],
      ['s', 'static', 0, false, '', 0],
      ['g', 'getter', 0, false, '2', 0],
      ['constructor', 'constructor', 0, false, '', 0],
      ['f', 'function', -1, false, '3', 0],
      ['k', 'function', -1, false, '', 0],
    ]);
  });

  test('a function passed to a call knows which', () => {
    const facts = extract('a(); await pRetry(async () => { await b() }, { retries: 3 }); xs.map(x => c(x));', 'a.ts');
    expect(facts.functions.map(({ passedTo }) => sketch(facts.calls[passedTo]!.callee, facts))).toEqual(['pRetry', 'xs.map']);
  });

  test('members: fields, parameter properties, assignments to this', () => {
    const facts = extract('class A extends B { #k = 1; readonly t: T; constructor(private client: OpenAI, x) { super(); this.x = x; this.n ??= 2; (this as any).y = () => this.#k; } }', 'a.ts');
    const [cls] = facts.classes;
    expect(cls!.bases.map((base) => sketch(base, facts))).toEqual(['B']);
    expect(facts.scopes[cls!.scope]!.bindings.map((binding) => `${binding.name} ${binding.value ? sketch(binding.value, facts) : '-'}`)).toEqual(['#k 1', 't -', 'client $0', 'constructor constructor()']);
    expect(cls!.attributes.map((attribute) => `${attribute.name} ${sketch(attribute.value, facts)}`)).toEqual(['x x', 'n (this.n ?? 2)', 'y y()']);
    expect(sketch(facts.functions.at(-1)!.returns[0]!, facts)).toBe('this.#k');
  });

  test('of overloads, only the implementation counts', () => {
    const facts = extract('function f(a: string): void; function f(a: any) {} class A { m(): void; m(x?: any) {} }', 'a.ts');
    expect(facts.functions.map((fact) => fact.name)).toEqual(['f', 'm']);
  });
});

describe('surroundings', () => {
  test('regions', () => {
    const text = 'for (const a of b) { c() } while (d()) try { e() } catch (err) { f() } finally { g() }\nif (h()) i(); else if (j) k(); else l(); switch (m) { case 1: n(); default: o() } for (let p = q(); r(); s()) { do t(); while (u) }';
    const facts = extract(text, 'a.ts');
    const around = (call: CallExpr): string => {
      const kinds: string[] = [];
      for (let region = call.region; region > 0; region = facts.regions[region]!.parent) kinds.push(facts.regions[region]!.kind);
      return `${sketch(call.callee, facts)}: ${kinds.join('<')}`;
    };
    expect(facts.calls.map(around)).toEqual([
      'c: loop', 'd: loop', 'e: try<loop', 'f: catch<loop', 'g: finally<loop', 'h: ', 'i: branch', 'k: branch', 'l: branch', 'n: branch', 'o: branch', 'q: ', 'r: loop', 's: loop', 't: loop<loop',
    ]);
    const tests = facts.regions.map((region) => (region.kind === 'branch' || region.kind === 'loop' ? (region.test ? sketch(region.test, facts) : region.kind === 'loop' && region.over ? `of ${sketch(region.over, facts)}` : '-') : null));
    expect(tests.filter((value) => value !== null)).toEqual(['of b', 'd()', 'h()', 'j', '-', '(m === 1)', '-', 'r()', 'u']);
    const handler = facts.regions.find((region) => region.kind === 'catch');
    expect(handler).toMatchObject({ name: 'err', types: [], try: facts.regions.findIndex((region) => region.kind === 'try') });
  });

  test('jumps: a break that ends a case leaves no loop', () => {
    const facts = extract('while (x) { switch (a) { case 1: break; case 2: continue } if (b) break; throw e } function f() { return 1 }', 'a.ts');
    expect(facts.jumps.map((jump) => jump.kind)).toEqual(['continue', 'break', 'throw', 'return']);
  });

  test('mutations', () => {
    const text = 'm.push(a, ...b); m.unshift(c); p.k = 1; p["l"] += 2; p.d ??= 3; Object.assign(p, q); delete p.k; m.pop(); f().push(1); class A { constructor() { this.x.y = 1 } }';
    const facts = extract(text, 'a.ts');
    expect(facts.mutations.map(({ target, operation, key, value }) => [sketch(target, facts), operation, key && sketch(key, facts), value && sketch(value, facts)].filter(Boolean).join(' '))).toEqual([
      'm append a', 'm extend b', 'm insert c', 'p set "k" 1', 'p set "l" (p["l"] + 2)', 'p default "d" 3', 'p merge q', 'p remove "k"', 'm remove', 'this.x set "y" 1',
    ]);
  });

  test('directives are comments only, wherever they stand', () => {
    const text = [
      '// promptcost: a',
      'const promptcost = "// promptcost: no", t = `/* promptcost ${x /* promptcost: b */} */`, r = /\\/\\/promptcost/; // promptcost: c',
      'f({ /* promptcost: d */ });',
      'const j = <a href="http://promptcost">{/* promptcost: e */} // promptcost: text</a>;',
      '/**',
      ' * promptcost: f',
      ' */',
    ].join('\n');
    const { directives } = extract(text, 'a.tsx');
    expect(directives.map((comment) => [comment.text, comment.ownLine])).toEqual([
      ['promptcost: a', true], ['promptcost: b', false], ['promptcost: c', false], ['promptcost: d', false], ['promptcost: e', false], ['promptcost: f', true],
    ]);
  });
});

describe('whatever the text', () => {
  const anySample = fc.constantFrom(...samples);
  const damage = fc.record({ sample: anySample, at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(40), insert: fc.constantFrom('', '(', '{', '`', '"', '<', '/*', 'a.', '=>', '}', ')', '@') });

  test('extract never throws and every offset lies in the text', () => {
    fc.assert(
      fc.property(damage, ({ sample, at, length, insert }) => {
        const cut = Math.floor(at * sample.text.length);
        const text = sample.text.slice(0, cut) + insert + sample.text.slice(cut + length);
        const facts = extract(text, sample.name);
        every(facts, (span) => {
          if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length)) expect.fail(`an offset outside of the text: ${JSON.stringify(span)}`);
        });
        expect(facts.calls.filter((call) => (call.open >= 0 && text[call.open] !== '(') || (call.close >= 0 && text[call.close] !== ')'))).toEqual([]);
        expect(facts.calls.filter((call, index) => index > 0 && call.start < facts.calls[index - 1]!.start)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('code nested deeper than the stack has no facts', () => {
    const facts = extract('('.repeat(200_000), 'a.ts');
    expect(facts.calls).toEqual([]);
    expect(facts.scopes.length).toBe(1);
  });

  test('the bundle, whose parser is trimmed, extracts the same facts', async () => {
    const entry = new URL('../../../server/languages/typescript/extract.ts', import.meta.url).pathname;
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, minify: true, format: 'esm', plugins: [trimTypescriptPlugin()] });
    const bundled = (await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`)) as { extract: typeof extract };
    for (const { name, text } of samples) expect(bundled.extract(text, name)).toEqual(extract(text, name));
  });
});

function bindingsOf(facts: FileFacts, scope: number): readonly string[] {
  return facts.scopes[scope]!.bindings.map((binding) => binding.name);
}


/** Code below a template literal that is being typed stays code. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extract } from '../../../server/languages/typescript/extract.ts';
import { parseMended } from '../../../server/languages/typescript/recover.ts';

const above = 'const head = `one ${a} two\nthree`;\nbefore(`x`);\n';
const below = "\n  return question;\n}\nconst prompt = `You are\na ${role}. It's \\`late\\`.`;\nafter(`y ${inner(1)}`, 'z');\nfunction last() { return `${end()}`; }\n";

/** What the calls above and below some typed text call. */
function callees(typed: string): readonly string[] {
  const text = `${above}async function work() {\n  ${typed}${below}`;
  const [start, end] = [text.indexOf(typed, above.length), text.length - below.length];
  return extract(text, 'a.ts').calls.filter((call) => call.start < start || call.start >= end).map(({ callee }) => text.slice(callee.start, callee.end));
}

describe('the calls around are kept while a template is typed', () => {
  const call = 'const r = await f({ system: `You answer ${topic} or ${g(`in ${x}`)}.`, n: 1 });';
  test.each([...call].map((_, index) => [call.slice(0, index + 1)]))('%s', (typed) => {
    expect(callees(typed)).toEqual(['before', 'after', 'inner', 'end']);
  });

  test.each([
    ['a backslash before the backtick that the editor put there', 'f({ system: `Context:\\` });'],
    ['a hole without its brace', 'f({ system: `Context: ${topic` });'],
    ['a backtick at the end of the line', 'f({ system: `'],
    ['a tag', 'const s = html`<b>'],
  ])('%s', (_, typed) => {
    expect(callees(typed)).toEqual(['before', 'after', 'inner', 'end']);
  });

  test('although nothing below closes it, where what it holds is plainly code', () => {
    const text = `${above}f({ system: \`typed\n});\nexport function last() { return end(); }\n`;
    expect(extract(text, 'a.ts').calls.map(({ callee }) => text.slice(callee.start, callee.end))).toEqual(['before', 'f', 'end']);
  });

  test('with the line ends of Windows', () => {
    const text = `${above}f(\`typed${below}`.replaceAll('\n', '\r\n');
    expect(extract(text, 'a.ts').calls.map(({ callee }) => text.slice(callee.start, callee.end))).toEqual(['before', 'f', 'after', 'inner', 'end']);
  });
});

test('the half-typed call itself is there, with what was written before the template', () => {
  const text = `const r = await client.create({ model: 'm', system: \`You are\n${below}`;
  const [call] = extract(text, 'a.ts').calls;
  const { value } = call!.args[0]!;
  expect(value.kind === 'record' && value.entries.slice(0, 2)).toMatchObject([{ key: 'model' }, { key: 'system' }]);
});

test.each([
  ['a valid text', readFileSync(new URL('samples/app.ts.txt', import.meta.url), 'utf8')],
  ['other mistakes', 'f(`a\nb`; g({ x: "y\n});\n/* open'],
  ['a literal that nothing else suffers from', 'f(1);\nconst text = `to the end\nof the file'],
])('the text stays as it is: %s', (_, text) => {
  expect(parseMended('a.ts', text).text).toBe(text);
});

test.each(['`', 'f(`a', 'f(`a ${b} \\`', '`\r'])('a mended text is as long as the given one: %j', (typed) => {
  const text = `${above}async function work() {\n  ${typed}${below}`;
  const mended = parseMended('a.ts', text);
  expect(mended.text).not.toBe(text);
  expect(mended.text.length).toBe(text.length);
  expect(mended.file.end).toBe(text.length);
});

test.each(['', 'const a = f({', 'for (const x of xs) { const a = await f({ n: [', 'g(() => { f({'])('what only a module can hold stays where it was below: %j', (typed) => {
  const text = `export function first() {\n  ${typed}\n\n  return 1;\n}\n\nexport interface Row { id: string }\n\nfunction own() { return second(); }\n\nexport async function second() { own(); }\n`;
  const { exports, functions, scopes } = extract(text, 'a.ts');
  expect(exports.map((fact) => fact.kind === 'local' && fact.local)).toEqual(['first', 'Row', 'second']);
  for (const name of ['first', 'own', 'second']) expect(scopes[functions.find((fn) => fn.name === name)!.scope]!.parent).toBe(0);
  expect(functions.find(({ name }) => name === 'first')!.end).toBeLessThan(text.indexOf('export interface'));
});

describe('a statement whose brackets are open ends where the next declaration begins', () => {
  const after = '\n  return 1;\n}\n\n/** @promptcost of own */\nfunction own(text: string): string {\n  return second(text);\n}\n\nconst made = own("a");\n\nclass Desk {\n  ask() { third(); }\n}\n';
  const open = ['f({', 'const a = f({ n: [{', 'await f({ ...{', 'g(() => { f({ n: [', 'if (x) {', 'f({ text: `a ${b}`, r: /[{]/, s: "{", n: {'];

  test.each(open)('%s', (typed) => {
    const text = `async function work() {\n  ${typed}${after}`;
    const { functions, scopes, statements, calls, directives } = extract(text, 'a.ts');
    expect(statements.map(({ start }) => text.slice(start).split(/[ (]/, 2).join(' '))).toEqual(['async function', 'function own', 'const made', 'class Desk']);
    expect(statements.map(({ unclosed }) => unclosed)).toEqual([true, undefined, undefined, undefined]);
    for (const name of ['work', 'own']) expect(scopes[functions.find((fn) => fn.name === name)!.scope]!.parent).toBe(0);
    expect(calls.map(({ callee }) => text.slice(callee.start, callee.end)).slice(-3)).toEqual(['second', 'own', 'third']);
    expect(directives.map(({ start }) => text.slice(start, start + 3))).toEqual(['/**']);
  });

  test.each(open)('as the statements below say without it: %s', (typed) => {
    const alone = extract(`async function work() {}${after.slice(after.indexOf('\n\n'))}`, 'a.ts');
    const drawn = extract(`async function work() {\n  ${typed}${after}`, 'a.ts');
    for (const name of ['own', 'ask']) expect({ ...drawn.functions.find((fn) => fn.name === name)!, start: 0, end: 0 }).toMatchObject({ role: alone.functions.find((fn) => fn.name === name)!.role, async: false });
    expect(drawn.classes.map(({ name }) => name)).toEqual(['Desk']);
  });

  test('at the top of a module, where what is waited for is waited for', () => {
    const text = `import { f } from 'm';\nconst a = await f({ n: {\n\nfunction own() {}\n`;
    const { calls, statements } = extract(text, 'a.ts');
    expect(calls.map(({ awaited }) => awaited)).toEqual([true]);
    expect(statements).toHaveLength(3);
  });

  test.each([
    ['inside of a template', 'function work() {\n  f({ s: `\nfunction own() {\n}\n` };\n}\n'],
    ['inside of a comment', 'function work() {\n  f({ /*\nfunction own() {\n*/ n: 1;\n}\n'],
    ['in code that has no errors', '(function () {\nfunction own() {}\nconst x = 1;\n})();\nf({;\n'],
    ['below a decorator', '@d({ a: 1 })\nclass Own { m( { }\n'],
    ['below an equals sign', 'const own =\nfunction work() { f({; }\n'],
  ])('no declaration begins %s', (_, text) => {
    expect(extract(text, 'a.ts').statements.filter(({ unclosed }) => unclosed)).toEqual([]);
  });
});

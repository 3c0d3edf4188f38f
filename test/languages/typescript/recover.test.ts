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

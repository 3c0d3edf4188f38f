/**
 * The trimmed parser of the bundles against the full `typescript` package, over the sources that the installed packages ship
 * and over every prefix-like damage of one text that uses much of the syntax.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import full from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportedNames, trimTypescript } from '../../../scripts/trim-typescript.mjs';

type Parser = Pick<typeof full, 'createSourceFile' | 'forEachChild' | 'JSDocParsingMode' | 'ScriptKind' | 'ScriptTarget'>;

const root = new URL('../../../node_modules/', import.meta.url).pathname;
const extension = /(?<!\.min)\.(?:[mc]?[jt]s|[jt]sx)$/;
const maximumFiles = 300;
const maximumBytes = 200_000;

const syntax = `#!/usr/bin/env node
/// <reference types="node" />
import def, { a as b, type C } from 'm' with { type: 'json' };
import * as ns from "n"; import type { D } from './d'; import fs = require('fs'); export * as q from 'q'; export { b as default };
@dec({ x: 1 }) export abstract class A<in out T extends object = {}> extends (B as any)<T> implements I, J {
  static #p?: number = 1_000n as never; declare readonly x: string; accessor y = /[/]\\/(?<n>\\p{L})+/giu; static { this.#p ??= 2; }
  constructor(private readonly client: OpenAI, public z?: number) { super(...arguments); }
  get v() { return this?.x!.y?.[0]?.(1) } set v(w) {} async *gen(this: A<T>, ...rest: string[]): AsyncGenerator<T> { yield* await f\`a\${b}c\${\`d\`}\`; }
  [Symbol.iterator]<const U>(u: U): asserts u is U & { a: 1 } { for await (using r of u) { continue } }
}
enum E { A = 1, B = A << 2, 'C' } declare const enum F { X } namespace N.M { export let x } declare module 'x' { export = y } declare global { var g: any }
type M<T> = { readonly [K in keyof T as \`on\${Capitalize<K & string>}\`]?: T[K] extends infer U extends string ? [a: U, ...b: U[]] : never } | unique symbol | typeof import('x');
interface I2 { (x: number): string; new <T>(x: T): I2; [k: string]: unknown; get a(): 1; method?(): void }
function over(a: string): void; function over(this: any, { a, b: [c, , ...d] = [], ...rest }: any = {}) { label: while (x) { if (y) break label; else continue } do ; while (0) debugger }
const t = <T,>(x: T) => x, g = async (x) => ({ ...x, get a() { return 1 }, async *[k]() {}, 'b': 2, 3: 4, c }), h = a < b > (c), i = (a, b), j = a ? (b) : c => d;
try { switch (a) { case 1: default: throw new Error(\`x\`, { cause }) } } catch { } finally { delete a.b, void 0, typeof x, !x, -x++, a ** b, a >>>= 1, a &&= b, 'k' in o }
var k = await import('x'), l = new.target, m = import.meta.url, n = 0x1F + 0b1 + 0o7 + .5e-3, o = "\\u{1F600}\\x41\\
", p = a satisfies B as const, q2 = <any>r, s = x! as unknown as Y, u = class extends Z {}, w = function* () { yield };
with (a) b; export default async () => { for (const x in y); for (let i = 0, n = 1; i < n; i++) await using z = f() }; export = z; export as namespace Q;
`;

const markup = `const x = <><a.b-c d="e" f={g} {...h} i:j='k'>text {/* c */} {l => <m/>} &amp; <n {...o}></n></a.b-c></>; const y = <T,>(a: T) => <div<T> key={1} />;`;

let trimmed: Parser;

beforeAll(async () => {
  trimmed = await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(await trimTypescript()).toString('base64')}`);
});

describe('the trimmed parser', () => {
  test('exports what parser.ts takes, no more', () => {
    expect(Object.keys(trimmed).sort()).toEqual(exportedNames());
  });

  test('gives the trees of the full package for files of installed packages', () => {
    const paths = sample(sourceFiles(root), maximumFiles);
    expect(paths.length).toBe(maximumFiles);
    for (const path of paths) expectSameTree(path, readFileSync(path, 'utf8'));
  });

  test.each([['syntax.ts', syntax], ['syntax.js', syntax], ['markup.tsx', markup], ['markup.jsx', markup]])('gives them for %s, whole and damaged', (path, text) => {
    expectSameTree(path, text);
    for (let cut = 1; cut < text.length; cut += 7) {
      expectSameTree(path, text.slice(0, cut));
      expectSameTree(path, text.slice(0, cut) + text.slice(cut + 5));
    }
  });
});

/** Compares texts of trees, so that a failure shows where they part. */
function expectSameTree(path: string, text: string): void {
  const [actual, expected] = [describeTree(trimmed, path, text), describeTree(full, path, text)];
  if (actual !== expected) expect(actual, path).toBe(expected);
}

function describeTree(parser: Parser, path: string, text: string): string {
  const kind = path.endsWith('x') ? (path.endsWith('tsx') ? parser.ScriptKind.TSX : parser.ScriptKind.JSX) : undefined;
  const options = { languageVersion: parser.ScriptTarget.ESNext, jsDocParsingMode: parser.JSDocParsingMode.ParseNone };
  const file = parser.createSourceFile(path, text, options, false, kind);
  const lines: string[] = [];
  const visit = (node: full.Node): void => {
    const { escapedText, text } = node as { escapedText?: string; text?: string };
    lines.push(`${node.kind} ${node.pos} ${node.end} ${node.flags} ${escapedText ?? text ?? ''}`);
    parser.forEachChild(node, visit);
  };
  parser.forEachChild(file, visit);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly full.Diagnostic[] };
  for (const { code, start, length, messageText } of parseDiagnostics) lines.push(`${code} ${start} ${length} ${String(messageText)}`);
  return lines.join('\n');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Evenly spread, so that no package fills the sample; files too long for a quick test are left out. */
function sample(paths: readonly string[], count: number): string[] {
  const sorted = [...paths].sort();
  const result: string[] = [];
  for (let i = 0; i < sorted.length && result.length < count; i++) {
    const path = sorted[Math.floor((i * 7919) % sorted.length)]!;
    if (readFileSync(path).length <= maximumBytes) result.push(path);
  }
  return result;
}

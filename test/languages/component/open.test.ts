import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component } from '../../../server/languages/component/index.ts';

/** The code of a component with its blanks taken together, and its dialect. */
function code(file: string): readonly [string, string] {
  const { text, extension } = component.open(file)!;
  expect(text.length).toBe(file.length);
  expect([...text.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index)).toEqual([...file.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index));
  return [text.replace(/\s+/g, ' ').trim(), extension];
}

describe('the script of a component', () => {
  it.each([
    ['<template><p>{{ f(1) }}</p></template>\n<script setup lang="ts">\nf(2)\n</script>\n<style>p { a: b }</style>', 'f(2)', '.ts'],
    ['<script>\nf(1)\n</script>', 'f(1)', '.js'],
    ['<script context="module" lang="ts">a()</script>\n<script lang=\'ts\'>b()</script>\n{#if x}<p/>{/if}', 'a() b()', '.ts'],
    ['<script setup lang="ts" generic="T extends Map<string, \'a>b\'>">f()</script>', 'f()', '.ts'],
    ['<script lang="tsx">f(<a/>)</script >', 'f(<a/>)', '.tsx'],
    ['<!-- <script>old()</script> -->\r\n<script>new_()</script>', 'new_()', '.js'],
    ['<script src="./a.js"></script>', '', '.js'],
    ['<script lang="coffee">f 1</script>', '', ''],
    ['<template><p/></template>', '', ''],
    ['<script lang="ts">half(', 'half(', '.ts'],
  ])('%j', (file, text, extension) => {
    expect(code(file)).toEqual([text, extension]);
  });

  it('can be taken out of any text', () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.constantFrom('<script', ' lang="ts"', '>', '</script>', '<!--', '-->', '"', "'", '\n')), { maxLength: 12 });
    fc.assert(fc.property(parts, (pieces) => void code(pieces.join(''))));
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSpecifications } from '../support/markdown.ts';
import { checkSpecification } from '../support/specification.ts';
import { catalog } from '../support/workspace.ts';

const folder = new URL('.', import.meta.url);
const documents = readdirSync(folder).filter((name) => name.endsWith('.md')).sort();

for (const name of documents) {
  const rule = name.slice(0, -'.md'.length);
  describe(rule, () => {
    for (const specification of parseSpecifications(readFileSync(new URL(name, folder), 'utf8'))) {
      it(`${specification.title} (${name}:${specification.line})`, () => checkSpecification(specification, rule));
    }
  });
}

describe('specifications', () => {
  it('exist for each rule, and for nothing else', () => {
    expect(documents).toEqual(catalog.rules.map((rule) => `${rule.meta.id}.md`).sort());
  });
});

/** Holds a specification to what the linter finds. */
import { expect } from 'vitest';
import type { Finding } from '../../server/core/model/finding.ts';
import type { SpecFile, Specification } from './markdown.ts';
import { createMemoryWorkspace } from './workspace.ts';

/**
 * Checks that exactly the expected findings of one rule are found, and the text after the first fix where a specification shows it.
 * Findings of other rules count only where the specification names that rule.
 */
export function checkSpecification(specification: Specification, rule: string): void {
  const memory = createMemoryWorkspace(specification.files.map((file) => [file.path, file.text]));
  const named = new Set([rule, ...specification.files.flatMap((file) => file.expectations.map((expected) => expected.rule))]);
  for (const file of specification.files) {
    const findings = memory.findings(file.path).filter((finding) => named.has(finding.rule));
    const found = findings.map((finding) => describe(finding, memory.lineOf(finding), file));
    const expected = [...file.expectations].sort((a, b) => a.line - b.line).map((expectation) => describe(expectation, expectation.line, file));
    expect(found, `${file.path}: findings\n${findings.map((finding) => finding.message).join('\n')}`).toEqual(expected);
    file.expectations.forEach(({ message, line }) => {
      const messages = findings.filter((finding) => memory.lineOf(finding) === line).map((finding) => finding.message);
      expect(messages.some((text) => text.includes(message)), `${file.path}:${line + 1}: "${message}" is in\n${messages.join('\n')}`).toBe(true);
    });
  }
  const fixed = specification.files.filter((file) => file.fixed !== undefined);
  if (fixed.length === 0) return;
  const findings = specification.files.flatMap((file) => memory.findings(file.path)).filter((finding) => finding.rule === rule);
  const finding = findings.find((candidate) => candidate.fixes.length > 0);
  expect(finding, 'a finding with a fix').toBeDefined();
  const after = memory.fixed(finding!, 0);
  for (const file of fixed) expect(after?.get(file.path)).toBe(file.fixed);
}

function describe(finding: Pick<Finding, 'rule'>, line: number, file: SpecFile): string {
  return `${finding.rule} at line ${line + 1}: ${file.text.split('\n')[line]?.trim().slice(0, 100) ?? ''}`;
}

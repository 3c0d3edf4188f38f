import { describe, expect, it } from 'vitest';
import { catalog, createMemoryWorkspace } from '../support/workspace.ts';

for (const { meta, docs } of catalog.rules) {
  describe(`documentation of ${meta.id}`, () => {
    for (const example of docs.examples) {
      it(`${example.language}: ${example.title}`, () => {
        const path = example.language === 'python' ? 'example.py' : 'example.ts';
        const files = Object.entries(example.files ?? {});
        const memory = createMemoryWorkspace([...files, [path, example.bad]]);
        const findings = memory.findings(path).filter((finding) => finding.rule === meta.id);
        expect(findings.map((finding) => finding.message), 'findings of the bad code').toHaveLength(1);
        if (example.good === undefined) return;
        if (findings[0]!.fixes.length > 0) expect(memory.fixed(findings[0]!, 0)?.get(path)).toBe(example.good);
        memory.write(path, example.good);
        expect(memory.findings(path).filter((finding) => finding.rule === meta.id).map((finding) => finding.message), 'findings of the good code').toEqual([]);
      });
    }

    it('says what the meta says about the fix', () => {
      const offered = docs.examples.flatMap((example) => {
        const path = example.language === 'python' ? 'example.py' : 'example.ts';
        const memory = createMemoryWorkspace([...Object.entries(example.files ?? {}), [path, example.bad]]);
        return memory.findings(path).filter((finding) => finding.rule === meta.id).flatMap((finding) => finding.fixes.map((fix) => fix.safety));
      });
      if (meta.fix === 'none') expect(offered).toEqual([]);
      else expect(new Set(offered)).toEqual(new Set([meta.fix]));
    });

    it('has an example in each language, a summary of one line and a reason to stay silent', () => {
      expect(new Set(docs.examples.map((example) => example.language))).toEqual(new Set(['python', 'typescript']));
      expect(docs.summary).not.toContain('\n');
      expect(docs.silent.length).toBeGreaterThan(0);
    });
  });
}

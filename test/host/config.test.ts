import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../server/core/model/config.ts';
import { createConfigs } from '../../server/host/settings/config.ts';
import { createDisk } from '../../server/host/files/disk.ts';
import { judgeSettings, promptcostJsonSchema } from '../../server/host/settings/settings-schema.ts';
import { project } from '../cli/support.ts';

const ruleIds = ['rule-a', 'rule-b'];

function configs(files: Readonly<Record<string, string>>) {
  const root = project(files);
  const disk = createDisk(() => [root]);
  return { root, made: createConfigs({ roots: () => [root], disk, judge: judgeSettings, ruleIds, base: () => ({ ...defaultConfig, callsPerDay: 7 }) }) };
}

describe('promptcost.json', () => {
  it('is merged from the workspace folder down, on top of the shell’s settings', () => {
    const { made, root } = configs({
      'promptcost.json': '{ "rules": { "rule-a": "off", "rule-b": "error" }, "assumptions": { "holeTokens": 50 } }',
      'app/promptcost.json': '// the app\n{ "rules": { "rule-a": "hint" }, "callsPerDay": 1000, "assumptions": { "holeTokens": { "low": 1, "high": 2 }, "outputTokens": 9 }, }',
      'app/deep/x.py': '',
    });
    expect(made.of(root)).toMatchObject({ rules: { 'rule-a': 'off', 'rule-b': 'error' }, callsPerDay: 7, assumedHoleTokens: { low: 50, high: 50 }, assumedOutputTokens: defaultConfig.assumedOutputTokens });
    expect(made.of(`${root}/app/deep`)).toMatchObject({ rules: { 'rule-a': 'hint', 'rule-b': 'error' }, callsPerDay: 1000, assumedHoleTokens: { low: 1, high: 2 }, assumedOutputTokens: 9 });
    expect(made.of(`${root}/app/deep`)).toBe(made.of(`${root}/app/deep`));
    expect(made.problems()).toEqual([]);
  });

  it('keeps every good value beside a bad one, and says where the bad one is', () => {
    const { made, root } = configs({ 'promptcost.json': '{\n  "rulez": {},\n  "rules": { "rule-a": "loud", "rule-b": "off" },\n  "assumptions": { "holeTokens": { "low": 9, "high": 1 }, "outputTokens": 5 }\n}' });
    expect(made.of(root)).toMatchObject({ rules: { 'rule-b': 'off' }, assumedHoleTokens: defaultConfig.assumedHoleTokens, assumedOutputTokens: 5 });
    expect(made.problems().map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      expect.stringContaining('2:3 rulez: there is no setting "rulez"; did you mean "rules"?'),
      expect.stringContaining('3:24 rules.rule-a: must be one of "error", "warning", "info", "hint", "off", but is "loud".'),
      expect.stringMatching(/^4:3\d assumptions.holeTokens: /),
    ]);
  });

  it.each([['{ "rules": '], [''], ['[]'], ['"text"'], ['\u0000'], ['{"a":'.repeat(20_000)]])('uses none of what is no settings and says so once (%#)', (text) => {
    const { made, root } = configs({ 'promptcost.json': text });
    expect(made.of(root)).toEqual({ ...defaultConfig, callsPerDay: 7 });
    made.of(`${root}/x`);
    expect(made.problems()).toHaveLength(1);
  });

  it('ignores files relative to its own folder', () => {
    const { made, root } = configs({ 'app/promptcost.json': '{ "ignore": ["/gen", "*.test.py", "!keep.test.py"] }', 'app/gen/x.py': '' });
    expect(['app/gen/x.py', 'app/a.test.py', 'app/keep.test.py', 'gen/x.py', 'app/sub/gen/x.py'].map((file) => made.ignores(`${root}/${file}`))).toEqual([true, true, false, false, false]);
  });

  it('has a JSON schema that names the rules', () => {
    const schema = promptcostJsonSchema(ruleIds) as { properties: Record<string, { propertyNames?: unknown; description?: string }> };
    expect(schema.properties['rules']!.propertyNames).toEqual({ enum: ruleIds });
    for (const property of Object.values(schema.properties)) expect(property.description).toBeTruthy();
  });
});

import { describe, expect, it } from 'vitest';
import { expandText, parseSpecifications } from './markdown.ts';

const FENCE = '```';

function parse(lines: readonly string[]) {
  return parseSpecifications(lines.join('\n'));
}

describe('parseSpecifications', () => {
  it('names a test by its headings and keeps its prose', () => {
    const [first, second] = parse(['# Python', '', '## One', '', 'Because.', '', `${FENCE}python`, 'x = 1', FENCE, '', '## Two', '', `${FENCE}py`, 'y = 2', FENCE]);
    expect(first).toMatchObject({ title: 'Python › One', line: 3, prose: 'Because.' });
    expect(first!.files).toEqual([{ path: 'main.py', text: 'x = 1\n', expectations: [], fixed: undefined }]);
    expect(second!.title).toBe('Python › Two');
  });

  it('names files by the line before their fence', () => {
    const [{ files }] = parse(['# T', '`src/a.ts`:', '', `${FENCE}ts`, 'a', FENCE, '`src/b.ts`:', `${FENCE}ts`, 'b', FENCE]) as [ReturnType<typeof parse>[0]];
    expect(files.map((file) => file.path)).toEqual(['src/a.ts', 'src/b.ts']);
  });

  it('takes expectations out, behind a line and on a line of their own', () => {
    const [{ files }] = parse(['# T', `${FENCE}py`, 'a()  # expect: rule-a "part"', '# expect: rule-b', 'b()', 'c()', FENCE]) as [ReturnType<typeof parse>[0]];
    expect(files[0]!.text).toBe('a()\nb()\nc()\n');
    expect(files[0]!.expectations).toEqual([
      { line: 0, rule: 'rule-a', message: 'part' },
      { line: 1, rule: 'rule-b', message: '' },
    ]);
  });

  it('counts the lines that a macro grows to', () => {
    const [{ files }] = parse(['# T', `${FENCE}py`, 's = """', '{{lines 10}}', '"""', 'a()  # expect: rule-a', FENCE]) as [ReturnType<typeof parse>[0]];
    expect(files[0]!.expectations[0]!.line).toBe(12);
    expect(files[0]!.text.split('\n')[12]).toBe('a()');
  });

  it('reads the fixed text and Windows line ends', () => {
    const [{ files }] = parse(['# T', `${FENCE}py crlf`, 'a', 'b', FENCE, `${FENCE}py crlf fixed`, 'c', FENCE]) as [ReturnType<typeof parse>[0]];
    expect(files[0]).toMatchObject({ text: 'a\r\nb\r\n', fixed: 'c\r\n' });
  });

  it('refuses what would silently test nothing', () => {
    expect(() => parse(['# T', `${FENCE}py`, 'a'])).toThrow('never closed');
    expect(() => parse(['# T', `${FENCE}cobol`, 'a', FENCE])).toThrow('no file extension');
    expect(() => parse(['# T', `${FENCE}py fixed`, 'a', FENCE])).toThrow('no text before');
  });
});

describe('expandText', () => {
  it('fills in words and lines', () => {
    expect(expandText('{{words 20}}').split(' ')).toHaveLength(20);
    expect(expandText('{{words 20}}')).not.toContain('\n');
    expect(expandText('{{lines 3}}').split('\n')).toHaveLength(3);
  });
});

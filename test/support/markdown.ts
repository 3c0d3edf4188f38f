/**
 * Reads executable specifications. A heading starts a test; the prose under it says why; each fenced block is a file. A line that is only a path in
 * backquotes and a colon, right before a fence, names its file; without one it is `main.<ext>`. A fence whose info string ends in `fixed` holds the text that
 * its file has after the first fix of the first expected finding; one that ends in `crlf` has Windows line ends. `# expect: rule-id "part of the message"`
 * (`//` too) behind a line or on a line of its own before it says what is found there; these comments are taken out before the text is analysed.
 * `{{words 900}}` stands for 900 words of prose on one line, `{{lines 60}}` for 60 lines of it.
 */

export interface Specification {
  /** The headings that lead to it. */
  readonly title: string;
  readonly line: number;
  readonly prose: string;
  readonly files: readonly SpecFile[];
}

export interface SpecFile {
  readonly path: string;
  /** Without the expectations. */
  readonly text: string;
  readonly expectations: readonly Expectation[];
  /** The text after the first fix; undefined where the specification shows none. */
  readonly fixed: string | undefined;
}

export interface Expectation {
  /** Counted from 0, in `SpecFile.text`. */
  readonly line: number;
  readonly rule: string;
  /** A part of the message; empty where only the rule matters. */
  readonly message: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = { python: 'py', py: 'py', typescript: 'ts', ts: 'ts', tsx: 'tsx', javascript: 'js', js: 'js', json: 'json', toml: 'toml', text: 'txt' };

export function parseSpecifications(markdown: string): readonly Specification[] {
  const specifications: Specification[] = [];
  const headings: string[] = [];
  let prose: string[] = [];
  let files: SpecFile[] = [];
  let start = 0;
  const close = (): void => {
    if (files.length > 0) specifications.push({ title: headings.filter((heading) => heading !== undefined).join(' › '), line: start + 1, prose: prose.join('\n').trim(), files });
    prose = [];
    files = [];
  };
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const heading = /^(#{1,6}) (.+)$/.exec(line);
    if (heading !== null) {
      close();
      headings.length = heading[1]!.length - 1;
      headings.push(heading[2]!);
      start = i;
      continue;
    }
    const fence = /^(`{3,})(\S+)(.*)$/.exec(line);
    if (fence === null) {
      if (!/^`[^`]+`:$/.test(line.trim())) prose.push(line);
      continue;
    }
    const end = lines.findIndex((other, at) => at > i && other === fence[1]);
    if (end < 0) throw new Error(`line ${i + 1}: the fence is never closed`);
    const words = fence[3]!.trim().split(/\s+/).filter(Boolean);
    const extension = EXTENSIONS[fence[2]!];
    if (extension === undefined) throw new Error(`line ${i + 1}: no file extension is known for \`${fence[2]}\``);
    let before = i - 1;
    while (before > start && lines[before]!.trim() === '') before--;
    const path = /^`([^`]+)`:$/.exec(lines[before]!.trim())?.[1] ?? `main.${extension}`;
    const body = `${lines.slice(i + 1, end).join('\n')}\n`;
    const ends = (text: string): string => (words.includes('crlf') ? text.replace(/\n/g, '\r\n') : text);
    if (words.includes('fixed')) {
      const target = files.findIndex((file) => file.path === path);
      if (target < 0) throw new Error(`line ${i + 1}: ${path} has no text before this one`);
      files[target] = { ...files[target]!, fixed: ends(expandText(body)) };
    } else {
      const { text, expectations } = takeExpectations(body);
      files.push({ path, text: ends(expandText(text)), expectations, fixed: undefined });
    }
    i = end;
  }
  close();
  return specifications;
}

const EXPECT = /\s*(?:#|\/\/) expect: ([\w-]+)(?: "([^"]*)")?\s*$/;

function takeExpectations(body: string): { readonly text: string; readonly expectations: readonly Expectation[] } {
  const kept: string[] = [];
  const expectations: Expectation[] = [];
  for (const line of body.split('\n')) {
    let rest = line;
    for (let match = EXPECT.exec(rest); match !== null; match = EXPECT.exec(rest)) {
      // On a line of its own the comment speaks of the next line, which gets this number once the comment is gone.
      expectations.push({ line: kept.length, rule: match[1]!, message: match[2] ?? '' });
      rest = rest.slice(0, match.index);
    }
    if (rest.trim() !== '' || rest === line) kept.push(rest);
  }
  // The marks count lines before the macros grow; a macro with lines stands for its own number of them.
  let grown = 0;
  const shift: number[] = [];
  kept.forEach((line, at) => {
    shift[at] = grown;
    for (const match of line.matchAll(/\{\{lines (\d+)\}\}/g)) grown += Number(match[1]) - 1;
  });
  return { text: kept.join('\n'), expectations: expectations.map((expected) => ({ ...expected, line: expected.line + (shift[expected.line] ?? grown) })) };
}

/** Plain statements without quotes: nothing in them reads like an instruction. */
const FILLER = [
  'The store ships to every country of the union within three working days.',
  'Parcels above thirty kilograms travel by freight and arrive on weekdays.',
  'Returns are free during the first thirty days after delivery.',
  'Gift cards never expire and may be combined with other payments.',
  'Orders above fifty euros have no shipping costs on the mainland.',
  'Spare parts stay in stock for ten years after the last sale.',
  'Invoices are sent as a file on the day the parcel leaves the warehouse.',
];

/** Fills in the macros of a specification's text. */
export function expandText(text: string): string {
  return text
    .replace(/\{\{words (\d+)\}\}/g, (_, count: string) => {
      const words: string[] = [];
      for (let i = 0; words.length < Number(count); i++) words.push(...FILLER[i % FILLER.length]!.split(' '));
      return words.slice(0, Number(count)).join(' ');
    })
    .replace(/\{\{lines (\d+)\}\}/g, (_, count: string) => Array.from({ length: Number(count) }, (__, i) => FILLER[i % FILLER.length]!).join('\n'));
}

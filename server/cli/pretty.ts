/** Findings for a person: what, where, why, what to do; then one line that sums up. */
import { formatDollars, type Location, type Severity } from '../core/index.ts';
import { relativeTo } from '../host/paths.ts';
import type { Colors } from './colors.ts';
import { clean, codeFrame, gutterOf, type Label } from './frame.ts';
import type { Output } from './io.ts';
import { pageAt, placesOf, placeText, type Page, type Texts } from './places.ts';
import type { ReportedFinding } from './report.ts';
import { countOf, wrap } from './words.ts';

export interface PrettyContext {
  readonly root: string;
  readonly colors: Colors;
  /** Columns for code. */
  readonly width: number;
  /** Columns for prose: a terminal's; without one a sentence stays on one line, where other programs find it whole. */
  readonly measure: number;
  /** What a finding's places refer to. */
  readonly texts: Texts;
}

export interface Summary {
  readonly findings: readonly ReportedFinding[];
  /** Findings below the severity that was asked for. */
  readonly hidden: number;
  readonly files: number;
  readonly calls: number;
  readonly milliseconds: number;
}

/** A file or cell with all labels in it. */
interface Shown {
  readonly path: string;
  readonly page: Page;
  /** Relative to the page. */
  readonly labels: Label[];
}

/** Further places of a finding that are named; more than these are counted. */
const MOST_PLACES = 10;

/** Findings of which the same is to be said, in the order of the first of each. A saving is a figure of one call: such findings are told one by one. */
export function alike(findings: readonly ReportedFinding[]): readonly (readonly [ReportedFinding, ...ReportedFinding[]])[] {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
  for (const [index, finding] of findings.entries()) {
    const key = finding.saving === null ? `${finding.severity}\0${finding.rule}\0${finding.message}` : String(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/** Findings of which the same is to be said, in short: what is wrong, and where. */
export function briefFindings(group: readonly [ReportedFinding, ...ReportedFinding[]], context: PrettyContext): string {
  const [{ severity, rule, message }] = group;
  const { colors, measure } = context;
  const [headline] = sentences(clean(message));
  const name = `${severity}[${rule}]`;
  const said = wrap(`${name}: ${headline ?? ''}`, measure, '  ').map((line, i) => (i === 0 ? severityColor(severity, colors)(name) + line.slice(name.length) : line));
  return `${[...said, ...placesIn(group, context, '  ')].join('\n')}\n`;
}

/** The first of them with its code frame, in the manner of compilers: the reader's eye goes from the headline to the place, then down to the reason. The others are named. */
export function prettyFindings(group: readonly [ReportedFinding, ...ReportedFinding[]], context: PrettyContext): string {
  const [finding, ...others] = group;
  const { colors, root, texts } = context;
  const [headline, ...rest] = sentences(clean(finding.message));
  const shown = new Map<string, Shown>();
  const add = (at: Location, message: string, kind: Label['kind']): void => {
    const page = pageAt(texts, at.path, at.start);
    const key = `${at.path}\0${page.start}`;
    const label: Label = { start: at.start - page.start, end: Math.min(at.end - page.start, page.text.length), text: message, kind };
    const before = shown.get(key);
    if (before === undefined) shown.set(key, { path: at.path, page, labels: [label] });
    else before.labels.push(label);
  };
  add(finding.at, '', 'primary');
  for (const { at, message } of finding.related) add(at, message, 'secondary');
  const gutter = Math.max(...[...shown.values()].map(({ page, labels }) => gutterOf(page.text, labels)));
  const pad = ' '.repeat(gutter);
  const name = `${finding.severity}[${finding.rule}]`;
  const lines = wrap(`${name}: ${headline ?? ''}`, context.measure, '  ').map((line, i) => (i === 0 ? severityColor(finding.severity, colors)(colors.bold(name)) + colors.bold(line.slice(name.length)) : colors.bold(line)));
  for (const [index, { path, page, labels }] of [...shown.values()].entries()) {
    const place = placeText(placesOf(texts, path)(page.start + labels[0]!.start));
    lines.push(`${pad}${colors.blue(index === 0 ? ' ┌─' : ' ├─')} ${clean(relativeTo(root, path))}:${place}`, colors.blue(`${pad} │`));
    lines.push(...codeFrame(page.text, labels, gutter, context.width, colors), colors.blue(`${pad} │`));
  }
  const say = (sentence: string, name = ''): void => {
    for (const [i, line] of wrap(name + sentence, context.measure - gutter - 3, '').entries()) lines.push(`${pad} ${i === 0 ? `${colors.blue('=')} ${colors.bold(name)}${line.slice(name.length)}` : `  ${line}`}`);
  };
  for (const sentence of rest) say(sentence);
  if (finding.saving !== null) say(`${formatDollars(finding.saving.dollarsPerThousandCalls)} per 1,000 calls (${clean(finding.saving.basis)})`, 'saves: ');
  for (const fix of finding.fixes) say(`${clean(fix.title)} (${fix.safety === 'safe' ? 'safe: --fix applies it' : 'may change behaviour: apply it in an editor, or by hand'})`, 'fix: ');
  if (others.length > 0) {
    say(`the same in ${countOf(others.length, 'other place')}:`);
    lines.push(...placesIn(others, context, `${pad}     `));
  }
  return `${lines.join('\n')}\n`;
}

function placesIn(findings: readonly ReportedFinding[], { colors, root, texts }: PrettyContext, indent: string): readonly string[] {
  const shown = findings.slice(0, MOST_PLACES).map(({ at }) => `${indent}${clean(relativeTo(root, at.path))}:${placeText(placesOf(texts, at.path)(at.start))}`);
  const more = findings.length - shown.length;
  return more === 0 ? shown : [...shown, colors.dim(`${indent}and ${more} more (--format json lists all)`)];
}

/** `12 findings in 5 files: 4 missing-max-tokens, …`, then what was looked at. */
export function prettySummary({ findings, hidden, files, calls, milliseconds }: Summary, colors: Colors): string {
  const scanned = `${countOf(calls, 'call')} in ${countOf(files, 'file')}, ${duration(milliseconds)}`;
  const below = hidden === 0 ? '' : ` (${countOf(hidden, 'finding')} below the severity asked for)`;
  if (findings.length === 0) return `${colors.green('Nothing to report')}${below}: ${scanned}.\n`;
  const rules = new Map<string, number>();
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const byRule = [...rules].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([rule, count]) => `${count} ${rule}`);
  const fixable = findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  const where = new Set(findings.map(({ at }) => at.path)).size;
  return [
    `${colors.bold(`Found ${countOf(findings.length, 'finding')} in ${countOf(where, 'file')}`)}: ${byRule.join(', ')}${below}.`,
    `${fixable === 0 ? '' : `${countOf(fixable, 'finding')} can be mended safely with --fix. `}Looked at ${scanned}. \`promptcost explain RULE\` says more.`,
    '',
  ].join('\n');
}

export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.cyan;
    case 'hint':
      return colors.dim;
  }
}

/** The room a line may take: a terminal's width within reason, and a readable measure where there is none. */
export function widthOf(output: Output): number {
  return Math.min(160, Math.max(60, output.columns ?? 120));
}

/**
 * The sentences of a message. A full stop ends one only before a space and a capital, a backtick or an opening quote, so that `$0.0042`, `max.tokens`
 * and `e.g. this` stay whole.
 */
function sentences(message: string): readonly string[] {
  return message.split(/(?<=[.!?][”"’)`]?)\s+(?=[A-Z`“"])/).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

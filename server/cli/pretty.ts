/** Findings for a person: what, where, why, what to do; then one line that sums up. */
import { formatDollars, type Finding, type Location, type Severity } from '../core/index.ts';
import { relativeTo } from '../host/paths.ts';
import type { Colors } from './colors.ts';
import { clean, codeFrame, gutterOf, type Label } from './frame.ts';
import type { Output } from './io.ts';
import { pageAt, placesOf, placeText, type Page, type Texts } from './places.ts';
import { countOf } from './words.ts';

export interface PrettyContext {
  readonly root: string;
  readonly colors: Colors;
  readonly width: number;
  /** What a finding's places refer to. */
  readonly texts: Texts;
}

export interface Summary {
  readonly findings: readonly Finding[];
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

/** One finding with its code frame, in the manner of compilers: the reader's eye goes from the headline to the place, then down to the reason. */
export function prettyFinding(finding: Finding, context: PrettyContext): string {
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
  const lines = [`${severityColor(finding.severity, colors)(colors.bold(`${finding.severity}[${finding.rule}]`))}${colors.bold(`: ${headline ?? ''}`)}`];
  for (const [index, { path, page, labels }] of [...shown.values()].entries()) {
    const place = placeText(placesOf(texts, path)(page.start + labels[0]!.start));
    lines.push(`${pad}${colors.blue(index === 0 ? ' ┌─' : ' ├─')} ${clean(relativeTo(root, path))}:${place}`, colors.blue(`${pad} │`));
    lines.push(...codeFrame(page.text, labels, gutter, context.width, colors), colors.blue(`${pad} │`));
  }
  const note = (name: string, body: string) => `${pad} ${colors.blue('=')} ${colors.bold(name)}: ${body}`;
  for (const sentence of rest) lines.push(`${pad} ${colors.blue('=')} ${sentence}`);
  if (finding.saving !== null) lines.push(note('saves', `${formatDollars(finding.saving.dollarsPerThousandCalls)} per 1,000 calls (${clean(finding.saving.basis)})`));
  for (const fix of finding.fixes) {
    lines.push(note('fix', `${clean(fix.title)} ${fix.safety === 'safe' ? colors.green('(safe: --fix applies it)') : colors.dim('(changes behaviour: apply it in an editor, or by hand)')}`));
  }
  return `${lines.join('\n')}\n`;
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
export function sentences(message: string): readonly string[] {
  return message.split(/(?<=[.!?][”"’)`]?)\s+(?=[A-Z`“"])/).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}


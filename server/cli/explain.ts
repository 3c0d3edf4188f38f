/** `promptcost explain [RULE]`: a rule's page in the terminal, or the list of rules. */
import type { Rule } from '../core/index.ts';
import { rulePage } from '../features/rule-page.ts';
import type { Colors } from './colors.ts';
import { severityColor } from './pretty.ts';
import { table } from './words.ts';

export function rulesReport(rules: readonly Rule[], colors: Colors): readonly string[] {
  const rows = table(rules.map(({ meta, docs }) => [`  ${meta.id}`, meta.onByDefault === 'yes' ? meta.severity : 'off', meta.fix === 'none' ? '' : `${meta.fix} fix`, plain(docs.summary)]));
  return [
    colors.bold('Rules'),
    ...rows.map((row, index) => severityColor(rules[index]!.meta.severity, colors)(row)),
    '',
    '`promptcost explain RULE` says what it reports, why it costs and what to do.',
  ];
}

/** The page as in the documentation, with the Markdown that a terminal can show. */
export function ruleReport(rule: Rule, width: number, colors: Colors): readonly string[] {
  const lines: string[] = [];
  let inCode = false;
  for (const line of rulePage(rule).trimEnd().split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    else if (inCode) lines.push(`    ${line}`);
    else if (line.startsWith('#')) lines.push(colors.bold(plain(line.replace(/^#+ /, ''))));
    else lines.push(...wrap(line, Math.min(width, 100)).map((part) => part.replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(code))));
  }
  return lines;
}

function plain(markdown: string): string {
  return markdown.replace(/`([^`]+)`/g, '$1').replace(/\*\*([^*]+)\*\*/g, '$1');
}

function wrap(line: string, width: number): readonly string[] {
  const indent = line.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = indent + word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

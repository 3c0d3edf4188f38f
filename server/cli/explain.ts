/** `promptcost explain [RULE]`: a rule's page in the terminal, or the list of rules. */
import type { Rule } from '../core/index.ts';
import { commentReports } from '../features/rule-page.ts';
import type { Colors } from './colors.ts';
import { severityColor } from './pretty.ts';
import { table, wrap } from './words.ts';

export function rulesReport(rules: readonly Rule[], width: number, colors: Colors): readonly string[] {
  const rows = table(rules.map(({ meta, docs }) => [`  ${meta.id}`, meta.onByDefault === 'yes' ? meta.severity : 'off', meta.fix === 'none' ? '' : `${meta.fix} fix`, plain(docs.summary)]), [], width);
  return [
    colors.bold('Rules'),
    ...rows.map((row, index) => severityColor(rules[index]!.meta.severity, colors)(row)),
    '',
    colors.bold('Comments'),
    ...table(Object.entries(commentReports).map(([id, { summary }]) => [`  ${id}`, plain(summary)]), [], width).map(severityColor('warning', colors)),
    '',
    '`promptcost explain RULE` says what it reports, why it costs and what to do.',
  ];
}

/** The page as in the documentation, with the Markdown that a terminal can show. */
export function ruleReport(page: string, width: number, colors: Colors): readonly string[] {
  const lines: string[] = [];
  let inCode = false;
  for (const line of page.trimEnd().split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    else if (inCode) lines.push(`    ${line}`);
    else if (line.startsWith('#')) lines.push(colors.bold(plain(line.replace(/^#+ /, ''))));
    else lines.push(...wrap(linked(line), Math.min(width, 100), line.startsWith('- ') ? '  ' : '').map((part) => part.replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(code))));
  }
  return lines;
}

/** A terminal shows an address as it is. */
function linked(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)');
}

function plain(markdown: string): string {
  return markdown.replace(/`([^`]+)`/g, '$1').replace(/\*\*([^*]+)\*\*/g, '$1');
}

/** A rule's page, as Markdown, made from the rule itself. */
import { MALFORMED_COMMENT, UNUSED_SUPPRESSION, type Rule, type RuleExample } from '../core/index.ts';

/** What is reported of the comments that promptcost reads, which no rule makes. */
export const commentReports: Readonly<Record<string, { readonly summary: string; readonly whatToDo: string }>> = {
  [UNUSED_SUPPRESSION]: {
    summary: 'A comment keeps a finding quiet that is not there.',
    whatToDo: 'Remove the comment, or the rule from its list: it would hide the next finding of that kind, which nobody has looked at.',
  },
  [MALFORMED_COMMENT]: {
    summary: 'A comment that begins with `promptcost:` cannot be read, or names no rule; it has no effect.',
    whatToDo: 'Write `promptcost: ignore[rule-id] reason`, `promptcost: ignore-file[rule-id] reason`, `promptcost: calls=50000/day`, `promptcost: output=300` or `promptcost: label=name`.',
  },
};

/** The page of a rule, or of what is reported of comments; null where there is no such. */
export function pageNamed(id: string, rules: readonly Rule[]): string | null {
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule !== undefined) return rulePage(rule);
  if (!Object.hasOwn(commentReports, id)) return null;
  const { summary, whatToDo } = commentReports[id]!;
  return `${[`# ${id}`, summary, 'severity: warning · of comments, not of calls', '## What to do', whatToDo, '## Keep it quiet', `\`{ "rules": { "${id}": "off" } }\` in \`promptcost.json\`.`].join('\n\n')}\n`;
}

export function rulePage({ meta, docs }: Rule): string {
  const facts = [`severity: ${meta.onByDefault === 'yes' ? meta.severity : 'off by default'}`, `touches: ${meta.impact}`, `fix: ${meta.fix}`];
  return `${[
    `# ${meta.id}`,
    docs.summary,
    facts.join(' · '),
    '## What it reports',
    docs.reports,
    '## Why it costs',
    docs.why,
    '## What to do',
    docs.whatToDo,
    ...(docs.silent.length === 0 ? [] : ['## When it stays silent', docs.silent.map((line) => `- ${line}`).join('\n')]),
    ...(docs.examples.length === 0 ? [] : ['## Examples', ...docs.examples.map(example)]),
    '## Keep it quiet',
    `At one place, with the reason: \`promptcost: ignore[${meta.id}] reason\` in a comment on the line or above it; in a whole file: \`promptcost: ignore-file[${meta.id}] reason\`. ` +
      `Everywhere: \`{ "rules": { "${meta.id}": "off" } }\` in \`promptcost.json\`.`,
  ].join('\n\n')}\n`;
}

function example({ language, title, bad, good }: RuleExample): string {
  const fence = (code: string): string => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
  return [`### ${title}`, fence(bad), ...(good === undefined ? [] : ['After the fix:', fence(good)])].join('\n\n');
}

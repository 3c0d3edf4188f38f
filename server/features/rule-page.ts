/** A rule's page, as Markdown, made from the rule itself. */
import type { Rule, RuleExample } from '../core/index.ts';

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

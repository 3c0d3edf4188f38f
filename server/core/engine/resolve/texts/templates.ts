/** Text with tags that a template engine fills in: `{{ name }}`, `{% if … %}`, `<%= … %>`, `$name`. The literal parts are known, each tag is a hole. */
import type { Hole, TextValue, Value } from '../../../model/value.ts';
import { partsOf, textValue, unknown } from '../values.ts';

const TAGS = {
  braces: /(\{\{\{?[\s\S]*?\}\}\}?|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|<%[\s\S]*?%>)/,
  dollar: /(\$\$|\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\})/,
} as const;

/** A text as a template: what its tags stand for is only known when it is filled in. Tags that say nothing themselves, such as comments and ends of blocks, vanish. */
export function textWithTags(text: TextValue, tags: keyof typeof TAGS): TextValue {
  const parts = text.parts.flatMap((part): readonly (string | Hole)[] => (typeof part !== 'string' ? [part] : part.split(TAGS[tags]).flatMap((piece, i) => (i % 2 === 0 ? [piece] : tagParts(piece, text)))));
  return textValue(parts, text.origin);
}

/** A template's text with the values its names are given. */
export function filled(text: TextValue, given: ReadonlyMap<string, Value>): TextValue {
  if (given.size === 0) return text;
  return textValue(text.parts.flatMap((part) => {
    const value = typeof part === 'string' ? undefined : given.get(part.label);
    return value === undefined || typeof part === 'string' ? [part] : partsOf(value, part.label);
  }), text.origin);
}

function tagParts(tag: string, text: TextValue): readonly (string | Hole)[] {
  if (tag === '$$') return ['$'];
  const inner = tag.replace(/^(?:\{\{\{?|\{%|\{#|<%|\$\{?)[-~=+]?|[-~+]?(?:\}\}\}?|%\}|#\}|%>|\})$/g, '').trim();
  // Comments, the ends and other branches of blocks, and assignments put nothing into the text.
  if (tag.startsWith('{#') || /^(?:!|\/|end|else\b|elif\b|elseif\b|set\b|raw\b|\}$)/.test(inner)) return [];
  const label = inner.length > 40 ? `${inner.slice(0, 39)}…` : inner;
  return [{ kind: 'hole', label: label === '' ? '…' : label, value: unknown(`\`${label}\` of a template`, 'dynamic', text.origin) }];
}

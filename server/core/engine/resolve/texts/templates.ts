/** Text with tags that a template engine fills in: `{{ name }}`, `{% if … %}`, `<%= … %>`, `$name`. The literal parts are known, each tag is a hole, and so is each block with what it may write. */
import type { Hole, TemplateBlock, TextValue } from '../../../model/value.ts';
import { either, partsOf, textValue } from '../values.ts';
import { filledBlock, holeOf, someRounds, valueNamed, type Given } from './template-blocks.ts';

const TAGS = {
  braces: /(\{\{\{?[\s\S]*?\}\}\}?|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|<%[\s\S]*?%>)/,
  dollar: /(\$\$|\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\})/,
} as const;

type Part = string | Hole;

/** A block whose end has not come yet. Only those of `if` have several arms. */
interface OpenBlock {
  readonly kind: TemplateBlock['kind'];
  /** What it begins with, as a person would call it. */
  readonly label: string;
  readonly names: readonly string[];
  readonly of: string;
  readonly arms: { readonly test: string | null; readonly parts: Part[] }[];
}

/** A text as a template: what its tags stand for is only known when it is filled in. Tags that say nothing themselves, such as comments, vanish. */
export function textWithTags(text: TextValue, tags: keyof typeof TAGS): TextValue {
  const whole: Part[] = [];
  const open: OpenBlock[] = [];
  const here = (): Part[] => open.at(-1)?.arms.at(-1)!.parts ?? whole;
  const close = (): void => {
    const block = open.pop();
    if (block !== undefined) here().push(blockHole(block, text));
  };
  // A dash inside of a tag takes the white space beside it.
  let bare = false;
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      here().push(part);
      continue;
    }
    part.split(TAGS[tags]).forEach((piece, i) => {
      if (i % 2 === 0) {
        if (piece !== '') here().push(bare ? piece.trimStart() : piece);
        bare = false;
        return;
      }
      const inside = here();
      const last = inside.at(-1);
      if (/^\{[{%]-/.test(piece) && typeof last === 'string') inside[inside.length - 1] = last.trimEnd();
      bare = /-[%}]\}$/.test(piece);
      const inner = insideOf(piece);
      const opened = tags === 'braces' ? openedBy(inner) : null;
      if (opened !== null) open.push(opened);
      else if (tags === 'braces' && open.length > 0 && /^(?:end(?:if|for|each|unless)\b|\/(?:if|each|unless)\b)/.test(inner)) close();
      else if (open.at(-1)?.kind === 'if' && /^(?:else|elif|elseif)\b/.test(inner)) open.at(-1)!.arms.push({ test: inner.replace(/^(?:else\s*if|elif|elseif|else)\s*/, '') || null, parts: [] });
      else here().push(...tagParts(piece, inner, text));
    });
  }
  // What is never closed is read as if its tags were not there.
  while (open.length > 0) {
    const { label, arms } = open.pop()!;
    here().push(holeOf(label, text.origin), ...arms.flatMap(({ parts }) => parts));
  }
  return textValue(whole, text.origin);
}

/** A template's text with the values its names are given. */
export function filled(text: TextValue, given: Given): TextValue {
  return given.size === 0 ? text : textValue(filledParts(text.parts, given, text), text.origin);
}

function filledParts(parts: readonly Part[], given: Given, text: TextValue): readonly Part[] {
  return parts.flatMap((part): readonly Part[] => {
    if (typeof part === 'string') return [part];
    if (part.block !== undefined) return filledBlock(part, part.block, given, (inner, more) => filledParts(inner, more, text), text.origin);
    const value = valueNamed(part.label, given);
    return value === undefined ? [part] : partsOf(value, part.label);
  });
}

function insideOf(tag: string): string {
  return tag.replace(/^(?:\{\{\{?|\{%|\{#|<%|\$\{?)[-~=+]?|[-~+]?(?:\}\}\}?|%\}|#\}|%>|\})$/g, '').trim();
}

/** `if x` and `for x in y` of Jinja and its kin, `#if x`, `#unless x` and `#each y` of Handlebars. */
function openedBy(inner: string): OpenBlock | null {
  const [, negated, test] = /^#?(if|unless)\s+(.+)$/s.exec(inner) ?? [];
  if (test !== undefined) return { kind: 'if', label: inner, names: [], of: '', arms: [{ test: negated === 'unless' ? `not ${test}` : test, parts: [] }] };
  const [, names, of] = /^for\s+\(?([\w\s,]+?)\)?\s+in\s+(.+)$/s.exec(inner) ?? [];
  if (names !== undefined) return { kind: 'each', label: inner, names: names.split(',').map((name) => name.trim()), of: of!, arms: [{ test: null, parts: [] }] };
  const each = /^#each\s+(.+)$/s.exec(inner)?.[1];
  return each === undefined ? null : { kind: 'each', label: inner, names: ['this'], of: each, arms: [{ test: null, parts: [] }] };
}

function blockHole({ kind, label, names, of, arms }: OpenBlock, text: TextValue): Hole {
  if (kind === 'if') {
    const texts = arms.map(({ parts }) => textValue(parts, text.origin));
    return { ...holeOf(label, text.origin), block: { kind, arms }, value: either(arms.some(({ test }) => test === null) ? texts : [...texts, textValue([], text.origin)], text.origin) };
  }
  const { parts } = arms[0]!;
  return { ...holeOf(label, text.origin), block: { kind, names, of, parts }, value: someRounds(parts, label, text.origin) };
}

function tagParts(tag: string, inner: string, text: TextValue): readonly Part[] {
  if (tag === '$$') return ['$'];
  // Comments, the ends and other branches of blocks, and assignments put nothing into the text.
  if (tag.startsWith('{#') || /^(?:!|\/|end|else\b|elif\b|elseif\b|set\b|raw\b|\}$)/.test(inner)) return [];
  return [holeOf(inner, text.origin)];
}

/** Single-file components: the scripts of a `.vue` or `.svelte` file, in place. */
import type { Container } from '../../core/model/container.ts';
import { applyEdits } from '../../core/model/text.ts';
import { blank } from '../blank.ts';
import { editorLanguages } from '../editor-languages.ts';

/** A comment, or a script with its attributes and content. Attribute values may hold `>`: `generic="T extends Map<K, V>"`. */
const PARTS = /<!--[\s\S]*?(?:-->|$)|(<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>)([\s\S]*?)(?:<\/script\s*>|$)/gi;
const LANGUAGE = /\blang\s*=\s*["']?(\w+)/i;
const SCRIPTS: Readonly<Record<string, string>> = { ts: '.ts', typescript: '.ts', tsx: '.tsx', js: '.js', javascript: '.js', jsx: '.jsx' };

export const component: Container = {
  id: 'component',
  extensions: [...editorLanguages.vue, ...editorLanguages.svelte],
  open(given, decode) {
    const file = decode === undefined ? given : decode(given);
    let text = '';
    let extension = '';
    for (const match of file.matchAll(PARTS)) {
      const [, tag, attributes, content] = match;
      if (tag === undefined) continue;
      const language = SCRIPTS[LANGUAGE.exec(attributes!)?.[1]?.toLowerCase() ?? 'js'] ?? '';
      if (language === '') continue;
      const start = match.index + tag.length;
      text += blank(file.slice(text.length, start)) + content!;
      // Two scripts of one component are in the same language; TypeScript reads both where they are not.
      if (extension === '' || language.startsWith('.ts')) extension = language;
    }
    return { text: text + blank(file.slice(text.length)), extension, cells: null };
  },
  rewrite: applyEdits,
};

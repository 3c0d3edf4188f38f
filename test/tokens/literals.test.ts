/** The way from source text to the counted text: prompts written down in many forms count what their value counts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';
import { encodings } from './oracle.ts';

const PIECES = ['You are a helper.', '{"a": 1}', '  indented', '\ttab', 'ends in a space ', '‘quoted’ — dash', '你好，世界', '👩‍👩‍👧', 'e\u0301', 'C:\\path\\new', '100%', '{braces}', '${x}', '`tick`', '"double"', "'single'", '# heading', '\\n as text', '', 'a\nb\n\nc'];
const prompt = fc.tuple(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', ' ', '', '\n\n')).map(([pieces, between]) => pieces.join(between));

/** One line: what ends or continues a literal, and what is not in ASCII, is escaped. */
function quoted(text: string, quote: string, escape: (character: string) => string): string {
  const inner = Array.from(text, (character) => (character === '\\' || character === quote ? `\\${character}` : character === '\n' ? '\\n' : character > '~' ? escape(character) : character));
  return quote + inner.join('') + quote;
}

const python = (text: string): string => quoted(text, '"', (character) => `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`);
const script = (text: string): string => quoted(text, "'", (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
const block = (text: string): string => `"""\\\n${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"""`;
const template = (text: string): string => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
const braces = (text: string): string => text.replaceAll('{', '{{').replaceAll('}', '}}');
/** Characters that Python and JavaScript call white space alike. */
const trimmed = (text: string): string => text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');

type Form = (a: string, b: string) => { readonly code: string; readonly value: string };

const PYTHON: Readonly<Record<string, Form>> = {
  'a literal': (a) => ({ code: python(a), value: a }),
  'a literal over lines': (a) => ({ code: block(a), value: a }),
  'literals side by side': (a, b) => ({ code: `(${python(a)}\n    ${block(b)})`, value: a + b }),
  'a sum': (a, b) => ({ code: `${block(a)} + ${python(b)}`, value: a + b }),
  'an f-string': (a, b) => ({ code: `f${python(braces(a)).slice(0, -1)}{B}${python(braces(a)).slice(1)}`, value: a + b + a }),
  'joined items': (a, b) => ({ code: `"\\n".join([${python(a)}, B])`, value: `${a}\n${b}` }),
  'text filled in': (a, b) => ({ code: `${python(`${braces(a)}{it}`)}.format(it=B)`, value: a + b }),
  'stripped text': (a) => ({ code: `${block(`\n  ${a}\n\n`)}.strip()`, value: trimmed(a) }),
  'dedented text': () => ({ code: `textwrap.dedent("""\n    One.\n\n      Two.\n    """)`, value: '\nOne.\n\n  Two.\n' }),
};

const SCRIPT: Readonly<Record<string, Form>> = {
  'a literal': (a) => ({ code: script(a), value: a }),
  'JSON': (a) => ({ code: JSON.stringify(a), value: a }),
  'a template': (a) => ({ code: template(a), value: a }),
  'a sum': (a, b) => ({ code: `${template(a)} + ${script(b)}`, value: a + b }),
  'a template with a value in it': (a, b) => ({ code: `${template(a).slice(0, -1)}\${B}${template(a).slice(1)}`, value: a + b + a }),
  'joined items': (a, b) => ({ code: `[${script(a)}, B].join('\\n')`, value: `${a}\n${b}` }),
  'concatenated text': (a, b) => ({ code: `${script(a)}.concat(B)`, value: a + b }),
  'trimmed text': (a) => ({ code: `${template(`\n  ${a}\n\n`)}.trim()`, value: trimmed(a) }),
};

function holds(forms: Readonly<Record<string, Form>>, file: string, program: (code: string, other: string) => string): void {
  for (const [name, form] of Object.entries(forms)) {
    it(name, () => {
      fc.assert(
        fc.property(prompt, prompt, (a, b) => {
          const { code, value } = form(a, b);
          const [call] = createMemoryWorkspace([[file, program(code, b)]]).workspace.analyze(`${ROOT}/${file}`)!.calls;
          const tokens = encodings[0]!.expectedCount(value) + 7;
          expect(call!.cost.input, code).toEqual({ low: tokens, high: tokens });
        }),
        { numRuns: 25 },
      );
    });
  }
}

describe('what is counted of Python', () => {
  holds(PYTHON, 'app.py', (code, other) => `import textwrap\nimport openai\n\nB = ${python(other)}\nPROMPT = ${code}\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": PROMPT}])\n`);
});

describe('what is counted of TypeScript', () => {
  holds(SCRIPT, 'app.ts', (code, other) => `import OpenAI from 'openai';\n\nconst B = ${script(other)};\nconst PROMPT = ${code};\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: PROMPT }] });\n`);
});

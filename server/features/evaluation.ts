/**
 * An evaluation of two models on the prompt of one call, as a configuration of promptfoo: both providers, the known prompt with its holes as variables, cases to fill in, and a check that needs no
 * judge. Names are those of promptfoo 0.121.
 */
import type { AnalyzedCall, ModelCard, PromptPart, Task } from '../core/index.ts';
import { knownNumber } from '../core/model/callsite.ts';
import { capWithReasoning } from '../core/model/reasoning.ts';
import { fieldOf, type Value } from '../core/model/value.ts';

export interface Evaluation {
  /** YAML. */
  readonly text: string;
  /** The model in use and the one that may take its place. */
  readonly models: readonly [string, string];
}

/** What promptfoo calls a provider of `server/prices/`, before the model's name; for OpenAI by the API. */
const PROVIDERS: Readonly<Record<string, string>> = {
  anthropic: 'anthropic:messages:',
  openai: 'openai:chat:',
  google: 'google:',
  mistral: 'mistral:',
  cohere: 'cohere:chat:',
  groq: 'groq:',
  together: 'togetherai:',
  xai: 'xai:',
  deepseek: 'deepseek:',
  openrouter: 'openrouter:',
};

/** Cases to fill in: fewer say nothing, and a person adds more by copying. */
const CASES = 3;
/** Words for a number of tokens, rounded up. */
const WORDS_PER_TOKEN = 0.75;

/** Null where promptfoo has no name for the provider, or nothing of the prompt is known. */
export function evaluationOf(call: AnalyzedCall, current: ModelCard, candidate: ModelCard, place: string): Evaluation | null {
  const [first, second] = [providerOf(call, current), providerOf(call, candidate)];
  if (first === null || second === null || call.site.client.platform !== 'api') return null;
  const variables = createVariables();
  const messages = call.cost.parts.flatMap((part) => messageOf(part, variables));
  if (messages.length === 0) return null;
  const { tools, outputFormat, maxOutput } = call.site.parameters;
  const cap = knownNumber(maxOutput);
  const lines = [
    '# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json',
    `# ${current.id} against ${candidate.id} on the prompt of ${place}.`,
    '# Fill in real inputs below, then run: npx promptfoo@latest eval',
    ...(tools.state === 'absent' ? [] : ["# The call's tools are not part of this: add them to both providers (`config.tools`) where the answer depends on them."]),
    ...(outputFormat.state === 'absent' ? [] : ["# The call's schema is not part of this: add it to both providers (`config.response_format`), or ask for JSON in the prompt."]),
    `description: ${quoted(`${current.id} against ${candidate.id}`)}`,
    'providers:',
    ...provider(call, first, current, cap),
    ...provider(call, second, candidate, cap === null ? null : capWithReasoning(cap, candidate)),
    'prompts:',
    '  - |-',
    ...JSON.stringify(messages, null, 2).split('\n').map((line) => `    ${line}`),
    'defaultTest:',
    '  assert:',
    ...assertion(call),
    'tests:',
    ...cases(variables.names(), call.task),
  ];
  return { text: `${lines.join('\n')}\n`, models: [current.id, candidate.id] };
}

function providerOf({ site }: AnalyzedCall, card: ModelCard): string | null {
  if (card.provider === 'openai' && site.operation.api === 'openai-responses') return `openai:responses:${card.id}`;
  const prefix = PROVIDERS[card.provider];
  return prefix === undefined ? null : prefix + card.id;
}

function provider({ site }: AnalyzedCall, id: string, card: ModelCard, cap: number | null): readonly string[] {
  const temperature = knownNumber(site.parameters.temperature);
  const capName = site.operation.api === 'openai-responses' ? 'max_output_tokens' : card.provider === 'google' ? 'maxOutputTokens' : card.needsMaxCompletionTokens ? 'max_completion_tokens' : 'max_tokens';
  // promptfoo would send a cap and a temperature of its own: the call does not, and models that reason refuse them.
  const defaults = id.startsWith('openai:') ? ['      omitDefaults: true'] : [];
  // A model that reasons takes no temperature.
  const config = [...defaults, ...(cap === null ? [] : [`      ${capName}: ${cap}`]), ...(temperature === null || card.reasonsByDefault !== false ? [] : [`      temperature: ${temperature}`])];
  return [`  - id: ${quoted(id)}`, ...(config.length === 0 ? [] : ['    config:', ...config])];
}

// ---- the prompt ----------------------------------------------------------------------------------------------------------------------------

interface Message {
  readonly role: string;
  readonly content: string;
}

function messageOf({ role, value, label }: PromptPart, variables: Variables): readonly Message[] {
  if (role === 'tools') return [];
  const content = value === null ? variables.hole(label, 'input') : textOf(value, variables, 0);
  return [{ role: role === 'other' ? 'user' : role, content }];
}

/** Text as promptfoo reads it: holes are variables, and braces of the text itself are kept from being read as some. */
function textOf(value: Value, variables: Variables, depth: number): string {
  if (depth > 6) return variables.hole('input', 'input');
  switch (value.kind) {
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part.replace(/\{\{|\{%|\{#/g, "{{ '$&' }}") : variables.hole(part.label, 'input'))).join('');
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'list':
      return value.items.map((item) => textOf(item, variables, depth + 1)).join('\n');
    case 'record': {
      const inner = ['text', 'content', 'parts'].map((key) => fieldOf(value, key)?.value).find((field) => field !== undefined);
      return inner === undefined ? variables.hole('input', 'input') : textOf(inner, variables, depth + 1);
    }
    case 'either':
      return textOf(value.options.find(({ kind }) => kind === 'text') ?? value.options[0]!, variables, depth + 1);
    default:
      return variables.hole(nameOf(value), 'input');
  }
}

function nameOf({ origin: { name, expr } }: Value): string {
  return name ?? (expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : '');
}

interface Variables {
  /** The tag for what is only known at run time: the same for the same words. */
  hole(label: string, otherwise: string): string;
  names(): readonly string[];
}

function createVariables(): Variables {
  const byLabel = new Map<string, string>();
  return {
    hole(label, otherwise) {
      let name = byLabel.get(label);
      if (name === undefined) {
        // `ticket.body` is about the body, `len(items)` about the items.
        const words = label.match(/[A-Za-z_]\w*/g) ?? [];
        const base = (words.at(-1) ?? otherwise).replace(/^_+/, '') || otherwise;
        const taken = new Set(byLabel.values());
        name = base;
        for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
        byLabel.set(label, name);
      }
      return `{{${name}}}`;
    },
    names: () => [...byLabel.values()],
  };
}

// ---- what is checked -----------------------------------------------------------------------------------------------------------------------

/** That the answer has its form. Whether it is right needs the answers that a person expects: one a case. */
function assertion({ site, task }: AnalyzedCall): readonly string[] {
  if (site.parameters.outputFormat.state !== 'absent') return ['    - type: is-json'];
  if (task?.kind === 'yes-no') return ['    - type: regex', "      value: '^\\W*([Yy]es|YES|[Nn]o|NO|[Tt]rue|[Ff]alse)\\b'"];
  return ['    - type: word-count', '      value:', '        min: 1', ...(task === null || task.kind === 'translation' || task.kind === 'formatting' ? [] : [`        max: ${Math.ceil(task.answerTokens * WORDS_PER_TOKEN)}`])];
}

function cases(names: readonly string[], task: Task | null): readonly string[] {
  const isLabel = task !== null && ['classification', 'routing', 'moderation', 'yes-no'].includes(task.kind);
  const expected = isLabel ? ['    # assert:', '    #   - type: icontains', '    #     value: the label that is right for this input'] : ['    # assert:', '    #   - type: icontains', '    #     value: words that a right answer has'];
  return Array.from({ length: CASES }, (_, i) => [
    `  - description: ${quoted(`case ${i + 1}`)}`,
    ...(names.length === 0 ? [] : ['    vars:', ...names.map((name) => `      ${name}: ${quoted(`TODO: a real ${name.replace(/_/g, ' ')}`)}`)]),
    ...expected,
  ]).flat();
}

/** JSON's quotes are YAML's too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

import type { CallSite, ParameterUse } from '../core/model/callsite.ts';
import type { Fix, RelatedLocation } from '../core/model/finding.ts';
import { formatCount, formatDollars } from '../core/model/format.ts';
import { addParameter, calleePlace, isPassedAsNothing, preferredName, ratesOn, reasoningOf, regionalFactor, replaceUse } from '../core/model/mend.ts';
import type { ModelCard } from '../core/model/price.ts';
import type { Rule, Task } from '../core/model/rule.ts';
import { knownText, optionsOf } from '../core/model/value.ts';

/** Room for an answer to a person: about 750 words. */
const ANSWER = 1024;
/** Room for an answer that repeats its input: extracted, translated or reformatted text. */
const LONG_ANSWER = 4096;
/** Reasoning counts in the cap: one that is too small pays for the reasoning and returns nothing. */
const REASONED_ANSWER = 8192;
const REASONED_LABEL = 4096;

/** Answers of these kinds have a size of their own; those of the others grow with the input. */
const BOUNDED: ReadonlySet<Task['kind']> = new Set(['classification', 'yes-no', 'title', 'routing', 'scoring', 'moderation']);

export const missingMaxTokens = {
  // The pattern is common and touches the worst case only, so it does not paint a code base yellow.
  meta: { id: 'missing-max-tokens', severity: 'info', impact: 'worst case', fix: 'unsafe', onByDefault: 'yes', callers: 'none' },
  docs: {
    summary: 'Nothing limits how long the answer may get.',
    reports: 'A call without a cap on its output, where the API then allows as much as the model can write. The message says what one such answer costs.',
    why:
      'Output is the dearest part of a call, and a model that repeats itself or is talked into a long answer writes until it meets a limit. Without one in the request the limit is the ' +
      "model's own, 128,000 tokens with current models. Most answers end long before, so the cap does not lower the usual bill: it bounds the worst one.",
    whatToDo:
      'Add a cap a few times above the longest answer you expect, and handle an answer that was cut off by it. With a model that reasons leave room for that: reasoning counts in the cap, ' +
      'and a cap that is used up by it returns nothing and still costs.',
    silent: [
      'The API refuses a request without a cap, or has a small default of its own.',
      'The request is not wholly known: a spread or a dictionary from elsewhere may carry the cap.',
      'The call names no model: what sets one for it may set the cap too.',
      'The request goes to an endpoint of your own (`base_url`), whose default is not known.',
      'Embeddings and token counts, which have no output.',
      'Files of tests (`tests/`, `*.test.ts`, `test_*.py`), where nobody pays for the worst case.',
    ],
    examples: [
      {
        language: 'python',
        title: 'A chat call without a limit',
        bad: `from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str | None:
    response = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": question}],
    )
    return response.choices[0].message.content
`,
        good: `from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str | None:
    response = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": question}],
        max_tokens=1024,
    )
    return response.choices[0].message.content
`,
      },
      {
        language: 'typescript',
        title: 'A model that reasons',
        bad: `import OpenAI from "openai";

const client = new OpenAI();

export async function answer(question: string) {
  const response = await client.responses.create({
    model: "gpt-6.1-sol",
    input: question,
  });
  return response.output_text;
}
`,
        good: `import OpenAI from "openai";

const client = new OpenAI();

export async function answer(question: string) {
  const response = await client.responses.create({
    model: "gpt-6.1-sol",
    input: question,
    max_output_tokens: 8192,
  });
  return response.output_text;
}
`,
      },
    ],
  },

  *check(call, context) {
    const { site, task } = call;
    const { cap, kind } = site.operation;
    if (kind !== 'generate' || cap.absent !== 'model-maximum' || context.file === 'test') return;
    // On a server of one's own, nothing is paid for a long answer.
    if (site.client.platform === 'custom' || site.client.platform === 'local' || call.cost.card?.price.output === 0) return;
    // Whoever names the model for this call may give it its cap as well.
    if (site.model.state === 'absent') return;
    // A model object of the program's own may set one where it asks.
    const model = site.parameters.model.state === 'absent' ? null : site.parameters.model.value;
    if (model !== null && optionsOf(model).every(({ kind }) => kind === 'object' || kind === 'null')) return;
    const use = site.parameters.maxOutput;
    const emptied = use.state === 'unknown' && isPassedAsNothing(use) ? use.site : null;
    if (use.state !== 'absent' && emptied === null) return;
    if (site.parameters.extraBody.state !== 'absent') return;

    // A picture has a size, and sound a length: a cap in tokens would cut them off.
    if (isOtherThanText(site.parameters.modalities)) return;

    const { card } = call.cost;
    const name = nameFor(site, card);
    const size = sizeFor(site, card, task);
    const fix: Fix | null =
      name === null
        ? null
        : emptied !== null
          ? { title: `Limit the answer to ${formatCount(size)} tokens`, safety: 'unsafe', edits: [replaceUse(emptied, size)] }
          : site.request === null
            ? null
            : { title: `Limit the answer to ${formatCount(size)} tokens with \`${name}\``, safety: 'unsafe', edits: [addParameter(site.request, name, size)] };

    const related: RelatedLocation[] = [];
    if (task?.confidence === 'high' && task.at.path !== site.path) related.push({ at: task.at, message: `a ${task.kind}: ${task.grounds}` });
    if (site.request !== null && site.request.path !== site.path) {
      const target = site.request.kind === 'arguments' ? site.request.call : site.request.record;
      related.push({ at: { path: site.request.path, start: target.start, end: target.end }, message: 'the request is built here' });
    }
    yield {
      // Without a model there is no worst case to state: a library that passes its caller's model on is told in passing.
      ...(card === null ? { severity: 'hint' as const } : {}),
      at: calleePlace(site, context.text(site.path)),
      message: `${worstCase(site, card, context.today)} Most answers end long before; add ${name === null ? 'a cap' : `\`${name}\``} to bound the one that does not${reason(site, card)}.`,
      related,
      fixes: fix === null ? [] : [fix],
    };
  },
} satisfies Rule;

function isOtherThanText(use: ParameterUse): boolean {
  if (use.state === 'absent' || use.value === null) return use.state !== 'absent';
  return optionsOf(use.value).some((option) => option.kind !== 'list' || option.open !== null || option.items.some((item) => knownText(item)?.toLowerCase() !== 'text'));
}

function worstCase(site: CallSite, card: ModelCard | null, today: string): string {
  if (card === null || card.maxOutput === null) return "Nothing limits this answer but the model's own maximum.";
  const dollars = (card.maxOutput * ratesOn(card, today).output * regionalFactor(site, card)) / 1_000_000;
  const times = site.parameters.completions.state === 'absent' ? '' : ', times the number of completions';
  const model = site.model.state === 'known' ? card.id : `with ${card.id} it`;
  return `Nothing limits this answer: ${model} may ${site.model.state === 'known' ? 'write' : 'have'} ${formatCount(card.maxOutput)} tokens, ${formatDollars(dollars)} for one call${times}.`;
}

function reason(site: CallSite, card: ModelCard | null): string {
  return reasoningOf(site, card) === 'on' ? ', with room for its reasoning, which counts in the cap' : '';
}

/** The current name, or the older one for a model or an API that only takes that. */
function nameFor(site: CallSite, card: ModelCard | null): string | null {
  const other = site.operation.cap.nameForOthers;
  if (other !== undefined && (site.operation.legacy !== undefined || (card !== null && !card.needsMaxCompletionTokens))) return other;
  return preferredName(site, 'maxOutput');
}

/** Sized by the task where it is sure; never above what the model can write. */
function sizeFor(site: CallSite, card: ModelCard | null, task: Task | null): number {
  const bounded = task !== null && task.confidence === 'high' && BOUNDED.has(task.kind);
  // The arguments of a tool call are part of the answer, and useless when they are cut off.
  const long = site.parameters.tools.state !== 'absent' || (task !== null && !bounded && task.kind !== 'summary');
  const reasoning = reasoningOf(site, card);
  const size = reasoning === 'off' ? (bounded ? task.answerTokens : long ? LONG_ANSWER : ANSWER) : bounded ? REASONED_LABEL : REASONED_ANSWER;
  return Math.min(size, card?.maxOutput ?? size);
}

import { knownNumber, valuePlace, type CallSite } from '../core/model/callsite.ts';
import type { Fix, RelatedLocation, Report } from '../core/model/finding.ts';
import { formatCount, formatDollars } from '../core/model/format.ts';
import { certainCards, placeOf, replaceUse } from '../core/model/mend.ts';
import { priceRequest } from '../core/model/price-request.ts';
import { reasoningOf } from '../core/model/reasoning.ts';
import { isBoundedTask, nameOfTask, type AnalyzedCall, type Rule } from '../core/model/rule.ts';
import { isWithin, type Location } from '../core/model/text.ts';
import { siteExpr } from '../core/model/value.ts';

/** A cap is far above its task from this factor on, and from this many tokens on: below, the worst case is small change. */
const FACTOR = 4;
const SMALLEST = 1000;

export const oversizedMaxTokens = {
  meta: { id: 'oversized-max-tokens', severity: 'info', impact: 'worst case', fix: 'unsafe', onByDefault: 'yes', callers: 'each' },
  docs: {
    summary: 'The cap on the output is far above what the call can use, or above what is allowed.',
    reports:
      'A cap of at least four times a generous answer of the recognised task (a label, a title, a yes or no, a score); a cap above the model’s own maximum, which the API refuses; and a cap above ' +
      'the limit that the SDK sets for a request that neither streams nor sets a timeout.',
    why:
      'A cap costs nothing by itself: only tokens that were generated are billed. It is the limit of what one answer can cost that goes wrong, and with a cap of thousands of tokens ' +
      'on a one-word answer it limits nothing. OpenAI, Azure and Bedrock also count the whole cap against the rate limit while the call runs; Anthropic does not. A cap above the maximum fails on every call.',
    whatToDo: 'Lower the cap to a few times the longest answer that makes sense. For a long answer stream it, or set a timeout.',
    silent: [
      'The model reasons in this call, or may: reasoning counts in the cap.',
      'The task is not recognised with confidence, or its answer grows with the input (a label for each of several things, extraction, translation, formatting, summaries).',
      'The cap is below 1,000 tokens, or not known here.',
      'The cap is that of a model object that is asked for other things too.',
    ],
    examples: [
      {
        language: 'python',
        title: 'A label of one word',
        bad: `import anthropic

client = anthropic.Anthropic()


def classify(ticket: str):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=4096,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": ticket}],
    )
`,
        good: `import anthropic

client = anthropic.Anthropic()


def classify(ticket: str):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=50,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": ticket}],
    )
`,
      },
      {
        language: 'typescript',
        title: 'More than the model can write',
        bad: `import OpenAI from "openai";

const client = new OpenAI();

export const answer = (question: string) =>
  client.chat.completions.create({
    model: "gpt-4o",
    max_tokens: 100_000,
    messages: [{ role: "user", content: question }],
  });
`,
        good: `import OpenAI from "openai";

const client = new OpenAI();

export const answer = (question: string) =>
  client.chat.completions.create({
    model: "gpt-4o",
    max_tokens: 16384,
    messages: [{ role: "user", content: question }],
  });
`,
      },
    ],
  },

  *check(call, context) {
    const { site } = call;
    const use = site.parameters.maxOutput;
    const cap = knownNumber(use);
    if (site.operation.kind !== 'generate' || cap === null || use.state !== 'known') return;
    const report = aboveMaximum(call, cap) ?? aboveNonStreamingLimit(call, cap) ?? (isForTasksAlone(call, context.calls) ? aboveTask(call, cap, context.today) : null);
    if (report === null) return;
    const { target, ...rest } = report;
    const fix: Fix = { title: `Lower the cap to ${formatCount(target)} tokens`, safety: 'unsafe', edits: [replaceUse(use.site, target)] };
    yield { ...rest, at: placeOf(site, use, context.text(site.path)), related: [...definitionOf(call), ...(rest.related ?? [])], fixes: target > 0 && target < cap ? [fix] : [] };
  },
} satisfies Rule;

type Excess = Omit<Report, 'at' | 'fixes'> & { readonly target: number };

/** The API refuses the request. Only where every model that the call may use has a smaller maximum. */
function aboveMaximum({ site }: AnalyzedCall, cap: number): Excess | null {
  const cards = certainCards(site);
  if (cards === null || site.client.platform === 'custom') return null;
  const maxima = cards.map((card) => card.maxOutput ?? Infinity);
  const highest = Math.max(...maxima);
  if (cap <= highest) return null;
  const limit = nonStreamingLimit(site);
  const target = Math.min(Math.min(...maxima), limit ?? Infinity);
  const [card] = cards;
  return {
    target,
    severity: 'error',
    impact: 'breakage',
    message: `The cap of ${formatCount(cap)} tokens is above the ${formatCount(highest)} that ${card!.id} can write: the API refuses the request. Lower it to ${formatCount(target)} or less${limit !== null && target === limit ? ', the most that the SDK sends without streaming or a timeout' : ''}.`,
  };
}

/** The SDK throws before it sends the request. */
function aboveNonStreamingLimit({ site }: AnalyzedCall, cap: number): Excess | null {
  const limit = nonStreamingLimit(site);
  if (limit === null || cap <= limit) return null;
  return {
    target: limit,
    severity: 'error',
    impact: 'breakage',
    message: `Without streaming the SDK refuses a cap above ${formatCount(limit)} tokens, and this one is ${formatCount(cap)}: such an answer may take more than ten minutes. Stream it, set a timeout, or lower the cap.`,
  };
}

function nonStreamingLimit(site: CallSite): number | null {
  return site.streaming === 'no' && site.client.timeout === 'absent' ? (site.operation.cap.nonStreamingLimit ?? null) : null;
}

/** Whether every call that this cap is written for has a small task: that of a model object holds for whatever else it is asked. */
function isForTasksAlone({ site }: AnalyzedCall, calls: readonly AnalyzedCall[]): boolean {
  const written = writtenAt(site);
  return calls.every((other) => writtenAt(other.site) !== written || (other.task !== null && other.task.confidence === 'high' && isBoundedTask(other.task)));
}

function writtenAt(site: CallSite): string {
  const { path, start } = valuePlace(site.parameters.maxOutput) ?? site;
  return `${path}:${start}`;
}

/** A recognised task that needs far less. */
function aboveTask({ site, task, cost }: AnalyzedCall, cap: number, today: string): Excess | null {
  if (task === null || task.confidence !== 'high' || !isBoundedTask(task)) return null;
  if (cap < SMALLEST || cap < FACTOR * task.answerTokens) return null;
  const cards = certainCards(site);
  if (cards === null || cards.some((card) => reasoningOf(site, card) !== 'off')) return null;
  const { terms } = cost;
  const [dear, cheap] = [cap, task.answerTokens].map((output) => (terms === null ? null : priceRequest({ input: 0, output }, terms)));
  const price = dear == null || cheap == null ? 'but nothing stops an answer that runs on' : `but one answer that runs on costs ${formatDollars(dear.high)} instead of ${formatDollars(cheap.high)}`;
  return {
    target: task.answerTokens,
    message:
      `A cap of ${formatCount(cap)} tokens is far above what ${nameOfTask(task.kind)} needs, about ${formatCount(task.answerTokens)}: ${task.grounds}. ` +
      `Unused room is not billed, ${price}. Lower the cap.`,
    related: task.at.path === site.path ? [] : [{ at: task.at, message: `the task: ${task.grounds}` }],
  };
}

/** The constant that carries the cap, where the call only names it. */
function definitionOf({ site }: AnalyzedCall): readonly RelatedLocation[] {
  const use = site.parameters.maxOutput;
  if (use.state !== 'known' || use.value.kind !== 'number') return [];
  const { path, expr, name } = use.value.origin;
  if (path === use.site.path && isWithin(expr, siteExpr(use.site))) return [];
  const at: Location = { path, start: expr.start, end: expr.end };
  return [{ at, message: name === null ? 'the cap is set here' : `\`${name}\` is set here` }];
}

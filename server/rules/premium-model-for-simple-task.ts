import { isInCall, knownNumber, valuePlace, type CallSite } from '../core/model/callsite.ts';
import { scaleDollars, subtractDollars } from '../core/model/dollars.ts';
import type { FileEdit, Fix, RelatedLocation } from '../core/model/finding.ts';
import { formatCount, formatDollarRange, formatRatio } from '../core/model/format.ts';
import { calleePlace, isPassedAsNothing, placeOf, preferredName, removeUse, renameUse, replaceUse } from '../core/model/mend.ts';
import { priceOn, statusOn } from '../core/model/price-request.ts';
import type { ModelCard } from '../core/model/price.ts';
import { capWithReasoning, reasoningOf } from '../core/model/reasoning.ts';
import type { AnalyzedCall, Rule, RuleContext, Task } from '../core/model/rule.ts';
import { isWithin, type Location } from '../core/model/text.ts';
import { siteExpr } from '../core/model/value.ts';

/** What the model does. Scoring is left out: a score stands for a judgement, which is what a large model is for. */
const SIMPLE: Readonly<Partial<Record<Task['kind'], string>>> = {
  classification: 'to classify',
  extraction: 'to extract data',
  formatting: 'to reformat text',
  translation: 'to translate',
  routing: 'to route requests',
  title: 'to write a title',
  moderation: 'to moderate content',
  summary: 'to write a short summary',
  'yes-no': 'to answer yes or no',
  'query-rewrite': 'to rewrite a search query',
};

/** A model of the middle range is a sensible choice for most work; only where the small one costs next to nothing beside it is a simple task worth a word. */
const MIDDLE_RATIO = 10;

export const premiumModelForSimpleTask = {
  meta: { id: 'premium-model-for-simple-task', severity: 'warning', impact: 'bill', fix: 'unsafe', onByDefault: 'yes', callers: 'each' },
  docs: {
    summary: 'A large model does a task that a small one of the same provider does as well.',
    reports:
      "A call that names a model of the provider's upper range and whose task is recognised with confidence as a simple one: a classification, an extraction, formatting, a translation, routing, a title, " +
      'moderation, a search query rewritten or a short summary. A model of the middle range is reported, as an info, where the small one costs a tenth of it or less. Prompts are read in English, and short ones in German, French, Spanish, Portuguese, Italian, Russian, Chinese and Japanese. The message says from what the task was recognised, and what the smaller model would cost for the same call.',
    why: 'Within one provider the prices of the largest and the smallest model differ by a factor of two (Google, xAI) to a hundred (Anthropic, OpenAI); the message says which one it is for yours. On mechanical work the answers are often the same: a sample of your own inputs tells.',
    whatToDo: 'Try the smaller model on a few dozen real inputs and compare the answers before you switch. Keep the large one where they differ. In an editor a second action writes such a comparison for the call as a configuration ' +
      'of [promptfoo](https://www.promptfoo.dev): both models, the known prompt with its holes as variables, and cases to fill in; on the command line `promptcost evaluate PATH:LINE` prints it.',
    silent: [
      'The task is not recognised with confidence: a chat, an agent with tools, code, long prose, several tasks in one prompt, a judgement that asks for reasons, a field such as law or medicine.',
      'Only the form of the answer is told: one letter, or a yes or a no, may answer a hard question.',
      'The model is chosen by the caller or by the environment, or is not known here.',
      'Reasoning is switched on for the call.',
      'The provider has no cheaper current model.',
      'The model is no longer served: such a call has no answer and no price.',
    ],
    examples: [
      {
        language: 'python',
        title: 'A label from the largest model',
        bad: `import anthropic

client = anthropic.Anthropic()


def classify(ticket: str):
    return client.messages.create(
        model="claude-opus-4-6",
        max_tokens=50,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": ticket}],
    )
`,
        good: `import anthropic

client = anthropic.Anthropic()


def classify(ticket: str):
    return client.messages.create(
        model="claude-haiku-5-5",
        max_tokens=8192,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": ticket}],
    )
`,
      },
      {
        language: 'typescript',
        title: 'The title of a chat',
        bad: `import OpenAI from "openai";

const client = new OpenAI();

export const chatTitle = (firstMessage: string) =>
  client.chat.completions.create({
    model: "gpt-6.1-sol",
    max_completion_tokens: 2048,
    messages: [
      { role: "system", content: "Generate a short title of at most six words for the conversation." },
      { role: "user", content: firstMessage },
    ],
  });
`,
        good: `import OpenAI from "openai";

const client = new OpenAI();

export const chatTitle = (firstMessage: string) =>
  client.chat.completions.create({
    model: "gpt-6-luna",
    max_completion_tokens: 2048,
    messages: [
      { role: "system", content: "Generate a short title of at most six words for the conversation." },
      { role: "user", content: firstMessage },
    ],
  });
`,
      },
    ],
  },

  *check(call, context) {
    const { site, task } = call;
    if (site.operation.kind !== 'generate' || task === null || !isSimple(call)) return;
    const what = SIMPLE[task.kind]!;
    const [candidate, second] = site.model.candidates;
    if (site.model.state !== 'known' || candidate === undefined || second !== undefined || candidate.certainty !== 'certain' || candidate.lookup.kind !== 'known') return;
    const { card } = candidate.lookup;
    if (card.tier === 'small' || card.cheaper === null) return;
    // A name that is no longer served answers nothing, and costs nothing.
    if (statusOn(card, context.today) === 'retired') return;
    // Reasoning that was asked for says that the task is not as simple as it reads.
    if (site.parameters.reasoning.state !== 'absent' && !isPassedAsNothing(site.parameters.reasoning) && reasoningOf(site, card) !== 'off') return;
    const cheaper = context.models.cards.find((other) => other.id === card.cheaper && other.provider === card.provider);
    if (cheaper === undefined) return;

    const [rates, lower] = [priceOn(card, context.today), priceOn(cheaper, context.today)];
    const ratio = Math.min(rates.input / lower.input, rates.output / lower.output);
    if (!(ratio > 1) || (card.tier === 'mid' && ratio < MIDDLE_RATIO)) return;
    // The answer is the typical one: a worst case would hide the difference that counts.
    const [one, other] = [context.typically(call, card), context.typically(call, cheaper)];
    if (one === null || other === null) return;
    const [now, then] = [scaleDollars(one, 1000), scaleDollars(other, 1000)];
    const shared = isSetOutside(site);
    // A model object that is asked other things as well is not to be changed for this one.
    const asksMore = shared && context.calls.some((other) => other !== call && !isSimple(other) && sharesModel(other.site, site));
    const fix = asksMore || (shared && isElsewhere(site)) ? null : fixOf(site, card, cheaper, context);
    yield {
      ...(card.tier === 'mid' ? { severity: 'info' as const } : {}),
      at: asksMore ? calleePlace(site, context.text(site.path)) : placeOf(site, site.parameters.model, context.text(site.path)),
      message:
        `${candidate.id} is used here ${what}: ${task.grounds}. On ${cheaper.id}, at 1/${formatRatio(ratio)} of the price per token, 1,000 typical calls cost ${formatDollarRange(then)} instead of ${formatDollarRange(now)}. ` +
        `Compare both on a sample of real inputs, and switch where the answers agree${capCaveat(site, cheaper)}.`,
      related: relatedOf(call),
      fixes: fix === null ? [] : [fix],
      swap: { call: site.start, current: card.id, candidate: cheaper.id },
      saving: {
        dollarsPerThousandCalls: { low: subtractDollars(now.low, then.low), high: subtractDollars(now.high, then.high) },
        basis: `the same call on ${cheaper.id} instead of ${candidate.id} with a typical answer of ${formatCount(call.cost.output.low)} tokens; prices as of ${card.price.asOf}`,
      },
    };
  },
} satisfies Rule;

function isSimple({ task }: AnalyzedCall): boolean {
  return task !== null && task.confidence === 'high' && task.told === 'work' && SIMPLE[task.kind] !== undefined;
}

/** Whether the model is named in the settings of an object that other calls may go through as well. */
function isSetOutside(site: CallSite): boolean {
  const at = valuePlace(site.parameters.model);
  return at !== null && !isInCall(site, at);
}

function isElsewhere({ path, parameters: { model } }: CallSite): boolean {
  return valuePlace(model)?.path !== path;
}

function sharesModel(a: CallSite, b: CallSite): boolean {
  const [one, other] = [valuePlace(a.parameters.model), valuePlace(b.parameters.model)];
  return one !== null && other !== null && one.path === other.path && one.start === other.start && one.end === other.end;
}

function capCaveat(site: CallSite, cheaper: ModelCard): string {
  const cap = knownNumber(site.parameters.maxOutput);
  return cap !== null && capWithReasoning(cap, cheaper) > cap ? `; ${cheaper.reasonsByDefault === true ? 'it reasons, so' : 'if it reasons,'} the cap needs room for that` : '';
}

/**
 * The name is replaced where it is used, so that other users of a shared constant keep theirs. Ids of other platforms have forms of their own. What the smaller
 * model would refuse goes with it: the older name of the cap, and a temperature, which models that may reason do not take. A cap that its reasoning would use up is raised.
 */
function fixOf(site: CallSite, card: ModelCard, cheaper: ModelCard, context: RuleContext): Fix | null {
  const { maxOutput, temperature } = site.parameters;
  const candidate = site.model.candidates[0]!;
  const id = site.client.platform === 'api' ? nameLike(candidate.id, card, cheaper) : null;
  const named = id === null ? null : rename(site, id, context);
  if (named === null || id === null) return null;
  const cap = knownNumber(maxOutput);
  if (cap !== null && cheaper.maxOutput !== null && cap > cheaper.maxOutput) return null;
  const edits: FileEdit[] = [named];
  const said: string[] = [];
  if (cheaper.needsMaxCompletionTokens && maxOutput.state !== 'absent' && maxOutput.name !== null && maxOutput.name === site.operation.cap.nameForOthers) {
    const name = preferredName(site, 'maxOutput');
    const renamed = maxOutput.site === null || name === null ? null : renameUse(maxOutput.site, name);
    if (renamed === null) return null;
    edits.push(renamed);
  }
  if (cheaper.reasonsByDefault !== false && card.reasonsByDefault === false && temperature.state !== 'absent') {
    const removed = temperature.site === null ? null : removeUse(temperature.site);
    if (removed === null) return null;
    edits.push(removed);
    said.push('without a temperature');
  }
  const raised = cap === null ? null : capWithReasoning(cap, cheaper);
  if (raised !== cap && raised !== null) {
    if (maxOutput.state === 'absent' || maxOutput.site === null) return null;
    edits.push(replaceUse(maxOutput.site, raised));
    said.push(`with a cap of ${formatCount(raised)} tokens to leave room for its reasoning`);
  }
  if (isSetOutside(site)) said.push('for every call through this model object');
  else if (!isWrittenIn(site, candidate.at)) said.push('in this call only');
  return { title: [`Use ${id} instead of ${candidate.id}`, ...said].join(', '), safety: 'unsafe', edits };
}

/** The smaller model's name in the form of the larger one's: some SDKs put the provider in front. Null for forms of other platforms, and of deployments. */
function nameLike(id: string, card: ModelCard, cheaper: ModelCard): string | null {
  const [, prefix = '', name = id] = /^([\w-]+[/:])(.+)$/.exec(id) ?? [];
  if (prefix !== '' && prefix.slice(0, -1) !== card.provider) return null;
  return name === card.id || card.aliases.includes(name) || name.startsWith(`${card.id}-`) ? `${prefix}${cheaper.id}` : null;
}

/** The name is replaced where it is used; where that is an object made from it (`provider("name")`), the name in there. */
function rename(site: CallSite, id: string, context: RuleContext): FileEdit | null {
  const { model: use } = site.parameters;
  if (use.state === 'absent' || use.site === null || use.value === null) return null;
  const { at, id: written } = site.model.candidates[0]!;
  if (use.state === 'known' && use.value.kind === 'text') return replaceUse(use.site, id);
  const text = context.text(at.path).slice(at.start, at.end);
  return isWrittenIn(site, at) && text.slice(1, -1) === written && /^(['"`]).*\1$/.test(text) ? { path: at.path, edit: { kind: 'replace', target: at, value: id } } : null;
}

/** Whether a name stands in the expression that the call, or its object, gives for its model. */
function isWrittenIn(site: CallSite, at: Location): boolean {
  const { model: use } = site.parameters;
  return use.state !== 'absent' && use.site !== null && use.site.path === at.path && isWithin(at, siteExpr(use.site)) && siteExpr(use.site).kind !== 'name';
}

function relatedOf({ site, task }: AnalyzedCall): readonly RelatedLocation[] {
  const related: RelatedLocation[] = [];
  const { at } = site.model.candidates[0]!;
  if (!isInCall(site, at)) related.push({ at, message: 'the model is named here' });
  if (task !== null && !isInCall(site, task.at)) related.push({ at: task.at, message: 'the task is told here' });
  return related;
}

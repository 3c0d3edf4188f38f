import type { CallSite, ParameterUse, RequestSite } from '../core/model/callsite.ts';
import type { CallCost } from '../core/model/cost.ts';
import type { CallExpr } from '../core/model/facts.ts';
import type { Fix, RelatedLocation } from '../core/model/finding.ts';
import { formatCount, formatDollars } from '../core/model/format.ts';
import { calleePlace, firstLine, isPassedAsNothing, placeToAdd, preferredName, replaceUse, settingName, type PlaceToAdd } from '../core/model/mend.ts';
import { priceRequest, statusOn, termsFor } from '../core/model/price-request.ts';
import type { ModelCard } from '../core/model/price.ts';
import { reasoningOf, type Reasoning } from '../core/model/reasoning.ts';
import { isBoundedTask, type AnalyzedCall, type Rule, type RuleContext, type Task } from '../core/model/rule.ts';
import { namesFor } from '../core/model/sdk.ts';
import type { Location, Span } from '../core/model/text.ts';
import { knownText, optionsOf } from '../core/model/value.ts';

/** Room for a long answer: about 3,000 words. Less would cut off documents, code and JSON that a caller counts on. */
const ANSWER = 4096;
const SUMMARY = 1024;
/** Reasoning counts in the cap: one that is too small pays for the reasoning and returns nothing. */
const REASONED_ANSWER = 16_384;
const REASONED_LABEL = 8192;

/** What the message says of reasoning. */
const ROOM: Readonly<Record<Reasoning['state'], string>> = {
  on: ", with room for the model's reasoning, which counts in it",
  unknown: '; if the model reasons, leave room for that: it counts in the cap',
  off: '',
};

/** US dollars for one answer from which the worst case is more than small change: below, the finding is a hint. */
const WORTH_A_WORD = 0.1;

export const missingMaxTokens = {
  // The pattern is common and touches the worst case only, so it does not paint a code base yellow.
  meta: { id: 'missing-max-tokens', severity: 'info', impact: 'worst case', fix: 'unsafe', onByDefault: 'yes', callers: 'none' },
  docs: {
    summary: 'Nothing limits how long the answer may get.',
    reports:
      'A call without a cap on its output, where the API then allows as much as the model can write, or the SDK fills in that maximum by itself. The message says how long one such answer can get and what ' +
      'it costs. Calls through one model object (`llm = ChatOpenAI(…)`) have one finding, at the object, where the cap belongs.',
    why:
      'Output is the dearest part of a call, and a model that repeats itself or is talked into a long answer writes until it meets a limit. Without one in the request the limit is the ' +
      "model's own: 128,000 tokens with current Claude and GPT models, 65,536 with Gemini. Most answers end long before, so the cap does not lower the usual bill: it bounds the worst one. That is why nothing here is a warning. Where one " +
      'answer that runs on can cost ten cents or more, it is an info; below that, or where no price is known, it is a hint.',
    whatToDo:
      'Add a cap a few times above the longest answer you expect, and handle an answer that was cut off by it. With a model that reasons leave room for that: reasoning counts in the cap, ' +
      'and a cap that is used up by it returns nothing and still costs. Where the model is not known, the fix sets 4,096 tokens, which no model refuses.',
    silent: [
      'The API refuses a request without a cap, or has a small default of its own.',
      'The model cannot write more than 4,096 tokens in one answer, or its answer is held to a schema of a few values.',
      'The request is not wholly known: a spread or a dictionary from elsewhere may carry the cap.',
      'The call names no model: what sets one for it may set the cap too.',
      'The only model that it names is no longer served: such a call has no answer to limit.',
      'A run of an agent (`Runner.run`, `agent.run`, `create_agent(…).invoke`): it is many answers, and the number of its turns is what bounds it.',
      'The request goes to an endpoint of your own (`base_url`), whose default is not known, or to a model that costs nothing.',
      'Embeddings and token counts, which have no output; pictures and sound, whose size is not in tokens.',
      'Files of tests (`tests/`, `*.test.ts`, `test_*.py`), where nobody pays for the worst case. Folders of examples are code like any other; `promptcost.json` in such a folder can turn the rule off there.',
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
        max_tokens=4096,
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
    max_output_tokens: 16384,
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
    // A run goes on over many answers: its turns are what bounds it.
    if (site.operation.stepsWhenAbsent !== undefined) return;
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
    if (mayHoldCap(site.parameters.extraBody)) return;

    // A schema of a few values is a cap by itself.
    if (call.answer === 'bounded') return;
    // A picture has a size, and sound a length: a cap in tokens would cut them off.
    if (isOtherThanText(site.parameters.modalities)) return;

    const { card } = call.cost;
    // A name that is no longer served answers nothing; where another may be set, that one does.
    if (card !== null && statusOn(card, context.today) === 'retired' && namesNoOther(site.model, context.today)) return;
    const worst = card === null ? null : worstOf(call.cost, card);
    // The model's own maximum is a cap by itself.
    if (worst !== null && worst.tokens <= ANSWER) return;
    const name = nameInUse(site, context) ?? nameFor(site, card);
    const place = emptied !== null ? null : placeToAdd(site, 'maxOutput', name, context.resolve);
    const sharers = sharing(call, place, name, context);
    const size = Math.max(...sharers.map((other) => sizeFor(other.site, other.cost.card, other.task)));
    const edit = sharers.some(({ site: other }) => isAnybodysGuess(other)) ? null : emptied !== null ? replaceUse(emptied, size) : place === null ? null : place.add(size);
    const title = `Limit ${place?.shared === true ? 'its answers' : 'the answer'} to ${formatCount(size)} tokens${place === null ? '' : ` with \`${place.label}\``}`;
    const mayNeedMore = sharers.some((other) => other.cost.card === null && reasoningOf(other.site, null) === 'unknown');
    const fix: Fix | null = edit === null ? null : { title: mayNeedMore ? `${title}; a model that reasons needs more` : title, safety: 'unsafe', edits: [edit] };

    const builtAt = place === null ? null : builderOf(place.request, context);
    const shared = place?.shared === true && builtAt?.path === site.path;
    const asked = calleePlace(site, context.text(site.path));
    const related: RelatedLocation[] = [];
    if (shared) related.push({ at: asked, message: 'asked here' });
    else if (builtAt !== null && builtAt.path !== site.path) related.push({ at: builtAt, message: place?.shared === true ? 'the model is set up here' : 'the request is built here' });
    if (task?.confidence === 'high' && task.at.path !== site.path) related.push({ at: task.at, message: `a ${task.kind}: ${task.grounds}` });
    const capName = place?.label ?? name ?? settingName(site, 'maxOutput');
    yield {
      severity: worst !== null && worst.dollars >= WORTH_A_WORD ? 'info' : 'hint',
      // Calls through one model object have one place for the cap, and one finding.
      at: shared ? builtAt : asked,
      ...(place?.shared === true && builtAt !== null && builtAt.path !== site.path ? { elsewhere: builtAt } : {}),
      message:
        `${headline(site, worst, shared)} Most answers end long before that: a cap bounds the one that does not. ` +
        `Set ${capName === null ? 'one' : `\`${capName}\``}${ROOM[reasoningOf(site, card)]}.`,
      related,
      fixes: fix === null ? [] : [fix],
    };
  },
} satisfies Rule;

function isOtherThanText(use: ParameterUse): boolean {
  if (use.state === 'absent' || use.value === null) return use.state !== 'absent';
  return optionsOf(use.value).some((option) => option.kind !== 'list' || option.open !== null || option.items.some((item) => knownText(item)?.toLowerCase() !== 'text'));
}

/** Whether nothing that is served is named: what a call of several model objects names may be all there is, and the others are not named at all. */
function namesNoOther({ state, why, candidates }: CallSite['model'], today: string): boolean {
  return (state === 'known' || why === 'one of several') && candidates.every(({ lookup }) => lookup.kind === 'known' && statusOn(lookup.card, today) === 'retired');
}

/** What goes into a body past the SDK's own parameters: endpoints have names of their own for a cap. */
const MAY_CAP = /max|token|length|limit|config|option|param|predict/i;

function mayHoldCap(use: ParameterUse): boolean {
  if (use.state === 'absent') return false;
  const { value } = use;
  return use.state !== 'known' || value?.kind !== 'record' || value.open !== null || value.entries.some(({ key }) => MAY_CAP.test(key));
}

/** The calls that a cap in this place holds for: it leaves room for the one that needs most. */
function sharing(call: AnalyzedCall, place: PlaceToAdd | null, name: string | null, { calls, resolve }: RuleContext): readonly AnalyzedCall[] {
  if (place?.shared !== true) return [call];
  const at = ({ request }: PlaceToAdd): string => `${request.path}:${request.kind === 'arguments' ? request.call.start : request.record.start}`;
  const others = calls.filter(({ site }) => {
    const other = placeToAdd(site, 'maxOutput', name, resolve);
    return other !== null && at(other) === at(place);
  });
  return others.length === 0 ? [call] : others;
}

interface Worst {
  readonly card: ModelCard;
  /** The model's longest answer. */
  readonly tokens: number;
  /** US dollars for one such answer. */
  readonly dollars: number;
}

function worstOf({ terms }: CallCost, card: ModelCard): Worst | null {
  const tokens = card.maxOutput;
  const price = tokens === null || terms === null ? null : priceRequest({ input: 0, output: tokens }, termsFor(card, terms));
  return tokens === null || price === null ? null : { card, tokens, dollars: price.high };
}

function headline(site: CallSite, worst: Worst | null, shared: boolean): string {
  const what = shared ? 'Nothing limits the answers of this model' : 'Nothing limits this answer';
  if (worst === null) return `${what} but the model's own maximum.`;
  const { state, why } = site.model;
  const one = state === 'known' ? '' : why === 'one of several' ? ', one of several models here' : ', the default here';
  const each = site.parameters.completions.state === 'absent' ? '' : ' for each completion';
  return `${what}: ${shared ? 'each' : 'it'} may run to ${formatCount(worst.tokens)} tokens (${formatDollars(worst.dollars)}${each} on ${worst.card.id}${one}).`;
}

/** What is called where a request is written down: the call itself, or the construction of an object that carries it. */
function builderOf(request: RequestSite, { facts, text }: RuleContext): Location | null {
  const span = request.kind === 'arguments' ? request.call.callee : calleeAround(facts(request.path)?.calls ?? [], request.record);
  return { path: request.path, ...firstLine(text(request.path), span) };
}

/** The callee of the innermost call that a record is written in; the record itself where it stands alone. */
function calleeAround(calls: readonly CallExpr[], record: Span): Span {
  const around = calls.filter(({ callee, end }) => callee.end <= record.start && record.end <= end);
  return around.reduce<CallExpr | null>((inner, call) => (inner === null || call.end - call.callee.start < inner.end - inner.callee.start ? call : inner), null)?.callee ?? record;
}

/** The name under which other calls of the same kind of client set a cap in the file: of an SDK's names, the one that the version in use knows. */
function nameInUse({ client, operation, ecosystem }: CallSite, { calls }: RuleContext): string | null {
  if (operation.cap.nameForOthers !== undefined) return null;
  let used = namesInUse.get(calls);
  if (used === undefined) namesInUse.set(calls, (used = new Set(calls.flatMap(({ site }) => (site.parameters.maxOutput.state === 'absent' ? [] : [`${site.client.spec.names.join()} ${site.parameters.maxOutput.name}`])))));
  const ofClient = client.spec.names.join();
  return namesFor(operation.parameters.maxOutput?.names ?? [], ecosystem).find((name) => used.has(`${ofClient} ${name}`) && !name.includes('.')) ?? null;
}

/** The names under which the calls of a file set a cap, behind those of their clients. */
const namesInUse = new WeakMap<readonly AnalyzedCall[], ReadonlySet<string>>();

/** The current name, or the older one for a model, an API or an endpoint that only takes that. */
function nameFor(site: CallSite, card: ModelCard | null): string | null {
  const other = site.operation.cap.nameForOthers;
  // What hands on to any provider hands on to those that know the older name alone, unless the model is known to refuse that.
  const isOlder = site.operation.legacy !== undefined || (card !== null ? !card.needsMaxCompletionTokens : site.sdk.provider === null) || (card?.needsMaxCompletionTokens !== true && site.client.provider !== null && site.client.provider !== site.sdk.provider);
  return other !== undefined && isOlder ? other : preferredName(site, 'maxOutput');
}

/**
 * Sized by the task where it is sure; always below what the model can write, which would limit nothing. A model that is not known gets what every model can write: a cap above its maximum is refused on
 * each call, one that is small for its reasoning is seen to be, and the fix says so.
 */
function sizeFor(site: CallSite, card: ModelCard | null, task: Task | null): number {
  const sure = task !== null && task.confidence === 'high' ? task : null;
  const bounded = sure !== null && isBoundedTask(sure);
  const plain = bounded ? sure.answerTokens : sure?.kind === 'summary' && site.parameters.tools.state === 'absent' ? SUMMARY : ANSWER;
  const reasoning = reasoningOf(site, card);
  if (reasoning === 'off') return plain;
  if (card === null && reasoning === 'unknown') return ANSWER;
  const reasoned = Math.max(bounded ? REASONED_LABEL : REASONED_ANSWER, site.operation.cap.leastWithReasoning ?? 0);
  return card?.maxOutput != null && card.maxOutput <= reasoned ? plain : reasoned;
}

/** Whether no size can be told: the SDK refuses a small cap for some models, and which one it is is not known. */
function isAnybodysGuess({ model, operation }: CallSite): boolean {
  return operation.cap.leastWithReasoning !== undefined && model.candidates.length === 0;
}

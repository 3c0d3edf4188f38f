import type { CallSite } from '../core/model/callsite.ts';
import type { Expr } from '../core/model/facts.ts';
import type { Fix, Impact, RelatedLocation, Report, Severity } from '../core/model/finding.ts';
import { enumerate, formatDollarRange } from '../core/model/format.ts';
import { capitalizedLabel, FEW_TRIES, hasGrowingWaits, isMultiplying, paysAgain, retryFaults, TOLERATED_REQUESTS, type RetryFormSpec, type RetryLayer } from '../core/model/retry.ts';
import type { AnalyzedCall, Rule } from '../core/model/rule.ts';

/** After this many tries in all a provider's outage is not a blip any more. */
const TRIES = 5;

export const naiveRetry = {
  meta: { id: 'naive-retry', severity: 'warning', impact: 'bill', fix: 'unsafe', onByDefault: 'yes', callers: 'each' },
  docs: {
    summary: 'A call is tried again without a bound, whatever went wrong, or without growing waits.',
    reports:
      'A loop, a decorator or a wrapper around a call, or a handler that calls its own function again, that tries again without a bound, on errors that the same request meets again (a bad request, a wrong key, a model that does not ' +
      'exist), at once or after the same wait each time, for an answer that is turned down, or even after a success. One finding for each such layer; it lists what is wrong with it. Where `multiplied-retries` reports the layer and no answer is paid again, that finding says it.',
    why:
      'A request that the provider refuses (429, 5xx, 4xx) costs no tokens: trying it again costs the rate limit and time, which is why such findings are hints. Tokens are paid again where an ' +
      'answer was generated: it did not parse, it was cut off, or the client gave up waiting while the provider went on writing. Without a bound each of these can go on until somebody notices.',
    whatToDo:
      'Let the SDK do it: those of OpenAI, Anthropic and Groq retry connection errors, 408, 409, 429 and 5xx twice by default, with growing, jittered waits, and honour `Retry-After`; their option sets how often. Those of Google and Mistral only retry when told to. Where you need your ' +
      'own layer, bound it (5 tries, 30 seconds), name the errors, let the waits grow, and set the SDK to 0. An answer that does not parse is better prevented by structured output.',
    silent: [
      `The layer is bounded, retries only rate limits, timeouts and server errors, and its waits grow. With no more than ${FEW_TRIES} tries in all, waits of one length will do.`,
      `A library tries whatever went wrong again, but no more than ${FEW_TRIES} times in all, with growing waits, and no answer is thrown away: that is over before it does harm.`,
      'An answer that is turned down is asked for once more and no oftener, or the call says what form it must have (structured output, tools).',
      'A loop over work items that goes on after a failure (`for item in items: try … except: continue`): it sends each request once.',
      'A loop over models, keys or prompts, and one whose handler changes what is sent (a shorter history, the error told to the model): each round is another request.',
      'A loop whose waits grow does not read `Retry-After`: its later waits outlast it.',
      'A person is asked whether to try again.',
      'The failure ends the loop, or an error is raised again in every case.',
      'What is retried, how often, or how long it waits depends on something that is not known: that part is not judged.',
    ],
    examples: [
      {
        language: 'python',
        title: 'For ever, whatever the error is',
        bad: `import anthropic

client = anthropic.Anthropic()


def ask(question: str) -> str:
    while True:
        try:
            message = client.messages.create(
                model="claude-sonnet-5-5",
                max_tokens=512,
                messages=[{"role": "user", "content": question}],
            )
            return message.content[0].text
        except Exception as error:
            print(error)
`,
        good: `import anthropic

client = anthropic.Anthropic(max_retries=4)


def ask(question: str) -> str:
    message = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=512,
        messages=[{"role": "user", "content": question}],
    )
    return message.content[0].text
`,
      },
      {
        language: 'python',
        title: 'A library without a bound',
        bad: `import backoff
import openai

client = openai.OpenAI(max_retries=0)


@backoff.on_exception(backoff.expo, openai.RateLimitError)
def ask(question: str) -> str | None:
    completion = client.chat.completions.create(
        model="gpt-5.2",
        max_completion_tokens=512,
        messages=[{"role": "user", "content": question}],
    )
    return completion.choices[0].message.content
`,
        good: `import backoff
import openai

client = openai.OpenAI(max_retries=0)


@backoff.on_exception(backoff.expo, openai.RateLimitError, max_tries=5)
def ask(question: str) -> str | None:
    completion = client.chat.completions.create(
        model="gpt-5.2",
        max_completion_tokens=512,
        messages=[{"role": "user", "content": question}],
    )
    return completion.choices[0].message.content
`,
      },
      {
        language: 'typescript',
        title: 'An answer that does not parse is paid for each time',
        bad: `import OpenAI from "openai";

const client = new OpenAI();

export async function extract(text: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const completion = await client.chat.completions.create({
        model: "gpt-5.2",
        max_completion_tokens: 512,
        messages: [{ role: "user", content: \`Give me the names as JSON: \${text}\` }],
      });
      return JSON.parse(completion.choices[0]?.message.content ?? "");
    } catch (error) {
      console.warn(error);
    }
  }
  throw new Error("no answer");
}
`,
      },
    ],
  },

  *check(call, context) {
    if (call.site.operation.kind !== 'generate' && call.site.operation.kind !== 'embed') return;
    if (isProbe(call.site, context.text(call.site.path))) return;
    for (const layer of call.retries) {
      if (layer.kind === 'sdk' || (layer.attemptsKnown && layer.attempts !== null && layer.attempts < 2)) continue;
      const report = judge(layer, call);
      if (report !== null) yield { ...report, fixes: fixesOf(layer, triesFor(layer, call), (path, expr) => context.resolve(path, expr).kind === 'record') };
    }
  },
} satisfies Rule;

/** Whether a request only asks if somebody is there: for one token, which nobody reads. Its loop waits, as it must, until an answer comes. */
function isProbe({ parameters: { maxOutput }, call }: CallSite, text: string): boolean {
  if (maxOutput.state !== 'known' || maxOutput.value.kind !== 'number' || maxOutput.value.value > 1) return false;
  return /(?:^|[\n;{])\s*(?:await\s+)?$/.test(text.slice(Math.max(0, call.start - 200), call.start)) && /^[ \t]*;?[ \t]*(?:\r?\n(?!\s*[).\]])|$|#|\/\/)/.test(text.slice(call.end, call.end + 200));
}

function judge(layer: RetryLayer, call: AnalyzedCall): Report | null {
  const endless = layer.attemptsKnown && layer.attempts === null;
  if (layer.on === 'always') return wasted(layer, call);
  const faults = endless ? ['without a bound', ...retryFaults(layer)] : asksAgain(layer, call) ? ['when its answer is turned down'] : retryFaults(layer);
  if (faults.length === 0) return null;

  const lasting = layer.on === 'everything' || layer.on === 'permanent' || layer.on === 'result';
  const [impact, severity]: [Impact, Severity] = endless && lasting ? ['bill', 'warning'] : paysAgain(layer) ? ['bill', 'info'] : ['rate limit', 'hint'];
  const related = [requestOf(call)];
  if (layer.filterAt !== null) related.push({ at: layer.filterAt, message: layer.kind === 'loop' ? 'what happens after a failure' : 'what decides it' });
  if (layer.rejects !== null) related.push({ at: layer.rejects, message: 'an answer that is rejected here has been paid for' });
  const { construction, retries } = call.site.client;
  if (construction !== null && retries.from !== 'request' && (retries.count ?? 0) > 0) related.push({ at: { path: construction.path, start: construction.call.start, end: construction.call.end }, message: 'the SDK retries by itself' });
  return { at: layer.at, message: `${what(layer, faults)} ${why(layer, call, endless)} ${todo(layer, call)}`, impact, severity, related };
}

/** Whether an answer that is turned down is asked for more than once more, with nothing said of the form that it must have. */
function asksAgain({ on, rejects, attempts, attemptsKnown }: RetryLayer, { site }: AnalyzedCall): boolean {
  return on === 'result' && rejects !== null && attemptsKnown && attempts !== null && attempts > 2 && site.parameters.outputFormat.state === 'absent' && site.parameters.tools.state === 'absent';
}

/** A loop that was meant to retry but that no success leaves. */
function wasted(layer: RetryLayer, call: AnalyzedCall): Report {
  const { dollars } = call.cost;
  return {
    at: layer.at,
    message:
      `${capitalizedLabel(layer)} sends this request ${layer.attempts!} times even when it succeeds, and keeps only the last answer. ` +
      `${dollars === null ? 'Each of them is paid for.' : `Each of them costs ${formatDollarRange(dollars)}.`} Leave the loop after a success.`,
    impact: 'bill',
    severity: 'warning',
    related: [requestOf(call), ...(layer.filterAt === null ? [] : [{ at: layer.filterAt, message: 'only a failure was meant to come round again' }])],
  };
}

function requestOf({ site: { path, call: { callee } } }: AnalyzedCall): RelatedLocation {
  return { at: { path, start: callee.start, end: callee.end }, message: 'the request' };
}

function what(layer: RetryLayer, faults: readonly string[]): string {
  const times = layer.attempts === null || !layer.attemptsKnown ? '' : ` ${layer.attempts === 2 ? 'once' : `up to ${layer.attempts - 1} times`}${layer.attemptsFrom === 'default' ? ' by default' : ''},`;
  return `${capitalizedLabel(layer)} sends this request again${times} ${enumerate(faults)}.`;
}

function why(layer: RetryLayer, call: AnalyzedCall, endless: boolean): string {
  if (paysAgain(layer)) {
    const { dollars } = call.cost;
    return `Each answer that comes back and is rejected ${dollars === null ? 'is paid for' : `costs ${formatDollarRange(dollars)}`}.`;
  }
  if (endless && (layer.on === 'everything' || layer.on === 'permanent')) return 'A request that can never succeed is sent until somebody notices, and each answer that comes too late for a timeout may be billed.';
  return 'A refused request costs no tokens, but uses up the rate limit and time; one that times out may be billed all the same.';
}

function todo(layer: RetryLayer, call: AnalyzedCall): string {
  const { count } = call.site.client.retries;
  const own = count !== null && count > 0 ? `; the SDK itself already retries ${count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`}` : '';
  if (layer.on === 'result') return layer.attempts === null ? 'Bound it, and ask for structured output instead of checking afterwards.' : 'Ask for structured output, or tell the model what was wrong: the same request tends to bring the same answer.';
  // What is in order already needs no advice.
  const isBounded = layer.attemptsKnown && layer.attempts !== null && layer.attempts <= TRIES;
  const waits = hasGrowingWaits(layer) ? [] : ['with growing waits'];
  if (layer.on === 'transient' || layer.on === 'unknown') return `${isBounded ? 'Let the waits between the tries grow' : ['Try at most', TRIES, 'times', ...waits].join(' ')}${own}.`;
  const how = [...(isBounded ? [] : [`in at most ${TRIES} tries`]), ...waits].join(' and ');
  return `Retry only rate limits, timeouts and server errors${how === '' ? '' : `, ${how}`}${own}.`;
}

/** The bound of a layer whose tries multiply with those of the layers below it. */
function triesFor(layer: RetryLayer, call: AnalyzedCall): number {
  if (layer.on !== 'transient' && layer.on !== 'everything') return TRIES;
  const below = call.retries.slice(0, call.retries.indexOf(layer)).reduce((product, inner) => product * (isMultiplying(inner) ? inner.attempts : 1), 1);
  // Whatever went wrong is tried again so often and no more.
  const most = layer.on === 'everything' && hasGrowingWaits(layer) && layer.rejects === null ? FEW_TRIES : TRIES;
  // More requests than are tolerated are what `multiplied-retries` reports: a fix must not lead there.
  return below === 1 ? most : Math.min(most, Math.floor(TOLERATED_REQUESTS / below));
}

/** Only a bound can be given in one option of every library; which errors and how to wait are the library's own words, and so is their import. */
function fixesOf(layer: RetryLayer, tries: number, isRecord: (path: string, expr: Expr) => boolean): readonly Fix[] {
  const { library } = layer;
  if (library === null || library.call === null || !layer.attemptsKnown || layer.attempts !== null || tries < 2) return [];
  const option = boundOf(library.form);
  if (option === null) return [];
  const { call, path } = library;
  const value = option.means === 'retries' ? tries - 1 : tries;
  const fix = (edit: Fix['edits'][number]['edit']): readonly Fix[] => [{ title: `Stop after ${tries} tries`, safety: 'unsafe', edits: [{ path, edit }] }];
  const named = call.args.find((argument) => argument.kind === 'named' && argument.name === option.name);
  if (named !== undefined) return fix({ kind: 'replace', target: named.value, value });
  if (library.form.functionArgument === undefined || call.args.some((argument) => argument.kind === 'named')) return fix({ kind: 'addArgument', call, name: option.name, value });
  const given = call.args[library.form.functionArgument + 1];
  if (given === undefined) return fix({ kind: 'addPositional', call, value: { kind: 'record', entries: [[option.name, value]] } });
  if (given.value.kind !== 'record' || !isRecord(path, given.value)) return [];
  const entry = given.value.entries.find((candidate) => candidate.kind === 'entry' && candidate.key === option.name);
  return fix(entry === undefined ? { kind: 'addEntry', record: given.value, key: option.name, value } : { kind: 'replace', target: entry.value, value });
}

function boundOf(form: RetryFormSpec): { readonly name: string; readonly means: 'attempts' | 'retries' } | null {
  for (const { name, means } of form.options) if (typeof name === 'string' && (means === 'attempts' || means === 'retries')) return { name, means };
  return null;
}

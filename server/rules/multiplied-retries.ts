import type { Fix, FileEdit } from '../core/model/finding.ts';
import { enumerate } from '../core/model/format.ts';
import { capitalizedLabel, isMultiplying, paysAgain, retryFaults, TOLERATED_REQUESTS, type RetryLayer } from '../core/model/retry.ts';
import type { AnalyzedCall, Rule, RuleContext } from '../core/model/rule.ts';
import { namesFor } from '../core/model/sdk.ts';

export const multipliedRetries = {
  meta: { id: 'multiplied-retries', severity: 'info', impact: 'worst case', fix: 'unsafe', onByDefault: 'yes', callers: 'each' },
  docs: {
    summary: 'Retries around retries: the tries of each layer multiply.',
    reports:
      `Two or more layers around a call that all try again after rate limits, timeouts or server errors (a loop, a decorator, the SDK itself), where one call can become more than ${TOLERATED_REQUESTS} requests. ` +
      'The message shows the product and links each layer; what `naive-retry` would say of how a layer retries is said there too, once.',
    why:
      'A layer cannot see that the one below it has already tried: three tries around an SDK that tries three times are nine requests, five are fifteen. During an outage that is nine times the load on ' +
      'the rate limit that everybody shares, and minutes of waiting. Each request that timed out while the provider was writing may be billed.',
    whatToDo: "Keep one layer. Either delete your own and raise the SDK's option, or set the SDK's option to 0 for this call.",
    silent: [
      `The product is ${TOLERATED_REQUESTS} or less.`,
      'The number of tries of a layer is not known, or what it retries.',
      'The outer layer does not retry what the inner one does: it only asks again for answers that do not parse.',
      'The inner layer keeps its failure to itself (it returns a fallback), so that the outer one never sees it.',
      'A layer without a bound: that is what `naive-retry` reports.',
    ],
    examples: [
      {
        language: 'python',
        title: 'A decorator around a client that retries',
        bad: `from anthropic import Anthropic
from tenacity import retry, stop_after_attempt, wait_random_exponential

client = Anthropic()


@retry(stop=stop_after_attempt(5), wait=wait_random_exponential(max=30))
def ask(question: str) -> str:
    message = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=512,
        messages=[{"role": "user", "content": question}],
    )
    return message.content[0].text
`,
        good: `from anthropic import Anthropic
from tenacity import retry, stop_after_attempt, wait_random_exponential

client = Anthropic(max_retries=0)


@retry(stop=stop_after_attempt(5), wait=wait_random_exponential(max=30))
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
        language: 'typescript',
        title: 'A loop around a client that retries',
        bad: `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

export async function ask(question: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.messages.create({
        model: "claude-sonnet-5-5",
        max_tokens: 512,
        messages: [{ role: "user", content: question }],
      });
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
    }
  }
}
`,
        good: `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

export async function ask(question: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.messages.create({
        model: "claude-sonnet-5-5",
        max_tokens: 512,
        messages: [{ role: "user", content: question }],
      }, { maxRetries: 0 });
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
    }
  }
}
`,
      },
    ],
  },

  *check(call, context) {
    const layers = call.retries.filter(isMultiplying);
    const product = layers.reduce((total, layer) => total * layer.attempts, 1);
    if (layers.length < 2 || product <= TOLERATED_REQUESTS) return;
    const outermost = layers.at(-1)!;
    const factors = [...layers].reverse().map((layer, i) => `${layer.attempts} ${i === 0 ? 'tries ' : ''}of ${layer.label}${note(layer, call)}`);
    const timeouts = layers.every((layer) => layer.kind === 'sdk' || layer.on === 'everything');
    const fix = fixOf(call, context);
    // How a layer retries is no finding of its own beside this one, but where answers are paid again.
    const naive = layers.filter((layer) => layer.kind !== 'sdk' && !paysAgain(layer) && retryFaults(layer).length > 0);
    yield {
      at: outermost.at,
      message:
        `One call can become ${product} requests: ${factors.join(' × ')}. ` +
        (timeouts ? 'Each layer starts the one below it again, and every request that times out may be billed. ' : 'Each layer starts the one below it again, which uses up the rate limit and takes time. ') +
        naive.map((layer) => `${capitalizedLabel(layer)} also retries ${enumerate(retryFaults(layer))}. `).join('') +
        (layers[0]!.kind === 'sdk' ? "Keep one layer: drop your own, or set the SDK's own retries to 0." : 'Keep one layer.'),
      related: layers.filter((layer) => layer !== outermost).map((layer) => ({ at: layer.at, message: `${layer.attempts} tries of ${layer.label}` })),
      fixes: fix === null ? [] : [fix],
      says: { rule: 'naive-retry', at: naive.map(({ at }) => at) },
      ...(timeouts ? {} : ({ impact: 'rate limit', severity: 'hint' } as const)),
    };
  },
} satisfies Rule;

function note(layer: RetryLayer, call: AnalyzedCall): string {
  if (layer.kind === 'sdk') return call.site.client.retries.from === 'default' ? ' (its default)' : '';
  return layer.attemptsFrom === 'default' ? ' (by default)' : '';
}

/** Sets the SDK's retries to 0: for this request where its API has such an option, else for a client that only such calls use. */
function fixOf(call: AnalyzedCall, context: RuleContext): Fix | null {
  const { site } = call;
  const { client, operation, ecosystem } = site;
  if (call.retries[0]?.kind !== 'sdk' || (client.retries.count ?? 0) === 0) return null;
  const options = operation.requestOptions;
  if (client.retries.from !== 'request' && options !== undefined && ecosystem === 'javascript') {
    const { args } = site.call;
    const fix = (edit: FileEdit['edit']): Fix => ({ title: 'Turn off the retries of the SDK for this request', safety: 'unsafe', edits: [{ path: site.path, edit }] });
    if (args.length === options.argument && !args.some((argument) => argument.kind === 'spread')) return fix({ kind: 'addPositional', call: site.call, value: { kind: 'record', entries: [[options.retries, 0]] } });
    const given = args[options.argument];
    return given?.value.kind === 'record' ? fix({ kind: 'addEntry', record: given.value, key: options.retries, value: 0 }) : null;
  }
  const name = namesFor(client.spec.retries.names, ecosystem)[0];
  const { construction } = client;
  if (ecosystem !== 'python' || name === undefined || name.includes('.') || construction === null || construction.path !== site.path || client.retries.from === 'request') return null;
  const sharing = context.calls.filter((other) => other.site.client.construction?.call === construction.call);
  if (sharing.some((other) => other.retries.filter(isMultiplying).length < 2)) return null;
  const written = construction.call.args.find((argument) => argument.kind === 'named' && argument.name === name);
  const edit: FileEdit['edit'] = written === undefined ? { kind: 'addArgument', call: construction.call, name, value: 0 } : { kind: 'replace', target: written.value, value: 0 };
  if (written === undefined && client.retries.from !== 'default') return null;
  return { title: `Turn off the retries of this client (\`${name}=0\`)`, safety: 'unsafe', edits: [{ path: construction.path, edit }] };
}

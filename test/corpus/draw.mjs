// node test/corpus/draw.mjs FOLDER [--seed N] [--per N] [--repository OWNER/NAME] [--verbs LIST] [--files EXTENSIONS] [--fresh]: draws call sites for review, at random and without
// asking the product. `--fresh` leaves out what stands within a few lines of something that was reviewed.
// FOLDER holds one checkout a repository, named `owner+name`. Fetches nothing. The patterns are wide on purpose: whatever looks like a call of some SDK is a candidate, prose and
// comments included, and a person says what it is. The draw is even over strata (repository, SDK that the file mentions, verb, kind of file), so that rare SDKs appear at all.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const option = (name, absent) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : absent);
const folder = process.argv[2];
const seed = Number(option('--seed', 20261124));
const per = Number(option('--per', 4));
const named = option('--verbs', undefined)?.split(',');
const only = option('--repository', undefined);
const extensions = option('--files', undefined)?.split(',');
const fresh = process.argv.includes('--fresh');
if (folder === undefined || Number.isNaN(seed + per)) {
  console.error('usage: node test/corpus/draw.mjs FOLDER [--seed N] [--per N] [--repository OWNER/NAME] [--verbs LIST] [--files EXTENSIONS] [--fresh]');
  process.exit(2);
}

/** What a file says anywhere that speaks of an SDK; the first that fits a verb names the stratum. */
const MENTIONS = {
  instructor: /\binstructor\b/,
  groq: /\bgroq\b/i,
  together: /\bfrom together\b|\bimport together\b|together-ai/,
  mistral: /mistralai/,
  cohere: /\bcohere\b|cohere-ai/i,
  azure: /AzureOpenAI|azure_openai/,
  openrouter: /openrouter/i,
  deepseek: /deepseek/i,
  xai: /\bx\.ai\b|\bxai\b/i,
  litellm: /\blitellm\b/,
  'openai-agents': /from agents\b|@openai\/agents/,
  'claude-agent': /claude_agent_sdk|claude-agent-sdk|claude_code_sdk|claude-code/,
  'pydantic-ai': /pydantic_ai/,
  'llama-index': /llama_index|llamaindex/,
  langchain: /langchain|langgraph/,
  dspy: /\bdspy\b/,
  'vercel-ai': /['"]ai['"]|@ai-sdk\//,
  google: /google\.genai|from google import genai|@google\/genai|generativeai|generative-ai|vertexai/,
  bedrock: /bedrock/i,
  ollama: /\bollama\b/i,
  anthropic: /anthropic/i,
  openai: /openai/i,
};

const HOSTS =
  /api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis\.com|aiplatform\.googleapis\.com|api\.mistral\.ai|api\.cohere\.(?:ai|com)|api\.groq\.com|api\.together\.(?:xyz|ai)|openrouter\.ai|api\.deepseek\.com|api\.x\.ai|localhost:11434|openai\.azure\.com|api\.perplexity\.ai/;

/** Verbs of all SDKs, each with the SDKs it may belong to. A verb that many other things have is drawn where the file mentions one of its SDKs, and in a stratum `none` elsewhere. */
const VERBS = [
  ['completions', /\bcompletions?\s*\.\s*(?:create|parse|stream|runTools|create_with_completion|create_partial|create_iterable)\s*\(|\bChatCompletion\s*\.\s*a?create\s*\(|\bcreateChatCompletion\s*\(/g],
  ['responses', /\bresponses\s*\.\s*(?:create|parse|stream|compact)\s*\(/g],
  ['embeddings', /\bembeddings?\s*\.\s*create\s*\(|\b(?:embed_content|embedContent|embed_query|embedQuery|embed_documents|embedDocuments|embedMany|get_text_embedding)\s*\(/g],
  ['messages', /\bmessages\s*\.\s*(?:create|stream|parse|count_tokens|countTokens)\s*\(/g],
  ['create', /(?<!\b(?:completions?|responses|messages|embeddings?|Object|z)\s*)\.\s*create\s*\(/g],
  ['generateText', /\b(?:generateText|streamText|generateObject|streamObject)\s*\(/g],
  ['invoke', /\.\s*a?invoke\s*\(/g],
  ['stream', /(?<!\b(?:completions?|responses|messages)\s*)\.\s*a?stream(?:_events|Events)?\s*\(/g],
  ['batch', /\.\s*a?batch\s*\(/g],
  ['completion', /\b(?:a?completion|a?text_completion|batch_completion|a?embedding|a?responses)\s*\(/g],
  ['generate_content', /\b(?:generate_content|generateContent)\w*\s*\(/g],
  ['send_message', /\.\s*(?:send_message|sendMessage)\w*\s*\(/g],
  ['bedrock', /\bconverse(?:_stream|Stream)?\s*\(|\binvoke_?model\w*\s*\(|\b(?:InvokeModel|Converse)\w*Command\s*\(/gi],
  ['chat', /\.\s*(?:a?chat|chat_stream|chatStream|stream_chat|astream_chat)\s*\(/g],
  ['complete', /\.\s*(?:a?complete|complete_async|stream_complete|astream_complete)\s*\(/g],
  ['generate', /\.\s*a?generate\s*\(/g],
  ['predict', /\.\s*a?predict\s*\(/g],
  ['run', /\.\s*(?:run|run_sync|run_stream|run_streamed|arun)\s*\(/g],
  ['run-function', /(?<![.\w])run\s*\(/g, ['openai-agents']],
  ['query', /(?<!\w)query\s*\(/g, ['claude-agent']],
  ['llm', /\b(?:self\s*\.\s*)?(?:llm|lm)\s*\(/g],
  ['http', /\b(?:fetch|axios(?:\s*\.\s*post)?|\w*(?:requests|httpx|client|session|http)\w*\s*\.\s*(?:post|stream|request))\s*\(/gi, 'hosts'],
  ['dspy-module', null, ['dspy']],
];

const TELLING = new Set(['completions', 'responses', 'messages', 'generateText', 'generate_content', 'bedrock', 'run-function', 'invoke', 'dspy-module', 'chat']);

/** Verbs that were thought of after the first draw: named by `--verbs`, drawn with a seed of their own, so that the first draw stays what it was. */
const LATER = [['embed', /\.\s*embed\s*\(/g]];

const CODE = /\.(?:py|ts|tsx|js|jsx|mjs|cjs|mts|cts|vue|svelte|ipynb)$/;
const TEST = /(?:^|\/)(?:tests?|__tests__|e2e|spec)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|_test\.py$|\.(?:test|spec)\.[jt]sx?$/;

const random = mulberry32(seed);
const candidates = [];
for (const name of readdirSync(folder).sort()) {
  if (!name.includes('+') || (only !== undefined && name !== only.replace('/', '+'))) continue;
  const root = path.join(folder, name);
  const reviewed = fresh ? reviewedLines(name) : new Map();
  for (const file of files(root, '')) candidates.push(...candidatesOf(name.replace('+', '/'), root, file).filter((candidate) => !isReviewed(reviewed, candidate)));
}
const drawn = new Map();
for (const candidate of shuffled(candidates)) {
  const stratum = `${candidate.repository} ${candidate.sdk} ${candidate.verb} ${candidate.place}`;
  const taken = drawn.get(stratum) ?? [];
  if (taken.length < shareOf(candidate)) drawn.set(stratum, [...taken, candidate]);
}
const chosen = [...drawn.values()].flat().sort((a, b) => a.repository.localeCompare(b.repository) || a.path.localeCompare(b.path) || (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line);
for (const candidate of chosen) console.log(JSON.stringify(candidate));
console.error(`${chosen.length} of ${candidates.length} candidates drawn, seed ${seed}`);

/** Tests and files that mention no SDK are look-alikes nearly always: one of each stratum is enough. Verbs that are calls more often than not get more. */
function shareOf({ sdk, verb, place }) {
  if (place === 'test' || sdk === 'none') return 1;
  return TELLING.has(verb) ? 3 * per : per;
}

/** Lines with a verdict, by file and cell. */
function reviewedLines(name) {
  const lines = new Map();
  const file = path.join(import.meta.dirname, 'reviewed', `${name}.json`);
  if (!existsSync(file)) return lines;
  for (const { path: of, cell, line } of JSON.parse(readFileSync(file, 'utf8')).items) {
    const place = `${of} ${cell ?? ''}`;
    lines.set(place, [...(lines.get(place) ?? []), line]);
  }
  return lines;
}

/** A verdict stands where the expression of a call begins, a candidate where its verb is. */
function isReviewed(reviewed, { path: of, cell, line }) {
  return (reviewed.get(`${of} ${cell ?? ''}`) ?? []).some((other) => Math.abs(other - line) <= 5);
}

function* files(root, below) {
  for (const entry of readdirSync(path.join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') yield* files(root, file);
    else if (entry.isFile() && CODE.test(entry.name) && extensions?.some((extension) => entry.name.endsWith(`.${extension}`)) !== false && !entry.name.includes('.min.') && statSync(path.join(root, file)).size < 30e6) yield file;
  }
}

function candidatesOf(repository, root, file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const notebook = file.endsWith('.ipynb');
  const cells = notebook ? cellsOf(text) : [{ cell: null, source: text }];
  const whole = notebook ? cells.map(({ source }) => source).join('\n') : text;
  const mentioned = Object.keys(MENTIONS).filter((sdk) => MENTIONS[sdk].test(whole));
  const place = notebook ? 'notebook' : TEST.test(file) ? 'test' : 'source';
  const modules = mentioned.includes('dspy') ? dspyModules(whole) : null;
  const found = [];
  for (const { cell, source } of cells) {
    const lines = source.split('\n');
    const starts = [];
    for (let at = 0, i = 0; i < lines.length; at += lines[i].length + 1, i++) starts.push(at);
    for (const [verb, pattern, needs] of named === undefined ? VERBS : [...VERBS, ...LATER].filter(([verb]) => named.includes(verb))) {
      if (Array.isArray(needs) && !needs.some((sdk) => mentioned.includes(sdk))) continue;
      const search = pattern ?? modules;
      if (search === null) continue;
      for (const match of source.matchAll(search)) {
        const line = lineAt(starts, match.index + match[0].search(/\S/));
        const near = lines.slice(Math.max(0, line - 12), line + 8).join('\n');
        if (needs === 'hosts' && !HOSTS.test(near)) continue;
        const sdk = verb === 'http' ? 'http' : (mentioned[0] ?? 'none');
        found.push({ repository, path: file, cell, line: line + 1, sdk: verb === 'http' ? sdk : sdkFor(verb, mentioned), verb, place, code: lines[line].trim().slice(0, 120) });
      }
    }
  }
  return found;
}

/** The strata of a verb: an SDK that has it and that the file mentions. */
function sdkFor(verb, mentioned) {
  const owners = {
    completions: ['instructor', 'groq', 'together', 'azure', 'openrouter', 'deepseek', 'xai', 'litellm', 'openai'],
    responses: ['azure', 'litellm', 'openai'],
    embeddings: ['together', 'mistral', 'cohere', 'azure', 'litellm', 'google', 'ollama', 'langchain', 'llama-index', 'vercel-ai', 'openai'],
    messages: ['instructor', 'bedrock', 'anthropic'],
    create: ['instructor', 'anthropic', 'openai'],
    generateText: ['openrouter', 'vercel-ai'],
    invoke: ['langchain'],
    stream: ['langchain', 'mistral', 'vercel-ai', 'pydantic-ai', 'anthropic'],
    batch: ['langchain', 'dspy'],
    completion: ['litellm', 'openai'],
    generate_content: ['google'],
    send_message: ['google'],
    bedrock: ['bedrock'],
    chat: ['mistral', 'cohere', 'ollama', 'llama-index'],
    complete: ['mistral', 'llama-index'],
    generate: ['ollama', 'cohere', 'vercel-ai', 'langchain'],
    predict: ['langchain', 'llama-index', 'dspy', 'google'],
    run: ['openai-agents', 'pydantic-ai', 'langchain', 'llama-index'],
    'run-function': ['openai-agents'],
    query: ['claude-agent'],
    llm: ['dspy', 'langchain', 'llama-index'],
    'dspy-module': ['dspy'],
    embed: ['cohere', 'ollama', 'mistral', 'vercel-ai', 'langchain'],
  }[verb];
  return owners.find((sdk) => mentioned.includes(sdk)) ?? 'none';
}

/** Calls of the names that DSPy modules and models are bound to in this file. */
function dspyModules(text) {
  const names = new Set();
  for (const match of text.matchAll(/((?:self\s*\.\s*)?\w+)\s*(?::[^=\n]+)?=\s*dspy\s*\.\s*[A-Z]\w*\s*\(/g)) names.add(match[1].replace(/\s+/g, ''));
  if (names.size === 0) return null;
  const either = [...names].map((name) => name.replace('.', '\\s*\\.\\s*')).join('|');
  return new RegExp(`(?<![.\\w])(?:${either})\\s*(?:\\.\\s*(?:acall|forward|aforward|batch)\\s*)?\\(`, 'g');
}

function cellsOf(text) {
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch {
    console.error('a notebook that is no JSON is left out');
    return [];
  }
  return (notebook.cells ?? []).flatMap((cell, index) => (cell.cell_type === 'code' ? [{ cell: index, source: [cell.source].flat().join('') }] : []));
}

function lineAt(starts, offset) {
  let low = 0;
  for (let high = starts.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function shuffled(list) {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

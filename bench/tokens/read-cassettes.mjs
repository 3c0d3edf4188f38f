/**
 * Reads what test suites recorded of their requests (cassettes of VCR and its like in YAML, HAR files, requests as they went over the wire) into the lines that `collect.mjs` takes:
 * `node bench/tokens/read-cassettes.mjs REPOSITORY@COMMIT=FOLDER… > RECORDINGS.jsonl`. A folder is a checkout or an unpacked package; `COMMIT` names it in
 * `recorded.json`. Only requests whose answer says what its input was billed are taken. A file that is no cassette is passed over; one that cannot be read is told.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import yaml from 'js-yaml';

/** Tags of the language that wrote a cassette say nothing of what is in it. */
const anyTag = ['!', 'tag:yaml.org,2002:python/'].flatMap((tag) => ['scalar', 'sequence', 'mapping'].map((kind) => new yaml.Type(tag, { kind, multi: true, construct: (data) => data })));
const schema = yaml.DEFAULT_SCHEMA.extend(anyTag);

/** APIs by the path of their address. A model that stands there is the first group. */
const APIS = [
  { at: /\/chat\/completions(?:[?#]|$)/, api: 'openai-chat' },
  { at: /\/responses(?:\/input_tokens)?(?:\?|$)/, api: 'openai-responses' },
  { at: /\/v1\/messages(?:\/count_tokens)?(?:\?|$)/, api: 'anthropic-messages' },
  { at: /\/models\/([^/:]+):(?:streamG|g)enerateContent/, api: 'gemini-content' },
  { at: /\/model\/([^/]+)\/converse/, api: 'bedrock-converse' },
  { at: /\/model\/([^/]*anthropic[^/]+)\/invoke/, api: 'anthropic-messages' },
  { at: /cohere\.\w+\/v[12]\/chat(?:\?|$)/, api: 'cohere-chat' },
];

/** The forms of the ids that OpenAI, who serves its API, and Anthropic give their answers. */
const IDS = /^(?:chatcmpl-(?:[A-Za-z0-9]{29}|[0-9a-f-]{32,36})|resp_[0-9a-f]{32,}|msg_(?:bdrk_|vrtx_)?[A-Za-z0-9]{24})$/;
/** The one in Anthropic's documentation. */
const EXAMPLE = 'msg_01XFDUDYJgAACzvnptvVoYEL';

const PROVIDERS = [
  [/^api\.openai\.com/, 'openai'], [/\.azure\.com|\.azure-api\.net/, 'azure'], [/^api\.anthropic\.com/, 'anthropic'], [/^generativelanguage\.googleapis\.com|aiplatform\.googleapis\.com/, 'google'], [/^bedrock-runtime\./, 'bedrock'],
  [/^api\.mistral\.ai/, 'mistral'], [/^api\.cohere\./, 'cohere'], [/^api\.groq\.com/, 'groq'], [/^api\.x\.ai/, 'xai'], [/^api\.deepseek\.com/, 'deepseek'], [/^openrouter\.ai/, 'openrouter'], [/^api\.together\./, 'together'],
];

for (const given of process.argv.slice(2)) {
  const [, repo, commit, folder] = /^([^@]+)@([^=]+)=(.+)$/.exec(given) ?? [];
  if (folder === undefined) throw new Error(`${given}: write REPOSITORY@COMMIT=FOLDER`);
  for (const path of filesBelow(folder)) {
    readCassette(path).forEach(([request, response], index) => {
      const recording = recordingOf(request, response);
      if (recording !== null) console.log(JSON.stringify({ repo, commit, path: relative(folder, path), index, ...recording }));
    });
  }
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') yield* filesBelow(path);
    else if (entry.isFile() && ((/\.(?:ya?ml(?:\.gz)?|har)$/.test(entry.name) && /cassette|_vcr|recording/i.test(path)) || entry.name === '_request.http' || (entry.name.endsWith('.json') && path.includes('__inline_snapshot__')))) yield path;
  }
}

/** The requests of a file with their answers. */
function readCassette(path) {
  if (path.endsWith('_request.http')) return readExchange(path);
  let whole;
  try {
    const bytes = readFileSync(path);
    whole = yaml.load((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), { schema });
  } catch (error) {
    console.error(`${path}: ${error.message.split('\n')[0]}`);
    return [];
  }
  if (Array.isArray(whole)) return whole.filter((pair) => typeof pair?.request === 'object' && typeof pair.response === 'object').map(({ request, response }) => [request, response]);
  const entries = whole?.log?.entries;
  if (Array.isArray(entries)) return entries.map(({ request, response }) => [{ uri: request?.url, body: request?.postData?.text }, { body: response?.content?.encoding === 'base64' ? { base64_string: response.content.text } : response?.content?.text }]);
  const pairs = Array.isArray(whole?.requests) ? whole.requests.map((request, i) => [request, whole.responses?.[i]]) : Array.isArray(whole?.interactions ?? whole?.http_interactions) ? (whole.interactions ?? whole.http_interactions).map((each) => [each.request, each.response]) : [];
  return pairs.filter(([request, response]) => typeof request === 'object' && typeof response === 'object' && request !== null && response !== null);
}

/** A request as it went over the wire, with what came back in a file beside it. */
function readExchange(path) {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('\n\n');
  const answer = readdirSync(dirname(path)).find((name) => name.startsWith('body.'));
  return answer === undefined ? [] : [[{ uri: text.split('\n')[0].split(' ')[1], body: text.slice(end + 2) }, { body: readFileSync(join(dirname(path), answer), 'utf8') }]];
}

function recordingOf(request, response) {
  const body = request.parsed_body ?? parsed(textOf(request.body));
  if (typeof body !== 'object' || body === null) return null;
  const address = addressOf(String(request.uri ?? request.url ?? ''), body);
  const found = APIS.find(({ at }) => at.test(address));
  if (found === undefined) return null;
  const model = body.model ?? decodeURIComponent(found.at.exec(address)?.[1] ?? '');
  const answers = answersIn(textOf(response.body ?? response.parsed_body ?? response.content));
  const recorded = inputOf(found.api, answers);
  if (!(recorded > 0) || answers.list.some(isMadeUp)) return null;
  // Some suites write another model into an old recording: the answer is the older one's.
  const answered = answers.list.flatMap((answer) => [answer.model, answer.message?.model, answer.response?.model, answer.modelVersion]).find((name) => typeof name === 'string' && name !== '');
  const host = address.replace(/^https?:\/\//, '');
  const provider = PROVIDERS.find(([at]) => at.test(host))?.[1] ?? '';
  const platform = /aiplatform/.test(host) ? 'vertex' : ['azure', 'bedrock', 'openrouter'].includes(provider) ? provider : 'api';
  return { api: found.api, provider, platform, model, answered, body, recorded, apart: apartOf(found.api, body), kind: kindOf(body) };
}

/** Where addresses are blotted out, the body tells which of the common APIs it is. */
function addressOf(address, { model, input, messages }) {
  if (!address.includes('REDACTED')) return address;
  if (String(model).startsWith('claude')) return 'https://api.anthropic.com/v1/messages';
  return messages !== undefined ? 'https://api.openai.com/v1/chat/completions' : input !== undefined && !String(model).includes('embedding') ? 'https://api.openai.com/v1/responses' : address;
}

/** An answer, or the events that it came in; and the text of both. */
function answersIn(text) {
  const list = [parsed(text), ...[...text.matchAll(/^data:(.*)$/gm)].map(([, event]) => parsed(event))].flatMap((answer) => (Array.isArray(answer) ? answer : [answer])).filter((answer) => answer !== null && typeof answer === 'object');
  return { list, text };
}

/** Whether an answer was written by hand: an id that looks like such a one is of none of these forms. */
function isMadeUp(answer) {
  const id = answer.id ?? answer.message?.id ?? answer.response?.id;
  return typeof id === 'string' && /^(?:chatcmpl-|resp_|msg_)/.test(id) && (id === EXAMPLE || !IDS.test(id));
}

/** What the provider counted as input: the usage in an answer, or in the last of its events that has one. */
function inputOf(api, { list, text }) {
  // What was counted for its own sake stands in the answer itself.
  const usages = list.flatMap((answer) => [typeof answer.input_tokens === 'number' ? answer : undefined, answer.usage, answer.response?.usage, answer.message?.usage, answer.usageMetadata, answer.meta, answer.delta?.usage]).filter((usage) => typeof usage === 'object' && usage !== null);
  const last = (of) => usages.map(of).findLast((count) => count !== undefined && count !== null);
  switch (api) {
    case 'openai-chat':
      return last((usage) => usage.prompt_tokens);
    case 'openai-responses':
      return last((usage) => usage.input_tokens);
    case 'gemini-content':
      return last((usage) => usage.promptTokenCount);
    case 'cohere-chat':
      return last((usage) => usage.billed_units?.input_tokens);
    case 'bedrock-converse':
      // A stream of it is binary, with JSON in between.
      return last((usage) => usage.inputTokens) ?? Number(/"usage":\s*\{[^}]*"inputTokens":\s*(\d+)/.exec(text)?.[1]);
    default: {
      const first = usages.find((usage) => usage.input_tokens !== undefined);
      return first === undefined ? undefined : first.input_tokens + (first.cache_creation_input_tokens ?? 0) + (first.cache_read_input_tokens ?? 0);
    }
  }
}

/** Why a request does not hold its whole prompt, or null. */
function apartOf(api, body) {
  const whole = JSON.stringify(body);
  const tools = [body.tools ?? []].flat();
  const isHosted = (tool) => typeof tool?.type === 'string' && !['function', 'custom'].includes(tool.type) && tool.input_schema === undefined;
  if (body.mcp_servers !== undefined || body.container !== undefined || body.context_management !== undefined || tools.some((tool) => tool?.type === 'mcp')) return 'a server that adds to the prompt';
  if (tools.some((tool) => tool?.defer_loading === true) || tools.some((tool) => (api === 'gemini-content' ? !('functionDeclarations' in tool) && !('function_declarations' in tool) : api.startsWith('openai') || api === 'anthropic-messages' ? isHosted(tool) : false))) return 'hosted tools';
  if (api === 'cohere-chat' && (body.tool_results !== undefined || body.chat_history !== undefined)) return 'items of a kind not read here';
  if (body.previous_response_id || body.conversation || body.cachedContent || body.preset) return 'earlier turns kept by the provider';
  if (/"type":"(?:item_reference|compaction|configuration_update|additional_tools|[\w]+_search_call|image_generation_call|code_interpreter_call|mcp_\w+)"/.test(whole)) return 'items of a kind not read here';
  if (/"input_audio"|"(?:audio|video)\/|"video":/.test(whole)) return 'audio or video';
  if (/"type":"(?:file|input_file|document)"|"document":\{|"(?:application|text)\/(?:pdf|plain|csv|html)"|"fileData"|"file_id"/.test(whole)) return 'documents';
  return null;
}

function kindOf(body) {
  const whole = JSON.stringify(body);
  if (/"type":"(?:image|image_url|input_image)"|"image":\{|"inlineData"|"inline_data"/.test(whole)) return 'images';
  if (/"type":"(?:reasoning|thinking|redacted_thinking)"|"encrypted_content"|"reasoningContent"|"thoughtSignature"/.test(whole)) return 'reasoning';
  if (/"tool_calls":\[|"type":"(?:function_call|custom_tool_call|tool_use)"|"toolUse":|"functionCall":|"function_call":\{"name"|"role":"tool"|"tool_results":/.test(whole)) return 'history';
  if ([body.tools ?? body.functions ?? body.toolConfig?.tools ?? []].flat().length > 0) return 'tools';
  if (body.text?.format?.type === 'text' || body.response_format?.type === 'text') return 'text';
  return (body.response_format ?? body.text?.format ?? body.output_config?.format ?? body.output_format ?? body.generationConfig?.responseSchema ?? body.generationConfig?.responseJsonSchema) === undefined ? 'text' : 'schema';
}

/** A body as text: as it is, within an object, in base64, packed, or as bytes of one character each. */
function textOf(body) {
  if (body === null || body === undefined) return '';
  if (body instanceof Uint8Array) return unpacked(Buffer.from(body));
  if (typeof body === 'object' && 'base64_string' in body) return unpacked(Buffer.from(body.base64_string, 'base64'));
  if (typeof body === 'object' && 'string' in body) return textOf(body.string);
  if (typeof body === 'object') return JSON.stringify(body);
  return String(body).startsWith('\u001f\u008b') ? unpacked(Buffer.from(body, 'latin1')) : String(body);
}

function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    // Cut off, or packed otherwise: there is nothing to read.
    return '';
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

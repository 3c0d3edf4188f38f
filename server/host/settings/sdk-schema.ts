/** How users describe their own wrappers and SDKs in `promptcost.json`: the schema of the data files in `server/sdks`, with short forms and defaults. */
import * as z from 'zod';
import type { ParameterName, Platform } from '../../core/model/sdk.ts';

const name = z.string().min(1);
const namesError = 'must be a name, a list of names, or { "python": […], "javascript": […] }';
const names = z
  .union([name, z.array(name), z.strictObject({ python: z.array(name).default([]), javascript: z.array(name).default([]) })], { error: namesError })
  .describe('Names of an argument, the preferred one first; where the two languages differ, one list each. A dot descends into an object. #0 is the first argument without a name.');

const parameterSpec = z.strictObject({
  names,
  position: z.number().int().min(0).optional().describe("Python's position, where it may be passed without a name."),
  settingsPosition: z.number().int().min(0).optional().describe('The position in the call that carries the settings.'),
});
const parameter = z.union([name, z.array(name), parameterSpec], { error: 'must be a name, a list of names, or { "names": …, "position": … }' }).describe('The argument that holds it.');

/** Our names of the parameters. */
export const PARAMETERS = [
  'model', 'system', 'messages', 'prompt', 'documents', 'tools', 'toolChoice', 'parallelTools', 'maxOutput', 'stop', 'temperature', 'completions', 'stream', 'reasoning', 'outputFormat', 'outputMethod', 'cache', 'cacheKey', 'serviceTier', 'previousResponse', 'retries', 'timeout',
  'extraBody', 'modalities',
] as const satisfies readonly ParameterName[];
const PLATFORMS = ['api', 'bedrock', 'vertex', 'azure', 'aws', 'foundry', 'local', 'custom'] as const satisfies readonly Platform[];

export const clientSchema = z.strictObject({
  names: z.array(z.string()).min(1).describe('Classes and functions whose result is the client; an empty text for the module itself.'),
  platform: z.enum(PLATFORMS).optional().describe('Where requests go. "api" where it is not said.'),
  provider: name.optional().describe("The provider, where it is not the SDK's own."),
  retries: z.strictObject({ names: names.optional(), default: z.number().int().min(0).nullable().optional() }).optional().describe('Its option for retries, and how often it tries again without it.'),
  timeout: names.optional(),
  baseUrl: names.optional(),
  model: parameter.optional().describe('The argument of its construction that names a model.'),
});

export const operationSchema = z.strictObject({
  paths: z.array(z.string()).min(1).describe('Functions of the module, or methods below a client: "ask", "chat.send", "Chat().ask".'),
  ecosystems: z.array(z.enum(['python', 'javascript'])).min(1).optional(),
  clients: z.array(z.string()).optional().describe('Only below clients of these names.'),
  form: z.literal('new').optional().describe('The request is an object that is built.'),
  request: z.strictObject({ python: z.union([z.literal('arguments'), z.number().int().min(0)]).optional(), javascript: z.union([z.literal('arguments'), z.number().int().min(0)]).optional() }).optional()
    .describe('Where the parameters are: the arguments of the call, or the object passed as argument number n. Arguments in Python and the first argument in JavaScript, where it is not said.'),
  settings: z.enum(['path', 'steps']).optional().describe('The calls on the way carry parameters too: all of them, or those after the construction of the client.'),
  api: z.enum(['anthropic-messages', 'openai-chat', 'openai-responses', 'openai-completions', 'anthropic-completions', 'gemini-content', 'bedrock-converse', 'cohere-chat', 'embeddings', 'other']).optional()
    .describe('The shape of messages and system text. "openai-chat" where it is not said.'),
  kind: z.enum(['generate', 'embed', 'count', 'batch']).optional(),
  streaming: z.enum(['never', 'always', 'by-parameter']).optional(),
  parameters: z.partialRecord(z.enum(PARAMETERS), parameter).describe('Our names of the parameters, and the arguments that hold them.'),
  cap: z
    .strictObject({ absent: z.enum(['required', 'model-maximum', 'fixed', 'none']), tokens: z.number().int().min(1).optional() })
    .refine(({ absent, tokens }) => (absent === 'fixed') === (tokens !== undefined), { message: 'has "tokens" exactly where "absent" is "fixed"' })
    .optional()
    .describe('What an absent cap of the output means: up to the model\'s own maximum where it is not said.'),
  caching: z
    .union([
      z.enum(['automatic', 'none']),
      z.strictObject({ marker: name.describe('The key that marks a block.'), topLevel: name.nullable().optional(), block: z.json().optional(), value: z.json().optional() }),
    ], { error: 'must be "automatic", "none" or { "marker": … }' })
    .optional()
    .describe('How prompts are cached: by the provider itself where it is not said.'),
  ownText: z
    .strictObject({ tokens: z.tuple([z.number().int().min(0), z.number().int().min(0)]).describe('At least, and at most.'), what: name.describe('In words: "its own instructions and what it retrieves".') })
    .refine(({ tokens: [low, high] }) => low <= high, { message: 'has the lower number of tokens first' })
    .optional()
    .describe('What the library writes around what it is given, in each request.'),
});

export const sdkSchema = z.strictObject({
  name: name.describe('As it is shown.'),
  provider: name.nullable().optional().describe('The provider whose prices hold, such as "openai"; nothing where the name of the model tells.'),
  packages: z
    .union([z.array(name), z.strictObject({ python: z.array(name).default([]), javascript: z.array(name).default([]) })], { error: 'must be a list of import names, or { "python": […], "javascript": […] }' })
    .describe('Import names: of a package, of a module of the workspace (myapp.llm, @/lib/llm), or a file relative to the folder of this one (./src/lib/llm).'),
  clients: z.array(clientSchema).optional().describe('What operations stand below; the module itself where it is not said.'),
  operations: z.array(operationSchema).describe('The calls that ask a model.'),
  transparent: z.array(name).optional().describe('Members that change how the answer is delivered, not the request.'),
  fluent: z.array(name).optional().describe('Methods that return the same client with other options.'),
  errors: z.strictObject({ transient: z.array(name).default([]), permanent: z.array(name).default([]), base: z.array(name).default([]) }).optional(),
});

export type WrittenSdk = z.input<typeof sdkSchema>;

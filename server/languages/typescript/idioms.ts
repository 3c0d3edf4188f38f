import type { Idiom } from '../../core/model/language.ts';

/** What the fields of a provider say. */
const PROVIDER = { provide: 'token', useValue: 'value', useFactory: 'result', useClass: 'object' };

/** JavaScript's built-ins, as far as prompts and settings pass through them. */
export const javascriptIdioms: readonly Idiom[] = [
  ...['vitest:vi', ':vi', '@jest/globals:jest', ':jest'].flatMap((runner) => ['mock', 'doMock', 'spyOn', 'stubGlobal', 'unstable_mockModule'].map((method): Idiom => ({ path: `${runner}.${method}`, means: 'stand-in' }))),
  ...['bun:test:mock.module', 'bun:test:spyOn', 'node:test:mock.module', 'node:test:mock.method'].map((path): Idiom => ({ path, means: 'stand-in' })),
  ...['sinon:stub', 'sinon:default.stub', 'sinon:replace', 'sinon:default.replace'].map((path): Idiom => ({ path, means: 'stand-in' })),
  ...['nock:', 'nock:default', 'msw/node:setupServer', 'undici:MockAgent', 'fetch-mock:default.mockGlobal'].map((path): Idiom => ({ path, means: 'stand-in-transport' })),
  { path: ':process.env', means: 'environment' },
  { path: ':import.meta.env', means: 'environment' },
  { path: ':Bun.env', means: 'environment' },
  { path: ':Deno.env', means: 'environment' },
  { path: 'process:env', means: 'environment' },
  { path: 'process:default.env', means: 'environment' },
  { path: 'node:process:env', means: 'environment' },
  { path: 'node:process:default.env', means: 'environment' },
  { path: ':super', means: 'base-constructor' },
  { path: 'dedent:default', means: 'dedent', trims: 'both' },
  { path: 'ts-dedent:dedent', means: 'dedent', trims: 'both' },
  { path: ':String', means: 'text-of' },
  { path: ':String.raw', means: 'same' },
  { path: ':string', means: 'text-of' },
  { path: ':Number', means: 'number-of' },
  { path: ':parseInt', means: 'number-of' },
  { path: ':parseFloat', means: 'number-of' },
  { path: ':JSON.stringify', means: 'serialize', json: { indent: 0, spaces: 'no', ascii: 'no' } },
  // Text as bytes is still that text.
  { path: ':TextEncoder().encode', means: 'same' },
  { path: ':Buffer.from', means: 'same' },
  { path: ':Object.assign', means: 'merge' },
  ...merging(),
  { path: ':Object.freeze', means: 'same' },
  { path: ':structuredClone', means: 'same' },
  { path: ':Array.from', means: 'same' },
  { path: ':Promise.resolve', means: 'same' },
  // What is waited for is what it gives.
  { path: ':Promise.all', means: 'same' },
  { path: '.then', means: 'awaited' },
  { path: ':Set', means: 'distinct' },
  { path: ':Map', means: 'map' },
  { path: ':WeakMap', means: 'map' },
  { path: '.get', means: 'get' },
  { path: '.locals', means: 'shared-state' },
  ...['FastifyInstance()', 'default()', 'fastify()', 'FastifyRequest().server', 'FastifyReply().server'].map((path): Idiom => ({ path: `fastify:${path}`, means: 'shared-state' })),
  ...['FastifyPluginAsync', 'FastifyPluginCallback', 'FastifyPlugin'].map((path): Idiom => ({ path: `fastify:${path}`, means: 'function-type', field: 'FastifyInstance' })),
  ...['query', 'mutation', 'subscription', 'use'].map((method): Idiom => ({ path: `@trpc/server:*.${method}()`, means: 'hands-on', field: 'ctx', setters: ['input'], type: 'input' })),
  ...['handler', 'func'].map((method): Idiom => ({ path: `@orpc/server:*.${method}()`, means: 'hands-on', setters: ['input'], type: 'input' })),
  ...['action', 'stateAction'].map((method): Idiom => ({ path: `next-safe-action:*.${method}()`, means: 'hands-on', setters: ['schema', 'inputSchema'], type: 'parsedInput' })),
  ...['createStep', 'createTool'].map((name): Idiom => ({ path: `@mastra/core:${name}`, means: 'hands-object', field: 'mastra', type: 'Mastra' })),
  // Hono's context.
  { path: '.valid', means: 'validated' },
  ...['@hono/zod-validator:zValidator', '@hono/standard-validator:sValidator'].map((path): Idiom => ({ path, means: 'validates' })),
  { path: '.var', means: 'variables' },
  ...ofNode('async_hooks', 'AsyncLocalStorage().getStore').map((path): Idiom => ({ path, means: 'kept', setters: ['run', 'enterWith'] })),
  // Inngest's `step.ai.wrap("id", ask, …)`.
  { path: '.wrap', means: 'runs', argument: 1 },
  // What stands in for an object makes it when it is first used.
  { path: ':Proxy', means: 'same' },
  { path: '.find', means: 'item' },
  { path: '.at', means: 'item-at' },
  ...containers(),
  ...settings(),
  ...boxes(),
  ...stores(),
  ...observers(),
  ...[':console.log', ':console.error', ':console.warn', ':console.info', ':console.debug', ':Array.isArray', ':Boolean'].map((path): Idiom => ({ path, means: 'harmless' })),
  { path: ':Object.keys', means: 'keys' },
  { path: '.join', means: 'join-list' },
  { path: '.concat', means: 'concat' },
  { path: '.trim', means: 'receiver', trims: 'both' },
  { path: '.trimStart', means: 'receiver', trims: 'start' },
  { path: '.trimEnd', means: 'receiver', trims: 'end' },
  { path: '.toString', means: 'receiver' },
  { path: '.valueOf', means: 'receiver' },
  { path: '.slice', means: 'part' },
  { path: '.indexOf', means: 'place-in', occurrences: 'first' },
  { path: '.lastIndexOf', means: 'place-in', occurrences: 'last' },
  { path: '.replace', means: 'replace', occurrences: 'first' },
  { path: '.replaceAll', means: 'replace' },
  { path: '.toLowerCase', means: 'derived-text', letters: 'lower' },
  { path: '.toUpperCase', means: 'derived-text', letters: 'upper' },
  ...['.padEnd', '.padStart'].map((path): Idiom => ({ path, means: 'derived-text' })),
  { path: '.substring', means: 'part' },
  { path: '.repeat', means: 'repeated' },
  { path: '.split', means: 'split', rest: 'dropped' },
  { path: '.map', means: 'made-of-each' },
  { path: '.flatMap', means: 'made-of-all' },
  { path: '.filter', means: 'filtered' },
  { path: '.forEach', means: 'each' },
  { path: '.reduce', means: 'folded', argument: 1 },
  ...['.some', '.every', '.findIndex'].map((path): Idiom => ({ path, means: 'until' })),
  { path: '.keys', means: 'keys' },
  { path: '.values', means: 'values' },
  { path: '.entries', means: 'entries' },
  { path: '.startsWith', means: 'begins' },
  { path: '.endsWith', means: 'ends' },
  ...['.includes', '.has'].map((path): Idiom => ({ path, means: 'has' })),
  { path: '.bind', means: 'bound' },
  { path: ':Object.values', means: 'values' },
  { path: ':Object.entries', means: 'entries' },
  ...[':Promise', ':Awaited', ':Readonly', ':Required', ':NonNullable', ':Partial', ':Pick', ':Omit'].map((path): Idiom => ({ path, means: 'type-wrapper' })),
  ...[':Record', ':ReadonlyMap'].map((path): Idiom => ({ path, means: 'type-table' })),
  ...[':Array', ':ReadonlyArray'].map((path): Idiom => ({ path, means: 'type-list' })),
  ...files(),
  ...templates(),
  ...descriptions(),
];

/** A module of Node, however it is imported: with `node:` or without, by name or as a whole. */
function ofNode(module: string, name: string): readonly string[] {
  return [module, `node:${module}`].flatMap((from) => [`${from}:${name}`, `${from}:default.${name}`]);
}

/** Libraries that put objects together: what the last says holds, or what the first says; `deep` where objects in them are put together too. */
function merging(): readonly Idiom[] {
  const at = (merges: Idiom['merges'], names: readonly string[], modules: readonly string[]): readonly Idiom[] =>
    modules.flatMap((module) => names.flatMap((name) => (name === 'default' ? ['default'] : [name, `default.${name}`]).map((path): Idiom => ({ path: `${module}:${path}`, means: 'merge', ...(merges === undefined ? {} : { merges }) }))));
  const lodash = ['lodash', 'lodash-es'];
  const own = (name: string): readonly string[] => [`lodash/${name}`, `lodash-es/${name}`, `lodash.${name.toLowerCase()}`];
  return [
    ...at(undefined, ['assign', 'extend'], [...lodash, 'underscore']),
    ...at({ deep: 'yes' }, ['merge'], lodash),
    ...at({ deep: 'yes' }, ['default'], [...own('merge'), 'deepmerge', 'ts-deepmerge']),
    ...at({ deep: 'yes' }, ['mergeDeepRight'], ['ramda']),
    ...at({ holds: 'first' }, ['defaults'], [...lodash, 'underscore']),
    ...at({ holds: 'first' }, ['default'], own('defaults')),
    ...at({ holds: 'first', deep: 'yes' }, ['defaultsDeep'], lodash),
    ...at({ holds: 'first', deep: 'yes' }, ['defu', 'default'], ['defu']),
  ];
}

/** What gives an object of a class, and what gives a function that is the one it is given, run once or remembered. */
function containers(): readonly Idiom[] {
  const at = (means: Idiom['means'], ...paths: readonly string[]): readonly Idiom[] => paths.map((path) => ({ path, means }));
  return [
    ...at('new-object', 'tsyringe:container.resolve', 'typedi:Container.get', 'inversify:Container().get', '@nestjs/core:ModuleRef().get', '@nestjs/core:NestFactory.create().get', '@nestjs/core:NestFactory.createApplicationContext().get', '@angular/core:inject'),
    ...at('injected', '@nestjs/common:Inject', 'tsyringe:inject', 'inversify:inject', 'typedi:Inject'),
    { path: '@nestjs/config:registerAs().KEY', means: 'own-token', argument: 1 },
    { path: '@nestjs/common:Module', means: 'provides', field: 'providers', keywords: PROVIDER },
    { path: 'tsyringe:container.register', means: 'provides', argument: 1, keywords: PROVIDER },
    ...Object.entries({ 'tsyringe:container.registerInstance': 'value', 'tsyringe:container.registerSingleton': 'object', 'typedi:Container.set': 'value' }).map(([path, type]): Idiom => ({ path, means: 'provides', argument: 1, type })),
    ...Object.entries({ toConstantValue: 'value', toDynamicValue: 'result', to: 'object' }).map(([name, type]): Idiom => ({ path: `inversify:Container().bind().${name}`, means: 'provides', type })),
    ...at('same', ...['lodash', 'lodash-es', 'ramda', 'radash', 'es-toolkit', 'remeda', 'underscore'].flatMap((module) => ['once', 'memoize', 'memo', 'default.once', 'default.memoize'].map((name) => `${module}:${name}`))),
    ...at('same', ...['lodash/once', 'lodash/memoize', 'lodash.once', 'lodash.memoize', 'once', 'memoize-one', 'memoizee', 'mem', 'moize', 'p-memoize', 'onetime', 'fast-memoize', 'fastify-plugin'].map((module) => `${module}:default`), 'next/cache:unstable_cache'),
  ];
}

/** Settings that frameworks and schemas read. */
function settings(): readonly Idiom[] {
  const at = (means: Idiom['means'], ...paths: readonly string[]): readonly Idiom[] => paths.map((path) => ({ path, means }));
  return [
    ...['get', 'getOrThrow'].map((name): Idiom => ({ path: `@nestjs/config:ConfigService().${name}`, means: 'setting-in-program', setters: ['forRoot', 'forFeature'], field: 'load' })),
    ...at('setting', 'vscode:workspace.getConfiguration().get', '@actions/core:getInput', '@actions/core:default.getInput'),
    ...at('environment', '$env/dynamic/private:env', '$env/dynamic/public:env', 'cloudflare:workers:env'),
    ...at('setting', 'firebase-functions/params:defineString', 'firebase-functions/params:defineInt'),
    ...at('option', '.option', '.requiredOption', '.addOption', '.options'),
    ...at('options-of-chain', ...['commander', '@commander-js/extra-typings'].map((name) => `${name}:*.opts()`), ...['yargs', 'yargs/yargs'].flatMap((name) => ['argv', 'parse()', 'parseSync()', 'parseAsync()'].map((member) => `${name}:*.${member}`))),
    ...at('acts-on-options', '.action'),
    ...['util:parseArgs', 'node:util:parseArgs'].map((path): Idiom => ({ path, means: 'parsed-options', field: 'options' })),
    ...['meow:default', 'cleye:cli'].map((path): Idiom => ({ path, means: 'parsed-options', field: 'flags' })),
    ...['minimist:default', 'yargs-parser:default'].map((path): Idiom => ({ path, means: 'parsed-options', field: 'default' })),
    // Nuxt's, which has them without an import.
    ...[':useRuntimeConfig', 'nuxt/app:useRuntimeConfig', '#imports:useRuntimeConfig', 'nitropack/runtime:useRuntimeConfig'].map((path): Idiom => ({ path, means: 'settings-in-module', modules: ['~~/nuxt.config'], field: 'runtimeConfig' })),
    ...at('same', ':defineNuxtConfig', 'nuxt/config:defineNuxtConfig'),
    ...at('settings-by-description', ...['core', 'nextjs', 'nuxt'].map((name) => `@t3-oss/env-${name}:createEnv`)),
    ...['envalid:cleanEnv', 'znv:parseEnv'].map((path): Idiom => ({ path, means: 'settings-by-description', argument: 1 })),
    ...at('settings-by-description', 'envsafe:envsafe'),
    ...['envalid', 'envsafe'].flatMap((module) => ['str', 'num', 'bool', 'url', 'host', 'port', 'email', 'json'].map((name): Idiom => ({ path: `${module}:${name}`, means: 'schema-type', field: 'default' }))),
    ...['asString', 'asEnum', 'asInt', 'asIntPositive', 'asUrlString'].map((name): Idiom => ({ path: `env-var:*.${name}()`, means: 'setting-of-chain', setters: ['default'] })),
    ...['convict:default().get', 'convict:default().default'].map((path): Idiom => ({ path, means: 'described-setting', field: 'default' })),
    ...['electron-store', 'conf'].map((name): Idiom => ({ path: `${name}:default().get`, means: 'stored-setting', field: 'defaults' })),
    // What a browser's extension keeps, with what it begins with.
    ...[':chrome', ':browser', 'webextension-polyfill:default'].flatMap((api) => ['sync', 'local', 'session'].map((area): Idiom => ({ path: `${api}.storage.${area}.get`, means: 'state' }))),
    ...['config:default.get', 'config:get'].map((path): Idiom => ({ path, means: 'setting-in-files', modules: ['json', 'yaml', 'yml'].map((extension) => `config/default.${extension}`) })),
    ...at('read-by-description', '.parse', '.parseAsync', '.safeParse', '.safeParseAsync'),
  ];
}

/** Objects of user interfaces that hold another one, or are what they begin with. Nuxt's and Svelte's are there without an import. */
function boxes(): readonly Idiom[] {
  return [
    ...['vue:computed', ':computed'].map((path): Idiom => ({ path, means: 'box', field: 'value' })),
    ...['ref', 'shallowRef'].flatMap((name) => [`vue:${name}`, `:${name}`]).map((path): Idiom => ({ path, means: 'state', field: 'value' })),
    ...['$state', '$state.raw'].map((name): Idiom => ({ path: `:${name}`, means: 'state' })),
    { path: ':$derived.by', means: 'result-of' },
    ...[':$derived', ...['reactive', 'shallowReactive', 'readonly', 'toRaw'].flatMap((name) => [`vue:${name}`, `:${name}`])].map((path): Idiom => ({ path, means: 'same' })),
    ...['react:useRef', 'react:default.useRef'].map((path): Idiom => ({ path, means: 'box', field: 'current' })),
    ...['react:useState', 'react:default.useState'].map((path): Idiom => ({ path, means: 'state', field: '0' })),
    ...['react:useMemo', 'react:default.useMemo'].map((path): Idiom => ({ path, means: 'result-of' })),
    { path: '@epic-web/remember:remember', means: 'result-of', argument: 1 },
    ...['react:cache', 'react:default.cache', 'react:useContext', 'react:default.useContext', 'react:use', 'react:default.use'].map((path): Idiom => ({ path, means: 'same' })),
  ];
}

/** Stores of what people choose, and what is put around their states. */
function stores(): readonly Idiom[] {
  const at = (means: Idiom['means'], ...paths: readonly string[]): readonly Idiom[] => paths.map((path) => ({ path, means }));
  const made = ['zustand:create', 'zustand:default', 'zustand/vanilla:createStore', 'zustand:createStore', 'zustand/traditional:createWithEqualityFn'];
  return [
    ...made.flatMap((path) => at('store', ...['()', '()()', '().getState', '()().getState'].map((end) => `${path}${end}`))),
    ...at('same', ...['persist', 'devtools', 'subscribeWithSelector', 'combine', 'redux'].map((name) => `zustand/middleware:${name}`), 'zustand/middleware/immer:immer', 'zustand/react/shallow:useShallow', 'zustand/shallow:useShallow'),
    { path: 'pinia:defineStore()', means: 'store', argument: 1, field: 'state' },
    { path: 'pinia:storeToRefs', means: 'boxes-of' },
    ...at('state', 'jotai:atom', 'jotai/vanilla:atom', 'svelte/store:writable', 'nanostores:atom'),
    { path: 'jotai/utils:atomWithStorage', means: 'state', argument: 1 },
    ...at('same', 'jotai:useAtomValue', 'jotai/react:useAtomValue', 'svelte/store:get', '@nanostores/react:useStore'),
    ...['jotai:useAtom', 'jotai/react:useAtom'].map((path): Idiom => ({ path, means: 'box', field: '0' })),
    ...['usehooks-ts:useLocalStorage', 'react-use:useLocalStorage', '@uidotdev/usehooks:useLocalStorage'].map((path): Idiom => ({ path, means: 'state', field: '0', argument: 1 })),
  ];
}

/** Functions that watch what goes through a client, which they give back. */
function observers(): readonly Idiom[] {
  return [
    'langfuse:observeOpenAI', '@langfuse/openai:observeOpenAI', 'langsmith/wrappers:wrapOpenAI', 'langsmith/wrappers:wrapAnthropic', 'langsmith/wrappers:wrapSDK', 'langsmith/wrappers/openai:wrapOpenAI',
    'langsmith/wrappers/anthropic:wrapAnthropic', 'braintrust:wrapOpenAI', 'braintrust:wrapAnthropic', 'braintrust:wrapAISDKModel', 'braintrust:wrapAISDK', 'langsmith/experimental/vercel:wrapAISDK', '@posthog/ai:withTracing', 'opik-openai:trackOpenAI',
    'weave:wrapOpenAI', '@sentry/node:instrumentOpenAiClient', '@sentry/node:instrumentAnthropicAiClient', '@posthog/ai/vercel:withTracing',
  ].map((path) => ({ path, means: 'same' }));
}

/** Places among files and what is read there. */
function files(): readonly Idiom[] {
  const at = (means: Idiom['means'], ...paths: readonly string[]): readonly Idiom[] => paths.map((path) => ({ path, means }));
  return [
    ...at('this-file', ':__filename', ':import.meta.url', ':import.meta.filename', ':import.meta.path'),
    ...at('this-folder', ':__dirname', ':import.meta.dirname', ':import.meta.dir'),
    ...at('working-folder', ':process.cwd', ...ofNode('process', 'cwd'), ':Deno.cwd'),
    ...at('path-join', ...['join', 'resolve'].flatMap((name) => [...ofNode('path', name), ...ofNode('path', `posix.${name}`), ...ofNode('path/posix', name)]), 'pathe:join', 'pathe:resolve'),
    ...at('path-beside', ':URL', ...ofNode('url', 'URL')),
    ...at('path-of', ...ofNode('path', 'normalize'), ...ofNode('url', 'fileURLToPath'), ...ofNode('url', 'pathToFileURL'), ...ofNode('fs/promises', 'open'), ':Bun.file'),
    ...at('receiver', '.href', '.pathname'),
    ...at('folder-of', ...ofNode('path', 'dirname')),
    ...at('read-text', ...ofNode('fs', 'readFileSync'), ...ofNode('fs', 'promises.readFile'), ...ofNode('fs/promises', 'readFile'), 'fs-extra:readFileSync', 'fs-extra:readFile', 'fs-extra:default.readFileSync', 'fs-extra:default.readFile', ':Deno.readTextFile', ':Deno.readTextFileSync', '.text', '.readFile'),
    ...at('whole-text', ':fetch().text', 'node-fetch:default().text'),
    ...at('parse-json', ':JSON.parse'),
    ...at('parse-yaml', 'js-yaml:load', 'js-yaml:default.load', 'yaml:parse', 'yaml:default.parse'),
  ];
}

/** Text with tags, as the usual template engines write it. */
function templates(): readonly Idiom[] {
  const at = (means: Idiom['means'], module: string, ...names: readonly string[]): readonly Idiom[] => names.flatMap((name) => [{ path: `${module}:${name}`, means }, { path: `${module}:default.${name}`, means }]);
  return [
    ...at('template', 'handlebars', 'compile'),
    ...at('template', 'nunjucks', 'compile'),
    ...at('template', 'ejs', 'compile'),
    ...at('template', 'lodash', 'template'),
    ...at('render-text', 'mustache', 'render'),
    ...at('render-text', 'nunjucks', 'renderString'),
    ...at('render-text', 'ejs', 'render'),
    { path: '.render', means: 'render' },
  ];
}

/** Descriptions of data that are turned into JSON schemas. */
function descriptions(): readonly Idiom[] {
  const at = (name: string, means: Idiom['means'], type?: string): readonly Idiom[] =>
    [...['zod', 'zod/v4', 'zod/v3'].flatMap((module) => ['z.', '', 'default.'].map((before) => `${module}:${before}`)), ...['znv', 'genkit', '@hono/zod-openapi', 'astro:schema', 'astro/zod'].map((module) => `${module}:z.`)]
      .map((before): Idiom => ({ path: `${before}${name}`, means, ...(type === undefined ? {} : { type }) }));
  return [
    ...['object', 'strictObject', 'looseObject'].flatMap((name) => at(name, 'schema-object')),
    ...['array', 'set'].flatMap((name) => at(name, 'schema-list')),
    ...['enum', 'nativeEnum', 'literal'].flatMap((name) => at(name, 'schema-choice')),
    ...['union', 'discriminatedUnion', 'intersection'].flatMap((name) => at(name, 'schema-union')),
    ...['optional', 'nullable', 'nullish', 'lazy', 'promise'].flatMap((name) => at(name, 'schema-wrapper')),
    ...Object.entries({ string: 'string', number: 'number', int: 'integer', boolean: 'boolean', date: 'string', null: 'null', 'coerce.number': 'number', 'coerce.string': 'string', 'coerce.boolean': 'boolean' }).flatMap(([name, type]) => at(name, 'schema-type', type)),
    ...['any', 'unknown'].flatMap((name) => at(name, 'schema-type')),
    ...Object.entries({ email: 'email', url: 'uri', uuid: 'uuid' }).flatMap(([name, format]) => at(name, 'schema-type', 'string').map((idiom): Idiom => ({ ...idiom, format }))),
    ...['record', 'partialRecord'].flatMap((name) => at(name, 'schema-table')),
    ...['infer', 'input', 'output', 'TypeOf'].flatMap((name) => at(name, 'described-type')),
    { path: '.extend', means: 'schema-object' },
    { path: '.merge', means: 'schema-object' },
    { path: '.array', means: 'schema-list' },
    { path: '.describe', means: 'schema-description' },
    { path: '.meta', means: 'schema-description' },
  ];
}

/** Holds the specifications to the SDKs themselves: what they name exists, and what the SDKs have is named. */
import Anthropic, * as anthropicModule from '@anthropic-ai/sdk';
import OpenAI, * as openaiModule from 'openai';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { anthropic } from '../../server/sdks/anthropic.ts';
import { openai } from '../../server/sdks/openai.ts';
import { namesFor, type Ecosystem, type OperationSpec, type SdkSpec } from '../../server/core/model/sdk.ts';
import { pythonTools } from '../support/python.ts';

const sdks: readonly SdkSpec[] = [anthropic, openai];

interface JavaScriptPackage {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly clients: Readonly<Record<string, object>>;
}

const packages: Readonly<Record<string, JavaScriptPackage>> = {
  anthropic: {
    name: '@anthropic-ai/sdk',
    exports: anthropicModule,
    clients: { default: new Anthropic({ apiKey: 'none' }), Anthropic: new anthropicModule.Anthropic({ apiKey: 'none' }), BaseAnthropic: new anthropicModule.BaseAnthropic({ apiKey: 'none' }) },
  },
  openai: {
    name: 'openai',
    exports: openaiModule,
    clients: {
      default: new OpenAI({ apiKey: 'none' }),
      OpenAI: new openaiModule.OpenAI({ apiKey: 'none' }),
      AzureOpenAI: new openaiModule.AzureOpenAI({ apiKey: 'none', endpoint: 'https://example.com', apiVersion: '2026-01-01' }),
      BedrockOpenAI: new openaiModule.BedrockOpenAI({ apiKey: 'none', awsRegion: 'us-east-1' }),
    },
  },
};

/** Of the SDKs' other packages, which are no dependencies of this project. */
const ELSEWHERE = ['AnthropicAws'];

/** What a client or an operation has not, though the specification gives it to all of its kind. */
const ABSENT: Readonly<Record<Ecosystem, readonly string[]>> = {
  python: [
    ...['AnthropicFoundry', 'AnthropicBedrock', 'AnthropicVertex'].map((client) => `${client}.beta.messages.batches.create`),
    'AnthropicFoundry.messages.batches.create',
    'AnthropicBedrock.beta.messages.count_tokens',
    ...['create', 'parse', 'stream'].flatMap((name) => ['temperature', 'stream'].map((parameter) => `messages.${name}: ${parameter}`)),
    ...['create', 'parse', 'stream', 'tool_runner'].flatMap((name) => ['temperature', 'stream'].map((parameter) => `beta.messages.${name}: ${parameter}`)),
    'messages.parse: cache_control',
    ...['messages.count_tokens', 'beta.messages.count_tokens'].flatMap((path) => ['max_tokens', 'stop_sequences', 'temperature', 'stream', 'service_tier'].map((parameter) => `${path}: ${parameter}`)),
    ...['chat.completions', 'beta.chat.completions'].flatMap((path) => [`${path}.parse: stream`, `${path}.stream: stream`]),
    'responses.parse: stream',
    'responses.stream: stream',
    'beta.responses.compact: previous_response_id',
  ],
  javascript: [],
};

/**
 * Takes a model, but is not billed by the tokens of text that this linter estimates, or sends nothing by itself: `beta.messages.thread` opens a conversation, whose
 * `send` is what is billed.
 */
const NOT_TEXT = /^((?:beta\.)?organization|beta\.messages\.thread|get_api_list|(?:beta\.)?chat\.completions\.list|models|images|audio|videos|moderations|realtime|live|fine_tuning|evals|files|vector_stores|beta\.(assistants|realtime|agents|sessions|deployments|threads|chatkit|models|user_profiles|memory_stores|dreams))\b/;

const legacyModule = (openai.operations as readonly OperationSpec[]).find((operation) => operation.paths.includes('ChatCompletion.create'))!.legacy;

/** Paths as an ecosystem spells them: `count_tokens` is Python's, `countTokens` JavaScript's. */
function pathsIn(operation: OperationSpec, ecosystem: Ecosystem): readonly string[] {
  if (operation.ecosystems?.includes(ecosystem) === false) return [];
  return operation.paths.filter((path) => (ecosystem === 'python' ? path.startsWith('ChatCompletion') || !/(^|\.)[a-z]+[A-Z]/.test(path) : !path.includes('_')));
}

describe.each(sdks.map((sdk) => [sdk.name, sdk] as const))('%s in JavaScript', (_, sdk) => {
  const { name, exports, clients } = packages[sdk.id]!;
  const current = sdk.operations.filter((operation) => operation.legacy === undefined);
  const names = new Set(sdk.clients.filter((client) => client.packages === undefined || client.packages.includes(name)).flatMap((client) => client.names));

  it('names every exported client class', () => {
    const exported = Object.entries(exports).filter(([, value]) => typeof value === 'function' && ('messages' in clientOf(value) || 'chat' in clientOf(value)));
    expect(exported.map(([key]) => key).filter((key) => !names.has(key))).toEqual([]);
    expect(exported.map(([key]) => key).filter((key) => !(key in clients))).toEqual([]);
  });

  it.each(current.flatMap((operation) => pathsIn(operation, 'javascript')))('%s is a method of each client', (path) => {
    for (const [client, instance] of Object.entries(clients)) {
      // The base class has only what every platform offers.
      if (client === 'BaseAnthropic') continue;
      expect(typeof read(instance, path), `${client}.${path}`).toBe('function');
    }
  });

  it('has the retries and the options of the specification', () => {
    for (const spec of sdk.clients) {
      for (const client of spec.names) {
        const instance = spec.packages === undefined || spec.packages.includes(name) ? (clients[client] as Record<string, unknown> | undefined) : undefined;
        if (instance === undefined) continue;
        expect(instance['maxRetries']).toBe(spec.retries.default);
        for (const option of [spec.retries, spec.timeout, spec.baseUrl].flatMap(({ names: options }) => namesFor(options, 'javascript'))) expect(option in instance, `${client}: ${option}`).toBe(true);
      }
    }
  });

  it('takes the parameters of the specification', () => {
    expect(parameterProblems(sdk, name)).toEqual([]);
  });
});

describe('PyPI', () => {
  const tools = pythonTools();
  it.skipIf(tools === undefined)('has the clients, operations, parameters and errors of the specifications', { timeout: 300_000 }, () => {
    const input = sdks.map((sdk) => ({
      package: sdk.packages.python[0],
      clients: sdk.clients.map(({ names, retries, timeout, baseUrl }) => ({
        names,
        retries: namesFor(retries.names, 'python'),
        timeout: namesFor(timeout.names, 'python'),
        baseUrl: namesFor(baseUrl.names, 'python'),
        defaultRetries: retries.default,
      })),
      operations: sdk.operations.map((operation) => ({
        paths: pathsIn(operation, 'python').filter((path) => !['chat.completions.runTools'].includes(path)),
        legacy: operation.legacy ?? null,
        parameters: preferred(operation, 'python'),
      })),
      fluent: sdk.fluent.filter((name) => !/[A-Z]/.test(name)),
      absent: ABSENT.python,
      legacyModule,
    }));
    const run = spawnSync(tools!.python, [fileURLToPath(new URL('names.py', import.meta.url)), tools!.legacy], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 26 });
    expect(run.stderr).toBe('');
    const found = JSON.parse(run.stdout) as readonly { readonly problems: readonly string[]; readonly clients: readonly string[]; readonly errors: readonly string[] }[];
    for (const [i, sdk] of sdks.entries()) {
      const problems = found[i]!.problems.filter((problem) => !(problem.endsWith('is not specified') && NOT_TEXT.test(problem)));
      expect(problems, sdk.name).toEqual([]);
      const { exports } = packages[sdk.id]!;
      const errors = [...sdk.errors.transient, ...sdk.errors.permanent, ...sdk.errors.base];
      expect(errors.filter((name) => !(name in exports) && !found[i]!.errors.includes(name)), `errors of ${sdk.name}`).toEqual([]);
      const names = sdk.clients.flatMap((client) => client.names);
      expect(names.filter((name) => !['', 'default', 'OpenAIApi', ...ELSEWHERE].includes(name) && !(name in exports) && !found[i]!.clients.includes(name)), `clients of ${sdk.name}`).toEqual([]);
    }
  });
});

/** The preferred name of each parameter. */
function preferred(operation: OperationSpec, ecosystem: Ecosystem): readonly string[] {
  return Object.values(operation.parameters).flatMap((parameter) => namesFor(parameter.names, ecosystem).slice(0, 1));
}

function clientOf(value: Function): object {
  try {
    return new (value as new (options: object) => object)({ apiKey: 'none', endpoint: 'https://example.com', apiVersion: '2026-01-01', awsRegion: 'us-east-1' });
  } catch {
    // Not a constructor of that kind: an error class, a helper.
    return {};
  }
}

function read(target: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], target);
}

/** Asks the compiler whether the request's type has each parameter; unions are asked member by member. */
function parameterProblems(sdk: SdkSpec, packageName: string): readonly string[] {
  const lines = [
    `import Client from '${packageName}';`,
    'type Keys<T> = T extends unknown ? keyof T : never;',
    'type Bodies<F> = F extends { (body: infer A, ...rest: never[]): unknown; (body: infer B, ...rest: never[]): unknown; (body: infer C, ...rest: never[]): unknown } ? A | B | C : F extends (body: infer A, ...rest: never[]) => unknown ? A : never;',
  ];
  const asked: string[] = [];
  for (const operation of sdk.operations) {
    if (operation.legacy !== undefined) continue;
    for (const path of pathsIn(operation, 'javascript')) {
      const method = `Client${path.split('.').map((key) => `['${key}']`).join('')}`;
      for (const parameter of preferred(operation, 'javascript')) {
        if (expectedAbsent(sdk, path, parameter)) continue;
        asked[lines.length] = `${path}: ${parameter}`;
        lines.push(`const p${lines.length}: Keys<Bodies<${method}>> = '${parameter.split('.')[0]!.replace('[]', '')}';`);
      }
    }
  }
  const file = fileURLToPath(new URL('parameters.generated.ts', import.meta.url));
  const host = ts.createCompilerHost({});
  const original = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, `${lines.join('\n')}\n`, ts.ScriptTarget.ES2022) : original(name, ...rest));
  const program = ts.createProgram([file], { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022, types: ['node'] }, host);
  const source = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
    const line = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line;
    return asked[line] ?? `line ${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}

/** Parameters that a whole family has and one of its operations, or the current version, has not. */
function expectedAbsent(sdk: SdkSpec, path: string, parameter: string): boolean {
  if (sdk.id === 'anthropic') return parameter === 'temperature' || (/count/.test(path) && /^(max_tokens|stop_sequences|stream|service_tier)$/.test(parameter));
  return /\.(parse|stream)$/.test(path) && parameter === 'stream';
}

import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: claude-agent-sdk 0.2.187 (PyPI), @anthropic-ai/claude-agent-sdk 0.3.330 (npm). There is no cap on tokens: turns and money are limited instead. */

const connection = { platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** Options are an argument of `query`, or of the client's construction. */
const option = (inPython: string, inJavascript: string): { readonly python: readonly string[]; readonly javascript: readonly string[] } => ({
  python: ['options', 'settings#0'].map((holder) => `${holder}.${inPython}`),
  javascript: [`options.${inJavascript}`, inJavascript],
});

const query = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  streaming: 'always',
  parameters: {
    model: { names: option('model', 'model') },
    system: { names: option('system_prompt', 'systemPrompt') },
    prompt: { names: ['prompt'], position: 0 },
    tools: { names: option('tools', 'tools') },
    reasoning: { names: { python: ['options.effort', 'options.thinking', 'options.max_thinking_tokens'], javascript: ['options.effort', 'options.thinking', 'options.maxThinkingTokens'] } },
    steps: { names: option('max_turns', 'maxTurns') },
    outputFormat: { names: option('output_format', 'outputFormat') },
  },
  cap: { absent: 'none' },
  stepsWhenAbsent: null,
  // Printed by `claude -p` for prompts of a line in 2025 and 2026: 15.6k, and 19.5k a turn. Less with tools switched off.
  ownText: { tokens: [3000, 20_000], what: 'the instructions and tools of Claude Code, mostly read from the cache,' },
  // Claude Code marks its own requests.
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const claudeAgentSdk = {
  id: 'claude-agent-sdk',
  name: 'Claude Agent SDK',
  provider: 'anthropic',
  packages: { python: ['claude_agent_sdk', 'claude_code_sdk'], javascript: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code'] },
  clients: [
    { ...connection, names: [''] },
    { ...connection, names: ['ClaudeSDKClient'], packages: ['claude_agent_sdk', 'claude_code_sdk'] },
    // It starts Claude Code before there is a prompt, which asks nobody; what it gives is asked.
    { ...connection, names: ['startup'], packages: ['@anthropic-ai/claude-agent-sdk'] },
    { ...connection, names: ['unstable_v2_createSession', 'unstable_v2_resumeSession'], packages: ['@anthropic-ai/claude-agent-sdk'] },
  ],
  operations: [
    { ...query, clients: ['', 'ClaudeSDKClient'], paths: ['query'], ecosystems: ['python'] },
    { ...query, clients: [''], paths: ['query'], ecosystems: ['javascript'] },
    { ...query, clients: ['startup'], paths: ['query'], ecosystems: ['javascript'], request: { javascript: 'arguments' } },
    { ...query, clients: [''], paths: ['unstable_v2_prompt'], ecosystems: ['javascript'], request: { javascript: 1 } },
    { ...query, clients: ['unstable_v2_createSession', 'unstable_v2_resumeSession'], paths: ['send'], ecosystems: ['javascript'], request: { javascript: 'arguments' } },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: [],
    permanent: ['CLINotFoundError', 'CLIJSONDecodeError'],
    base: ['ClaudeSDKError', 'CLIConnectionError', 'ProcessError'],
  },
} satisfies SdkSpec;

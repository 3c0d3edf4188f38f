import type { SdkSpec } from '../core/model/sdk.ts';

/** Source: chatgpt 5.2.5 (npm). Its other client, which asks the web page's own service, costs nothing by the token. */
export const chatgpt = {
  id: 'chatgpt',
  name: 'chatgpt package',
  provider: 'openai',
  packages: { python: [], javascript: ['chatgpt'] },
  commonNames: ['chatgpt'],
  clients: [{ names: ['ChatGPTAPI'], platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: ['apiBaseUrl'] } }],
  operations: [
    {
      paths: ['sendMessage'],
      ecosystems: ['javascript'],
      request: { javascript: 'arguments' },
      settings: 'path',
      api: 'openai-chat',
      kind: 'generate',
      streaming: 'by-parameter',
      // What was said before is kept by the client, or wherever it is told to, and sent again by the number of the message that is answered.
      parameters: {
        model: { names: ['#1.completionParams.model', 'completionParams.model'] },
        system: { names: ['#1.systemMessage', 'systemMessage'] },
        prompt: { names: ['#0'] },
        maxOutput: { names: ['#1.completionParams.max_tokens', 'completionParams.max_tokens'] },
        temperature: { names: ['#1.completionParams.temperature', 'completionParams.temperature'] },
        stream: { names: ['#1.stream'] },
        timeout: { names: ['#1.timeoutMs'] },
      },
      // It asks for what is left of its own bound, a thousand tokens at most where nothing else is said.
      cap: { absent: 'fixed', tokens: 1000 },
      caching: { kind: 'automatic' },
    },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: ['ChatGPTError'] },
} satisfies SdkSpec;

import type { ClientSpec, ParameterSpec } from '../../core/model/sdk.ts';

/** What all SDKs have in common that Stainless generates: OpenAI's, Anthropic's, Groq's, Together's. `test/sdks/names.test.ts` holds two of them to it. */

export const clientOptions = {
  retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: 2 },
  timeout: { names: ['timeout'] },
  baseUrl: { names: { python: ['base_url'], javascript: ['baseURL'] } },
} satisfies Partial<ClientSpec>;

/** The argument after the request, in JavaScript. */
export const requestOptions = { argument: 1, retries: 'maxRetries', timeout: 'timeout' } as const;

/** What a request carries beside its own fields. In JavaScript these stand in an argument of their own: `requestOptions`. */
export const pythonExtras = {
  timeout: { names: { python: ['timeout'], javascript: [] } },
  extraBody: { names: { python: ['extra_body'], javascript: [] } },
} satisfies Record<string, ParameterSpec>;

export const passThrough = { transparent: ['with_raw_response', 'with_streaming_response'], fluent: ['with_options', 'withOptions', 'copy'] } as const;

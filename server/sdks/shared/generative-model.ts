import type { OperationSpec, ParameterSpec } from '../../core/model/sdk.ts';

/** A Gemini model as an object that was made with its name, its instructions and its settings, each of which a request may override: Google's SDKs before Google Gen AI, and Firebase's. */

const inConfig = (snake: string, camel: string): ParameterSpec => ({ names: { python: [`generation_config.${snake}`], javascript: [`generationConfig.${camel}`] } });

export const modelSettings = {
  model: { names: { python: ['model_name', 'model'], javascript: ['model'] }, settingsPosition: 0 },
  system: { names: { python: ['system_instruction'], javascript: ['systemInstruction'] } },
  tools: { names: ['tools'] },
  toolChoice: { names: { python: ['tool_config'], javascript: ['toolConfig'] } },
  maxOutput: inConfig('max_output_tokens', 'maxOutputTokens'),
  stop: inConfig('stop_sequences', 'stopSequences'),
  temperature: inConfig('temperature', 'temperature'),
  completions: inConfig('candidate_count', 'candidateCount'),
  outputFormat: inConfig('response_schema', 'responseSchema'),
  modalities: { names: { python: [], javascript: ['generationConfig.responseModalities'] } },
  cache: { names: { python: ['cached_content'], javascript: ['cachedContent'] } },
  stream: { names: { python: ['stream'], javascript: [] } },
  timeout: { names: { python: ['request_options.timeout'], javascript: [] } },
} satisfies OperationSpec['parameters'];

export const modelContent = {
  api: 'gemini-content',
  schemas: { titles: 'none' },
  kind: 'generate',
  parameters: { ...modelSettings, messages: { names: ['contents'], position: 0 } },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const modelChat = { ...modelContent, turns: 'kept', parameters: { ...modelSettings, messages: { names: ['history'] }, prompt: { names: { python: ['content'], javascript: ['message'] }, position: 0 } } } satisfies Partial<OperationSpec>;

export const modelCount = { ...modelContent, kind: 'count', cap: { absent: 'none' }, caching: { kind: 'none' }, streaming: 'never' } satisfies Partial<OperationSpec>;

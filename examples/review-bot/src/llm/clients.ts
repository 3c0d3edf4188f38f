import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

export const anthropic = new Anthropic();

let shared: OpenAI | undefined;

export function getOpenAI(): OpenAI {
  shared ??= new OpenAI({ maxRetries: 3 });
  return shared;
}

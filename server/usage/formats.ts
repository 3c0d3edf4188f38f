/** The formats, in the order in which a file is tried on them. */
import type { Format } from './call.ts';
import { anthropicConsole } from './formats/anthropic-console.ts';
import { helicone } from './formats/helicone.ts';
import { langfuse } from './formats/langfuse.ts';
import { litellm } from './formats/litellm.ts';
import { openaiConsole } from './formats/openai-console.ts';
import { opentelemetry } from './formats/opentelemetry.ts';
import { table } from './formats/table.ts';

export const formats: readonly Format[] = [opentelemetry, langfuse, litellm, helicone, anthropicConsole, openaiConsole, table];

import type { OperationSpec } from '../../core/model/sdk.ts';

/** How Claude's prompts are marked for the cache where another SDK passes its blocks on. */
export const markedBlocks = {
  kind: 'explicit',
  marker: 'cache_control',
  topLevel: null,
  exceptPlatforms: [],
  block: { type: 'text', text: '$text', cache_control: { type: 'ephemeral' } },
  value: { type: 'ephemeral' },
} satisfies OperationSpec['caching'];

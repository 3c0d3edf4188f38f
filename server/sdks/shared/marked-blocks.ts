import type { OperationSpec } from '../../core/model/sdk.ts';

/** How blocks of Claude's prompts are marked for the cache, in its own SDK and where another passes them on; the request has no field of its own for it. */
export const markedBlocks = {
  kind: 'explicit',
  marker: 'cache_control',
  topLevel: null,
  exceptPlatforms: [],
  block: { type: 'text', text: '$text', cache_control: { type: 'ephemeral' } },
  value: { type: 'ephemeral' },
} satisfies OperationSpec['caching'];

/** Puts the core together for a session: the part of the server that takes time to load. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { catalog as builtIn } from '../catalog.ts';
import { createWorkspace, settableIds } from '../core/index.ts';
import { createNodeHost } from '../host/node-host.ts';
import { pricesUrl, updateDaily, withStoredPrices } from '../host/settings/price-file.ts';
import { userCacheFolder } from '../host/user-cache.ts';
import { judgeSettings } from '../host/settings/settings-schema.ts';
import { sourceExtensions } from '../host/files/extensions.ts';
import { judgeUsage } from '../host/settings/usage-schema.ts';
import { createTokenCounts } from '../host/vocabulary.ts';
import type { LoadCore } from './session.ts';

export const makeCore: LoadCore = async ({ openText, openCells, settings }) => {
  const cache = userCacheFolder(process.env);
  const catalog = withStoredPrices(builtIn, cache);
  const host = createNodeHost({
    roots: [],
    extensions: sourceExtensions(catalog),
    ruleIds: settableIds(catalog.rules),
    countTokens: createTokenCounts(tokensFolder()),
    judge: judgeSettings,
    judgeUsage,
    openText,
    openCells,
    containers: catalog.containers,
    settings,
  });
  const url = pricesUrl(process.env);
  const fetchPrices = async () => (cache === null || url === null ? null : updateDaily({ url, folder: cache, have: catalog.pricesAsOf }));
  return { workspace: createWorkspace(catalog, host), catalog, host, judge: judgeSettings, fetchPrices };
};

/** Beside the bundle; from source, in the build's folder. */
function tokensFolder(): string {
  const beside = path.join(__dirname, 'tokens');
  return existsSync(beside) ? beside : path.join(__dirname, '../../dist/tokens');
}

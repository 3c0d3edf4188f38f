/** The catalogue as the settings of the current folder price it, for commands that look at no file. */
import { existsSync } from 'node:fs';
import { type Catalog, withUserPrices } from '../core/index.ts';
import { SETTINGS_FILE } from '../host/settings/config.ts';
import { sourceExtensions } from '../host/files/extensions.ts';
import { createNodeHost } from '../host/node-host.ts';
import { join, toWorkspacePath } from '../host/paths.ts';
import { foldersUpTo } from '../host/layout/project-files.ts';
import { type Io, todayOf } from './io.ts';
import { workspaceRoots } from './scan.ts';

/** What is wrong with the settings is told by the commands that look at files. */
export async function withFolderPrices(catalog: Catalog, io: Io): Promise<Catalog> {
  const cwd = toWorkspacePath(io.cwd);
  const [root = cwd] = workspaceRoots([cwd], cwd);
  if (!foldersUpTo(root, cwd).some((folder) => existsSync(join(folder, SETTINGS_FILE)))) return catalog;
  const { judgeSettings } = await import('../host/settings/settings-schema.ts');
  const host = createNodeHost({ roots: [root], extensions: sourceExtensions(catalog), ruleIds: [], judge: judgeSettings, countTokens: () => ({ low: 0, high: 0 }) });
  const models = withUserPrices(catalog.models, host.config(join(cwd, '_')).prices, todayOf(io));
  return models === catalog.models ? catalog : { ...catalog, models, modelCards: models.cards };
}

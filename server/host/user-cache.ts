/** Where things are kept from run to run. `PROMPTCOST_CACHE` names another folder. */
import { isAbsolute, join } from 'node:path';

/** The folder where a user's programs keep what can be made or fetched again; null where the system names none. */
export function userCacheFolder(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform = process.platform): string | null {
  const [own, home] = [env['PROMPTCOST_CACHE'], env['HOME'] ?? env['USERPROFILE']];
  if (own !== undefined && own !== '') return own;
  if (platform === 'win32' && env['LOCALAPPDATA'] !== undefined) return join(env['LOCALAPPDATA'], 'promptcost');
  if (env['XDG_CACHE_HOME'] !== undefined && isAbsolute(env['XDG_CACHE_HOME'])) return join(env['XDG_CACHE_HOME'], 'promptcost');
  if (home === undefined || home === '') return null;
  return platform === 'darwin' ? join(home, 'Library/Caches/promptcost') : join(home, '.cache/promptcost');
}

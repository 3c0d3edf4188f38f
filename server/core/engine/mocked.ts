/** Calls that are answered by a stand-in: nothing is sent, so nothing about them costs. */
import type { CallSite } from '../model/callsite.ts';
import type { Expr } from '../model/facts.ts';
import type { Language } from '../model/language.ts';
import { externalPath, type Value } from '../model/value.ts';

/** Whether a function around the call, or a block, puts a stand-in in some function's place (`@patch("module.function")`). */
export function isMocked(site: CallSite, language: Language, resolve: (path: string, expr: Expr) => Value): boolean {
  const decorators = site.functions.flatMap((fn) => fn.decorators);
  const blocks = site.regions.flatMap((region) => (region.kind === 'with' ? region.items : []));
  return [...decorators, ...blocks].some((expr) => {
    const value = resolve(site.path, expr.kind === 'call' ? expr.callee : expr);
    if (value.kind !== 'external') return false;
    const path = `${value.package}:${externalPath(value)}`;
    return language.idioms.some((idiom) => idiom.means === 'stand-in' && idiom.path === path);
  });
}

/** What an SDK's calls take from a setting that is made beside them: `dspy.configure(lm=…)`. */
import type { CallExpr, Expr, FileFacts } from '../model/facts.ts';
import type { SdkSpec } from '../model/sdk.ts';
import { optionsOf, type RecordField, type Value } from '../model/value.ts';
import { indexOf } from './lookup.ts';
import type { RequestContext } from './request.ts';
import { pathOf } from './steps.ts';
import { either, originOf, unknown } from './values.ts';

/**
 * The fields of a request that settings around the call or before it make. The block around the call counts first, then the last setting before it in the same function or at the top of its
 * file, then what the module is left with. A setting that another function makes, or that a condition may skip, is there sometimes.
 */
export function configuredFields(call: CallExpr, facts: FileFacts, sdk: SdkSpec, at: RequestContext): readonly RecordField[] {
  const { configures } = sdk;
  if (configures === undefined) return [];
  const index = indexOf(facts);
  const settings: { readonly call: CallExpr; readonly around: boolean }[] = [];
  for (const candidate of facts.calls) {
    const { callee } = candidate;
    const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : null;
    if (name === null || !configures.paths.some((path) => path === `${name}()` || path.endsWith(`.${name}()`))) continue;
    if (!candidate.args.some((argument) => argument.kind === 'named' && configures.fields.includes(argument.name))) continue;
    const isIt = optionsOf(at.resolver.resolve(at.path, callee)).some((option) => option.kind === 'external' && sdk.packages[at.ecosystem].includes(option.package) && configures.paths.includes(`${pathOf(option.steps)}()`));
    if (!isIt) continue;
    const block = facts.regions.find((region) => region.kind === 'with' && region.items.some((item) => item.start <= candidate.start && candidate.end <= item.end));
    if (block !== undefined && (call.start < block.start || call.end > block.end)) continue;
    settings.push({ call: candidate, around: block !== undefined });
  }
  const home = index.activation(call.scope);
  const functionOf = (setting: CallExpr): number => index.activation(setting.scope);
  const plain = settings.filter(({ around }) => !around);
  const before = plain.filter((setting) => functionOf(setting.call) === home && setting.call.end <= call.start);
  const ofModule = plain.filter((setting) => functionOf(setting.call) !== home && facts.scopes[functionOf(setting.call)]!.kind === 'module');
  const near = settings.findLast(({ around }) => around) ?? before.at(-1) ?? ofModule.at(-1);
  const chosen = near ?? (plain.length === 1 && functionOf(plain[0]!.call) !== home ? plain[0] : undefined);
  if (chosen === undefined) return [];
  const sure = near !== undefined && (chosen.around || index.encloses(chosen.call.region, call.region));
  const valueOf = (expr: Expr): Value => {
    const value = at.resolver.resolve(at.path, expr);
    return sure ? value : either([value, unknown('what was configured elsewhere', 'dynamic', originOf(at.path, expr))], value.origin);
  };
  return chosen.call.args.flatMap((argument): readonly RecordField[] =>
    argument.kind === 'named' && configures.fields.includes(argument.name)
      ? [{ key: argument.name, value: valueOf(argument.value), presence: sure ? 'always' : 'sometimes', site: { kind: 'argument', path: at.path, call: chosen.call, argument } }]
      : [],
  );
}

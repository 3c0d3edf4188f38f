/**
 * Calls in one line each, for specifications: `app.py:7 anthropic Anthropic().messages.create model=claude-opus-5-5 cap=1024 system=known`.
 *
 * - `path:line` is where the whole expression starts; then the SDK and the path as matched;
 * - `kind` where it is not `generate`, and `legacy`;
 * - `on=` the platform where it is not the provider's own API;
 * - `model=` the name; `a|b` one of several; `a?` unless the caller or the environment says otherwise; `?` not known; `-` none; `!` behind a name that no price is known for;
 * - `cap=` the number, `a|b` one of several, `?` not known, `-` none (`a|-`: sometimes none);
 * - `system=` `known`, `partial` or `unknown`; nothing where there is no system text;
 * - `stream=`, `retries=`, `timeout=`, `base=` where they are not what the SDK does by itself (`no`, its default, none, the provider's own);
 * - `open` where parameters that are not seen may still be there;
 * - `through=` the function of the workspace that asks the model, where it is one that is called.
 */
import type { ModelUse, ParameterUse } from '../../server/core/model/callsite.ts';
import type { PromptPart } from '../../server/core/model/cost.ts';
import type { AnalyzedCall } from '../../server/core/model/rule.ts';
import { optionsOf } from '../../server/core/model/value.ts';

export function callLine(call: AnalyzedCall, path: string, line: number): string {
  const { site, cost } = call;
  const { client } = site;
  const words = [`${path}:${line}`, site.sdk.id, site.callee];
  const add = (name: string, value: string | null): void => void (value !== null && words.push(`${name}=${value}`));
  if (site.operation.kind !== 'generate') words.push(site.operation.kind);
  if (site.operation.legacy !== undefined) words.push('legacy');
  add('on', client.platform === 'api' ? null : client.platform);
  if (site.operation.kind !== 'batch') add('model', modelWord(site.model));
  if (site.operation.parameters.maxOutput !== undefined && site.operation.cap.absent !== 'none') add('cap', capWord(site.parameters.maxOutput));
  add('system', site.parameters.system.state === 'unknown' && site.parameters.system.site === null ? 'unknown' : systemWord(cost.parts));
  add('stream', site.streaming === 'no' ? null : site.streaming);
  add('retries', client.retries.from === 'default' ? null : String(client.retries.count ?? '?'));
  add('timeout', client.timeout === 'absent' ? null : client.timeout === 'unknown' ? '?' : 'set');
  add('base', client.baseUrl === null ? null : client.baseUrl === 'unknown' ? '?' : client.baseUrl);
  if (site.requestOpen !== null) words.push('open');
  add('through', site.through === null ? null : site.through.name);
  return words.join(' ');
}

function modelWord(model: ModelUse): string {
  if (model.state === 'absent') return '-';
  if (model.candidates.length === 0) return '?';
  const names = model.candidates.map(({ id, lookup, certainty }) => `${id}${lookup.kind === 'unknown' ? '!' : ''}${certainty === 'default' ? '?' : ''}`);
  return [...names, ...(model.state === 'partial' && model.candidates.every(({ certainty }) => certainty !== 'default') && names.length === 1 ? ['…'] : [])].join('|');
}

function capWord(use: ParameterUse): string {
  if (use.state === 'absent') return '-';
  if (use.value === null || use.state === 'unknown') return '?';
  const words = optionsOf(use.value).map((option) => (option.kind === 'number' ? String(option.value) : option.kind === 'null' ? '-' : '?'));
  const certain = use.state === 'known' || words.length > 1;
  return [...new Set([...words.filter((word) => word !== '?'), ...words, ...(certain ? [] : ['-'])])].join('|');
}

function systemWord(parts: readonly PromptPart[]): string | null {
  const states = parts.filter((part) => part.role === 'system').map((part) => part.state);
  if (states.length === 0) return null;
  return states.every((state) => state === 'known') ? 'known' : states.every((state) => state === 'unknown') ? 'unknown' : 'partial';
}

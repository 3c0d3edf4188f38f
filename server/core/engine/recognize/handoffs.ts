/** Others that an agent may hand the conversation to: each is one more tool of its requests. */
import type { ParameterUse } from '../../model/callsite.ts';
import type { HandoffSpec } from '../../model/sdk.ts';
import { fieldOf, knownText, type RecordValue, type Value } from '../../model/value.ts';
import { record, textValue } from '../resolve/values.ts';
import { recordIn, type RequestContext } from './request.ts';

/** The tools of a request with those that hand over. */
export function withHandoffs(tools: ParameterUse, handoffs: ParameterUse, spec: HandoffSpec, at: RequestContext): ParameterUse {
  if (handoffs.state === 'absent' || handoffs.value?.kind !== 'list' || handoffs.site === null || handoffs.name === null || (tools.state !== 'absent' && tools.value?.kind !== 'list')) return tools;
  const { value: list, name, site } = handoffs;
  const own = tools.state !== 'absent' && tools.value?.kind === 'list' ? tools.value : null;
  const items = [...(own?.items ?? []), ...list.items.map((item) => toolFor(item, spec, at))];
  const value: Value = { ...list, items, open: own?.open ?? list.open };
  const place = tools.state === 'absent' || tools.name === null || tools.site === null ? { name, site } : { name: tools.name, site: tools.site };
  return { state: 'partial', ...place, value };
}

/** The tool for an agent, or for what wraps one; the agent itself where its name is not known. */
function toolFor(item: Value, spec: HandoffSpec, at: RequestContext): Value {
  const made = recordIn(item, at);
  const agent = made === null || fieldOf(made, 'name') !== undefined ? made : wrapped(made, at);
  const name = knownText(agent === null ? undefined : fieldOf(agent, 'name')?.value);
  if (made === null || agent === null || name === null) return item;
  const filled = (template: string): string => template.replace(/\$(\w+)/g, (_, field: string) => knownText(fieldOf(agent, field)?.value) ?? '').trim();
  const said = (field: string, otherwise: string): string => knownText(fieldOf(made, field)?.value) ?? otherwise;
  return toolRecord(said(spec.toolName, filled(spec.tool).toLowerCase().replace(/[^a-z0-9_]/g, '_')), said(spec.toolDescription, filled(spec.description)), item);
}

function wrapped(made: RecordValue, at: RequestContext): RecordValue | null {
  const inner = fieldOf(made, 'agent') ?? fieldOf(made, '#0');
  return inner === undefined ? null : recordIn(inner.value, at);
}

function toolRecord(name: string, description: string, { origin }: Value): Value {
  const text = (content: string): Value => textValue([content], origin);
  const parameters = record([['type', text('object')], ['properties', record([], origin)]], origin);
  return record([['name', text(name)], ['description', text(description)], ['parameters', parameters]], origin);
}

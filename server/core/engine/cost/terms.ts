/** How a call's requests are served: the service tier and the region that its parameters and its endpoint name. */
import type { CallSite } from '../../model/callsite.ts';
import { listTerms, modeFactor, type PriceTerms } from '../../model/price-request.ts';
import type { ModelLookup, ServiceMode } from '../../model/price.ts';
import { knownText, optionsOf } from '../../model/value.ts';

type KnownModel = Extract<ModelLookup, { readonly kind: 'known' }>;

/** What the parameters of all providers call their tiers. A name that is not here has no listed price. */
const MODES: Readonly<Record<string, ServiceMode>> = {
  auto: 'standard', default: 'standard', standard: 'standard', standard_only: 'standard', on_demand: 'standard',
  flex: 'flex', batch: 'batch', fast: 'fast', priority: 'fast',
};

/** Hosts that keep requests in a region begin with its name: `https://eu.api.…`. */
const REGIONAL_HOST = /^https?:\/\/(us|eu)\.api\./;

/** Every way the requests may be served, the plain one first, and what is assumed of it. At least one. */
export function termsOf(site: CallSite, model: KnownModel, today: string): { readonly options: readonly PriceTerms[]; readonly said: readonly string[] } {
  const said: string[] = [];
  const plain: PriceTerms = { ...listTerms(model.card, today), regional: regionOf(site, model, said), variant: model.variant === 'free' ? 'free' : 'listed' };
  const modes = model.variant === 'batch' ? new Map([['batch', 'batch'] as const]) : modesOf(site, said);
  const options = [...modes].flatMap(([mode, name]): readonly PriceTerms[] => {
    if (modeFactor(model.card, mode) !== null) return [{ ...plain, mode }];
    said.push(`No ${name} price is listed for \`${model.card.id}\`; its standard price is used.`);
    return [plain];
  });
  if (options.some(({ mode }) => mode !== 'standard') && model.variant !== 'batch') said.push(`The call asks for ${[...new Set(options.map(({ mode }) => modes.get(mode) ?? mode))].join(' or ')} service, which its price is for.`);
  if (model.card.offPeak !== null) said.push(`The low end is the price outside of ${model.card.offPeak.peakUtc.join(' and ')} UTC, ${percent(model.card.offPeak.multiplier)} of the high end's.`);
  return { options, said };
}

/** The modes that a request asks for, each by the name that it has there. */
function modesOf(site: CallSite, said: string[]): ReadonlyMap<ServiceMode, string> {
  const use = site.parameters.serviceTier;
  const standard = new Map<ServiceMode, string>([['standard', 'standard']]);
  if (use.state === 'absent' || use.value === null) return standard;
  const modes = new Map<ServiceMode, string>();
  for (const option of optionsOf(use.value)) {
    const name = knownText(option);
    if (name === null) {
      if (option.kind !== 'null') said.push(`The service tier (\`${use.name}\`) is not known here; the standard one is assumed.`);
      modes.set('standard', 'standard');
      continue;
    }
    const mode = MODES[name.toLowerCase()];
    if (mode === undefined) said.push(`No price is listed for the service tier \`${name}\`; the standard price is used.`);
    const known = mode ?? 'standard';
    modes.set(known, known === 'standard' ? known : name.toLowerCase());
  }
  return modes.size === 0 ? standard : modes;
}

/** The factor of the region: the id's own (Bedrock's `us.`), the parameter's, or the endpoint's. */
function regionOf(site: CallSite, { card, regional }: KnownModel, said: string[]): number {
  if (regional !== undefined) {
    if (regional.multiplier !== 1) said.push(`Bound to ${regional.region === 'in-region' ? 'its region' : `the region “${regional.region}”`}: × ${regional.multiplier}.`);
    return regional.multiplier;
  }
  const use = site.parameters.region;
  const name = use.state === 'known' ? knownText(use.value) : null;
  const host = site.client.baseUrl === null ? null : (REGIONAL_HOST.exec(site.client.baseUrl)?.[1] ?? null);
  // A region costs the same as none where the model has no surcharge.
  const client = card.regionalUplift === null ? null : site.client.region;
  const region = name ?? (client === 'unknown' ? null : client) ?? host;
  if (region === null) {
    const unsaid = use.state === 'unknown' && use.site !== null ? ` (\`${use.name ?? 'region'}\`)` : client === 'unknown' ? ' of the client' : null;
    if (unsaid !== null) said.push(`The region${unsaid} is not known here; no surcharge is assumed.`);
    return 1;
  }
  if (region === 'global') return 1;
  if (card.regionalUplift === null) {
    said.push(`What \`${card.id}\` costs when it is bound to the region “${region}” is not known.`);
    return 1;
  }
  said.push(`Bound to the region “${region}”: × ${card.regionalUplift}.`);
  return card.regionalUplift;
}

function percent(factor: number): string {
  return `${Math.round(factor * 100)} %`;
}

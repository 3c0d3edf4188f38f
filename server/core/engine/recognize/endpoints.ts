/** Addresses and the hosts that serve models. */
import type { Endpoint } from '../../model/sdk.ts';
import { escapeRegExp } from '../../model/text.ts';

/** Stands in an address for what is not known of it. */
export const HOLE = '\uFFFC';

const patterns = new WeakMap<Endpoint, RegExp>();

/** The endpoint that an address belongs to, or null. The address may hold holes where no endpoint's own name stands. */
export function endpointOf(url: string, endpoints: readonly Endpoint[]): Endpoint | null {
  return endpoints.find((endpoint) => patternOf(endpoint).test(url)) ?? null;
}

function patternOf(endpoint: Endpoint): RegExp {
  let pattern = patterns.get(endpoint);
  if (pattern === undefined) {
    const host = `(?:https?://)?(?:[\\w.${HOLE}-]+\\.)?${escapeRegExp(endpoint.host).replaceAll('\\*', `[\\w.${HOLE}-]*`)}(?::\\d+)?(?=/|$)`;
    // A path that no other service has tells the endpoint by itself.
    const byPath = endpoint.path === undefined ? '' : `|(?:https?://)?[^/?#]+${escapeRegExp(endpoint.path)}`;
    patterns.set(endpoint, (pattern = new RegExp(`^(?:${host}${byPath})`, 'i')));
  }
  return pattern;
}

/** Texts of which an address of an endpoint holds one. */
export function endpointWords(endpoints: readonly Endpoint[]): readonly string[] {
  const longest = (host: string): string => host.split('*').reduce((a, b) => (b.length > a.length ? b : a));
  return [...new Set(endpoints.flatMap(({ host, path }) => [longest(host), ...(path === undefined ? [] : [path])]))];
}

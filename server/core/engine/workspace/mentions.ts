/** Words that tell of SDKs, looked for in text that is not read any further. */
import { escapeRegExp } from '../../model/text.ts';
import type { Catalog } from '../../model/workspace.ts';
import { endpointWords } from '../recognize/endpoints.ts';

export interface Mentions {
  /** Whether a file's text may have something of an SDK. Never false for one with a call. */
  ofSdk(text: string): boolean;
  /** Whether a text names a library that sends HTTP requests. */
  ofTransport(text: string): boolean;
  /** Whether a package's name stands in a text as a word of its own, as in the path of what a test replaces. */
  ofPackage(text: string): boolean;
}

export function createMentions(catalog: Catalog): Mentions {
  const packages = catalog.sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.javascript]);
  const common = new Set(catalog.sdks.flatMap((sdk) => sdk.commonNames ?? []));
  const words = [...new Set([...packages, ...endpointWords(catalog.endpoints)])].sort((a, b) => b.length - a.length);
  // `a.b` is also imported as `from a import b`.
  const anySdk = new RegExp(words.map((word) => escapeRegExp(word).replace(/^(\w+)\\\.(\w+)$/, '$1(?:\\.|\\s+import\\s.*)$2')).join('|'));
  const anyPackage = new RegExp(`(?<![A-Za-z])(?:${[...new Set(packages)].filter((name) => !common.has(name)).map(escapeRegExp).join('|')})(?![A-Za-z])`);
  const transports = catalog.transports.flatMap((transport) => [...transport.packages.python, ...transport.packages.javascript]).filter((name) => name !== '');
  const anyTransport = new RegExp(`\\b(?:${[...new Set(transports)].map(escapeRegExp).join('|')})\\b`);
  return { ofTransport: (text) => anyTransport.test(text), ofSdk: (text) => anySdk.test(text), ofPackage: (text) => anyPackage.test(text) };
}

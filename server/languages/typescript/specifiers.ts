/** How Deno, Bun and browsers name an npm package: by a scheme or a server, with a version. */

const BY_SCHEME = /^(?:npm|jsr):\/?/;
const BY_SERVER = /^https:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com|deno\.land\/x)\/(?:v\d+\/)?/;

/** The package's own name, with the path inside it: `openai/resources` for `npm:openai@6/resources`. Any other module stays as it is written. */
export function packageSpecifier(module: string): string {
  const rest = module.replace(BY_SCHEME, '').replace(BY_SERVER, '');
  if (rest.length === module.length) return module;
  return rest.replace(/[?#].*$/, '').replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]*/, '$1');
}

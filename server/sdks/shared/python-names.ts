/** Names of methods and functions, and of their asynchronous twins: `embed`, `aembed`. */
export function withAsync(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `a${name}`]);
}

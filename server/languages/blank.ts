/** Text that is not code, taken out of the way of a parser. */

/** The same lines, empty: what stands behind them keeps its place. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

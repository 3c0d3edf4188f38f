/** The report: a line a measure, printed as soon as it is known. */

export function createTable() {
  const skipped = [];
  return {
    section: (title) => console.log(`\n${title}\n${'measure'.padEnd(64)}${'ours'.padStart(12)}${'bar'.padStart(12)}${'ratio'.padStart(8)}`),
    /**
     * A figure in `unit` and the most it may be, if there is a bar; `formula` says what the bar is made of.
     * @param {number} ours @param {number | undefined} bar
     */
    row(measure, ours, unit, bar, formula, detail) {
      const figure = (value) => `${Number.isInteger(value) ? value : value.toFixed(value < 100 ? 1 : 0)} ${unit}`.trim();
      const judged = bar === undefined ? '' : `${figure(bar).padStart(12)}${(bar === 0 ? '' : (ours / bar).toFixed(2)).padStart(8)}  ${ours <= bar ? 'ok' : 'OVER'}`;
      const remarks = [formula, detail].filter((text) => text !== undefined).join(', ');
      console.log(`${measure.padEnd(64)}${figure(ours).padStart(12)}${judged}${remarks === '' ? '' : `   ${remarks}`}`);
    },
    note: (text) => console.log(`  ${text}`),
    skip: (text) => void skipped.push(text),
    printSkipped() {
      if (skipped.length > 0) console.log(`\nskipped\n${[...new Set(skipped)].map((text) => `  ${text}`).join('\n')}`);
    },
  };
}

/** What VS Code runs: every *.suite.cjs beside this file, and a results file that says how it went. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: 'spec', slow: 2000 });
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.suite.cjs'))) mocha.addFile(path.join(__dirname, name));
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const { passes, failures: failed, pending } = runner.stats!;
      if (process.env['SUITE_RESULTS']) writeFileSync(process.env['SUITE_RESULTS'], JSON.stringify({ passed: passes, failed, skipped: pending }));
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
  });
}

// The same suite in a desktop VS Code, through @vscode/test-electron.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether the suite passed. The profile is a throw-away one. */
export async function runOnDesktop({ vsix, suite, fixture, extension }) {
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } = await import('@vscode/test-electron');
  const executable = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode(process.env.VSCODE_VERSION));
  const dir = mkdtempSync(path.join(tmpdir(), 'promptcost-vscode-'));
  const folder = path.join(dir, 'workspace');
  const results = path.join(dir, 'results.json');
  mkdirSync(path.join(dir, 'user-data'), { recursive: true });
  cpSync(fixture, folder, { recursive: true });
  const profile = [`--extensions-dir=${path.join(dir, 'ext')}`, `--user-data-dir=${path.join(dir, 'user-data')}`];
  const [cli, ...ownArguments] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const install = spawnSync(cli, [...ownArguments.filter((argument) => !/^--(extensions|user-data)-dir/.test(argument)), ...profile, '--install-extension', vsix, '--force'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (install.status !== 0) throw new Error(`installing ${vsix} failed`);
  const exit = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    extensionTestsEnv: { SUITE_RESULTS: results },
    launchArgs: [folder, ...profile, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
  }).catch((error) => {
    console.error(error);
    return 1;
  });
  const result = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 0 };
  console.log(`${result.passed} passed, ${result.failed} failed (packaged extension, desktop VS Code)`);
  const passed = exit === 0 && result.failed === 0 && result.passed > 0;
  if (passed) rmSync(dir, { recursive: true, force: true });
  return passed;
}

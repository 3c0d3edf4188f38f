/** The tools we are compared with: installed into the cache where they are missing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fromNpm = ['@ast-grep/cli@0.51.1', 'eslint@9.39.5', 'typescript-eslint@8.73.0', 'typescript@5.9.3'];

/**
 * @param {string} cache a folder of ours
 * @param {(message: string) => void} skip told what could not be had
 * @returns {{ rg: string | undefined, astGrep: string | undefined, eslint: { script: string, config: string } | undefined }}
 */
export function findPeers(cache, skip) {
  const folder = join(cache, 'peers');
  return { rg: ripgrep(skip), ...npmPeers(folder, skip) };
}

function ripgrep(skip) {
  if (works('rg')) return 'rg';
  const root = process.getuid?.() === 0;
  if (process.platform === 'linux' && root && works('apt-get')) {
    for (const args of [['update', '-qq'], ['install', '-y', '-qq', 'ripgrep']]) spawnSync('apt-get', args, { stdio: 'ignore' });
    if (works('rg')) return 'rg';
  }
  skip('ripgrep is not installed (Debian: apt-get install ripgrep), so scans are not compared with it');
  return undefined;
}

function npmPeers(folder, skip) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules', 'eslint'))) {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    try {
      execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...fromNpm], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    } catch {
      skip('ast-grep and eslint could not be installed from npm, so scans are not compared with them');
      return { astGrep: undefined, eslint: undefined };
    }
  }
  const astGrep = join(folder, 'node_modules', '@ast-grep', 'cli', process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep');
  const config = join(folder, 'eslint.config.mjs');
  writeFileSync(config, eslintConfig);
  if (!works(astGrep)) skip('ast-grep was installed but does not run here');
  return { astGrep: works(astGrep) ? astGrep : undefined, eslint: { script: join(folder, 'node_modules', 'eslint', 'bin', 'eslint.js'), config } };
}

/** One cheap rule: what is timed is reading and parsing, as for any linter on this parser. */
const eslintConfig = `import tseslint from 'typescript-eslint';
export default [{
  files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  rules: { 'no-debugger': 'error' },
}];
`;

function works(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

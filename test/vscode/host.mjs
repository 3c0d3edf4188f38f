// Starts VS Code as a server (code-server: its web workbench and Node extension host) and a headless Chromium, all in a throw-away profile.
import { spawn } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newest } from './editors.mjs';

// Only the built-in extensions the tests need: a quieter, quicker start.
const builtins = ['theme-defaults', 'theme-seti', 'json', 'configuration-editing', 'python', 'typescript-basics', 'javascript', 'markdown-basics', 'ipynb'];

const quietSettings = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'update.mode': 'none',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
};

/** A profile for one of the editors that nothing of the developer's home is read from or written to; `more` names further built-in extensions. */
export function sandbox(settings = {}, { more = [], editor = newest } = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'promptcost-vscode-'));
  const at = (...parts) => path.join(dir, ...parts);
  for (const folder of ['user-data/User', 'ext', 'home', 'builtin', 'tmp']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('config.yaml'), '');
  writeFileSync(at('user-data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  for (const name of [...builtins, ...more]) cpSync(path.join(editor.builtins, name), at('builtin', name), { recursive: true });
  return { dir, at, editor, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}

/** Installs a packaged extension into the profile. */
export function installVsix(box, vsix) {
  return new Promise((resolve, reject) => {
    const child = spawn(box.editor.node, [...box.editor.installer(box), '--install-extension', path.resolve(vsix), '--force'], { env: environment(box), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 && /successfully installed/.test(output) ? resolve(output.trim()) : reject(new Error(`install exited with ${code}\n${output}`))));
  });
}

/** Starts the server; `trust: 'nothing'` opens folders in Restricted Mode, `driver: 'tests'` makes a built VS Code honour extensionTestsPath, but skips modal dialogs. */
export async function startServer(box, { driver, trust = 'everything', variables = {} }) {
  const port = await freePort();
  const child = spawn(box.editor.node, box.editor.server(box, { port, driver: driver === 'tests', trusted: trust !== 'nothing' }), { env: environment(box, variables), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const log = box.at('server.log');
  const sink = createWriteStream(log);
  child.stdout.pipe(sink, { end: false });
  child.stderr.pipe(sink, { end: false });

  let gone;
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve((gone = `code-server exited (${code ?? signal})`))));
  const killGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const leaveNoOrphan = () => killGroup('SIGKILL');
  process.once('exit', leaveNoOrphan);
  const stop = async () => {
    if (!gone) {
      killGroup('SIGTERM');
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 5000))]);
    }
    killGroup('SIGKILL');
    process.off('exit', leaveNoOrphan);
  };

  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 60_000; !(await answers(url)); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (!gone && Date.now() < end) continue;
    await stop();
    throw new Error(`${gone ?? 'code-server did not answer'}\n${readFileSync(log, 'utf8')}`);
  }
  return { url, host: `127.0.0.1:${port}`, log, exited, stop };
}

export async function launchBrowser(executablePath) {
  // Loaded here and not at the top: it is there only after setup.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}

export const workbenchUrl = (server, folder, payload) =>
  `${server.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;

/** `/healthz` answers although VS Code cannot load; only `/` tells. */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    return response.ok && (await response.text()).includes('vscode-workbench-web-configuration');
  } catch {
    return false; // Not up yet; the caller has the time limit.
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function environment(box, extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_|PORT$|PASSWORD$|npm_|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: box.at('home'),
    TMPDIR: box.at('tmp'),
    XDG_CONFIG_HOME: box.at('home/.config'),
    XDG_DATA_HOME: box.at('home/.local/share'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  };
}

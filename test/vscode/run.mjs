// node run.mjs [FILE.vsix]: the suite inside two real VS Codes, the newest and the oldest at hand, with the packaged extension installed. With --setup it only fetches them.
// With VSCODE_EXECUTABLE (a desktop VS Code) or VSCODE_VERSION (one to download: `stable`, `1.91.0`) it runs in the desktop shell, else in the web workbench.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { buildSuite, findVsix } from './build.mjs';
import { runOnDesktop } from './desktop.mjs';
import { newest, oldest } from './editors.mjs';
import { installVsix, launchBrowser, sandbox, startServer, workbenchUrl } from './host.mjs';
import { chromiumPath, setup } from './setup.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const timeLimit = Number(process.env.LIMIT ?? 180_000);
const noise = /Ignoring fetching additional builtin|authentication provider 'github'|connection token|Creating a socket|AccountPolicyGate|\[reconnection-grace-time\]|Service Worker|AgentHost|additional builtin extensions cache|Settings pattern/;

const isOnDesktop = Boolean(process.env.VSCODE_EXECUTABLE || process.env.VSCODE_VERSION);
const editors = [newest, oldest];
if (process.argv.includes('--setup')) {
  if (!isOnDesktop) await setup(editors);
  process.exit();
}
const vsix = findVsix();
const suite = await buildSuite();
const fixture = path.join(here, 'fixture');
const passed = isOnDesktop ? await runOnDesktop({ vsix, suite, fixture, extension: path.join(here, 'runner-ext') }) : await runInWorkbenches();
process.exit(passed ? 0 : 1);

async function runInWorkbenches() {
  await setup(editors);
  const total = { passed: 0, failed: 0 };
  for (const editor of editors) {
    console.log(`\nIn ${editor.name}:`);
    const result = await runInWorkbench(editor);
    total.passed += result.passed;
    total.failed += result.failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed (packaged extension, VS Code web workbench)`);
  return total.failed === 0;
}

/** A run that ends before its time counts as one failure at least. */
async function runInWorkbench(editor) {
  const started = Date.now();
  const note = (message) => console.log(`+${((Date.now() - started) / 1000).toFixed(1)} s ${message}`);
  const box = sandbox({}, { editor });
  let server;
  let browser;
  let passed = false;
  let result = { passed: 0, failed: 1 };
  try {
    const folder = box.at('workspace');
    cpSync(fixture, folder, { recursive: true });
    note(await installVsix(box, vsix));
    const results = box.at('results.json');
    server = await startServer(box, { driver: 'tests', variables: { SUITE_RESULTS: results } });
    note('VS Code is up');
    browser = await launchBrowser(chromiumPath);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

    let finish;
    const finished = new Promise((resolve) => (finish = resolve));
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const line = format(...args);
      if (process.env.VERBOSE || !noise.test(line)) console.log(type === 'info' || type === 'log' ? line : `[${type}] ${line}`);
    });
    await page.exposeFunction('codeAutomationExit', (exit) => finish({ exit }));
    page.on('crash', () => finish({ why: 'the page crashed' }));
    browser.on('disconnected', () => finish({ why: 'the browser is gone' }));
    server.exited.then((why) => finish({ why }));
    setTimeout(() => finish({ why: `no end within ${timeLimit} ms` }), timeLimit).unref();

    const remote = (file) => `vscode-remote://${server.host}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(path.join(here, 'runner-ext'))],
      ['extensionTestsPath', remote(suite)],
      ['enableProposedApi', ''],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    await page.goto(workbenchUrl(server, folder, payload), { waitUntil: 'commit', timeout: 60_000 });
    const { exit, why } = await finished;
    note(why ?? `the extension host exited with ${exit}`);
    // The exit code alone is not enough: a dead extension host reports 0 as well.
    const trusted = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 0 };
    // A page whose server is gone would go on looking for it.
    if (exit === 0) await page.close();
    await server.stop();
    const restricted = await runRestricted(editor, browser, note);
    result = { passed: trusted.passed + restricted.passed, failed: trusted.failed + restricted.failed };
    passed = exit === 0 && result.failed === 0 && trusted.passed > 0 && restricted.passed > 0;
    if (!passed && result.failed === 0) result.failed = 1;
    if (!passed) {
      if (!page.isClosed()) await page.screenshot({ path: box.at('failure.png') }).catch((error) => console.error(error));
      console.log(`kept for a look: ${box.dir} (failure.png, server.log, user-data/logs)`);
    }
  } catch (error) {
    console.error(error);
  } finally {
    await browser?.close().catch((error) => console.error(error));
    await server?.stop();
    if (passed) box.remove();
  }
  return result;
}

/**
 * The same extension in a workspace that is not trusted. VS Code trusts whatever it runs tests in (`extensionTestsPath`), so here an extension of its own starts the suite, as one of those that come with the editor.
 */
async function runRestricted(editor, browser, note) {
  const box = sandbox({ 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never', 'security.workspace.trust.untrustedFiles': 'open' }, { editor });
  let server;
  let result = { passed: 0, failed: 1 };
  try {
    const folder = box.at('workspace');
    cpSync(fixture, folder, { recursive: true });
    const starter = box.at('builtin', 'restricted-runner');
    mkdirSync(starter);
    writeFileSync(path.join(starter, 'package.json'), JSON.stringify({
      name: 'restricted-runner', publisher: 'probe', version: '0.0.1', engines: { vscode: '^1.91.0' }, main: './main.cjs', activationEvents: ['onStartupFinished'], extensionKind: ['workspace'],
      capabilities: { untrustedWorkspaces: { supported: true } },
    }));
    // A rejected promise is told by the results alone.
    writeFileSync(path.join(starter, 'main.cjs'), `exports.activate = () => void require(${JSON.stringify(path.join(path.dirname(suite), 'restricted/index.cjs'))}).run().catch(console.error);\n`);
    await installVsix(box, vsix);
    const results = box.at('results.json');
    server = await startServer(box, { driver: 'tests', trust: 'nothing', variables: { SUITE_RESULTS: results } });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => {
      const line = message.text();
      if (process.env.VERBOSE || /✔|passing|failing|^.{0,40}\d+\) /.test(line)) console.log(line.replace(/%[cs]|\(%\w+\)|%d|\[Extension Host\]|\bcolor: \w*/g, '').trim());
    });
    await page.goto(workbenchUrl(server, folder, [['skipWelcome', 'true'], ['skipReleaseNotes', 'true']]), { waitUntil: 'commit', timeout: 60_000 });
    for (const end = Date.now() + timeLimit; !existsSync(results) && Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200)));
    if (existsSync(results)) result = JSON.parse(readFileSync(results, 'utf8'));
    note(`in Restricted Mode: ${result.passed} of ${result.passed + result.failed} passed`);
    if (result.failed > 0) {
      await page.screenshot({ path: box.at('failure.png') }).catch((error) => console.error(error));
      console.log(`kept for a look: ${box.dir} (failure.png, server.log, user-data/logs)`);
    }
    await page.close();
  } finally {
    await server?.stop();
    if (result.failed === 0) box.remove();
  }
  return result;
}

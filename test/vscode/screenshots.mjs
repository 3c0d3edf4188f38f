// node screenshots.mjs [FILE.vsix]: what a person sees, checked in the real workbench, and written to docs/images/ for the README.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findVsix } from './build.mjs';
import { installVsix, launchBrowser, sandbox, startServer, workbenchUrl } from './host.mjs';
import { chromiumPath, setup } from './setup.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const images = path.resolve(here, '../../docs/images');
const vsix = findVsix();
await setup();
mkdirSync(images, { recursive: true });

const box = sandbox({
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.fontSize': 14,
  'editor.inlayHints.fontSize': 12,
  'editor.scrollBeyondLastLine': false,
  'editor.renderWhitespace': 'none',
  'editor.stickyScroll.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': true,
  'workbench.layoutControl.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
}, { more: ['markdown-language-features'] });
const folder = box.at('workspace');
cpSync(path.join(here, 'fixture'), folder, { recursive: true });
await installVsix(box, vsix);
const server = await startServer(box, { driver: 'none' });
const browser = await launchBrowser(chromiumPath);
const wide = { width: 1180, height: 470 };
const page = await browser.newPage({ viewport: wide, deviceScaleFactor: 2 });
page.setDefaultTimeout(60_000);
const strangers = [];
// The resources of a preview have addresses of a host that a service worker of the page stands for.
const own = /^(?:data|blob|ws):|^https:\/\/[\w.+-]+\.vscode-resource\.vscode-cdn\.net\/tmp\//;
page.on('request', (request) => {
  if (!request.url().startsWith(server.url) && !own.test(request.url())) strangers.push(request.url());
});

// VS Code gives a hover a quarter of the editor's height: the picture is the upper part of a tall window.
const tall = { width: 1180, height: 2400 };
let passed = false;
try {
  const remote = (name) => `vscode-remote://${server.host}${folder}/${name}`;
  const shot = (name, clip) => page.screenshot({ path: path.join(images, `${name}.png`), ...(clip ? { clip } : {}) });
  const visit = async (name) => {
    await page.goto(workbenchUrl(server, folder, [['openFile', remote(name)]]), { waitUntil: 'commit' });
    await line('create(').waitFor();
    await hideSideBar();
    await editor().locator('[class*="squiggly-"]').first().waitFor({ state: 'attached' });
    await line('≈ $').waitFor();
    await page.mouse.move(900, 400);
    await page.waitForTimeout(800);
  };
  const editor = () => page.locator('.editor-instance .monaco-editor').first();
  const line = (text) => editor().locator('.view-line', { hasText: text }).first();
  const hideSideBar = async () => {
    if (await page.locator('.part.sidebar').isVisible()) await page.keyboard.press('Control+B');
    for (const close of await page.locator('.notification-toast .codicon-notifications-clear').all()) await close.click().catch(() => undefined);
  };

  await visit('support.py');
  await shot('inline-cost');

  await page.setViewportSize(tall);
  await line('messages').getByText('create', { exact: false }).first().hover().catch(() => line('create(').hover({ position: { x: 220, y: 10 } }));
  await page.locator('.monaco-hover', { hasText: 'typical to worst case' }).first().waitFor();
  await page.waitForTimeout(600);
  await shot('hover', { x: 0, y: 0, width: 1180, height: 730 });
  await page.keyboard.press('Escape');
  await page.setViewportSize(wide);

  await line('create(').click({ position: { x: 240, y: 8 } });
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row', { hasText: 'Compare costs' }).first().click();
  await page.setViewportSize({ width: 1180, height: 620 });
  const preview = page.frameLocator('iframe.webview').frameLocator('iframe');
  await preview.getByText('as it is, on').waitFor();
  await page.waitForTimeout(600);
  await shot('compare');
  await page.keyboard.press('Control+F4');
  await page.setViewportSize(wide);
  await visit('support.py');

  await line('system').click({ position: { x: 120, y: 8 } });
  await page.keyboard.press('Control+.');
  const item = page.locator('.action-widget .monaco-list-row', { hasText: 'Cache' }).first();
  await item.waitFor();
  await page.waitForTimeout(300);
  await shot('quick-fix');
  await item.click();
  await line('cache_control').waitFor();
  await page.keyboard.press('Control+S');
  for (let tries = 0; tries < 200 && !readFileSync(path.join(folder, 'support.py'), 'utf8').includes('cache_control'); tries++) await page.waitForTimeout(50);
  if (!readFileSync(path.join(folder, 'support.py'), 'utf8').includes('cache_control')) throw new Error('the fix was not saved');

  await page.setViewportSize({ width: 1180, height: 620 });
  await visit('triage.ts');
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'gpt-6' }).first().waitFor();
  await page.waitForTimeout(600);
  await shot('problems');
  if (strangers.length > 0) throw new Error(`requests to other hosts: ${strangers.join(', ')}`);
  passed = true;
} catch (error) {
  console.error(error);
  await page.screenshot({ path: path.join(box.dir, 'failure.png') }).catch((failure) => console.error(failure));
  console.log(`kept for a look: ${box.dir} (failure.png, server.log, user-data/logs)`);
} finally {
  await browser.close();
  await server.stop();
  if (passed) box.remove();
}
if (passed) console.log(`written: ${images}`);
process.exit(passed ? 0 : 1);

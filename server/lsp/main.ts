/** The language server's process: `--stdio` (also without any flag), `--node-ipc`, `--socket=N` or `--pipe=NAME` say how it talks. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { listen, loadCore } from './server.ts';

if (!process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(argument))) process.argv.push('--stdio');
const connection = createConnection(ProposedFeatures.all);
// A server that dies takes every view with it: what nothing foresaw is logged, and the next request starts from intact state.
process.on('uncaughtException', (error) => connection.console.error(`uncaught: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`));
listen(connection, loadCore);

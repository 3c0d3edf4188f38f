/** The language server's process: `--stdio`, `--node-ipc`, `--socket=N` or `--pipe=NAME` say how it talks. */
import { CodeActionKind, createConnection, ProposedFeatures, TextDocumentSyncKind, type Connection, type InitializeResult } from 'vscode-languageserver/node';
import { readClient, serverExplainCommand } from './client.ts';
import { fixAllKind } from './convert.ts';
import { answerRequests } from './requests.ts';
import { startSession, type LoadCore } from './session.ts';

/** Serves the client on the other end of this process's channel until it says `exit`. */
export function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  // A server that dies takes every view with it: what nothing foresaw is logged, and the next request starts from intact state.
  process.on('uncaughtException', (error) => connection.console.error(`uncaught: ${error.stack ?? error.message}`));
  process.on('unhandledRejection', (reason) => connection.console.error(`unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`));
  listen(connection, loadCore);
}

/** Serves one client on a connection. */
export function listen(connection: Connection, load: LoadCore): void {
  connection.onInitialize((params): InitializeResult => {
    const client = readClient(params);
    answerRequests(startSession(connection, client, params, load));
    return {
      serverInfo: { name: 'promptcost' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pullsDiagnostics === 'yes' ? { diagnosticProvider: { identifier: 'promptcost', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
        ...(client.rulePageScheme === null ? { executeCommandProvider: { commands: [serverExplainCommand] } } : {}),
      },
    };
  });
  connection.listen();
}

/** Loaded when the handshake is done, so that the client is answered at once. */
export const loadCore: LoadCore = async (options) => (await import('./core.ts')).makeCore(options);

/** The language server: what it can do, and how a client's session begins. */
import { CodeActionKind, TextDocumentSyncKind, type Connection, type InitializeResult } from 'vscode-languageserver';
import { cellLanguages } from '../languages/editor-languages.ts';
import { readClient, serverExplainCommand, serverWhatIfCommand } from './client.ts';
import { compareKind, fixAllKind } from './convert.ts';
import { answerRequests } from './requests.ts';
import { startSession, type LoadCore } from './session.ts';

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
        notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: Object.keys(cellLanguages).map((language) => ({ language })) }] },
        hoverProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, compareKind, fixAllKind] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pullsDiagnostics === 'yes' ? { diagnosticProvider: { identifier: 'promptcost', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
        ...(client.rulePageScheme === null ? { executeCommandProvider: { commands: [serverExplainCommand, serverWhatIfCommand] } } : {}),
      },
    };
  });
  connection.listen();
}

/** Loaded when the handshake is done, so that the client is answered at once. */
export const loadCore: LoadCore = async (options) => (await import('./core.ts')).makeCore(options);

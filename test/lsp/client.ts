/** A real client for the tests: it speaks the protocol over streams with the server as built from source, or with a process of its own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeNotebookDocumentNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeConfigurationNotification,
  DidOpenNotebookDocumentNotification,
  DidOpenTextDocumentNotification,
  NotebookCellKind,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type MarkupContent,
  type NotebookDocumentChangeEvent,
  type Position,
  type ProtocolConnection,
  type Range,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { listen, loadCore } from '../../server/lsp/server.ts';
import type { StatusParams } from '../../server/lsp/protocol.ts';

export interface ClientOptions {
  /** Settings below `promptcost`. */
  readonly settings?: object;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** A command that speaks over stdio, in place of the server in this process. */
  readonly command?: readonly string[];
  readonly folders?: readonly string[];
}

/** What VS Code says of itself, as far as it matters here. */
export const pullingClient: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true, relatedInformation: true },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source', 'source.fixAll'] } }, isPreferredSupport: true },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

/** A client that knows nothing of pulling, as older editors. */
export const pushedClient: ClientCapabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: { relatedInformation: true } } };

export type TestClient = Awaited<ReturnType<typeof startClient>>;

/** Writes `files` to a folder of their own and starts a session on it. */
export async function startClient(files: Readonly<Record<string, string>>, options: ClientOptions = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'promptcost-lsp-')));
  for (const [name, text] of Object.entries(files)) write(name, text);
  const { connection, ended } = options.command === undefined ? inProcess() : ownProcess(options.command);
  let settings: object | null = options.settings ?? null;
  const open = new Map<string, TextDocument>();
  /** Versions of open notebooks. */
  const notebooks = new Map<string, number>();
  const published = new Map<string, readonly Diagnostic[]>();
  const seen = { diagnosticRefreshes: 0, hintRefreshes: 0, messages: [] as string[], logs: [] as string[], status: [] as StatusParams[], registered: [] as string[], watched: [] as string[] };

  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    seen.registered.push(...registrations.map(({ method }) => method));
    seen.watched.push(...registrations.flatMap(({ registerOptions }) => (registerOptions as { watchers?: { globPattern: string }[] } | undefined)?.watchers?.map(({ globPattern }) => globPattern) ?? []));
  });
  connection.onRequest(DiagnosticRefreshRequest.type, () => void seen.diagnosticRefreshes++);
  connection.onRequest(InlayHintRefreshRequest.type, () => void seen.hintRefreshes++);
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => void published.set(uri, diagnostics));
  connection.onNotification(ShowMessageNotification.type, ({ message }) => void seen.messages.push(message));
  connection.onNotification(LogMessageNotification.type, ({ message }) => void seen.logs.push(message));
  connection.onNotification('promptcost/status', (status: StatusParams) => void seen.status.push(status));
  connection.listen();
  const initialized: InitializeResult = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: uri(''),
    workspaceFolders: (options.folders ?? ['']).map((name) => ({ uri: uri(name), name })),
    capabilities: options.capabilities ?? pullingClient,
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  function uri(name: string): string {
    return name.includes(':') ? name : pathToFileURL(join(root, name)).href;
  }
  function write(name: string, text: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  function document(name: string): TextDocument {
    const found = open.get(uri(name));
    if (found === undefined) throw new Error(`${name} is not open`);
    return found;
  }

  /** Tells the server what changed in a document, a cell's by way of its notebook. */
  async function change(target: TextDocument, changes: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = target.version + 1;
    TextDocument.update(target, changes, version);
    const notebook = /^cell:(.*)#/.exec(target.uri)?.[1];
    if (notebook !== undefined) await client.changeNotebook(notebook, { textContent: [{ document: { uri: target.uri, version }, changes }] });
    else await connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri: target.uri, version }, contentChanges: changes });
  }

  const client = {
    connection,
    root,
    seen,
    uri,
    write,
    capabilities: initialized.capabilities,
    text: (name: string): string => document(name).getText(),
    published: (name: string) => published.get(uri(name)),
    /** The position of the first `needle`, plus `offset` UTF-16 units. */
    at(name: string, needle: string, offset = 0): Position {
      const index = document(name).getText().indexOf(needle);
      if (index < 0) throw new Error(`no ${JSON.stringify(needle)} in ${name}`);
      return document(name).positionAt(index + offset);
    },
    async open(name: string, text: string, languageId = name.endsWith('.py') ? 'python' : 'typescript'): Promise<void> {
      open.set(uri(name), TextDocument.create(uri(name), languageId, 1, text));
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri: uri(name), languageId, version: 1, text } });
    },
    /** Opens a notebook with these code cells; each is a document named `cell:<name>#<its place>`. */
    async openNotebook(name: string, sources: readonly string[], languageId = 'python'): Promise<void> {
      const documents = sources.map((text, index) => TextDocument.create(`cell:${name}#${index}`, languageId, 1, text));
      for (const cell of documents) open.set(cell.uri, cell);
      notebooks.set(name, 1);
      await connection.sendNotification(DidOpenNotebookDocumentNotification.type, {
        notebookDocument: { uri: uri(name), notebookType: 'jupyter-notebook', version: 1, cells: documents.map((cell) => ({ kind: NotebookCellKind.Code, document: cell.uri })) },
        cellTextDocuments: documents.map((cell) => ({ uri: cell.uri, languageId, version: 1, text: cell.getText() })),
      });
    },
    async changeNotebook(name: string, cells: NonNullable<NotebookDocumentChangeEvent['cells']>): Promise<void> {
      for (const opened of cells.structure?.didOpen ?? []) open.set(opened.uri, TextDocument.create(opened.uri, opened.languageId, opened.version, opened.text));
      const version = notebooks.get(name)! + 1;
      notebooks.set(name, version);
      await connection.sendNotification(DidChangeNotebookDocumentNotification.type, { notebookDocument: { uri: uri(name), version }, change: { cells } });
    },
    async close(name: string): Promise<void> {
      open.delete(uri(name));
      await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(name) } });
    },
    /** Replaces the first `from` by `to`, as an incremental change. */
    async edit(name: string, from: string, to: string): Promise<void> {
      const range = { start: client.at(name, from), end: client.at(name, from, from.length) };
      await change(document(name), [{ range, text: to }]);
    },
    async changeSettings(next: object | null): Promise<void> {
      settings = next;
      await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { promptcost: next } });
    },
    async writeAndTell(name: string, text: string, type: 1 | 2 | 3 = 2): Promise<void> {
      write(name, text);
      await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uri(name), type }] });
    },
    pull: (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: uri(name) }, ...(previousResultId === undefined ? {} : { previousResultId }) }),
    async diagnostics(name: string): Promise<readonly Diagnostic[]> {
      const report = await client.pull(name);
      return report.kind === 'full' ? report.items : [];
    },
    async rules(name: string): Promise<readonly string[]> {
      return (await client.diagnostics(name)).map(({ code }) => String(code)).sort();
    },
    async hints(name: string): Promise<readonly InlayHint[]> {
      const all = { start: { line: 0, character: 0 }, end: { line: document(name).lineCount, character: 0 } };
      return (await connection.sendRequest(InlayHintRequest.type, { textDocument: { uri: uri(name) }, range: all })) ?? [];
    },
    async hover(name: string, position: Position): Promise<string | null> {
      const hover: Hover | null = await connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri(name) }, position });
      return hover === null ? null : (hover.contents as MarkupContent).value;
    },
    async actions(name: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<readonly CodeAction[]> {
      const params = { textDocument: { uri: uri(name) }, range, context: { diagnostics: [], ...context } };
      return ((await connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
    },
    /** Applies an edit to the open documents, as an editor does: refusing edits of other versions. */
    async apply(edit: WorkspaceEdit | undefined): Promise<void> {
      if (edit?.documentChanges === undefined) throw new Error('the edit has no documentChanges');
      for (const documentChange of edit.documentChanges) {
        if (!('textDocument' in documentChange)) throw new Error('unexpected file operation');
        const { textDocument, edits } = documentChange;
        const target = open.get(textDocument.uri);
        if (target === undefined) throw new Error(`${textDocument.uri} is not open`);
        if (textDocument.version !== target.version) throw new Error(`version ${textDocument.version} given, ${target.version} open`);
        await change(target, [{ text: TextDocument.applyEdits(target, edits as TextEdit[]) }]);
      }
    },
    async stop(): Promise<void> {
      await connection.sendRequest(ShutdownRequest.type);
      if (options.command !== undefined) await connection.sendNotification(ExitNotification.type);
      const code = options.command === undefined ? 0 : await ended;
      connection.dispose();
      rmSync(root, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the server ended with ${code}`);
    },
  };
  return client;
}

/** Waits until `look` gives something; for what the server does unasked. */
export async function eventually<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
  }
}

function inProcess(): { connection: ProtocolConnection; ended: Promise<number | null> } {
  const up = new PassThrough();
  const down = new PassThrough();
  listen(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), loadCore);
  return { connection: createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)), ended: Promise.resolve(0) };
}

function ownProcess([command, ...args]: readonly string[]): { connection: ProtocolConnection; ended: Promise<number | null> } {
  const child = spawn(command!, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve));
  return { connection: createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)), ended };
}

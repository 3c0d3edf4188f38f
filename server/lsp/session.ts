/**
 * One client's session: its folders, open documents and settings, and the workspace they make up. Everything is computed when it is asked for; what
 * the session does by itself is to notice that an answer given earlier no longer holds, and to ask the client to ask again.
 *
 * Invariant: the core is synchronous, so between two `await`s the documents, the settings and the analyses agree with each other.
 */
import {
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InlayHintRefreshRequest,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type Connection,
  type Diagnostic,
  type FileEvent,
  type InitializeParams,
  type RequestType0,
} from 'vscode-languageserver';
import { settableIds } from '../core/index.ts';
import { MEDIA_ENDINGS } from '../core/model/value.ts';
import type { Catalog, FileAnalysis, Workspace } from '../core/model/workspace.ts';
import type { Span } from '../core/model/text.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { callLabel } from '../features/label.ts';
import type { SettingsJudge } from '../host/settings/config.ts';
import type { PriceUpdate } from '../host/settings/price-file.ts';
import type { NodeHost, NodeHostOptions } from '../host/node-host.ts';
import { folderOf as parentOf, isInside, relativeTo, uriToPath } from '../host/paths.ts';
import { USAGE_FOLDER } from '../host/settings/usage-files.ts';
import { editorLanguages, NOTEBOOK_EXTENSION } from '../languages/editor-languages.ts';
import type { Client } from './client.ts';
import { cellIndex, lineIndexes, toDiagnostic, type LineIndex, type Surroundings } from './convert.ts';
import { followDocuments } from './documents.ts';
import type { StatusMethod, StatusParams } from './protocol.ts';
import { defaultEditorSettings, readEditorSettings, type EditorSettings } from './settings.ts';

export interface Core {
  readonly workspace: Workspace;
  readonly catalog: Catalog;
  readonly host: NodeHost;
  readonly judge: SettingsJudge;
  /** Fetches newer prices, once a day, for the next start; null where it was done today or cannot be. */
  fetchPrices(): Promise<PriceUpdate | null>;
}

/** Makes the core; given to the session so that loading begins after the handshake. */
export type LoadCore = (options: Required<Pick<NodeHostOptions, 'openText' | 'openCells' | 'settings'>>) => Promise<Core>;

/** What the client keeps on the screen until it is told to ask again. */
export type View = 'diagnostics' | 'hints' | 'lenses';

export interface Session extends Surroundings {
  readonly connection: Connection;
  readonly client: Client;
  /** Resolves when the catalogue is loaded and the settings are known. */
  readonly ready: Promise<Core>;
  /** What an open document shows of the path it is analysed under. */
  sheet(uri: string): Sheet | undefined;
  /** The workspace folder that holds a file, the innermost of several. */
  folderOf(path: string): string | undefined;
  settings(path: string): EditorSettings;
  analyze(core: Core, path: string): FileAnalysis | undefined;
  /** Remembers what a view was made from, to notice when it no longer holds. */
  shown(sheet: Sheet, view: View, analysis: FileAnalysis): void;
}

/** A document and the text it shows: a whole file, or one cell of a notebook. */
export interface Sheet {
  readonly uri: string;
  readonly path: string;
  /** The part of the path's text that it shows. */
  readonly span: Span;
  readonly kind: 'file' | 'cell';
  /** Positions in the document. */
  readonly index: LineIndex;
}

/** What a view was made from. */
interface Made {
  readonly analysis: FileAnalysis;
  /** What it came to in a cell: an edit of another cell makes a new analysis that mostly says the same. Null for a file. */
  readonly account: string | null;
}

/** How long typing must rest before other open files are looked at, and before diagnostics are pushed. Milliseconds. */
const RECHECK_DELAY = 120;
/** A client that never answers for its settings is served with the defaults. Milliseconds. */
const SETTINGS_TIMEOUT = 3000;

/** How long a folder that is new may take to have its file in it. Milliseconds. */
const FOLDER_DELAY = 1000;

const watched = `**/{*.{${[...Object.values(editorLanguages).flat(), NOTEBOOK_EXTENSION].map((extension) => extension.slice(1)).join(',')}},promptcost.json,.promptcost,.promptcost/usage.json,tsconfig*.json,jsconfig.json,package.json,pyproject.toml,setup.py,setup.cfg}`;
/** Files that programs read prompts from, by their usual names. Clients synchronise them for their unsaved text alone: nothing is reported in them. */
const texts = '**/*.{md,mdx,txt,json,yaml,yml,prompt,j2,jinja,jinja2,mustache,hbs,tmpl,xml}';
/** Pictures and documents that requests carry: only their size is read. */
const media = `**/*.{${Object.values(MEDIA_ENDINGS).flat().join(',')}}`;
const statusMethod: StatusMethod = 'promptcost/status';

/** Starts a session on a connection whose `initialize` request has come. */
export function startSession(connection: Connection, client: Client, params: InitializeParams, load: LoadCore): Session {
  let folders = foldersOf(params);
  /** By folder URI; the empty one is the window's. */
  let settingsByFolder = new Map<string, EditorSettings>();
  let settingProblems: readonly string[] = [];
  let core: Core | undefined;
  /** For each open document, what each of its views was last made from. */
  const views = new Map<string, Map<View, Made>>();
  const shownProblems = new Set<string>();
  /** How many problems of settings files the last status told. */
  let toldProblems = 0;

  /** Paths whose dependents are yet to be looked at. */
  const pending = new Set<string>();
  const recheck = delayed(RECHECK_DELAY, async () => {
    if (core === undefined) return;
    const changed = [...pending];
    pending.clear();
    if (client.pullsDiagnostics === 'no') await push(core);
    else if (await anyOutdated(core, changed)) refresh();
  });

  const documents = followDocuments(connection, {
    changed: (path) => textChanged(path),
    closed: (_, uri) => {
      views.delete(uri);
      if (client.pullsDiagnostics === 'no') report(connection.sendDiagnostics({ uri, diagnostics: [] }));
    },
  });

  const initialized = new Promise<void>((resolve) => connection.onInitialized(() => resolve()));
  const loaded = new Promise((resolve) => setImmediate(resolve)).then(() => load({ openText: documents.text, openCells: documents.contained, settings: (folder) => settings(folder).config }));
  const ready = (async (): Promise<Core> => {
    await initialized;
    followChanges();
    const made = await loaded;
    await configure(made);
    core = made;
    sendStatus(made);
    made.host.followImporters(made.catalog, () => judgeAnew(made));
    if (client.pullsDiagnostics === 'no') recheck.soon();
    if (settingsByFolder.get('')?.priceUpdates === 'on') void tellUpdate(made);
    return made;
  })();
  ready.catch((error: unknown) => {
    log(error);
    report(connection.sendNotification(statusMethod, { health: 'error', message: 'could not start', problems: [String(error)] } satisfies StatusParams));
  });

  const index = lineIndexes(textOf);
  const session: Session = {
    connection,
    client,
    ready,
    sheet,
    text: textOf,
    place(path, span) {
      const { uri, cell } = documents.document(path, span.start);
      return { uri, range: (cell === undefined ? index(path) : cellIndex(index(path), cell)).range(span) };
    },
    version: documents.version,
    folderOf: (path) => folderAround(path)?.path,
    settings,
    analyze,
    shown,
  };

  connection.onDidChangeConfiguration(() => report(settingsChanged()));
  connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes));
  return session;

  /** Nobody waits for it, and what it fetches holds from the next start on: figures do not change under a reader's eyes. */
  async function tellUpdate(made: Core): Promise<void> {
    const update = await made.fetchPrices();
    if (update === null || update.kind === 'current') return;
    connection.console.info(update.kind === 'updated' ? `Prices as of ${update.asOf} were fetched; they are used from the next start on.` : `Prices were not updated: ${update.why}.`);
  }

  function textOf(path: string): string {
    return core?.workspace.text(path) ?? documents.text(path) ?? '';
  }

  function folderAround(path: string): Folder | undefined {
    return folders.filter((folder) => isInside(path, folder.path)).sort((a, b) => b.path.length - a.path.length)[0];
  }

  function settings(path: string): EditorSettings {
    return settingsByFolder.get(folderAround(path)?.uri ?? '') ?? settingsByFolder.get('') ?? defaultEditorSettings;
  }

  function analyze({ workspace, host }: Core, path: string): FileAnalysis | undefined {
    const analysis = host.ignores(path) ? undefined : workspace.analyze(path);
    // Looking at a file may have read settings that nothing looked at before.
    if (core !== undefined && host.configProblems().length !== toldProblems) sendStatus(core);
    return analysis;
  }

  function sheet(uri: string): Sheet | undefined {
    const path = documents.path(uri);
    if (path === undefined) return undefined;
    const cell = documents.cell(uri);
    if (cell !== undefined) return { uri, path, span: cell, kind: 'cell', index: cellIndex(index(path), cell) };
    // A cell that is not in the notebook's language shows nothing of its code.
    return documents.contained(path) !== undefined ? undefined : { uri, path, span: { start: 0, end: Infinity }, kind: 'file', index: index(path) };
  }

  function shown(made: Sheet, view: View, analysis: FileAnalysis): void {
    const own = views.get(made.uri) ?? new Map<View, Made>();
    views.set(made.uri, own.set(view, { analysis, account: made.kind === 'cell' ? accountOf(analysis, made.span) : null }));
  }

  function textChanged(path: string): void {
    if (core === undefined) return;
    core.workspace.changed(path);
    core.host.edited(path);
    pending.add(path);
    recheck.soon();
  }

  function filesChanged(changes: readonly FileEvent[]): void {
    if (core === undefined) return;
    let scope: 'source' | 'settings' = 'source';
    for (const { uri } of changes) {
      const path = uriToPath(uri);
      if (path === undefined) continue;
      if (core.host.changed(path) === 'settings') scope = 'settings';
      core.workspace.changed(path);
      pending.add(path);
    }
    if (scope === 'settings') judgeAnew(core);
    else recheck.soon();
    const fresh = changes.filter(({ uri }) => uri.endsWith(`/${USAGE_FOLDER}`));
    if (fresh.length > 0) setTimeout(() => folderFilled(fresh), FOLDER_DELAY).unref();
  }

  /** A new folder may be told of before the file in it is written, and some watchers do not tell of that any more. */
  function folderFilled(fresh: readonly FileEvent[]): void {
    if (core === undefined) return;
    for (const { uri } of fresh) core.host.changed(uriToPath(uri) ?? '');
    judgeAnew(core);
  }

  async function settingsChanged(): Promise<void> {
    const made = await ready;
    await configure(made);
    judgeAnew(made);
  }

  function judgeAnew(made: Core): void {
    made.workspace.reset();
    sendStatus(made);
    if (client.pullsDiagnostics === 'no') recheck.soon();
    else refresh();
  }

  /** Whether an answer given for another open file than the changed ones no longer holds. The client asks again for the changed ones by itself. */
  async function anyOutdated({ workspace }: Core, changed: readonly string[]): Promise<boolean> {
    const own = new Set(changed.filter((path) => documents.isOpen(path)));
    const concerned = new Set([...changed, ...changed.flatMap((path) => workspace.dependents(path))]);
    for (const path of concerned) {
      for (const uri of documents.uris(path)) {
        const made = views.get(uri);
        const at = made === undefined ? undefined : sheet(uri);
        if (made === undefined || at === undefined || (own.has(path) && at.kind === 'file')) continue;
        const now = workspace.analyze(path);
        for (const before of made.values()) if (now === undefined || isOutdated(before, now, at)) return true;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return false;
  }

  function isOutdated({ analysis, account }: Made, now: FileAnalysis, { span }: Sheet): boolean {
    // Places may have moved along with an edit elsewhere; only what was computed anew can say something new.
    return now.calls !== analysis.calls && (account === null || account !== accountOf(now, span));
  }

  function refresh(): void {
    const ask = (type: RequestType0<void, void>): void => report(connection.sendRequest(type));
    if (client.refreshesDiagnostics === 'yes') ask(DiagnosticRefreshRequest.type);
    if (client.refreshesInlayHints === 'yes') ask(InlayHintRefreshRequest.type);
    if (client.refreshesCodeLenses === 'yes') ask(CodeLensRefreshRequest.type);
  }

  /** Publishes for every open document; one whose analysis is the one last published is left alone. */
  async function push(made: Core): Promise<void> {
    for (const path of [...documents.paths()]) {
      const analysis = analyze(made, path);
      for (const uri of analysis === undefined ? [] : documents.uris(path)) {
        const at = sheet(uri);
        if (at === undefined || views.get(uri)?.get('diagnostics')?.analysis === analysis) continue;
        shown(at, 'diagnostics', analysis!);
        const version = documents.version(uri);
        report(connection.sendDiagnostics({ uri, diagnostics: [...diagnosticsIn(at, analysis!, session)], ...(version === null ? {} : { version }) }));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function followChanges(): void {
    if (client.registersConfiguration === 'yes') report(connection.client.register(DidChangeConfigurationNotification.type, { section: 'promptcost' }));
    if (client.registersWatchers === 'yes') report(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [watched, texts, media].map((globPattern) => ({ globPattern })) }));
    if (client.registersDocuments === 'yes') {
      const documentSelector = [{ scheme: 'file', pattern: texts }];
      report(connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector }));
      report(connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental }));
      report(connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector }));
    }
    if (client.workspaceFolders === 'no') return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      folders = [...folders.filter(({ uri }) => !gone.has(uri)), ...added.flatMap(({ uri }) => folderOf(uri))];
      report(settingsChanged());
    });
  }

  /** Asks the client for its settings, and gives the host the folders. */
  async function configure({ host, catalog, judge }: Core): Promise<void> {
    const scopes = ['', ...folders.map(({ uri }) => uri)];
    const ruleIds = settableIds(catalog.rules);
    const read = (client.configuration === 'yes' ? await sectionsOf(scopes) : []).map((section) => readEditorSettings(section, judge, ruleIds));
    settingsByFolder = new Map(read.map(({ settings }, index) => [scopes[index]!, settings]));
    settingProblems = [...new Set(read.flatMap(({ problems }) => problems))];
    host.setRoots(folders.map(({ path }) => path));
  }

  async function sectionsOf(scopes: readonly string[]): Promise<readonly unknown[]> {
    const answer = connection.workspace.getConfiguration(scopes.map((scopeUri) => (scopeUri === '' ? { section: 'promptcost' } : { section: 'promptcost', scopeUri })));
    return Promise.race([answer, new Promise<readonly unknown[]>((resolve) => setTimeout(resolve, SETTINGS_TIMEOUT, []).unref())]);
  }

  /** Tells the status item, and a person once for each new problem. */
  function sendStatus({ catalog, host }: Core): void {
    // A settings file is read when a file below it is looked at first; those of the folders themselves are looked at now.
    for (const { path } of folders) host.config(`${path}/`);
    toldProblems = host.configProblems().length;
    const problems = [...settingProblems, ...host.configProblems().map(({ path, line, message }) => `${fromFolder(path)}:${line}: ${message}`)];
    const status: StatusParams = { health: problems.length > 0 ? 'warning' : 'ready', message: problems.length > 0 ? 'settings need a look' : `prices as of ${catalog.pricesAsOf}`, problems };
    report(connection.sendNotification(statusMethod, status));
    const fresh = problems.filter((problem) => !shownProblems.has(problem));
    for (const problem of fresh) {
      shownProblems.add(problem);
      connection.console.warn(problem);
    }
    const [first, ...others] = fresh;
    const more = others.length === 0 ? '' : ` The output names ${others.length} more.`;
    if (first !== undefined) report(connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: `promptcost: ${first}${more}` }));
  }

  /** A path as a person knows it: from its workspace folder. */
  function fromFolder(path: string): string {
    const folder = folders.find((candidate) => isInside(path, candidate.path));
    return folder === undefined ? path : relativeTo(folders.length > 1 ? parentOf(folder.path) : folder.path, path);
  }

  /** Failures of what nobody waits for go to the client's log. */
  function report(work: Promise<unknown>): void {
    work.catch(log);
  }

  function log(error: unknown): void {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** Runs `work` once, when nothing has called `soon` for a while; never twice at a time. */
  function delayed(milliseconds: number, work: () => Promise<void>): { readonly soon: () => void } {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(work).catch(log);
      }, milliseconds);
    };
    return { soon };
  }
}

/** The diagnostics that a document shows. */
export function diagnosticsIn({ path, span, kind }: Sheet, analysis: FileAnalysis, around: Surroundings): readonly Diagnostic[] {
  const found = diagnostics(analysis);
  const own = kind === 'file' ? found : found.filter((diagnostic) => diagnostic.path === path && diagnostic.start >= span.start && diagnostic.start <= span.end);
  return own.map((diagnostic) => toDiagnostic(diagnostic, around));
}

/** Everything that is said about a part of a file, wherever the part stands. */
function accountOf({ path, calls, findings }: FileAnalysis, { start, end }: Span): string {
  const isHere = (offset: number): boolean => offset >= start && offset <= end;
  return JSON.stringify([
    calls.filter(({ site }) => isHere(site.call.start)).map((call) => [call.site.call.start - start, callLabel(call)]),
    findings.filter(({ at }) => at.path === path && isHere(at.start)).map(({ at, rule, severity, message }) => [at.start - start, at.end - start, rule, severity, message]),
  ]);
}

interface Folder {
  readonly uri: string;
  readonly path: string;
}

function foldersOf({ workspaceFolders, ...legacy }: InitializeParams): readonly Folder[] {
  if (workspaceFolders) return workspaceFolders.flatMap(({ uri }) => folderOf(uri));
  return legacy.rootUri ? folderOf(legacy.rootUri) : [];
}

function folderOf(uri: string): readonly Folder[] {
  const path = uriToPath(uri);
  return path === undefined ? [] : [{ uri, path }];
}

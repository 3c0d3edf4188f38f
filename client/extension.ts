/**
 * The extension: starts the language server and shows what it says. All work is done in the server; activation creates a few objects and returns.
 */
import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { cellLanguages, editorLanguages } from '../server/languages/editor-languages.ts';
import type { InitializationOptions, RulePageMethod, RulePageParams, RulePageResult, RulesMethod, RulesResult, StatusMethod, StatusParams, WhatIfMethod, WhatIfParams, WhatIfResult } from '../server/lsp/protocol.ts';

const languages = Object.keys(editorLanguages);
const rulePageScheme = 'promptcost-rule';
const whatIfScheme = 'promptcost-what-if';

const statusMethod: StatusMethod = 'promptcost/status';
const rulePageMethod: RulePageMethod = 'promptcost/rulePage';
const rulesMethod: RulesMethod = 'promptcost/rules';
const whatIfMethod: WhatIfMethod = 'promptcost/whatIf';

let client: LanguageClient | undefined;

/** A page that is open is asked for anew when it is shown again: the call may have changed. */
const whatIfChanged = new vscode.EventEmitter<vscode.Uri>();

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('promptcost', { log: true });
  const running = new LanguageClient('promptcost', 'promptcost', serverOptions(context), clientOptions(output));
  client = running;
  const status = createStatus(running);
  context.subscriptions.push(
    output,
    status,
    vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, { provideTextDocumentContent: (uri) => rulePage(running, uri) }),
    vscode.commands.registerCommand('promptcost.restart', () => running.restart()),
    vscode.commands.registerCommand('promptcost.showOutput', () => output.show()),
    vscode.commands.registerCommand('promptcost.explainRule', (rule?: string) => explainRule(running, rule)),
    vscode.workspace.registerTextDocumentContentProvider(whatIfScheme, { onDidChange: whatIfChanged.event, provideTextDocumentContent: (uri) => whatIfPage(running, uri) }),
    vscode.commands.registerCommand('promptcost.whatIf', (uri?: string, callee?: number) => showWhatIf(uri, callee)),
    vscode.commands.registerCommand('promptcost.fixAll', applySafeFixes),
  );
  running.start().catch((error: unknown) => {
    output.error(error instanceof Error ? error : String(error));
    status.severity = vscode.LanguageStatusSeverity.Error;
    status.text = 'promptcost could not start';
  });
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.cjs');
  return {
    // A larger young generation spares half of the garbage collections while somebody types, for some 10 MB.
    run: { module, transport: TransportKind.ipc, options: { execArgv: ['--max-semi-space-size=32'] } },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019', '--enable-source-maps'] } },
  };
}

function clientOptions(outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { rulePageScheme };
  return {
    documentSelector: [...languages.flatMap((language) => [{ scheme: 'file', language }, { scheme: 'untitled', language }]), ...Object.keys(cellLanguages).map((language) => ({ notebook: '*', language }))],
    outputChannel,
    initializationOptions,
    synchronize: { configurationSection: 'promptcost' },
    diagnosticPullOptions: { onChange: true, onSave: false, onTabs: false },
  };
}

/** The item in the language status menu of the files we know. It follows the process as well as what the server says of itself. */
function createStatus(running: LanguageClient): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('promptcost', languages.map((language) => ({ language })));
  item.name = 'promptcost';
  item.text = 'promptcost';
  item.busy = true;
  item.command = { command: 'promptcost.showOutput', title: 'Show output' };
  running.onDidChangeState(({ newState }) => {
    item.busy = newState === State.Starting;
    if (newState === State.Stopped) {
      item.severity = vscode.LanguageStatusSeverity.Error;
      item.text = 'promptcost has stopped';
      item.command = { command: 'promptcost.restart', title: 'Restart' };
    }
  });
  running.onNotification(statusMethod, (status: StatusParams) => {
    item.severity = { ready: vscode.LanguageStatusSeverity.Information, warning: vscode.LanguageStatusSeverity.Warning, error: vscode.LanguageStatusSeverity.Error }[status.health];
    item.text = `promptcost: ${status.message}`;
    // A longer text would push the command out of sight, which shows all of them.
    item.detail = status.problems.length === 0 ? '' : status.problems.length === 1 ? '1 problem' : `${status.problems.length} problems`;
    item.command = { command: 'promptcost.showOutput', title: 'Show output' };
  });
  return item;
}

async function rulePage(running: LanguageClient, uri: vscode.Uri): Promise<string> {
  const rule = uri.path.replace(/^\//, '').replace(/\.md$/, '');
  const params: RulePageParams = { rule };
  return (await running.sendRequest<RulePageResult>(rulePageMethod, params)) ?? `There is no rule named \`${rule}\`.\n`;
}

async function explainRule(running: LanguageClient, named: string | undefined): Promise<void> {
  const rule = named ?? (await pickRule(running));
  if (rule === undefined) return;
  await showPage(vscode.Uri.from({ scheme: rulePageScheme, path: `/${rule}.md` }));
}

async function showPage(uri: vscode.Uri): Promise<void> {
  try {
    // Not among the commands that exist before its first use, which starts its extension: it must be tried.
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // Markdown preview is an extension of its own and can be switched off; the page reads well as text too.
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

/** Without a call it is asked for where the cursor stands: the code action there knows it. */
async function showWhatIf(uri: string | undefined, callee: number | undefined): Promise<void> {
  if (uri === undefined || callee === undefined) {
    const comparison = await comparisonAtCursor();
    if (comparison === undefined) void vscode.window.showInformationMessage('promptcost: no call with a known price stands at the cursor.');
    else await vscode.commands.executeCommand(comparison.command, ...(comparison.arguments ?? []));
    return;
  }
  const page = vscode.Uri.from({ scheme: whatIfScheme, path: '/Compare costs.md', query: JSON.stringify({ uri, callee } satisfies WhatIfParams) });
  whatIfChanged.fire(page);
  await showPage(page);
}

async function comparisonAtCursor(): Promise<vscode.Command | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  return (await actionsIn(editor.document, editor.selection, 'refactor.promptcost.compare')).find(({ command }) => command !== undefined)?.command;
}

/** Whoever goes on typing is asked for new fixes as often. */
const MOST_TRIES = 5;

async function applySafeFixes(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) return;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { version } = document;
    const edit = (await actionsIn(document, new vscode.Range(0, 0, document.lineCount, 0), 'source.fixAll.promptcost')).find((action) => action.edit !== undefined)?.edit;
    // The places of an edit are those of the text that it was made for.
    if (document.version !== version) continue;
    if (edit === undefined) void vscode.window.showInformationMessage('promptcost: there is no safe fix for this file.');
    else await vscode.workspace.applyEdit(edit);
    return;
  }
}

/** The provider is asked, not `editor.action.codeAction`: that one is lost when the editor's own look for code actions, a moment after an edit, comes between. */
async function actionsIn(document: vscode.TextDocument, range: vscode.Range, kind: string): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind);
}

async function whatIfPage(running: LanguageClient, uri: vscode.Uri): Promise<string> {
  const params = JSON.parse(uri.query) as WhatIfParams;
  return (await running.sendRequest<WhatIfResult>(whatIfMethod, params)) ?? 'The call is no longer where it was. Ask again at the call.\n';
}

async function pickRule(running: LanguageClient): Promise<string | undefined> {
  const rules = await running.sendRequest<RulesResult>(rulesMethod);
  const picked = await vscode.window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { title: 'Rules of promptcost', matchOnDetail: true },
  );
  return picked?.label;
}

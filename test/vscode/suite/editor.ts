/** What a person does in the editor, as functions. */
import * as vscode from 'vscode';

export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file(name), Buffer.from(text));
}

export async function open(name: string, text?: string): Promise<vscode.TextDocument> {
  if (text !== undefined) await write(name, text);
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Closes a document and deletes its folder, as if it had never been. */
export async function discard(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.workspace.fs.delete(vscode.Uri.joinPath(document.uri, '..'), { recursive: true });
}

export async function eventually<T>(what: string, look: () => T | undefined | false | Thenable<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
  }
}

export const findings = (document: vscode.TextDocument): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'promptcost');

export const ruleOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code);

/** Waits until the rules reported are exactly these. */
export async function expectRules(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  const rules = (): string => findings(document).map(ruleOf).sort().join(', ');
  const wanted = [...expected].sort().join(', ');
  await eventually(`findings [${wanted}] in ${document.uri.path}, last seen [${rules()}]`, () => rules() === wanted).catch(() => {
    throw new Error(`expected [${wanted}] in ${document.uri.path}, found [${rules()}]`);
  });
}

export async function findingOf(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`a finding of ${rule}`, () => findings(document).find((finding) => ruleOf(finding) === rule));
}

export async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value);
}

export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  if (action?.edit === undefined) throw new Error('no such action');
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new Error(`the editor refused: ${action.title}`);
}

export async function hints(document: vscode.TextDocument): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all);
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

export function at(document: vscode.TextDocument, needle: string, offset = 0): vscode.Position {
  const index = document.getText().indexOf(needle);
  if (index < 0) throw new Error(`no ${JSON.stringify(needle)} in ${document.uri.path}`);
  return document.positionAt(index + offset);
}

export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(at(document, from), at(document, from, from.length)), to);
  await vscode.workspace.applyEdit(edit);
}

export async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}

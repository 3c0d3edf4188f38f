/** What the connected client can do, read once from its `initialize` request. */
import { LSPErrorCodes, ResponseError, type InitializeParams } from 'vscode-languageserver';
import type { CancellationToken } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol.ts';

export type Ability = 'yes' | 'no';

export interface Client {
  /** Asks for diagnostics; one that does not gets them pushed. */
  readonly pullsDiagnostics: Ability;
  readonly refreshesDiagnostics: Ability;
  readonly refreshesInlayHints: Ability;
  readonly refreshesCodeLenses: Ability;
  readonly resolvesHintTooltips: Ability;
  readonly relatedInformation: Ability;
  readonly documentChanges: Ability;
  /** Makes files that an edit asks for. */
  readonly createsFiles: Ability;
  /** Answers `workspace/configuration`. */
  readonly configuration: Ability;
  readonly registersConfiguration: Ability;
  readonly registersWatchers: Ability;
  /** Synchronises documents that the server asks for later. */
  readonly registersDocuments: Ability;
  readonly workspaceFolders: Ability;
  /** The scheme under which the client shows rule pages, or null: the server then shows their gist in a message. */
  readonly rulePageScheme: string | null;
  /** The command that shows a rule's page. */
  readonly explainCommand: string;
  /** The command that shows what a call costs another way. */
  readonly whatIfCommand: string;
}

/** The server's own commands, for clients that have none. */
export const serverExplainCommand = 'promptcost.server.explainRule';
export const serverWhatIfCommand = 'promptcost.server.whatIf';

export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { workspace, textDocument } = capabilities;
  const { rulePageScheme = null } = readInitializationOptions(initializationOptions);
  return {
    pullsDiagnostics: ability(textDocument?.diagnostic),
    refreshesDiagnostics: ability(workspace?.diagnostics?.refreshSupport),
    refreshesInlayHints: ability(workspace?.inlayHint?.refreshSupport),
    refreshesCodeLenses: ability(workspace?.codeLens?.refreshSupport),
    resolvesHintTooltips: ability(textDocument?.inlayHint?.resolveSupport?.properties.includes('tooltip')),
    relatedInformation: ability(textDocument?.diagnostic?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation),
    documentChanges: ability(workspace?.workspaceEdit?.documentChanges),
    createsFiles: ability(workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes('create')),
    configuration: ability(workspace?.configuration),
    registersConfiguration: ability(workspace?.didChangeConfiguration?.dynamicRegistration),
    registersWatchers: ability(workspace?.didChangeWatchedFiles?.dynamicRegistration),
    registersDocuments: ability(textDocument?.synchronization?.dynamicRegistration),
    workspaceFolders: ability(workspace?.workspaceFolders),
    rulePageScheme,
    explainCommand: rulePageScheme === null ? serverExplainCommand : 'promptcost.explainRule',
    whatIfCommand: rulePageScheme === null ? serverWhatIfCommand : 'promptcost.whatIf',
  };
}

/** Lets waiting messages in, among them the one that cancels this request, and ends the request if it did. */
export async function breathe(token: CancellationToken): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function readInitializationOptions(options: unknown): InitializationOptions {
  if (typeof options !== 'object' || options === null || !('rulePageScheme' in options)) return {};
  return typeof options.rulePageScheme === 'string' ? { rulePageScheme: options.rulePageScheme } : {};
}

function ability(value: unknown): Ability {
  return value !== undefined && value !== null && value !== false ? 'yes' : 'no';
}

/** The open documents and the paths they are analysed under. */
import { TextDocuments, type Connection, type TextDocumentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathToUri, uriToPath } from '../host/paths.ts';

export interface Documents {
  /** The path of an open document, also of one that was never saved; undefined where no path can be made of it. */
  path(uri: string): string | undefined;
  /** The text of an open document as the user sees it, or undefined: the disk counts. */
  text(path: string): string | undefined;
  version(path: string): number | null;
  /** The client's own spelling of an open document's URI. */
  uri(path: string): string;
  paths(): Iterable<string>;
  readonly isOpen: (path: string) => boolean;
}

export interface DocumentEvents {
  opened(path: string): void;
  changed(path: string): void;
  closed(path: string, uri: string): void;
}

/** The extension a document is taken to have where its name does not tell: a file that was never saved, a script without one. */
const extensionOfLanguage: Readonly<Record<string, string>> = {
  python: '.py',
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};
const ownExtension = /\.(?:pyi?|[cm]?[jt]s|[jt]sx)$/i;

/** Follows the documents of a connection. */
export function followDocuments(connection: Connection, events: DocumentEvents): Documents {
  const manager = new TextDocuments(TextDocument);
  const byPath = new Map<string, TextDocument>();
  const pathByUri = new Map<string, string>();
  const known = (handle: (path: string, document: TextDocument) => void) => ({ document }: TextDocumentChangeEvent<TextDocument>): void => {
    const path = pathByUri.get(document.uri);
    if (path !== undefined) handle(path, document);
  };
  manager.onDidOpen(({ document }) => {
    const path = pathOf(document);
    if (path === undefined) return;
    pathByUri.set(document.uri, path);
    byPath.set(path, document);
    events.opened(path);
  });
  // The manager reports an opened document as changed, too; by then the analysis is not yet asked for, so this costs nothing.
  manager.onDidChangeContent(known((path) => events.changed(path)));
  manager.onDidClose(known((path, document) => {
    pathByUri.delete(document.uri);
    byPath.delete(path);
    events.closed(path, document.uri);
  }));
  manager.listen(connection);
  return {
    path: (uri) => pathByUri.get(uri),
    text: (path) => byPath.get(path)?.getText(),
    version: (path) => byPath.get(path)?.version ?? null,
    uri: (path) => byPath.get(path)?.uri ?? pathToUri(path),
    paths: () => byPath.keys(),
    isOpen: (path) => byPath.has(path),
  };
}

function pathOf({ uri, languageId }: TextDocument): string | undefined {
  const path = uri.startsWith('untitled:') ? `untitled:/${uri.slice('untitled:'.length).replace(/^\/+/, '')}` : uriToPath(uri);
  if (path === undefined || ownExtension.test(path)) return path;
  return path + (extensionOfLanguage[languageId] ?? '');
}

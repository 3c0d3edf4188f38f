/** The open documents, the cells of notebooks among them, and the paths they are analysed under. */
import { TextDocuments, type Connection, type TextDocumentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cellAt, type Cell, type Contained } from '../core/model/container.ts';
import { extensionOf, pathToUri, uriToPath } from '../host/paths.ts';
import { editorLanguages, NOTEBOOK_EXTENSION } from '../languages/editor-languages.ts';
import { followNotebooks } from './notebooks.ts';

export interface Documents {
  /** The path of an open document, also of one that was never saved, of a cell that of its notebook; undefined where no path can be made of it. */
  path(uri: string): string | undefined;
  /** The text of an open document as the user sees it, of a notebook its code, or undefined: the disk counts. */
  text(path: string): string | undefined;
  /** The code of an open notebook. */
  contained(path: string): Contained | undefined;
  /** The cell of its notebook's code that a document is; undefined for a document that is a file. */
  cell(uri: string): Cell | undefined;
  /** Of an open document. */
  version(uri: string): number | null;
  /** The document that shows an offset of a file's text, in the client's own spelling where it is open, with its cell in a notebook. */
  document(path: string, offset: number): { readonly uri: string; readonly cell: Cell | undefined };
  /** The open documents of a path: one, or the cells of a notebook. */
  uris(path: string): readonly string[];
  paths(): Iterable<string>;
  readonly isOpen: (path: string) => boolean;
}

export interface DocumentEvents {
  changed(path: string): void;
  /** A document of a path: the path itself may still be open, where a cell was deleted. */
  closed(path: string, uri: string): void;
}

/** The extension a document is taken to have where its name does not tell: a file that was never saved, a script without one. */
const extensionOfLanguage = new Map(Object.entries(editorLanguages).map(([language, [extension]]) => [language, extension]));
/** Extensions that tell; a stub is no script. */
const ownExtensions: ReadonlySet<string> = new Set(['.pyi', ...Object.values(editorLanguages).flat()]);

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
    events.changed(path);
  });
  // The manager reports an opened document as changed, too; by then the analysis is not yet asked for, so this costs nothing.
  manager.onDidChangeContent(known((path) => events.changed(path)));
  manager.onDidClose(known((path, document) => {
    pathByUri.delete(document.uri);
    byPath.delete(path);
    events.closed(path, document.uri);
    events.changed(path);
  }));
  manager.listen(connection);
  const notebooks = followNotebooks(connection, { changed: events.changed, cellClosed: events.closed });
  return {
    path: (uri) => pathByUri.get(uri) ?? notebooks.path(uri),
    text: (path) => byPath.get(path)?.getText() ?? notebooks.contained(path)?.text,
    contained: notebooks.contained,
    cell: notebooks.cell,
    version: (uri) => byPath.get(pathByUri.get(uri) ?? '')?.version ?? notebooks.version(uri),
    document(path, offset) {
      const cell = cellAt(notebooks.contained(path)?.cells ?? null, offset);
      const uri = cell === undefined ? undefined : notebooks.cellUri(path, cell);
      return uri === undefined ? { uri: byPath.get(path)?.uri ?? pathToUri(path), cell: undefined } : { uri, cell };
    },
    uris(path) {
      const own = byPath.get(path);
      return own === undefined ? (notebooks.cellUris(path) ?? []) : [own.uri];
    },
    paths: () => [...byPath.keys(), ...notebooks.paths()],
    isOpen: (path) => byPath.has(path) || notebooks.contained(path) !== undefined,
  };
}

function pathOf({ uri, languageId }: TextDocument): string | undefined {
  const path = uri.startsWith('untitled:') ? `untitled:/${uri.slice('untitled:'.length).replace(/^\/+/, '')}` : uriToPath(uri);
  if (path === undefined || ownExtensions.has(extensionOf(path))) return path;
  const extension = extensionOfLanguage.get(languageId) ?? '';
  // A notebook is code only as cells. Opened as text it is JSON; a client that shows it as a script says so by the language.
  return extension === '' && extensionOf(path) === NOTEBOOK_EXTENSION ? undefined : path + extension;
}

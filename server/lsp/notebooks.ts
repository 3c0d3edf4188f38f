/**
 * The open notebooks, each a row of cell documents. The protocol library's own manager is not used: it keeps silent about cells that change places, which
 * changes what later cells see.
 */
import type { Connection, NotebookDocumentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Cell, Contained } from '../core/model/container.ts';
import { joinOpenCells } from '../host/files/notebooks.ts';
import { uriToPath } from '../host/paths.ts';

export interface Notebooks {
  /** The path of the notebook that a cell's document belongs to. */
  path(cellUri: string): string | undefined;
  /** The code of an open notebook. */
  contained(path: string): Contained | undefined;
  /** The document of a cell of `contained`. */
  cellUri(path: string, cell: Cell): string | undefined;
  /** Where a cell's document stands in `contained`; undefined for one of another language. */
  cell(cellUri: string): Cell | undefined;
  version(cellUri: string): number | null;
  /** The documents of an open notebook's cells; undefined for a path that is no open notebook. */
  cellUris(path: string): readonly string[] | undefined;
  paths(): Iterable<string>;
}

export interface NotebookEvents {
  changed(path: string): void;
  cellClosed(path: string, cellUri: string): void;
}

interface OpenNotebook {
  readonly cells: string[];
  readonly documents: Map<string, TextDocument>;
  /** Made when first asked for after a change. */
  contained: Contained | undefined;
}

/** Follows the notebooks of a connection. */
export function followNotebooks(connection: Connection, events: NotebookEvents): Notebooks {
  const byPath = new Map<string, OpenNotebook>();
  const pathByCell = new Map<string, string>();
  const { synchronization } = connection.notebooks;

  synchronization.onDidOpenNotebookDocument(({ notebookDocument, cellTextDocuments }) => {
    const path = pathOf(notebookDocument.uri);
    const notebook: OpenNotebook = { cells: notebookDocument.cells.map(({ document }) => document), documents: new Map(), contained: undefined };
    byPath.set(path, notebook);
    for (const { uri, languageId, version, text } of cellTextDocuments) notebook.documents.set(uri, TextDocument.create(uri, languageId, version, text));
    for (const uri of notebook.cells) pathByCell.set(uri, path);
    events.changed(path);
  });
  synchronization.onDidChangeNotebookDocument(({ notebookDocument, change }) => {
    const path = pathOf(notebookDocument.uri);
    const notebook = byPath.get(path);
    if (notebook === undefined) return;
    notebook.contained = undefined;
    for (const uri of update(notebook, change)) {
      pathByCell.delete(uri);
      events.cellClosed(path, uri);
    }
    for (const uri of notebook.cells) pathByCell.set(uri, path);
    events.changed(path);
  });
  synchronization.onDidCloseNotebookDocument(({ notebookDocument }) => {
    const path = pathOf(notebookDocument.uri);
    const notebook = byPath.get(path);
    byPath.delete(path);
    for (const uri of notebook?.cells ?? []) {
      pathByCell.delete(uri);
      events.cellClosed(path, uri);
    }
    events.changed(path);
  });

  const contained = (path: string): Contained | undefined => {
    const notebook = byPath.get(path);
    if (notebook === undefined) return undefined;
    // A cell whose document was not sent is in a language that was not asked for.
    return (notebook.contained ??= joinOpenCells(notebook.cells.map((uri) => ({ languageId: notebook.documents.get(uri)?.languageId ?? '', text: notebook.documents.get(uri)?.getText() ?? '' }))));
  };
  return {
    path: (cellUri) => pathByCell.get(cellUri),
    contained,
    cellUri: (path, { index }) => byPath.get(path)?.cells[index],
    cell(cellUri) {
      const path = pathByCell.get(cellUri);
      const notebook = path === undefined ? undefined : byPath.get(path);
      const index = notebook?.cells.indexOf(cellUri);
      return path === undefined ? undefined : contained(path)?.cells?.find((cell) => cell.index === index);
    },
    version: (cellUri) => byPath.get(pathByCell.get(cellUri) ?? '')?.documents.get(cellUri)?.version ?? null,
    cellUris: (path) => byPath.get(path)?.cells,
    paths: () => byPath.keys(),
  };
}

/** Carries out a change; gives the cells whose documents are closed. */
function update({ cells, documents }: OpenNotebook, { cells: change }: NotebookDocumentChangeEvent): readonly string[] {
  const { array, didOpen = [], didClose = [] } = change?.structure ?? {};
  if (array !== undefined) cells.splice(array.start, array.deleteCount, ...(array.cells ?? []).map(({ document }) => document));
  // A cell that changes its language is closed and opened again under the same name.
  for (const { uri } of didClose) documents.delete(uri);
  for (const { uri, languageId, version, text } of didOpen) documents.set(uri, TextDocument.create(uri, languageId, version, text));
  for (const { document, changes } of change?.textContent ?? []) {
    const before = documents.get(document.uri);
    if (before !== undefined) documents.set(document.uri, TextDocument.update(before, [...changes], document.version));
  }
  return didClose.map(({ uri }) => uri).filter((uri) => !documents.has(uri));
}

/** Also of a notebook that was never saved. */
function pathOf(uri: string): string {
  const path = uriToPath(uri) ?? uri.replace(/^([\w.+-]+):\/*/, '$1:/').replace(/[?#].*$/, '');
  return path.endsWith('.ipynb') ? path : `${path}.ipynb`;
}

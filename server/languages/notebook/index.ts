/** Jupyter notebooks, as nbformat 4 writes them. */
import type { Container } from '../../core/model/container.ts';
import { NOTEBOOK_EXTENSION } from '../editor-languages.ts';
import { joinCells } from './join.ts';
import { readNotebook } from './read.ts';
import { rewrite } from './rewrite.ts';

export const notebook: Container = {
  id: 'notebook',
  extensions: [NOTEBOOK_EXTENSION],
  open(file, decode) {
    const read = readNotebook(file, decode);
    return read === null ? null : joinCells(read.extension, read.cells);
  },
  rewrite,
};

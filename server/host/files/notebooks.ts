/** Notebooks that an editor shows: cells come one by one, and are joined as those of a file are. */
import type { Contained } from '../../core/model/container.ts';
import { cellLanguages } from '../../languages/editor-languages.ts';
import { joinCells } from '../../languages/notebook/join.ts';

const LANGUAGES = Object.entries(cellLanguages);

/** The code of an open notebook. Cells are numbered as they are given; those of another language than most code is in are left out. */
export function joinOpenCells(cells: readonly { readonly languageId: string; readonly text: string }[]): Contained {
  const extension = LANGUAGES.find(([languageId]) => cells.some((cell) => cell.languageId === languageId))?.[1] ?? '';
  const own = new Set(LANGUAGES.filter(([, other]) => other === extension).map(([languageId]) => languageId));
  return joinCells(extension, cells.flatMap(({ languageId, text }, index) => (own.has(languageId) ? [{ index, source: text }] : [])));
}

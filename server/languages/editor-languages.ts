/** The languages of the files that are read, as editors name them, each with the extensions of its files: the first stands for one that was never saved. */
export const editorLanguages = {
  python: ['.py'],
  typescript: ['.ts', '.mts', '.cts'],
  typescriptreact: ['.tsx'],
  javascript: ['.js', '.mjs', '.cjs'],
  javascriptreact: ['.jsx'],
  vue: ['.vue'],
  svelte: ['.svelte'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const NOTEBOOK_EXTENSION = '.ipynb';

/** Those of them that a notebook's cells are in, the most usual first, with the extension of a file which holds the code of all cells: cells of either of two languages with the same one see each other. */
export const cellLanguages: Readonly<Partial<Record<keyof typeof editorLanguages, string>>> = { python: '.py', typescript: '.ts', javascript: '.ts' };

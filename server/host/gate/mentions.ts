/** Whether any source file of a workspace folder contains a word. Answered from raw bytes, and remembered until a file changes that could change it. */
import { searchFor } from './byte-search.ts';
import { isInside } from '../paths.ts';
import { type ByteReader } from '../files/source-files.ts';

export interface Mentions {
  anywhere(word: string, root: string): 'yes' | 'no';
  /** A file was edited, created or deleted. */
  changed(path: string): void;
  reset(): void;
}

export interface MentionsOptions {
  readonly reader: ByteReader;
  /** The source files of a workspace folder. */
  readonly files: (root: string) => readonly string[];
  /** What an editor shows of a file, which wins over the disk. */
  readonly openText: (path: string) => string | undefined;
}

interface Answer {
  readonly word: string;
  readonly root: string;
  /** A file with the word, or null where there is none. */
  readonly witness: string | null;
}

export function createMentions({ reader, files, openText }: MentionsOptions): Mentions {
  const answers = new Map<string, Answer>();
  return {
    anywhere(word, root) {
      const key = `${root}\0${word}`;
      let answer = answers.get(key);
      if (answer === undefined) answers.set(key, (answer = { word, root, witness: search(word, files(root)) }));
      return answer.witness === null ? 'no' : 'yes';
    },
    changed(path) {
      for (const [key, { word, root, witness }] of answers) {
        if (!isInside(path, root)) continue;
        if (witness === path) answers.delete(key);
        else if (witness === null && search(word, [path]) !== null) answers.set(key, { word, root, witness: path });
      }
    },
    reset: () => answers.clear(),
  };

  function search(word: string, paths: readonly string[]): string | null {
    const holds = searchFor([word]);
    for (const path of paths) {
      const open = openText(path);
      if (open !== undefined) {
        if (open.includes(word)) return path;
        continue;
      }
      try {
        if (holds(reader.read(path))) return path;
      } catch {
        // Deleted since it was listed, or unreadable: the scan says so, and it shows no word.
      }
    }
    return null;
  }
}

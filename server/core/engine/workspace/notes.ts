/** What an analysis rests on, and the reader that writes it down. */
import type { Language } from '../../model/language.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { Answer, Question, TextFile, Told, WorkspaceHost } from '../../model/workspace.ts';
import type { Recognizer } from '../recognize/recognize.ts';
import type { KnownSdks } from '../recognize/known-sdks.ts';
import type { Reader } from '../resolve/reader.ts';
import type { Files, SourceFile } from './files.ts';
import type { Located, Modules } from './modules.ts';

export interface Notes {
  /** Other files it read, as they were then: what they showed is only worked out when they have changed. Null: looked for and missing. */
  readonly read: Map<string, SourceFile | null>;
  /** Files whose text the program reads when it runs, those that were looked for and are missing included. */
  readonly texts: Map<string, TextFile>;
  /** Those of the files read of which all matters. */
  readonly whole: Set<string>;
  /** What the workspace was asked as a whole, by the question's words. */
  readonly asked: Map<string, Told>;
  /** `along`: an edit inside one function may leave the rest of it standing. */
  moves: 'along' | 'not';
  /** Files that are only named, so that none is read for the notes alone. */
  readonly named: Set<string>;
  /** `once`: what files said is not held, since nobody will ask this workspace whether the analysis still holds. */
  readonly for: 'remembering' | 'once';
}

/** What an analysis reads, and what it asks the workspace as a whole. */
export interface NotingReader extends Reader {
  /** Whether any source file around contains a word. */
  mentions(word: string): 'yes' | 'no';
}

/** What all analyses of a workspace read from. */
export interface Sources {
  readonly host: WorkspaceHost;
  readonly files: Files;
  readonly modules: Modules;
  readonly knownSdks: KnownSdks;
  factsOf(path: string, file: SourceFile): FileFacts;
  mentionsSdk(file: SourceFile | null): boolean;
  mentionsTransport(text: string): boolean;
}

export function newNotes(purpose: Notes['for']): Notes {
  return { read: new Map(), texts: new Map(), whole: new Set(), asked: new Map(), moves: 'along', named: new Set(), for: purpose };
}

/** Takes over everything that an earlier analysis rested on. */
export function takeOver(notes: Notes, before: Omit<Notes, 'for' | 'named'>): void {
  for (const [path, seen] of before.read) notes.read.set(path, seen);
  for (const [path, seen] of before.texts) notes.texts.set(path, seen);
  for (const path of before.whole) notes.whole.add(path);
  for (const [question, told] of before.asked) notes.asked.set(question, told);
}

/** @param home the file that is analysed, which rests on itself without a note */
export function readerFor(home: string, notes: Notes, { host, files, modules, knownSdks, factsOf, mentionsSdk, mentionsTransport }: Sources): NotingReader {
  const { read } = notes;
  const { languageOf } = files;
  const located = new Set<Located>();

  function ask(question: Question): Answer {
    const key = question.join('\0');
    const known = notes.asked.get(key);
    if (known !== undefined) return known[1];
    const answer = answerOf(host, question, home);
    notes.asked.set(key, [question, answer]);
    return answer;
  }

  function note(path: string): SourceFile | null {
    const file = files.at(path);
    // What a data file says is noted where it is read.
    if (path !== home && !read.has(path) && (file !== null || files.isCode(path))) read.set(path, file);
    return file;
  }

  function missed(path: string): void {
    if (path !== home && !read.has(path)) read.set(path, null);
  }

  /** What the SDKs that hold for a file say in its language; `otherwise` where it has none. */
  function told<Said>(path: string, otherwise: Said, say: (recognizer: Recognizer, language: Language) => Said): Said {
    const language = languageOf(path);
    return language === undefined ? otherwise : say(knownSdks.at(path).recognizer, language);
  }

  return {
    facts(path) {
      const file = note(path);
      return file === null ? undefined : factsOf(path, file);
    },
    text: (path) => note(path)?.text ?? '',
    rely(path) {
      if (notes.for === 'remembering') note(path);
      else if (path !== home) notes.named.add(path);
    },
    readWhole: (path) => void notes.whole.add(path),
    copied(part) {
      notes.moves = 'not';
      return part;
    },
    readAllCalls() {
      notes.moves = 'not';
    },
    mentions: (word) => ask(['mentions', word]) as 'yes' | 'no',
    // A shell that asks for each file once knows beforehand of all files whether they may call.
    mentionsSdk: (path) => (notes.for === 'once' ? host.mayCall?.(path) : (ask(['mayCall', path]) as boolean | null)) ?? mentionsSdk(note(path)),
    mentionsTransport: (path) => mentionsTransport(note(path)?.text ?? ''),
    mayCallBy: (path, verb) => host.mayCallBy?.(path, verb) !== false,
    callersOf: (path, name) => ask(['callersOf', path, name]) as readonly string[],
    importersOf: (path) => ask(['importersOf', path]) as readonly string[],
    hasAllCallers(path) {
      const language = languageOf(path);
      return language !== undefined && host.layout(path).published?.includes(language.ecosystem) !== true && ask(['knowsCallersOf', path]) === true;
    },
    readText(path) {
      const file = files.textAt(path);
      notes.texts.set(path, file);
      return file;
    },
    roots: (path) => host.layout(path).sourceRoots,
    implied: (path) => host.layout(path).implied ?? [],
    languageOf,
    locate(fromPath, module) {
      const found = modules.locate(fromPath, module);
      const { location } = found;
      if (located.has(found)) return location;
      located.add(found);
      found.missed.forEach(missed);
      found.passedOver.forEach(note);
      // What another file says of this one is not told from this one's text.
      if (fromPath !== home && location.kind === 'file' && location.path === home) notes.moves = 'not';
      return location;
    },
    ownFile: (fromPath, module, name) => modules.ownFile(fromPath, module, name, missed),
    claimed: (fromPath, module) => told(fromPath, null, (recognizer, { ecosystem }) => recognizer.packageOf(ecosystem, module)),
    sends: (fromPath, name) => told(fromPath, false, (recognizer, { ecosystem }) => recognizer.packageOf(ecosystem, name) !== null || recognizer.isTransport(ecosystem, name)),
    classDecorator: (fromPath, name, decorator) => told(fromPath, null, (recognizer, { ecosystem }) => recognizer.classDecorator(ecosystem, name, decorator)),
    isAnything: (fromPath, name, type) => told(fromPath, false, (recognizer, { ecosystem }) => recognizer.isAnything(ecosystem, name, type)),
    hasOwnModel: (fromPath, name, type) => told(fromPath, false, (recognizer, { ecosystem }) => recognizer.hasOwnModel(ecosystem, name, type)),
  };
}

const NO_FILES: readonly string[] = [];

/** @param path the file for which it is asked */
export function answerOf(host: WorkspaceHost, question: Question, path: string): Answer {
  switch (question[0]) {
    case 'mentions':
      return host.mentions(question[1], path);
    case 'mayCall':
      return host.mayCall?.(question[1]) ?? null;
    case 'callersOf':
      return host.callersOf?.(question[1], question[2]) ?? NO_FILES;
    case 'importersOf':
      return host.importersOf?.(question[1]) ?? NO_FILES;
    case 'knowsCallersOf':
      return host.knowsCallersOf?.(question[1]) ?? false;
  }
}

export function isSameAnswer(a: Answer, b: Answer): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((path, i) => path === b[i]));
}

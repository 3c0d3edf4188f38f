/** What an analysis reads. Every read is noted, with the version that was seen, so that a remembered analysis knows when it is out of date. */
import type { FileFacts } from '../../model/facts.ts';
import type { Language } from '../../model/language.ts';
import type { ClassDecoratorSpec } from '../../model/sdk.ts';
import type { TextFile } from '../../model/workspace.ts';

export interface Reader {
  facts(path: string): FileFacts | undefined;
  text(path: string): string;
  /** Notes a file that something remembered was told from. */
  rely(path: string): void;
  /** Notes that more of a file matters than other files can see of it. */
  readWhole(path: string): void;
  /** Notes that what is remembered may hold a copy of a part of the facts, whose places do not move along when its file is edited. Gives the copy. */
  copied<Part>(part: Part): Part;
  /** Notes that what is remembered rests on all calls of a file, whatever they are called. */
  readAllCalls(): void;
  /** A quick look at a file: may it have something of an SDK? */
  mentionsSdk(path: string): boolean;
  /** The same of libraries that send HTTP requests. */
  mentionsTransport(path: string): boolean;
  /** Whether a file may call an operation of this name; an empty one where a client is called itself. */
  mayCallBy(path: string, verb: string): boolean;
  /** Files that import a file and call something of this name, as far as that is known. */
  callersOf(path: string, name: string): readonly string[];
  /** Files that import a file, as far as that is known. */
  importersOf(path: string): readonly string[];
  /** Whether nobody else calls what a file has: all files that do are known, and it belongs to no package that is published. */
  hasAllCallers(path: string): boolean;
  /** The text of any file inside the workspace, or why there is none. */
  readText(path: string): TextFile;
  /** Folders that relative names of files may start from when the program runs, nearest first. */
  roots(path: string): readonly string[];
  languageOf(path: string): Language | undefined;
  /** Files whose exports a file has without an import. */
  implied(path: string): readonly string[];
  /** Where an imported module is: a file of the workspace, a package that the catalog or nobody knows. */
  locate(fromPath: string, module: string): ModuleLocation;
  /** The workspace's own file of a module that a package of the catalog claims, where the package has no such name and the importing file is in it too: the SDK's own source. */
  ownFile(fromPath: string, module: string, name: string): string | null;
  /** The catalog's package that a module belongs to, whatever the workspace has; null where nobody claims it. */
  claimed(fromPath: string, module: string): string | null;
  /** Whether a package of the catalog may send requests: an SDK's, or a library's that sends HTTP requests. */
  sends(fromPath: string, name: string): boolean;
  /** Whether a type of a package of the catalog says nothing of what has it. */
  isAnything(fromPath: string, name: string, type: string): boolean;
  /** Whether the objects of a type of a package of the catalog each have a model of their own, of which the type says nothing. */
  hasOwnModel(fromPath: string, name: string, type: string): boolean;
  /** What a class decorator of a package of the catalog fills in; null where it is none. */
  classDecorator(fromPath: string, name: string, decorator: string): ClassDecoratorSpec | null;
}

export type ModuleLocation =
  | { readonly kind: 'file'; readonly path: string }
  /** A file that no language claims, imported for its content; `as` how it is imported. */
  | { readonly kind: 'data'; readonly path: string; readonly as: 'text' | 'data' }
  /** `claimed`: an SDK or retry library of the catalog; the name is then the claimed package, without subpath. */
  | { readonly kind: 'package'; readonly name: string; readonly claimed: 'yes' | 'no' };

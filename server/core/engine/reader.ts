/** What an analysis reads. Every read is noted, with the version that was seen, so that a remembered analysis knows when it is out of date. */
import type { FileFacts } from '../model/facts.ts';
import type { Language } from '../model/language.ts';

export interface Reader {
  facts(path: string): FileFacts | undefined;
  text(path: string): string;
  languageOf(path: string): Language | undefined;
  /** Where an imported module is: a file of the workspace, a package that the catalog or nobody knows. */
  locate(fromPath: string, module: string): ModuleLocation;
}

export type ModuleLocation =
  | { readonly kind: 'file'; readonly path: string }
  /** `claimed`: an SDK or retry library of the catalog; the name is then the claimed package, without subpath. */
  | { readonly kind: 'package'; readonly name: string; readonly claimed: 'yes' | 'no' };

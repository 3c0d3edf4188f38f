/** The files that are likely to be one program with a file: what one of them sets for all holds in the others. */
import { escapeRegExp } from '../../../model/text.ts';
import type { Reader } from '../reader.ts';

/** More files than this import it: it is no part of one program. */
const MAX_IMPORTERS = 6;

/** Files that import a file; none where too many do. */
export function fewImportersOf(reader: Reader, path: string): readonly string[] {
  const importers = reader.importersOf(path);
  return importers.length > MAX_IMPORTERS ? [] : importers;
}

/** Those of them in which a name of the file stands among the arguments of a call, with more behind it. @param before what stands before the name, as a pattern */
export function fewImportersPassing(reader: Reader, path: string, name: string, before: string): readonly string[] {
  const passing = new RegExp(String.raw`${before}\s*${escapeRegExp(name)}\s*,`);
  return fewImportersOf(reader, path).filter((file) => passing.test(reader.text(file)));
}

/** Files that import a file, and those of some that they import beside it; none where too many do. */
export function filesAround(reader: Reader, path: string, isMeant: (file: string) => boolean): readonly string[] {
  const importers = fewImportersOf(reader, path);
  return [...new Set([...importers, ...importers.flatMap((importer) => importedBy(reader, importer, isMeant))])].filter((file) => file !== path);
}

/** Files of the workspace that a file imports, of some. */
export function importedBy(reader: Reader, path: string, isMeant: (file: string) => boolean): readonly string[] {
  return (reader.facts(path)?.imports ?? []).flatMap(({ module }) => {
    const location = reader.locate(path, module);
    return location.kind === 'file' && location.path !== path && isMeant(location.path) ? [location.path] : [];
  });
}

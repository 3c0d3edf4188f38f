/** What tools and their schemas are called, and how what is written about them is cleaned: the same where schemas are made and where they are read. */

/** The keys of a function's docstring, beside those that requests have: of one with decorators, and of one without. */
export const DOC = '$doc';
export const BARE_DOC = '$doc of a bare function';

/** The key of a field's schema that says that the field need not be there. No schema that is read has it. */
export const OPTIONAL = '$optional';

/** A docstring without its indentation. */
export function cleanedDoc(doc: string): string {
  return doc.replace(/\n[ \t]+/g, '\n').trim();
}

/** Whether a tool that has this key is one that the provider runs. */
export function isGivenKey(key: string): boolean {
  return /^(?:google_?search(?:_?retrieval)?|code_?execution|url_?context|google_?maps)$/i.test(key);
}

/** `zip_code` as `Zip Code`. */
export function titleOf(name: string): string {
  return name.replaceAll('_', ' ').trim().replace(/[A-Za-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());
}

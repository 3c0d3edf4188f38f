/** What the library's tests of texts and lists say: `model.startsWith("gpt-")`, `MODELS.includes(model)`. */
import { knownText, type Value } from '../../../model/value.ts';
import { isAmong } from '../conditions.ts';

/** The answer of a test by what its method means; null where that is not known. Several texts may be given, of which one is enough. */
export function testOf(tested: Value, means: string, argument: Value): boolean | null {
  if (means === 'has') return isAmong(argument, tested);
  if (means !== 'begins' && means !== 'ends') return null;
  const text = knownText(tested);
  const ends = (argument.kind === 'list' && argument.open === null ? argument.items : [argument]).map((end) => knownText(end));
  if (text === null || !ends.every((end) => end !== null)) return null;
  return ends.some((end) => (means === 'begins' ? text.startsWith(end) : text.endsWith(end)));
}

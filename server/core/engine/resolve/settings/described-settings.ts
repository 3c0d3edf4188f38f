/** Settings that libraries read by their names: what the code or a file beside it gives for one, which whoever starts the program may replace. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { fieldOf, knownText, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { pathValue } from '../texts/paths.ts';
import { firstArgument } from './read-settings.ts';
import { dataAt } from '../texts/text-files.ts';
import { either, originOf, unknown } from '../values.ts';

/** What a call of such a method gives; null where the idiom is another, or what is read is not in sight. */
export function settingBy(evaluator: Evaluator, path: string, call: CallExpr, callee: ExternalValue, idiom: Idiom, frame: Frame): Value | null {
  const origin = originOf(path, call);
  switch (idiom.means) {
    case 'setting-of-chain':
      return orElse(givenInChain(evaluator, callee, idiom.setters ?? []), nameIn(evaluator, callee), origin);
    case 'described-setting':
    case 'stored-setting':
    case 'setting-in-files': {
      const [first] = call.args;
      const name = first === undefined ? null : knownText(evaluator.evaluate(path, first.value, frame));
      if (name === null) return null;
      if (idiom.means === 'setting-in-files') return orElse(inFiles(evaluator, path, idiom.modules ?? [], name, origin), name, origin);
      return orElse(below(descriptionsOf(evaluator, callee), idiom.means === 'stored-setting' ? `${idiom.field}.${name}` : `${name}.${idiom.field}`), name, origin);
    }
    default:
      return null;
  }
}

function orElse(given: Value | null, name: string, origin: Origin): Value {
  const chosen = unknown(`setting ${name}`, 'environment', origin);
  return given === null ? chosen : either([given, chosen], origin);
}

function givenInChain(evaluator: Evaluator, { steps }: ExternalValue, methods: readonly string[]): Value | null {
  const at = steps.findLastIndex((step) => step.kind === 'member' && methods.includes(step.name));
  return firstArgument(evaluator, steps[at + 1]);
}

/** The name that the first call of a chain is given. */
function nameIn(evaluator: Evaluator, { steps }: ExternalValue): string {
  const name = firstArgument(evaluator, steps.find((step) => step.kind === 'call'));
  return (name === null ? null : knownText(name)) ?? '…';
}

function descriptionsOf(evaluator: Evaluator, { steps }: ExternalValue): Value | null {
  return firstArgument(evaluator, steps.find((step) => step.kind === 'call'));
}

function inFiles(evaluator: Evaluator, path: string, files: readonly string[], name: string, origin: Origin): Value | null {
  for (const file of files) {
    const found = below(dataAt(evaluator, path, pathValue(file, 'somewhere', origin), origin), name);
    if (found !== null) return found;
  }
  return null;
}

/** What stands at a path of names with dots between them. */
function below(value: Value | null, name: string): Value | null {
  return name.split('.').reduce<Value | null>((at, part) => (at?.kind === 'record' ? (fieldOf(at, part)?.value ?? null) : null), value);
}

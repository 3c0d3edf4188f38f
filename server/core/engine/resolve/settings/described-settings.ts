/** Settings that libraries read by their names: what the code or a file beside it gives for one, which whoever starts the program may replace. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { fieldOf, knownText, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import { callFunction } from '../apply.ts';
import { runIn, type Evaluator, type Frame } from '../evaluator.ts';
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
    case 'setting-in-program': {
      const [first] = call.args;
      const name = first === undefined ? null : knownText(evaluator.evaluate(path, first.value, frame));
      return name === null || !name.includes('.') ? null : inProgram(evaluator, path, idiom, name, origin);
    }
    default:
      return null;
  }
}

/** How far above a file the one is looked for that starts its program, and among how many. */
const MAX_ABOVE = 4;
const MAX_FILES = 16;

/** What the functions give under a name that a file above this one has loaded. */
function inProgram(evaluator: Evaluator, path: string, { setters = [], field }: Idiom, name: string, origin: Origin): Value | null {
  const above = new Set([path]);
  for (let step = 0, fresh: readonly string[] = [path]; step < MAX_ABOVE && fresh.length > 0 && above.size <= MAX_FILES; step++) {
    fresh = fresh.flatMap((file) => evaluator.reader.importersOf(file)).filter((file) => !above.has(file));
    for (const file of fresh) {
      above.add(file);
      if (!setters.some((setter) => evaluator.reader.text(file).includes(setter))) continue;
      evaluator.reader.readWhole(file);
      for (const { callee, args } of evaluator.reader.facts(file)?.calls ?? []) {
        if (callee.kind !== 'member' || !setters.includes(callee.property) || args[0]?.value.kind !== 'record') continue;
        const given = evaluator.evaluate(file, args[0].value, evaluator.root);
        const loaded = given.kind === 'record' ? fieldOf(given, field!)?.value : undefined;
        for (const one of loaded?.kind === 'list' ? loaded.items : []) {
          const found = settingIn(evaluator, one, name, origin);
          if (found !== null) return found;
        }
      }
    }
  }
  return null;
}

/** What a function gives under a name, or one that was made with the name that this begins with. */
function settingIn(evaluator: Evaluator, loaded: Value, name: string, origin: Origin): Value | null {
  if (loaded.kind === 'function') return below(callFunction(evaluator, loaded, origin, evaluator.root), name);
  const made = loaded.kind === 'external' ? loaded.steps.find((step) => step.kind === 'call') : undefined;
  const [token, settings] = made?.kind === 'call' && made.call !== null ? made.call.args.map(({ value }) => evaluator.evaluate(made.path, value, runIn(evaluator, made.activation))) : [];
  const prefix = `${knownText(token) ?? ''}.`;
  return settings?.kind === 'function' && name.startsWith(prefix) ? settingIn(evaluator, settings, name.slice(prefix.length), origin) : null;
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

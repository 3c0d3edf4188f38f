/** What a class decorator of an SDK puts in place of members of the class's objects: lists of what methods give, settings that stand in a file. */
import type { ClassFact, Expr, FileFacts } from '../../../model/facts.ts';
import type { ClassDecoratorSpec } from '../../../model/sdk.ts';
import { externalPath, knownText, optionsOf, type ExternalValue, type ObjectValue, type Origin, type Value } from '../../../model/value.ts';
import { callFunction } from '../apply.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { indexOf } from '../lookup.ts';
import { folderOf, joinPath, pathValue } from '../texts/paths.ts';
import { dataAt } from '../texts/text-files.ts';
import { originOf, unknown } from '../values.ts';

/** Undefined where no decorator of the class has to do with the member. */
export function filledByDecorator(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, cls: ClassFact, name: string, origin: Origin, frame: Frame): Value | undefined {
  for (const { named, spec } of decoratorsOf(evaluator, self.path, cls)) {
    const by = spec.lists[name];
    if (by !== undefined) {
      // What each method gives, in their order.
      const items = decoratedBy(evaluator, self, facts, named.package, by).map((fn) => callFunction(evaluator, { kind: 'function', path: self.path, function: fn, self, origin }, origin, { ...frame, depth: frame.depth + 1 }));
      return { kind: 'list', items, open: null, origin };
    }
    const byDefault = spec.files[name];
    if (byDefault !== undefined) return spec.named.some((path) => decoratedBy(evaluator, self, facts, named.package, path).length > 0) ? unknown(`what \`${name}\` names`, 'dynamic', origin) : contentOf(evaluator, self, facts, cls, name, byDefault);
  }
  return undefined;
}

interface Decorator {
  readonly named: ExternalValue;
  readonly spec: ClassDecoratorSpec;
}

const known = new WeakMap<Evaluator, Map<ClassFact, readonly Decorator[]>>();

/** The decorators of a class that fill in members. */
function decoratorsOf(evaluator: Evaluator, path: string, cls: ClassFact): readonly Decorator[] {
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  let found = remembered.get(cls);
  if (found === undefined) {
    found = cls.decorators.flatMap((decorator) => {
      const named = externalNamed(evaluator, path, decorator);
      const spec = named === null ? null : evaluator.reader.classDecorator(path, named.package, externalPath(named));
      return named === null || spec === null ? [] : [{ named, spec }];
    });
    remembered.set(cls, found);
  }
  return found;
}

/** The methods of the object's class that have a decorator. */
function decoratedBy(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, name: string, path: string): readonly number[] {
  return facts.functions.flatMap((fn, index) => {
    const isOne = fn.class === self.class && fn.decorators.some((decorator) => {
      const named = externalNamed(evaluator, self.path, decorator);
      return named?.package === name && externalPath(named) === path;
    });
    return isOne ? [index] : [];
  });
}

/** What stands in the file that the class names for a member, from the folder that the class's own file is in. */
function contentOf(evaluator: Evaluator, self: ObjectValue, facts: FileFacts, cls: ClassFact, name: string, byDefault: ClassDecoratorSpec['files'][string]): Value {
  const binding = indexOf(facts).bindings(cls.scope, name).findLast(({ value }) => value !== null);
  const origin = binding?.value == null ? self.origin : originOf(self.path, binding.value);
  const given = binding?.value == null ? null : evaluator.evaluate(self.path, binding.value, evaluator.root);
  const file = given === null ? byDefault : knownText(given);
  const data = file === null ? null : dataAt(evaluator, self.path, pathValue(joinPath(folderOf(self.path), file), 'workspace', origin), origin);
  return data ?? unknown(`what \`${name}\` names`, 'dynamic', origin);
}

function externalNamed(evaluator: Evaluator, path: string, decorator: Expr): ExternalValue | null {
  const value = evaluator.evaluate(path, decorator.kind === 'call' ? decorator.callee : decorator, evaluator.root);
  return optionsOf(value).find((option): option is ExternalValue => option.kind === 'external' && option.package !== '') ?? null;
}

/** Model objects that answer by themselves: nothing is sent, so a call with one is none. */
import type { Expr } from '../../../model/facts.ts';
import type { SdkSpec } from '../../../model/sdk.ts';
import { externalPath, optionsOf, type ExternalValue, type ObjectValue, type Value } from '../../../model/value.ts';
import { basesOf } from './bases.ts';
import type { Evaluator } from '../evaluator.ts';
import { lastName } from '../walk.ts';

/** Methods of lists and records: what is taken from one's own list of answers is asked of nobody. */
const KEEPS = /^(pop\w*|append\w*|push|shift|unshift|extend|insert|get|set|add|has|copy|clear|update|keys|values|items|at|next|setdefault|length|splice|slice|map|filter|forEach)$/;

/**
 * The classes from outside that an object's class is derived from, where the class answers by itself: none of its methods calls something that the object was given, or
 * anything by the name of a request. Null where it may ask somebody.
 */
export function basesOfStandIn(evaluator: Evaluator, object: ObjectValue, isRequest: (name: string) => boolean, depth = 0): readonly ExternalValue[] | null {
  const facts = evaluator.reader.facts(object.path);
  const cls = facts?.classes[object.class];
  if (facts === undefined || cls === undefined || depth > 6) return null;
  for (const { callee, start, end } of facts.calls) {
    if (start < cls.start || end > cls.end) continue;
    const name = lastName(callee) ?? '';
    if (callee.kind === 'member' && callee.object.kind === 'self') continue;
    if (isRequest(name)) return null;
    if (callee.kind === 'member' && isOwnAttribute(callee.object) && !KEEPS.test(name)) return null;
  }
  const bases: ExternalValue[] = [];
  for (const base of basesOf(evaluator, object, 'interfaces')) {
    if (base.kind === 'external') bases.push(base);
    if (base.kind !== 'class' || base.class === object.class) continue;
    const inner = basesOfStandIn(evaluator, { ...object, path: base.path, class: base.class }, isRequest, depth + 1);
    if (inner === null) return null;
    bases.push(...inner);
  }
  return bases;
}

/** `self.model`, and what is below it. */
function isOwnAttribute(expr: Expr): boolean {
  return expr.kind === 'member' && (expr.object.kind === 'self' || isOwnAttribute(expr.object));
}

/** Whether whatever a value may be is a stand-in in a call of an SDK: of a class that an SDK or a language's library makes for tests, or of one of the workspace's that answers by itself. */
export function isStandIn(value: Value, { modelBases }: SdkSpec, sdks: (name: string) => readonly SdkSpec[], isDouble: (value: ExternalValue) => boolean, basesOf: (object: ObjectValue) => readonly ExternalValue[] | null): boolean {
  const options = optionsOf(value).filter((option) => option.kind !== 'null');
  return options.length > 0 && options.every((option) => {
    if (option.kind === 'object') {
      const bases = basesOf(option);
      return bases !== null && (modelBases?.includes('object') === true || bases.some((base) => sdks(base.package).some((sdk) => sdk.modelBases?.includes(lastMember(base)) === true)));
    }
    return option.kind === 'external' && (isDouble(option) || sdks(option.package).some((sdk) => sdk.standIns?.some((name) => new RegExp(`(^|\\.)${name}\\(\\)`).test(externalPath(option))) === true));
  });
}

function lastMember(value: ExternalValue): string {
  const last = value.steps.at(-1);
  return last?.kind === 'member' ? last.name : '';
}

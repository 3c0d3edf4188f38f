/** Objects of record-like classes as records: `config.model_dump()`, `asdict(options)`, `Request(model="…")` of a class of records. */
import type { CallExpr, FileFacts } from '../../../model/facts.ts';
import { optionsOf, type ClassValue, type ObjectValue, type Origin, type RecordField, type Value } from '../../../model/value.ts';
import { attributeOf, fieldsInOrder, isBuiltOpenly } from '../attributes.ts';
import { basesOf } from './bases.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';

/** The fields of each object that a value may be, as `call` takes them out; null where it may be something else. */
export function fieldsOf(evaluator: Evaluator, value: Value, call: CallExpr, origin: Origin, frame: Frame): readonly Value[] | null {
  const records = optionsOf(value).filter(({ kind }) => kind !== 'null').map((option) => (option.kind === 'object' ? recordOf(evaluator, option, call, origin, frame) : null));
  return records.length > 0 && records.every((record) => record !== null) ? records : null;
}

function recordOf(evaluator: Evaluator, object: ObjectValue, { args }: CallExpr, origin: Origin, frame: Frame): Value | null {
  const names = fieldsInOrder(evaluator, object, 0).filter((name) => !name.startsWith('_'));
  if (names.length === 0) return null;
  // What the call leaves out is not told one from another.
  const presence = args.some((argument) => argument.kind === 'named' && LEAVES_OUT.test(argument.name)) ? 'sometimes' : 'always';
  const entries = names.flatMap((key): readonly RecordField[] => {
    const field = attributeOf(evaluator, object, key, origin, frame);
    if (field === undefined) return [];
    const { path, expr } = field.origin;
    const isUnset = args.length > 0 && optionsOf(field).some(({ kind }) => kind === 'null');
    return [{ key, value: field, presence: isUnset ? 'sometimes' : presence, site: { kind: 'statement', path, span: expr, value: expr } }];
  });
  const isOpen = (object.construction !== null && isBuiltOpenly(evaluator, object.construction)) || !isDeclaredWhole(evaluator, object, 0);
  return { kind: 'record', entries, open: isOpen ? 'fields that are declared elsewhere' : null, origin };
}

const LEAVES_OUT = /^(?:exclude|include|exclude_unset|exclude_defaults|filter)$/;

/** Whether all fields of a class are declared in sight. */
function isDeclaredWhole(evaluator: Evaluator, holder: ObjectValue | ClassValue, depth: number): boolean {
  return depth < 8 && basesOf(evaluator, holder).every((base) => {
    if (base.kind === 'class') return isDeclaredWhole(evaluator, base, depth + 1);
    const means = base.kind === 'external' ? idiomsOf(evaluator, holder.path).ofNamed(base)?.means : undefined;
    return means === 'record-class' || means === 'environment-fields';
  });
}

/** Whether the objects of a class are records: it is a type of such, or built on a table and adds nothing but how its members are read. */
export function isRecordType(evaluator: Evaluator, holder: ClassValue, depth = 0): boolean {
  return depth < 8 && basesOf(evaluator, holder).some((base) => {
    if (base.kind === 'class') return isRecordType(evaluator, base, depth + 1);
    const idiom = base.kind === 'external' ? idiomsOf(evaluator, holder.path).ofNamed(base) : undefined;
    return idiom?.means === 'record-type' || (idiom?.means === 'record' && addsNothing(evaluator.reader.facts(holder.path)!, holder.class));
  });
}

/** Whether a class has no methods of its own but those that read members, and a constructor that hands on what it is given. */
function addsNothing({ classes, functions }: FileFacts, of: number): boolean {
  const own = functions.filter((fn) => fn.class === of);
  return classes[of]!.attributes.every(({ name }) => name === '__dict__') && own.every(({ role, name, params }) => (role === 'constructor' ? params.every(({ kind }) => kind === 'rest' || kind === 'named-rest') : role === 'fallback' || /^__(?:set|del|str|repr|dir)\w*__$/.test(name ?? '')));
}

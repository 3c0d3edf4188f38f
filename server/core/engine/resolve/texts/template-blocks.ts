/** What a template's names, tests and loops stand for, with the values that it is filled with. What cannot be told leaves a block with all that it may write. */
import { fieldOf, knownText, type Hole, type Origin, type TemplateBlock, type Value } from '../../../model/value.ts';
import { either, isFalsy, isWholeList, textValue, unknown } from '../values.ts';

export type Given = ReadonlyMap<string, Value>;

/** Loops over longer lists are left as they are. */
const MANY = 200;

/** A name, what is asked of it (`item.title`, `item["title"]`, `items[0]`), and filters that leave a text as it is or that are followed. */
const NAMED = /^([A-Za-z_]\w*)((?:\.\w+|\[\s*(?:'[^']*'|"[^"]*"|\d+)\s*\])*)((?:\s*\|\s*\w+(?:\([^()]*\))?)*)$/;

/** What a name or a path from one stands for; undefined where that is not known. */
export function valueNamed(written: string, given: Given): Value | undefined {
  const whole = given.get(written);
  if (whole !== undefined) return whole;
  const [, name, path, filters] = NAMED.exec(written) ?? [];
  let value = name === undefined ? undefined : given.get(name);
  for (const [, property, quoted, index] of (path ?? '').matchAll(/\.(\w+)|\[\s*(?:['"]([^'"]*)['"]|(\d+))\s*\]/g)) {
    const key: string | undefined = property ?? quoted;
    if (value?.kind === 'record' && key !== undefined) {
      const field = fieldOf(value, key);
      value = field?.presence === 'always' ? field.value : undefined;
    } else value = value?.kind === 'list' && index !== undefined ? value.items[Number(index)] : undefined;
  }
  for (const [, filter, argument] of (filters ?? '').matchAll(/\|\s*(\w+)(?:\(([^()]*)\))?/g)) value = value === undefined ? undefined : throughFilter(value, filter!, argument);
  return value;
}

function throughFilter(value: Value, filter: string, argument: string | undefined): Value | undefined {
  switch (filter) {
    case 'safe':
    case 'string':
    case 'default':
      return value;
    case 'length':
    case 'count':
      return isWholeList(value) ? { kind: 'number', value: value.items.length, origin: value.origin } : undefined;
    case 'join': {
      const between = argument === undefined ? '' : (/^\s*(['"])(.*)\1\s*$/s.exec(argument)?.[2]?.replaceAll('\\n', '\n') ?? null);
      if (!isWholeList(value) || between === null) return undefined;
      const texts = value.items.map((item) => (item.kind === 'text' ? item.parts : null));
      return texts.every((parts) => parts !== null) ? textValue(texts.flatMap((parts, i) => (i === 0 ? parts : [between, ...parts])), value.origin) : undefined;
    }
    case 'trim':
    case 'upper':
    case 'lower': {
      const text = knownText(value);
      return text === null ? undefined : textValue([filter === 'trim' ? text.trim() : filter === 'upper' ? text.toUpperCase() : text.toLowerCase()], value.origin);
    }
    default:
      return undefined;
  }
}

/** What a block writes. `fill` fills what stands in it. */
export function filledBlock(hole: Hole, block: TemplateBlock, given: Given, fill: (parts: readonly (string | Hole)[], given: Given) => readonly (string | Hole)[], origin: Origin): readonly (string | Hole)[] {
  const { block: _, ...left } = hole;
  if (block.kind === 'each') {
    const rounds = roundsOf(block, given);
    if (rounds !== null) return rounds.flatMap((round) => fill(block.parts, new Map([...given, ...round])));
    return [{ ...left, value: someRounds(fill(block.parts, given), hole.label, origin) }];
  }
  const possible: (readonly (string | Hole)[])[] = [];
  let isSure = false;
  for (const { test, parts } of block.arms) {
    const holds = test === null ? true : holdsOf(test, given);
    if (holds === false) continue;
    possible.push(fill(parts, given));
    if ((isSure = holds === true)) break;
  }
  if (!isSure) possible.push([]);
  return possible.length === 1 ? possible[0]! : [{ ...left, value: either(possible.map((parts) => textValue(parts, origin)), origin) }];
}

/** What a loop writes of which nothing is known but what stands in it: one round of it and maybe more, or nothing. */
export function someRounds(parts: readonly (string | Hole)[], label: string, origin: Origin): Value {
  return either([textValue([...parts, holeOf(label, origin)], origin), textValue([], origin)], origin);
}

/** What a tag stands for, before anything is filled in. */
export function holeOf(inner: string, origin: Origin): Hole {
  const label = inner.length > 40 ? `${inner.slice(0, 39)}…` : inner;
  return { kind: 'hole', label: label === '' ? '…' : label, value: unknown(`\`${label}\` of a template`, 'dynamic', origin) };
}

/** The names of each round of a loop; null where what it goes over is not all known. */
function roundsOf({ names, of }: Extract<TemplateBlock, { readonly kind: 'each' }>, given: Given): readonly (readonly (readonly [string, Value])[])[] | null {
  const pairs = /^(.+)\.items\(\)$/.exec(of)?.[1];
  const value = valueNamed(pairs ?? of, given);
  if (value === undefined) return null;
  const items = isWholeList(value) ? value.items : value.kind === 'record' && value.open === null && pairs !== undefined ? value.entries.map((entry): readonly Value[] => [textValue([entry.key], value.origin), entry.value]) : null;
  if (items === null || items.length > MANY) return null;
  return items.map((item, i) => {
    const several: readonly Value[] | null = Array.isArray(item) ? item : names.length > 1 && (item as Value).kind === 'list' ? (item as Extract<Value, { readonly kind: 'list' }>).items : null;
    const own = several === null ? [[names[0]!, item as Value] as const] : names.flatMap((name, at) => (several[at] === undefined ? [] : [[name, several[at]] as const]));
    const is = (told: boolean): Value => ({ kind: 'boolean', value: told, origin: value.origin });
    const at = (index: number): Value => ({ kind: 'number', value: index, origin: value.origin });
    return [...own, ['loop.index', at(i + 1)], ['loop.index0', at(i)], ['@index', at(i)], ['loop.first', is(i === 0)], ['loop.last', is(i === items.length - 1)]];
  });
}

/** Whether a test holds; null where that cannot be told. */
function holdsOf(test: string, given: Given): boolean | null {
  const [, negated] = /^not\s+(?!.*\s(?:and|or)\s)(.+)$/s.exec(test) ?? [];
  if (negated !== undefined) return opposite(holdsOf(negated, given));
  const any = test.split(/\s+or\s+/);
  if (any.length > 1) return joined(any.map((one) => holdsOf(one, given)), true);
  const all = test.split(/\s+and\s+/);
  if (all.length > 1) return joined(all.map((one) => holdsOf(one, given)), false);
  const [, name, sign, , literal] = /^(\S+)\s*(==|!=)\s*(['"])(.*)\3$/s.exec(test) ?? [];
  if (name !== undefined) {
    const text = knownText(valueNamed(name, given));
    return text === null ? null : (text === literal) === (sign === '==');
  }
  const value = valueNamed(test.trim(), given);
  return value === undefined ? null : isTaken(value);
}

function opposite(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}

/** Of several tests: what decides where any of them is `decides`. */
function joined(each: readonly (boolean | null)[], decides: boolean): boolean | null {
  return each.includes(decides) ? decides : each.includes(null) ? null : !decides;
}

const WRITTEN: ReadonlySet<Value['kind']> = new Set<Value['kind']>(['text', 'number', 'boolean', 'null']);

/** Whether a template takes a value for something; null where that cannot be told. */
function isTaken(value: Value): boolean | null {
  const isTold = WRITTEN.has(value.kind) || isWholeList(value) || (value.kind === 'record' && value.open === null);
  const falsy = isTold ? isFalsy(value) : 'unknown';
  return falsy === 'unknown' ? null : falsy === 'no';
}

/** How a value is written into a text that says how: `{price:.2f}`, `{name!r:>10}`, `%5.1f`. */
import { knownText, optionsOf, type Origin, type Value } from '../../../model/value.ts';
import { either, number, textValue } from '../values.ts';

/** `[[fill]align][sign][#][0][width][grouping][.precision][type]` behind `!conversion:`. */
const FORM = /^([ra]?):(?:(.)?([<>=^]))?([-+ ]?)(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([a-zA-Z%]?)$/su;

/** Types of numbers: what is written so is one. */
const NUMBERS = 'bcdeEfFgGnoxX%';

/** A value written by a form, `r:` or `:>8.2f`; null where that says nothing of it. */
export function formatted(value: Value, form: string, label: string, origin: Origin): Value | null {
  const parts = FORM.exec(form);
  if (parts === null) return null;
  const [, conversion, , , , , , , grouping, , type] = parts;
  const written = optionsOf(value).map((option) => {
    const text = conversion === '' ? plainly(option, parts) : quoted(knownText(option));
    return text === null ? null : textValue([padded(text, parts, option.kind === 'number')], origin);
  });
  if (written.every((text) => text !== null)) return either(written, origin);
  return (type !== '' && NUMBERS.includes(type!)) || grouping !== '' ? number(label, origin) : null;
}

function plainly(value: Value, [, , , , sign, , , , grouping, precision, type]: RegExpExecArray): string | null {
  if (value.kind !== 'number') {
    const text = type === '' || type === 's' ? knownText(value) : null;
    return text === null || precision === undefined ? text : text.slice(0, Number(precision));
  }
  const digits = numberText(value.value, type!, precision === undefined ? null : Number(precision));
  if (digits === null) return null;
  const [, minus, whole, rest] = /^(-?)(\d+)(.*)$/s.exec(digits)!;
  const grouped = grouping === '' ? whole! : whole!.replace(/\B(?=(\d{3})+$)/g, grouping!);
  return (minus === '' && sign !== '-' ? sign : minus) + grouped + rest!;
}

function numberText(value: number, type: string, precision: number | null): string | null {
  switch (type) {
    case '':
      return precision === null ? String(value) : null;
    case 'd':
    case 'n':
      return String(value);
    case 'f':
    case 'F':
      return value.toFixed(precision ?? 6);
    case '%':
      return `${(value * 100).toFixed(precision ?? 6)}%`;
    case 'e':
      return value.toExponential(precision ?? 6).replace(/e([-+])(\d)$/, 'e$10$2');
    default:
      return null;
  }
}

function padded(text: string, [, , fill, align, , , zero, width]: RegExpExecArray, isNumber: boolean): string {
  const missing = Math.min(Number(width), 200) - [...text].length;
  if (missing <= 0) return text;
  const filling = zero === '0' ? '0' : (fill ?? ' ');
  const side = align ?? (isNumber || zero === '0' ? '>' : '<');
  const before = side === '<' ? 0 : side === '^' ? Math.floor(missing / 2) : missing;
  return filling.repeat(before) + text + filling.repeat(missing - before);
}

/** A text as a literal of it, in the quotes that need no escape. */
export function quoted(text: string | null): string | null {
  if (text === null) return null;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (character) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[character]!);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** Facts in a short form that a test can state in one line. */
import type { Expr, FileFacts } from '../../../server/core/model/facts.ts';
import type { Span } from '../../../server/core/model/text.ts';

/** An expression in a notation near to source. `$0` is a parameter, `(a = b)` a default, `f()` a function named f, `=>` one without a name. */
export function sketch(expr: Expr, facts: FileFacts): string {
  const show = (inner: Expr): string => sketch(inner, facts);
  switch (expr.kind) {
    case 'string':
      return JSON.stringify(expr.value);
    case 'template':
      return `\`${expr.parts.map((part) => (typeof part === 'string' ? part : `\${${show(part)}}`)).join('')}\``;
    case 'number':
    case 'boolean':
      return String(expr.value);
    case 'null':
      return 'null';
    case 'name':
      return expr.name;
    case 'self':
      return 'this';
    case 'parameter':
      return `$${expr.index}`;
    case 'member':
      return `${show(expr.object)}.${expr.property}`;
    case 'index':
      return `${show(expr.object)}[${show(expr.index)}]`;
    case 'call':
      return `${expr.form === 'new' ? 'new ' : ''}${show(expr.callee)}(${expr.args.map(({ kind, value }) => (kind === 'spread' ? '...' : '') + show(value)).join(', ')})`;
    case 'list':
      return `[${expr.items.map(show).join(', ')}]`;
    case 'spread':
      return `...${show(expr.value)}`;
    case 'record':
      return `{${expr.entries.map((entry) => (entry.kind === 'spread' ? `...${show(entry.value)}` : `${entry.key ?? `[${show(entry.keyExpr!)}]`}: ${show(entry.value)}`)).join(', ')}}`;
    case 'binary':
      return expr.text === '!' ? `(!${show(expr.left)})` : `(${show(expr.left)} ${expr.text} ${show(expr.right)})`;
    case 'conditional':
      return `(${show(expr.test)} ? ${show(expr.whenTrue)} : ${show(expr.whenFalse)})`;
    case 'choice':
      return `(${expr.options.map(show).join(' | ')})`;
    case 'element':
      return `element(${show(expr.of)})`;
    case 'typeof':
      return `typeof ${show(expr.of)}`;
    case 'typed':
      return `(${show(expr.value)} as ${show(expr.type)})`;
    case 'comprehension':
      return `[${show(expr.element)} for ${show(expr.source)}]`;
    case 'function': {
      const { name } = facts.functions[expr.function]!;
      return name === null ? '=>' : `${name}()`;
    }
    case 'class':
      return `class ${facts.classes[expr.class]!.name ?? ''}`.trim();
    case 'opaque':
      return `<${expr.what}>`;
  }
}

/** Visits everything in the facts that has a span, each once. */
export function every(facts: FileFacts, visit: (span: Span) => void): void {
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if ('start' in value && 'end' in value) visit(value as Span);
    for (const part of Object.values(value)) walk(part);
  };
  walk(facts);
}

/**
 * Tool definitions and answer schemas as the text that a provider puts into the prompt. Requests carry JSON; OpenAI's models read it as TypeScript declarations,
 * the others as JSON. The forms are known from what recorded requests were billed: `bench/tokens/` holds them against it.
 */

/** A tool of a request, whatever shape its SDK gives it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** The JSON schema of its arguments. */
  readonly parameters: unknown;
}

/** Definitions deeper than this hold themselves. */
const MAX_DEPTH = 8;

/** Keys under which requests keep the schema of a tool's arguments. */
const PARAMETER_KEYS = ['parameters', 'input_schema', 'inputSchema', 'parametersJsonSchema', 'parameters_json_schema', 'parameter_definitions'];

/** The tools in a request's JSON, or null where it holds anything that is not one: hosted tools, or shapes of an SDK's own. */
export function toolsIn(json: unknown): readonly ToolDefinition[] | null {
  if (Array.isArray(json)) {
    const found: ToolDefinition[] = [];
    for (const item of json) {
      const tools = toolsIn(item);
      if (tools === null) return null;
      found.push(...tools);
    }
    return found;
  }
  if (!isObject(json)) return null;
  for (const key of ['function', 'toolSpec', 'functionDeclarations', 'function_declarations', 'tools']) {
    if (key in json) return toolsIn(json[key]);
  }
  if (typeof json['name'] === 'string') {
    const key = PARAMETER_KEYS.find((candidate) => candidate in json);
    // A tool with a type and no schema is run by the provider, which adds a prompt of its own.
    if (key === undefined && typeof json['type'] === 'string' && json['type'] !== 'function' && json['type'] !== 'custom') return null;
    const given = key === undefined ? {} : json[key];
    return [{ name: json['name'], description: textOf(json['description']), parameters: isObject(given) && isObject(given['json']) ? given['json'] : given }];
  }
  // A table of tools by name, as the AI SDK takes it.
  const named = Object.entries(json);
  if (named.length === 0 || !named.every(([, tool]) => isObject(tool) && PARAMETER_KEYS.some((key) => key in tool))) return null;
  return named.flatMap(([name, tool]) => toolsIn({ ...(tool as object), name }) ?? []);
}

/** The declarations that OpenAI's models read: a namespace with a function type a tool. */
export function declarations(tools: readonly ToolDefinition[]): string {
  const lines = ['namespace functions {', ''];
  for (const { name, description, parameters } of tools) {
    if (description !== '') lines.push(`// ${description}`);
    const schema = isObject(parameters) ? parameters : {};
    if (typeof schema['title'] === 'string') lines.push(`// ${schema['title']}`);
    const properties = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
    if (properties.length === 0) lines.push(`type ${name} = () => any;`);
    else lines.push(`type ${name} = (_: {`, ...propertyLines(schema, { indent: 0, depth: 0, root: schema }), '}) => any;');
    lines.push('');
  }
  lines.push('} // namespace functions');
  return lines.join('\n');
}

/** The JSON of a tool, as it counts for models that read JSON. */
export function toolJson({ name, description, parameters }: ToolDefinition): string {
  return JSON.stringify({ name, ...(description === '' ? {} : { description }), parameters });
}

/**
 * A schema of the answer as it is read: what is the same in every schema of strict output and defaults are left out, references are replaced by what they
 * name, and line ends stand as such.
 */
export function schemaText(schema: unknown): string {
  const whole = JSON.stringify(schema);
  const inlined = whole.includes('"$ref"');
  return JSON.stringify(settled(schema, schema, { inlined, depth: 0 })).replaceAll('\\n', '\n');
}

/** The schema of an answer in a request's JSON, with its name; the JSON itself where no wrapper is around it. */
export function answerSchema(json: unknown): { readonly name: string; readonly schema: unknown } | 'any-json' | null {
  if (!isObject(json)) return null;
  if (json['type'] === 'json_object') return 'any-json';
  if (json['type'] === 'text' || ('verbosity' in json && !('format' in json))) return null;
  if (isObject(json['json_schema'])) return { name: nameAndDescription(json['json_schema']), schema: json['json_schema']['schema'] ?? json['json_schema'] };
  if (isObject(json['format'])) return answerSchema(json['format']);
  if (json['type'] === 'json_schema') return { name: nameAndDescription(json), schema: json['schema'] };
  return { name: '', schema: json };
}

function nameAndDescription(json: Readonly<Record<string, unknown>>): string {
  return `${textOf(json['name'])}\n${textOf(json['description'])}`.trim();
}

function settled(value: unknown, root: unknown, at: { readonly inlined: boolean; readonly depth: number }): unknown {
  if (Array.isArray(value)) return value.map((item) => settled(item, root, at));
  if (!isObject(value)) return value;
  if (typeof value['$ref'] === 'string' && at.depth < MAX_DEPTH) {
    const { $ref, ...own } = value;
    const named = referred($ref as string, root);
    if (isObject(named)) return settled({ ...named, ...own }, root, { ...at, depth: at.depth + 1 });
  }
  const left = (key: string, inner: unknown): boolean =>
    (key === 'additionalProperties' && inner === false) || (key === 'default' && !isObject(inner)) || key === '$schema' || (at.inlined && (key === '$defs' || key === 'definitions'));
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => !left(key, inner)).map(([key, inner]) => [key, settled(inner, root, at)]));
}

interface Place {
  readonly indent: number;
  readonly depth: number;
  readonly root: unknown;
}

function propertyLines(schema: Readonly<Record<string, unknown>>, place: Place): readonly string[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const lead = ' '.repeat(place.indent);
  return Object.entries(isObject(schema['properties']) ? schema['properties'] : {}).flatMap(([name, given]) => {
    const property = isObject(given) && typeof given['$ref'] === 'string' ? { ...asObject(referred(given['$ref'], place.root)), ...given } : asObject(given);
    const lines: string[] = [];
    const description = textOf(property['description']);
    if (typeof property['title'] === 'string') {
      lines.push(`${lead}// ${property['title']}`);
      if (description !== '') lines.push(`${lead}//`);
    }
    if (description !== '') lines.push(...description.split('\n').map((line) => `${lead}// ${line}`));
    const byDefault = property['default'];
    lines.push(`${lead}${name}${required.has(name) ? '' : '?'}: ${typeText(property, place)},${byDefault === undefined ? '' : ` // default: ${typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault)}`}`);
    return lines;
  });
}

function typeText(given: unknown, place: Place): string {
  if (!isObject(given) || place.depth > MAX_DEPTH) return 'any';
  const inner: Place = { ...place, depth: place.depth + 1 };
  if (typeof given['$ref'] === 'string') return typeText(referred(given['$ref'], place.root), inner);
  const union = given['anyOf'] ?? given['oneOf'];
  if (Array.isArray(union)) return union.map((option) => typeText(option, inner)).join(' | ');
  if (Array.isArray(given['allOf']) && given['allOf'].length === 1) return typeText(given['allOf'][0], inner);
  if (Array.isArray(given['enum'])) return given['enum'].map((option) => JSON.stringify(option)).join(' | ');
  if (given['const'] !== undefined) return JSON.stringify(given['const']);
  const type = given['type'] ?? (isObject(given['properties']) ? 'object' : 'any');
  return (Array.isArray(type) ? type : [type]).map((name) => namedType(String(name), given, inner)).join(' | ');
}

function namedType(name: string, schema: Readonly<Record<string, unknown>>, place: Place): string {
  switch (name.toLowerCase()) {
    case 'object':
      return isObject(schema['properties']) ? `{\n${propertyLines(schema, place).join('\n')}\n${' '.repeat(place.indent)}}` : 'object';
    case 'array':
      return schema['items'] === undefined ? 'any[]' : `${typeText(schema['items'], place)}[]`;
    case 'integer':
      return 'number';
    default:
      return name;
  }
}

/** What `#/$defs/Name` stands for. */
function referred(reference: string, root: unknown): unknown {
  let at: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/')) at = isObject(at) ? at[step] : undefined;
  return at;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

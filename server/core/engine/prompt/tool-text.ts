/**
 * Tool definitions and answer schemas as the text that a provider puts into the prompt. Requests carry JSON; OpenAI's models read it as TypeScript declarations,
 * the others as JSON. The forms are known from what recorded requests were billed: `bench/tokens/` holds them against it.
 */
import type { JsonForm } from '../../model/value.ts';
import { mapSchema } from './sent-schemas.ts';
import { BARE_DOC, cleanedDoc, DOC, isGivenKey } from '../resolve/schemas/schema-words.ts';

/** A tool of a request, whatever shape its SDK gives it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** The JSON schema of its arguments. */
  readonly parameters: unknown;
  /** Whether it takes a text of any form instead of arguments. */
  readonly freeform?: 'yes';
  /** The function that it is made of: its docstring as it is written, and whether a decorator makes the tool of it. */
  readonly of?: { readonly doc: string; readonly decorated: 'yes' | 'no' };
}

/** Definitions deeper than this hold themselves. */
const MAX_DEPTH = 8;

/** Keys under which requests keep the schema of a tool's arguments. */
const PARAMETER_KEYS = ['parameters', 'input_schema', 'inputSchema', 'parametersJsonSchema', 'parameters_json_schema', 'parameter_definitions', 'schema'];

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
  // Found by a search when it is needed, and not in the prompt before.
  if (json['defer_loading'] === true) return [];
  if (typeof json['name'] === 'string') {
    const key = PARAMETER_KEYS.find((candidate) => candidate in json);
    // A tool with a type and no schema is run by the provider, which adds a prompt of its own.
    if (key === undefined && typeof json['type'] === 'string' && json['type'] !== 'function' && json['type'] !== 'custom') return null;
    const given = key === undefined ? {} : json[key];
    const doc = json[DOC] ?? json[BARE_DOC];
    const of = typeof doc === 'string' ? { of: { doc, decorated: DOC in json ? 'yes' : 'no' } as const } : {};
    const freeform = json['type'] === 'custom' && key === undefined ? { freeform: 'yes' } as const : {};
    return [{ name: json['name'], description: textOf(json['description']) || cleanedDoc(textOf(doc)), ...of, ...freeform, parameters: isObject(given) && isObject(given['json']) ? given['json'] : given }];
  }
  // A class that stands for a tool.
  if (isObject(json['properties'])) return [{ name: textOf(json['title']), description: textOf(json['description']), parameters: json }];
  // A table of tools by name, as the AI SDK takes it.
  const named = Object.entries(json);
  if (named.length === 0 || !named.every(([, tool]) => isObject(tool) && PARAMETER_KEYS.some((key) => key in tool))) return null;
  return named.flatMap(([name, tool]) => toolsIn({ ...(tool as object), name }) ?? []);
}

/** Tools whose schema the provider has. */
export interface GivenTools {
  /** Those that the program runs, and those that the provider runs, whose results it puts before the model by itself. */
  readonly described: readonly string[];
  readonly run: readonly string[];
  /** The tools of the request without these. */
  readonly rest: unknown;
}

/** Of those with a schema of the provider's, the ones that the program runs. */
const RUN_BY_PROGRAM = /^(?:bash|text_editor|computer(?:_use(?:_preview)?)?|memory|shell|local_shell|apply_patch)$/;

export function givenTools(json: unknown): GivenTools {
  if (!Array.isArray(json)) return { described: [], run: [], rest: json };
  const names = json.map(givenName);
  const given = names.filter((name) => name !== null);
  return {
    described: given.filter((name) => RUN_BY_PROGRAM.test(name)),
    run: given.filter((name) => !RUN_BY_PROGRAM.test(name)),
    rest: json.filter((_, i) => names[i] === null),
  };
}

/** `web_search` of `{ type: 'web_search_20250305', … }` and of `{ google_search: {} }`; null for a tool of the request's own. */
function givenName(tool: unknown): string | null {
  if (!isObject(tool)) return null;
  const type = textOf(tool['type']);
  if (PARAMETER_KEYS.some((key) => key in tool) || 'function' in tool) return null;
  if (type !== '') return ['function', 'custom', 'object', 'string'].includes(type) ? null : type.replace(/_\d{4}_?\d\d_?\d\d$/, '');
  const [key, ...others] = Object.keys(tool);
  return key !== undefined && others.length === 0 && isGivenKey(key) ? key : null;
}

/** In what declarations differ by model and API. */
export interface DeclarationForm {
  /** What becomes of what a value must keep to. */
  readonly bounds: 'read' | 'left out';
  /** Whether each of several types of a field is said with the field's description, or that stands above the field alone. */
  readonly types: 'each described' | 'described once';
}

/** The declarations that OpenAI's models read: a namespace with a function type a tool, under its heading. */
export function declarations(tools: readonly ToolDefinition[], form: DeclarationForm = { bounds: 'left out', types: 'each described' }): string {
  const types = tools.map(({ name, description, parameters }) => {
    const schema = asObject(parameters);
    const said = heading(schema, 'field');
    const fields = Object.keys(asObject(schema['properties'])).length;
    return `${comment(description)}type ${name} = (${fields === 0 ? '' : `_: ${said}${objectType(schema, { ...form, root: schema, depth: 0 }, said === '' ? 'short' : 'by line')}`}) => any;\n\n`;
  });
  return `# Tools\n\n## functions\n\nnamespace functions {\n\n${types.join('')}} // namespace functions`;
}

/** The lines in which other models read tools: JSON in ASCII, with a space behind each comma and colon. */
export function functionLines(tools: readonly ToolDefinition[]): string {
  return tools.map(({ name, description, parameters }) => `<function>${inAscii(spaced({ ...(description === '' ? {} : { description }), name, parameters }))}</function>`).join('\n');
}

/** The lines in which the templates of open models write tools: the request's own JSON, with spaces. */
export function listedTools(tools: readonly ToolDefinition[]): string {
  return tools.map(({ name, description, parameters }) => spaced({ type: 'function', function: { name, description, parameters } })).join('\n');
}

/** What Gemini reads of tools, by Google's own count: names, descriptions, formats, choices and what is required, a line each; and the places that have a type. */
export function toolStrings(tools: readonly ToolDefinition[]): { readonly lines: readonly string[]; readonly fields: number; readonly nested: number } {
  const lines: string[] = [];
  const found = { fields: 0, nested: 0 };
  const read = (given: unknown, root: unknown, depth: number): void => {
    if (!isObject(given) || depth > MAX_DEPTH) return;
    const schema = named(given, root);
    if (schema['type'] !== undefined || optionsIn(schema) !== null) found[depth > 1 ? 'nested' : 'fields']++;
    for (const text of [schema['format'], schema['description'], ...listOf(schema['enum']), ...listOf(schema['required'])]) if (typeof text === 'string') lines.push(text);
    for (const [name, field] of Object.entries(asObject(schema['properties']))) {
      lines.push(name);
      read(field, root, depth + 1);
    }
    for (const inner of [schema['items'], ...listOf(schema['anyOf'])]) read(inner, root, depth + 1);
  };
  for (const { name, description, parameters } of tools) {
    lines.push(name, ...(description === '' ? [] : [description]));
    read(parameters, parameters, 0);
  }
  return { lines, ...found };
}

const TEXT_MARK = '<escape>';

/** What Gemini reads of tools from 3 on, and the choices of values in them: the keys in order, and marks that are a token each around declarations and texts. */
export function markedDeclarations(tools: readonly ToolDefinition[]): { readonly text: string; readonly choices: number } {
  const declared = tools.map(({ name, description, parameters }) => {
    const said = [...(description === '' ? [] : [`description:${marked(description)}`]), ...(isObject(parameters) && Object.keys(parameters).length > 0 ? [`parameters:${marked(inCapitals(parameters))}`] : [])];
    return `<start_function_declaration>declaration:${name}{${said.join(',')}}<end_function_declaration>`;
  });
  return { text: declared.join(''), choices: tools.reduce((sum, { parameters }) => sum + choicesIn(parameters), 0) };
}

/** What such models read of a call, and of what it gave. */
export function markedCall(name: string, args: unknown, what: 'call' | 'response'): string {
  return `<start_function_${what}>${what}:${name}${marked(asObject(args))}<end_function_${what}>`;
}

function marked(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(marked).join(',')}]`;
  if (isObject(value)) return `{${Object.keys(value).sort().filter((name) => !(Array.isArray(value[name]) && value[name].length === 0)).map((name) => `${name}:${marked(value[name])}`).join(',')}}`;
  return typeof value === 'string' ? `${TEXT_MARK}${value}${TEXT_MARK}` : String(value);
}

/** A schema whose types are written in capitals. */
function inCapitals(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inCapitals);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'type' && typeof value === 'string' ? value.toUpperCase() : inCapitals(value)]));
}

function choicesIn(schema: unknown): number {
  if (Array.isArray(schema)) return schema.reduce((sum: number, inner) => sum + choicesIn(inner), 0);
  if (!isObject(schema)) return 0;
  return (Array.isArray(schema['enum']) ? 1 : 0) + choicesIn(Object.values(schema));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** JSON with all other characters escaped. */
function inAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** JSON on one line, with a space behind each comma and colon. */
export function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (isObject(value)) return `{${Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`).join(', ')}}`;
  return JSON.stringify(value) ?? 'null';
}

/** Data as a program writes it. */
export function writtenJson(value: unknown, { as, indent, spaces, ascii }: JsonForm): string {
  if (as === 'repr') return representation(value);
  const json = indent > 0 ? JSON.stringify(value, null, indent) : spaces === 'yes' ? spaced(value) : JSON.stringify(value);
  return ascii === 'yes' ? inAscii(json) : json;
}

/** Data as Python puts it into a text. */
function representation(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(representation).join(', ')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([key, inner]) => `${quoted(key)}: ${representation(inner)}`).join(', ')}}`;
  if (typeof value === 'string') return quoted(value);
  return value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
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

/** Keys that say what a value must keep to. */
const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', 'minLength', 'maxLength'];

/** Keys that OpenAI's models do not read in the schema of an answer: what holds of every schema of strict output, and bounds. */
const UNREAD: ReadonlySet<string> = new Set(['required', 'default', '$schema', ...BOUNDS]);

/** Keys whose values are tables of schemas by names of the user's own. */
export const TABLES: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);

/** The format of an answer as OpenAI's models read it: JSON in ASCII, under its name. */
export function answerFormat({ name, description, schema }: AnswerSchema): string {
  return `# Response Formats\n\n## ${name}\n\n${description === '' ? '' : `// ${description}\n`}${inAscii(JSON.stringify(asRead(schema)))}`;
}

function asRead(value: unknown): unknown {
  return mapSchema(value, (schema) => Object.entries(schema).filter(([key, inner]) => !(UNREAD.has(key) && !isObject(inner)) && !(key === 'additionalProperties' && inner === false)));
}

export interface AnswerSchema {
  readonly name: string;
  readonly description: string;
  readonly schema: unknown;
}

/** The schema of an answer in a request's JSON, with its name; the JSON itself where no wrapper is around it. */
export function answerSchema(json: unknown): AnswerSchema | 'any-json' | null {
  if (!isObject(json)) return null;
  if (json['type'] === 'json_object') return 'any-json';
  if (json['type'] === 'text' || ('verbosity' in json && !('format' in json))) return null;
  if (isObject(json['json_schema'])) return { name: textOf(json['json_schema']['name']), description: textOf(json['json_schema']['description']), schema: json['json_schema']['schema'] ?? json['json_schema'] };
  if (isObject(json['format'])) return answerSchema(json['format']);
  // Bedrock's, whose schema is a text.
  if (isObject(json['structure']) && isObject(json['structure']['jsonSchema'])) {
    const { name, description, schema } = json['structure']['jsonSchema'];
    return { name: textOf(name), description: textOf(description), schema: typeof schema === 'string' ? (parsedJson(schema) ?? {}) : schema };
  }
  if (json['type'] === 'json_schema') return { name: textOf(json['name']), description: textOf(json['description']), schema: json['schema'] };
  // A function of an SDK was given the schema and what it is called.
  if (isObject(json['schema']) && typeof json['name'] === 'string') return { name: json['name'], description: '', schema: json['schema'] };
  // A class is called by its own name.
  return { name: textOf(json['title']), description: '', schema: json };
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

interface Place extends DeclarationForm {
  readonly root: unknown;
  readonly depth: number;
}

/** Lines that say something of what follows. The indentation and empty lines of a docstring are not kept. */
function comment(text: string): string {
  return text === '' ? '' : `// ${text.trimEnd().replace(/\s*\n\s*/g, '\n// ')}\n`;
}

/** The title and description of a field, and in a choice what an option is limited to. */
function heading(schema: Readonly<Record<string, unknown>>, of: 'field' | 'option'): string {
  const title = textOf(schema['title']);
  const description = textOf(schema['description']);
  const format = of === 'option' && typeof schema['format'] === 'string' ? `// format: ${JSON.stringify(schema['format'])}\n` : '';
  return `${comment(title)}${title !== '' && description !== '' ? '//\n' : ''}${comment(description)}${format}`;
}

function boundsOf(schema: Readonly<Record<string, unknown>>): string {
  return BOUNDS.filter((key) => typeof schema[key] === 'number').map((key) => `// ${key}: ${JSON.stringify(schema[key])}\n`).join('');
}

/** On one line where nothing in it carries a comment. */
function objectType(schema: Readonly<Record<string, unknown>>, place: Place, form: 'short' | 'by line'): string {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const inner: Place = { ...place, depth: place.depth + 1 };
  const fields = Object.entries(asObject(schema['properties'])).map(([name, given]) => {
    const field = named(given, place.root);
    const type = typeText(field, inner);
    const byDefault = field['default'];
    return { heading: `${heading(field, 'field')}${place.bounds === 'read' ? boundsOf(field) : ''}`, text: `${name}${required.has(name) ? '' : '?'}:${type.startsWith('\n') ? '' : ' '}${type}`, tail: byDefault === undefined ? '' : ` // default: ${JSON.stringify(byDefault)}` };
  });
  if (form === 'short' && fields.every((field) => field.heading === '' && field.tail === '' && !field.text.includes('\n'))) return `{ ${fields.map((field) => field.text).join(', ')} }`;
  return `{\n${fields.map((field) => `${field.heading}${field.text},${field.tail}\n`).join('')}}`;
}

function typeText(given: unknown, place: Place): string {
  if (!isObject(given) || place.depth > MAX_DEPTH) return 'any';
  const inner: Place = { ...place, depth: place.depth + 1 };
  if (typeof given['$ref'] === 'string') return typeText(referred(given['$ref'], place.root), inner);
  if (place.types === 'described once' && Array.isArray(given['type'])) return given['type'].map((type) => typeText({ ...given, type }, inner)).join(' | ');
  const options = optionsIn(given);
  if (options !== null) {
    const each = options.map((option) => named(option, place.root)).map((option) => ({ heading: heading(option, 'option'), text: typeText(option, inner) }));
    if (each.every((option) => option.heading === '' && !option.text.includes('\n'))) return each.map((option) => option.text).join(' | ');
    return `\n${each.map((option) => `${option.heading} | ${option.text}\n`).join('')}`;
  }
  if (Array.isArray(given['allOf']) && given['allOf'].length === 1) return typeText(given['allOf'][0], inner);
  if (Array.isArray(given['enum'])) return given['enum'].map((option) => JSON.stringify(option)).join(' | ');
  if (given['const'] !== undefined) return JSON.stringify(given['const']);
  return namedType(String(given['type'] ?? (isObject(given['properties']) ? 'object' : 'any')).toLowerCase(), given, inner);
}

/** What a field may be one of. Of several types each is said with the field's description. */
function optionsIn(schema: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const choice = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choice)) return choice;
  return Array.isArray(schema['type']) ? schema['type'].map((type) => ({ ...schema, type, title: undefined })) : null;
}

function namedType(name: string, schema: Readonly<Record<string, unknown>>, place: Place): string {
  switch (name) {
    case 'object':
      return Object.keys(asObject(schema['properties'])).length === 0 ? 'object' : objectType(schema, place, 'short');
    case 'array':
      return schema['items'] === undefined ? 'any[]' : listType(named(schema['items'], place.root), place);
    case 'integer':
      return 'number';
    default:
      return name;
  }
}

function listType(item: Readonly<Record<string, unknown>>, place: Place): string {
  const above = heading(item, 'field');
  const type = typeText(item, place);
  return above === '' && !type.includes('\n') ? `${type}[]` : `Array<\n${above}${type}\n>`;
}

/** A schema with what it refers to put in. */
function named(given: unknown, root: unknown): Readonly<Record<string, unknown>> {
  const { $ref, ...own } = asObject(given);
  return typeof $ref === 'string' ? { ...asObject(referred($ref, root)), ...own } : asObject(given);
}

/** What `#/$defs/Name` stands for. */
export function referred(reference: string, root: unknown): unknown {
  let at: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/')) at = isObject(at) ? at[step] : undefined;
  return at;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a JSON text stands for; undefined where it has holes, or is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

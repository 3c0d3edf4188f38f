/** What SDKs make of schemas and functions before they send them. */
import type { FunctionToolSpec, SchemaSpec } from '../../model/sdk.ts';
import { cleanedDoc, titleOf } from '../resolve/schemas/schema-words.ts';
import { asObject, isObject, referred, TABLES, textOf, type ToolDefinition } from './tool-text.ts';

/** The parameters of a tool as an SDK makes them of a class. */
export function parametersOf(schema: unknown, { titles, references }: SchemaSpec): unknown {
  return withoutTitles(references === 'inlined' ? inlined(schema, schema, []) : schema, titles);
}

/** A schema with what it refers to in place of each reference. What stands beside one holds for what it refers to; of one within itself that is all that is left. */
function inlined(value: unknown, root: unknown, within: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => inlined(item, root, within));
  if (!isObject(value)) return value;
  const { $ref, $defs: _, ...own } = value;
  const rest = Object.fromEntries(Object.entries(own).map(([key, inner]) => [key, inlined(inner, root, within)]));
  if (typeof $ref !== 'string') return rest;
  return within.includes($ref) ? rest : { ...asObject(inlined(referred($ref, root), root, [...within, $ref])), ...rest };
}

/** A schema without the title that its library gives it, and those of its fields where they are not kept, and without what it says of itself as a whole: that is told beside it. */
function withoutTitles(schema: unknown, kept: 'none' | 'of fields'): unknown {
  if (!isObject(schema)) return schema;
  const bare = Object.fromEntries(Object.entries(schema).filter(([key, inner]) => (key !== 'description' && key !== 'title') || typeof inner !== 'string'));
  return kept === 'none' ? untitled(bare) : bare;
}

function untitled(value: unknown): unknown {
  return mapSchema(value, (schema) => Object.entries(schema).filter(([key, inner]) => key !== 'title' || typeof inner !== 'string'));
}

/** A tool as an SDK makes it of a function. */
export function madeOfFunction(tool: ToolDefinition, { doc: written, decorated }: NonNullable<ToolDefinition['of']>, { doc, bareDoc, title, required, withoutArguments }: FunctionToolSpec): ToolDefinition {
  const how = decorated === 'yes' ? doc : (bareDoc ?? doc);
  const { description, args } = how === 'parts' ? docParts(written) : { description: how === 'whole' ? written.trim() : cleanedDoc(written), args: new Map<string, string>() };
  // A decorator may say something else.
  const isOwn = tool.description === cleanedDoc(written);
  const schema = asObject(tool.parameters);
  const properties = Object.entries(asObject(schema['properties'])).map(([name, field]) => {
    const said = args.get(name);
    const whole = asObject(field);
    return [name, { ...(said === undefined || 'description' in whole ? {} : { description: said }), ...whole, ...(title === null || 'title' in whole || '$ref' in whole ? {} : { title: titleOf(name) }) }] as const;
  });
  const parameters = { ...schema, properties: Object.fromEntries(properties), ...(required === 'all' ? { required: properties.map(([name]) => name), additionalProperties: false } : {}), ...(title === null || title === '' ? {} : { title: title.replace('$name', tool.name) }) };
  if (properties.length === 0 && withoutArguments === 'none') return { name: tool.name, description: isOwn ? description : tool.description, parameters: undefined };
  return { name: tool.name, description: isOwn ? description : tool.description, parameters: required === 'all' ? withoutNothing(parameters) : parameters };
}

/** What a docstring says of the function and of each argument, in the way of Google (`Args:`) or Sphinx (`:param x:`). */
function docParts(doc: string): { readonly description: string; readonly args: ReadonlyMap<string, string> } {
  const args = new Map<string, string>();
  const words: string[] = [];
  let section: 'description' | 'arguments' | 'other' = 'description';
  let last: string | null = null;
  for (const line of doc.split('\n').map((one) => one.trim())) {
    const heading = /^(?:(Args|Arguments|Parameters|Params)|Returns?|Raises|Yields?|Examples?|Notes?)\s*:$/i.exec(line);
    const sphinx = /^:param\s+(?:\S+\s+)?(\w+)\s*:\s*(.*)$/.exec(line);
    const named = section === 'arguments' ? /^(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)$/.exec(line) : null;
    if (heading !== null) section = heading[1] === undefined ? 'other' : 'arguments';
    else if (sphinx !== null || named !== null) {
      last = (sphinx ?? named)![1]!;
      args.set(last, (sphinx ?? named)![2]!);
      if (sphinx !== null) section = 'other';
    } else if (section === 'arguments' && last !== null && line !== '') args.set(last, `${args.get(last)!}\n${line}`);
    else if (section === 'description') words.push(line);
  }
  return { description: words.join('\n').trim(), args };
}

/** A schema whose fields have no default that is nothing. */
export function withoutNothing(value: unknown): unknown {
  return mapSchema(value, (schema) => Object.entries(schema).filter(([key, inner]) => key !== 'default' || inner !== null));
}

/** A schema and all in it with other entries. A name of the user's own is none of them. */
export function mapSchema(value: unknown, map: (schema: Readonly<Record<string, unknown>>) => readonly (readonly [string, unknown])[]): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSchema(item, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(map(value).map(([key, inner]) => [key, TABLES.has(key) && isObject(inner) ? Object.fromEntries(Object.entries(inner).map(([name, schema]) => [name, mapSchema(schema, map)])) : mapSchema(inner, map)]));
}

/** A schema each part of which has a title, but for nothing itself. */
export function titledBy(title: string, value: unknown): unknown {
  return mapSchema(value, (schema) => [...Object.entries(schema), ...('title' in schema || schema['type'] === 'null' ? [] : [['title', title] as const])]);
}

/** What a schema says of itself. */
export function descriptionOf(schema: unknown): string {
  return isObject(schema) ? textOf(schema['description']) : '';
}

/** A schema in which what is said beside a reference stands in one with what it refers to, as strict output of OpenAI's SDKs has it. */
export function withoutSaidReferences(schema: unknown): unknown {
  return mapSchema(schema, (inner) => {
    const { $ref, ...own } = inner;
    // Definitions say nothing of what is referred to.
    return typeof $ref !== 'string' || Object.keys(own).every((key) => key === '$defs') ? Object.entries(inner) : Object.entries({ ...own, ...asObject(referred($ref, schema)), ...own });
  });
}

/** Formats of texts that Anthropic's API knows. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']);

/** A schema as Anthropic's SDKs make it of a class: bounds, defaults and whatever else the API does not take stand in the description. */
export function withBoundsInWords(given: unknown): unknown {
  if (!isObject(given)) return given;
  const { $schema: _, $defs, $ref, type, anyOf, oneOf, allOf, enum: choice, description, title, properties, additionalProperties: __, required, items, format, minItems, ...others } = given;
  const definitions = isObject($defs) ? { $defs: eachOf($defs) } : {};
  if (typeof $ref === 'string') return { ...definitions, $ref };
  const options = anyOf ?? oneOf;
  const isObjectType = type === 'object';
  const knowsFormat = type === 'string' && FORMATS.has(format);
  const fewItems = minItems === 0 || minItems === 1;
  const left = { ...others, ...(format === undefined || knowsFormat ? {} : { format }), ...(minItems === undefined || fewItems ? {} : { minItems }) };
  const bounds = Object.entries(left).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : value === null ? 'None' : JSON.stringify(value)}`);
  const words = [...(typeof description === 'string' ? [description] : []), ...(bounds.length === 0 ? [] : [`{${bounds.join(', ')}}`])].join('\n\n');
  return {
    ...definitions,
    ...(Array.isArray(options) ? { anyOf: options.map(withBoundsInWords) } : Array.isArray(allOf) ? { allOf: allOf.map(withBoundsInWords) } : { type }),
    ...(choice === undefined ? {} : { enum: choice }),
    ...(words === '' ? {} : { description: words }),
    ...(title === undefined ? {} : { title }),
    ...(isObjectType ? { properties: eachOf(asObject(properties)), additionalProperties: false, ...(required === undefined ? {} : { required }) } : {}),
    ...(items === undefined ? {} : { items: withBoundsInWords(items) }),
    ...(knowsFormat ? { format } : {}),
    ...(fewItems ? { minItems } : {}),
  };
}

function eachOf(table: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(table).map(([name, schema]) => [name, withBoundsInWords(schema)]));
}

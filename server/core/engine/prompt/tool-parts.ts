/** Tools and the format of an answer as parts of a prompt: what is sent of them, and what the provider puts around it. */
import { valueOf, type CallSite } from '../../model/callsite.ts';
import type { Range } from '../../model/cost.ts';
import type { AnswerSent } from '../../model/sdk.ts';
import { fieldOf, knownText, stateOf, type State, type Value } from '../../model/value.ts';
import { enclosing, exactly, scaled, times, total, ZERO } from '../tokens/ranges.ts';
import type { ToolFraming } from './framing.ts';
import { isOpaque, jsonOf } from './measure.ts';
import { eitherParts, locationOf, markedness, unknownPart, type Context, type MeasuredPart } from './parts.ts';
import { descriptionOf, madeOfFunction, parametersOf, titledBy, withBoundsInWords, withoutNothing, withoutSaidReferences } from './sent-schemas.ts';
import { answerFormat, answerSchema, declarations, functionLines, givenTools, listedTools, markedDeclarations, schemaText, toolJson, toolsIn, toolStrings, type AnswerSchema, type GivenTools, type ToolDefinition } from './tool-text.ts';

/** SDKs add titles, references and bounds of their own to the schemas they make of functions: real ones were up to 1.4 times as long as the estimate. Those of classes and descriptions of data are known but for what is seldom used. */
const SCHEMA_SPREAD = { function: 1.4, data: 1.03, written: 1 } as const;

export function toolParts(value: Value | null, site: CallSite, insisted: ToolChoice | null, context: Context): readonly MeasuredPart[] {
  const lists = value?.kind === 'either' ? value.options.filter((option) => option.kind === 'list' && option.items.length > 0) : [];
  if (lists.length > 1) return eitherParts(lists.map((list) => toolParts(list, site, insisted, context)));
  const label = 'tool schemas';
  const { tools: framing } = context.count.framing;
  const chosen = (names: readonly string[]): ToolChoice => {
    const choice = insisted ?? choiceOf(valueOf(site.parameters.toolChoice), site.parameters.toolChoice.state, names);
    const beside = valueOf(site.parameters.parallelTools);
    return beside?.kind === 'boolean' && !beside.value ? { ...choice, calls: 'one' } : choice;
  };
  if (value === null) return [{ ...unknownPart(label, null, context), role: 'tools', around: toolsAround(chosen([]), [], context) }];
  const schema = context.assumptions.schema(value);
  const { json, holes } = jsonOf(schema);
  const given = givenTools(json);
  const tools = toolsAsSent(given.rest, madeOf(schema), site, context);
  const choice = chosen(tools?.map(({ name }) => name) ?? []);
  if (given.run.length + given.described.length > 0) return givenParts(label, value, { given, tools: tools ?? [], holes }, choice, context);
  if ((tools !== null && tools.length === 0 && holes === 0) || (choice.kind === 'none' && framing.forbidden === 'dropped')) return [];
  // What is not known of the tools leaves shapes that say nothing about their number.
  const tokens = tools !== null && tools.length > 0 ? toolTokens(tools, context) : exactly(context.count.o200k(isOpaque(schema) ? '' : JSON.stringify(json)));
  const part = schemaPart(label, value, schema, holes, scaled(tokens, framing.factor), context);
  return [{ ...part, around: total([toolsAround(choice, tools?.map(({ name }) => name) ?? [], context), eachAround(tools ?? [], framing)]) }];
}

/** The tools of a request as the SDK sends them. */
function toolsAsSent(json: unknown, made: keyof typeof SCHEMA_SPREAD, { operation }: CallSite, { count: { framing } }: Context): readonly ToolDefinition[] | null {
  const tools = toolsIn(json);
  const { schemas } = operation;
  if (tools === null || (schemas === undefined && made === 'written')) return tools;
  // What insists on a whole answer leaves out that nothing is a default.
  return tools.map((tool) => (tool.of !== undefined && schemas?.functions !== undefined ? madeOfFunction(tool, tool.of, schemas.functions) : { ...tool, parameters: schemas === undefined ? (framing.tools.reads === 'declarations' ? withoutNothing(tool.parameters) : tool.parameters) : parametersOf(tool.parameters, schemas) }));
}

/** What an SDK makes of the answer's format: by the method that the call names, or as it usually does. */
function sentAs({ operation, parameters }: CallSite): AnswerSent {
  const spec = operation.schemas?.answer;
  if (spec === undefined) return 'format';
  const method = knownText(valueOf(parameters.outputMethod) ?? undefined);
  return (method === null ? undefined : spec.methods?.[method]) ?? spec.usual ?? 'tool';
}

/** The answer's format as the tool that an SDK makes of it, or null where it is sent as a format. */
export function answerTool(site: CallSite, { answer, schema, asMade }: AnswerFormat): ToolDefinition | null {
  const { schemas } = site.operation;
  const spec = schemas?.answer;
  if (schemas === undefined || spec === undefined || answer === null || isOpaque(schema) || sentAs(site) !== 'tool') return null;
  const said = descriptionOf(asMade) || answer.description;
  return { name: spec.tool ?? answer.name, description: said === '' ? spec.description.replace('$name', answer.name) : said, parameters: parametersOf(asMade, schemas) };
}

export function insistedOn({ name }: ToolDefinition, { operation }: CallSite): ToolChoice {
  const { insists, calls = 'any' } = operation.schemas?.answer ?? {};
  return insists === 'by name' ? { kind: 'named', name, calls } : { kind: 'any', name: null, calls };
}

/** The answer as a tool, behind those of the request. */
export function answerPart({ value, schema, holes }: AnswerFormat, answer: ToolDefinition, choice: ToolChoice, others: Value | null, context: Context): MeasuredPart {
  const { tools: framing } = context.count.framing;
  const before = others === null ? null : toolsIn(givenTools(jsonOf(context.assumptions.schema(others)).json).rest);
  const [whole, own] = [toolTokens([...(before ?? []), answer], context), before === null ? ZERO : toolTokens(before, context)];
  const tokens = scaled({ low: Math.max(0, whole.low - own.low), high: Math.max(0, whole.high - own.high) }, framing.factor);
  const around = others === null ? toolsAround(choice, [answer.name], context) : ZERO;
  return { ...schemaPart('output schema', value, schema, holes, tokens, context), around: total([around, eachAround([answer], framing)]) };
}

/** What tools that the provider runs put before the model, searches and their results among it. */
const RUN_BY_PROVIDER: Range = { low: 0, high: 10_000 };
/** What the provider's own description of a tool takes. */
const DESCRIBED_BY_PROVIDER: Range = { low: 100, high: 1_000 };

/** Tools of which the provider has some of its own. */
function givenParts(label: string, value: Value, { given, tools, holes }: { readonly given: GivenTools; readonly tools: readonly ToolDefinition[]; readonly holes: number }, choice: ToolChoice, context: Context): readonly MeasuredPart[] {
  const { tools: framing } = context.count.framing;
  const own = tools.length > 0 ? scaled(toolTokens(tools, context), framing.factor) : ZERO;
  const whole = toolsAround(choice, tools.map(({ name }) => name), context);
  // Whether a tool that the provider runs comes with the prompt for tools is not known.
  const around = total([tools.length + given.described.length > 0 ? whole : { low: 0, high: whole.high }, eachAround(tools, framing)]);
  const part = { ...schemaPart(label, value, value, holes, own, context), around };
  const names = [...given.described, ...given.run].map((name) => `\`${name}\``).join(' and ');
  const assumed = total([...given.described.map((name) => framing.described?.[name] ?? DESCRIBED_BY_PROVIDER), runTokens(given.run, framing)]);
  return [part, { ...unknownPart(`what ${names} add${given.described.length + given.run.length === 1 ? 's' : ''}`, null, context), role: 'tools', assumed, around: ZERO }];
}

/** What is known of each, and the assumption for those of which nothing is. */
function runTokens(names: readonly string[], { run = {} }: ToolFraming): Range {
  const known = names.flatMap((name) => run[name] ?? []);
  return total([...known, ...(known.length < names.length ? [RUN_BY_PROVIDER] : [])]);
}

function toolTokens(tools: readonly ToolDefinition[], context: Context): Range {
  switch (context.count.framing.tools.reads) {
    case 'declarations':
      return joined(declarations(tools, { bounds: context.count.framing.tools.bounds ?? 'left out', types: context.api === 'openai-responses' ? 'described once' : 'each described' }), context);
    case 'functions':
      return context.count.text(functionLines(tools));
    case 'listed':
      return context.count.text(listedTools(tools));
    case 'marked':
      return context.count.text(markedDeclarations(tools).text);
    case 'strings':
      return total(toolStrings(tools).lines.map(context.count.text));
    case 'json':
      return exactly(context.count.o200k(tools.map(toolJson).join('\n')));
  }
}

/** What stands around each tool, and around each of its fields where they are not in the text. */
function eachAround(tools: readonly ToolDefinition[], { each, field, nested, choice, freeform }: ToolFraming): Range {
  if (freeform !== undefined) return total([times(each, tools.length), times(freeform, tools.filter((tool) => tool.freeform !== undefined).length)]);
  if (choice !== undefined) return total([times(each, tools.length), times(choice, markedDeclarations(tools).choices)]);
  if (field === undefined || nested === undefined) return times(each, tools.length);
  const found = toolStrings(tools);
  return total([times(each, tools.length), times(field, found.fields), times(nested, found.nested)]);
}

function answerTokens(answer: AnswerSchema, context: Context): Range {
  const { o200k, text, framing } = context.count;
  switch (framing.tools.reads) {
    case 'declarations':
      return joined(answerFormat(answer), context);
    case 'functions':
      return text(JSON.stringify(answer.schema, null, 2));
    default:
      return exactly(o200k(schemaText(answer.schema)) + o200k(`${answer.name}\n${answer.description}`.trim()));
  }
}

interface AnswerFormat {
  readonly value: Value;
  readonly schema: Value;
  readonly holes: number;
  readonly answer: AnswerSchema | null;
  /** The answer's schema before the SDK has made a format of it. */
  readonly asMade: unknown;
}

export function formatOf(site: CallSite, context: Context): AnswerFormat | null {
  const { outputFormat } = site.parameters;
  const value = valueOf(outputFormat);
  if (value === null || sentAs(site) === 'nothing') return null;
  const schema = context.assumptions.schema(value);
  if (outputFormat.state === 'unknown' && schema === value) return null;
  const { json, holes } = jsonOf(schema);
  const told = isOpaque(schema) ? null : answerSchema(json);
  const answer = told === null || told === 'any-json' || told.name !== '' ? told : { ...told, name: knownText(valueOf(site.parameters.outputName) ?? undefined) ?? site.operation.answerName ?? '' };
  if (answer === null || answer === 'any-json') return { value, schema, holes, answer: null, asMade: null };
  return { value, schema, holes, answer: madeOf(schema) !== 'data' ? answer : { ...answer, schema: sentSchema(site.operation.schemas?.answer?.titled === undefined ? answer.schema : titledBy(answer.name, answer.schema), context) }, asMade: answer.schema };
}

/** What SDKs send of a class or a description of data that says what the answer is like. */
function sentSchema(schema: unknown, { api, count: { framing } }: Context): unknown {
  return framing.tools.reads === 'declarations' ? withoutSaidReferences(schema) : api === 'anthropic-messages' ? withBoundsInWords(schema) : schema;
}

export function formatPart({ value, schema, holes, answer }: AnswerFormat, besideTools: boolean, context: Context): MeasuredPart {
  const framing = context.count.framing.schema;
  const tokens = answer === null ? ZERO : answerTokens(answer, context);
  const part = schemaPart('output schema', value, schema, holes, scaled(tokens, framing.factor), context);
  if (context.form === 'plain' || answer === null) return { ...part, around: ZERO };
  const responses = context.api === 'openai-responses' && framing.responses !== undefined;
  const place = responses ? framing.responses! : context.before === null && !besideTools ? framing.withoutSystem : framing.request;
  const opening = responses || besideTools || framing.answer === null ? [] : [framing.answer, context.count.text(answer.name)];
  const beside = besideTools ? [framing.besideTools ?? ZERO, responses || context.before !== null ? ZERO : (framing.besideToolsAlone ?? ZERO)] : [];
  return { ...part, around: total([place, ...opening, ...beside]) };
}

/** Tokens of a text that stands behind the system prompt, where the API has it there. */
function joined(text: string, { count, before, api }: Context): Range {
  if (before === null || before === '' || api === 'openai-responses') return count.text(text);
  const [whole, own] = [count.text(`${before}\n\n${text}`), count.text(before)];
  return { low: whole.low - own.low, high: whole.high - own.high };
}

/** What a provider adds where tools are passed: by its own account where it gives one, else as measured. */
function toolsAround({ kind: choice, name, calls }: ToolChoice, names: readonly string[], context: Context): Range {
  if (context.form === 'plain') return ZERO;
  const { tools } = context.count.framing;
  const given = context.assumptions.toolPrompt;
  // Where there is but one tool, insisting on any names it in Responses.
  const only = tools.reads === 'declarations' && context.api === 'openai-responses' && choice === 'any' && names.length === 1 ? names[0]! : null;
  const called = tools.named.high > 0 ? context.count.text(only ?? name ?? '') : ZERO;
  const byName = total([tools.named, called]);
  const forced = choice === 'named' || only !== null ? byName : choice === 'any' ? tools.any : choice === 'free' || choice === 'none' ? ZERO : enclosing([ZERO, tools.any, byName]);
  if (given !== null) {
    const auto = { low: calls === 'one' ? given.least : given.auto, high: given.auto };
    const prompt = choice === 'free' || choice === 'none' ? auto : choice === 'unknown' ? enclosing([auto, exactly(given.any)]) : exactly(given.any);
    return total([prompt, tools.given, forced, choice !== 'free' && calls === 'one' ? tools.single : ZERO]);
  }
  const request = context.api === 'openai-responses' && tools.responses !== undefined ? tools.responses : context.before === null && tools.withoutSystem !== undefined ? tools.withoutSystem : tools.request;
  // An SDK that reaches several of a provider's APIs may use either.
  const known = tools.responses === undefined || context.api === 'openai-responses' || context.api === 'openai-chat';
  return total([known ? request : enclosing([request, tools.responses!]), forced, calls === 'one' ? tools.single : ZERO]);
}

interface ToolChoice {
  readonly kind: 'free' | 'none' | 'any' | 'named' | 'unknown';
  /** The tool that is insisted on, where it is known. */
  readonly name: string | null;
  /** Whether calls side by side are switched off here. */
  readonly calls: 'one' | 'any';
}

/** Whether a request leaves the use of tools to the model. */
function choiceOf(value: Value | null, state: State | 'absent', names: readonly string[]): ToolChoice {
  const alone = value?.kind === 'record' ? fieldOf(value, 'disable_parallel_tool_use')?.value : undefined;
  const calls = alone?.kind === 'boolean' && alone.value ? 'one' : 'any';
  const as = (kind: ToolChoice['kind'], name: string | null = null): ToolChoice => ({ kind, name, calls });
  // A parameter of the caller's own is handed on as nothing at all.
  if (state === 'absent' || value?.kind === 'null') return as('free');
  const said = value?.kind === 'record' ? ['type', 'mode', 'name', 'function', 'functionCallingConfig', 'function_calling_config', 'any', 'tool', 'auto'].map((key) => fieldOf(value, key)).find((field) => field !== undefined) : undefined;
  const toolName = value === null ? null : nameIn(value);
  if (said?.key === 'tool' || said?.key === 'name') return as('named', toolName);
  if (said?.key === 'any') return as('any');
  if (said?.key === 'auto') return as('free');
  const text = said !== undefined && said.value.kind === 'record' ? knownText(fieldOf(said.value, 'mode')?.value) : knownText(said?.value ?? value ?? undefined);
  if (text !== null && said === undefined && names.includes(text)) return as('named', text);
  if (text === null) return said?.key === 'function' ? as('named', toolName) : as('unknown');
  if (/^(?:tool|function)$/i.test(text)) return as('named', toolName);
  return as(/^(?:any|required)$/i.test(text) ? 'any' : /^none$/i.test(text) ? 'none' : /^(?:auto|validated|allowed_tools)$/i.test(text) ? 'free' : 'unknown');
}

/** The tool's name in a choice, whatever it stands in. */
function nameIn(choice: Value): string | null {
  if (choice.kind !== 'record') return null;
  const name = fieldOf(choice, 'name')?.value;
  if (name !== undefined) return knownText(name);
  const inner = ['function', 'tool'].map((key) => fieldOf(choice, key)?.value).find((value) => value !== undefined);
  return inner === undefined ? null : (knownText(inner) ?? nameIn(inner));
}

function schemaPart(label: string, value: Value, schema: Value, holes: number, tokens: Range, context: Context): MeasuredPart {
  // A schema that is made of a class or function is an estimate of its text.
  const made = madeOf(schema);
  const spread = SCHEMA_SPREAD[made === 'function' && context.plainTools ? 'data' : made];
  const state = spread > 1 && stateOf(schema) === 'known' ? 'partial' : stateOf(schema);
  const { hole } = context.assumptions;
  return {
    role: 'tools',
    label,
    state,
    value,
    tokens: { low: tokens.low, high: Math.ceil(tokens.high * spread) },
    assumed: { low: holes * hole.low, high: holes * hole.high },
    leading: tokens,
    around: ZERO,
    marked: markedness(value, context),
    at: locationOf(value),
    name: value.origin.name,
  };
}

/** What a schema is made of, whose parts have the place of what they were made of: a function, a class or description of data, or nothing but what is written down. */
function madeOf(schema: Value): keyof typeof SCHEMA_SPREAD {
  const { kind } = schema.origin.expr;
  if (schema.kind === 'record' && kind === 'function') return 'function';
  const inside = schema.kind === 'list' ? schema.items : schema.kind === 'either' ? schema.options : schema.kind === 'record' ? schema.entries.map((entry) => entry.value) : [];
  const parts = inside.map(madeOf);
  if (parts.includes('function')) return 'function';
  const isData = schema.kind === 'record' && (kind === 'class' || (kind === 'call' && fieldOf(schema, 'properties') !== undefined));
  return isData || parts.includes('data') ? 'data' : 'written';
}

/**
 * Recognises the simple task a call does, from what it is told, from the shape of the answer it asks for and from the function it stands in.
 * A wrong guess costs a user's trust and a missed one costs nothing, so everything that points to a second purpose, to tools that act, to code, to
 * long prose or to deliberate reasoning makes the answer null.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { PromptPart } from '../../model/cost.ts';
import type { Expr, FileFacts } from '../../model/facts.ts';
import type { Task } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { fieldOf, knownText, optionsOf, type RecordValue, type Value } from '../../model/value.ts';
import { lastName } from '../resolve/walk.ts';
import { readInstructions } from './instructions.ts';
import type { Strength } from './orders.ts';

type Kind = Task['kind'];

/** What the recogniser asks of the workspace; a `RuleContext` is one. */
export interface TaskContext {
  resolve(path: string, expr: Expr): Value;
  facts(path: string): FileFacts | undefined;
}

/** One reason to believe in a task. An `explicit` one is enough by itself; two hints from different sources that agree are too. */
interface Ground {
  readonly kind: Kind;
  readonly strength: Strength;
  readonly source: 'prompt' | 'answer' | 'schema' | 'name';
  readonly words: string;
  readonly at: Location;
}

/** A generous answer in tokens. Kinds whose answer grows with the input have a number that no cap is judged by. */
const ANSWER_TOKENS: Readonly<Record<Kind, number>> = {
  classification: 50,
  'yes-no': 16,
  title: 60,
  routing: 50,
  scoring: 50,
  moderation: 100,
  extraction: 1000,
  summary: 500,
  formatting: 4000,
  translation: 4000,
  'query-rewrite': 200,
};

/** Several fields around a label: `{"category": …, "priority": …, "confidence": …}`. */
const STRUCTURED_LABEL_TOKENS = 200;

/** Kinds that name the same work; the others stand alone. */
const FAMILY: Readonly<Record<Kind, string>> = {
  classification: 'label',
  'yes-no': 'label',
  routing: 'label',
  scoring: 'label',
  moderation: 'label',
  extraction: 'extract',
  formatting: 'extract',
  title: 'title',
  summary: 'summary',
  translation: 'translation',
  'query-rewrite': 'query',
};

/** A label is read off a text as other things are. */
const LABELS_ARE_READ: ReadonlySet<string> = new Set(['label', 'extract']);

/** The task of a call, or null: none of the simple ones, several of them, or not enough to tell. */
export function recognizeTask(site: CallSite, parts: readonly PromptPart[], context: TaskContext): Task | null {
  // What goes on with an earlier exchange is a conversation, whatever its last turn asks for.
  if (site.operation.kind !== 'generate' || site.parameters.previousResponse.state !== 'absent') return null;
  const schema = answerSchema(site, context);
  if (schema === 'acts') return null;

  const grounds: Ground[] = [];
  let certain = true;
  let several = false;
  let each = false;
  let structured = schema === 'open';
  let surface = false;
  for (const part of parts) {
    if (part.role === 'tools' || part.role === 'assistant' || part.value === null) continue;
    const told = textOf(part.value);
    if (told === 'media') return null;
    if (told.text.trim() === '') continue;
    const reading = readInstructions(told.text);
    if (reading.verdict === 'complex') return null;
    if (reading.verdict === 'mixed' || told.alternatives) certain = false;
    // What all requests are told of each thing, they are mostly told of the one that they carry.
    if (reading.volume === 'many' || (reading.volume === 'each' && part.role !== 'system')) several = true;
    if (reading.volume === 'each') each = true;
    if (reading.answer === 'structured') structured = true;
    if (reading.surface) surface = true;
    const at = part.at ?? here(site);
    for (const sign of reading.signs) grounds.push({ kind: sign.kind, strength: sign.strength, source: sign.source, words: `${part.label.startsWith('message') ? '' : 'the '}${part.label} says “${sign.words}”`, at });
  }
  const told = combine(grounds);
  if (told === 'several') return null;

  const name = nameGround(site);
  // A router may route requests of any kind: what it is called says something of its prompt, or of the choices that it gives, and nothing by itself.
  const named = name?.kind === 'routing' && told === 'none' && schema !== 'bounded' && ROUTER.test(name.words) ? null : name;
  if (schema === 'bounded' && told !== 'none' && FAMILY[told] === 'label') {
    grounds.push({ kind: told, strength: 'hint', source: 'schema', words: 'the answer is bound to a few values by its schema', at: here(site) });
  }
  if (schema === 'open' && told === 'extraction') {
    grounds.push({ kind: told, strength: 'hint', source: 'schema', words: 'the answer has a schema', at: here(site) });
  }
  if (named !== null && (told === 'none' || FAMILY[named.kind] === FAMILY[told])) grounds.push(named);
  else if (named !== null && told !== 'none' && !(LABELS_ARE_READ.has(FAMILY[named.kind]) && LABELS_ARE_READ.has(FAMILY[told]))) certain = false;
  if (named !== null && told === 'none' && schema === 'bounded' && FAMILY[named.kind] === 'label') {
    grounds.push({ kind: named.kind, strength: 'hint', source: 'schema', words: 'the answer is bound to a few values by its schema', at: here(site) });
  }

  const kind = told === 'none' ? named?.kind : told;
  // A label for each of several things has no size of its own.
  if (kind === undefined || (several && (FAMILY[kind] === 'label' || kind === 'title'))) return null;
  const used = choose(grounds, kind);
  // A function that extracts is named so whatever it extracts.
  const sources = new Set(used.filter(({ source }) => kind !== 'extraction' || source !== 'name').map(({ source }) => source));
  const enough = used.some(({ strength }) => strength === 'explicit') || sources.size > 1;
  const answerTokens = structured && FAMILY[kind] === 'label' ? Math.max(STRUCTURED_LABEL_TOKENS, ANSWER_TOKENS[kind]) : ANSWER_TOKENS[kind];
  return {
    kind,
    // One saying may tell both the kind and the form of the answer.
    grounds: inOneSentence([...new Set(used.map((ground) => ground.words))]),
    at: used[0]!.at,
    // What is taken out of a text, or put in form, stays as simple where there is more of it.
    confidence: certain && enough && (!several || FAMILY[kind] === 'extract' || kind === 'translation') ? 'high' : 'medium',
    // A yes or a no may answer any question.
    told: kind === 'yes-no' ? (surface ? 'work' : 'form') : used.some(({ source }) => source === 'prompt' || source === 'name') ? 'work' : 'form',
    answerTokens,
    perItem: several || each,
  };
}

function isOutright({ strength, source }: Ground): boolean {
  return strength === 'explicit' && source === 'prompt';
}

/** The one kind that the prompt's grounds agree on. A label read out of extracted text counts as extraction. */
function combine(all: readonly Ground[]): Kind | 'none' | 'several' {
  if (all.length === 0) return 'none';
  // Beside what is said outright, what the model is and how short its answer is tell of no other work.
  const grounds = all.some(isOutright) ? all.filter((ground) => ground.strength === 'explicit' || (ground.strength === 'hint' && ground.source === 'prompt')) : all;
  const families = new Set(grounds.map((ground) => FAMILY[ground.kind]));
  if (families.size === 2 && [...families].every((family) => LABELS_ARE_READ.has(family))) return 'extraction';
  if (families.size > 1) return 'several';
  // An explicit instruction names the kind better than a hint; the answer's form names it last.
  const order = (ground: Ground): number => (ground.strength === 'explicit' ? 0 : 2) + (ground.source === 'prompt' ? 0 : 1);
  return [...grounds].sort((a, b) => order(a) - order(b))[0]!.kind;
}

/** The strongest ground of each source, at most two, the strongest first. */
function choose(grounds: readonly Ground[], kind: Kind): readonly Ground[] {
  const bySource = new Map<Ground['source'], Ground>();
  for (const ground of grounds) {
    if (FAMILY[ground.kind] !== FAMILY[kind] && kind !== 'extraction') continue;
    const seen = bySource.get(ground.source);
    if (seen === undefined || (seen.strength !== 'explicit' && ground.strength === 'explicit')) bySource.set(ground.source, ground);
  }
  return [...bySource.values()].sort((a, b) => Number(b.strength === 'explicit') - Number(a.strength === 'explicit')).slice(0, 2);
}

/** Two sayings of the same part name it once. */
function inOneSentence([first, ...others]: readonly string[]): string {
  const subject = /^[^“]* says (?=“)/.exec(first!)?.[0];
  return others.reduce((sentence, other) => (subject !== undefined && other.startsWith(subject) ? `${sentence} and ${other.slice(subject.length)}` : `${sentence}, and ${other}`), first!);
}

function here(site: CallSite): Location {
  return { path: site.path, start: site.start, end: site.end };
}

// ---- the function's name ---------------------------------------------------------------------------------------------------------------

const NAMES: readonly (readonly [RegExp, Kind])[] = [
  [/^(classify|categori[sz]e|label|tag)\b/, 'classification'],
  [/^(detect|identify|predict|get|infer|determine|analy[sz]e) (the )?(language|sentiment|intent|topic|category|emotion|tone)$/, 'classification'],
  [/\b(classifier|classification)$/, 'classification'],
  [/^(route|triage)\b|\brouter$|^(pick|choose|select) (the )?(agent|route|handler|department|queue)$/, 'routing'],
  [/^(moderate|moderation)\b|^is (spam|toxic|safe|unsafe|harmful|appropriate|offensive|nsfw)\b|^(check|detect) (for )?(spam|toxicity|profanity|abuse)\b/, 'moderation'],
  [/^(is|has|should|can|does|needs|contains)\b/, 'yes-no'],
  [/^(extract|pull out)\b/, 'extraction'],
  [/^(translate|localize)\b|\btranslation$/, 'translation'],
  [/^(generate|make|create|suggest|build|write|produce|get|name) (a )?(\w+ )?(title|headline|subject|subject line|thread name|chat name|session name)$/, 'title'],
  [/^title (for|from|of)\b/, 'title'],
  [/^(summari[sz]e|tldr)\b|\bsummary$/, 'summary'],
  [/^(score|rate|grade)\b/, 'scoring'],
  [/^(reformat|normali[sz]e|format)\b/, 'formatting'],
];

const ROUTER = /router`$/i;

/** The innermost function that has a name, lambdas and anonymous callbacks skipped. */
function nameGround(site: CallSite): Ground | null {
  const named = site.functions.find((fact) => fact.name !== null);
  if (named?.name == null) return null;
  const words = named.name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_$\d]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/ (async|sync)$/, '')
    .replace(/^(async|try|do|run|llm|ai) /, '');
  for (const [pattern, kind] of NAMES) {
    if (pattern.test(words)) return { kind, strength: 'hint', source: 'name', words: `the function is named \`${named.name}\``, at: here(site) };
  }
  return null;
}

// ---- what the model is told ------------------------------------------------------------------------------------------------------------

const MEDIA = /^(image|image_url|input_image|document|file|input_file|input_audio|audio|video)$/;

/** Stands for a part of a prompt that is only known at run time. */
const HOLE = '…';

/** The keys under which the APIs keep text. */
const TEXT_KEYS = ['text', 'content', 'input'];

/** The known text of a prompt part; `media` where it carries something that is not text. `alternatives`: only one of several texts. */
function textOf(value: Value): { readonly text: string; readonly alternatives: boolean } | 'media' {
  let text = '';
  let alternatives = false;
  const left: Value[] = [value];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    switch (node.kind) {
      case 'record': {
        const type = knownText(fieldOf(node, 'type')?.value);
        if (type !== null && MEDIA.test(type)) return 'media';
        for (const key of TEXT_KEYS) {
          const field = fieldOf(node, key);
          if (field !== undefined) left.push(field.value);
        }
        break;
      }
      case 'either':
        alternatives = true;
        left.push(...[...node.options].reverse());
        break;
      case 'list':
        left.push(...[...node.items].reverse());
        break;
      case 'text':
        text += `${node.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('')}\n`;
        break;
    }
  }
  return { text, alternatives };
}

// ---- the shape of the answer -----------------------------------------------------------------------------------------------------------

/** `bounded`: only a few values fit. `open`: a schema with free text or lists. `acts`: tools that the model may call to do something. */
function answerSchema(site: CallSite, context: TaskContext): 'bounded' | 'open' | 'none' | 'acts' {
  const { tools, toolChoice, outputFormat } = site.parameters;
  if (tools.state !== 'absent') {
    // One tool that must be called is a way to ask for structured output; anything else may act.
    const listed = tools.value;
    const forced = toolChoice.state === 'known' && toolChoice.value.kind === 'record' && fieldOf(toolChoice.value, 'type') !== undefined && hasField(toolChoice.value, ['name', 'function']);
    if (listed?.kind === 'list' && listed.open === null && listed.items.length === 0) return formatSchema(outputFormat.state === 'absent' ? null : outputFormat.value, context);
    if (!forced || listed?.kind !== 'list' || listed.open !== null || listed.items.length !== 1) return 'acts';
    return bound(listed.items[0]!, context, 0);
  }
  return formatSchema(outputFormat.state === 'absent' ? null : outputFormat.value, context);
}

/** Whether a schema that the provider holds the answer to leaves it only a few values: it cannot run on. */
export function isBoundAnswer(site: CallSite, context: TaskContext, schema: (value: Value) => Value): boolean {
  const { tools, outputFormat } = site.parameters;
  const value = outputFormat.state === 'known' || outputFormat.state === 'unknown' ? outputFormat.value : null;
  if (value === null || tools.state !== 'absent') return false;
  const written = schema(value);
  // A description of data is sent so that it must be kept to; what is written as JSON says so itself.
  return (value.kind !== 'record' || isStrict(value, 0)) && formatSchema(written, context) === 'bounded';
}

function isStrict(record: RecordValue, depth: number): boolean {
  const strict = fieldOf(record, 'strict')?.value;
  if (strict !== undefined) return strict.kind === 'boolean' && strict.value;
  return depth < 3 && SCHEMA_WRAPPERS.some((wrapper) => {
    const inner = fieldOf(record, wrapper)?.value;
    return inner?.kind === 'record' ? isStrict(inner, depth + 1) : inner?.kind === 'external';
  });
}

function formatSchema(value: Value | null, context: TaskContext): 'bounded' | 'open' | 'none' {
  // The values that an answer may be, by themselves: `enum: ['spam', 'ham']`.
  if (value?.kind === 'list') return value.open === null && value.items.length > 0 && value.items.every(({ kind }) => kind === 'text') ? 'bounded' : 'none';
  return value === null ? 'none' : bound(value, context, 0);
}

function hasField(record: RecordValue, keys: readonly string[]): boolean {
  return keys.some((key) => fieldOf(record, key) !== undefined);
}

const SCHEMA_WRAPPERS = ['json_schema', 'schema', 'format', 'input_schema', 'parameters', 'function'];
const MAX_SCHEMA_DEPTH = 12;

/** Reads JSON schema, and classes whose fields have types. What is neither is `none`. */
function bound(value: Value, context: TaskContext, depth: number): 'bounded' | 'open' | 'none' {
  if (depth > MAX_SCHEMA_DEPTH) return 'open';
  if (value.kind === 'class') return boundClass(value.path, value.class, context, depth);
  if (value.kind !== 'record') return 'none';
  if (fieldOf(value, 'enum') !== undefined || fieldOf(value, 'const') !== undefined) return 'bounded';
  const properties = fieldOf(value, 'properties')?.value;
  if (properties?.kind === 'record') {
    if (properties.open !== null || properties.entries.length === 0) return 'open';
    return properties.entries.every((entry) => bound(entry.value, context, depth + 1) === 'bounded') ? 'bounded' : 'open';
  }
  for (const wrapper of SCHEMA_WRAPPERS) {
    const inner = fieldOf(value, wrapper)?.value;
    if (inner !== undefined) return bound(inner, context, depth + 1);
  }
  const type = knownText(fieldOf(value, 'type')?.value);
  if (type === 'boolean' || type === 'integer' || type === 'number' || type === 'null') return 'bounded';
  return type === 'string' || type === 'array' || type === 'object' ? 'open' : 'none';
}

function boundClass(path: string, index: number, context: TaskContext, depth: number): 'bounded' | 'open' | 'none' {
  const facts = context.facts(path);
  const fact = facts?.classes[index];
  if (facts === undefined || fact === undefined) return 'none';
  const fields = facts.scopes[fact.scope]!.bindings.filter((binding) => binding.kind === 'variable' && binding.type !== null);
  if (fields.length === 0) return 'none';
  return fields.every((field) => boundType(path, field.type!, context, depth + 1)) ? 'bounded' : 'open';
}

/** Whether only a few values have this type: literals, booleans, numbers, enumerations, and unions of these. */
function boundType(path: string, type: Expr, context: TaskContext, depth: number): boolean {
  if (depth > MAX_SCHEMA_DEPTH) return false;
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return true;
    case 'choice':
      return type.options.every((option) => boundType(path, option, context, depth + 1));
    case 'list':
      return type.items.every((item) => boundType(path, item, context, depth + 1));
    case 'index': {
      const generic = lastName(type.object);
      return generic === 'Literal' || ((generic === 'Optional' || generic === 'Annotated') && boundType(path, type.index, context, depth + 1));
    }
    case 'name': {
      if (/^(bool|int|float|boolean|number)$/.test(type.name)) return true;
      const value = context.resolve(path, type);
      return optionsOf(value).every((option) => {
        if (option.kind !== 'class') return false;
        const fact = context.facts(option.path)?.classes[option.class];
        if (fact?.bases.some((base) => /^(Enum|StrEnum|IntEnum)$/.test(lastName(base) ?? '')) === true) return true;
        return boundClass(option.path, option.class, context, depth + 1) === 'bounded';
      });
    }
    default:
      return false;
  }
}

/** How an SDK is described. A spec is data: a new SDK, client class or operation is a few lines of it and no code. */

export type Ecosystem = 'python' | 'javascript';

/** Where a request goes. It decides the price's multiplier and the cache minimum's column; `local` is a server of one's own, which costs nothing by the token; `custom` is an endpoint we cannot price. */
export type Platform = 'api' | 'bedrock' | 'vertex' | 'azure' | 'aws' | 'foundry' | 'local' | 'custom';

/** A list of names, where the two ecosystems differ one each. */
export type Names = readonly string[] | Readonly<Record<Ecosystem, readonly string[]>>;

export interface SdkSpec {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** The provider in `server/prices/`, or null where the model's name tells it (`anthropic/claude-…`). */
  readonly provider: string | null;
  /** Import names. `anthropic` claims `anthropic.types` and `@x/y` claims `@x/y/z`. A claimed name wins over a workspace file of that name. */
  readonly packages: Readonly<Record<Ecosystem, readonly string[]>>;
  /** Those of `packages` that people also give to folders of their own (`agents`, `ai`): a workspace file of that name wins. */
  readonly commonNames?: readonly string[];
  /** The projects that make the SDK: in one of them, a folder of a common name is the SDK itself. A name that is not common stands for the project's files there in the package and its tests, and for the SDK elsewhere. */
  readonly projects?: readonly string[];
  /** A common name stands for the project's files in its own package and tests too, as one that is not common does, and for the SDK in its examples alone. */
  readonly ownCode?: 'files';
  readonly clients: readonly ClientSpec[];
  readonly operations: readonly OperationSpec[];
  /** Functions of the SDK that make a model object which other calls take as their model: `openai("gpt-…")`, `ChatOpenAI(model="…")`. */
  readonly models?: readonly ModelFactorySpec[];
  /** Calls whose result sends its requests through an object that they are given: `prompt.pipe(model)`, `LLMChain(llm=model)`. */
  readonly carriers?: readonly CarrierSpec[];
  /** Functions that hand a client to those which they are given: a file that imports one may have a client. */
  readonly handing?: readonly string[];
  /** Verbs that hardly anything else has: a file that calls one may have been handed a client, whatever it imports. Of others what stands before them tells as much: `messages.create`. */
  readonly tellingVerbs?: readonly string[];
  /** Objects that stand for messages and prompts: `SystemMessage("…")`. */
  readonly messages?: readonly MessageSpec[];
  /** Calls that their first argument tells, whatever they are called on, as nobody else has such a text: the class that they are methods of, and the method, whose operation says which texts these are (`argument`). */
  readonly byArgument?: { readonly client: string; readonly verb: string };
  /** The class of models that only their use tells: what a prompt template is joined with, and what is `given` a list of messages or a template. */
  readonly modelByUse?: { readonly client: string; readonly given: readonly ('messages' | 'template')[] };
  /**
   * What sets what later calls take where they say nothing themselves: functions and blocks (`configure()`) by named arguments, objects (`Settings`) by members that are assigned. `fields` are those of
   * a request then; `positional` is the one that a function's first argument is. `methods` give the first of them to one object alone, or to all that it holds: `program.set_lm(lm)`.
   */
  readonly configures?: { readonly paths: readonly string[]; readonly fields: readonly string[]; readonly positional?: string; readonly methods?: readonly string[] };
  /**
   * Methods that put objects into the one that is called later, one by one: `pipeline.add_component("llm", generator)`. `given` is the object; those that stand for models are the field `field` of a request,
   * one of several where there are more.
   */
  readonly collects?: readonly { readonly methods: readonly string[]; readonly given: ParameterSpec; readonly field: string }[];
  readonly configurable?: ConfigurableSpec;
  /** Methods of the object that is called which open a block whose calls take their named arguments, whatever they say themselves: `with agent.override(model=…)`. */
  readonly overrides?: readonly string[];
  /** Methods of the object that is called which decorate functions: those that make a tool of one, and those that put what it gives into the system prompt. */
  readonly registers?: { readonly tools: readonly string[]; readonly system: readonly string[] };
  /** Decorators of classes that fill in members of their objects. */
  readonly classDecorators?: readonly ClassDecoratorSpec[];
  /** Types that say only that something can be called, whatever it is: what has such a type is what the callers pass. */
  readonly anything?: readonly string[];
  /** Classes that people derive models of their own from; `object` where it may be any class. What such a model asks, it asks by calls of its own; where it makes none, a call with it is none. */
  readonly modelBases?: readonly string[];
  /** Classes whose objects answer from what they were given, for tests. */
  readonly standIns?: readonly string[];
  /** Members that change how the answer is delivered, not the request: `with_raw_response`. Skipped when a path is matched. */
  readonly transparent: readonly string[];
  /** Methods that return the same client with other options: `with_options`. Their arguments override the client's. */
  readonly fluent: readonly string[];
  readonly errors: ErrorSpec;
}

/** What a call may set of the objects that it goes through, where they allow it, under names of their own: `model.invoke(…, config={"configurable": {"which": "…"}})`. */
export interface ConfigurableSpec {
  /** Where a call, or one of `steps` before it, has what it sets; empty: among the step's own arguments. */
  readonly settings: Names;
  readonly steps: readonly string[];
  /** Methods whose named arguments are the fields that may be set: `model.configurable_fields(model=ConfigurableField(id="which"))`. */
  readonly methods: readonly string[];
  /** What in such an argument says the name; where one of `options` is there too, what is set stands for something else. */
  readonly id: ParameterSpec;
  readonly options: readonly string[];
  /** Clients that are built with a list of fields, which are set by their own names behind a prefix. Without it `usual` may be, where no model is named, and in the ecosystems of `always` in any case. */
  readonly listed: { readonly clients: readonly string[]; readonly fields: ParameterSpec; readonly prefix: ParameterSpec; readonly usual: readonly string[]; readonly always: readonly Ecosystem[] };
  /** Carriers whose named arguments may each take the place of their object: what says the name under which one is chosen, and the key of the object itself, `otherwise` where nothing names it. */
  readonly alternatives: { readonly methods: readonly string[]; readonly which: ParameterSpec; readonly usual: ParameterSpec; readonly otherwise: string };
}

/** A decorator of a class. */
export interface ClassDecoratorSpec {
  readonly path: string;
  /** Members that are lists of what the class's methods with a decorator of their own give: the member's name, the decorator's path. */
  readonly lists: Readonly<Record<string, string>>;
  /** Members that the class sets to the name of a YAML file, beside its own, and that hold what is in it: the member's name, the file where it sets none. */
  readonly files: Readonly<Record<string, string>>;
  /** Decorators of methods that those files name: where the class has one, a text there may stand for what such a method gives, and the files are not read. */
  readonly named: readonly string[];
}

/** How requests leave. */
export interface ConnectionSpec {
  readonly platform: Platform;
  /** The provider in `server/prices/`, where it is not the SDK's own. */
  readonly provider?: string;
  /** The client's own option for retries and the number of retries (after the first try) without it. No option: the default is certain; null: it is bounded by time alone. `attempts`: the option counts the first try too. */
  readonly retries: { readonly names: Names; readonly default: number | null; readonly counts?: 'attempts' };
  readonly timeout: { readonly names: Names };
  readonly baseUrl: { readonly names: Names };
  /** The option that names the region requests are kept in, where the price depends on it. */
  readonly region?: { readonly names: Names };
  /** The cap that it fills in by itself, where the operations that go through it have none of their own. */
  readonly cap?: CapSpec;
  /** The API that its requests go to, where the operations that go through it reach several. */
  readonly api?: Api;
}

export interface ClientSpec extends ConnectionSpec {
  /** Exported names. A default export is `default`; the empty string is the module itself used as a client (`openai.chat.completions.create`). */
  readonly names: readonly string[];
  /** Only from these packages; all of the SDK's when absent. */
  readonly packages?: readonly string[];
  /** Only when this argument of the construction is this text: `boto3.client("bedrock-runtime")`. */
  readonly when?: { readonly parameter: ParameterSpec; readonly equals: string };
  /** The argument of its construction that names a model: then an object of it also stands for that model, and for how its requests leave, where another call takes one. */
  readonly model?: ParameterSpec;
  /** The argument of its construction that names what answers a request which names no model, or an empty one. */
  readonly deployment?: ParameterSpec;
  /** Where a request's model is a name that the construction maps to models: a list of records, the field with the name and the field with the model. */
  readonly modelNames?: { readonly list: ParameterSpec; readonly name: string; readonly model: string };
}

/** A function or class whose result stands for a model, and says how requests leave where it differs from the client that takes it. */
export interface ModelFactorySpec extends Partial<Omit<ConnectionSpec, 'provider'>> {
  /** Paths that end with the call: `openai()`, `createOpenAI()()`, `ChatOpenAI()`; of a constant that is one model, its name. */
  readonly paths: readonly string[];
  readonly packages?: readonly string[];
  /** The provider in `server/prices/`, or null where the name tells it. */
  readonly provider: string | null;
  /** The argument that names the model, or holds another model object; of a constant, the model's name. */
  readonly id: ParameterSpec | string;
  /** As a client's: `id` is a name in it. */
  readonly modelNames?: ClientSpec['modelNames'];
  /** Its other arguments by position are models too, one of which is asked where another fails. */
  readonly others?: 'positional';
  /** A field of what the call was made from, which holds models by the names that `id` takes: `customProvider({ languageModels: {…} }).languageModel("fast")`. */
  readonly table?: string;
  /** A field beside it: what makes the models of other names. */
  readonly otherwise?: string;
  /** The argument that may change the requests which are made with the model, and the functions whose results leave them as they are. */
  readonly changes?: { readonly by: ParameterSpec; readonly except: readonly string[] };
  /** The method by which a field of what the call was made from makes the model, where `id` is the field's name, a separator and the name it knows: `createProviderRegistry({ mine }).languageModel("mine:fast")`. */
  readonly through?: { readonly method: string; readonly separator: { readonly field: string; readonly default: string } };
}

export interface CarrierSpec {
  /** Functions and constructions by their whole path, ending with the call (`LLMChain()`); methods by name after a dot (`.pipe`), which carry their own object as well. */
  readonly paths: readonly string[];
  readonly packages?: readonly string[];
  /** The method after the call that names one of what the call was given, by its key: `new Mastra({ agents: { writer } }).getAgent("writer")`. */
  readonly by?: string;
}

export interface MessageSpec {
  /** Paths that end with the call: `SystemMessage()`. */
  readonly paths: readonly string[];
  /** Null where it holds messages, or text of its own, as they are; a parameter where its name does not tell. */
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | ParameterSpec | null;
  readonly content: ParameterSpec;
  /** Set where the content is no text but a file's data, or its address: what says of which kind it is; without a word, the end of its name. */
  readonly media?: ParameterSpec;
  /** Set where the content is the name of a file, whose text or bytes are what is sent. */
  readonly reads?: 'file';
  /** How its text marks what is filled in later: `{name}`, or that it is the name of messages that are. */
  readonly holes?: 'braces' | 'name';
  /** What is filled in when it is made. */
  readonly filled?: ParameterSpec;
  /** Set where the content is a list of examples, each of which fills `each`: what the texts before and behind them are called, and what stands between where nothing (`separator`) says so. */
  readonly examples?: { readonly each: ParameterSpec; readonly before: ParameterSpec; readonly after: ParameterSpec; readonly separator: ParameterSpec; readonly between: string };
  /** Set where it is a text of the library's own; `$schema` in it is the JSON schema of the content, without its title and type. */
  readonly says?: string;
  /** … and what it says where it has none. */
  readonly without?: string;
}

/** A host that serves models: what `base_url` means. */
export interface Endpoint {
  /** A host name; its subdomains count too. `*` stands for any part of it. */
  readonly host: string;
  /** The beginning of a path that no other service has: it tells the endpoint on whatever host. */
  readonly path?: string;
  /** The provider in `server/prices/`, or null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform: Platform;
}

/** Where a request's fields are: the call's own arguments, or the object passed as argument number n. */
export type RequestShape = 'arguments' | number;

/** The shape of a request, which decides how system text, messages and caps are read. */
export type Api =
  | 'anthropic-messages' | 'openai-chat' | 'openai-responses' | 'openai-completions' | 'anthropic-completions' | 'gemini-content' | 'bedrock-converse' | 'cohere-chat' | 'embeddings' | 'other';

export interface OperationSpec {
  /** Paths below a client: `messages.create`. */
  readonly paths: readonly string[];
  readonly ecosystems?: readonly Ecosystem[];
  /** `common`: what the paths end with is what lists and the like have too (`append`). A call is then looked at only where the name before it is written as well: each would have to be followed. */
  readonly verb?: 'common';
  /**
   * Where this request goes over HTTP: an endpoint's host or `*` for each of them, then the path, in which `*` is any text and `{model}` names the model, slashes in it only at the end. The body then has the
   * parameters by their Python names, or by JavaScript's where the operation is of that ecosystem alone.
   */
  readonly addresses?: readonly string[];
  /** Only below clients of these names; below all of the SDK's where absent. */
  readonly clients?: readonly string[];
  /** It is a call of this operation where its first argument, or the model that an address names, is seen to begin so, and with none of `except`: one method runs models of every kind. */
  readonly argument?: { readonly begins: readonly string[]; readonly except: readonly string[] };
  /** `new`: the request is an object that is built (`new ConverseCommand({…})`) and sent later. */
  readonly form?: 'new';
  /** Arguments in Python and the first argument in JavaScript, where absent. */
  readonly request?: Readonly<Partial<Record<Ecosystem, RequestShape>>>;
  /**
   * `path`: the calls on the way to this one carry parameters too (`ChatOpenAI(model=…).invoke(…)`), later ones winning. `steps`: only those after the client's
   * construction (`Client(…).chats.create(model=…).send_message(…)`).
   */
  readonly settings?: 'path' | 'steps';
  readonly api: Api;
  /** `generate` is billed for output; `embed` for input only; `count` is free; `batch` submits requests that stand elsewhere. `loop` runs tool steps by itself. */
  readonly kind: 'generate' | 'embed' | 'count' | 'batch';
  /** Set on the old forms that current SDKs no longer have; says what replaced them. */
  readonly legacy?: string;
  readonly streaming: 'never' | 'always' | 'by-parameter';
  readonly parameters: Readonly<Partial<Record<ParameterName, ParameterSpec>>>;
  readonly cap: CapSpec;
  readonly caching: CachingSpec;
  /** What the library makes of several texts of a system prompt, by the name they are given under: a message of each, or one with blank lines between them. Absent where it takes one, or as it stands. */
  readonly systemTexts?: Readonly<Record<string, 'messages' | 'joined'>>;
  /** For operations that go on by themselves: the model calls of one run without `parameters.steps`; null is without a bound, `unknown` differs by version. One model call where absent. */
  readonly stepsWhenAbsent?: number | 'unknown' | null;
  /** The file that the request's prompt stands in, with settings in front of its text: the method on the way that names it, its path below the program's folder with `*` for the name, and the field that names the model. */
  readonly promptFile?: { readonly step: string; readonly path: string; readonly model: string };
  /** What the library writes around what it is given, in each request and by itself: o200k tokens, from the least to what its usual settings make of it, and what it is. */
  readonly ownText?: { readonly tokens: readonly [low: number, high: number]; readonly what: string };
  /** What an answer's schema is called where nothing names it. */
  readonly answerName?: string;
  /**
   * Fields that hold other models which one run asks as well, or things that are made with one (`SdkSpec.models`). `replacedBy`: a method by which functions among them put another model in the place of the operation's own,
   * and what names it: `request.override(model=…)`; in JavaScript also what such a function is handed to go on with: `handler({ ...request, model })`.
   */
  readonly otherModels?: { readonly names: Names; readonly replacedBy?: { readonly method: string; readonly names: Names } };
  /** The object that it is called on keeps what was said, and sends it again with each call. */
  readonly turns?: 'kept';
  /** It is a call only with a model that is known to be one (`model`), or unless it is seen to have none (`possible-model`): what has none asks nobody, as a pipeline of other steps. */
  readonly needs?: 'model' | 'possible-model';
  /** What the request leaves with the provider is paid for by the hour: minutes it is kept where `lifetime` does not say. */
  readonly keptMinutes?: number;
  /** Where the same operation reaches models that write nothing: in what of a model's name such are told, lower case. */
  readonly embeds?: readonly string[];
  /**
   * For a batch whose requests are in sight: the list of them in the call, or the file that it names, which another call was given the lines of as the argument `argument`; the field of each that holds its request,
   * and a path of the operation that it is a request of, or of those that the field `by` of each names.
   */
  readonly requests?: { readonly list?: Names; readonly file?: { readonly names: Names; readonly argument: Names }; readonly field?: string; readonly of: string; readonly by?: { readonly field: string; readonly paths: Readonly<Record<string, string>> } };
  /** What differs by the provider of the model, in an SDK that reaches several; `provider@platform` where it also does by the platform. */
  readonly byProvider?: Readonly<Record<string, { readonly api?: OperationSpec['api']; readonly cap?: CapSpec; readonly caching?: CachingSpec; readonly schemas?: SchemaSpec }>>;
  readonly handoffs?: HandoffSpec;
  /** What it makes of classes and functions. Absent: it sends a class as its library describes it, and what becomes of a function is not known in full. */
  readonly schemas?: SchemaSpec;
  /** Per-request options outside the request: in JavaScript the argument after it; in Python null. */
  readonly requestOptions?: { readonly argument: number; readonly retries: string; readonly timeout: string };
}

export interface SchemaSpec {
  /** Which titles the tools keep that are made of classes: none, or those of their fields. A function's docstring is its description, and it has no titles. */
  readonly titles: 'none' | 'of fields';
  /** Classes within a class stand where they are used, and beside it no more. Absent: a reference stands there. */
  readonly references?: 'inlined';
  /** How a tool is made of a function; absent where that is not known. */
  readonly functions?: FunctionToolSpec;
  readonly answer?: AnswerToolSpec;
}

/** The class of an answer is a tool that the request insists on, and no format. */
export interface AnswerToolSpec {
  /** What it is called; null: as the class is. */
  readonly tool: string | null;
  /** How it is described where the class says nothing of itself; `$name` is the class's name. */
  readonly description: string;
  readonly insists: 'on any tool' | 'by name';
  /** Whether calls side by side are switched off with it. */
  readonly calls?: 'one';
  /** Set where each part of a format that is made of a description of data has the format's name as its title. */
  readonly titled?: 'by name';
  /** What becomes of the class where `parameters.outputMethod` says nothing that is known here. Absent: a tool. */
  readonly usual?: AnswerSent;
  /** … and with what it says. */
  readonly methods?: Readonly<Record<string, AnswerSent>>;
}

/** `nothing`: the request says that the answer is JSON, and nothing of the class. */
export type AnswerSent = 'tool' | 'format' | 'nothing';

/** Agents that a run may hand the conversation to. In the templates `$name` stands for a field of the agent. */
export interface HandoffSpec {
  readonly names: Names;
  /** The tool's name, of which all but letters and numbers become underscores, and what it says of itself. */
  readonly tool: string;
  readonly description: string;
  /** Fields that say something else, of what an agent is wrapped in. */
  readonly toolName: string;
  readonly toolDescription: string;
}

export interface FunctionToolSpec {
  /** What the tool says of itself: the whole docstring as it is written, or without its indentation, or what stands before its arguments, whose own words go to them. */
  readonly doc: 'whole' | 'cleaned' | 'parts';
  /** The same for a function without a decorator, where it differs. */
  readonly bareDoc?: FunctionToolSpec['doc'];
  /** The title of all arguments together, with `$name` for the function's; empty where only each has one, null where none has. */
  readonly title: string | null;
  /** Set where a function without arguments has no schema of them. */
  readonly withoutArguments?: 'none';
  /** Whether an argument with a default is required too, as strict tools have it. */
  readonly required: 'all' | 'without default';
}

export type ParameterName =
  | 'model'
  | 'system'
  | 'messages'
  | 'prompt'
  /** What the answer is to be found in, beside the messages: a list of texts, or of records that hold them. */
  | 'documents'
  | 'tools'
  | 'toolChoice'
  /** Whether the model may call several tools at once. */
  | 'parallelTools'
  | 'maxOutput'
  | 'stop'
  | 'temperature'
  | 'completions'
  | 'stream'
  | 'reasoning'
  | 'outputFormat'
  /** How the answer's format is sent, where an SDK has several ways. */
  | 'outputMethod'
  /** What the answer's format is called. */
  | 'outputName'
  | 'cache'
  | 'cacheKey'
  | 'serviceTier'
  | 'region'
  | 'steps'
  | 'previousResponse'
  | 'retries'
  | 'timeout'
  | 'extraBody'
  /** How long what the request leaves with the provider is kept: seconds, as a number or as a text like `3600s`. */
  | 'lifetime'
  /** What the answer is made of: text, images, sound. */
  | 'modalities';

export interface ParameterSpec {
  /** Their names for it, the preferred first. A dot descends into an object: `reasoning.effort`; `[]` into each of a list: `requests[].params`. */
  readonly names: Names;
  /** Python's position, where it may be passed without a name. */
  readonly position?: number;
  /** The position in the call that carries the settings, where the operation has `settings`: the construction, or its first step. */
  readonly settingsPosition?: number;
}

export interface CapSpec {
  /** What an absent cap means. `required`: the API refuses. `model-maximum`: up to the model's own maximum. `fixed`: `tokens`. `none`: there is no output. */
  readonly absent: 'required' | 'model-maximum' | 'fixed' | 'none';
  readonly tokens?: number;
  /** The name to add for a model that does not take `parameters.maxOutput.names[0]`: older ones, and endpoints that only follow the older form. */
  readonly nameForOthers?: string;
  /** The smallest cap that the SDK takes for a model that reasons. */
  readonly leastWithReasoning?: number;
  /** Tokens above which the SDK refuses a request that neither streams nor sets a timeout. */
  readonly nonStreamingLimit?: number;
}

export type CachingSpec =
  /** The request says what to cache. */
  | {
    readonly kind: 'explicit';
    /** The key that marks a block. A dot descends into an object: `providerOptions.anthropic.cacheControl`. */
    readonly marker: string;
    /** Other keys that mark it as well, as for other ways to the same model. */
    readonly otherMarkers?: readonly string[];
    /** The request's own parameter that caches automatically, or null. Not available on `exceptPlatforms`. */
    readonly topLevel: string | null;
    readonly exceptPlatforms: readonly Platform[];
    /** What the system text becomes when it is marked; `$text` stands for the text as written. Null where settings elsewhere place the marks. */
    readonly block: Template | null;
    /** What a marker is: `{ type: 'ephemeral' }`. */
    readonly value: Template;
    /** `after`: the marker is a block of its own behind the block it marks. A key of that block where absent. */
    readonly placement?: 'after';
  }
  /** The provider caches by itself. `marker`: the key that marks a block all the same, as the end of what is shared. */
  | { readonly kind: 'automatic'; readonly marker?: string }
  | { readonly kind: 'none' };

export type Template = string | number | boolean | readonly Template[] | { readonly [key: string]: Template };

/** Every key that marks a block; none where nothing can be marked. */
export function markersOf(caching: CachingSpec): readonly string[] {
  if (caching.kind === 'none' || caching.marker === undefined) return [];
  return [caching.marker, ...(caching.kind === 'explicit' ? (caching.otherMarkers ?? []) : [])];
}

/** The SDK's error classes, for judging what a retry loop catches. */
export interface ErrorSpec {
  /** Worth a retry: rate limits, timeouts, connection and server errors. */
  readonly transient: readonly string[];
  /** Never worth a retry: the same request fails again. */
  readonly permanent: readonly string[];
  /** Bases of both. */
  readonly base: readonly string[];
}

/** The names of one ecosystem. */
export function namesFor(names: Names, ecosystem: Ecosystem): readonly string[] {
  return 'python' in names ? names[ecosystem] : names;
}

/** The contract a language fulfils. A language knows its syntax and its module names; it knows no SDK, rule or model. */
import type { JsonForm } from './value.ts';
import type { CallExpr, Expr, FileFacts, ListExpr, RecordExpr } from './facts.ts';
import type { Span, TextEdit } from './text.ts';

export interface Language {
  readonly id: string;
  /** Of the languages a person would name: `python`, `typescript`. SDK packages are listed by it. */
  readonly ecosystem: 'python' | 'javascript';
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** `#`, `//`: starts a comment that ends with the line. */
  readonly comment: string;
  readonly idioms: readonly Idiom[];
  /** How a list or record is written that is put into a text; null where that says little of what is in it. */
  readonly dataInText: JsonForm | null;
  /** The method that runs where an object is called itself; null where objects are not. */
  readonly objectCall: string | null;
  /** The methods that say how an object is written in a text, first the one that is asked first. */
  readonly textMethods: readonly string[];
  /** What a loop over a record, and a list made of one, go through. */
  readonly overRecords: 'keys' | 'nothing';
  /** Never throws; broken text yields the facts of its intact parts. `path` only tells the dialect (TSX or not); `of`, whether the text is a whole file or some of its statements, which says nothing of the file's next version. */
  extract(text: string, path: string, of?: 'file' | 'statements'): FileFacts;
  /**
   * The workspace files a module name may mean, most likely first. Pure: the engine asks which of them exist.
   * Empty where the name cannot be a workspace file.
   */
  moduleCandidates(module: string, fromPath: string, project: ProjectLayout): readonly string[];
  /** Whether a file stands for its folder: it is imported by the folder's name, and mostly hands on what other files have. */
  isIndex(path: string): boolean;
  /** The text edits that carry out `edits` in this language's syntax and in the file's own style (quotes, indentation, trailing commas, line ends). */
  print(text: string, edits: readonly SyntaxEdit[]): readonly TextEdit[];
}

/** What a function or method of a language's standard library does to values, as far as prompts and settings need it. */
export interface Idiom {
  /** `package:path` for functions (`os:getenv`, `:dict` for a built-in, `:process.env` for a member, `*:Field` for whatever package), `.name` for a method. */
  readonly path: string;
  readonly means:
    /** Reads an environment variable named by its first argument; the second is the default. */
    | 'environment-variable'
    /** A mapping of environment variables: its members and `get` are environment variables. */
    | 'environment'
    /** A base class whose declared fields are read from the environment; what is written down are defaults. */
    | 'environment-fields'
    /** Called in a constructor, it runs that of the base class; `argument` is the first of its arguments that the base gets. */
    | 'base-constructor'
    /** The module of settings that the program's start names: in one of `modules`, a call with `field`, the name of an environment variable, before the module's. */
    | 'settings-module'
    /** The module that its argument names (`importlib.import_module`); a mapping of modules by their names. */
    | 'module'
    | 'modules'
    /** Makes an object of the class that is its argument, without running the constructor. */
    | 'new-object'
    /** A parameter's decorator, which has it filled with what is provided under its argument; what provides that. See `provided.ts`: the second argument, or the first with the token in the call before in the
     *  chain (`argument`); a list of providers in its field `field`; otherwise one, or as `type` says the value, the function whose result it is, or the class of the object. `keywords` says what a provider's fields are. */
    | 'injected'
    | 'provides'
    /** The token of what a function gives that stood among the arguments of the call which made it: `registerAs("ai", () => settings).KEY`. */
    | 'own-token'
    /** What the function gives that it is handed (`Depends(get_client)`). */
    | 'result-of'
    /** A constructor whose object holds what files say: those that one of its `setters` reads later, or those named by the argument `field`; settings under the names of `modules` are settings too. */
    | 'reads-files'
    | 'made-of-files'
    /** A decorator whose function gets what the file says that its arguments name. */
    | 'configures-from-file'
    /** Makes a class of tuples whose fields its second argument names. */
    | 'tuple-class'
    /** Makes an object of its receiver, a class, with the fields of its argument. */
    | 'built-from'
    /** A base class whose method `field` gets the options that the class declares for its command line. */
    | 'command-class'
    /** A setting named by its first argument, which somebody chooses; the second is the default. */
    | 'setting'
    /** One of the items of a list, which somebody chooses: the argument, or the one named `field`. */
    | 'choice'
    /** Calls a function that is among its arguments with what people enter into the inputs of a list: its argument `argument`, or the one named `field`; `before` others are passed before them. */
    | 'form'
    /** A setting whose default one of the methods `setters` before it in the chain was given (`env.get("MODEL").default("…").asString()`). */
    | 'setting-of-chain'
    /** A setting by its path (`config.get("llm.model")`): in the record of descriptions that its object was made of, where `field` is its default, or in one of the files `modules`. */
    | 'described-setting'
    | 'setting-in-files'
    /** The same in what functions give that the program lists in the field `field` of a record for one of `setters`, in a file that imports this one at some remove: `Settings.forRoot({ load: [settings] })`.
     *  One that was made with a name before its function has its settings below that name. Of what is not found it is an environment variable. */
    | 'setting-in-program'
    /** The same in the record `field` of what its object was made of, which holds what all settings begin with. */
    | 'stored-setting'
    /** The settings in the field `field` of what one of `modules` exports by default. */
    | 'settings-in-module'
    /** A record of settings that are read by a record of their descriptions: its argument, or one in its field `server`, `client`, `shared`. */
    | 'settings-by-description'
    /** What is read by a description of data: a record of what its fields are by default. */
    | 'read-by-description'
    /** What a function that stands beside another lets through by its second argument, a description, under the name that is its first; how the other gets it, by that name. */
    | 'validates'
    | 'validated'
    /** The type of what a description lets through (`z.infer<typeof schema>`). */
    | 'described-type'
    /** An object that holds its argument, or what a function among its arguments gives, in a field (`ref(x).value`); `field` names it. */
    | 'box'
    /** A record of the fields of its argument, each held by an object in a field `value` (`storeToRefs`). */
    | 'boxes-of'
    /** What was put into an object by one of its `setters`, or is its default, the argument named `field` when it was made (`ContextVar("client").get()`). */
    | 'kept'
    /** The same, whose texts and numbers are what it begins with: somebody sets them while the program runs (`useState("…")`). Without `field` it is its argument itself (`$state({ … })`). */
    | 'state'
    /** A store of such a state, by what made it: what the argument `argument`, a function, gives, or a record, or one in its field `field`. Called, it gives that, or what a function takes out of it. */
    | 'store'
    /** One of the items of a list (`find`); some of them, in any order. */
    | 'item'
    | 'drawn'
    /** The item at a place, from the end where that is negative (`at`). */
    | 'item-at'
    /** A base of classes whose objects are their members, and no others. */
    | 'enumeration'
    /** What one file of a program keeps things on and others read them from: a member (`app.state`). */
    | 'shared-state'
    /** A decorator by which a function is called first with the object that all functions of the program are called with: the `type` of the same package, or its member `field`. */
    | 'hands-shared'
    /** Keeps the members of what it is given under their names on the object that it is a method of: `app.config.from_object(Config)`. */
    | 'keeps-members'
    /** A type of functions that are called with an object first: the type `field` of the same package. */
    | 'function-type'
    /** A method that calls a function with a record, whose member `field` has the type that a call in the chain before it names: `init.context<Context>()`, `.query(({ ctx }) => …)`; its member `type` is what a
     *  description lets through that one of the methods `setters` before it was given (`.input(schema)`). */
    | 'hands-on'
    /** A function that calls those which it is given in a record with one, whose member `field` is an object of the class `type` of the same package (`createStep({ execute: ({ mastra }) => … })`). */
    | 'hands-object'
    /** A member under which an object's own variables stand, set by a method of it: `context.set("client", client)`, `context.var.client`. */
    | 'variables'
    /** Calls a function with each of the items of a list (`forEach`), or with one after the other until it decides (`some`). */
    | 'each'
    /** The same with what it gave for the item before, from the argument behind it on, or from the first item: as a method (`list.reduce(fn, start)`), or of a list that it is given (`reduce(fn, list, start)`). */
    | 'folded'
    | 'until'
    /** The same, and gives a list of what the function gives (`map`), of what is in the lists that it gives (`flatMap`), or of the items that it lets through (`filter`). */
    | 'made-of-each'
    | 'made-of-all'
    | 'filtered'
    /** Calls its first argument with each of the items of its second (`map(ask, questions)`); gives those of them that it lets through (`filter`). */
    | 'maps'
    | 'lets-through'
    /** The items of each of its arguments, one after the other. */
    | 'chained'
    /** Calls a function with what its receiver gives once it is there (`then`). */
    | 'awaited'
    /** Its argument, unchanged for our purposes (`copy`, `freeze`, `strip`, `cast`: see `argument`). */
    | 'same'
    /** A list of its argument's items, each once. */
    | 'distinct'
    /** Its argument, of the type that its first one names. */
    | 'cast'
    /** The object it is called on, unchanged for our purposes. */
    | 'receiver'
    | 'dedent'
    /** Its argument as text (`str`). */
    | 'text-of'
    | 'number-of'
    /** How many items its argument has, and what they come to. */
    | 'length-of'
    | 'sum-of'
    /** As a member of a function or class: what it says of itself, and its name (`__doc__`, `__name__`). */
    | 'doc-of'
    | 'name-of'
    /** Text built from its argument: a hole. */
    | 'serialize'
    /** A picture, opened from the file that its argument names; a method that makes another of it, or changes it in place: see `sizes`. */
    | 'picture'
    | 'picture-change'
    /** What was written before into the object that it is a method of (`BytesIO().getvalue`). */
    | 'written-before'
    /** Its argument's bytes, written as text (base64). */
    | 'encoded'
    /** A record of its named arguments and of a record argument; `map`: of the pairs in its argument, to which others are added. */
    | 'record'
    | 'map'
    /** Merges all record arguments: see `merges`. */
    | 'merge'
    /** `receiver.join(list)` or `list.join(separator)`. */
    | 'join'
    /** What was written into the receiver, one text behind the other: `buffer.getvalue()`. Until then it is a list of texts. */
    | 'written'
    | 'join-list'
    /** `template.format(…)`; where `argument` is 0, of a table. */
    | 'format'
    /** `record.get(key, default)`. */
    | 'get'
    /** The fields of an object, its receiver or its argument, as a record (`model_dump`, `asdict`). */
    | 'fields-of'
    /** A base class whose declared fields are all that its objects have; one whose objects are records themselves (`TypedDict`). */
    | 'record-class'
    | 'record-type'
    /** A text taken apart at its argument; `partition`: once, with what stands between. */
    | 'split'
    | 'partition'
    /** The lines and the words of a text. */
    | 'lines'
    | 'words'
    /** What a pattern, its first argument, finds in a text, what stands between, and the text with something in its place. */
    | 'found-by-pattern'
    | 'split-by-pattern'
    | 'replaced-by-pattern'
    /** A text so many times. */
    | 'repeated'
    /** Receiver's list with the argument's items behind it. */
    | 'concat'
    /** Text derived from the receiver: a hole. */
    | 'derived-text'
    /** Whether a text begins or ends with the argument, or one of several; whether a text or list has it in it. */
    | 'begins'
    | 'ends'
    | 'has'
    /** Where the argument begins in a text, the first time or the last (`occurrences`); -1 where it is not in it. */
    | 'place-in'
    /** A part of a list or text, from one place to another (`slice`). */
    | 'part'
    /** What a loop runs over: numbers up to an argument, or from one to another (`range`); without an end (`itertools.count`). */
    | 'counted'
    | 'endless'
    /** Its argument's items, each with its number (`enumerate`); in another order (`sorted`); those of several arguments side by side (`zip`). */
    | 'numbered'
    | 'ordered'
    | 'side-by-side'
    /** A list of a record's keys; of what its fields hold; `entries`: of both. */
    | 'keys'
    | 'values'
    | 'entries'
    /** A copy of its first argument, or of its receiver, with its named arguments changed, or what its argument `field` says. */
    | 'changed-copy'
    /** What a member of an enumeration is that says nothing itself: its number among them; of a class that is built on what `names-members` says, its name in small letters. */
    | 'own-number'
    | 'names-members'
    /** A member by its name (`getattr(object, name, default)`). */
    | 'member'
    /** Makes a function that yields once one whose result is what it yields (`@contextmanager`). */
    | 'context-manager'
    /** Declares an option of the command line by its names and `default`; as a decorator, a parameter of the function. */
    | 'option'
    /** A record of all options that the file declares. */
    | 'options'
    /** A record of the options that the chain of calls before it declares: `package:*.name` as a member, `package:*.name()` as a method of whatever the package gives. */
    | 'options-of-chain'
    /** Calls a function with the arguments of a command and the options that the chain before it declares (`.action`). */
    | 'acts-on-options'
    /** Parses the options that are described, or given their defaults, in the field `field` of a record among its arguments. */
    | 'parsed-options'
    /** Calls the function that is argument number `argument` with the arguments after it (`asyncio.to_thread`). */
    | 'runs'
    /** A function with some arguments filled in: its first argument with those after it (`functools.partial`), or its receiver with those after its first argument (`.bind`). With `type` in place of arguments that are such functions themselves it
     *  gets what those give. */
    | 'partial'
    | 'bound'
    /** Declares a field of a record-like class: its `default`, its first argument, or what `default_factory` gives. */
    | 'field'
    /** Puts a stand-in in a function's place while a test runs; its arguments say which. `parameter:mocker.patch` is a method of what a test takes by that name. */
    | 'stand-in'
    /** An object of a test, which answers whatever it is asked. */
    | 'double'
    /** Answers every request while a test runs, whoever sends it. */
    | 'stand-in-transport'
    /** The name of a parameter by which a test asks for the same. */
    | 'stand-in-fixture'
    /** Leaves its arguments as they are and returns nothing of use (`print`, `len`). */
    | 'harmless'
    /** Whether its first argument is of the class, or one of the classes, that the second is. */
    | 'instance-of'
    /** The file that the expression stands in, and its folder (`__file__`, `__dirname`). */
    | 'this-file'
    | 'this-folder'
    /** The folder in which the program was started. */
    | 'working-folder'
    /** A place among files: its arguments joined (`Path(…)`, `os.path.join`); a method's behind its receiver (`joinpath`). */
    | 'path-join'
    /** A place seen from the file that the second argument names (`new URL("./x.md", import.meta.url)`). */
    | 'path-beside'
    /** Another name in the folder of the receiver (`with_name`). */
    | 'path-sibling'
    /** Its argument as a place: opened, made absolute, taken from a URL. */
    | 'path-of'
    /** The folder of its argument, or as a member of its object; `folders-of`: the list of all folders above. */
    | 'folder-of'
    | 'folders-of'
    /** The folder of the package that its argument names. */
    | 'package-folder'
    /** The text of the file that its argument names, or its receiver; `read-package-text`: of a file (second argument) in a package (first). */
    | 'read-text'
    | 'read-package-text'
    /** What the text of a data file says: its argument is the text, or the opened file. */
    | 'parse-json'
    | 'parse-yaml'
    | 'parse-toml'
    /** What the data file says that its argument names. */
    | 'read-data'
    /** A text whose tags are filled in later: `{{ name }}` and its kin, or `$name`. The template is called, or rendered by a method (`render`). */
    | 'template'
    | 'dollar-template'
    /** A template found by its name in a folder that its maker was given. */
    | 'template-file'
    | 'render'
    /** A template as text, rendered at once. */
    | 'render-text'
    /** `text.replace(what, by)`. */
    | 'replace'
    /** The text of a whole page or document, which nobody knows the length of: a member (`requests:*.text`), or what a method gives (`pypdf:*.extract_text()`). */
    | 'whole-text'
    /** The JSON schema of the receiver, a class (`Model.model_json_schema()`). */
    | 'schema-of'
    /** Describes data, from which a JSON schema is made: an object of fields (more fields, as a method), a list, one of several texts, one of several descriptions, a table of its last argument, another description, a `type`. */
    | 'schema-object'
    | 'schema-list'
    | 'schema-choice'
    | 'schema-union'
    | 'schema-table'
    | 'schema-wrapper'
    | 'schema-type'
    /** Describes the receiver in words. */
    | 'schema-description'
    /** The generic type that stands for its first argument (`Optional`, `Promise`). */
    | 'type-wrapper'
    /** The generic type of a table, whose last argument is what it holds, and of a list. */
    | 'type-table'
    | 'type-list';
  /** What a built-in holds that is also a generic type: `dict[str, Client]`, `list[Client]`. */
  readonly holds?: 'table' | 'items';
  /** How `merge` puts records together: what the last of them says holds, or what the first does; records in them are replaced, or put together too (`deep`). */
  readonly merges?: { readonly holds?: 'first'; readonly deep?: 'yes' };
  /** The ends at which white space is cut off, of a receiver without arguments and of dedented text. */
  readonly trims?: 'both' | 'start' | 'end';
  /** What `picture-change` makes of a picture's size: nothing, the one that it is given, that of the part it is given, or in place one that fits into what it is given. */
  readonly sizes?: 'kept' | 'given' | 'cut' | 'fitted';
  /** Where `replace` puts another text in the place of the first occurrence alone, unless a pattern means all. */
  readonly occurrences?: 'first' | 'last';
  /** What `derived-text` makes of all letters; large ones of the first, or of the first of each word, and small ones of the others. */
  readonly letters?: 'upper' | 'lower' | 'first' | 'of-words';
  /** What becomes of the text beyond as many parts as the second argument of `split` asks for; joined where absent. */
  readonly rest?: 'joined' | 'dropped';
  /** How data is written (`serialize`) where the call does not say otherwise; the indentation is its argument `indent`, or the third. */
  readonly json?: JsonForm;
  /** Which argument, counted from 0; 0 where absent. */
  readonly argument?: number;
  /** How many arguments a `form` passes before its inputs; none where absent. */
  readonly before?: number;
  /** The field of an object that holds something (`box`, `parsed-options`), or an argument by its name (`choice`, `kept`; the default in the record that a `schema-type` is given; that of `environment-variable` and `setting`, which is `default` where absent). */
  readonly field?: string;
  /** Methods whose first argument is put into the object (`kept`). */
  readonly setters?: readonly string[];
  /** Modules that a program starts with (`settings-module`). */
  readonly modules?: readonly string[];
  /** JSON Schema's name of the type (`schema-type`), absent where it may be any, and of its format. */
  readonly type?: string;
  readonly format?: string;
  /** Its arguments that say what the field is called in a schema (`field`), the strongest first. */
  readonly aliases?: readonly string[];
  /** What its named arguments are called in a JSON schema (`field`, `schema-type`); what the fields of a provider say: `token`, and what it provides (`provides`). */
  readonly keywords?: Readonly<Record<string, string>>;
}

/** How module names map to files in the folder that holds a file. Paths are workspace paths with POSIX separators; folders have no trailing slash. */
export interface ProjectLayout {
  /** Folders that Python's absolute imports start from, nearest first (`src`, folders with pyproject.toml, the workspace folder). */
  readonly sourceRoots: readonly string[];
  /** Those of `sourceRoots` that hold a file or folder of this name, as a module's. Only where no file comes or goes while the layout is in use: what is not there is not looked for again. */
  readonly sourceRootsWith?: (name: string) => readonly string[];
  /** tsconfig/jsconfig `paths`, resolved: `@/*` → `['app/src/*']`. Most specific first. */
  readonly pathMappings: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** Packages of the same workspace by name (npm workspaces and the like): name → folder, with the entry files to try inside, most likely first. */
  readonly packages: ReadonlyMap<string, { readonly folder: string; readonly entries: readonly string[] }>;
  /** The name under which the project that the folder belongs to is published, or null. */
  readonly project: string | null;
  /** The ecosystems in which the folder belongs to a package that is published: other programs may import what is in it. */
  readonly published?: readonly Language['ecosystem'][];
  /** Files whose exports are there without an import: what a framework finds in folders of certain names. */
  readonly implied?: readonly string[];
}

/** A value to be printed. `{ kind: 'source' }` keeps the file's own text of an expression, so that multi-line strings and f-strings survive as written. */
export type Shape =
  | string
  | number
  | boolean
  | null
  | readonly Shape[]
  | { readonly kind: 'source'; readonly expr: Span }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [key: string, value: Shape])[] };

/** A change of one file, in no language's terms. Offsets refer to the text that the facts were extracted from. */
export type SyntaxEdit =
  /** Adds `name=value` (Python) to a call's own arguments, after the last named one. Where the language passes an object, the engine uses `addEntry` on that object. */
  | { readonly kind: 'addArgument'; readonly call: CallExpr; readonly name: string; readonly value: Shape }
  /** Adds a key to a dictionary or object literal, at the end but before a trailing spread; keeps one entry a line where the literal has it so. */
  | { readonly kind: 'addEntry'; readonly record: RecordExpr; readonly key: string; readonly value: Shape }
  /** Replaces an expression. */
  | { readonly kind: 'replace'; readonly target: Span; readonly value: Shape }
  /** Removes a named argument, an entry or an item, with its comma and the white space it leaves. */
  | { readonly kind: 'removeArgument'; readonly call: CallExpr; readonly name: string }
  | { readonly kind: 'removeEntry'; readonly record: RecordExpr; readonly key: string }
  /** Renames a key or keyword in place. */
  | { readonly kind: 'renameArgument'; readonly call: CallExpr; readonly name: string; readonly to: string }
  | { readonly kind: 'renameEntry'; readonly record: RecordExpr; readonly key: string; readonly to: string }
  /** Adds a positional argument (an object) at the end of a call's arguments. */
  | { readonly kind: 'addPositional'; readonly call: CallExpr; readonly value: Shape }
  | { readonly kind: 'insertItem'; readonly list: ListExpr; readonly index: number; readonly value: Shape };

/** Marks an expression's own source text for use inside a `Shape`. */
export const source = (expr: Expr): Shape => ({ kind: 'source', expr: { start: expr.start, end: expr.end } });

/** A record shape with its keys in the given order. */
export const record = (entries: Readonly<Record<string, Shape>>): Shape => ({ kind: 'record', entries: Object.entries(entries) });

import type { Idiom } from '../../core/model/language.ts';

/** Pydantic's bounds, as a schema has them. */
const BOUNDS = { ge: 'minimum', gt: 'exclusiveMinimum', le: 'maximum', lt: 'exclusiveMaximum', multiple_of: 'multipleOf', min_length: 'minLength', max_length: 'maxLength', pattern: 'pattern' } as const;

/** Python's standard library, as far as prompts and settings pass through it. */
export const pythonIdioms: readonly Idiom[] = [
  ...['unittest.mock:patch', 'unittest.mock:patch.object', 'unittest.mock:patch.multiple', 'unittest:mock.patch', 'unittest:mock.patch.object', 'mock:patch', 'mock:patch.object'].map((path): Idiom => ({ path, means: 'stand-in' })),
  ...['Mock', 'MagicMock', 'NonCallableMock', 'NonCallableMagicMock', 'AsyncMock', 'create_autospec'].flatMap((name) => ['unittest.mock:', 'unittest:mock.', 'mock:'].map((from): Idiom => ({ path: `${from}${name}()`, means: 'double' }))),
  ...['mocker.patch', 'mocker.patch.object', 'mocker.spy', 'monkeypatch.setattr'].map((path): Idiom => ({ path: `parameter:${path}`, means: 'stand-in' })),
  ...[
    'respx:mock', 'respx:MockRouter', 'responses:activate', 'responses:RequestsMock', 'aioresponses:aioresponses', 'requests_mock:Mocker', 'requests_mock:mock', 'httpretty:activate', 'httpretty:httprettified', 'httpx:MockTransport',
    'vcr:use_cassette',
  ].map((path): Idiom => ({ path, means: 'stand-in-transport' })),
  ...['respx_mock', 'httpx_mock', 'requests_mock', 'aioresponses'].map((path): Idiom => ({ path, means: 'stand-in-fixture' })),
  ...['os:getenv', 'decouple:config', 'environ:Env()', 'environ:Env().str', 'environs:Env()', 'environs:Env().str', 'environs:env', 'environs:env.str', 'starlette.config:Config()'].map((path): Idiom => ({ path, means: 'environment-variable' })),
  { path: 'django.conf:settings', means: 'settings-module', modules: ['manage', 'wsgi', 'asgi'], field: 'DJANGO_SETTINGS_MODULE' },
  { path: 'os:environ', means: 'environment' },
  ...['django.core.management.base:BaseCommand', 'django.core.management:BaseCommand', 'django.core.management:base.BaseCommand'].map((path): Idiom => ({ path, means: 'command-class', field: 'handle' })),
  ...['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name): Idiom => ({ path: `configparser:${name}()`, means: 'reads-files', setters: ['read', 'read_file'] })),
  ...['Dynaconf', 'LazySettings'].map((name): Idiom => ({ path: `dynaconf:${name}()`, means: 'made-of-files', field: 'settings_files', modules: ['default', 'development', 'global'] })),
  ...['dependency_injector:providers.Configuration()', 'dependency_injector.providers:Configuration()'].map((path): Idiom => ({ path, means: 'made-of-files', field: 'yaml_files' })),
  { path: 'hydra:main', means: 'configures-from-file' },
  { path: 'collections:namedtuple', means: 'tuple-class' },
  ...['.model_validate', '.parse_obj'].map((path): Idiom => ({ path, means: 'built-from' })),
  { path: 'airflow.models:Variable.get', means: 'environment-variable', field: 'default_var' },
  ...['airflow.sdk:Variable.get', 'prefect.variables:Variable.get'].map((path): Idiom => ({ path, means: 'environment-variable' })),
  ...observers(),
  { path: '.state', means: 'shared-state' },
  { path: 'flask:current_app', means: 'shared-state' },
  { path: '.obj', means: 'shared-state' },
  ...['click', 'asyncclick', 'rich_click'].flatMap((module): readonly Idiom[] => [
    { path: `${module}:pass_context`, means: 'hands-shared', type: 'Context' },
    { path: `${module}:pass_obj`, means: 'hands-shared', type: 'Context', field: 'obj' },
  ]),
  { path: '.from_object', means: 'keeps-members' },
  { path: 'contextvars:ContextVar().get', means: 'kept', field: 'default', setters: ['set'] },
  ...['pydantic_settings:BaseSettings', 'pydantic:BaseSettings', 'pydantic.v1:BaseSettings'].map((path): Idiom => ({ path, means: 'environment-fields' })),
  { path: ':super().__init__', means: 'base-constructor' },
  { path: '.__init__', means: 'base-constructor', argument: 1 },
  { path: 'importlib:import_module', means: 'module' },
  { path: ':__import__', means: 'module' },
  { path: 'sys:modules', means: 'modules' },
  ...[':super().__new__', ':object.__new__'].map((path): Idiom => ({ path, means: 'new-object' })),
  ...['fastapi:Depends', 'fastapi:Security'].map((path): Idiom => ({ path, means: 'result-of' })),
  { path: 'textwrap:dedent', means: 'dedent' },
  { path: 'inspect:cleandoc', means: 'dedent', trims: 'both' },
  { path: 'typing:cast', means: 'cast', argument: 1 },
  { path: 'copy:copy', means: 'same' },
  { path: 'copy:deepcopy', means: 'same' },
  ...['dataclasses:replace', 'copy:replace', 'attrs:evolve', 'attr:evolve', '._replace'].map((path): Idiom => ({ path, means: 'changed-copy' })),
  ...['.model_copy', '.copy'].map((path): Idiom => ({ path, means: 'changed-copy', field: 'update' })),
  { path: 'enum:auto', means: 'own-number' },
  { path: 'enum:StrEnum', means: 'names-members' },
  { path: 'enum:Enum', means: 'enumeration' },
  ...[':next', ':max', ':min', 'random:choice', 'secrets:choice', 'numpy:random.choice', 'numpy.random:choice'].map((path): Idiom => ({ path, means: 'item' })),
  ...['random:choices', 'random:sample'].map((path): Idiom => ({ path, means: 'drawn' })),
  { path: 'itertools:cycle', means: 'same' },
  ...['functools:partial', 'functools:partialmethod'].map((path): Idiom => ({ path, means: 'partial' })),
  ...['Singleton', 'ThreadSafeSingleton', 'ThreadLocalSingleton', 'Factory', 'Callable'].flatMap((name) => [`dependency_injector:providers.${name}`, `dependency_injector.providers:${name}`]).map((path): Idiom => ({ path, means: 'partial', type: 'provider' })),
  { path: ':getattr', means: 'member' },
  ...['contextlib:contextmanager', 'contextlib:asynccontextmanager'].map((path): Idiom => ({ path, means: 'context-manager' })),
  { path: 'argparse:ArgumentParser().parse_args', means: 'options' },
  ...['.add_argument', 'click:option', 'click:argument', 'asyncclick:option'].map((path): Idiom => ({ path, means: 'option' })),
  ...['anyio:run', 'trio:run', 'asyncio:to_thread', 'anyio:to_thread.run_sync', 'anyio.to_thread:run_sync', 'starlette.concurrency:run_in_threadpool', 'fastapi.concurrency:run_in_threadpool', '.submit'].map((path): Idiom => ({ path, means: 'runs', argument: 0 })),
  ...['.run_in_executor', 'asyncio:get_running_loop().run_in_executor', 'asyncio:get_event_loop().run_in_executor'].map((path): Idiom => ({ path, means: 'runs', argument: 1 })),
  // What a context manager gives is, for the clients of SDKs, itself.
  ...['contextlib:ExitStack().enter_context', 'contextlib:AsyncExitStack().enter_async_context', 'contextlib:AsyncExitStack().enter_context'].map((path): Idiom => ({ path, means: 'same' })),
  // What a person chooses on a page.
  ...['selectbox', 'radio', 'select_slider', 'pills', 'segmented_control'].map((name): Idiom => ({ path: `streamlit:*.${name}()`, means: 'choice', argument: 1, field: 'options' })),
  ...['Dropdown', 'Radio'].map((name): Idiom => ({ path: `gradio:${name}`, means: 'choice', field: 'choices' })),
  { path: 'gradio:ChatInterface', means: 'form', argument: 99, field: 'additional_inputs', before: 2 },
  ...['Interface', ...['click', 'submit', 'change', 'then', 'select', 'input', 'upload', 'load'].map((name) => `*.${name}()`)].map((path): Idiom => ({ path: `gradio:${path}`, means: 'form', argument: 1, field: 'inputs' })),
  ...['text_input', 'text_area'].map((name): Idiom => ({ path: `streamlit:*.${name}()`, means: 'setting', field: 'value' })),
  { path: 'dataclasses:field', means: 'field' },
  // Frameworks hand pydantic's on under their own names.
  { path: '*:Field', means: 'field', keywords: { description: 'description', title: 'title', ...BOUNDS, examples: 'examples' }, aliases: ['validation_alias', 'alias'] },
  ...['*:PrivateAttr', 'typer:Option', 'typer:Argument'].map((path): Idiom => ({ path, means: 'field' })),
  // Types of which pydantic tells the format.
  ...[['datetime:datetime', 'date-time'], ['datetime:date', 'date'], ['datetime:time', 'time'], ['datetime:timedelta', 'duration'], ['uuid:UUID', 'uuid'], ['pydantic:EmailStr', 'email'], ['pydantic:HttpUrl', 'uri'], ['pydantic:AnyUrl', 'uri']].map(([path, format]): Idiom => ({ path: path!, means: 'schema-type', type: 'string', format: format! })),
  // … and types that are made with bounds.
  ...[['conint', 'integer'], ['confloat', 'number'], ['constr', 'string'], ['conlist', 'array']].map(([name, type]): Idiom => ({ path: `pydantic:${name}`, means: 'schema-type', type: type!, keywords: BOUNDS })),
  { path: 'attr:ib', means: 'field' },
  { path: 'attrs:field', means: 'field' },
  ...['json', 'orjson', 'ujson', 'simplejson'].map((module): Idiom => ({ path: `${module}:dumps`, means: 'serialize', json: { indent: 0, spaces: module === 'orjson' ? 'no' : 'yes', ascii: module === 'orjson' ? 'no' : 'yes' } })),
  ...['PIL:Image.open', 'PIL.Image:open'].map((path): Idiom => ({ path, means: 'picture' })),
  { path: '.resize', means: 'picture-change', sizes: 'given' },
  { path: '.crop', means: 'picture-change', sizes: 'cut' },
  { path: '.thumbnail', means: 'picture-change', sizes: 'fitted' },
  { path: '.convert', means: 'picture-change', sizes: 'kept' },
  ...['getvalue', 'getbuffer', 'read'].map((name): Idiom => ({ path: `io:BytesIO().${name}`, means: 'written-before' })),
  ...['b64encode', 'standard_b64encode', 'urlsafe_b64encode', 'encodebytes'].map((name): Idiom => ({ path: `base64:${name}`, means: 'encoded' })),
  { path: ':str', means: 'text-of' },
  { path: ':repr', means: 'serialize' },
  { path: ':int', means: 'number-of' },
  { path: ':float', means: 'number-of' },
  { path: ':dict', means: 'record', holds: 'table' },
  ...['collections:OrderedDict', 'types:SimpleNamespace', 'argparse:Namespace', 'box:Box', 'munch:Munch', 'easydict:EasyDict', 'addict:Dict'].map((path): Idiom => ({ path, means: 'record' })),
  ...['types:MappingProxyType', 'omegaconf:OmegaConf.create', 'omegaconf:OmegaConf.to_container', 'box:ConfigBox'].map((path): Idiom => ({ path, means: 'same' })),
  { path: 'omegaconf:OmegaConf.merge', means: 'merge' },
  { path: ':list', means: 'same', holds: 'items' },
  { path: ':tuple', means: 'same' },
  ...[':set', ':frozenset'].map((path): Idiom => ({ path, means: 'distinct' })),
  { path: ':iter', means: 'same' },
  ...[':range', '*:trange', '*:tqdm.trange'].map((path): Idiom => ({ path, means: 'counted' })),
  { path: 'itertools:count', means: 'endless' },
  { path: ':enumerate', means: 'numbered' },
  ...[':sorted', ':reversed'].map((path): Idiom => ({ path, means: 'ordered' })),
  { path: ':zip', means: 'side-by-side' },
  ...['*:tqdm', '*:tqdm.tqdm'].map((path): Idiom => ({ path, means: 'same' })),
  { path: ':len', means: 'length-of' },
  { path: ':sum', means: 'sum-of' },
  { path: '.__doc__', means: 'doc-of' },
  { path: '.__name__', means: 'name-of' },
  ...[':print', ':type', ':id', ':hash', ':bool', ':any', ':all', ':hasattr', ':format'].map(
    (path): Idiom => ({ path, means: 'harmless' }),
  ),
  { path: ':isinstance', means: 'instance-of' },
  { path: '.format', means: 'format' },
  { path: '.format_map', means: 'format', holds: 'table' },
  { path: '.join', means: 'join' },
  { path: 'io:StringIO', means: 'same' },
  { path: '.getvalue', means: 'written' },
  ...['.get', '.pop', '.setdefault'].map((path): Idiom => ({ path, means: 'get' })),
  ...['.model_dump', '.dict', 'dataclasses:asdict', 'attrs:asdict', 'attr:asdict', ':vars'].map((path): Idiom => ({ path, means: 'fields-of' })),
  ...['pydantic:BaseModel', 'pydantic.v1:BaseModel', 'typing:NamedTuple'].map((path): Idiom => ({ path, means: 'record-class' })),
  ...['typing:TypedDict', 'typing_extensions:TypedDict'].map((path): Idiom => ({ path, means: 'record-type' })),
  { path: '.strip', means: 'receiver', trims: 'both' },
  { path: '.lstrip', means: 'receiver', trims: 'start' },
  { path: '.rstrip', means: 'receiver', trims: 'end' },
  ...['.encode', '.removeprefix', '.removesuffix', '.expandtabs'].map((path): Idiom => ({ path, means: 'receiver' })),
  { path: '.replace', means: 'replace' },
  // Bytes read from a file are its text already.
  { path: '.decode', means: 'receiver' },
  { path: '.startswith', means: 'begins' },
  { path: '.endswith', means: 'ends' },
  { path: '.lower', means: 'derived-text', letters: 'lower' },
  { path: '.upper', means: 'derived-text', letters: 'upper' },
  { path: '.capitalize', means: 'derived-text', letters: 'first' },
  { path: '.title', means: 'derived-text', letters: 'of-words' },
  { path: '.format_map', means: 'format', argument: 0 },
  { path: '.split', means: 'split' },
  { path: '.partition', means: 'partition' },
  { path: '.splitlines', means: 'lines' },
  { path: 're:sub', means: 'replaced-by-pattern' },
  { path: 're:split', means: 'split-by-pattern' },
  { path: 're:findall', means: 'found-by-pattern' },
  // The built-in function, and the method of pools and executors.
  ...[':map', '.map'].map((path): Idiom => ({ path, means: 'maps' })),
  { path: ':filter', means: 'lets-through' },
  { path: 'itertools:chain', means: 'chained' },
  { path: 'functools:reduce', means: 'folded' },
  { path: '.keys', means: 'keys' },
  { path: '.values', means: 'values' },
  { path: '.items', means: 'entries' },
  ...['Optional', 'Annotated', 'Awaitable', 'Final', 'ClassVar', 'Required', 'NotRequired', 'ReadOnly'].flatMap((name): Idiom[] => [
    { path: `typing:${name}`, means: 'type-wrapper' },
    { path: `typing_extensions:${name}`, means: 'type-wrapper' },
  ]),
  ...['Dict', 'Mapping', 'MutableMapping', 'DefaultDict', 'OrderedDict'].map((name): Idiom => ({ path: `typing:${name}`, means: 'type-table' })),
  ...['Mapping', 'MutableMapping'].map((name): Idiom => ({ path: `collections.abc:${name}`, means: 'type-table' })),
  ...['List', 'Sequence', 'Iterable', 'Collection', 'Deque'].map((name): Idiom => ({ path: `typing:${name}`, means: 'type-list' })),
  ...['Sequence', 'Iterable', 'Collection'].map((name): Idiom => ({ path: `collections.abc:${name}`, means: 'type-list' })),
  { path: 'collections.abc:Awaitable', means: 'type-wrapper' },
  { path: '*:SerializeAsAny', means: 'type-wrapper' },
  ...wholeTexts(),
  ...files(),
  ...templates(),
];

/** Functions that watch what goes through a client, which they give back. */
function observers(): readonly Idiom[] {
  const ofLangsmith = ['wrap_openai', 'wrap_anthropic', 'wrap_gemini'].flatMap((name) => [`langsmith.wrappers:${name}`, `langsmith:wrappers.${name}`]);
  const ofBraintrust = ['wrap_openai', 'wrap_anthropic', 'wrap_litellm', 'wrap_genai'].map((name) => `braintrust:${name}`);
  const ofOpik = ['openai:track_openai', 'anthropic:track_anthropic', 'genai:track_genai', 'bedrock:track_bedrock'].map((path) => `opik.integrations.${path}`);
  return [...ofLangsmith, ...ofBraintrust, ...ofOpik].map((path) => ({ path, means: 'same' }));
}

/** Pages and documents that are read when the code runs. */
function wholeTexts(): readonly Idiom[] {
  const members = ['requests', 'httpx', 'httpx2', 'bs4', 'newspaper', 'wikipedia'].flatMap((module) => ['text', 'content'].map((name) => `${module}:*.${name}`));
  const methods = ['pypdf', 'PyPDF2', 'pdfplumber'].map((module) => `${module}:*.extract_text()`);
  const others = ['bs4:*.get_text()', 'urllib.request:*.read()', 'aiohttp:*.text()', 'fitz:*.get_text()', 'pymupdf:*.get_text()', 'trafilatura:extract', 'docx2txt:process', 'pdfminer.high_level:extract_text', 'pymupdf4llm:to_markdown'];
  return [...members, ...methods, ...others].map((path): Idiom => ({ path, means: 'whole-text' }));
}

/** Places among files and what is read there. */
function files(): readonly Idiom[] {
  const at = (means: Idiom['means'], ...paths: readonly string[]): readonly Idiom[] => paths.map((path) => ({ path, means }));
  return [
    ...at('this-file', ':__file__'),
    ...at('this-folder', ':__package__'),
    ...at('working-folder', 'os:getcwd', 'pathlib:Path.cwd'),
    ...at('path-join', 'pathlib:Path', 'pathlib:PurePath', 'pathlib:PosixPath', 'anyio:Path', 'os:path.join', 'os.path:join', '.joinpath'),
    ...at('path-sibling', '.with_name'),
    ...at('path-of', ':open', 'io:open', 'codecs:open', 'aiofiles:open', 'anyio:open_file', 'os:fspath', ...['abspath', 'realpath', 'normpath', 'expanduser'].flatMap((name) => [`os:path.${name}`, `os.path:${name}`]), 'importlib.resources:as_file', 'importlib:resources.as_file'),
    ...at('receiver', '.open', '.resolve', '.absolute', '.expanduser', '.as_posix'),
    ...at('folder-of', 'os:path.dirname', 'os.path:dirname', '.parent'),
    ...at('folders-of', '.parents'),
    ...at('package-folder', 'importlib.resources:files', 'importlib:resources.files', 'importlib_resources:files'),
    ...at('read-text', '.read', '.read_text', '.read_bytes'),
    ...at('read-package-text', 'importlib.resources:read_text', 'importlib:resources.read_text', 'pkgutil:get_data'),
    ...at('parse-json', 'json:load', 'json:loads', 'orjson:loads'),
    ...at('parse-yaml', 'yaml:safe_load', 'yaml:load', 'yaml:full_load', 'ruamel.yaml:YAML().load'),
    ...at('read-data', 'omegaconf:OmegaConf.load'),
    ...at('parse-toml', ...['tomllib', 'tomli', 'toml', 'rtoml', 'tomlkit'].flatMap((module) => [`${module}:load`, `${module}:loads`])),
  ];
}

/** Text with tags, as the usual template engines write it. */
function templates(): readonly Idiom[] {
  const environments = ['jinja2:Environment()', 'jinja2:sandbox.SandboxedEnvironment()', 'jinja2.sandbox:SandboxedEnvironment()', 'jinja2.sandbox:ImmutableSandboxedEnvironment()'];
  return [
    { path: 'jinja2:Template', means: 'template' },
    ...environments.flatMap((environment): Idiom[] => [{ path: `${environment}.from_string`, means: 'template' }, { path: `${environment}.get_template`, means: 'template-file' }]),
    { path: 'string:Template', means: 'dollar-template' },
    { path: 'chevron:render', means: 'render-text' },
    { path: 'pystache:render', means: 'render-text' },
    ...['.render', '.render_async', '.substitute', '.safe_substitute'].map((path): Idiom => ({ path, means: 'render' })),
    { path: '.model_json_schema', means: 'schema-of' },
    { path: '.schema', means: 'schema-of' },
  ];
}

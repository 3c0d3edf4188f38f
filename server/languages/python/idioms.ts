import type { Idiom } from '../../core/model/language.ts';

/** Python's standard library, as far as prompts and settings pass through it. */
export const pythonIdioms: readonly Idiom[] = [
  { path: 'os:getenv', means: 'environment-variable' },
  { path: 'os:environ', means: 'environment' },
  ...['pydantic_settings:BaseSettings', 'pydantic:BaseSettings', 'pydantic.v1:BaseSettings'].map((path): Idiom => ({ path, means: 'environment-fields' })),
  ...['fastapi:Depends', 'fastapi:Security'].map((path): Idiom => ({ path, means: 'result-of' })),
  { path: 'textwrap:dedent', means: 'dedent' },
  { path: 'inspect:cleandoc', means: 'dedent' },
  { path: 'typing:cast', means: 'same', argument: 1 },
  { path: 'copy:copy', means: 'same' },
  { path: 'copy:deepcopy', means: 'same' },
  { path: 'functools:partial', means: 'partial' },
  // What a context manager gives is, for the clients of SDKs, itself.
  ...['contextlib:ExitStack().enter_context', 'contextlib:AsyncExitStack().enter_async_context', 'contextlib:AsyncExitStack().enter_context'].map((path): Idiom => ({ path, means: 'same' })),
  { path: 'dataclasses:field', means: 'field' },
  { path: 'pydantic:Field', means: 'field' },
  { path: 'attr:ib', means: 'field' },
  { path: 'attrs:field', means: 'field' },
  ...['json', 'orjson', 'ujson', 'simplejson'].map((module): Idiom => ({ path: `${module}:dumps`, means: 'serialize' })),
  { path: ':str', means: 'text-of' },
  { path: ':repr', means: 'serialize' },
  { path: ':int', means: 'number-of' },
  { path: ':float', means: 'number-of' },
  { path: ':dict', means: 'record' },
  { path: ':list', means: 'same' },
  { path: ':tuple', means: 'same' },
  ...[':len', ':print', ':isinstance', ':type', ':id', ':hash', ':bool', ':max', ':min', ':sum', ':any', ':all', ':enumerate', ':zip', ':map', ':filter', ':sorted', ':reversed', ':range', ':iter', ':next', ':getattr', ':hasattr', ':format'].map(
    (path): Idiom => ({ path, means: 'harmless' }),
  ),
  { path: '.format', means: 'format' },
  { path: '.join', means: 'join' },
  { path: '.get', means: 'get' },
  ...['.strip', '.lstrip', '.rstrip', '.copy', '.encode', '.removeprefix', '.removesuffix', '.expandtabs'].map((path): Idiom => ({ path, means: 'receiver' })),
  ...['.replace', '.lower', '.upper', '.title', '.capitalize', '.format_map', '.decode'].map((path): Idiom => ({ path, means: 'derived-text' })),
  ...['.split', '.splitlines', '.keys', '.values', '.items'].map((path): Idiom => ({ path, means: 'derived-list' })),
  ...['Optional', 'Annotated', 'Awaitable', 'Final', 'ClassVar', 'Required', 'NotRequired', 'ReadOnly'].flatMap((name): Idiom[] => [
    { path: `typing:${name}`, means: 'type-wrapper' },
    { path: `typing_extensions:${name}`, means: 'type-wrapper' },
  ]),
  { path: 'collections.abc:Awaitable', means: 'type-wrapper' },
];

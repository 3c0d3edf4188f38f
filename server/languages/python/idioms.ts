import type { Idiom } from '../../core/model/language.ts';

/** Python's standard library, as far as prompts and settings pass through it. */
export const pythonIdioms: readonly Idiom[] = [
  { path: 'os:getenv', means: 'environment-variable' },
  { path: 'os:environ', means: 'environment' },
  { path: 'textwrap:dedent', means: 'dedent' },
  { path: 'inspect:cleandoc', means: 'dedent' },
  { path: 'typing:cast', means: 'same', argument: 1 },
  { path: 'copy:copy', means: 'same' },
  { path: 'copy:deepcopy', means: 'same' },
  { path: 'functools:partial', means: 'partial' },
  { path: 'dataclasses:field', means: 'field' },
  { path: 'pydantic:Field', means: 'field' },
  { path: 'attr:ib', means: 'field' },
  { path: 'attrs:field', means: 'field' },
  { path: 'json:dumps', means: 'serialize' },
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
  ...['.strip', '.lstrip', '.rstrip', '.copy', '.removeprefix', '.removesuffix', '.expandtabs'].map((path): Idiom => ({ path, means: 'receiver' })),
  ...['.replace', '.lower', '.upper', '.title', '.capitalize', '.format_map', '.decode'].map((path): Idiom => ({ path, means: 'derived-text' })),
  ...['.split', '.splitlines', '.keys', '.values', '.items'].map((path): Idiom => ({ path, means: 'derived-list' })),
  ...['Optional', 'Annotated', 'Awaitable', 'Final', 'ClassVar', 'Required', 'NotRequired', 'ReadOnly'].flatMap((name): Idiom[] => [
    { path: `typing:${name}`, means: 'type-wrapper' },
    { path: `typing_extensions:${name}`, means: 'type-wrapper' },
  ]),
  { path: 'collections.abc:Awaitable', means: 'type-wrapper' },
];

/** The failures of a request that a retry may meet, and which of them a handler, a test or a library's option names. */
import type { Expr } from '../../model/facts.ts';
import type { RetryLayer } from '../../model/retry.ts';
import type { ErrorSpec } from '../../model/sdk.ts';
import type { RetryReader } from './view.ts';

/** One kind of failure. `status` is null where no answer came back. */
export interface Failure {
  readonly name: string;
  readonly lasting: 'transient' | 'permanent';
  readonly status: number | null;
}

/** The statuses of error classes by what their names say; SDKs share this vocabulary. The first match counts. */
const statuses: readonly (readonly [RegExp, number | null])[] = [
  [/RateLimit|TooManyRequests|Throttl/, 429],
  [/BadRequest|InvalidRequest/, 400],
  [/Authentication|Unauthorized/, 401],
  [/Permission|Forbidden/, 403],
  [/NotFound/, 404],
  [/Conflict/, 409],
  [/TooLarge/, 413],
  [/Unprocessable/, 422],
  [/Overloaded/, 529],
  [/Unavailable/, 503],
  [/InternalServer|ServerError/, 500],
];

/** Stands for an answer that came back, was paid for, and is not what was asked for. */
export const rejectedAnswer: Failure = { name: 'a rejected answer', lasting: 'permanent', status: null };

const usual: readonly Failure[] = [
  { name: 'RateLimitError', lasting: 'transient', status: 429 },
  { name: 'InternalServerError', lasting: 'transient', status: 500 },
  { name: 'APIConnectionError', lasting: 'transient', status: null },
  { name: 'BadRequestError', lasting: 'permanent', status: 400 },
  { name: 'AuthenticationError', lasting: 'permanent', status: 401 },
  { name: 'NotFoundError', lasting: 'permanent', status: 404 },
];

const failures = new WeakMap<ErrorSpec, readonly Failure[]>();

/** The failures of an SDK, one for each of its error classes. A conflict (409) is left out, which SDKs count among both; so are errors that are raised without a request's refusal. */
export function failuresOf(errors: ErrorSpec): readonly Failure[] {
  let known = failures.get(errors);
  if (known === undefined) failures.set(errors, (known = listFailures(errors)));
  return known;
}

function listFailures(errors: ErrorSpec): readonly Failure[] {
  if (errors.transient.length === 0 || errors.permanent.length === 0) return usual;
  const failure = (lasting: Failure['lasting']) => (name: string): Failure => ({ name, lasting, status: statuses.find(([pattern]) => pattern.test(name))?.[1] ?? null });
  return [...errors.transient.map(failure('transient')), ...errors.permanent.map(failure('permanent')).filter(({ status }) => status !== null)].filter(({ status }) => status !== 409);
}

/** What an error type stands for: a set of failures, rejected answers, or something that has nothing to do with the request. */
export type ErrorType =
  | { readonly kind: 'failures'; readonly includes: (failure: Failure) => boolean }
  | { readonly kind: 'everything' }
  | { readonly kind: 'answer' }
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

const answerErrors = /^(JSONDecodeError|ValidationError|ValueError|KeyError|TypeError|IndexError|AttributeError|AssertionError|SyntaxError|ZodError|OutputParserException|ParseError|ParserError)$/;
/** What no request raises: a queue that is empty, a process, a file or a database of one's own, a reader that is gone. */
const unrelated = /^(Empty|Full|QueueEmpty|QueueFull|QueueShutDown|CalledProcessError|IntegrityError|OperationalError|DoesNotExist|ObjectDoesNotExist|NoResultFound|WebSocketDisconnect|ConnectionClosed\w*|KeyboardInterrupt|SystemExit|GeneratorExit|CancelledError|StopIteration|StopAsyncIteration|EOFError|FileNotFoundError|ImportError|ModuleNotFoundError|AbortError)$/;
const transport = /Timeout|TimedOut|Connect(ion|Error)|ConnectionReset|ReadError|NetworkError|RemoteProtocol/;

const read = new WeakMap<RetryReader, Map<Expr, readonly ErrorType[]>>();

/** What the types of a handler or an option mean; a tuple or a list is several. Asked for each failure and try, so it is remembered with its reader. */
export function errorTypesOf(reader: RetryReader, errors: ErrorSpec, path: string, expr: Expr): readonly ErrorType[] {
  let known = read.get(reader);
  if (known === undefined) read.set(reader, (known = new Map()));
  let types = known.get(expr);
  if (types === undefined) known.set(expr, (types = readErrorTypes(reader, errors, path, expr)));
  return types;
}

function readErrorTypes(reader: RetryReader, errors: ErrorSpec, path: string, expr: Expr): readonly ErrorType[] {
  if (expr.kind === 'list') return expr.items.flatMap((item) => errorTypesOf(reader, errors, path, item));
  if (expr.kind === 'spread') return errorTypesOf(reader, errors, path, expr.value);
  const value = reader.resolve(path, expr);
  if (value.kind === 'list') return value.open === null ? value.items.flatMap((item) => errorTypesOf(reader, errors, item.origin.path, item.origin.expr)) : [{ kind: 'unknown' }];
  if (value.kind === 'class' || value.kind === 'function') return [{ kind: 'unknown' }];
  const name = value.kind === 'external' ? value.steps.findLast((step) => step.kind === 'member')?.name : expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : undefined;
  return [name === undefined ? { kind: 'unknown' } : errorTypeNamed(errors, name)];
}

function errorTypeNamed(errors: ErrorSpec, name: string): ErrorType {
  if (/^(Base)?(Exception|Error)$/.test(name)) return { kind: 'everything' };
  if (unrelated.test(name)) return { kind: 'other' };
  if (errors.base.includes(name)) return /Status/.test(name) ? { kind: 'failures', includes: ({ status }) => status !== null } : { kind: 'everything' };
  if (errors.transient.includes(name) || errors.permanent.includes(name)) {
    const connection = /ConnectionError$/.test(name);
    return { kind: 'failures', includes: (failure) => failure.name === name || (connection && failure.status === null && failure.lasting === 'transient') };
  }
  if (answerErrors.test(name)) return { kind: 'answer' };
  if (transport.test(name)) return { kind: 'failures', includes: ({ status, lasting }) => status === null && lasting === 'transient' };
  return { kind: 'unknown' };
}

/** What a list of retried error types amounts to. */
export function retriedOn(failures: readonly Failure[], types: readonly ErrorType[]): RetryLayer['on'] {
  if (types.some((type) => type.kind === 'everything')) return 'everything';
  if (types.length === 0 || types.some((type) => type.kind === 'unknown')) return 'unknown';
  const caught = failures.filter((failure) => types.some((type) => type.kind === 'failures' && type.includes(failure)));
  if (caught.length === 0) return types.some((type) => type.kind === 'answer') ? 'result' : 'unknown';
  return sumOf(failures, caught);
}

/** `everything` where all lasting failures are among them, `transient` where none is; a part of them cannot be summed up. */
export function sumOf(failures: readonly Failure[], retried: readonly Failure[]): RetryLayer['on'] {
  const permanent = failures.filter(({ lasting }) => lasting === 'permanent');
  const kept = retried.filter(({ lasting }) => lasting === 'permanent');
  if (kept.length === 0) return 'transient';
  if (kept.length < permanent.length) return 'unknown';
  return retried.some(({ lasting }) => lasting === 'transient') ? 'everything' : 'permanent';
}

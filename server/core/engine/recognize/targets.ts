/** Which operation of which SDK a path from outside means: tables of an SDK's clients and operations, looked up by name. */
import type { CallExpr } from '../../model/facts.ts';
import type { ClientSpec, Ecosystem, OperationSpec, ParameterSpec, SdkSpec } from '../../model/sdk.ts';
import { knownText, optionsOf, type CallStep, type ExternalStep, type ExternalValue } from '../../model/value.ts';
import type { ClientCall } from './client-use.ts';
import { parameterOf, requestOf, whereCalled, type RequestContext } from './request.ts';
import type { Sent } from './transports.ts';

export interface Target {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly client: ClientSpec;
  /** Which of the calls on the way builds the client, counted from 0; -1 for a module that is a client itself. */
  readonly construction: number;
}

/** An argument of a construction, where that is looked at by itself: its place among the settings is its place. */
export function inItsPlace(spec: ParameterSpec): ParameterSpec {
  return spec.settingsPosition === undefined || spec.position !== undefined ? spec : { ...spec, position: spec.settingsPosition };
}

/** Whether the name of a model is one of those that an operation is for, where names decide. */
export function beginsAs({ argument }: OperationSpec, model: string): boolean {
  return argument === undefined || (argument.begins.some((start) => model.startsWith(start)) && !argument.except.some((start) => model.startsWith(start)));
}

const words = new WeakMap<SdkSpec, ReadonlySet<string>>();

/** All names in a data file. */
export function wordsOf(sdk: SdkSpec): ReadonlySet<string> {
  let known = words.get(sdk);
  if (known === undefined) {
    const { clients, operations, models, carriers, messages, configures, collects, overrides, modelBases, standIns, transparent, fluent, errors } = sdk;
    const paths = [clients.map((client) => client.names), [operations, models, carriers, messages].flatMap((specs) => (specs ?? []).map(({ paths }) => paths)), [configures?.paths, configures?.methods, collects?.flatMap(({ methods }) => methods), overrides, modelBases, standIns, transparent, fluent, errors.transient, errors.permanent, errors.base]].flat();
    words.set(sdk, (known = new Set(paths.flatMap((list) => list ?? []).flatMap((path) => path.split(/[.()]+/)))));
  }
  return known;
}

/** A prompt template that stands before the model in a pipeline. */
export interface Template {
  readonly value: ExternalValue;
  readonly filledBy: 'the call' | 'what stands before it';
}

/** The calls on a path; number `construction` of them, counted from 0, builds the client. */
export function callsOf(steps: readonly ExternalStep[], construction: number): readonly ClientCall[] {
  const calls: ClientCall[] = [];
  let number = 0;
  steps.forEach((step, i) => {
    if (step.kind !== 'call') return;
    const before = steps[i - 1];
    const role = number++ === construction ? 'construction' : 'step';
    if (step.call !== null) calls.push({ call: step.call, path: step.path, activation: step.activation, role, name: before?.kind === 'member' ? before.name : null });
  });
  return calls;
}

/** A callee that is an operation of an SDK: the calls on the way to it, in order, overrides last. */
export interface Match {
  readonly target: Target;
  readonly path: string;
  readonly calls: readonly ClientCall[];
  /** A step is only known by its type: what it was built with is not in sight. */
  readonly openSteps: boolean;
  /** Calls that filled in arguments of this one beforehand. */
  readonly filled?: readonly CallStep[];
  /** Over HTTP, where the request, the client and the model are not read by the SDK's own forms. */
  readonly sent?: Sent;
}

export function matchOf(sent: Sent): Match {
  const { sdk, operation, client, path, calls } = sent;
  return { target: { sdk, operation, client: client.spec, construction: -1 }, path, calls, openSteps: false, sent };
}

export function fits(target: Target, form: CallExpr['form'], construction: CallStep | undefined, at: RequestContext): boolean {
  if ((target.operation.form === 'new') !== (form === 'new')) return false;
  const { when } = target.client;
  if (when === undefined) return true;
  if (construction?.call == null) return false;
  const inFile = whereCalled(at, construction);
  const use = parameterOf(requestOf(construction.call, inFile, 'arguments').fields, when.parameter, inFile);
  return use.state !== 'absent' && use.value !== null && optionsOf(use.value).some((option) => knownText(option) === when.equals);
}

/** Whether an object is of a class of the workspace that is derived from an SDK's class for models of one's own: what it asks, it asks by calls of its own. */
export function isOwnModel({ sdk, client, construction }: Target, made: readonly CallStep[]): boolean {
  return made[construction]?.of === 'subclass' && client.names.some((name) => sdk.modelBases?.includes(name) === true);
}

/** An SDK's clients and operations by name. Their combinations are too many to list: a path is split where it is looked up. */
interface SdkTable {
  readonly clients: ReadonlyMap<string, readonly ClientSpec[]>;
  readonly operations: ReadonlyMap<string, readonly OperationSpec[]>;
}

export function tableOf(sdk: SdkSpec): SdkTable {
  const clients = new Map<string, ClientSpec[]>();
  const operations = new Map<string, OperationSpec[]>();
  for (const client of sdk.clients) for (const name of client.names) clients.set(name, [...(clients.get(name) ?? []), client]);
  for (const operation of sdk.operations) for (const path of operation.paths) operations.set(path, [...(operations.get(path) ?? []), operation]);
  return { clients, operations };
}

/** What a path of a package may be: every client whose construction it begins with, with the operation below. */
export function* targetsOf(sdk: SdkSpec, { clients, operations }: SdkTable, name: string, path: string, ecosystem: Ecosystem): Iterable<Target> {
  function* below(clientName: string, operationPath: string): Iterable<Target> {
    for (const client of clients.get(clientName) ?? []) {
      if (client.packages !== undefined && !client.packages.includes(name)) continue;
      for (const operation of operations.get(operationPath) ?? []) {
        if (operation.ecosystems?.includes(ecosystem) === false || operation.clients?.includes(clientName) === false) continue;
        yield { sdk, operation, client, construction: clientName === '' ? -1 : clientName.split('()').length - 1 };
      }
    }
  }
  for (let call = path.indexOf('()'); call >= 0; call = path.indexOf('()', call + 2)) {
    const rest = path.slice(call + 2);
    // `()` alone stands for the client being called itself: `LM()()`.
    if (rest === '' || rest.startsWith('.')) yield* below(path.slice(0, call), rest.slice(1));
  }
  yield* below('', path);
  // A module that is a client itself is also its own default export.
  if (ecosystem === 'javascript' && path.startsWith('default.')) yield* below('', path.slice('default.'.length));
}

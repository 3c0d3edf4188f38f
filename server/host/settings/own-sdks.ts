/** From what a settings file says of an SDK to the form of the data files: defaults filled in, short forms written out. */
import type { CachingSpec, ClientSpec, Ecosystem, Names, OperationSpec, ParameterSpec, SdkSpec, Template } from '../../core/model/sdk.ts';
import { joinRelative } from '../paths.ts';
import type { WrittenSdk } from './sdk-schema.ts';

type WrittenNames = string | readonly string[] | { readonly python?: readonly string[] | undefined; readonly javascript?: readonly string[] | undefined };
type WrittenParameter = string | readonly string[] | { readonly names: WrittenNames; readonly position?: number | undefined; readonly settingsPosition?: number | undefined };

/** @param folder of the settings file: what relative packages are seen from */
export function sdkSpecOf(written: WrittenSdk, folder: string): SdkSpec {
  return {
    id: written.name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''),
    name: written.name,
    provider: written.provider ?? null,
    packages: { python: packagesOf(written, 'python', folder), javascript: packagesOf(written, 'javascript', folder) },
    clients: (written.clients ?? [{ names: [''] }]).map(clientOf),
    operations: written.operations.map(operationOf),
    transparent: written.transparent ?? [],
    fluent: written.fluent ?? [],
    errors: { transient: written.errors?.transient ?? [], permanent: written.errors?.permanent ?? [], base: written.errors?.base ?? [] },
  };
}

/** A relative name becomes the file's place, which no import is written as: only what resolves to that file is meant. */
function packagesOf({ packages }: WrittenSdk, ecosystem: Ecosystem, folder: string): readonly string[] {
  const names = Array.isArray(packages) ? (packages as readonly string[]) : ((packages as { readonly [Name in Ecosystem]?: readonly string[] })[ecosystem] ?? []);
  return names.map((name) => (name.startsWith('./') || name.startsWith('../') ? joinRelative(folder, name) : name));
}

function clientOf(client: NonNullable<WrittenSdk['clients']>[number]): ClientSpec {
  return {
    names: client.names,
    platform: client.platform ?? 'api',
    ...(client.provider === undefined ? {} : { provider: client.provider }),
    retries: { names: namesOf(client.retries?.names ?? []), default: client.retries?.default === undefined ? 0 : client.retries.default },
    timeout: { names: namesOf(client.timeout ?? []) },
    baseUrl: { names: namesOf(client.baseUrl ?? []) },
    ...(client.model === undefined ? {} : { model: parameterOf(client.model) }),
  };
}

function operationOf(operation: WrittenSdk['operations'][number]): OperationSpec {
  const { paths, ecosystems, clients, form, settings, parameters, cap } = operation;
  const kind = operation.kind ?? 'generate';
  const { python, javascript } = operation.request ?? {};
  return {
    paths,
    ...(ecosystems === undefined ? {} : { ecosystems }),
    ...(clients === undefined ? {} : { clients }),
    ...(form === undefined ? {} : { form }),
    request: { ...(python === undefined ? {} : { python }), ...(javascript === undefined ? {} : { javascript }) },
    ...(settings === undefined ? {} : { settings }),
    api: operation.api ?? (kind === 'embed' ? 'embeddings' : 'openai-chat'),
    kind,
    streaming: operation.streaming ?? (parameters.stream === undefined ? 'never' : 'by-parameter'),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterOf(parameter)])),
    cap: cap === undefined ? { absent: kind === 'generate' ? 'model-maximum' : 'none' } : { absent: cap.absent, ...(cap.tokens === undefined ? {} : { tokens: cap.tokens }) },
    caching: cachingOf(operation.caching),
    ...(operation.ownText === undefined ? {} : { ownText: operation.ownText }),
  };
}

function cachingOf(caching: WrittenSdk['operations'][number]['caching']): CachingSpec {
  if (caching === undefined || typeof caching === 'string') return { kind: caching ?? 'automatic' };
  return {
    kind: 'explicit',
    marker: caching.marker,
    topLevel: caching.topLevel ?? null,
    exceptPlatforms: [],
    block: (caching.block as Template | undefined) ?? null,
    value: (caching.value as Template | undefined) ?? { type: 'ephemeral' },
  };
}

function parameterOf(parameter: WrittenParameter): ParameterSpec {
  if (typeof parameter === 'string' || Array.isArray(parameter)) return { names: namesOf(parameter as WrittenNames) };
  const { names, position, settingsPosition } = parameter as Exclude<WrittenParameter, string | readonly string[]>;
  return { names: namesOf(names), ...(position === undefined ? {} : { position }), ...(settingsPosition === undefined ? {} : { settingsPosition }) };
}

function namesOf(names: WrittenNames): Names {
  if (typeof names === 'string') return [names];
  return Array.isArray(names) ? (names as readonly string[]) : { python: [], javascript: [], ...(names as object) };
}

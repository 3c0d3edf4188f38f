/** What is recognised as a call, and how its parameters are read: the documents beside this file, and each client class with each operation. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineStarts, positionAt } from '../../server/core/model/text.ts';
import type { Ecosystem, OperationSpec, SdkSpec } from '../../server/core/model/sdk.ts';
import { callLine } from '../support/calls.ts';
import { parseSpecifications, type Specification } from '../support/markdown.ts';
import { ROOT, catalog, createMemoryWorkspace } from '../support/workspace.ts';

interface CallSpecification extends Specification {
  /** The lines of the fence with the info string `calls`; it lists the calls of every file, in the order of the files. */
  readonly calls: readonly string[];
}

for (const { id, name } of [...catalog.sdks, { id: 'http', name: 'HTTP' }, { id: 'stand-ins', name: 'Stand-ins' }]) {
  describe(name, () => {
    for (const specification of readSpecifications(`${id}.md`)) {
      it(`${specification.title} (${id}.md:${specification.line})`, () => {
        expect(callsIn(specification.files.map((file) => [file.path, file.text]))).toEqual(specification.calls);
      });
    }
  });
}

describe.each(catalog.sdks.map((sdk) => [sdk.name, sdk] as const))('%s: each client class with each operation', (_, sdk) => {
  it.each(clientsOf(sdk))('%s of %s in %s', (client, module, ecosystem, argument) => {
    const calls = callsOf(sdk, client, ecosystem);
    expect(callsIn([program(ecosystem, module, client, argument, calls)])).toEqual(calls.map(({ path }) => expect.stringContaining(expectedPath(sdk, client, path))));
  });
});

describe('a client named by its whole path', () => {
  const named = catalog.sdks.flatMap((sdk) => clientsOf(sdk).filter(([client, , ecosystem]) => ecosystem === 'python' && /^\w+$/.test(client)).map(([client, module, , argument]) => ({ sdk, client, module, argument })));

  it.each([...new Set(named.map(({ module }) => module))])('after `import %s`', (imported) => {
    const clients = named.filter(({ sdk, client, module }) => module === imported && callsOf(sdk, client, 'python').length > 0).map((one) => ({ ...one, path: callsOf(one.sdk, one.client, 'python')[0]!.path }));
    const program = `import ${imported}\n\n${clients.map(({ client, argument, path }) => `${imported}.${client}(${argument})${path === '' ? '' : `.${path}`}(model="m")\n`).join('')}`;
    expect(callsIn([['main.py', program]])).toEqual(clients.map(({ sdk, client, path }) => expect.stringContaining(expectedPath(sdk, client, path))));
  });
});

/** The operations that a client has, each by every path below it. */
function callsOf(sdk: SdkSpec, client: string, ecosystem: Ecosystem): readonly { readonly operation: OperationSpec; readonly path: string }[] {
  const ofOthers = ({ clients, legacy }: OperationSpec): boolean => (clients === undefined ? legacy !== undefined && client !== 'default' && client !== 'OpenAI' : !clients.includes(client));
  const operations = sdk.operations.filter((operation) => operation.ecosystems?.includes(ecosystem) !== false && operation.needs === undefined && operation.argument === undefined && !ofOthers(operation));
  return operations.flatMap((operation) => operation.paths.map((path) => ({ operation, path })));
}

/** Each name of a client in each package; `argument` is what its construction must be called with to be one. */
function clientsOf(sdk: SdkSpec): readonly (readonly [client: string, module: string, ecosystem: Ecosystem, argument: string])[] {
  return sdk.clients.flatMap((client) =>
    client.names.flatMap((name) =>
      (['python', 'javascript'] as const).flatMap((ecosystem) =>
        sdk.packages[ecosystem]
          .filter((module) => (client.packages === undefined || client.packages.includes(module)) && !(ecosystem === 'python' && name === 'default'))
          .map((module) => [name, module, ecosystem, client.when === undefined ? '' : JSON.stringify(client.when.equals)] as const),
      ),
    ),
  );
}

/** One file with a line a call. */
function program(ecosystem: Ecosystem, module: string, client: string, argument: string, calls: readonly { readonly operation: OperationSpec; readonly path: string }[]): readonly [string, string] {
  const lines = (line: (below: string, operation: OperationSpec) => string): string => calls.map(({ operation, path }) => line(path === '' ? '' : `.${path}`, operation)).join('\n');
  if (ecosystem === 'javascript') {
    if (client === '') return ['main.ts', `import * as sdk from '${module}';\n\n${lines((below, { form }) => `await ${form === 'new' ? 'new ' : ''}sdk${below}({ model: 'm' });`)}\n`];
    if (!/^\w+$/.test(client)) return ['main.ts', `import * as sdk from '${module}';\n\nconst client = sdk.${client}(${argument});\n${lines((below) => `await client${below}({ model: 'm' });`)}\n`];
    const imported = client === 'default' ? 'Client' : /^\w+$/.test(client) ? `{ ${client} as Client }` : '* as sdk';
    return ['main.ts', `import ${imported} from '${module}';\n\nconst client = new ${imported === '* as sdk' ? `sdk.${client}` : 'Client'}(${argument});\n${lines((below) => `await client${below}({ model: 'm' });`)}\n`];
  }
  if (!/^\w+$/.test(client)) return ['main.py', `import ${module} as sdk\n\n${lines((below) => `sdk${client === '' ? '' : `.${client}(${argument})`}${below}(model="m")`)}\n`];
  return ['main.py', `from ${module} import ${client}\n\nclient = ${client}(${argument})\n${lines((below) => `client${below}(model="m")`)}\n`];
}

function expectedPath(sdk: SdkSpec, client: string, path: string): string {
  const below = path === '' ? '' : `.${path}`;
  // A default export is called by its class's name.
  return client === 'default' ? `()${below} ` : `${sdk.id} ${client === '' ? path : `${client}()${below}`} `;
}

function callsIn(files: readonly (readonly [path: string, text: string])[]): readonly string[] {
  const memory = createMemoryWorkspace(files);
  return files.flatMap(([path, text]) => {
    const starts = lineStarts(text);
    return (memory.workspace.analyze(`${ROOT}/${path}`)?.calls ?? []).map((call) => callLine(call, path, positionAt(starts, call.site.start).line + 1));
  });
}

function readSpecifications(name: string): readonly CallSpecification[] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8').split('\n');
  const fences: { readonly line: number; readonly calls: readonly string[] }[] = [];
  // The fences with calls are taken out, blank lines in their place, so that the rest reads like any specification.
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== '```calls') continue;
    const end = lines.indexOf('```', i + 1);
    fences.push({ line: i + 1, calls: lines.slice(i + 1, end).filter((line) => line !== '') });
    lines.fill('', i, end + 1);
  }
  const specifications = parseSpecifications(lines.join('\n'));
  return specifications.map((specification, i) => {
    const own = fences.filter(({ line }) => line > specification.line && line < (specifications[i + 1]?.line ?? Number.POSITIVE_INFINITY));
    if (own.length !== 1) throw new Error(`${name}:${specification.line}: ${own.length} fences with calls, where one is wanted`);
    return { ...specification, calls: own[0]!.calls };
  });
}


/** What is recognised as a call, and how its parameters are read: the documents beside this file, and each client class with each operation. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineStarts, positionAt } from '../../server/core/model/text.ts';
import type { Ecosystem, SdkSpec } from '../../server/core/model/sdk.ts';
import { callLine } from '../support/calls.ts';
import { parseSpecifications, type Specification } from '../support/markdown.ts';
import { ROOT, catalog, createMemoryWorkspace } from '../support/workspace.ts';

interface CallSpecification extends Specification {
  /** The lines of the fence with the info string `calls`; it lists the calls of every file, in the order of the files. */
  readonly calls: readonly string[];
}

for (const { id, name } of catalog.sdks) {
  describe(name, () => {
    for (const specification of readSpecifications(`${id}.md`)) {
      it(`${specification.title} (${id}.md:${specification.line})`, () => {
        expect(callsIn(specification.files.map((file) => [file.path, file.text]))).toEqual(specification.calls);
      });
    }
  });
}

describe.each(catalog.sdks.map((sdk) => [sdk.name, sdk] as const))('%s: each client class with each operation', (_, sdk) => {
  it.each(clientsOf(sdk))('%s of %s in %s', (client, module, ecosystem) => {
    for (const operation of sdk.operations) {
      if (operation.ecosystems?.includes(ecosystem) === false || (operation.legacy !== undefined && client !== 'default' && client !== 'OpenAI')) continue;
      for (const path of operation.paths) expect(callsIn([program(ecosystem, module, client, path)]), `${client}.${path}`).toEqual([expect.stringContaining(expectedPath(sdk, client, path))]);
    }
  });
});

function clientsOf(sdk: SdkSpec): readonly (readonly [client: string, module: string, ecosystem: Ecosystem])[] {
  return sdk.clients.flatMap((client) =>
    client.names.flatMap((name) =>
      (['python', 'javascript'] as const).flatMap((ecosystem) =>
        sdk.packages[ecosystem]
          .filter((module) => (client.packages === undefined || client.packages.includes(module)) && !(ecosystem === 'python' && name === 'default') && !(ecosystem === 'javascript' && (name === '' || name.startsWith('Async') || name === 'Client')))
          .map((module) => [name, module, ecosystem] as const),
      ),
    ),
  );
}

function program(ecosystem: Ecosystem, module: string, client: string, path: string): readonly [string, string] {
  if (ecosystem === 'javascript') {
    const imported = client === 'default' ? 'Client' : `{ ${client} as Client }`;
    return ['main.ts', `import ${imported} from '${module}';\n\nconst client = new Client();\n\nexport const answer = await client.${path}({ model: 'm' });\n`];
  }
  if (client === '') return ['main.py', `import ${module}\n\nanswer = ${module}.${path}(model="m")\n`];
  return ['main.py', `from ${module} import ${client}\n\nclient = ${client}()\nanswer = client.${path}(model="m")\n`];
}

function expectedPath(sdk: SdkSpec, client: string, path: string): string {
  // A default export is called by its class's name.
  return client === 'default' ? `().${path} ` : `${sdk.id} ${client === '' ? path : `${client}().${path}`} `;
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


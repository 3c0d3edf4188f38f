/**
 * What the linter writes type-checks against the SDKs themselves: the fixed code of every specification and every `good` example of a rule's documentation,
 * all of it in one run of each compiler. Snippets leave helpers undefined and packages out, so only errors count that lie in a recognised call (its arguments,
 * the client's construction, the request built before it), and errors that the text before the fix did not have.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../server/core/model/text.ts';
import { lineStarts, offsetAt } from '../../server/core/model/text.ts';
import { parseSpecifications } from '../support/markdown.ts';
import { pythonTools } from '../support/python.ts';
import { ROOT, catalog, createMemoryWorkspace } from '../support/workspace.ts';

/** One small project: the files of a specification or example, before and after its fix. */
interface Snippet {
  /** For a person: the document and its line, or the rule and the example's title. */
  readonly name: string;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

interface TypeError {
  readonly path: string;
  readonly offset: number;
  readonly message: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const snippets = [...fromSpecifications(), ...fromDocumentation()];

describe('fixed code', () => {
  it('type-checks with TypeScript', () => {
    expect(problems(/\.[cm]?tsx?$/, typescriptErrors)).toEqual([]);
  });

  const tools = pythonTools();
  it.skipIf(tools === undefined)('type-checks with Pyright', () => {
    expect(problems(/\.py$/, (files) => pyrightErrors(files, tools!.folder))).toEqual([]);
  });

  it('is not empty in either language', () => {
    const paths = snippets.flatMap(({ after }) => [...after.keys()]);
    expect(paths.filter((path) => path.endsWith('.py')).length).toBeGreaterThan(10);
    expect(paths.filter((path) => path.endsWith('.ts')).length).toBeGreaterThan(10);
  });
});

function fromSpecifications(): readonly Snippet[] {
  const folder = join(root, 'test', 'rules');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      parseSpecifications(readFileSync(join(folder, name), 'utf8'))
        .filter(({ files }) => files.some(({ fixed }) => fixed !== undefined))
        .map(({ line, files }) => ({
          name: `${name}:${line}`,
          before: new Map(files.map(({ path, text }) => [path, text])),
          after: new Map(files.map(({ path, text, fixed }) => [path, fixed ?? text])),
        })),
    );
}

function fromDocumentation(): readonly Snippet[] {
  return catalog.rules.flatMap(({ meta, docs }) =>
    docs.examples
      .filter(({ good }) => good !== undefined)
      .map(({ title, language, bad, good, files = {} }) => {
        const path = language === 'python' ? 'example.py' : 'example.ts';
        return { name: `${meta.id}: ${title}`, before: new Map([...Object.entries(files), [path, bad]]), after: new Map([...Object.entries(files), [path, good!]]) };
      }),
  );
}

/** The errors that count, one line each. `errorsOf` compiles all files at once; their paths begin with the snippet's number and `before` or `after`. */
function problems(language: RegExp, errorsOf: (files: ReadonlyMap<string, string>) => readonly TypeError[]): readonly string[] {
  const files = new Map<string, string>();
  snippets.forEach((snippet, i) => {
    for (const stage of ['before', 'after'] as const) for (const [path, text] of snippet[stage]) if (language.test(path)) files.set(`${i}/${stage}/${path}`, stage === 'after' ? text.replace(/\bmax_tokens\b/g, 'max_tokenz') : text);
  });
  const errors = errorsOf(files);
  return snippets.flatMap((snippet, i) =>
    [...snippet.after].flatMap(([path, text]) => {
      const here = errors.filter((error) => error.path === `${i}/after/${path}`);
      if (here.length === 0) return [];
      const spans = spansOfCalls(snippet.after, path);
      const earlier = errors.filter((error) => error.path === `${i}/before/${path}`).map(({ message }) => message);
      const counted = here.filter(({ offset, message }) => {
        const at = earlier.indexOf(message);
        if (at < 0) return true;
        earlier.splice(at, 1);
        return !UNSHAPED.test(message) && spans.some(({ start, end }) => start <= offset && offset < end);
      });
      return counted.map(({ offset, message }) => `${snippet.name}, ${path}, "${text.slice(offset, offset + 40).split('\n')[0]}": ${message}`);
    }),
  );
}

/** A dictionary that was first given a name has no shape for Pyright; that is how people write Python, and not the fix's doing. */
const UNSHAPED = /"(list\[)?dict\[str, /;

/** Recognised calls of one file, where their clients are built, and the requests built before them. */
function spansOfCalls(files: ReadonlyMap<string, string>, path: string): readonly Span[] {
  const memory = createMemoryWorkspace(files);
  return (memory.workspace.analyze(`${ROOT}/${path}`)?.calls ?? []).flatMap(({ site }) => {
    const spans: Span[] = [site];
    if (site.client.construction?.path === site.path) spans.push(site.client.construction.call);
    if (site.request?.kind === 'record' && site.request.path === site.path) spans.push(site.request.record);
    return spans;
  });
}

/** Errors about calls: arguments, overloads, properties and the types given to them. */
const TYPESCRIPT_CODES = new Set([2322, 2339, 2345, 2353, 2551, 2554, 2555, 2561, 2740, 2741, 2769]);

function typescriptErrors(files: ReadonlyMap<string, string>): readonly TypeError[] {
  // Virtual files inside the project, so that the SDKs are found in its node_modules.
  const folder = join(root, '.cache', 'fixed-code-typescript');
  const texts = new Map([...files].map(([path, text]) => [join(folder, path), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noImplicitAny: false,
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  const folders = new Set([...texts.keys()].flatMap((path) => ancestors(path, folder)));
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, ...rest) => (texts.has(path) ? ts.createSourceFile(path, texts.get(path)!, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest));
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) => {
      const mapped = text.startsWith('@/') ? join(folder, ...containing.slice(folder.length + 1).split('/').slice(0, 2), 'src', text.slice(2)) : text;
      return ts.resolveModuleName(mapped, containing, options, host);
    });
  const program = ts.createProgram([...texts.keys()], options, host);
  const diagnostics = [...texts.keys()].map((path) => [path, program.getSemanticDiagnostics(program.getSourceFile(path))] as const);
  // Without the packages everything would pass.
  const missing = diagnostics.flatMap(([, found]) => found).find(({ code, messageText }) => code === 2307 && /'(@anthropic-ai\/sdk|openai)\b/.test(ts.flattenDiagnosticMessageText(messageText, ' ')));
  if (missing !== undefined) throw new Error(`TypeScript does not see the SDKs: ${ts.flattenDiagnosticMessageText(missing.messageText, ' ')}`);
  return diagnostics.flatMap(([path, found]) =>
    found
      .filter(({ code }) => TYPESCRIPT_CODES.has(code))
      .map(({ start, messageText }) => ({ path: path.slice(folder.length + 1), offset: start ?? 0, message: ts.flattenDiagnosticMessageText(messageText, '\n') })),
  );
}

function ancestors(path: string, top: string): readonly string[] {
  const folders: string[] = [];
  for (let at = dirname(path); at.length >= top.length; at = dirname(at)) folders.push(at);
  return folders;
}

const PYRIGHT_RULES = new Set(['reportArgumentType', 'reportAttributeAccessIssue', 'reportCallIssue']);

interface PyrightOutput {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: string;
    readonly message: string;
    readonly rule?: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

function pyrightErrors(files: ReadonlyMap<string, string>, environment: string): readonly TypeError[] {
  const folder = join(root, '.cache', 'fixed-code-python');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const projects = [...new Set([...files.keys()].map((path) => path.split('/').slice(0, 2).join('/')))];
  writeFileSync(
    join(folder, 'pyrightconfig.json'),
    JSON.stringify({
      venvPath: dirname(environment),
      venv: environment.slice(dirname(environment).length + 1),
      typeCheckingMode: 'basic',
      exclude: [],
      executionEnvironments: projects.map((project) => ({ root: project, extraPaths: [`${project}/src`] })),
    }),
  );
  const pyright = join(root, 'node_modules', 'pyright', 'index.js');
  const run = spawnSync(process.execPath, [pyright, '--outputjson', '-p', folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!run.stdout.startsWith('{')) throw new Error(`pyright did not run: ${run.stdout}${run.stderr}`);
  const { generalDiagnostics } = JSON.parse(run.stdout) as PyrightOutput;
  const found = generalDiagnostics.map((diagnostic) => ({ ...diagnostic, path: diagnostic.file.slice(folder.length + 1).replaceAll('\\', '/') }));
  // Without the packages everything would pass.
  const missing = found.filter(({ rule, message }) => rule === 'reportMissingImports' && /"(anthropic|openai)/.test(message));
  if (missing.length > 0) throw new Error(`pyright does not see the SDKs: ${missing[0]!.message}`);
  return found
    .filter(({ severity, rule }) => severity === 'error' && rule !== undefined && PYRIGHT_RULES.has(rule))
    .map(({ path, message, range }) => ({ path, message, offset: offsetAt(lineStarts(files.get(path) ?? ''), range.start) }));
}

/**
 * Cuts the parser out of the `typescript` package when our bundles are built.
 *
 * `typescript/lib/typescript.js` is one immediately called function of some 5,000 top-level statements, 9 MB: compiler, checker, emitter, language
 * service. Loading it takes 0.4 s and 80 MB. We need the scanner and the parser, a thirtieth of it. esbuild can't find that part by itself: the
 * statements sit inside a function, and nearly every variable is initialised by a call that might have effects. So we lift the statements to the top
 * level of an ES module, mark each initialiser as pure, and let esbuild drop what `createSourceFile` doesn't reach.
 *
 * `test/languages/typescript/trim.test.ts` compares the trees of the trimmed parser with those of the full package.
 * A statement that this script doesn't know stops the build: after an upgrade of `typescript`, look at it and decide.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transform } from 'esbuild';
import ts from 'typescript';

/** The only module of ours that imports the package. What it takes is what the trimmed module exports. */
const importer = new URL('../server/languages/typescript/parser.ts', import.meta.url);

/**
 * Variables and functions that get another definition than in the package, because theirs reaches for the file system, timers or the whole compiler.
 * Diagnostics keep their messages' texts; `Debug` keeps the checks that the parser's control flow may rest on (they throw), but not their reports.
 */
const replacements = {
  Debug: `/* @__PURE__ */ (() => {
    const fail = (message) => { throw new Error('typescript: ' + (message ?? 'internal failure')); };
    const assert = (condition, message) => { if (!condition) fail(message); };
    const nothing = () => {};
    return {
      isDebugging: false, fail, assert, assertNever: fail, failBadSyntaxKind: fail,
      assertEqual: (a, b) => assert(a === b), assertLessThanOrEqual: (a, b) => assert(a <= b), assertGreaterThanOrEqual: (a, b) => assert(a >= b),
      assertIsDefined: (value) => assert(value != null), checkDefined: (value) => { assert(value != null); return value; },
      shouldAssert: (level) => level <= 0, assertNode: nothing, attachNodeArrayDebugInfo: nothing,
      getFunctionName: (f) => f.name, formatSyntaxKind: (kind) => SyntaxKind[kind],
    };
  })()`,
  mark: '() => {}',
  measure: '() => {}',
  sys: 'void 0',
  tracing: 'void 0',
  // The parser's factory is created without these two ("NoParenthesizerRules | NoNodeConverters").
  createParenthesizerRules: '() => nullParenthesizerRules',
  createNodeConverters: '() => nullNodeConverters',
};

/** Top-level calls that fill registries of the language service, or install its fatter nodes (`setObjectAllocator`). None concerns the parser. */
const droppedCalls = new Set(['__export', 'registerRefactor', 'registerCodeFix', 'setObjectAllocator']);

/** Initialisers that esbuild knows to be free of effects. */
const effectFree = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.TrueKeyword,
]);

let trimmed;

/**
 * The trimmed parser as the text of an ES module, not minified. Computed once a process, in some two seconds.
 * @returns {Promise<string>}
 */
export function trimTypescript() {
  trimmed ??= trim(readFileSync(createRequire(import.meta.url).resolve('typescript'), 'utf8'), exportedNames());
  return trimmed;
}

/**
 * An esbuild plugin by which `import … from 'typescript'` yields the trimmed parser.
 * @returns {import('esbuild').Plugin}
 */
export function trimTypescriptPlugin() {
  return {
    name: 'trim-typescript',
    setup(build) {
      build.onResolve({ filter: /^typescript$/ }, () => ({ path: 'typescript', namespace: 'trimmed', sideEffects: false }));
      build.onLoad({ filter: /^typescript$/, namespace: 'trimmed' }, async () => ({ contents: await trimTypescript(), loader: 'js' }));
    },
  };
}

/**
 * The names that `parser.ts` takes from the package: `export { a } from 'typescript'` and `const { b } = typescript`.
 * @returns {readonly string[]}
 */
export function exportedNames() {
  const file = ts.createSourceFile('parser.ts', readFileSync(importer, 'utf8'), ts.ScriptTarget.Latest);
  const names = new Set();
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier?.text === 'typescript') {
      for (const { name, propertyName } of statement.exportClause.elements) names.add((propertyName ?? name).text);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        let value = initializer;
        while (value && ts.isAsExpression(value)) value = value.expression;
        if (value?.text === 'typescript') for (const element of name.elements) names.add(element.name.text);
      }
    }
  }
  return [...names].sort();
}

async function trim(packageText, names) {
  const lifted = lift(packageText, names);
  const shaken = await transform(lifted, { format: 'esm', treeShaking: true, target: 'es2022', legalComments: 'none' });
  const used = await transform(spreadDiagnostics(shaken.code, packageText), { format: 'esm', treeShaking: true, target: 'es2022', legalComments: 'none' });
  requireStandalone(used.code);
  return `/*! The scanner and parser of TypeScript ${ts.version}, (c) Microsoft Corporation, Apache License 2.0. */\n${used.code}`;
}

/** Rewrites the package's one big function as top-level declarations without effects. */
function lift(text, names) {
  const file = ts.createSourceFile('typescript.js', text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone });
  const textOf = (node) => text.slice(node.getStart(file), node.end);
  const statements = bodyOfWrapper(file);
  const { namespaces, patches } = collectLateInitialisers(statements, textOf);
  const out = Object.entries(replacements).map(([name, init]) => `var ${name} = ${init};`);
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement)) {
      if (!(statement.name.text in replacements)) out.push(textOf(statement));
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) out.push(liftVariable(declaration));
    }
  }
  out.push(`export { ${names.join(', ')} };`);
  return out.join('\n');

  function liftVariable({ name: { text: name }, initializer }) {
    if (name === undefined) throw new Error('trim-typescript: a destructuring declaration at the top level of typescript.js');
    if (name in replacements || name === 'Diagnostics') return '';
    const late = [...(namespaces.get(name) ?? []), ...(patches.get(name) ?? [])].join('\n');
    const value = initializer ? textOf(initializer) : 'void 0';
    if (late) return `var ${name} = /* @__PURE__ */ (() => { var ${name} = ${value};\n${late}\nreturn ${name}; })();`;
    if (!initializer) return `var ${name};`;
    return effectFree.has(initializer.kind) ? `var ${name} = ${value};` : `var ${name} = /* @__PURE__ */ (() => (${value}\n))();`;
  }
}

function bodyOfWrapper(file) {
  const wrapper = file.statements.map((s) => (ts.isExpressionStatement(s) ? s.expression : undefined)).find((e) => e && ts.isCallExpression(e));
  const callee = wrapper && ts.isParenthesizedExpression(wrapper.expression) ? wrapper.expression.expression : undefined;
  if (!callee || !ts.isArrowFunction(callee) || !ts.isBlock(callee.body)) throw new Error('trim-typescript: typescript.js has another wrapper than expected');
  return callee.body.statements;
}

/**
 * Statements that finish a variable after its declaration: `((N2) => {…})(N || (N = {}))`, by variable, and `X.a = …`, by `X`.
 * They move into the declaration's initialiser. That makes them run earlier than in the package: right as long as they read only
 * functions and what stands above, which the comparison of trees shows.
 */
function collectLateInitialisers(statements, textOf) {
  const namespaces = new Map();
  const patches = new Map();
  const add = (map, name, text) => map.set(name, [...(map.get(name) ?? []), text]);
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const { expression } = statement;
    if (ts.isCallExpression(expression)) {
      const [argument] = expression.arguments;
      if (ts.isParenthesizedExpression(expression.expression) && argument && ts.isBinaryExpression(argument) && ts.isIdentifier(argument.left)) {
        add(namespaces, argument.left.text, textOf(statement));
      } else if (!ts.isIdentifier(expression.expression) || !droppedCalls.has(expression.expression.text)) {
        throw new Error(`trim-typescript: unknown top-level call ${textOf(statement).slice(0, 100)}`);
      }
    } else if (ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left)) {
      let root = expression.left.expression;
      while (ts.isPropertyAccessExpression(root)) root = root.expression;
      if (root.text !== 'module') add(patches, root.text, textOf(statement));
    }
  }
  return { namespaces, patches };
}

/** Gives each diagnostic that the code still mentions a variable of its own, so that the other 2,000 messages fall away. */
function spreadDiagnostics(code, packageText) {
  const table = new Map();
  for (const [, name, call] of packageText.matchAll(/^ {2}(\w+): (diag\(\d+, .*\)),?$/gm)) table.set(name, call);
  const used = new Set();
  const body = code.replace(/(?<![\w$.])Diagnostics\.(\w+)/g, (_, name) => {
    used.add(name);
    return `Diagnostics_${name}`;
  });
  const declarations = [...used].map((name) => {
    if (!table.has(name)) throw new Error(`trim-typescript: no message for Diagnostics.${name}`);
    return `var Diagnostics_${name} = /* @__PURE__ */ ${table.get(name)};`;
  });
  const diag = /^function diag\([\s\S]*?^}$/m.exec(packageText)?.[0];
  return [diag, ...declarations, body].join('\n');
}

/** The result may touch nothing of its surroundings, and of `Debug` only what the replacement has. */
function requireStandalone(code) {
  const host = /(?<![\w$.'"])(require|process|setTimeout|globalThis|performance|Diagnostics|ts)\s*[.([]/.exec(code);
  if (host) throw new Error(`trim-typescript: the trimmed parser mentions ${code.slice(host.index, host.index + 80)}`);
  for (const [, member] of code.matchAll(/\bDebug\.(\w+)/g)) {
    if (!new RegExp(`\\b${member}\\b`).test(replacements.Debug)) throw new Error(`trim-typescript: the replacement of Debug lacks ${member}`);
  }
}

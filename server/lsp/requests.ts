/** Answers the client's questions about a document. Each answer is computed from the text as it stands when its turn comes. */
import { MarkupKind, MessageType, ShowMessageNotification, type CancellationToken, type Hover, type InlayHint, type Range } from 'vscode-languageserver';
import type { Span, Location } from '../core/model/text.ts';
import type { FileAnalysis } from '../core/model/workspace.ts';
import { codeActions, fixAll, type NewFiles } from '../features/code-actions.ts';
import { codeLenses } from '../features/code-lens.ts';
import { callAccount, hover, type HoverContext } from '../features/hover.ts';
import { inlayHints } from '../features/inlay-hints.ts';
import { join, relativeTo } from '../host/paths.ts';
import { pageNamed } from '../features/rule-page.ts';
import { comparisons, whatIfPage } from '../features/what-if.ts';
import { whatIf, withUserPrices } from '../core/index.ts';
import { breathe, serverExplainCommand, serverWhatIfCommand } from './client.ts';
import { compareKind, fixAllKind, toCodeAction, toCodeLens, toComparison, toInlayHint, type InlayHintData, type LineIndex } from './convert.ts';
import type { RulePageMethod, RulePageParams, RulePageResult, RulesMethod, RulesResult, WhatIfMethod, WhatIfParams, WhatIfResult } from './protocol.ts';
import { diagnosticsIn, type Core, type Session, type Sheet } from './session.ts';

const rulePageMethod: RulePageMethod = 'promptcost/rulePage';
const rulesMethod: RulesMethod = 'promptcost/rules';
const whatIfMethod: WhatIfMethod = 'promptcost/whatIf';

/** What a question about one document finds in front of it. */
interface Subject {
  readonly core: Core;
  readonly path: string;
  readonly analysis: FileAnalysis;
  readonly sheet: Sheet;
  readonly index: LineIndex;
}

export function answerRequests(session: Session): void {
  const { connection, client } = session;
  /** Numbers for analyses, so that an unchanged answer need not be sent twice. */
  const numbers = new WeakMap<FileAnalysis, string>();
  let nextNumber = 1;

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const subject = await lookAt(textDocument.uri, token);
    if (subject === undefined) return { kind: 'full', items: [] };
    session.shown(subject.sheet, 'diagnostics', subject.analysis);
    const resultId = numbers.get(subject.analysis) ?? String(nextNumber++);
    numbers.set(subject.analysis, resultId);
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: [...diagnosticsIn(subject.sheet, subject.analysis, session)] };
  });

  connection.onHover(async ({ textDocument, position }, token): Promise<Hover | null> => {
    const subject = await lookAt(textDocument.uri, token);
    if (subject === undefined) return null;
    const shown = hover(subject.analysis, subject.index.offset(position), hoverContext(subject));
    return shown === null ? null : { contents: { kind: MarkupKind.Markdown, value: shown.markdown }, range: subject.index.range(shown) };
  });

  connection.languages.inlayHint.on(async ({ textDocument, range }, token) => {
    const subject = await lookAt(textDocument.uri, token);
    if (subject === undefined || session.settings(subject.path).inlayHints === 'off') return [];
    session.shown(subject.sheet, 'hints', subject.analysis);
    return inlayHints(subject.analysis, session.text(subject.path), spanOf(range, subject.index)).map((hint) => toInlayHint(hint, textDocument.uri, subject.index));
  });

  connection.languages.inlayHint.resolve(async (hint, token): Promise<InlayHint> => {
    const { uri, callee } = hint.data as InlayHintData;
    const subject = await lookAt(uri, token);
    const call = subject?.analysis.calls.find(({ site }) => site.call.callee.start === callee);
    // The text may have moved on since the hint was made; then it has no tooltip until it is made again.
    return subject === undefined || call === undefined ? hint : { ...hint, tooltip: { kind: MarkupKind.Markdown, value: callAccount(call, hoverContext(subject)) } };
  });

  connection.onCodeLens(async ({ textDocument }, token) => {
    const subject = await lookAt(textDocument.uri, token);
    if (subject === undefined || session.settings(subject.path).codeLens === 'off') return [];
    session.shown(subject.sheet, 'lenses', subject.analysis);
    return codeLenses(subject.analysis).filter(({ start }) => start >= subject.sheet.span.start && start <= subject.sheet.span.end).map((lens) => toCodeLens(lens, subject.index));
  });

  connection.onCodeAction(async ({ textDocument, range, context }, token) => {
    const subject = await lookAt(textDocument.uri, token);
    if (subject === undefined) return [];
    const { workspace } = subject.core;
    const wanted = (kind: string): boolean => context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const all = wanted(fixAllKind) && context.only !== undefined ? [fixAll(workspace, subject.analysis, subject.sheet.span)] : [];
    const here = wanted('quickfix') ? codeActions(workspace, subject.analysis, spanOf(range, subject.index), newFiles(subject)) : [];
    const compared = wanted(compareKind) ? comparisons(subject.analysis, spanOf(range, subject.index)).map(({ site }) => toComparison(textDocument.uri, site.call.callee.start, client)) : [];
    return [...[...here, ...all].flatMap((action) => (action === undefined ? [] : [toCodeAction(action, session)])), ...compared];
  });

  connection.onExecuteCommand(async ({ command, arguments: [rule, callee] = [] }, token) => {
    if (command === serverWhatIfCommand && typeof rule === 'string' && typeof callee === 'number') {
      const message = await comparison({ uri: rule, callee }, token);
      if (message !== null) await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
      return;
    }
    if (command !== serverExplainCommand || typeof rule !== 'string') return;
    const page = pageOf(await session.ready, rule);
    if (page !== null) await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: page });
  });

  connection.onRequest(rulePageMethod, async ({ rule }: RulePageParams): Promise<RulePageResult> => pageOf(await session.ready, rule));
  connection.onRequest(whatIfMethod, (params: WhatIfParams, token): Promise<WhatIfResult> => comparison(params, token));
  connection.onRequest(rulesMethod, async (): Promise<RulesResult> => (await session.ready).catalog.rules.map(({ meta, docs }) => ({ id: meta.id, summary: docs.summary })));

  async function comparison({ uri, callee }: WhatIfParams, token: CancellationToken): Promise<WhatIfResult> {
    const subject = await lookAt(uri, token);
    const call = subject?.analysis.calls.find(({ site }) => site.call.callee.start === callee);
    if (subject === undefined || call === undefined) return null;
    const { prices } = subject.analysis.config;
    const today = subject.core.host.today();
    return whatIfPage(call, whatIf(call, { models: withUserPrices(subject.core.catalog.models, prices, today), prices, today }));
  }

  /** Waits for the core, lets a cancellation in, and analyses. Undefined for documents that are not ours. */
  async function lookAt(uri: string, token: CancellationToken): Promise<Subject | undefined> {
    const core = await session.ready;
    await breathe(token);
    const path = session.sheet(uri)?.path;
    const analysis = path === undefined ? undefined : session.analyze(core, path);
    // Positions are those of the text that was analysed.
    const sheet = session.sheet(uri);
    return analysis === undefined || sheet === undefined ? undefined : { core, path: sheet.path, analysis, sheet, index: sheet.index };
  }

  /** New files stand in the workspace folder of the file, where programs look for their configuration. */
  function newFiles({ core: { host }, path }: Subject): NewFiles {
    const folder = session.folderOf(path);
    return {
      place: folder === undefined ? path : relativeTo(folder, path),
      free: (name) => (client.createsFiles === 'no' || folder === undefined || host.exists(join(folder, name)) ? null : join(folder, name)),
    };
  }

  function hoverContext({ core, path: own, sheet }: Subject): HoverContext {
    const place = (at: Location): string => {
      const { uri, range } = session.place(at.path, at);
      const line = range.start.line + 1;
      // No editor follows a link to a line of a cell.
      if (at.path === own && sheet.kind === 'cell') return uri === sheet.uri ? `line ${line}` : `line ${line} of another cell`;
      const label = at.path === own ? `line ${line}` : `${at.path.slice(at.path.lastIndexOf('/') + 1)}:${line}`;
      return `[${label.replace(/[[\]\\`*_<>|]/g, '\\$&')}](${uri}#L${line})`;
    };
    return { pricesAsOf: core.catalog.pricesAsOf, today: core.host.today(), place };
  }
}

function pageOf({ catalog }: Core, id: string): string | null {
  return pageNamed(id, catalog.rules);
}

function spanOf({ start, end }: Range, index: LineIndex): Span {
  return { start: index.offset(start), end: index.offset(end) };
}

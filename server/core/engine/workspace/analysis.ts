/** One file from facts to findings: its calls are recognized, each is estimated, the rules judge all of them. */
import type { CallSite } from '../../model/callsite.ts';
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import { priceRange, termsFor } from '../../model/price-request.ts';
import type { AnalyzedCall, RuleContext } from '../../model/rule.ts';
import { lineStarts, positionAt } from '../../model/text.ts';
import type { Catalog, FileAnalysis, WorkspaceHost } from '../../model/workspace.ts';
import { check } from '../check.ts';
import { uncachedRequest } from '../cost/charged-writes.ts';
import { estimateCost, measurePrompt, type EstimateContext, type FromCallers } from '../cost/estimate.ts';
import { findUsage } from '../cost/measured.ts';
import { repriceSite, withUserPrices } from '../cost/user-prices.ts';
import { isBoundAnswer, recognizeTask } from '../prompt/task.ts';
import { annotationsAt, labelAt, readDirectives, volumeAt } from '../recognize/directives.ts';
import { isMocked } from '../recognize/mocked.ts';
import type { Recognizer } from '../recognize/recognize.ts';
import { costFactors } from '../recognize/repetition.ts';
import { runsOnce } from '../recognize/runs-once.ts';
import { isTestFile } from '../recognize/test-files.ts';
import type { WrapperMemory } from '../recognize/wrappers.ts';
import { createResolver } from '../resolve/resolve.ts';
import { retryLayers } from '../retries/retries.ts';
import type { SourceFile } from './files.ts';
import { inputsFromCallers } from './from-callers.ts';
import type { Mentions } from './mentions.ts';
import type { NotingReader, Notes } from './notes.ts';

/** By call, what is known of it already; the calls that are none of an SDK have an empty list. */
export type KeptCalls = ReadonlyMap<CallExpr, readonly AnalyzedCall[]>;

export interface Analyzing {
  readonly catalog: Catalog;
  readonly host: WorkspaceHost;
  readonly recognizer: Recognizer;
  readonly mentions: Mentions;
  /** What was learned of functions that ask a model. */
  readonly wrappers: WrapperMemory;
  readonly kept: KeptCalls;
  readonly reader: NotingReader;
  readonly notes: Notes;
  /** Counts the calls that are judged. */
  readonly counters: { calls: number };
}

export function analyzeFile(path: string, file: SourceFile, facts: FileFacts, { catalog, host, recognizer, mentions, wrappers, kept, reader, notes, counters }: Analyzing): FileAnalysis {
  const resolver = createResolver(reader);
  const { resolve } = resolver;
  const config = host.config(path);
  const today = host.today();
  const directives = readDirectives(facts, file.text);
  const usageAt = host.usage?.(path) ?? null;
  // A comment beside a call, and what was measured, hold for calls by their lines and by what other calls there are.
  if (usageAt !== null || directives.some(({ kind }) => kind === 'annotation')) notes.moves = 'not';
  const keptSites = new Map([...kept].map(([call, analyzed]) => [call, analyzed.map(({ site }) => site)]));
  const analyzedBefore = new Map([...kept.values()].flat().map((call) => [call.site, call]));
  const { sites: found, askers } = recognizer.recognize(path, facts, file.language.ecosystem, resolver, reader, wrappers, keptSites);
  if (found.length === 0 && directives.length === 0) return { path, calls: [], findings: [], suppressed: [], askers, config };
  const starts = directives.length === 0 ? [] : lineStarts(file.text);
  const models = withUserPrices(catalog.models, config.prices, today);
  const sites = found.map((site) => (analyzedBefore.has(site) ? site : repriceSite(site, models)));
  const labelled = sites.map((site) => ({ site, label: labelAt(directives, ...linesOf(site)) }));
  const factsAt = (other: string): FileFacts | undefined => reader.facts(other);

  function linesOf({ start, end }: CallSite): [first: number, last: number] {
    return [positionAt(starts, start).line, positionAt(starts, end).line];
  }

  function contextOf(site: CallSite, label: string | null, callers: FromCallers | null): EstimateContext {
    const annotations = annotationsAt(directives, ...linesOf(site));
    const { caching } = site.operation;
    return {
      config,
      models,
      today,
      pricesAsOf: catalog.pricesAsOf,
      markerElsewhere: caching.kind === 'explicit' ? reader.mentions(caching.marker.split('.').at(-1)!) : 'no',
      statedVolume: volumeAt(annotations),
      callers,
      statedOutput: annotations.find(({ outputTokens }) => outputTokens !== null)?.outputTokens ?? null,
      usage: usageAt === null ? null : findUsage(site, { label, others: labelled, at: usageAt, models }),
      countTokens: (text, family) => host.countTokens(text, family),
      schema: resolver.schema,
    };
  }

  function analyzeSite(site: CallSite, label: string | null, callers: FromCallers | null = null): AnalyzedCall {
    counters.calls++;
    const context = contextOf(site, label, callers);
    const measured = measurePrompt(site, context);
    const task = recognizeTask(site, measured.parts, { resolve, facts: factsAt });
    const retries = retryLayers(site, { libraries: catalog.retryLibraries, resolve, facts: factsAt, iteration: resolver.iteration });
    const analyzed: AnalyzedCall = {
      site,
      cost: estimateCost(site, measured, task, costFactors(site, retries, resolver), context),
      retries,
      task,
      answer: isBoundAnswer(site, { resolve, facts: factsAt }, resolver.schema) ? 'bounded' : 'open',
      once: runsOnce(site),
      through: null,
    };
    if (site.through === null) return analyzed;
    const { inner, always } = site.through;
    return {
      ...analyzed,
      through: { inner: { ...analyzed, site: repriceSite(inner, models) }, always: always === null ? null : { ...analyzeSite(repriceSite(always, models), null), once: analyzed.once } },
    };
  }

  const listed = labelled.flatMap(({ site, label }) => {
    const mocked = isMocked(site, { language: file.language, text: file.text, resolve, mentionsSdk: mentions.ofPackage });
    // A stand-in sends nothing: there is no call to be listed.
    return mocked === 'yes' ? [] : [[analyzedBefore.get(site) ?? analyzeSite(site, label), mocked] as const];
  });
  // Which calls are answered by a stand-in is told from all of the file.
  if (listed.length < labelled.length || listed.some(([, mocked]) => mocked !== 'no')) notes.moves = 'not';
  const byThemselves = listed.map(([call]) => call);
  const fromCallers = inputsFromCallers(byThemselves, facts, file);
  if (fromCallers.size > 0) notes.moves = 'not';
  const calls = byThemselves.map((call) => {
    const callers = fromCallers.get(call.site);
    return callers === undefined ? call : analyzeSite(call.site, labelled.find(({ site }) => site === call.site)!.label, callers);
  });
  const context: RuleContext = {
    file: isTestFile(path, reader.roots(path)) ? 'test' : 'source',
    today,
    models,
    calls,
    resolve,
    facts: factsAt,
    text: (other) => reader.text(other),
    tokens: (call, text) => host.countTokens(text, call.cost.card?.tokenizer ?? 'unknown'),
    typically: ({ site, cost: { input, output, terms } }, card) => (terms === null ? null : priceRange(...uncachedRequest(site, card, input, { low: output.low, high: output.low }), termsFor(card, terms))),
  };
  const sent = calls.filter((_, i) => listed[i]![1] === 'no');
  return { path, askers, calls, ...check(path, file.text, sent, catalog.rules, config, context, directives), config };
}

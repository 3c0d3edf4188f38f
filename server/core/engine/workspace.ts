/**
 * The only mutable object of the core: it remembers facts by text and analyses by what they read. An analysis stays valid while every file it read
 * shows the same interface, and every file it looked for and did not find is still missing; there is no graph of dependents to keep right.
 */
import type { CallSite } from '../model/callsite.ts';
import type { Cell } from '../model/container.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Finding, Fix, PrintedFix } from '../model/finding.ts';
import type { Language, SyntaxEdit } from '../model/language.ts';
import type { AnalyzedCall, RuleContext } from '../model/rule.ts';
import { positionAt, lineStarts } from '../model/text.ts';
import type { Catalog, FileAnalysis, TextFile, Workspace, WorkspaceHost } from '../model/workspace.ts';
import { check } from './check.ts';
import { readDirectives, type Annotation, type Directive } from './directives.ts';
import { findUsage } from './measured.ts';
import { isMocked } from './mocked.ts';
import { estimateCost, measurePrompt, type EstimateContext } from './estimate.ts';
import { endpointWords } from './endpoints.ts';
import type { ModuleLocation, Reader } from './reader.ts';
import { createKnownSdks } from './known-sdks.ts';
import { relocateFinding } from './relocate.ts';
import { createResolver } from './resolve.ts';
import { costFactors } from './repetition.ts';
import { retryLayers } from './retries.ts';
import { runsOnce } from './surroundings.ts';
import { recognizeTask } from './task.ts';
import { isTestFile } from './test-files.ts';
import { repriceSite, withUserPrices } from './user-prices.ts';
import { visibleKey } from './visible.ts';
import type { WrapperMemory } from './wrappers.ts';

interface SourceFile {
  readonly text: string;
  readonly language: Language;
  /** The path by which the language tells the dialect. */
  readonly dialect: string;
  readonly cells: readonly Cell[] | null;
  facts: FileFacts | undefined;
  /** Which analysis asked for them last. */
  used: number;
  /** The key of its interface; worked out when first asked. */
  interfaceKey: string | undefined;
  /** Whether its text mentions an SDK; looked up when first asked. */
  mentions?: boolean;
}

/** What an analysis rests on. */
interface Notes {
  /** Other files it read, as they were then: what they showed is only worked out when they have changed. Null: looked for and missing. */
  readonly read: Map<string, SourceFile | null>;
  /** Files whose text the program reads when it runs, those that were looked for and are missing included. */
  readonly texts: Map<string, TextFile>;
  /** Those of the files read of which all matters. */
  readonly whole: Set<string>;
  /** `nothing`: nobody will ask whether the analysis still holds, so no file is read for the notes alone. */
  readonly for: 'remembering' | 'nothing';
}

interface Remembered extends Omit<Notes, 'for'> {
  readonly analysis: FileAnalysis;
  /** The text the analysis is of. */
  readonly text: string;
  readonly epoch: number;
}

export function createWorkspace(catalog: Catalog, host: WorkspaceHost): Workspace {
  const files = new Map<string, SourceFile | null>();
  const texts = new Map<string, TextFile>();
  const existing = new Map<string, boolean>();
  const remembered = new Map<string, Remembered>();
  const textsOfFix = new WeakMap<Fix, (path: string) => string | undefined>();
  const knownSdks = createKnownSdks(catalog, host);
  const mention = new RegExp(
    [...new Set([...catalog.sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.javascript]), ...endpointWords(catalog.endpoints)])].sort((a, b) => b.length - a.length)
      // `a.b` is also imported as `from a import b`.
      .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/^(\w+)\\\.(\w+)$/, '$1(?:\\.|\\s+import\\s.*)$2')).join('|'),
  );
  const common = new Set(catalog.sdks.flatMap((sdk) => sdk.commonNames ?? []));
  /** A package's name as a word, in the path of what a test replaces. */
  const packageWord = new RegExp(`(?<![A-Za-z])(?:${[...new Set(catalog.sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.javascript]))].filter((name) => !common.has(name)).map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?![A-Za-z])`);
  const nothingHanded = (): WrapperMemory => ({ files: new Map(), calls: new WeakMap() });
  let handed = nothingHanded();
  const counters = { extractions: 0, analyses: 0 };
  let epoch = 0;
  /** Characters. */
  let readSinceTrim = 0;

  function languageOf(path: string): Language | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (name.endsWith('.d.ts') || name.endsWith('.d.mts') || name.endsWith('.d.cts')) return undefined;
    const extension = extensionOf(name);
    return isContainer(extension) ? fileAt(path)?.language : languageBy(extension);
  }

  function languageBy(extension: string): Language | undefined {
    return catalog.languages.find((language) => language.extensions.includes(extension));
  }

  /** Whether a name is one that code has, declarations included. */
  function isCode(path: string): boolean {
    const extension = extensionOf(path.toLowerCase());
    return isContainer(extension) || languageBy(extension) !== undefined;
  }

  function isContainer(extension: string): boolean {
    return catalog.containers.some((container) => container.extensions.includes(extension));
  }

  function fileAt(path: string): SourceFile | null {
    const known = files.get(path);
    if (known !== undefined) return known;
    const file = isContainer(extensionOf(path.toLowerCase())) ? openContainer(path) : openSource(path);
    files.set(path, file);
    readSinceTrim += file?.text.length ?? 0;
    return file;
  }

  function openSource(path: string): SourceFile | null {
    const language = languageOf(path);
    const text = language === undefined ? undefined : host.read(path);
    return language === undefined || text === undefined ? null : { text, language, dialect: path, cells: null, facts: undefined, used: 0, interfaceKey: undefined };
  }

  function openContainer(path: string): SourceFile | null {
    const contained = host.contained?.(path);
    const language = contained === undefined ? undefined : languageBy(contained.extension);
    if (contained === undefined || language === undefined) return null;
    return { text: contained.text, language, dialect: path + contained.extension, cells: contained.cells, facts: undefined, used: 0, interfaceKey: undefined };
  }

  function factsOf(path: string, file: SourceFile): FileFacts {
    file.used = counters.analyses;
    if (file.facts === undefined) {
      counters.extractions++;
      file.facts = file.language.extract(file.text, file.dialect);
    }
    return file.facts;
  }

  function keyOf(path: string, file: SourceFile): string {
    file.interfaceKey ??= visibleKey(factsOf(path, file));
    return file.interfaceKey;
  }

  function mentions(path: string, file: SourceFile | null): boolean {
    if (file === null) return false;
    if (host.mayCall !== undefined) return host.mayCall(path);
    return (file.mentions ??= mention.test(file.text));
  }

  function exists(path: string): boolean {
    let answer = existing.get(path);
    if (answer === undefined) existing.set(path, (answer = host.exists(path)));
    return answer;
  }

  function isValid(entry: Remembered): boolean {
    for (const [path, seen] of entry.read) {
      if (seen === null) {
        if (exists(path) && (fileAt(path) !== null || !isCode(path))) return false;
        continue;
      }
      const file = fileAt(path);
      if (file === null || (file.text !== seen.text && (entry.whole.has(path) || keyOf(path, file) !== keyOf(path, seen)))) return false;
    }
    for (const [path, seen] of entry.texts) {
      const now = textAt(path);
      if (now.kind !== seen.kind || (now.kind === 'text' && seen.kind === 'text' && now.text !== seen.text)) return false;
    }
    return true;
  }

  function textAt(path: string): TextFile {
    let file = texts.get(path);
    if (file === undefined) texts.set(path, (file = host.readText(path)));
    return file;
  }

  function analyze(path: string): FileAnalysis | undefined {
    const file = fileAt(path);
    if (file === null) return undefined;
    const entry = remembered.get(path);
    if (entry !== undefined && entry.epoch === epoch && entry.text === file.text && isValid(entry)) return moved(entry);
    const notes = newNotes('remembering');
    const analysis = compute(path, file, notes);
    remembered.set(path, { ...notes, analysis, text: file.text, epoch });
    return analysis;
  }

  function analyzeOnce(path: string): FileAnalysis | undefined {
    const file = fileAt(path);
    return file === null ? undefined : compute(path, file, newNotes('nothing'));
  }

  /** The remembered analysis, with places in files that were edited elsewhere moved along. */
  function moved(entry: Remembered): FileAnalysis {
    const versions = (path: string): { readonly before: string; readonly after: string } | undefined => {
      const seen = entry.read.get(path);
      const now = files.get(path);
      return seen === undefined || seen === null || now === undefined || now === null || now.text === seen.text ? undefined : { before: seen.text, after: now.text };
    };
    const touched = [...entry.read.keys()].some((path) => versions(path) !== undefined);
    if (!touched) return entry.analysis;
    const move = (finding: Finding): Finding => relocateFinding(finding, versions);
    return { ...entry.analysis, findings: entry.analysis.findings.map(move), suppressed: entry.analysis.suppressed.map(move) };
  }

  function compute(path: string, file: SourceFile, notes: Notes): FileAnalysis {
    counters.analyses++;
    const facts = factsOf(path, file);
    const reader = readerFor(path, notes);
    const resolver = createResolver(reader);
    const config = host.config(path);
    const today = host.today();
    const directives = readDirectives(facts, file.text);
    const found = knownSdks.at(path).recognizer.recognize(path, facts, file.language.ecosystem, resolver, reader, handed);
    if (found.length === 0 && directives.length === 0) return { path, calls: [], findings: [], suppressed: [], config };
    const starts = lineStarts(file.text);
    const models = withUserPrices(catalog.models, config.prices, today);
    const sites = found.map((site) => repriceSite(site, models));
    const resolve = resolver.resolve;
    const usageAt = host.usage?.(path) ?? null;
    const labelled = sites.map((site) => ({ site, label: labelAt(directives, positionAt(starts, site.start).line, positionAt(starts, site.end).line) }));
    const factsAt = (other: string): FileFacts | undefined => reader.facts(other);
    const analyzeSite = (site: CallSite, label: string | null): AnalyzedCall => {
      const annotations = annotationsAt(directives, positionAt(starts, site.start).line, positionAt(starts, site.end).line);
      const context: EstimateContext = {
        config,
        models,
        today,
        pricesAsOf: catalog.pricesAsOf,
        markerElsewhere: site.operation.caching.kind === 'explicit' ? host.mentions(site.operation.caching.marker.split('.').at(-1)!, path) : 'no',
        statedVolume: volumeAt(annotations),
        statedOutput: annotations.find(({ outputTokens }) => outputTokens !== null)?.outputTokens ?? null,
        usage: usageAt === null ? null : findUsage(site, { label, others: labelled, at: usageAt, models }),
        countTokens: (text, family) => host.countTokens(text, family),
        schema: resolver.schema,
      };
      const measured = measurePrompt(site, context);
      const task = recognizeTask(site, measured.parts, { resolve, facts: factsAt });
      const retries = retryLayers(site, { libraries: catalog.retryLibraries, resolve, facts: factsAt });
      const analyzed: AnalyzedCall = {
        site,
        cost: estimateCost(site, measured, task, costFactors(site, retries, { resolve }), context),
        retries,
        task,
        once: runsOnce(site),
        through: null,
      };
      if (site.through === null) return analyzed;
      const { inner, always } = site.through;
      return {
        ...analyzed,
        through: { inner: { ...analyzed, site: repriceSite(inner, models) }, always: always === null ? null : { ...analyzeSite(repriceSite(always, models), null), once: analyzed.once } },
      };
    };
    const listed = labelled.flatMap(({ site, label }) => {
      const mocked = isMocked(site, { language: file.language, text: file.text, resolve, mentionsSdk: (told) => packageWord.test(told) });
      // A stand-in sends nothing: there is no call to be listed.
      return mocked === 'yes' ? [] : [[analyzeSite(site, label), mocked] as const];
    });
    const calls = listed.map(([call]) => call);
    const context: RuleContext = {
      file: isTestFile(path, reader.roots(path)) ? 'test' : 'source',
      today,
      models,
      calls,
      resolve,
      facts: factsAt,
      text: (other) => reader.text(other),
      tokens: (call, text) => host.countTokens(text, call.cost.card?.tokenizer ?? 'unknown'),
    };
    const sent = listed.filter(([, mocked]) => mocked === 'no').map(([call]) => call);
    const checked = check(path, file.text, sent, catalog.rules, config, context, directives);
    const texts = (other: string): string | undefined => (other === path ? file.text : (notes.read.get(other)?.text ?? undefined));
    for (const finding of [...checked.findings, ...checked.suppressed]) for (const fix of finding.fixes) textsOfFix.set(fix, texts);
    return { path, calls, findings: checked.findings.map(onlyInCode), suppressed: checked.suppressed.map(onlyInCode), config };
  }

  /** Data files are read and never mended. */
  function onlyInCode(finding: Finding): Finding {
    const fixes = finding.fixes.filter((fix) => fix.edits.every((edit) => languageOf(edit.path) !== undefined));
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  }

  function readerFor(path: string, { read, texts: readTexts, whole, for: purpose }: Notes): Reader {
    const located = new Map<string, ModuleLocation>();
    const note = (other: string): SourceFile | null => {
      const file = fileAt(other);
      // What a data file says is noted where it is read.
      if (other !== path && !read.has(other) && (file !== null || isCode(other))) read.set(other, file);
      return file;
    };
    return {
      facts(other) {
        const file = note(other);
        return file === null ? undefined : factsOf(other, file);
      },
      text: (other) => note(other)?.text ?? '',
      rely(other) {
        if (purpose === 'remembering') note(other);
      },
      readWhole: (other) => void whole.add(other),
      mentionsSdk: (other) => (purpose === 'nothing' && host.mayCall !== undefined ? host.mayCall(other) : mentions(other, note(other))),
      readText(other) {
        const file = textAt(other);
        readTexts.set(other, file);
        return file;
      },
      roots: (other) => host.layout(other).sourceRoots,
      languageOf,
      locate(fromPath, module) {
        const key = `${fromPath}\0${module}`;
        let location = located.get(key);
        if (location === undefined) located.set(key, (location = locate(fromPath, module, read, path)));
        return location;
      },
      claimed(fromPath, module) {
        const language = languageOf(fromPath);
        return language === undefined ? null : knownSdks.at(fromPath).recognizer.packageOf(language.ecosystem, module);
      },
    };
  }

  function locate(fromPath: string, module: string, read: Map<string, unknown>, home: string): ModuleLocation {
    const language = languageOf(fromPath);
    if (language === undefined) return { kind: 'package', name: module, claimed: 'no' };
    const { recognizer, moduleAt } = knownSdks.at(fromPath);
    const claimed = recognizer.packageOf(language.ecosystem, module);
    if (claimed !== null && !recognizer.isCommonName(claimed)) return { kind: 'package', name: claimed, claimed: 'yes' };
    for (const candidate of language.moduleCandidates(module, fromPath, host.layout(fromPath))) {
      const own = candidate === fromPath ? null : moduleAt(candidate);
      if (own !== null) return { kind: 'package', name: own, claimed: 'yes' };
      if (exists(candidate)) {
        const { project } = host.layout(candidate);
        if (claimed !== null && project !== null && recognizer.makes(project, language.ecosystem, claimed)) break;
        if (languageOf(candidate) !== undefined) return { kind: 'file', path: candidate };
        if (!isCode(candidate)) return { kind: 'data', path: candidate, as: module.includes('?') ? 'text' : 'data' };
      }
      if (candidate !== home && !read.has(candidate)) read.set(candidate, null);
    }
    return claimed === null ? { kind: 'package', name: module, claimed: 'no' } : { kind: 'package', name: claimed, claimed: 'yes' };
  }

  return {
    analyze,
    analyzeOnce,
    changed(path) {
      const before = files.get(path);
      existing.delete(path);
      texts.delete(path);
      handed = nothingHanded();
      if (before === undefined) return;
      files.delete(path);
      const after = fileAt(path);
      // The same text again (a save, a touch) keeps its facts.
      if (before !== null && after !== null && before.text === after.text) files.set(path, before);
    },
    reset() {
      epoch++;
      knownSdks.reset();
      existing.clear();
      texts.clear();
    },
    trim(characters) {
      if (readSinceTrim <= characters / 2) return;
      readSinceTrim = 0;
      let size = 0;
      for (const [path, file] of [...files].sort(([, a], [, b]) => (b?.used ?? 0) - (a?.used ?? 0))) {
        if (file === null || (size += file.text.length) <= characters / 2) continue;
        files.delete(path);
        file.facts = undefined;
        if (remembered.get(path)?.analysis.calls.length === 0) remembered.delete(path);
      }
    },
    dependents(path) {
      return [...remembered].filter(([other, entry]) => other !== path && (entry.read.has(path) || entry.texts.has(path))).map(([other]) => other);
    },
    printFix(fix) {
      return printFix(fix, textsOfFix.get(fix));
    },
    facts(path) {
      const file = fileAt(path);
      return file === null ? undefined : factsOf(path, file);
    },
    text(path) {
      const known = fileAt(path)?.text;
      if (known !== undefined) return known;
      const file = textAt(path);
      return file.kind === 'text' ? file.text : '';
    },
    cells: (path) => fileAt(path)?.cells ?? null,
    languageOf,
    mentionsSdk: (text) => mention.test(text),
    counters,
  };

  function printFix(fix: Fix, texts: ((path: string) => string | undefined) | undefined): PrintedFix | undefined {
    const byPath = new Map<string, SyntaxEdit[]>();
    for (const { path, edit } of fix.edits) {
      const edits = byPath.get(path);
      if (edits === undefined) byPath.set(path, [edit]);
      else edits.push(edit);
    }
    const printed: { readonly path: string; readonly edits: PrintedFix['files'][number]['edits'] }[] = [];
    for (const [path, edits] of byPath) {
      const file = fileAt(path);
      if (file === null || texts?.(path) !== file.text) return undefined;
      printed.push({ path, edits: file.language.print(file.text, edits) });
    }
    return { title: fix.title, safety: fix.safety, files: printed };
  }
}

function newNotes(purpose: Notes['for']): Notes {
  return { read: new Map(), texts: new Map(), whole: new Set(), for: purpose };
}

/** With the dot; empty without one. */
function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot);
}

/** What comments say of the lines of a call. */
function annotationsAt(directives: readonly Directive[], first: number, last: number): readonly Annotation[] {
  return directives.filter((directive): directive is Annotation => directive.kind === 'annotation' && directive.line >= first && directive.line <= last);
}

function volumeAt(annotations: readonly Annotation[]): EstimateContext['statedVolume'] {
  const stated = annotations.find(({ callsPerDay }) => callsPerDay !== null);
  return stated === undefined ? null : { callsPerDay: stated.callsPerDay!, from: 'the comment beside the call' };
}

/** The label that a comment beside the call gives it, or null. */
function labelAt(directives: readonly Directive[], first: number, last: number): string | null {
  return directives.find((directive): directive is Annotation => directive.kind === 'annotation' && directive.label !== null && directive.line >= first && directive.line <= last)?.label ?? null;
}

/**
 * The only mutable object of the core: it remembers facts by text and analyses by what they read. An analysis stays valid while every file it read
 * shows the same interface, and every file it looked for and did not find is still missing; there is no graph of dependents to keep right.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { Cell } from '../../model/container.ts';
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import type { Finding, Fix, PrintedFix } from '../../model/finding.ts';
import type { Language, SyntaxEdit } from '../../model/language.ts';
import { priceRange, termsFor } from '../../model/price-request.ts';
import type { AnalyzedCall, RuleContext } from '../../model/rule.ts';
import { positionAt, lineStarts } from '../../model/text.ts';
import type { Answer, Basis, Catalog, FileAnalysis, Question, TextFile, Told, Workspace, WorkspaceHost } from '../../model/workspace.ts';
import { check } from '../check.ts';
import { uncachedRequest } from '../cost/charged-writes.ts';
import { estimateCost, measurePrompt, type EstimateContext } from '../cost/estimate.ts';
import { findUsage } from '../cost/measured.ts';
import { repriceSite, withUserPrices } from '../cost/user-prices.ts';
import { isBoundAnswer, recognizeTask } from '../prompt/task.ts';
import { annotationsAt, labelAt, readDirectives, volumeAt } from '../recognize/directives.ts';
import { endpointWords } from '../recognize/endpoints.ts';
import { createKnownSdks } from '../recognize/known-sdks.ts';
import { isMocked } from '../recognize/mocked.ts';
import { costFactors } from '../recognize/repetition.ts';
import { runsOnce } from '../recognize/surroundings.ts';
import { isTestFile } from '../recognize/test-files.ts';
import type { WrapperMemory } from '../recognize/wrappers.ts';
import type { ModuleLocation, Reader } from '../resolve/reader.ts';
import { createResolver } from '../resolve/resolve.ts';
import { retryLayers } from '../retries/retries.ts';
import { reconcile, shifted, type Edit } from './reconcile.ts';
import { relocateCall, relocateFinding, type Moved } from './relocate.ts';
import { dependentSections, sectionsOf } from './sections.ts';
import { visibleKey } from './visible.ts';

interface SourceFile {
  readonly text: string;
  readonly language: Language;
  /** The path by which the language tells the dialect. */
  readonly dialect: string;
  readonly cells: readonly Cell[] | null;
  facts: FileFacts | undefined;
  /** How the facts came from those of the version before, until they were analysed. */
  edit: Edit | null;
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
  /** What the workspace was asked as a whole, by the question's words. */
  readonly asked: Map<string, Told>;
  /** `along`: an edit inside one function may leave the rest of it standing. */
  moves: 'along' | 'not';
  /** Files that are only named, so that none is read for the notes alone. */
  readonly named: Set<string>;
  /** `once`: what files said is not held, since nobody will ask this workspace whether the analysis still holds. */
  readonly for: 'remembering' | 'once';
}

interface Remembered extends Omit<Notes, 'for' | 'named'> {
  readonly analysis: FileAnalysis;
  /** The version of the file that the analysis is of. */
  readonly file: SourceFile;
  /** The facts it rests on. */
  readonly facts: FileFacts;
  readonly epoch: number;
  /** False once its facts have moved to another version of the file. */
  stands: boolean;
}

/** By call, what is known of it already; the calls that are none of an SDK have an empty list. */
type KeptCalls = ReadonlyMap<CallExpr, readonly AnalyzedCall[]>;

const nothingKept: KeptCalls = new Map();

export function createWorkspace(catalog: Catalog, host: WorkspaceHost): Workspace {
  const files = new Map<string, SourceFile | null>();
  const texts = new Map<string, TextFile>();
  const existing = new Map<string, boolean>();
  /** What a file's name says of its language: asked at every call that is followed into it. */
  const byName = new Map<string, Language | 'of its content' | null>();
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
  const counters = { extractions: 0, analyses: 0, calls: 0 };
  let epoch = 0;
  /** Characters. */
  let readSinceTrim = 0;

  function languageOf(path: string): Language | undefined {
    let language = byName.get(path);
    if (language === undefined) byName.set(path, (language = languageNamed(path.slice(path.lastIndexOf('/') + 1).toLowerCase())));
    return language === 'of its content' ? fileAt(path)?.language : (language ?? undefined);
  }

  function languageNamed(name: string): Language | 'of its content' | null {
    if (name.endsWith('.d.ts') || name.endsWith('.d.mts') || name.endsWith('.d.cts')) return null;
    const extension = extensionOf(name);
    return isContainer(extension) ? 'of its content' : (languageBy(extension) ?? null);
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
    return language === undefined || text === undefined ? null : { text, language, dialect: path, cells: null, facts: undefined, edit: null, used: 0, interfaceKey: undefined };
  }

  function openContainer(path: string): SourceFile | null {
    const contained = host.contained?.(path);
    const language = contained === undefined ? undefined : languageBy(contained.extension);
    if (contained === undefined || language === undefined) return null;
    return { text: contained.text, language, dialect: path + contained.extension, cells: contained.cells, facts: undefined, edit: null, used: 0, interfaceKey: undefined };
  }

  function factsOf(path: string, file: SourceFile): FileFacts {
    file.used = counters.analyses;
    if (file.facts === undefined) {
      counters.extractions++;
      if (!carryOver(path, file)) file.facts = file.language.extract(file.text, file.dialect);
    }
    return file.facts!;
  }

  /** Keeps what an edit left alone of the facts that were analysed last, so that only what it changed is extracted; false where the whole text must be. */
  function carryOver(path: string, file: SourceFile): boolean {
    const entry = remembered.get(path);
    const before = entry?.file;
    if (entry === undefined || before === undefined || before === file || before.facts === undefined || before.facts !== entry.facts || entry.moves === 'not' || files.get(path) !== file || before.dialect !== file.dialect) return false;
    // What others saw of it is asked for later, when its facts are no more.
    for (const other of remembered.values()) if (other.read.get(path) === before) keyOf(path, before);
    const edit = reconcile(before.facts, before.text, file.text, (text) => file.language.extract(text, file.dialect, 'statements'));
    if (edit === 'elsewhere') return false;
    before.facts = undefined;
    entry.stands = false;
    if (edit === 'different') return false;
    file.facts = edit.after;
    file.edit = edit;
    return true;
  }

  function keyOf(path: string, file: SourceFile): string {
    file.interfaceKey ??= visibleKey(factsOf(path, file));
    return file.interfaceKey;
  }

  function mentions(file: SourceFile | null): boolean {
    return file !== null && (file.mentions ??= mention.test(file.text));
  }

  function exists(path: string): boolean {
    let answer = existing.get(path);
    if (answer === undefined) existing.set(path, (answer = host.exists(path)));
    return answer;
  }

  function isValid(entry: Remembered): boolean {
    for (const [question, answer] of entry.asked.values()) if (!isSameAnswer(answerOf(host, question, entry.analysis.path), answer)) return false;
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
      if (now.kind !== seen.kind || (now.kind === 'text' && seen.kind === 'text' && now.text !== seen.text) || (now.kind === 'media' && JSON.stringify(now) !== JSON.stringify(seen))) return false;
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
    if (entry !== undefined && entry.stands && entry.epoch === epoch && entry.file.text === file.text && isValid(entry)) return moved(entry);
    const notes = newNotes('remembering');
    const facts = factsOf(path, file);
    const kept = entry === undefined ? nothingKept : keptOf(path, file, facts, entry, notes);
    file.edit = null;
    const analysis = compute(path, file, facts, notes, kept);
    remembered.set(path, { ...notes, analysis, file, facts, epoch, stands: true });
    return analysis;
  }

  function analyzeOnce(path: string): { readonly analysis: FileAnalysis; readonly basis: Basis } | undefined {
    const file = fileAt(path);
    if (file === null) return undefined;
    const notes = newNotes('once');
    const analysis = compute(path, file, factsOf(path, file), notes, nothingKept);
    const { read, texts: readAsText, named, asked } = notes;
    return { analysis, basis: { files: [...new Set([...[...read.keys()].filter((other) => read.get(other) !== null), ...readAsText.keys(), ...named])], asked: [...asked.values()] } };
  }

  /** The calls of the analysis before that an edit left alone, with what they rest on. */
  function keptOf(path: string, file: SourceFile, facts: FileFacts, entry: Remembered, notes: Notes): KeptCalls {
    const { edit } = file;
    if (edit === null || edit.before !== entry.facts || entry.epoch !== epoch || entry.analysis.config !== host.config(path) || !isUntouched(entry)) return nothingKept;
    const [was, is] = edit.exposed;
    const { recognizer } = knownSdks.at(path);
    if (was.imports.join() !== is.imports.join() || [...was.called, ...is.called].some((name) => recognizer.makesSettings(name))) return nothingKept;
    const dependent = dependentSections(facts, file.text, edit.is, edit.exposed);
    if (dependent === null) return nothingKept;
    const sections = sectionsOf(facts);
    const analyzed = new Map<CallExpr, AnalyzedCall[]>();
    for (const call of facts.calls) {
      const section = sections.around(call);
      if (section === null || !dependent.has(section)) analyzed.set(call, []);
    }
    const place: Moved = { path, facts, offset: (before) => shifted(before, edit.shift) };
    for (const call of entry.analysis.calls) analyzed.get(call.site.call)?.push(relocateCall(call, place));
    for (const [other, seen] of entry.read) notes.read.set(other, seen);
    for (const [other, seen] of entry.texts) notes.texts.set(other, seen);
    for (const other of entry.whole) notes.whole.add(other);
    for (const [question, told] of entry.asked) notes.asked.set(question, told);
    return analyzed;
  }

  /** Whether everything else that an analysis read is as it was, to the letter. */
  function isUntouched(entry: Remembered): boolean {
    return isValid(entry) && [...entry.read].every(([path, seen]) => seen === null || fileAt(path)?.text === seen.text);
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

  function compute(path: string, file: SourceFile, facts: FileFacts, notes: Notes, kept: KeptCalls): FileAnalysis {
    counters.analyses++;
    const reader = readerFor(path, notes);
    const resolver = createResolver(reader);
    const config = host.config(path);
    const today = host.today();
    const directives = readDirectives(facts, file.text);
    const usageAt = host.usage?.(path) ?? null;
    // A comment beside a call, and what was measured, hold for calls by their lines and by what other calls there are.
    if (usageAt !== null || directives.some(({ kind }) => kind === 'annotation')) notes.moves = 'not';
    const known = new Map([...kept].map(([call, analyzed]) => [call, analyzed.map(({ site }) => site)]));
    const analyzedBefore = new Map([...kept.values()].flat().map((call) => [call.site, call]));
    const found = knownSdks.at(path).recognizer.recognize(path, facts, file.language.ecosystem, resolver, reader, handed, known);
    if (found.length === 0 && directives.length === 0) return { path, calls: [], findings: [], suppressed: [], config };
    const starts = directives.length === 0 ? [] : lineStarts(file.text);
    const models = withUserPrices(catalog.models, config.prices, today);
    const sites = found.map((site) => (analyzedBefore.has(site) ? site : repriceSite(site, models)));
    const resolve = resolver.resolve;
    const labelled = sites.map((site) => ({ site, label: labelAt(directives, positionAt(starts, site.start).line, positionAt(starts, site.end).line) }));
    const factsAt = (other: string): FileFacts | undefined => reader.facts(other);
    const analyzeSite = (site: CallSite, label: string | null): AnalyzedCall => {
      counters.calls++;
      const annotations = annotationsAt(directives, positionAt(starts, site.start).line, positionAt(starts, site.end).line);
      const context: EstimateContext = {
        config,
        models,
        today,
        pricesAsOf: catalog.pricesAsOf,
        markerElsewhere: site.operation.caching.kind === 'explicit' ? reader.mentions(site.operation.caching.marker.split('.').at(-1)!) : 'no',
        statedVolume: volumeAt(annotations),
        statedOutput: annotations.find(({ outputTokens }) => outputTokens !== null)?.outputTokens ?? null,
        usage: usageAt === null ? null : findUsage(site, { label, others: labelled, at: usageAt, models }),
        countTokens: (text, family) => host.countTokens(text, family),
        schema: resolver.schema,
      };
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
    };
    const listed = labelled.flatMap(({ site, label }) => {
      const mocked = isMocked(site, { language: file.language, text: file.text, resolve, mentionsSdk: (told) => packageWord.test(told) });
      // A stand-in sends nothing: there is no call to be listed.
      return mocked === 'yes' ? [] : [[analyzedBefore.get(site) ?? analyzeSite(site, label), mocked] as const];
    });
    // Which calls are answered by a stand-in is told from all of the file.
    if (listed.length < labelled.length || listed.some(([, mocked]) => mocked !== 'no')) notes.moves = 'not';
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
      typically: ({ site, cost: { input, output, terms } }, card) => (terms === null ? null : priceRange(...uncachedRequest(site, card, input, { low: output.low, high: output.low }), termsFor(card, terms))),
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

  function readerFor(path: string, notes: Notes): Reader & { mentions(word: string): 'yes' | 'no' } {
    const { read } = notes;
    const located = new Map<string, ModuleLocation>();
    const ask = (question: Question): Answer => {
      const answer = answerOf(host, question, path);
      notes.asked.set(question.join('\0'), [question, answer]);
      return answer;
    };
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
        if (notes.for === 'remembering') note(other);
        else if (other !== path) notes.named.add(other);
      },
      readWhole: (other) => void notes.whole.add(other),
      copied(part) {
        notes.moves = 'not';
        return part;
      },
      readAllCalls() {
        notes.moves = 'not';
      },
      mentions: (word) => ask(['mentions', word]) as 'yes' | 'no',
      // A shell that asks for each file once knows beforehand of all files whether they may call.
      mentionsSdk: (other) => (notes.for === 'once' ? host.mayCall?.(other) : (ask(['mayCall', other]) as boolean | null)) ?? mentions(note(other)),
      mayCallBy: (other, verb) => host.mayCallBy?.(other, verb) !== false,
      callersOf: (other, name) => ask(['callersOf', other, name]) as readonly string[],
      importersOf: (other) => ask(['importersOf', other]) as readonly string[],
      readText(other) {
        const file = textAt(other);
        notes.texts.set(other, file);
        return file;
      },
      roots: (other) => host.layout(other).sourceRoots,
      languageOf,
      locate(fromPath, module) {
        const key = `${fromPath}\0${module}`;
        let location = located.get(key);
        if (location === undefined) {
          located.set(key, (location = locate(fromPath, module, read, path)));
          // What another file says of this one is not told from this one's text.
          if (fromPath !== path && location.kind === 'file' && location.path === path) notes.moves = 'not';
        }
        return location;
      },
      ownFile(fromPath, module, name) {
        const language = languageOf(fromPath);
        if (language === undefined) return null;
        const { recognizer } = knownSdks.at(fromPath);
        const claimed = recognizer.packageOf(language.ecosystem, module);
        if (claimed === null || claimed === module || recognizer.knows(language.ecosystem, claimed, name)) return null;
        // Only from within the package's own folder: its source importing itself.
        const folder = `/${/^\w+/.exec(module)?.[0] ?? ''}/`;
        const isBeside = (candidate: string): boolean => fromPath.startsWith(candidate.slice(0, candidate.indexOf(folder) + folder.length));
        if (!fromPath.includes(folder)) return null;
        const candidates = language.moduleCandidates(module, fromPath, host.layout(fromPath)).filter((candidate) => candidate !== fromPath && isBeside(candidate));
        const found = candidates.find(exists) ?? null;
        for (const candidate of candidates) if (found === null && candidate !== path && !read.has(candidate)) read.set(candidate, null);
        return found;
      },
      claimed(fromPath, module) {
        const language = languageOf(fromPath);
        return language === undefined ? null : knownSdks.at(fromPath).recognizer.packageOf(language.ecosystem, module);
      },
      classDecorator(fromPath, name, decorator) {
        const language = languageOf(fromPath);
        return language === undefined ? null : knownSdks.at(fromPath).recognizer.classDecorator(language.ecosystem, name, decorator);
      },
      isAnything(fromPath, name, type) {
        const language = languageOf(fromPath);
        return language !== undefined && knownSdks.at(fromPath).recognizer.isAnything(language.ecosystem, name, type);
      },
    };
  }

  function locate(fromPath: string, module: string, read: Map<string, unknown>, home: string): ModuleLocation {
    const language = languageOf(fromPath);
    if (language === undefined) return { kind: 'package', name: module, claimed: 'no' };
    const { recognizer, moduleAt } = knownSdks.at(fromPath);
    const claimed = recognizer.packageOf(language.ecosystem, module);
    const isCommon = claimed !== null && recognizer.isCommonName(claimed);
    if (claimed !== null && !isCommon && !isOfMakers(fromPath, claimed)) return { kind: 'package', name: claimed, claimed: 'yes' };
    for (const candidate of language.moduleCandidates(module, fromPath, host.layout(fromPath))) {
      const own = candidate === fromPath ? null : moduleAt(candidate);
      if (own !== null) return { kind: 'package', name: own, claimed: 'yes' };
      if (exists(candidate)) {
        const { project } = host.layout(candidate);
        if (claimed !== null && isCommon && project !== null && recognizer.makes(project, language.ecosystem, claimed) && !(recognizer.keepsOwnCode(language.ecosystem, claimed) && isOfMakers(fromPath, claimed))) break;
        if (languageOf(candidate) !== undefined) return { kind: 'file', path: candidate };
        if (!isCode(candidate)) return { kind: 'data', path: candidate, as: module.includes('?') ? 'text' : 'data' };
      }
      if (candidate !== home && !read.has(candidate)) read.set(candidate, null);
    }
    return claimed === null ? { kind: 'package', name: module, claimed: 'no' } : { kind: 'package', name: claimed, claimed: 'yes' };
  }

  /** Whether a file is an SDK's own code or a test of it: its names mean the files there, not the package that others install. The examples of the same project use it as everybody does. */
  function isOfMakers(path: string, claimed: string): boolean {
    const { project, sourceRoots } = host.layout(path);
    const language = languageOf(path);
    if (project === null || language === undefined || !knownSdks.at(path).recognizer.makes(project, language.ecosystem, claimed)) return false;
    return isTestFile(path, sourceRoots) || sourceRoots.some((root) => path.startsWith(`${root}/${claimed.replaceAll('.', '/')}/`));
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
      handed = nothingHanded();
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

const NO_FILES: readonly string[] = [];

/** @param path the file for which it is asked */
export function answerOf(host: WorkspaceHost, question: Question, path: string): Answer {
  switch (question[0]) {
    case 'mentions':
      return host.mentions(question[1], path);
    case 'mayCall':
      return host.mayCall?.(question[1]) ?? null;
    case 'callersOf':
      return host.callersOf?.(question[1], question[2]) ?? NO_FILES;
    case 'importersOf':
      return host.importersOf?.(question[1]) ?? NO_FILES;
  }
}

function isSameAnswer(a: Answer, b: Answer): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((path, i) => path === b[i]));
}

function newNotes(purpose: Notes['for']): Notes {
  return { read: new Map(), texts: new Map(), whole: new Set(), asked: new Map(), moves: 'along', named: new Set(), for: purpose };
}

/** With the dot; empty without one. */
function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot);
}

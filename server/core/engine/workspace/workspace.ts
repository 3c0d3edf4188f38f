/**
 * The only mutable object of the core: it remembers facts by text and analyses by what they read. An analysis stays valid while every file it read
 * shows the same interface, and every file it looked for and did not find is still missing; there is no graph of dependents to keep right.
 */
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { AnalyzedCall } from '../../model/rule.ts';
import type { Basis, Catalog, FileAnalysis, Workspace, WorkspaceHost } from '../../model/workspace.ts';
import { createKnownSdks } from '../recognize/known-sdks.ts';
import type { WrapperMemory } from '../recognize/wrappers.ts';
import { analyzeFile, type KeptCalls } from './analysis.ts';
import { createFiles, type SourceFile } from './files.ts';
import { createFixes } from './fixes.ts';
import { createMentions } from './mentions.ts';
import { createModules } from './modules.ts';
import { answerOf, isSameAnswer, newNotes, readerFor, takeOver, type Notes, type Sources } from './notes.ts';
import { reconcile, shifted } from './reconcile.ts';
import { rejoin } from './rejoin.ts';
import { holdsNumbers, relocateCall, relocateFinding, type Moved } from './relocate.ts';
import { dependentParts } from './sections.ts';
import { visibleKey } from './visible.ts';

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

const nothingKept: KeptCalls = new Map();

export function createWorkspace(catalog: Catalog, host: WorkspaceHost): Workspace {
  const files = createFiles(catalog, host);
  const knownSdks = createKnownSdks(catalog, host);
  const mentions = createMentions(catalog);
  const fixes = createFixes(files);
  const modules = createModules(files, knownSdks, host);
  const sources: Sources = { host, files, modules, knownSdks, factsOf, mentionsSdk, mentionsTransport: mentions.ofTransport };
  const remembered = new Map<string, Remembered>();
  const nothingHanded = (): WrapperMemory => ({ files: new Map(), calls: new WeakMap() });
  let handed = nothingHanded();
  const counters = { extractions: 0, analyses: 0, calls: 0 };
  let epoch = 0;

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
    if (entry === undefined || before === undefined || before === file || before.facts === undefined || before.facts !== entry.facts || entry.moves === 'not' || files.held(path) !== file || before.dialect !== file.dialect) return false;
    // What others saw of it is asked for later, when its facts are no more.
    for (const other of remembered.values()) if (other.read.get(path) === before) keyOf(path, before);
    let edit = reconcile(before.facts, before.text, file.text, (text) => file.language.extract(text, file.dialect, 'statements'));
    if (edit === 'elsewhere') {
      const fresh = file.language.extract(file.text, file.dialect);
      edit = rejoin(before.facts, fresh, before.text, file.text);
      if (edit === 'elsewhere') {
        file.facts = fresh;
        return true;
      }
    }
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

  function mentionsSdk(file: SourceFile | null): boolean {
    return file !== null && (file.mentions ??= mentions.ofSdk(file.text));
  }

  function isValid(entry: Remembered): boolean {
    for (const [question, answer] of entry.asked.values()) if (!isSameAnswer(answerOf(host, question, entry.analysis.path), answer)) return false;
    for (const [path, seen] of entry.read) {
      if (seen === null) {
        if (files.exists(path) && (files.at(path) !== null || !files.isCode(path))) return false;
        continue;
      }
      const file = files.at(path);
      if (file === null || (file.text !== seen.text && (entry.whole.has(path) || keyOf(path, file) !== keyOf(path, seen)))) return false;
    }
    for (const [path, seen] of entry.texts) {
      const now = files.textAt(path);
      if (now.kind !== seen.kind || (now.kind === 'text' && seen.kind === 'text' && now.text !== seen.text) || (now.kind === 'media' && JSON.stringify(now) !== JSON.stringify(seen))) return false;
    }
    return true;
  }

  function analyze(path: string): FileAnalysis | undefined {
    const file = files.at(path);
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
    const file = files.at(path);
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
    const isDependent = dependentParts(facts, file.text, edit.is, edit.exposed);
    if (isDependent === null) return nothingKept;
    const numbered = edit.numbers === 'kept' ? new Set<CallExpr>() : new Set(entry.analysis.calls.filter((call) => holdsNumbers(call, path)).map(({ site }) => site.call));
    const analyzed = new Map<CallExpr, AnalyzedCall[]>();
    for (const call of facts.calls) if (!isDependent(call) && !numbered.has(call)) analyzed.set(call, []);
    const place: Moved = { path, facts, offset: (before) => shifted(before, edit.shift) };
    for (const call of entry.analysis.calls) analyzed.get(call.site.call)?.push(relocateCall(call, place));
    takeOver(notes, entry);
    return analyzed;
  }

  /** Whether everything else that an analysis read is as it was, to the letter. */
  function isUntouched(entry: Remembered): boolean {
    return isValid(entry) && [...entry.read].every(([path, seen]) => seen === null || files.at(path)?.text === seen.text);
  }

  /** The remembered analysis, with places in files that were edited elsewhere moved along. */
  function moved(entry: Remembered): FileAnalysis {
    const versions = (path: string): { readonly before: string; readonly after: string } | undefined => {
      const seen = entry.read.get(path);
      const now = files.held(path);
      return seen === undefined || seen === null || now === undefined || now === null || now.text === seen.text ? undefined : { before: seen.text, after: now.text };
    };
    const touched = [...entry.read.keys()].some((path) => versions(path) !== undefined);
    if (!touched) return entry.analysis;
    const move = (finding: Finding): Finding => relocateFinding(finding, versions);
    return { ...entry.analysis, findings: entry.analysis.findings.map(move), suppressed: entry.analysis.suppressed.map(move) };
  }

  function compute(path: string, file: SourceFile, facts: FileFacts, notes: Notes, kept: KeptCalls): FileAnalysis {
    counters.analyses++;
    const { recognizer } = knownSdks.at(path);
    const analysis = analyzeFile(path, file, facts, { catalog, host, recognizer, mentions, wrappers: handed, kept, reader: readerFor(path, notes, sources), notes, counters });
    return fixes.of(analysis, (other) => (other === path ? file.text : (notes.read.get(other)?.text ?? undefined)));
  }

  return {
    analyze,
    analyzeOnce,
    changed(path) {
      files.changed(path);
      modules.reset();
      handed = nothingHanded();
    },
    reset() {
      epoch++;
      handed = nothingHanded();
      knownSdks.reset();
      files.reset();
      modules.reset();
    },
    trim(characters) {
      for (const path of files.trim(characters)) if (remembered.get(path)?.analysis.calls.length === 0) remembered.delete(path);
    },
    dependents(path) {
      return [...remembered].filter(([other, entry]) => other !== path && (entry.read.has(path) || entry.texts.has(path))).map(([other]) => other);
    },
    printFix: fixes.print,
    facts(path) {
      const file = files.at(path);
      return file === null ? undefined : factsOf(path, file);
    },
    text(path) {
      const known = files.at(path)?.text;
      if (known !== undefined) return known;
      const file = files.textAt(path);
      return file.kind === 'text' ? file.text : '';
    },
    cells: (path) => files.at(path)?.cells ?? null,
    languageOf: files.languageOf,
    mentionsSdk: mentions.ofSdk,
    counters,
  };
}

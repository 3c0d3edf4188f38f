/** The `promptcost` command: parse, run, report, exit code. It never throws. */
import { type Catalog, type Location, settableIds, type Severity, whatIf, withUserPrices } from '../core/index.ts';
import { pageNamed } from '../features/rule-page.ts';
import { catalog as builtIn } from '../catalog.ts';
import { didYouMean } from '../host/settings/suggestion.ts';
import { relativeTo } from '../host/paths.ts';
import { withStoredPrices } from '../host/settings/price-file.ts';
import { userCacheFolder } from '../host/user-cache.ts';
import { parseArguments, type ParsedArguments } from './arguments.ts';
import { callsReport } from './calls.ts';
import { type Colors, colorsFor } from './colors.ts';
import { ruleReport, rulesReport } from './explain.ts';
import { fixAll, type FixResult } from './fix.ts';
import { evaluationText } from './evaluate.ts';
import { clean } from './frame.ts';
import { COMMANDS, commandHelp, helpText } from './help.ts';
import { type Io, todayOf, UsageError } from './io.ts';
import { SCHEMA_VERSION, type JsonOutput } from './json.ts';
import { modelReport, modelsReport } from './models.ts';
import { withFolderPrices } from './folder-prices.ts';
import { endOf, placesOf } from './places.ts';
import { alike, briefFindings, prettyFindings, prettySummary, widthOf } from './pretty.ts';
import { pricesReport } from './prices.ts';
import { createProgress } from './progress.ts';
import { type FileReport, type ReportedFinding, reportOf } from './report.ts';
import { REPORTS, type Scan, scan, type Troubles, WHOLE } from './scan.ts';
import { type ComparedCall, noCallIn, readPlace, whatIfReport } from './what-if.ts';
import { columnsOf, countOf } from './words.ts';

/** 0: nothing to report. 1: findings. 2: the command line was not understood, or a file could not be analysed. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command line. `catalog` is the built-in one outside of tests. */
export async function main(argv: readonly string[], io: Io, catalog: Catalog = builtIn): Promise<ExitCode> {
  const colors = colorsFor(io.stderr, io.env);
  try {
    return await run(parseArguments(argv), io, withStoredPrices(catalog, userCacheFolder(io.env)), catalog);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`${colors.red('error')}: ${clean(error.message)}\n\`promptcost --help\` lists the commands.\n`);
    } else {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      io.stderr.write(`${colors.red('internal error')}: ${clean(detail)}\nThis is a mistake of promptcost. Please report it with the command you ran.\n`);
    }
    return 2;
  }
}

async function run({ command, positionals, options }: ParsedArguments, io: Io, catalog: Catalog, packaged: Catalog): Promise<ExitCode> {
  const colors = colorsFor(io.stdout, io.env);
  const print = (lines: readonly string[]): void => io.stdout.write(`${lines.join('\n')}\n`);
  if (options['version'] === true) {
    print([io.version]);
    return 0;
  }
  if (command === null || options['help'] === true) {
    const asked = options['help'] === true;
    const output = asked ? io.stdout : io.stderr;
    output.write(command === null ? helpText(columnsOf(output)) : commandHelp(COMMANDS[command]!, columnsOf(output)));
    return asked ? 0 : 2;
  }
  switch (command) {
    case 'check':
      return check(positionals, options, io, catalog, colors);
    case 'calls': {
      const progress = createProgress(io.stderr, io.now);
      if (options['format'] === 'json') {
        const result = await scan(positionals, catalog, io, progress, REPORTS, cacheFolder(options, io));
        printJson(io, result.results, visibleFindings(result.results, 'hint'));
        result.keep();
        return reportTroubles(result, io);
      }
      const result = await scan(positionals, catalog, io, progress, WHOLE);
      print(callsReport(result.results, { root: result.root, colors, texts: result.workspace, pricesAsOf: catalog.pricesAsOf, width: columnsOf(io.stdout) }));
      return reportTroubles(result, io);
    }
    case 'what-if': {
      const { path, line } = readPlace(positionals[0] ?? '.');
      const result = await scan([path], catalog, io, createProgress(io.stderr, io.now), WHOLE);
      const compared = comparedCalls(result, line, catalog, io);
      if (line !== null && compared.length === 0) throw new UsageError(noCallIn(path, line, comparedCalls(result, null, catalog, io)));
      if (options['format'] === 'json') io.stdout.write(`${JSON.stringify(compared.map(({ call, line: at, scenarios }) => ({ path: relativeTo(result.root, call.site.path), line: at, scenarios })), null, 2)}\n`);
      else print(whatIfReport(compared, result.root, colors));
      return reportTroubles(result, io);
    }
    case 'evaluate': {
      const { path, line } = readPlace(positionals[0] ?? '');
      if (line === null) throw new UsageError('evaluate needs the place of a call: PATH:LINE');
      const result = await scan([path], catalog, io, createProgress(io.stderr, io.now), WHOLE);
      const [first, ...others] = comparedCalls(result, line, catalog, io);
      if (first === undefined) throw new UsageError(noCallIn(path, line, comparedCalls(result, null, catalog, io)));
      io.stdout.write(evaluationText([first, ...others], { path, line, model: options['model'] as string | undefined }, catalog));
      return reportTroubles(result, io);
    }
    case 'explain': {
      const [id] = positionals;
      if (id === undefined) print(rulesReport(catalog.rules, columnsOf(io.stdout), colors));
      else {
        const page = pageNamed(id, catalog.rules);
        const ids = settableIds(catalog.rules);
        if (page === null) throw new UsageError(`there is no rule "${id}"${didYouMean(id, ids) || '.'} The rules are ${ids.join(', ')}.`);
        print(ruleReport(page, widthOf(io.stdout), colors));
      }
      return 0;
    }
    case 'models': {
      const [name] = positionals;
      const { modelCards, ...rest } = await withFolderPrices(catalog, io);
      const dates = { pricesAsOf: catalog.pricesAsOf, today: todayOf(io) };
      if (name === undefined) print(modelsReport(modelCards, dates, columnsOf(io.stdout), colors));
      else {
        const answer = modelReport(name, { ...rest, modelCards }, dates, columnsOf(io.stdout), colors);
        if (answer.kind === 'unknown') throw new UsageError(answer.message);
        print(answer.lines);
      }
      return 0;
    }
    case 'prices': {
      const { lines, code } = await pricesReport(positionals[0], catalog, packaged, io);
      if (code === 0) print(lines);
      else io.stderr.write(`${lines.map(clean).join('\n')}\n`);
      return code;
    }
    case 'usage': {
      // Loaded for this command alone, with the parser of CSV.
      const { usageCommand } = await import('./usage.ts');
      return usageCommand(positionals, options, { io, catalog, colors, print, report: (scanned) => reportTroubles(scanned, io) });
    }
    case 'lsp':
      await io.serve();
      return 0;
    default:
      throw new UsageError(`there is no command "${command}"`);
  }
}

/** The calls of a scan, or those that stand on a line, beside their alternatives. */
function comparedCalls({ results, workspace }: Scan, line: number | null, catalog: Catalog, io: Io): readonly ComparedCall[] {
  const today = todayOf(io);
  return results.flatMap(({ path, calls, config }) => {
    const place = placesOf(workspace, path);
    const context = { models: withUserPrices(catalog.models, config.prices, today), prices: config.prices, today };
    return calls.flatMap((call): readonly ComparedCall[] => {
      const [first, last] = [place(call.site.call.start).line, place(endOf(workspace, path, call.site.call)).line];
      return line === null || (line >= first && line <= last) ? [{ call, line: first, scenarios: whatIf(call, context) }] : [];
    });
  });
}

async function check(paths: readonly string[], options: ParsedArguments['options'], io: Io, catalog: Catalog, colors: Colors): Promise<ExitCode> {
  const progress = createProgress(io.stderr, io.now);
  const { result, reports, fixed } = options['fix'] === true ? fixing(await scan(paths, catalog, io, progress, WHOLE)) : reporting(await scan(paths, catalog, io, progress, REPORTS, cacheFolder(options, io)));
  const findings = visibleFindings(reports, (options['severity'] as Severity | undefined) ?? 'hint');
  if (options['format'] === 'json') printJson(io, reports, findings);
  else {
    const context = { root: result.root, colors, width: widthOf(io.stdout), measure: columnsOf(io.stdout), texts: result.workspace };
    // Hints are small change: unless they were asked for by name, they come last and in short.
    const isBrief = ([{ severity }]: readonly [ReportedFinding, ...ReportedFinding[]]): boolean => severity === 'hint' && options['severity'] !== 'hint';
    const groups = alike(findings);
    for (const group of groups) if (!isBrief(group)) io.stdout.write(`${prettyFindings(group, context)}\n`);
    for (const group of groups) if (isBrief(group)) io.stdout.write(`${briefFindings(group, context)}\n`);
    if (fixed !== undefined) io.stdout.write(fixedText(fixed, result.root, colors));
    const calls = reports.reduce((sum, report) => sum + report.calls.length, 0);
    const all = reports.reduce((sum, report) => sum + report.findings.length, 0);
    io.stdout.write(prettySummary({ findings, hidden: all - findings.length, files: result.files.length, calls, milliseconds: result.milliseconds }, colors));
  }
  for (const { path, message } of fixed?.refused ?? []) io.stderr.write(`${clean(relativeTo(result.root, path))}: not fixed: ${clean(message)}\n`);
  const troubles = reportTroubles(result, io);
  result.keep();
  return troubles === 2 ? 2 : findings.length > 0 ? 1 : 0;
}

interface Checked {
  readonly result: Pick<Scan<unknown>, 'root' | 'workspace' | 'files' | 'milliseconds' | 'keep'> & Troubles;
  readonly reports: readonly FileReport[];
  readonly fixed: FixResult | undefined;
}

function reporting(result: Scan<FileReport>): Checked {
  return { result, reports: result.results, fixed: undefined };
}

function fixing(result: Scan): Checked {
  const fixed = fixAll(result);
  return { result, reports: fixed.analyses.map((analysis) => reportOf(analysis, result.root, result.workspace)), fixed };
}

/** Where results are kept for the next command; null where they are not to be, or the system names no folder for it. */
function cacheFolder(options: ParsedArguments['options'], io: Io): string | null {
  return options['no-cache'] === true ? null : userCacheFolder(io.env);
}

function printJson(io: Io, reports: readonly FileReport[], findings: readonly ReportedFinding[]): void {
  const output: JsonOutput = { schemaVersion: SCHEMA_VERSION, calls: reports.flatMap(({ calls }) => calls), findings: findings.map(({ json }) => json) };
  io.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The findings at or above a severity, each once: two files may report the same place in a third. Where that file shows it too, it is shown there. */
function visibleFindings(reports: readonly FileReport[], least: Severity): readonly ReportedFinding[] {
  const visible = reports.flatMap(({ findings }) => findings).filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least));
  const placeOf = (rule: string, { path, start, end }: Location): string => `${rule}\0${path}\0${start}\0${end}`;
  const own = new Set(visible.flatMap(({ rule, at, elsewhere }) => (elsewhere === undefined ? [placeOf(rule, at)] : [])));
  const seen = new Set<string>();
  return visible.filter(({ rule, at, message, elsewhere }) => {
    const key = elsewhere === undefined ? `${placeOf(rule, at)}\0${message}` : placeOf(rule, elsewhere);
    if (seen.has(key) || (elsewhere !== undefined && own.has(key))) return false;
    seen.add(key);
    return true;
  });
}

function fixedText({ applied, written }: FixResult, root: string, colors: Colors): string {
  if (written.length === 0) return `${colors.dim('Nothing that could be mended safely.')}\n`;
  const lines = written.flatMap((path) => [`${colors.green('fixed')} ${clean(relativeTo(root, path))}`, ...(applied.get(path) ?? []).map((title) => `  ${clean(title)}`)]);
  const count = written.reduce((sum, path) => sum + (applied.get(path)?.length ?? 0), 0);
  return `${lines.join('\n')}\n${countOf(count, 'fix', 'fixes')} in ${countOf(written.length, 'file')}.\n`;
}

/** Tells what was left out and why, on standard error. Only an error of ours in a file decides the exit code: its findings are missing. */
function reportTroubles({ notes, problems, failures, root }: Troubles, io: Io): 0 | 2 {
  const colors = colorsFor(io.stderr, io.env);
  for (const { path, line, column, message } of problems) io.stderr.write(`${colors.yellow('settings')} ${clean(relativeTo(root, path))}:${line}:${column}: ${clean(message)}\n`);
  for (const { path, message } of notes) io.stderr.write(`${colors.dim('note')} ${clean(relativeTo(root, path))}: ${clean(message)}\n`);
  for (const { path, error } of failures) {
    io.stderr.write(`${colors.red('internal error')} ${clean(relativeTo(root, path))}: ${clean(error.stack ?? error.message)}\n`);
  }
  if (failures.length > 0) io.stderr.write(`${countOf(failures.length, 'file')} could not be analysed. This is a mistake of promptcost: please report it, with the file if you can.\n`);
  return failures.length > 0 ? 2 : 0;
}

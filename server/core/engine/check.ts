/** Runs the rules over a file's calls, applies severities and suppressions. */
import type { Config } from '../model/config.ts';
import type { Finding, Report } from '../model/finding.ts';
import type { AnalyzedCall, Rule, RuleContext } from '../model/rule.ts';
import { lineStarts, positionAt, type Location } from '../model/text.ts';
import type { Directive, Suppression } from './recognize/directives.ts';

/** Reported for comments that hold nothing back, and for comments that cannot be read. */
export const UNUSED_SUPPRESSION = 'unused-suppression';
export const MALFORMED_COMMENT = 'malformed-comment';

/** The ids that settings give a severity: of the rules, and of what is reported of comments. */
export function settableIds(rules: readonly Rule[]): readonly string[] {
  return [...rules.map(({ meta }) => meta.id), UNUSED_SUPPRESSION, MALFORMED_COMMENT];
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

/** Every rule over every call; findings in source order. */
export function check(path: string, text: string, calls: readonly AnalyzedCall[], rules: readonly Rule[], config: Config, context: RuleContext, directives: readonly Directive[]): Checked {
  const all: Finding[] = [];
  const said = new Set<string>();
  for (const rule of rules) {
    const setting = config.rules[rule.meta.id];
    if (setting === 'off' || (setting === undefined && rule.meta.onByDefault === 'no')) continue;
    for (const call of calls) {
      for (const report of reportsOf(rule, call, context)) {
        for (const at of report.says?.at ?? []) said.add(keyOf(report.says!.rule, at));
        all.push({
          rule: rule.meta.id,
          at: report.at,
          message: report.message,
          severity: setting ?? report.severity ?? rule.meta.severity,
          impact: report.impact ?? rule.meta.impact,
          related: report.related ?? [],
          ...(report.elsewhere === undefined ? {} : { elsewhere: report.elsewhere }),
          fixes: report.fixes ?? [],
          saving: report.saving ?? null,
          swap: report.swap ?? null,
          ...(report.says === undefined ? {} : { says: report.says }),
        });
      }
    }
  }
  const findings = withoutRepetition(all).filter(({ severity, rule, at, elsewhere }) => severity !== 'hint' || !said.has(keyOf(rule, elsewhere ?? at)));
  return suppress(path, text, findings, rules, config, directives);
}

/** What a rule reports of a call. Of a call through a function of the workspace, what holds for this caller and not for all: in the caller's file, or said there. */
function* reportsOf(rule: Rule, call: AnalyzedCall, context: RuleContext): Iterable<Report> {
  const { path, call: { callee } } = call.site;
  // A file shows what is found in it: what stands elsewhere (a model object that tries again) is linked.
  const shownHere = (report: Report, what: string): Report =>
    report.at.path === path ? report : { ...report, at: { path, start: callee.start, end: callee.end }, elsewhere: report.at, related: [{ at: report.at, message: what }, ...(report.related ?? [])] };
  if (call.through === null) {
    for (const report of rule.check(call, context)) yield shownHere(report, 'this is set up here');
    return;
  }
  if (rule.meta.callers === 'none') return;
  const { inner, always } = call.through;
  const placeOf = ({ at }: Report): string => `${at.path}\0${at.start}\0${at.end}`;
  const known = new Set(always === null ? [] : [...rule.check(always, context)].map(placeOf));
  for (const report of rule.check(inner, context)) {
    if (known.has(placeOf(report))) continue;
    // An edit of the function would change it for its other callers.
    const fixes = (report.fixes ?? []).filter((fix) => fix.edits.every((edit) => edit.path === path && inner.site.path !== path));
    yield { ...shownHere(report, 'what is sent there'), fixes };
  }
}

/** Two calls that rest on the same place (a shared loop, a shared client) report it once. */
function withoutRepetition(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, at }) => {
    const key = keyOf(rule, at);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function keyOf(rule: string, { path, start, end }: Location): string {
  return `${rule}\0${path}\0${start}\0${end}`;
}

function suppress(path: string, text: string, findings: readonly Finding[], rules: readonly Rule[], config: Config, directives: readonly Directive[]): Checked {
  const suppressions = directives.filter((directive): directive is Suppression => directive.kind === 'suppression');
  const starts = suppressions.length === 0 ? [] : lineStarts(text);
  const used = new Map<Suppression, Set<string>>();
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    if (suppressions.length === 0) {
      kept.push(finding);
      continue;
    }
    const first = positionAt(starts, finding.at.start).line;
    const last = positionAt(starts, finding.at.end).line;
    const by = suppressions.find((item) => (item.rules === null || item.rules.includes(finding.rule)) && (item.scope === 'file' || (item.line >= first && item.line <= last)));
    if (by === undefined) {
      kept.push(finding);
      continue;
    }
    suppressed.push(finding);
    const rulesUsed = used.get(by);
    if (rulesUsed === undefined) used.set(by, new Set([finding.rule]));
    else rulesUsed.add(finding.rule);
  }
  kept.push(...commentFindings(path, directives, used, rules, config));
  kept.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  return { findings: kept, suppressed };
}

function* commentFindings(path: string, directives: readonly Directive[], used: ReadonlyMap<Suppression, ReadonlySet<string>>, rules: readonly Rule[], config: Config): Iterable<Finding> {
  const known = new Set(settableIds(rules));
  const finding = (directive: Directive, rule: string, message: string): Finding => {
    const setting = config.rules[rule];
    return { rule, at: { path, start: directive.start, end: directive.end }, message, severity: setting === undefined || setting === 'off' ? 'warning' : setting, impact: 'accounting', related: [], fixes: [], saving: null, swap: null };
  };
  for (const directive of directives) {
    if (directive.kind === 'malformed' && config.rules[MALFORMED_COMMENT] !== 'off') yield finding(directive, MALFORMED_COMMENT, `This comment has no effect: ${directive.why}.`);
    if (directive.kind !== 'suppression') continue;
    const strangers = (directive.rules ?? []).filter((rule) => !known.has(rule));
    if (strangers.length > 0 && config.rules[MALFORMED_COMMENT] !== 'off') yield finding(directive, MALFORMED_COMMENT, `There is no rule named ${strangers.map((rule) => `\`${rule}\``).join(', ')}.`);
    if (config.rules[UNUSED_SUPPRESSION] === 'off') continue;
    const unused = directive.rules === null ? (used.has(directive) ? [] : null) : directive.rules.filter((rule) => known.has(rule) && used.get(directive)?.has(rule) !== true && config.rules[rule] !== 'off');
    if (unused === null) yield finding(directive, UNUSED_SUPPRESSION, 'This suppression holds nothing back; remove it.');
    else if (unused.length > 0) yield finding(directive, UNUSED_SUPPRESSION, `This suppression of ${unused.map((rule) => `\`${rule}\``).join(', ')} holds nothing back; remove it.`);
  }
}

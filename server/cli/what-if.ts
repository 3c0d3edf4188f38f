/** `promptcost what-if [PATH[:LINE]]`: calls another way, side by side. */
import { type AnalyzedCall, formatDollars, type Scenario } from '../core/index.ts';
import { comparedWith, noteOf } from '../features/what-if.ts';
import { relativeTo } from '../host/paths.ts';
import type { Colors } from './colors.ts';
import { clean } from './frame.ts';
import { table } from './words.ts';

export interface ComparedCall {
  readonly call: AnalyzedCall;
  readonly line: number;
  readonly scenarios: readonly Scenario[] | null;
}

/** `app.py:12` names a line; a path alone every call in it. A drive's colon (`C:\…`) is none of it. */
export function readPlace(argument: string): { readonly path: string; readonly line: number | null } {
  const [, path, line] = /^(.+):(\d+)$/.exec(argument) ?? [];
  return path === undefined || line === undefined ? { path: argument, line: null } : { path, line: Number(line) };
}

/** Lines of more calls than this are no help. */
const MOST_LINES = 10;

/** Why a line is no place of a call, and which lines are. */
export function noCallIn(path: string, line: number, calls: readonly ComparedCall[]): string {
  const lines = [...new Set(calls.map((call) => call.line))].sort((a, b) => a - b);
  const places = lines.length === 0 ? 'in this file' : `in line ${line}; there ${lines.length === 1 ? 'is one in line' : 'are some in lines'} ${lines.slice(0, MOST_LINES).join(', ')}${lines.length > MOST_LINES ? ' and below' : ''}`;
  return `${path}: there is no call of a known SDK ${places}`;
}

/** One table a call. */
export function whatIfReport(compared: readonly ComparedCall[], root: string, colors: Colors): readonly string[] {
  const lines = compared.flatMap(({ call, line, scenarios }) => {
    const heading = `${colors.bold(`${clean(relativeTo(root, call.site.path))}:${line}`)} ${clean(call.site.callee)}`;
    if (scenarios === null) return [heading, '  no known price: its model is not known here, or it is not billed by itself', ''];
    const rows = scenarios.map((scenario) => [`  ${clean(scenario.label.replaceAll('`', ''))}`, formatDollars(scenario.perThousand), comparedWith(scenario, scenarios[0]!), clean(noteOf(scenario).replaceAll('`', ''))]);
    return [heading, ...table([['', '1,000 calls', 'typically', ''], ...rows], [1, 2]), ''];
  });
  return compared.length === 0 ? ['No calls of a known SDK found.'] : [...lines, 'Cost of 1,000 calls, typical to worst case. Whether another model answers as well is not in these figures.'];
}

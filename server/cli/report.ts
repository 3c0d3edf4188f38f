/** What a scan keeps of a file: plain data, so that what the file's calls were found by can be let go, and so that it can be sent from one thread to another. */
import type { FileAnalysis, Finding, Fix, Location } from '../core/index.ts';
import { jsonCalls, jsonFinding, type JsonCall, type JsonFinding } from './json.ts';
import { placesInFiles, type Texts } from './places.ts';

export interface FileReport {
  readonly path: string;
  readonly calls: readonly JsonCall[];
  readonly findings: readonly ReportedFinding[];
}

/** A finding without the edits of its fixes. */
export interface ReportedFinding extends Omit<Finding, 'fixes'> {
  readonly fixes: readonly Pick<Fix, 'title' | 'safety'>[];
  readonly json: JsonFinding;
}

/** @param root what shown paths are relative to */
export function reportOf(analysis: FileAnalysis, root: string, texts: Texts): FileReport {
  const placesIn = placesInFiles(texts);
  const findings = analysis.findings.map((finding) => reportedFinding(finding, jsonFinding(finding, root, texts, placesIn)));
  return { path: analysis.path, calls: jsonCalls(analysis, root, texts, placesIn), findings };
}

function reportedFinding(finding: Finding, json: JsonFinding): ReportedFinding {
  return {
    ...finding,
    at: placeOnly(finding.at),
    ...(finding.elsewhere === undefined ? {} : { elsewhere: placeOnly(finding.elsewhere) }),
    related: finding.related.map(({ at, message }) => ({ at: placeOnly(at), message })),
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
    json,
  };
}

/** A call is a location too, and much more. */
function placeOnly({ path, start, end }: Location): Location {
  return { path, start, end };
}

/** The calls of a Python program, for specifications of how its values are followed. */
import { lineStarts, positionAt } from '../../server/core/model/text.ts';
import { callLine } from './calls.ts';
import { createMemoryWorkspace, ROOT } from './workspace.ts';

/** The calls of a file, as the numbers of their lines and their models. */
export function modelsOf(text: string, others: Readonly<Record<string, string>> = {}, program: 'whole' | 'a part' = 'a part'): readonly string[] {
  const { workspace } = createMemoryWorkspace([['app.py', text], ...Object.entries(others)], undefined, program);
  const starts = lineStarts(text);
  return (workspace.analyze(`${ROOT}/app.py`)?.calls ?? []).filter(({ site }) => site.through === null).map((call) => {
    const line = positionAt(starts, call.site.start).line + 1;
    return `${line} ${/model=(\S+)/.exec(callLine(call, 'app.py', line))?.[1] ?? ''}`;
  });
}

/** A request for which a client is asked. */
export const ask = (client: string, model = '"gpt-5.2"'): string => `${client}.responses.create(model=${model}, input="Hello")`;

/** Prompts that stand in files of their own, with settings in front of their text: `ai.prompt("greeting")` means `prompts/greeting.prompt`. */
import type { OperationSpec } from '../../model/sdk.ts';
import { knownText, type RecordValue, type Value } from '../../model/value.ts';
import { readYaml } from '../resolve/data/yaml.ts';
import type { Reader } from '../resolve/reader.ts';
import { textWithTags } from '../resolve/texts/templates.ts';
import { textValue } from '../resolve/values.ts';
import type { ClientCall } from './client-use.ts';
import { whereCalled, type RequestContext } from './request.ts';

/** A request with what the file of its prompt says, which wins over what stands around it. Where the file is not in sight, it may say anything. */
export function withPromptFile(fields: RecordValue, { step, path, model }: NonNullable<OperationSpec['promptFile']>, calls: readonly ClientCall[], at: RequestContext, reader: Reader): RecordValue {
  const naming = calls.find(({ name }) => name === step);
  if (naming === undefined) return fields;
  const inFile = whereCalled(at, naming);
  const [first] = naming.call.args;
  const name = first === undefined ? null : knownText(inFile.resolver.resolve(inFile.path, first.value, inFile.activation));
  const read = name === null ? null : readPrompt(path.replace('*', name), naming.path, at, reader);
  return read === null ? { ...fields, entries: fields.entries.filter(({ key }) => key !== model), open: 'the file of its prompt' } : { ...fields, entries: [...fields.entries, ...read.entries], open: fields.open ?? read.open };
}

function readPrompt(below: string, from: string, at: RequestContext, reader: Reader): RecordValue | null {
  for (const root of reader.roots(from)) {
    const path = root === '' ? below : `${root}/${below}`;
    const file = reader.readText(path);
    if (file.kind !== 'text') continue;
    const front = /^---\r?\n[^]*?\n---\s*?(?:\n|$)/.exec(file.text)?.[0] ?? '';
    // The lines around the settings are comments of theirs, so that places hold.
    const said = readYaml(front.replace(/^---/, '#--').replace(/\n---(?=\s*$)/, '\n#--'));
    const value: Value | null = said === null ? null : at.resolver.resolve(path, said);
    const whole = { kind: 'string', value: file.text.slice(front.length), start: front.length, end: file.text.length } as const;
    const origin = { path, expr: whole, name: null };
    const text = textWithTags(textValue([whole.value], origin), 'braces');
    return { kind: 'record', entries: [...(value?.kind === 'record' ? value.entries : []), { key: 'prompt', value: text, presence: 'always', site: { kind: 'statement', path, span: whole, value: whole } }], open: null, origin };
  }
  return null;
}

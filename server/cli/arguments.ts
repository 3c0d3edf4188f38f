/** Reads the command line. What is not understood is told with the nearest thing that would be. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../host/settings/suggestion.ts';
import { COMMANDS, GLOBAL_OPTIONS, type OptionSpec } from './help.ts';
import { UsageError } from './io.ts';

export interface ParsedArguments {
  /** Null where only a global option was given, or nothing. */
  readonly command: string | null;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
}

/** @throws UsageError with a sentence for the user */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const at = argv.findIndex((argument) => !argument.startsWith('-'));
  const command = at < 0 ? null : argv[at]!;
  const spec = command === null ? undefined : COMMANDS[command];
  if (command !== null && (spec === undefined || !Object.hasOwn(COMMANDS, command))) {
    throw new UsageError(`there is no command "${command}"${didYouMean(command, Object.keys(COMMANDS))}`);
  }
  const known: Readonly<Record<string, OptionSpec>> = { ...spec?.options, ...GLOBAL_OPTIONS };
  const rest = at < 0 ? argv : [...argv.slice(0, at), ...argv.slice(at + 1)];
  const { tokens } = parseArgs({
    args: [...rest],
    options: { ...Object.fromEntries(Object.entries(known).map(([name, { type }]) => [name, { type }])), h: { type: 'boolean' }, v: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    else if (token.kind === 'option') {
      const name = token.rawName === '-h' ? 'help' : token.rawName === '-v' || token.rawName === '-V' ? 'version' : token.name;
      const option = Object.hasOwn(known, name) ? known[name] : undefined;
      if (option === undefined) throw new UsageError(`${command === null ? '' : `${command}: `}there is no option "${token.rawName}"${didYouMean(token.name, Object.keys(known), '--')}`);
      options[name] = valueOf(name, option, token.value);
    }
  }
  if (spec !== undefined && positionals.length > spec.most) {
    throw new UsageError(spec.most === 0 ? `${command} takes no arguments, but was given "${positionals[0]}"` : `${command} takes ${spec.most} argument at most, but was given ${positionals.length}`);
  }
  return { command, positionals, options };
}

function valueOf(name: string, { type, values }: OptionSpec, value: string | undefined): string | true {
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${name} takes no value, but was given "${value}"`);
    return true;
  }
  if (value === undefined || (values !== undefined && !values.includes(value))) {
    const given = value === undefined ? 'nothing' : `"${value}"`;
    throw new UsageError(`--${name} must be ${values === undefined ? 'given a value' : `one of ${values.join(', ')}`}, but was given ${given}${value === undefined ? '' : didYouMean(value, values ?? [])}`);
  }
  return value;
}

/** What the commands are and how they are called: the one place the parser, `--help` and the error messages read. */

import { table, wrap } from './words.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly values?: readonly string[];
  readonly argument?: string;
  readonly help: string;
}

export interface CommandSpec {
  readonly usage: string;
  readonly help: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** How many positional arguments it takes at most. */
  readonly most: number;
  /** Lines below the options. */
  readonly more?: readonly string[];
}

const NO_CACHE: OptionSpec = { type: 'boolean', help: 'analyse every file anew, and keep nothing for the next run' };
const FORMAT: OptionSpec = { type: 'string', values: ['pretty', 'json'], argument: 'FORMAT', help: 'pretty (default) or json' };

/** The ids of `server/usage/formats`, which are not loaded for a page of help; a test holds them together. */
export const USAGE_FORMATS: readonly string[] = ['opentelemetry', 'langfuse', 'litellm', 'helicone', 'anthropic-console', 'openai-console', 'table'];
export const USAGE_FIELDS: readonly string[] = ['input', 'output', 'model', 'time', 'label', 'cache_read', 'cache_write', 'total', 'calls', 'file', 'function'];

export const COMMANDS: Readonly<Record<string, CommandSpec>> = {
  check: {
    usage: 'check [PATH…]',
    help: 'report what makes LLM calls cost more than they must',
    most: Infinity,
    options: {
      format: FORMAT,
      severity: { type: 'string', values: ['error', 'warning', 'info', 'hint'], argument: 'LEVEL', help: 'report this severity and above: error, warning, info or hint (default: all, hints in short)' },
      fix: { type: 'boolean', help: 'apply the safe fixes: the program behaves the same except for cost' },
      'no-cache': NO_CACHE,
    },
  },
  calls: { usage: 'calls [PATH…]', help: 'list the calls with their models, tokens and costs', most: Infinity, options: { format: FORMAT, 'no-cache': NO_CACHE } },
  'what-if': { usage: 'what-if [PATH[:LINE]]', help: 'compare calls with other models, caching, batches, smaller caps and your own prices', most: 1, options: { format: FORMAT } },
  evaluate: {
    usage: 'evaluate PATH:LINE',
    help: 'print a promptfoo configuration that compares the model of a call with a cheaper one on its prompt',
    most: 1,
    options: { model: { type: 'string', argument: 'NAME', help: "the other model (default: the provider's next cheaper one)" } },
    more: ['promptcost evaluate app.py:12 > promptfooconfig.yaml   Fill in real inputs, then: npx promptfoo@latest eval'],
  },
  explain: { usage: 'explain [RULE]', help: 'say what a rule reports, why it costs and what to do; without a name, list the rules', most: 1, options: {} },
  models: { usage: 'models [NAME]', help: 'show the price table, or what is known of one model', most: 1, options: {} },
  prices: { usage: 'prices [update]', help: 'say how old the prices are, or fetch newer ones', most: 1, options: {} },
  usage: {
    usage: 'usage import|show [FILE…]',
    help: 'take in logs of what calls really used, or show what is known',
    most: Infinity,
    options: {
      map: { type: 'string', argument: 'FIELD=COLUMN,…', help: 'import: where fields stand whose names are not known' },
      from: { type: 'string', values: USAGE_FORMATS, argument: 'FORMAT', help: 'import: the format of the files, where it is not told by what is in them' },
      format: FORMAT,
    },
    more: [
      'promptcost usage import FILE…  reads logs and exports into .promptcost/usage.json of the current folder, in place of what is there.',
      'promptcost usage show [PATH…]  shows what is known, and which calls of the code it belongs to.',
      '',
      `Formats: ${USAGE_FORMATS.join(', ')}; as CSV, JSON, JSON lines or a PostgreSQL dump, gzipped too.`,
      `Fields of --map: ${USAGE_FIELDS.join(', ')}. A dot leads into an object: label=metadata.feature.`,
    ],
  },
  lsp: { usage: 'lsp --stdio', help: 'serve an editor on the standard streams (Language Server Protocol)', most: 0, options: { stdio: { type: 'boolean', help: 'speak on standard input and output (the only way)' } } },
};

export const GLOBAL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  help: { type: 'boolean', help: 'show this, or the help of a command' },
  version: { type: 'boolean', help: 'show the version' },
};

export function helpText(width: number): string {
  return [
    'promptcost finds what makes LLM calls cost more than they must, and shows what each call costs.',
    '',
    'Commands:',
    ...table(Object.values(COMMANDS).map(({ usage, help }) => [`  promptcost ${usage}`, help]), [], width),
    '',
    'Options:',
    ...optionLines(GLOBAL_OPTIONS, width),
    '',
    'Without PATH the current folder is read. Files that git ignores are left out. Settings are read from promptcost.json in any folder.',
    'Exit code: 0 nothing to report, 1 findings, 2 the command line was not understood, or a file could not be analysed.',
    '',
  ].flatMap((line) => (line.startsWith(' ') ? [line] : wrap(line, width, ''))).join('\n');
}

export function commandHelp(command: CommandSpec, width: number): string {
  const options = optionLines({ ...command.options, help: GLOBAL_OPTIONS['help']! }, width);
  return [...wrap(`promptcost ${command.usage}: ${command.help}`, width, '  '), '', 'Options:', ...options, ...(command.more === undefined ? [] : ['', ...command.more.flatMap((line) => wrap(line, width, '  '))]), ''].join('\n');
}

function optionLines(options: Readonly<Record<string, OptionSpec>>, width: number): readonly string[] {
  return table(Object.entries(options).map(([name, { argument, help }]) => [`  --${name}${argument === undefined ? '' : ` ${argument}`}`.padEnd(28), help]), [], width);
}

/** The process of the `promptcost` command. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { main } from './command.ts';
import type { Output } from './io.ts';

const own = __dirname;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Output is cut off by `| head`: nobody reads on, so there is nothing left to do and nothing went wrong.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    if (stream === process.stdout) process.stderr.write(`error: the output could not be written: ${error.message}\n`);
    process.exit(2);
  });
}

void main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  cwd: process.cwd(),
  env: process.env,
  tokensFolder: join(own, 'tokens'),
  version,
  get program() {
    return readdirSync(own).map((name) => {
      const { size, mtimeMs } = statSync(join(own, name));
      return `${name} ${size} ${mtimeMs}`;
    }).join('\n');
  },
  serve: async () => {
    // The build's bundle of `lsp/main.ts`, which shares the engine's with this process.
    require('./session.cjs');
  },
  now: () => performance.now(),
}).then((code) => {
  // Set, not called: a pipe takes its time, and exiting now would cut the output.
  process.exitCode = code;
});

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns as number | undefined;
    },
  };
}

/** What `promptcost` starts: loads the command (`bin.ts`), and keeps it compiled after the commands that use most of it. */
import { keepCompiled, keepCompiledLater, loadBundle } from '../host/bundles.ts';
import { giveBackMemoryWhenIdle } from '../host/idle-memory.ts';
import { keepYoungSpaceSmall } from '../host/young-space.ts';

keepYoungSpaceSmall();
loadBundle('./command.cjs');
if (process.argv[2] === 'lsp') {
  keepCompiledLater();
  giveBackMemoryWhenIdle();
} else if (process.argv[2] === 'check' || process.argv[2] === 'calls') process.once('exit', keepCompiled);

/** What editors start: loads the server (`main.ts`). */
import { keepCompiledLater, loadBundle } from '../host/bundles.ts';
import { giveBackMemoryWhenIdle } from '../host/idle-memory.ts';
import { keepYoungSpaceSmall } from '../host/young-space.ts';

keepYoungSpaceSmall();
loadBundle('./session.cjs');
keepCompiledLater();
giveBackMemoryWhenIdle();

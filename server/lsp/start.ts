/** What editors start: loads the server (`main.ts`). */
import { keepCompiledLater, loadBundle } from '../host/bundles.ts';

loadBundle('./session.cjs');
keepCompiledLater();

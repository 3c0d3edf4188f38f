/** Colours, or none: as NO_COLOR, FORCE_COLOR and the terminal say (https://no-color.org). */
import pico from 'picocolors';
import type { Io, Output } from './io.ts';

export type Colors = ReturnType<typeof pico.createColors>;

export function colorsFor(output: Output, env: Io['env']): Colors {
  const asked = env['FORCE_COLOR'];
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return pico.createColors(asked !== undefined && asked !== '0' && asked !== '' ? true : !refused && output.isTTY);
}

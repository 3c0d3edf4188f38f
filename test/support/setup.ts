import { pythonTools } from './python.ts';

/** Makes what several test files need once, before they run side by side. */
export default function setup(): void {
  pythonTools();
}

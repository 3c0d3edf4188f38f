import type { Plugin } from 'esbuild';

export declare function exportedNames(): readonly string[];
export declare function trimTypescript(): Promise<string>;
export declare function trimTypescriptPlugin(): Plugin;

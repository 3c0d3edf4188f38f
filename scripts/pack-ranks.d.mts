export type EncodingName = 'o200k_base' | 'cl100k_base';
export function packRanks(outDir: string): Promise<{ name: EncodingName; path: string; bytes: number }[]>;
export function packRanksInMemory(name: EncodingName): Promise<Uint8Array>;

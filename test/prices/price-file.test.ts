/** Newer prices are fetched when asked for, from a server of this test. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { storedPrices, updateDaily, updatePrices, withStoredPrices } from '../../server/host/settings/price-file.ts';
import { userCacheFolder } from '../../server/host/user-cache.ts';
import { judgePrices } from '../../server/host/settings/price-schema.ts';
import { project, promptcost } from '../cli/support.ts';

const newer = catalog.modelCards.map((card) => (card.id === 'gpt-6-luna' && card.provider === 'openai' ? { ...card, price: { ...card.price, input: 0.07, asOf: '2026-11-22' } } : card));
const published = JSON.stringify(newer);
const manifestOf = (text: string, asOf = '2026-11-22') => JSON.stringify({ schemaVersion: 1, asOf, file: 'prices.json', sha256: createHash('sha256').update(text).digest('hex') });

let server: Server;
let base = '';
const pages = new Map<string, string>([
  ['/good/manifest.json', manifestOf(published)],
  ['/good/prices.json', published],
  ['/old/manifest.json', manifestOf(published, '2026-01-01')],
  ['/tampered/manifest.json', manifestOf(published)],
  ['/tampered/prices.json', published.replace('0.07', '0.01')],
  ['/strange/manifest.json', manifestOf('[{"id": 3}]')],
  ['/strange/prices.json', '[{"id": 3}]'],
  ['/elsewhere/manifest.json', JSON.stringify({ ...JSON.parse(manifestOf(published)), file: 'https://example.org/prices.json' })],
]);

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const page = pages.get(url ?? '');
    response.writeHead(page === undefined ? 404 : 200);
    response.end(page ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'promptcost-cache-'));
const update = (name: string, into: string) => updatePrices({ url: `${base}/${name}/manifest.json`, folder: into, have: catalog.pricesAsOf });

describe('prices update', () => {
  it('stores what is newer, and it is used', async () => {
    const into = folder();
    expect(await update('good', into)).toEqual({ kind: 'updated', asOf: '2026-11-22', models: newer.length });
    const now = withStoredPrices(catalog, into);
    expect(now.pricesAsOf).toBe('2026-11-22');
    const luna = now.models.lookup('gpt-6-luna', 'openai');
    expect(luna.kind === 'known' && luna.card.price.input).toBe(0.07);
  });

  it.each([
    ['old', { kind: 'current', asOf: catalog.pricesAsOf }],
    ['tampered', { kind: 'failed', why: 'prices.json has another hash than its manifest says; nothing was stored' }],
    ['strange', { kind: 'failed', why: 'the file is not what this version understands; a newer promptcost may' }],
    ['elsewhere', { kind: 'failed', why: 'the file is not what this version understands; a newer promptcost may' }],
  ])('%s: nothing is stored', async (name, expected) => {
    const into = folder();
    expect(await update(name, into)).toEqual(expected);
    expect(existsSync(path.join(into, 'prices.json'))).toBe(false);
  });

  it('says what went wrong', async () => {
    expect(await update('missing', folder())).toEqual({ kind: 'failed', why: `${base}/missing/manifest.json answered 404` });
    expect(await updatePrices({ url: 'http://example.org/manifest.json', folder: folder(), have: '2026-01-01' })).toMatchObject({ kind: 'failed', why: expect.stringContaining('only https') as string });
  });

  it('does not use a file that was changed afterwards', async () => {
    const into = folder();
    await update('good', into);
    writeFileSync(path.join(into, 'prices.json'), readFileSync(path.join(into, 'prices.json'), 'utf8').replace('0.07', '0.01'));
    expect(storedPrices(into)).toBeNull();
    expect(withStoredPrices(catalog, into)).toBe(catalog);
    expect(storedPrices(folder())).toBeNull();
  });

  it('the prices built in are understood', () => {
    expect(judgePrices(catalog.modelCards)).not.toBeNull();
  });

  it('a card with a field missing or of the wrong kind is not understood', () => {
    const card = catalog.modelCards[0]! as unknown as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(card)) {
      expect(judgePrices([{ ...card, [key]: Number.NaN }]), key).toBeNull();
      expect(judgePrices([Object.fromEntries(Object.entries(card).filter(([other]) => other !== key))]), key).toBeNull();
    }
    expect(judgePrices([])).toBeNull();
  });

  it('is tried once a day at most', async () => {
    const into = folder();
    const options = { url: `${base}/good/manifest.json`, folder: into, have: catalog.pricesAsOf };
    expect(await updateDaily(options)).toMatchObject({ kind: 'updated' });
    expect(await updateDaily(options)).toBeNull();
  });

  it('keeps them where the system keeps caches', () => {
    expect(userCacheFolder({ HOME: '/home/a' }, 'linux')).toBe(path.join('/home/a', '.cache/promptcost'));
    expect(userCacheFolder({ HOME: '/home/a', XDG_CACHE_HOME: '/var/c' }, 'linux')).toBe(path.join('/var/c', 'promptcost'));
    expect(userCacheFolder({}, 'linux')).toBeNull();
  });
});

describe('promptcost prices', () => {
  it('says how old they are, fetches newer ones when asked, and every command uses them', async () => {
    const cwd = project({ 'a.py': '' });
    const env = { PROMPTCOST_CACHE: folder(), PROMPTCOST_PRICES_URL: `${base}/good/manifest.json` };
    const days = Math.round((Date.parse('2026-11-23') - Date.parse(catalog.pricesAsOf)) / 86_400_000);
    expect((await promptcost(cwd, ['prices'], { env })).out).toContain(`Prices as of ${catalog.pricesAsOf}, built in: ${days} days old.`);
    expect((await promptcost(cwd, ['prices', 'update'], { env })).out).toBe(`Prices as of 2026-11-22 for ${newer.length} models, instead of ${catalog.pricesAsOf}.\n`);
    expect((await promptcost(cwd, ['prices'], { env })).out).toContain('Prices as of 2026-11-22, fetched: 1 day old.');
    expect((await promptcost(cwd, ['models', 'openai/gpt-6-luna'], { env })).out).toContain('$0.07 per million tokens');
    expect((await promptcost(cwd, ['prices', 'update'], { env })).out).toContain('are the newest');
  });

  it('fetches nothing where no address is set', async () => {
    const { code, err } = await promptcost(project({ 'a.py': '' }), ['prices', 'update'], { env: { PROMPTCOST_CACHE: folder() } });
    expect(code).toBe(2);
    expect(err).toContain('set PROMPTCOST_PRICES_URL');
  });

  it('stays with what it has where the fetch fails', async () => {
    const env = { PROMPTCOST_CACHE: folder(), PROMPTCOST_PRICES_URL: `${base}/tampered/manifest.json` };
    const { code, err } = await promptcost(project({ 'a.py': '' }), ['prices', 'update'], { env });
    expect(code).toBe(2);
    expect(err).toContain('Not updated: prices.json has another hash');
  });
});

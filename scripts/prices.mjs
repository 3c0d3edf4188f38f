// Writes server/prices/<provider>.json from two public price lists that are checked against each other.
//
//   npm run prices              write the files
//   npm run prices -- --check   compare with what is committed; exit 1 when stale
//
// pi-ai is the primary list, genai-prices the second opinion. Where both state a figure they must agree: a disagreement ends the run, unless
// scripts/prices-overrides.json decides it and says why. A list that is silent about a figure does not disagree.
// Which models we carry, and everything a price list does not know, is in server/prices/capabilities/, kept by hand; every model of the
// primary list must be carried there, be another name of one, or be skipped by name. Both lists are read as data: nothing of them is executed.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';

const PI_AI = { package: '@earendil-works/pi-ai', version: '1.6.0', label: 'pi-ai 1.6.0' };
// Its data carries no date; this is the day the version was published.
const GENAI = { package: '@pydantic/genai-prices', version: '0.1.8', label: 'genai-prices 0.1.8', asOf: '2026-09-23' };

/**
 * Our provider names and theirs. `prefix`: how the primary list spells the ids when it knows the provider through a reseller only. `moves`: a reseller's prices follow
 * whoever serves the model that week, so the newer list decides and the older one does not disagree.
 */
const PROVIDERS = {
  anthropic: { pi: 'anthropic', genai: 'anthropic' },
  openai: { pi: 'openai', genai: 'openai' },
  google: { pi: 'google', genai: 'google' },
  mistral: { pi: 'mistral', genai: 'mistral' },
  deepseek: { pi: 'deepseek', genai: 'deepseek' },
  groq: { pi: 'groq', genai: 'groq' },
  xai: { pi: 'xai', genai: 'x-ai' },
  cohere: { pi: 'openrouter', prefix: 'cohere/', genai: 'cohere' },
  together: { pi: 'together', genai: 'together' },
  'amazon-bedrock': { pi: 'amazon-bedrock', genai: 'aws' },
  openrouter: { pi: 'openrouter', genai: 'openrouter', moves: true },
};

const RATES = ['input', 'cachedInput', 'cacheWriteShort', 'cacheWriteLong', 'output'];
const pricesFolder = fileURLToPath(new URL('../server/prices/', import.meta.url));
const overridesFile = fileURLToPath(new URL('prices-overrides.json', import.meta.url));

const problems = [];
const run = promisify(execFile);

const folder = await mkdtemp(join(tmpdir(), 'promptcost-prices-'));
try {
  await main(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function main(folder) {
  const [piFolder, genaiFolder, overrides] = [await unpack(folder, PI_AI), await unpack(folder, GENAI), readOverrides(JSON.parse(await readFile(overridesFile, 'utf8')))];
  const pi = await readPiAi(piFolder);
  const genai = await readGenai(genaiFolder, pi.asOf);

  const cards = new Map();
  const files = new Map();
  for (const provider of Object.keys(PROVIDERS)) {
    const capabilities = JSON.parse(await readFile(join(pricesFolder, 'capabilities', `${provider}.json`), 'utf8'));
    const models = {};
    for (const [id, own] of Object.entries(capabilities.models)) {
      const capability = { ...capabilities.defaults, ...own };
      const entry = priceModel(provider, id, capability, pi, genai, overrides);
      if (entry === undefined) continue;
      models[id] = entry;
      for (const name of [id, ...capability.aliases]) {
        if (cards.has(`${provider}/${name}`)) problems.push(`${provider}/${name}: listed twice in capabilities/${provider}.json`);
        cards.set(`${provider}/${name}`, { id, capability, entry });
      }
    }
    files.set(provider, { asOf: pi.asOf, models });
    checkCoverage(provider, capabilities, cards, pi);
  }
  checkAliases(cards, pi, genai, overrides);
  checkBedrock(cards, pi, overrides);
  checkOpenRouter(cards, pi, overrides);
  for (const override of overrides.unused()) problems.push(`${override}: the override decides nothing any more; remove it from scripts/prices-overrides.json`);

  if (problems.length > 0) {
    for (const problem of problems) console.error(problem);
    console.error(`${problems.length} problem(s). Decide each in scripts/prices-overrides.json, with a source, or in server/prices/capabilities/.`);
    process.exitCode = 1;
    return;
  }
  await output(files);
}

/** Prices of one model, or undefined (and a problem) when no list has it. */
function priceModel(provider, id, capability, pi, genai, overrides) {
  const names = PROVIDERS[provider];
  const key = `${provider}/${id}`;
  const same = overrides.sameAs[key] ?? {};
  const first = pi.models.get(same.pi ?? `${names.pi}/${names.prefix ?? ''}${id}`);
  const older = genai.models.get(same.genai ?? `${names.genai}/${id}`);
  const second = names.moves && first !== undefined ? undefined : older;
  const listed = overrides.listed(key);
  if (first === undefined && second === undefined && listed === undefined) {
    problems.push(`${key}: carried in capabilities/${provider}.json, but neither ${PI_AI.label} nor ${GENAI.label} lists it`);
    return undefined;
  }
  if (listed !== undefined && (first ?? second) !== undefined) problems.push(`${key}: a list has it, so it needs no price in scripts/prices-overrides.json`);
  const [main, mainLabel, asOf] = first !== undefined ? [first, PI_AI.label, pi.asOf] : second !== undefined ? [second, GENAI.label, GENAI.asOf] : [listed, listed.source, listed.asOf];
  const fieldSources = {};
  const price = {};
  for (const field of RATES) price[field] = decide(key, field, first?.rates[field], (second ?? listed)?.rates[field], overrides, fieldSources) ?? null;
  if (first !== undefined) for (const field of RATES) if (first.rates[field] === undefined && price[field] !== null && fieldSources[field] === undefined) fieldSources[field] = `${GENAI.label} (${GENAI.asOf})`;
  // Embedding models generate nothing; some lists leave the output price out, some repeat the input price.
  if (capability.line === 'embedding') price.output = 0;
  if (price.input === null || price.output === null) problems.push(`${key}: no list states its ${price.input === null ? 'input' : 'output'} price`);

  const tiers = decide(key, 'tiers', first?.tiers, second?.tiers, overrides, fieldSources) ?? [];
  const long = overrides.longWrite[provider];
  const writesLong = (rates) => long !== undefined && rates.cacheWriteShort !== null && rates.cacheWriteShort > 0;
  if (writesLong(price)) {
    const derived = round(price.input * long.timesInput);
    if (price.cacheWriteLong === null) fieldSources.cacheWriteLong = long.source;
    else if (price.cacheWriteLong !== derived) problems.push(`${key}: cacheWriteLong is ${price.cacheWriteLong} (${GENAI.label}) but ${derived} (${long.source})`);
    price.cacheWriteLong = derived;
  }
  const whole = tiers.map((tier) => {
    const rates = Object.fromEntries(RATES.map((field) => [field, tier[field] ?? null]));
    if (writesLong(rates)) rates.cacheWriteLong = round(rates.input * long.timesInput);
    return { above: tier.above, ...rates };
  });

  const storage = overrides.set(key, 'cacheStorage');
  if (storage !== undefined) fieldSources.cacheStorage = storage.source;
  const make = (rates, cacheStorage, source, date, sources) => ({ ...rates, cacheStorage, tiers: whole, source, asOf: date, ...(Object.keys(sources).length > 0 ? { fieldSources: sources } : {}) });
  const changes = (second?.changes ?? []).map((change) => {
    const rates = Object.fromEntries(RATES.map((field) => [field, change.rates[field] ?? null]));
    const sources = storage === undefined ? {} : { cacheStorage: storage.source };
    return { from: change.from, ...make(rates, storage?.changes?.[change.from] ?? storage?.value ?? null, GENAI.label, GENAI.asOf, sources) };
  });
  const contextWindow = limit(key, 'contextWindow', main.contextWindow, overrides);
  const maxOutput = limit(key, 'maxOutput', main.maxOutput, overrides);
  return {
    price: make(price, storage?.value ?? null, mainLabel, asOf, fieldSources),
    ...(changes.length > 0 ? { changes } : {}),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutput === undefined ? {} : { maxOutput }),
  };
}

/** The figure both lists agree on, or the one that states it, or the override's. */
function decide(key, field, first, second, overrides, fieldSources) {
  const disagree = first !== undefined && second !== undefined && JSON.stringify(first) !== JSON.stringify(second);
  const override = overrides.decide(key, field, first, second, disagree);
  if (override !== undefined) {
    fieldSources[field] = override.source;
    return override.value;
  }
  if (disagree) problems.push(`${key}: ${field} is ${JSON.stringify(first)} (${PI_AI.label}) but ${JSON.stringify(second)} (${GENAI.label})`);
  return first ?? second;
}

/** Sizes are taken from the main list unless a source says otherwise. */
function limit(key, field, listed, overrides) {
  return overrides.decide(key, field, listed, undefined, false)?.value ?? listed;
}

/** Every model of the primary list is carried, is another name, or is skipped on purpose: a new model cannot go unnoticed. */
function checkCoverage(provider, capabilities, cards, pi) {
  const { pi: theirs, prefix = '' } = PROVIDERS[provider];
  // A reseller's list is not a list of models to carry.
  if (theirs === 'openrouter' && prefix === '') return;
  for (const key of pi.models.keys()) {
    if (!key.startsWith(`${theirs}/${prefix}`)) continue;
    const id = key.slice(theirs.length + 1 + prefix.length);
    if (cards.has(`${provider}/${id}`) || matches(capabilities.skip, id)) continue;
    if (provider === 'amazon-bedrock' && resellable(cards, id) !== undefined) continue;
    problems.push(`${provider}/${id}: ${PI_AI.label} lists it, capabilities/${provider}.json neither carries nor skips it`);
  }
}

/** Another name must cost what its model costs, in both lists. */
function checkAliases(cards, pi, genai, overrides) {
  for (const [key, { id, entry }] of cards) {
    const provider = Object.keys(PROVIDERS).find((name) => key.startsWith(`${name}/`));
    const alias = key.slice(provider.length + 1);
    if (alias === id) continue;
    const names = PROVIDERS[provider];
    compare(key, entry, pi.models.get(`${names.pi}/${names.prefix ?? ''}${alias}`), PI_AI.label, 1, overrides);
    compare(key, entry, genai.models.get(`${names.genai}/${alias}`), GENAI.label, 1, overrides);
  }
}

/** The ids that the program derives on Amazon Bedrock must cost there what the regional factor says. */
function checkBedrock(cards, pi, overrides) {
  for (const [key, listed] of pi.models) {
    const id = key.startsWith('amazon-bedrock/') ? key.slice('amazon-bedrock/'.length) : undefined;
    if (id === undefined || cards.has(key)) continue;
    const base = resellable(cards, id);
    if (base === undefined) continue;
    if (base.card.capability.regionalUplift === null) problems.push(`${key}: ${base.key} has no regionalUplift`);
    else compare(key, base.card.entry, listed, PI_AI.label, base.region === 'global' ? 1 : base.card.capability.regionalUplift, overrides);
  }
}

/** The card that a Bedrock id of another provider's model stands for, by the same reading as the program's. */
function resellable(cards, id) {
  const [, region, vendor, name] = /^(?:(global|us|eu|apac|au|jp|in|ca)\.)?(anthropic|openai)\.(.+)$/.exec(id) ?? [];
  if (vendor === undefined) return undefined;
  for (const candidate of [name, name.replace(/-v\d+(:\d+)?$/, '')]) {
    const card = cards.get(`${vendor}/${candidate}`);
    if (card !== undefined) return { key: `${vendor}/${candidate}`, card, region };
  }
  return undefined;
}

/** A reseller's id that the program takes for the provider's own model must cost the same, or be carried in openrouter.json. */
function checkOpenRouter(cards, pi, overrides) {
  const vendors = { anthropic: 'anthropic', openai: 'openai', google: 'google', mistralai: 'mistral', deepseek: 'deepseek', 'x-ai': 'xai', cohere: 'cohere' };
  for (const [key, listed] of pi.models) {
    const [, vendor, name] = /^openrouter\/([^/]+)\/([^/:]+)$/.exec(key) ?? [];
    const provider = vendors[vendor];
    if (provider === undefined || cards.has(key)) continue;
    const card = cards.get(`${provider}/${provider === 'anthropic' ? name.replaceAll('.', '-') : name}`);
    // What the reseller charges for writing to a cache that the provider itself rents out by the hour is not compared.
    if (card !== undefined) compare(key, card.entry, { ...listed, rates: { ...listed.rates, cacheWriteShort: undefined } }, PI_AI.label, 1, overrides, provider === 'google' ? ['cacheWriteShort'] : []);
  }
}

function compare(key, entry, listed, label, factor, overrides, without = []) {
  if (listed === undefined) return;
  for (const field of RATES) {
    const ours = entry.price[field];
    const theirs = listed.rates[field];
    if (ours === null || theirs === undefined || round(ours * factor) === theirs) continue;
    if (overrides.accept(key, field, theirs) !== undefined) continue;
    problems.push(`${key}: ${field} is ${round(ours * factor)} by our reading, but ${theirs} (${label})`);
  }
  const ours = entry.price.tiers.map((tier) => tierKey(tier, factor, without));
  const theirs = (listed.tiers ?? []).map((tier) => tierKey(tier, 1, without));
  if (listed.tiers === undefined || JSON.stringify(ours) === JSON.stringify(theirs)) return;
  if (overrides.accept(key, 'tiers', listed.tiers) !== undefined) return;
  problems.push(`${key}: tiers are ${JSON.stringify(ours)} by our reading, but ${JSON.stringify(theirs)} (${label})`);
}

function tierKey(tier, factor, without) {
  return Object.fromEntries(
    ['above', 'input', 'cachedInput', 'cacheWriteShort', 'output']
      .filter((field) => !without.includes(field))
      .map((field) => [field, tier[field] === null || tier[field] === undefined ? null : field === 'above' ? tier.above : round(tier[field] * factor)]),
  );
}

async function output(files) {
  const check = process.argv.includes('--check');
  let stale = 0;
  for (const [provider, { asOf, models }] of files) {
    const lines = Object.entries(models).map(([id, entry]) => ` ${JSON.stringify(id)}:${JSON.stringify(entry)}`);
    const text = `{\n"provider":${JSON.stringify(provider)},\n"asOf":${JSON.stringify(asOf)},\n"models":{\n${lines.join(',\n')}\n}\n}\n`;
    const path = join(pricesFolder, `${provider}.json`);
    if (!check) {
      await writeFile(path, text);
      continue;
    }
    const committed = await readFile(path, 'utf8').catch((error) => (error.code === 'ENOENT' ? undefined : Promise.reject(error)));
    if (committed === text) continue;
    stale++;
    console.error(`server/prices/${basename(path)} is stale: run npm run prices`);
  }
  const count = [...files.values()].reduce((sum, { models }) => sum + Object.keys(models).length, 0);
  if (stale > 0) process.exitCode = 1;
  else console.log(`${count} models of ${files.size} providers ${check ? 'agree with what is committed' : 'written'}.`);
}

// ---------- reading the lists

async function unpack(folder, source) {
  const into = join(folder, source.label.replaceAll(' ', '-'));
  const { stdout } = await run('npm', ['pack', `${source.package}@${source.version}`, '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: folder });
  await run('mkdir', [into]);
  await run('tar', ['-xzf', join(folder, stdout.trim().split('\n').at(-1)), '-C', into, '--strip-components', '1']);
  return into;
}

/** Models by `provider/id`. Zero, and the price of plain input, mean "none listed" for cache reads there. */
async function readPiAi(folder) {
  const data = join(folder, 'dist/providers/data');
  const manifest = JSON.parse(await readFile(join(data, '.manifest.json'), 'utf8'));
  if (manifest.schemaVersion !== 6) throw new Error(`${PI_AI.label} has schema version ${manifest.schemaVersion}; this script reads version 6`);
  const models = new Map();
  for (const file of (await readdir(data)).sort()) {
    if (!file.endsWith('.json') || file.startsWith('.')) continue;
    for (const byApi of Object.values(JSON.parse(await readFile(join(data, file), 'utf8')))) {
      for (const model of Object.values(byApi)) {
        if (model.type !== 'chat') continue;
        const rates = piRates(model.cost);
        const tiers = (model.cost.tiers ?? []).map((tier) => ({ above: tier.inputTokensAbove, ...piRates(tier) }));
        models.set(`${basename(file, '.json')}/${model.id}`, { rates, tiers, contextWindow: model.contextWindow, maxOutput: model.maxTokens });
      }
    }
  }
  return { models, asOf: manifest.generatedAt.slice(0, 10) };
}

function piRates({ input, output, cacheRead, cacheWrite }) {
  return defined({ input, cachedInput: cacheRead === 0 || cacheRead === input ? undefined : cacheRead, cacheWriteShort: cacheWrite || undefined, output });
}

/** Models by `provider/id`, also under every exact name they match. Matching by beginnings is ignored: that is how a list gives new models old prices. */
async function readGenai(folder, today) {
  const text = await readFile(join(folder, 'dist/index.js'), 'utf8');
  const source = ts.createSourceFile('index.js', text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const declaration = source.statements[0]?.declarationList?.declarations[0];
  if (declaration?.initializer?.kind !== ts.SyntaxKind.ArrayLiteralExpression) throw new Error(`${GENAI.label} no longer begins with its data`);
  const models = new Map();
  for (const provider of literal(declaration.initializer)) {
    for (const model of provider.models) {
      const entry = { ...genaiPrices(model.prices, today), contextWindow: model.context_window };
      for (const name of [model.id, ...equals(model.match)]) if (!models.has(`${provider.id}/${name}`) || name === model.id) models.set(`${provider.id}/${name}`, entry);
    }
  }
  return { models };
}

/** The prices in force on a day, and those announced for later. Prices by time of day are left out: the first of them is the off-peak price. */
function genaiPrices(prices, today) {
  if (!Array.isArray(prices)) return { ...genaiRates(prices), changes: [] };
  const dated = prices.filter(({ constraint }) => constraint === undefined || constraint.type === 'start_date');
  const begun = dated.filter(({ constraint }) => constraint === undefined || constraint.start_date <= today);
  const later = dated.filter(({ constraint }) => constraint !== undefined && constraint.start_date > today);
  return { ...genaiRates(begun.at(-1).prices), changes: later.map(({ constraint, prices: next }) => ({ from: constraint.start_date, ...genaiRates(next) })) };
}

function genaiRates(prices) {
  const fields = { input: 'input_mtok', cachedInput: 'cache_read_mtok', cacheWriteShort: 'cache_write_mtok', cacheWriteLong: 'cache_write_1h_mtok', output: 'output_mtok' };
  const base = (value) => (typeof value === 'object' ? value.base : value);
  const rates = defined(Object.fromEntries(RATES.map((field) => [field, base(prices[fields[field]])])));
  // Their tiers begin at a token, ours above one; they write 200,000 as 200000 and as 199999.
  const starts = [...new Set(RATES.flatMap((field) => prices[fields[field]]?.tiers ?? []).map(({ start }) => Math.round(start / 1000) * 1000))].sort((a, b) => a - b);
  const at = (value, above) => value?.tiers?.find(({ start }) => Math.round(start / 1000) * 1000 === above)?.price ?? base(value);
  const tiers = starts.map((above) => {
    const { cacheWriteLong, ...tier } = defined(Object.fromEntries(RATES.map((field) => [field, at(prices[fields[field]], above)])));
    return { above, ...tier };
  });
  return { rates, tiers };
}

function equals(match) {
  if ('equals' in match) return [match.equals];
  return 'or' in match ? match.or.flatMap(equals) : [];
}

/** The value of a literal in source text. Anything else in the data is an error: it is never run. */
function literal(node) {
  switch (node.kind) {
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return node.text;
    case ts.SyntaxKind.NumericLiteral:
      return Number(node.text);
    case ts.SyntaxKind.PrefixUnaryExpression:
      if (node.operator === ts.SyntaxKind.ExclamationToken) return !literal(node.operand);
      if (node.operator === ts.SyntaxKind.MinusToken) return -literal(node.operand);
      break;
    case ts.SyntaxKind.ArrayLiteralExpression:
      return node.elements.map(literal);
    case ts.SyntaxKind.ObjectLiteralExpression:
      return Object.fromEntries(node.properties.map((property) => [property.name.text, literal(property.initializer)]));
    case ts.SyntaxKind.NewExpression:
      return literal(node.arguments[0]);
    default:
  }
  throw new Error(`${GENAI.label}: its data holds ${ts.SyntaxKind[node.kind]}, which this script does not read`);
}

// ---------- overrides

/**
 * Decisions by `model` (`provider/id`, `*` at the end for all that begin so) and `field`. `value` replaces the figure; `accept` records
 * that one list is wrong about a name whose price follows from another. Each has a `source` and a `reason`; an unused one is a problem.
 * `listed` are prices of models that both lists lack, most of them old, each with its source and date.
 */
function readOverrides({ overrides, sameAs, longWrite, listed }) {
  const used = new Set();
  for (const [key, { source, asOf }] of Object.entries(listed)) if (!source || !asOf) throw new Error(`The price of ${key} lacks source or asOf`);
  for (const { models, field, source, reason } of overrides) if (!models?.length || !field || !source || !reason) throw new Error(`An override of ${models} lacks field, source or reason`);
  const find = (key, field, kind) => overrides.find((override) => override.field === field && kind in override && matches(override.models, key));
  return {
    sameAs,
    longWrite,
    /** A price that neither list has, in the form of theirs. */
    listed(key) {
      const own = listed[key];
      return own === undefined ? undefined : { rates: defined(Object.fromEntries(RATES.map((field) => [field, own[field]]))), contextWindow: own.contextWindow, maxOutput: own.maxOutput, source: own.source, asOf: own.asOf };
    },
    decide(key, field, first, second, disagree) {
      const override = find(key, field, 'value');
      if (override === undefined) return undefined;
      if (disagree || JSON.stringify(override.value) !== JSON.stringify(first ?? second)) used.add(override);
      return override;
    },
    set(key, field) {
      const override = find(key, field, 'value');
      if (override !== undefined) used.add(override);
      return override;
    },
    accept(key, field, theirs) {
      const override = overrides.find((each) => each.field === field && 'accept' in each && matches(each.models, key) && (each.accept === 'any' || JSON.stringify(each.accept) === JSON.stringify(theirs)));
      if (override !== undefined) used.add(override);
      return override;
    },
    unused: () => overrides.filter((override) => !used.has(override)).map(({ models, field }) => `${models.join(', ')} ${field}`),
  };
}

function matches(patterns, name) {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

function defined(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Twelve significant digits, as everywhere: 0.1 × 1.1 is 0.11. */
function round(value) {
  return Number(value.toPrecision(12));
}

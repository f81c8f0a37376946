import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../adapters/contract.js';
import { CommandError, type Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { PROVIDERS } from './borough.js';

/** The samples of adapters/visits: their Monday, their files, and the placements that they name. */
const MONDAY = Date.parse('2026-06-01T00:00:00Z');
const FILES: ReadonlyMap<string, string> = new Map([
  ['rota.csv', 'rota-2026-06-01.csv'],
  ['calls.csv', 'calls-2026-06-01.csv'],
  ['visits.ndjson', 'visits-2026-06-01.ndjson'],
]);
const NAMED = ['PL-SAMPLE1', 'PL-SAMPLE2'];

const DAY_MS = 24 * 3600 * 1000;
const WEEK_MS = 7 * DAY_MS;
/** From their Monday to the last thing that the samples tell. */
const TOLD_MS = 2 * DAY_MS;

/**
 * `hub demo visits`: the sample files of visits as a provider of the demo would export them now. They name placements of
 * its own and tell of the last Monday that is over.
 *
 * @returns the paths written
 */
export async function writeVisitFiles(hub: Reached, key: string, folder: string): Promise<readonly string[]> {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider) throw new CommandError(`The demo has no provider ${key}.`);
  const now = await new SandboxTime(hub.pool, SUBGRAPHS).now();
  const weeks = weeksTo(now);
  const { rows } = await hub.pool.query<{ reference: string }>(
    `select reference from cases.placement
     where provider_id = $1 and council = 'bromley' and state = 'ACTIVE' and started_at < $2
     order by started_at, reference limit $3`,
    [provider.id, new Date(MONDAY + weeks * WEEK_MS), NAMED.length],
  );
  if (rows.length < NAMED.length) {
    const soon = 'The past quarter, which npm start plays, brings people into care: try again in a minute.';
    throw new CommandError(`${provider.name} cares for too few people in Bromley yet. ${soon}`);
  }
  const references = rows.map(({ reference }) => reference);
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const [name, sample] of FILES) {
    const text = await readFile(join(packageFolder(), 'adapters', 'visits', 'samples', sample), 'utf8');
    const path = join(folder, name);
    await writeFile(path, asOfNow(text, references, weeks));
    written.push(path);
  }
  return written;
}

/** By how many weeks the samples move, for all that they tell to be over: a Monday stays a Monday. */
export function weeksTo(now: Date): number {
  return Math.floor((now.getTime() - MONDAY - TOLD_MS) / WEEK_MS);
}

/** A sample about other placements, and so many weeks later. */
export function asOfNow(text: string, references: readonly string[], weeks: number): string {
  const moved = (date: string) => new Date(Date.parse(date) + weeks * WEEK_MS).toISOString().slice(0, 10);
  return NAMED.reduce((named, name, nth) => named.replaceAll(name, references[nth]!), text)
    .replace(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g, moved)
    .replace(/(?<!\d)(\d{2})\/(\d{2})\/(\d{4})(?!\d)/g, (_, day, month, year) =>
      moved(`${year}-${month}-${day}`).split('-').reverse().join('/'),
    );
}

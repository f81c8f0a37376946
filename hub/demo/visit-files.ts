import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../adapters/contract.js';
import type { Refusal } from '../../adapters/gateway-client.js';
import { addLocalDays } from '../../kernel/time/working-time.js';
import { askAs, unlessRefused } from '../ask.js';
import { CommandError, type Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { type DemoProvider, PROVIDERS } from './borough.js';
import { People } from './people.js';

/** The samples of adapters/visits: their Monday, their files, and the placements that they name. */
const MONDAY = Date.parse('2026-06-01T00:00:00Z');
const FILES: ReadonlyMap<string, string> = new Map([
  ['rota.csv', 'rota-2026-06-01.csv'],
  ['calls.csv', 'calls-2026-06-01.csv'],
  ['visits.ndjson', 'visits-2026-06-01.ndjson'],
]);
const NAMED = ['PL-SAMPLE1', 'PL-SAMPLE2'];

/** The calls that the samples tell of, by the council's word: those of each placement that they name. */
const CALLS: ReadonlyArray<ReadonlyArray<readonly [startTime: string, minutes: number, more?: object]>> = [
  [
    ['08:00', 30, { activities: ['PERSONAL_CARE', 'MEDICATION'], window: { earliest: '07:45', latest: '08:30' } }],
    ['12:30', 30, { activities: ['MEAL_PREPARATION'] }],
    ['17:00', 30],
    // The lines of JSON have it at 18:00 by the clock of Greenwich, winter and summer.
    ['18:00', 30, { window: { earliest: '18:00', latest: '19:00' } }],
  ],
  [
    ['09:00', 60, { workers: 2 }],
    ['22:00', 540, { night: 'SLEEP_IN' }],
  ],
];

const DAY_MS = 24 * 3600 * 1000;
const WEEK_MS = 7 * DAY_MS;
/** From their Monday to the last thing that the samples tell. */
const TOLD_MS = 2 * DAY_MS;

/**
 * `hub demo visits`: the sample files of visits as a provider of the demo would export them now. They tell of the last
 * Monday that is over, and of two people whose care came to its end on the day after it: the council's case system hands
 * their placements over with the calls that the samples answer.
 *
 * @returns the paths written
 */
export async function writeVisitFiles(hub: Reached, key: string, folder: string): Promise<readonly string[]> {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider) throw new CommandError(`The demo has no provider ${key}.`);
  if (!provider.memberships.some(({ council }) => council === 'bromley'))
    throw new CommandError(`${provider.name} does not work in Bromley: name another, such as oakwood.`);
  const weeks = weeksTo(await new SandboxTime(hub.pool, SUBGRAPHS).now());
  const monday = new Date(MONDAY + weeks * WEEK_MS).toISOString().slice(0, 10);
  const references = await placementsOf(hub, provider, monday);
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

/** References of the placements that the samples of a Monday tell of, in the order of their names there. */
async function placementsOf(hub: Reached, provider: DemoProvider, monday: string): Promise<readonly string[]> {
  const { key, id: providerId, pence: hourlyRatePence } = provider;
  const caseSystem = 'machine:case-system@bromley';
  const people = new People(3);
  const first = PROVIDERS.indexOf(provider) * NAMED.length + 1;
  const placements = CALLS.map((calls, nth) => {
    const { person, contacts, groups, carePlan } = people.request(first + nth, new Date(monday));
    return {
      ...{ person, contacts, groups, carePlan, providerId, hourlyRatePence, careType: 'STANDARD_ADULT' },
      lasLineId: `SL-V-${key}-${monday}-${nth}`,
      startedOn: addLocalDays(monday, -28),
      calls: calls.map(([startTime, minutes, more]) => ({
        ...{ days: ['MON'], startTime, minutes, activities: ['PERSONAL_CARE'], ...more },
      })),
    };
  });
  const { takeOverPlacements: taken } = await askAs<{
    takeOverPlacements: {
      readonly placements: ReadonlyArray<{ readonly id: string; readonly reference: string }> | null;
      readonly refusals: readonly Refusal[];
    };
  }>(hub, caseSystem, 'take-over-placements', {
    input: { idempotencyKey: `demo-visits-${key}-${monday}`, placements },
  });
  unlessRefused(taken.refusals);
  for (const { id: placementId } of taken.placements!) {
    const { endPlacement: ended } = await askAs<{ endPlacement: { readonly refusals: readonly Refusal[] } }>(
      hub,
      caseSystem,
      'end-placement',
      {
        input: {
          ...{ idempotencyKey: `demo-visits-end-${placementId}`, placementId, reason: 'SELF_CARE' },
          endDate: addLocalDays(monday, 1),
        },
      },
    );
    unlessRefused(ended.refusals);
  }
  return taken.placements!.map(({ reference }) => reference);
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

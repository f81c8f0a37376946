import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/**
 * What a rostering system knows of its own agency, as far as this sample needs it: one JSON file, which your own
 * system would be in place of. What has been bid for or won since `statedAt` is taken off it.
 */
export const rosterSchema = z
  .strictObject({
    /** When this was so. */
    statedAt: z.iso.datetime({ offset: true }),
    /** Worker-minutes a week that are free. */
    free: z.array(
      z.strictObject({
        council: z.string(),
        patch: z.string(),
        timeBand: z.enum(['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT']),
        freeWeeklyMinutes: z.number().int().min(0),
      }),
    ),
    /** Codes of what workers are trained for. */
    skills: z.array(z.string()).default([]),
    /** ISO 639 codes of languages that workers speak, beside English. */
    languages: z.array(z.string()).default([]),
    carerGenders: z.array(z.enum(['FEMALE', 'MALE'])).default(['FEMALE', 'MALE']),
    /** Whether two workers can attend a call together. */
    twoWorkers: z.boolean().default(true),
    /** Whether times that must be kept can be. */
    keepsTimes: z.boolean().default(true),
    /** First day on which new care can start. */
    earliestStart: z.iso.date(),
    /** Between an award and the first call. */
    noticeMinutes: z.number().int().min(0).default(120),
    deliveryStatement: z.string().min(1).max(4000),
  })
  .readonly();
export type Roster = z.infer<typeof rosterSchema>;
export type TimeBand = Roster['free'][number]['timeBand'];
export type MinutesByBand = Partial<Record<TimeBand, number>>;

export async function readRoster(path: string): Promise<Roster> {
  return rosterSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** The need of a call-off, as far as a decision rests on it. */
export interface AdvertisedNeed {
  readonly patch: string;
  readonly neededFrom: string;
  readonly calls: ReadonlyArray<{
    readonly days: readonly string[];
    readonly startTime: string;
    readonly minutes: number;
    readonly workers: number;
    readonly timeCritical: boolean;
  }>;
  readonly skills: readonly string[];
  readonly carerGender: 'FEMALE' | 'MALE' | null;
  readonly languages: readonly string[];
  readonly discharge: { readonly expectedAt: string; readonly twoWorkers: boolean } | null;
}

export interface CallOffAdvert {
  readonly id: string;
  readonly reference: string;
  readonly council: { readonly id: string };
  readonly route: string;
  readonly stage: string;
  readonly state: 'OPEN' | 'CLOSED' | 'WITHDRAWN';
  readonly version: number;
  /** What it is answered by. */
  readonly answer: 'BID' | 'OFFER';
  readonly closesAt: string;
  readonly need: AdvertisedNeed;
}

/** What a bid says, or why there is none. */
export type Decision =
  | { readonly bid: BidContent; readonly minutes: MinutesByBand }
  | { readonly decline: 'CAPACITY' | 'SKILL' | 'PREFERENCES' };

export interface BidContent {
  readonly startDate: string;
  readonly startTime: string;
  readonly deliveryStatement: string;
  readonly doubleHanded: boolean;
  readonly timeCritical: boolean;
  readonly skills: string[];
}

/** What is taken off the roster: bids that stand, and packages won since it was stated. */
export interface Commitment {
  readonly council: string;
  readonly patch: string;
  readonly minutes: MinutesByBand;
}

/**
 * Whether to bid. A need is declined that takes more than is free, asks for what workers are not trained for, or for
 * somebody whom the agency does not have; who is eligible is never the provider's to say.
 */
export function decide(advert: CallOffAdvert, roster: Roster, commitments: readonly Commitment[], now: Date): Decision {
  const { need, council, route } = advert;
  const twoWorkers = need.calls.some(({ workers }) => workers === 2) || need.discharge?.twoWorkers === true;
  const timeCritical = need.calls.some((call) => call.timeCritical);
  if (!need.skills.every((skill) => roster.skills.includes(skill))) return { decline: 'SKILL' };
  if ((twoWorkers && !roster.twoWorkers) || (timeCritical && !roster.keepsTimes)) return { decline: 'CAPACITY' };
  const suits = need.carerGender === null || roster.carerGenders.includes(need.carerGender);
  if (!suits || !need.languages.every((language) => roster.languages.includes(language))) {
    // A discharge from hospital is declined for capacity, skill or safety alone.
    return { decline: route === 'D2A_PATCH' ? 'SKILL' : 'PREFERENCES' };
  }
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/London').toPlainDate();
  const needed = latest(need.neededFrom, today.toString());
  const startDate = latest(needed, roster.earliestStart);
  const minutes = minutesOf(need);
  const free = freeMinutes(roster, commitments, council.id, need.patch);
  const hasRoom = (Object.entries(minutes) as Array<[TimeBand, number]>).every(
    ([band, each]) => each <= (free[band] ?? 0),
  );
  if (startDate > needed || !hasRoom) return { decline: 'CAPACITY' };
  const startTime = need.calls.map((call) => call.startTime).sort()[0] ?? '08:00';
  const { deliveryStatement } = roster;
  const skills = [...need.skills];
  return { bid: { startDate, startTime, deliveryStatement, doubleHanded: twoWorkers, timeCritical, skills }, minutes };
}

/** Worker-minutes a week of a need, by the part of the day in which its calls begin. */
export function minutesOf({ calls }: Pick<AdvertisedNeed, 'calls'>): MinutesByBand {
  const minutes: MinutesByBand = {};
  for (const call of calls) {
    const band = bandOf(call.startTime);
    minutes[band] = (minutes[band] ?? 0) + call.minutes * call.days.length * call.workers;
  }
  return minutes;
}

/** What is left in one patch. */
export function freeMinutes(
  roster: Roster,
  commitments: readonly Commitment[],
  council: string,
  patch: string,
): MinutesByBand {
  const free: MinutesByBand = {};
  for (const row of roster.free) {
    if (row.council === council && row.patch === patch) free[row.timeBand] = row.freeWeeklyMinutes;
  }
  for (const commitment of commitments) {
    if (commitment.council !== council || commitment.patch !== patch) continue;
    for (const [band, minutes] of Object.entries(commitment.minutes) as Array<[TimeBand, number]>) {
      free[band] = Math.max(0, (free[band] ?? 0) - minutes);
    }
  }
  return free;
}

const BANDS: ReadonlyArray<readonly [from: string, band: TimeBand]> = [
  ['23:00', 'NIGHT'],
  ['19:00', 'BED'],
  ['15:00', 'TEA'],
  ['11:00', 'LUNCH'],
  ['07:00', 'MORNING'],
];

function bandOf(startTime: string): TimeBand {
  return BANDS.find(([from]) => startTime >= from)?.[1] ?? 'NIGHT';
}

/** A placement as far as its first call rests on it; date and time are as offered in the bid. */
export interface AwardedPlacement {
  readonly startDate: string;
  readonly startTime: string;
  readonly dischargeAt: string | null;
}

/** An hour at home before the first call, and no call later than usual on that evening. */
const AFTER_DISCHARGE_MINUTES = 60;
const LATEST_CALL_OF_A_DAY = '20:30';
const FIRST_CALL_OF_A_DAY = '08:00';

/** When the first call takes place: as offered, but not before there was notice, nor before the person is at home. */
export function firstCallAt(placement: AwardedPlacement, noticeMinutes: number, now: Date): Date {
  const offered = london(placement.startDate, placement.startTime);
  const { dischargeAt } = placement;
  const earliest = Math.max(
    now.getTime() + noticeMinutes * 60_000,
    dischargeAt ? new Date(dischargeAt).getTime() + AFTER_DISCHARGE_MINUTES * 60_000 : 0,
  );
  if (offered.getTime() >= earliest) return offered;
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.ceil(earliest / 60_000) * 60_000).toZonedDateTimeISO(
    'Europe/London',
  );
  const time = zoned.toPlainTime().toString({ smallestUnit: 'minute' });
  if (time <= LATEST_CALL_OF_A_DAY) return new Date(zoned.epochMilliseconds);
  return london(zoned.toPlainDate().add({ days: 1 }).toString(), FIRST_CALL_OF_A_DAY);
}

function london(date: string, time: string): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(wall.toZonedDateTime('Europe/London').epochMilliseconds);
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}

import type { KeptFact } from '../rules/kpi-register.js';

/**
 * Where the facts of the KPI register are found: for each, the rows that it is the sum of, in SQL. A figure and the
 * evidence behind it are read from the same rows, so that they cannot differ; sums over visits alone are kept a day at a
 * time (`DayFigures`) and only their evidence is read here.
 *
 * Each answers `nth, provider_id, id, day, amount` of the rows of every period in `asked (nth, council, provider, from,
 * to)`. `it` is the row; people and packages are counted once, by their latest placement.
 */

/** Whose rows: those of one provider, those of each, or all of the council together (then nobody is counted twice). */
export type Whose = 'ONE' | 'EACH' | 'ALL';
export type EvidenceKind = 'VISIT' | 'PLACEMENT' | 'INVITATION' | 'STANDING' | 'DAY' | 'POLICY';

export interface Relation {
  readonly kind: EvidenceKind;
  readonly sql: (whose: Whose) => string;
}

const keyOf = (whose: Whose) => (whose === 'ALL' ? 'null::uuid' : 'it.provider_id');
const mine = (whose: Whose) => (whose === 'ONE' ? 'and it.provider_id = asked.provider' : '');

function rows(
  kind: EvidenceKind,
  table: string,
  from: { readonly on: string; readonly where?: string; readonly day: string; readonly amount?: string },
): Relation {
  return {
    kind,
    sql: (whose) => `
      select asked.nth, ${keyOf(whose)} as provider_id, it.id::text as id, ${from.day} as day, ${from.amount ?? '1'} as amount
      from asked join monitoring.${table} it on it.council = asked.council ${mine(whose)} and ${from.on}
      where ${from.where ?? 'true'}`,
  };
}

function once(
  of: 'person_id' | 'package_id',
  table: string,
  from: { readonly on: string; readonly having?: string; readonly id: string; readonly day: string },
): Relation {
  return {
    kind: 'PLACEMENT',
    sql: (whose) => `
      select asked.nth, ${keyOf(whose)} as provider_id, max(${from.id}::text) as id, max(${from.day}) as day, 1 as amount
      from asked join monitoring.${table} it on it.council = asked.council ${mine(whose)} and ${from.on}
      group by asked.nth, asked."from", asked."to", ${whose === 'ALL' ? '' : 'it.provider_id, '}it.${of}
      having ${from.having ?? 'true'}`,
  };
}

const answered = (how: string) => `exists (select 1 from monitoring.invitation_response answer
  where answer.call_off_id = it.call_off_id and answer.stage = it.stage and answer.provider_id = it.provider_id
    and answer.response ${how})`;
const BID = answered(`= 'BID'`);
const OF_PATCH = `it.stage <> 'FRAMEWORK' and not it.gated`;

const invited = (where?: string, amount?: string) =>
  rows('INVITATION', 'invitation', {
    on: 'it.day between asked."from" and asked."to"',
    ...(where && { where }),
    ...(amount && { amount }),
    day: 'it.day',
  });

/** Begun by the last day, and not withdrawn. */
const BEGUN = 'it.started_on <= asked."to" and (it.live or it.ended_on is not null)';
/** In the year of the period, of which there is one; 29 February falls on the 28th where there is none. */
const ANNIVERSARY = `(it.started_on::date + make_interval(years => left(asked."from", 4)::int - left(it.started_on, 4)::int))::date`;
const STARTED = `${BEGUN} and it.care_type = 'D2A' and it.started_on >= asked."from"`;
const ENDED = `${BEGUN} and it.care_type = 'D2A' and it.ended_on between asked."from" and asked."to"`;
const AWARDED_OR_DISCHARGED = `(select max(message.day) from monitoring.formal_message message
  where message.call_off_id = it.call_off_id and message.provider_id = it.provider_id)`;

const placements = (on: string, day: string, amount?: string) =>
  rows('PLACEMENT', 'expected_placement', { on, day, ...(amount && { amount }) });
const people = (on: string, day: string, having?: string) =>
  once('person_id', 'expected_placement', { on, id: 'it.id', day, ...(having && { having }) });
const packagesChanged = (kinds: string, having: string) =>
  once('package_id', 'placement_change', {
    on: `it.effective_from between asked."from" and asked."to" and it.kind in (${kinds})`,
    id: 'it.placement_id',
    day: 'it.effective_from',
    having,
  });

export const KEPT: Readonly<Record<KeptFact, Relation>> = {
  invited: invited(),
  accepted: invited(BID),
  awarded: invited('it.awarded'),
  patchSettled: invited(`${OF_PATCH} and ${answered('is not null')}`),
  patchNotTaken: invited(`${OF_PATCH} and ${answered(`<> 'BID'`)}`),
  anniversaries: once('package_id', 'expected_placement', {
    on: `${BEGUN} and left(it.started_on, 4) < left(asked."from", 4)
      and ${ANNIVERSARY} between asked."from"::date and asked."to"::date
      and (it.ended_on is null or it.ended_on::date >= ${ANNIVERSARY})`,
    id: 'it.id',
    day: 'it.started_on',
  }),
  packagesReduced: packagesChanged(`'REDUCE', 'INCREASE'`, 'sum(it.minutes_after - it.minutes_before) < 0'),
  packagesIncreased: packagesChanged(`'REDUCE', 'INCREASE'`, 'sum(it.minutes_after - it.minutes_before) > 0'),
  packagesMoreHours: packagesChanged(
    `'INCREASE', 'TEMPORARY_INCREASE'`,
    'max(it.minutes_after - it.minutes_before) > 0',
  ),
  // Whose last day of care is the period's has had it by the end of that day: closed, and no longer in receipt.
  peopleInReceipt: people(`${BEGUN} and (it.ended_on is null or it.ended_on > asked."to")`, 'it.started_on'),
  peopleClosed: people(
    BEGUN,
    'it.ended_on',
    `bool_and(it.ended_on is not null and it.ended_on <= asked."to") and max(it.ended_on) >= asked."from"`,
  ),
  d2aResponses: invited(`it.route = 'D2A_PATCH' and it.bid_at is not null and ${BID}`),
  d2aResponseMinutes: invited(
    `it.route = 'D2A_PATCH' and it.bid_at is not null and ${BID}`,
    `floor(extract(epoch from it.bid_at - it.at) / 60)::int`,
  ),
  d2aStarted: placements(STARTED, 'it.started_on'),
  d2aStartedSameDay: placements(`${STARTED} and it.started_on = ${AWARDED_OR_DISCHARGED}`, 'it.started_on'),
  d2aEnded: placements(ENDED, 'it.ended_on'),
  d2aDays: placements(ENDED, 'it.ended_on', 'it.ended_on::date - it.started_on::date + 1'),
  d2aNoMoreCare: placements(`${ENDED} and it.end_reason = 'SELF_CARE'`, 'it.ended_on'),
  weeklyMinutes: {
    kind: 'STANDING',
    // Of the council as a whole there is no ceiling to hold hours against.
    sql: (whose) => `
      select asked.nth, it.provider_id, it.provider_id::text as id, asked."to" as day, it.weekly_minutes as amount
      from asked join monitoring.provider_standing it on it.council = asked.council ${mine(whose)}
      where ${whose === 'ALL' ? 'false' : 'true'}`,
  },
};

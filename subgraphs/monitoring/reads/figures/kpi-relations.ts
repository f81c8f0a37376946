import type { EvidenceKind } from '../../entities/figures/words.js';
import type { KeptFact } from '../../rules/figures/kpi-register.js';

/**
 * Where the facts of the KPI register are found: for each fact, the SQL of the rows that it is the sum of. A figure and
 * the evidence behind it are read from the same rows, so they cannot differ. Only the sums over visits are kept elsewhere,
 * a day at a time (`DayFigures`).
 *
 * `asked (nth, council, provider, from, to)` holds the periods, and `it` is the row. A person or a package is counted
 * once, by the latest placement.
 */

/** Whose rows: those of one provider, those of each, or all of the council together (then nobody is counted twice). */
export type Whose = 'ONE' | 'EACH' | 'ALL';

interface Relation {
  readonly kind: EvidenceKind;
  /** Facts of the same rows are summed together. */
  readonly rows: (whose: Whose) => string;
  readonly where: string;
  /** Of a row: the period, whose it is, its id, its day, and how much it adds. */
  readonly nth: string;
  readonly provider: (whose: Whose) => string;
  readonly id: string;
  readonly day: string;
  readonly amount: string;
}

/** The sums of every fact: `nth, provider_id, facts`, one row for each kind of row. */
export function sumsOfFacts(whose: Whose): string {
  const together = Map.groupBy(Object.entries(KEPT), ([, { rows }]) => rows(whose));
  const each = [...together].map(([rows, facts]) => {
    const { nth, provider } = facts[0]![1];
    const sums = facts.map(([fact, { amount, where }]) => `'${fact}', sum(${amount}) filter (where ${where})`);
    return `select ${nth} as nth, ${provider(whose)} as provider_id, jsonb_build_object(${sums.join(', ')}) as facts
      ${rows} group by 1, 2`;
  });
  return each.join(' union all ');
}

/** The rows behind one fact of a provider: `id, day, amount`. */
export function rowsOfFact(fact: KeptFact): { readonly kind: EvidenceKind; readonly sql: string } {
  const { kind, rows, where, id, day, amount } = KEPT[fact];
  return { kind, sql: `select ${id} as id, ${day} as day, ${amount} as amount ${rows('ONE')} where ${where}` };
}

const providerOf = (whose: Whose) => (whose === 'ALL' ? 'null::uuid' : 'it.provider_id');
const mine = (whose: Whose) => (whose === 'ONE' ? 'and it.provider_id = asked.provider' : '');
const joined = (table: string, whose: Whose, on: string) =>
  `from asked join monitoring.${table} it on it.council = asked.council ${mine(whose)} and ${on}`;

/** Rows of a table, each counted by itself. */
function rowsOf(
  kind: EvidenceKind,
  table: string,
  { on, day, where = 'true', amount = '1' }: { on: string; day: string; where?: string; amount?: string },
): Relation {
  const rows = (whose: Whose) => joined(table, whose, on);
  return { kind, rows, where, nth: 'asked.nth', provider: providerOf, id: 'it.id::text', day, amount };
}

/** People or packages, each counted once, by the latest of their rows. */
function once(
  of: 'person_id' | 'package_id',
  table: string,
  { on, id, day, having = 'true' }: { on: string; id: string; day: string; having?: string },
): Relation {
  const rows = (whose: Whose) => `from (
    select asked.nth, ${providerOf(whose)} as provider_id, max(${id}::text) as id, max(${day}) as day
    ${joined(table, whose, on)}
    group by asked.nth, asked."from", asked."to", ${whose === 'ALL' ? '' : 'it.provider_id, '}it.${of} having ${having}) it`;
  const plain = { nth: 'it.nth', provider: () => 'it.provider_id', id: 'it.id', day: 'it.day', amount: '1' };
  return { kind: 'PLACEMENT', rows, where: 'true', ...plain };
}

const answered = (how: string) => `exists (select 1 from monitoring.invitation_response answer
  where answer.call_off_id = it.call_off_id and answer.stage = it.stage and answer.provider_id = it.provider_id
    and answer.response ${how})`;
const BID = answered(`= 'BID'`);
const OF_PATCH = `it.stage <> 'FRAMEWORK' and not it.gated`;

const invited = (where?: string, amount?: string) =>
  rowsOf('INVITATION', 'invitation', {
    on: 'it.day between asked."from" and asked."to"',
    ...(where && { where }),
    ...(amount && { amount }),
    day: 'it.day',
  });

/** Begun by the last day, and not withdrawn. */
const BEGUN = 'it.started_on <= asked."to" and (it.live or it.ended_on is not null)';
/** The anniversary in the year of the period. 29 February falls on the 28th in a year that has no 29th. */
const ANNIVERSARY = `(it.started_on::date + make_interval(years => left(asked."from", 4)::int - left(it.started_on, 4)::int))::date`;
const STARTED = `it.started_on >= asked."from"`;
const ENDED = `it.ended_on between asked."from" and asked."to"`;
const AWARDED_OR_DISCHARGED = `(select max(case message.kind when 'DISCHARGE_FINALISED' then message.day
    else to_char(message.told_at at time zone 'Europe/London', 'YYYY-MM-DD') end)
  from monitoring.formal_message message
  where message.call_off_id = it.call_off_id and message.provider_id = it.provider_id
    and message.kind in ('AWARDED', 'DISCHARGE_FINALISED'))`;

const discharges = (where: string, day: string, amount?: string) =>
  rowsOf('PLACEMENT', 'expected_placement', {
    on: `${BEGUN} and it.care_type = 'D2A'`,
    where,
    day,
    ...(amount && { amount }),
  });
const people = (on: string, day: string, having?: string) =>
  once('person_id', 'expected_placement', { on, id: 'it.id', day, ...(having && { having }) });
const packagesChanged = (kinds: string, having: string) =>
  once('package_id', 'placement_change', {
    on: `it.effective_from between asked."from" and asked."to" and it.kind in (${kinds})`,
    id: 'it.placement_id',
    day: 'it.effective_from',
    having,
  });

const KEPT: Readonly<Record<KeptFact, Relation>> = {
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
  // A person whose last day of care is the last day of the period has had it by the end of that day, and is closed.
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
  d2aStarted: discharges(STARTED, 'it.started_on'),
  d2aStartedSameDay: discharges(`${STARTED} and it.started_on = ${AWARDED_OR_DISCHARGED}`, 'it.started_on'),
  d2aEnded: discharges(ENDED, 'it.ended_on'),
  d2aDays: discharges(ENDED, 'it.ended_on', 'it.ended_on::date - it.started_on::date + 1'),
  d2aNoMoreCare: discharges(`${ENDED} and it.end_reason = 'SELF_CARE'`, 'it.ended_on'),
  weeklyMinutes: {
    // As it stands now: what stood in the period before is no longer known.
    ...rowsOf('STANDING', 'provider_standing', { on: 'asked.nth = 0', day: 'asked."to"', amount: 'it.weekly_minutes' }),
    id: 'it.provider_id::text',
  },
};

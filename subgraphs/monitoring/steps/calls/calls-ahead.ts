import { bulk, bulkRead, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { careDayOf, startOfCareDay } from '../../rules/calls/care-day.js';
import type { Round } from '../../rules/calls/round.js';
import type { VisitsOf } from '../visits/lock-visits.js';
import { lastDayOf } from './read-expecting.js';

/** Placements whose calls are made at once, and rounds: after a long pause there may be many days to make. */
const MOST_AT_ONCE = 1000;
const MOST_ROUNDS = 8000;

/**
 * The rounds whose calls are now to be made: for each placement of a provider whose turn has come, those up to
 * `visit.aheadDays` days ahead that have not been made. Whoever asks makes them; the next are due as the next care day begins.
 * [DEL-01]
 */
export async function callsAhead(
  t: Transaction,
  { council, providerId }: VisitsOf,
  policy: Policy,
  now: Date,
): Promise<readonly Round[]> {
  const due = await bulkRead(
    t.em,
    ExpectedPlacement,
    `it.due_at < $1 and it.council = $2 and it.provider_id = $3 order by it.due_at limit ${MOST_AT_ONCE}`,
    [now, council, providerId],
  );
  if (due.length === 0) return [];
  const until = lastDayAhead(policy, now);
  const nextAt = startOfCareDay(addLocalDays(careDayOf(now), 1));
  const daysAtOnce = Math.max(1, Math.floor(MOST_ROUNDS / due.length));
  const turns = due.map((each) => {
    const from = each.madeUntil ? addLocalDays(each.madeUntil, 1) : each.knownOn;
    const [to = until] = [addLocalDays(from, daysAtOnce - 1), until].sort();
    return { each, from, to };
  });
  // What is left stays due, and is made by the next turn.
  const dueAfter = (each: ExpectedPlacement, to: string) =>
    to < until ? each.dueAt : isOver(each, until) ? null : nextAt;
  const turned = turns.map(({ each, to }) => ({ id: each.id, madeUntil: to, dueAt: dueAfter(each, to) }));
  const { from, parameters } = rowset(
    [
      { name: 'id', type: 'uuid' },
      { name: 'madeUntil', type: 'text' },
      { name: 'dueAt', type: 'timestamptz' },
    ],
    turned,
  );
  await bulk(
    t.em,
    `update monitoring.expected_placement as it set made_until = "row"."madeUntil", due_at = "row"."dueAt"
     from ${from} where it.id = "row".id`,
    [...parameters],
  );
  return turns.flatMap(({ each, from, to }) => roundsOf(each, from, to));
}

/** The last care day whose calls are made by now. [DEL-01] */
export function lastDayAhead({ visit }: Policy, now: Date): string {
  return addLocalDays(careDayOf(now), visit.aheadDays);
}

/** The rounds of a placement from one care day to another, as far as its calls may be expected on them. */
export function roundsOf(placement: ExpectedPlacement, from: string, until: string): readonly Round[] {
  const last = lastDayOf(placement);
  const end = last !== null && last < until ? last : until;
  const rounds: Round[] = [];
  // An evening's care day has the hours after midnight too: the day before the first may have the first call.
  for (let day = from; day <= end; day = addLocalDays(day, 1)) rounds.push({ placementId: placement.id, careDay: day });
  return rounds;
}

function isOver(placement: ExpectedPlacement, until: string): boolean {
  const last = lastDayOf(placement);
  return !placement.live && last !== null && last < until;
}

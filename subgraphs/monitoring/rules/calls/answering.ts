import { byKey } from '../reports/report-key.js';
import { standingOf } from '../visits/plan-standing.js';
import type { PlanFacts } from '../visits/visit-facts.js';
import { type ExpectedCall, wasDue } from './expected-call.js';

type Plan = Pick<
  PlanFacts,
  | 'id'
  | 'source'
  | 'externalId'
  | 'visit'
  | 'plannedStart'
  | 'plannedEnd'
  | 'removed'
  | 'cancellation'
  | 'knownAt'
  | 'standing'
>;
type Call = Pick<ExpectedCall, 'id' | 'expectedStart' | 'expectedEnd' | 'off'>;

/** No person's day is so full; if one is, only the plans that name their call answer one. */
const MOST_PAIRS = 40_000;

/**
 * Which expected call each plan of a round answers. A plan that names a call answers that one; any other the call that
 * starts nearest, one plan of each system a call, and calls that nobody had to make after all others. A plan that goes on where one of a
 * call has ended, and ends within that call, answers it too: a night that is planned in parts. What is left over answers none. The
 * answer depends on the facts alone: between equals the earlier counts, then the lesser source and id. [DEL-01]
 *
 * @param calls of the round, in the order of their starts
 * @param plans without those that were taken back
 * @param farthestMinutes a plan further than this from a call does not answer it
 */
export function answeredCalls<P extends Plan, C extends Call>(
  calls: readonly C[],
  plans: readonly P[],
  farthestMinutes: number,
): ReadonlyMap<P, C> {
  const answered = new Map<P, C>();
  const taken = new Set<string>();
  const take = (plan: P, call: C): void => {
    const answer = `${plan.source} ${call.id}`;
    if (answered.has(plan) || taken.has(answer)) return;
    answered.set(plan, call);
    taken.add(answer);
  };
  const inOrder = [...plans].sort((a, b) => +startOf(a) - +startOf(b) || byKey(a, b));
  const byId = new Map(calls.map((call) => [call.id, call]));
  for (const plan of inOrder) {
    const { visit } = standingOf(plan);
    const named = visit && byId.get(visit);
    if (named) take(plan, named);
  }
  if (calls.length * plans.length <= MOST_PAIRS) {
    for (const some of [calls.filter(wasDue), calls.filter((call) => !wasDue(call))]) {
      const near = inOrder
        .filter((plan) => !answered.has(plan))
        .flatMap((plan) => some.map((call) => ({ plan, call, apart: Math.abs(+startOf(plan) - +call.expectedStart) })))
        .filter(({ apart }) => apart <= farthestMinutes * 60_000);
      // The sort is stable: equals stay in the order of the plans and the calls.
      for (const { plan, call } of near.sort((a, b) => a.apart - b.apart)) take(plan, call);
    }
  }
  for (let before = -1; before < answered.size; ) {
    before = answered.size;
    for (const plan of inOrder) {
      if (answered.has(plan)) continue;
      const whole = [...answered].find(([other, call]) => isFurtherPart(plan, other, call));
      if (whole) answered.set(plan, whole[1]);
    }
  }
  return answered;
}

function isFurtherPart(plan: Plan, other: Plan, call: Call): boolean {
  const [from, to] = [startOf(plan), endOf(plan)];
  const touches = plan.source === other.source && (+from === +endOf(other) || +to === +startOf(other));
  return touches && from >= call.expectedStart && to <= call.expectedEnd;
}

const startOf = (plan: Plan): Date => standingOf(plan).plannedStart;
const endOf = (plan: Plan): Date => standingOf(plan).plannedEnd;

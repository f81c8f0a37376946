import { PROVIDERS } from '../../hub/demo/borough.js';
import { nextSaid, type ReportedCall, saidBy } from '../../hub/demo/care-given.js';
import { callsOf, careOfQuarter, daysFrom, type HeldCare } from '../../hub/demo/quarter.js';
import { addMinutes } from '../../kernel/time/working-time.js';

const [FROM, TO] = ['2026-04-01', '2026-06-30'];
const cared: HeldCare[] = careOfQuarter(1, FROM, TO).map((care) => ({ ...care, placement: `${care.nth}` }));

/** Every call of so many days. */
function calls(seed: number, days: number, of: readonly HeldCare[] = cared): ReportedCall[] {
  return daysFrom(FROM, TO)
    .slice(0, days)
    .flatMap((day) => [...callsOf(seed, of, day)]);
}

it('DEL-01: the same seed gives the same care, and another seed another', () => {
  const some = cared.slice(0, 20);
  expect(calls(1, 1, some)).toEqual(calls(1, 1, some));
  expect(calls(2, 1, some)).not.toEqual(calls(1, 1, some));
});

it('DEL-01, DEL-10, DEL-11, ASM-30: little goes wrong, and each thing that the hub finds does now and then', () => {
  const all = calls(1, 4);
  const [plans, logs] = [all.flatMap((call) => call.plans), all.flatMap((call) => call.logs)];
  const shares = {
    forgotten: all.filter((call) => call.plans.length === 0).length,
    notAsked: all.filter((call) => call.plans.length > 1).length,
    missed: all.filter((call) => call.plans.length === 1 && call.logs.length === 0).length,
    alone: all.filter((call) => call.plans[0]?.workersNeeded === 2 && call.logs.length === 1).length,
    calledOffAfterStart: plans.filter(
      ({ cancellation, plannedStart }) => cancellation && new Date(cancellation.at) >= plannedStart,
    ).length,
    claimed: logs.filter((log) => log.asOf > addMinutes(log.departedAt!, 60)).length,
    taskNotDone: logs.filter((log) => log.tasks.some(({ outcome }) => outcome === 'NOT_DONE')).length,
    taskRefused: logs.filter((log) => log.tasks.some(({ outcome }) => outcome === 'REFUSED_BY_PERSON')).length,
    refused: logs.filter((log) => log.refused).length,
  };
  for (const [what, count] of Object.entries(shares)) {
    expect({ what, isSeen: count > 0, isRare: count < all.length * 0.03 }).toEqual({
      what,
      isSeen: true,
      isRare: true,
    });
  }
  // What became of each task is said, unless the person refused the call.
  expect(logs.filter((log) => log.tasks.length === 0 && !log.refused)).toEqual([]);
});

it('DEL-10: providers differ: whoever is rated worse misses more', () => {
  const missed = (rating: string) => {
    const all = calls(1, 60, cared.filter(({ provider }) => provider.rating === rating).slice(0, 60));
    return all.filter(({ plans, logs }) => logs.length === 0 && !plans[0]?.cancellation).length / all.length;
  };
  expect(PROVIDERS.some(({ rating }) => rating === 'INADEQUATE')).toBe(true);
  expect(missed('INADEQUATE')).toBeGreaterThan(missed('GOOD'));
});

it('DEL-02: it is said as it happens: the plan, the arrival, the departure', () => {
  const call = calls(1, 1).find(({ plans, logs }) => plans.length === 1 && logs.length === 1 && !logs[0]!.refused)!;
  const [plan, log] = [call.plans[0]!, call.logs[0]!];
  expect(saidBy(new Date(+plan.asOf - 1), call)).toEqual({ plans: [], logs: [] });
  expect(nextSaid(new Date(+plan.asOf - 1), call)).toEqual(plan.asOf);
  expect(saidBy(plan.asOf, call)).toEqual({ plans: [plan], logs: [] });
  const arrived = nextSaid(plan.asOf, call)!;
  expect(arrived).toEqual(addMinutes(log.arrivedAt, 1));
  expect(saidBy(arrived, call).logs).toMatchObject([{ externalId: log.externalId, departedAt: null, tasks: [] }]);
  expect(nextSaid(arrived, call)).toEqual(log.asOf);
  expect(saidBy(log.asOf, call)).toEqual(call);
  expect(nextSaid(log.asOf, call)).toBeNull();
});

import fc from 'fast-check';
import { answeredCalls } from '../../../../subgraphs/monitoring/rules/calls/answering.js';
import type { ExpectedCall } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import type { PlanFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aPlan, at, off } from '../a-visit.js';

type Call = Pick<ExpectedCall, 'id' | 'expectedStart' | 'expectedEnd' | 'off'>;
const call = (id: string, minutes: number, over: Partial<Call> = {}): Call => ({
  ...{ id, expectedStart: at(minutes), expectedEnd: at(minutes + 30), off: null },
  ...over,
});
const plan = (externalId: string, minutes: number, over: Partial<PlanFacts> = {}) =>
  aPlan({ externalId, plannedStart: at(minutes), plannedEnd: at(minutes + 30), ...over });

/** Which call each plan answers, by their ids. */
function answers(calls: readonly Call[], plans: readonly PlanFacts[]) {
  const answered = answeredCalls(calls, plans, 240);
  return Object.fromEntries(plans.map((each) => [each.externalId, answered.get(each)?.id ?? null]));
}

describe('which call a plan answers', () => {
  it.each([
    [-240.001, null],
    [-240, 'C1'],
    [240, 'C1'],
    [240.001, null],
  ])('DEL-01: one %d minutes off the only call', (minutes, answered) => {
    expect(answers([call('C1', 0)], [plan('V1', minutes)])).toEqual({ V1: answered });
  });

  it('DEL-01: the nearest, one plan a call; what is left over answers none', () => {
    const calls = [call('C1', 0), call('C2', 60)];
    expect(answers(calls, [plan('V1', 20), plan('V2', 30)])).toEqual({ V1: 'C1', V2: 'C2' });
    expect(answers(calls, [plan('V1', 0), plan('V2', 5), plan('V3', 60)])).toEqual({ V1: 'C1', V2: null, V3: 'C2' });
  });

  it('DEL-01: the same call in two systems is answered by a plan of each', () => {
    const plans = [plan('V1', 0), plan('V2', 5, { source: 'ecm' }), plan('V3', 10, { source: 'ecm' })];
    expect(answers([call('C1', 0)], plans)).toEqual({ V1: 'C1', V2: 'C1', V3: null });
    // A part of a night goes on where its own system's other part ends.
    const night = call('N', 0, { expectedEnd: at(540) });
    const parts = [plan('V1', 0, { plannedEnd: at(180) }), plan('V2', 180, { plannedEnd: at(360), source: 'ecm' })];
    expect(answers([night, call('C2', 180)], [...parts, plan('V3', 181, { source: 'ecm' })])).toEqual({
      ...{ V1: 'N', V2: 'C2', V3: 'N' },
    });
  });

  it('DEL-01: of two as near, the earlier call', () => {
    expect(answers([call('C1', 0), call('C2', 60)], [plan('V1', 30)])).toEqual({ V1: 'C1' });
  });

  it('DEL-01: the call that it names, however far, before any that is near', () => {
    const calls = [call('C1', 0), call('C2', 600)];
    expect(answers(calls, [plan('V1', 0, { visit: 'C2' }), plan('V2', 5)])).toEqual({ V1: 'C2', V2: 'C1' });
  });

  it('DEL-01: two that name the same call: the earlier answers it, and the other by its time', () => {
    const calls = [call('C1', 0), call('C2', 60)];
    const named = [plan('V1', 50, { visit: 'C1' }), plan('V2', 10, { visit: 'C1' })];
    expect(answers(calls, named)).toEqual({ V1: 'C2', V2: 'C1' });
  });

  it('DEL-01: a name that leads to no call of the round leaves it to the times', () => {
    expect(answers([call('C1', 0)], [plan('V1', 5, { visit: 'elsewhere' })])).toEqual({ V1: 'C1' });
  });

  it('VAR-02: a call that is off comes after all that are expected', () => {
    const calls = [call('C1', 0, { off: off('SUSPENDED') }), call('C2', 60)];
    expect(answers(calls, [plan('V1', 5)])).toEqual({ V1: 'C2' });
    expect(answers(calls, [plan('V1', 5), plan('V2', 60)])).toEqual({ V1: 'C1', V2: 'C2' });
  });

  it('DEL-10: what stood at its start says which, not a version that came later', () => {
    const { plannedStart, plannedEnd } = plan('V1', 0);
    const standing = { plannedStart: plannedStart.toISOString(), plannedEnd: plannedEnd.toISOString() };
    const moved = plan('V1', 300, {
      standing: { ...standing, visit: null, removed: false, cancellation: null, knownAt: at(-600).toISOString() },
    });
    expect(answers([call('C1', 0), call('C2', 300)], [moved])).toEqual({ V1: 'C1' });
    expect(answers([call('C1', 0), call('C2', 30)], [{ ...moved, visit: 'C2' }])).toEqual({ V1: 'C1' });
  });

  it('DEL-06: a night that is planned in parts is answered by all of them', () => {
    const night = call('N', 0, { expectedEnd: at(540) });
    const part = (externalId: string, from: number, to: number) =>
      plan(externalId, from, { plannedEnd: at(to), night: 'WAKING_NIGHT' });
    const parts = [part('V3', 360, 540), part('V1', 0, 180), part('V2', 180, 360)];
    expect(answers([night], parts)).toEqual({ V1: 'N', V2: 'N', V3: 'N' });
    // One that leaves a gap, and one that goes on longer than the call, are no parts of it.
    expect(answers([night], [part('V1', 0, 180), part('V2', 181, 360)])).toEqual({ V1: 'N', V2: null });
    expect(answers([night], [part('V1', 0, 360), part('V2', 360, 541)])).toEqual({ V1: 'N', V2: null });
  });

  it('DEL-01: the order in which the plans came decides nothing', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 9 }), start: fc.integer({ min: -4, max: 12 }), named: fc.boolean() }),
      { maxLength: 7, selector: ({ id }) => id },
    );
    const calls = [call('C1', 0), call('C2', 60), call('C3', 90, { expectedEnd: at(300) }), call('C4', 240)];
    fc.assert(
      fc.property(
        some.chain((plans) => fc.tuple(fc.constant(plans), fc.shuffledSubarray(plans, { minLength: plans.length }))),
        ([plans, shuffled]) => {
          const planned = (each: (typeof plans)[number]) =>
            plan(`V${each.id}`, each.start * 30, { visit: each.named ? 'C2' : null });
          expect(answers(calls, shuffled.map(planned))).toEqual(answers(calls, plans.map(planned)));
        },
      ),
    );
  });
});

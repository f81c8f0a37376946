import {
  isChangedAfterStart,
  isTakenBack,
  knownAtOf,
  otherPlacementRefusal,
  standingAfter,
  standingOf,
} from '../../../../subgraphs/monitoring/rules/visits/plan-standing.js';
import type { PlanFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aPlan, at, inOrder, NINE } from '../a-visit.js';

/** A later version of a plan, as it is kept when it becomes known. */
const next = (before: PlanFacts, knownAt: Date, over: Partial<PlanFacts>): PlanFacts =>
  aPlan({ ...over, knownAt, standing: standingAfter(before, knownAt) });
const later = { plannedStart: at(300), plannedEnd: at(330) };

describe('what of a plan counts', () => {
  it.each([
    ['before its start', at(-0.001), at(300)],
    ['as it starts', NINE, at(300)],
    ['after its start', at(0.001), NINE],
  ])('DEL-01, DEL-10: moved by a version that becomes known %s', (_when, knownAt, start) => {
    const moved = next(aPlan(), knownAt, later);
    expect(standingOf(moved)).toMatchObject({ plannedStart: start });
    expect(isChangedAfterStart(moved)).toBe(start === NINE);
  });

  it('DEL-10: what stood at the start goes on standing, however many versions follow', () => {
    const first = next(aPlan(), at(10), later);
    const second = next(first, at(20), { removed: true });
    expect(standingOf(second)).toEqual({
      ...{ visit: null, plannedStart: NINE, plannedEnd: at(30), removed: false, cancellation: null, knownAt: at(-600) },
    });
    // Also by one that comes before the time to which it was to be moved.
    expect(standingOf(next(second, at(250), later))).toMatchObject({ plannedStart: NINE });
  });

  it('DEL-01: the first version counts, whenever it becomes known', () => {
    expect(standingAfter(undefined, at(600))).toBeNull();
    expect(standingOf(aPlan({ knownAt: at(600) }))).toMatchObject({ plannedStart: NINE, knownAt: at(600) });
  });

  it('VAR-10: a cancellation that stood at the start goes on standing, with when it was known', () => {
    const calledOff = aPlan({ cancellation: inOrder, knownAt: at(-60) });
    const takenBack = next(calledOff, at(10), {});
    expect(standingOf(takenBack)).toMatchObject({ cancellation: inOrder, knownAt: at(-60) });
    expect(isChangedAfterStart(takenBack)).toBe(true);
  });

  it.each([
    ['by its start', NINE, 'another', undefined],
    ['after its start', at(0.001), 'another', 'PLACEMENT_FIXED'],
    ['after its start, of its own placement', at(0.001), 'its own', undefined],
  ])('DEL-01, DEL-10: named of another placement %s', (_when, knownAt, placementId, code) => {
    const before = aPlan({ placementId: 'its own' });
    expect(otherPlacementRefusal(before, { placementId, knownAt })?.code).toBe(code);
    expect(otherPlacementRefusal(undefined, { placementId, knownAt })).toBeUndefined();
  });

  it.each<[string, Partial<PlanFacts>, boolean]>([
    ['the same times', {}, false],
    [
      'other workers',
      { plannedWorkers: ['W9'], told: [{ about: 'LATE', at: NINE.toISOString(), to: 'PERSON' }] },
      false,
    ],
    ['another start', { plannedStart: at(15) }, true],
    ['another end', { plannedEnd: at(45) }, true],
    ['that it is taken back', { removed: true }, true],
    ['that it is called off', { cancellation: inOrder }, true],
  ])('DEL-10: a version after the start that says %s', (_what, over, changed) => {
    expect(isChangedAfterStart(next(aPlan(), at(1), over))).toBe(changed);
    expect(isChangedAfterStart(next(aPlan(), NINE, over))).toBe(false);
  });
});

describe('a visit that was planned in error', () => {
  it.each([
    ['before its start', true, at(-0.001), true],
    ['at its start', true, NINE, false],
    ['after its start', true, at(1), false],
    ['not at all', false, at(-600), false],
  ])('DEL-01, DEL-10: taken back %s', (_when, removed, knownAt, takenBack) => {
    expect(isTakenBack(aPlan({ removed, knownAt }))).toBe(takenBack);
    expect(isTakenBack(next(aPlan(), knownAt, { removed }))).toBe(takenBack);
  });
});

describe('when a report counts as known', () => {
  const report = { asOf: at(-10), receivedAt: at(10) };
  it.each([
    ['the day before the hub knew the placement', '2026-06-01', '2026-06-02', at(-10)],
    ['the day on which it came to know it', '2026-06-01', '2026-06-01', at(10)],
    ['a day after', '2026-06-02', '2026-06-01', at(10)],
  ])('DEL-01: of %s', (_what, day, knownOn, knownAt) => {
    expect(knownAtOf(report, day, knownOn)).toEqual(knownAt);
  });
});

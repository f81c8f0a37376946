import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { planDifferences } from '../../../../subgraphs/monitoring/rules/visits/plan-differences.js';
import { standingAfter } from '../../../../subgraphs/monitoring/rules/visits/plan-standing.js';
import type { CallFacts, PlanFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aCall, aPlan, at, planOf } from '../a-visit.js';

const flagsOf = (call: Partial<CallFacts>, ...plans: Array<Partial<PlanFacts>>) =>
  planDifferences(
    aCall(call),
    plans.map((over) => planOf(aCall(call), over)),
    DEFAULT_POLICY,
  );
/** Planned so many minutes off, and as long as the call. */
const moved = (minutes: number) => ({ plannedStart: at(minutes), plannedEnd: at(minutes + 30) });

describe('a plan that differs from what the council commissioned', () => {
  it('DEL-01: one that says the same, and none at all, differ in nothing', () => {
    expect(flagsOf({}, {})).toEqual([]);
    expect(flagsOf({})).toEqual([]);
    expect(flagsOf({ windowFrom: at(-15), windowTo: at(15), timeCritical: true, workersNeeded: 2 }, {})).toEqual([]);
  });

  it.each([
    [29, ['LENGTH_DIFFERS']],
    [30, []],
    [45, ['LENGTH_DIFFERS']],
  ])('DEL-01, PAY-02: %d minutes of 30: %j', (minutes, flags) => {
    expect(flagsOf({}, { plannedEnd: at(minutes) })).toEqual(flags);
  });

  it('DEL-06: a night in parts is as long as all its parts', () => {
    const part = (from: number, to: number) => ({ plannedStart: at(from), plannedEnd: at(to) });
    expect(flagsOf({ minutes: 540 }, part(0, 200), part(200, 540))).toEqual([]);
    expect(flagsOf({ minutes: 540 }, part(0, 200), part(200, 539))).toEqual(['LENGTH_DIFFERS']);
  });

  it('DEL-01: a call that two systems plan is as long as each says, and not as both together', () => {
    expect(flagsOf({}, {}, { source: 'ecm' })).toEqual([]);
    expect(flagsOf({}, {}, { source: 'ecm', plannedEnd: at(45) })).toEqual(['LENGTH_DIFFERS']);
  });

  it.each([
    [1, 2, ['WORKERS_DIFFER']],
    [2, 1, ['WORKERS_DIFFER']],
    [2, 2, []],
  ])('ASM-30: %d workers commissioned and %d planned: %j', (commissioned, workersNeeded, flags) => {
    expect(flagsOf({ workersNeeded: commissioned }, { workersNeeded })).toEqual(flags);
  });

  it.each<[Partial<CallFacts>, Partial<PlanFacts>, string[]]>([
    [{ windowFrom: at(-15), windowTo: at(15) }, { windowFrom: at(-15), windowTo: at(30) }, ['WINDOW_DIFFERS']],
    [{ windowFrom: at(-15), windowTo: at(15) }, { windowFrom: at(-30), windowTo: at(15) }, ['WINDOW_DIFFERS']],
    [{}, { windowFrom: at(-15), windowTo: at(15) }, ['WINDOW_DIFFERS']],
    // A plan that says nothing of the window contradicts nothing.
    [{ windowFrom: at(-15), windowTo: at(15) }, { windowFrom: null, windowTo: null }, []],
  ])('DEL-01, ASM-14: a window of its own %#', (call, plan, flags) => {
    expect(flagsOf(call, plan)).toEqual(flags);
  });

  it.each([
    [true, false, ['TIME_CRITICAL_DIFFERS']],
    [true, true, []],
    // Stricter than the council is no harm.
    [false, true, []],
  ])('ASM-13: time-critical %s, and planned as such %s: %j', (commissioned, timeCritical, flags) => {
    expect(flagsOf({ timeCritical: commissioned }, { timeCritical })).toEqual(flags);
  });

  it.each([
    [-15.001, ['OUTSIDE_AGREED_WINDOW']],
    [-15, []],
    [15, []],
    [15.001, ['OUTSIDE_AGREED_WINDOW']],
  ])('ASM-14: %d minutes off a call without a window: %j', (minutes, flags) => {
    expect(flagsOf({}, moved(minutes))).toEqual(flags);
  });

  it.each([
    [-0.001, ['OUTSIDE_AGREED_WINDOW']],
    [0, []],
    [0.001, ['OUTSIDE_AGREED_WINDOW']],
  ])('ASM-13: %d minutes off a time-critical call: %j', (minutes, flags) => {
    expect(flagsOf({ timeCritical: true }, moved(minutes))).toEqual(flags);
  });

  it.each([
    [-30, []],
    [-30.001, ['OUTSIDE_AGREED_WINDOW']],
    [5, []],
    [5.001, ['OUTSIDE_AGREED_WINDOW']],
  ])('ASM-14: %d minutes off a call with a window from 08:30 to 09:05, time-critical or not: %j', (minutes, flags) => {
    const window = { windowFrom: at(-30), windowTo: at(5) };
    expect(flagsOf(window, moved(minutes))).toEqual(flags);
    expect(flagsOf({ ...window, timeCritical: true }, moved(minutes))).toEqual(flags);
  });

  it('DEL-10: a version after the start is pointed out, and what stood is held against the call', () => {
    const standing = standingAfter(aPlan(), at(10));
    expect(flagsOf({}, { standing, plannedStart: at(300), plannedEnd: at(420) })).toEqual(['CHANGED_AFTER_START']);
  });
});

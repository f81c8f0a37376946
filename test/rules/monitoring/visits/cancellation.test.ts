import { isCalledOff, isCalledOffAfterStart } from '../../../../subgraphs/monitoring/rules/visits/cancellation.js';
import type { Cancellation } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { at, inOrder, NINE } from '../a-visit.js';

describe('a call that is called off', () => {
  it.each<[string, Partial<Cancellation>, boolean]>([
    ['in order', {}, true],
    ['with the next of kin', { confirmedWith: 'NEXT_OF_KIN' }, true],
    ['by a manager', { confirmedBy: 'REGISTERED_MANAGER' }, true],
    ['by a senior carer', { confirmedBy: 'SENIOR_CARER' }, true],
    ['by a carer', { confirmedBy: 'CARE_WORKER' }, false],
    ['by nobody', { confirmedBy: null }, false],
    ['with nobody', { confirmedWith: null }, false],
    ['wanted by nobody', { requestedBy: '' }, false],
    ['without an alternative', { alternative: null }, false],
  ])('VAR-10: %s', (_what, over, calledOff) => {
    expect(isCalledOff({ ...inOrder, ...over }, at(-60), NINE)).toBe(calledOff);
  });

  it.each([
    ['before its start', -0.001, -0.001, true],
    ['as it starts', 0, 0, false],
    ['after its start', 1, 1, false],
    ['before its start, and known as it starts', -60, 0, false],
    ['before its start, and known only later', -60, 600, false],
  ])('VAR-10, DEL-10: %s', (_when, calledOffAt, knownAt, inTime) => {
    const cancellation = { ...inOrder, at: at(calledOffAt).toISOString() };
    expect(isCalledOff(cancellation, at(knownAt), NINE)).toBe(inTime);
    expect(isCalledOffAfterStart(cancellation, at(knownAt), NINE)).toBe(!inTime);
  });
});

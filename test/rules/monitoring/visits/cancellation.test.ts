import { isCalledOff } from '../../../../subgraphs/monitoring/rules/visits/cancellation.js';
import type { Cancellation } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { at } from '../a-visit.js';

const inOrder: Cancellation = {
  at: at(-60).toISOString(),
  requestedBy: 'PERSON',
  confirmedWith: 'PERSON',
  confirmedBy: 'FIELD_SUPERVISOR',
  alternative: 'FAMILY_CARES',
};

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
    ['as it is missed', { at: at(90).toISOString() }, true],
    ['after it was missed', { at: at(90.001).toISOString() }, false],
  ])('VAR-10: %s', (_what, over, calledOff) => {
    expect(isCalledOff({ ...inOrder, ...over }, at(90))).toBe(calledOff);
  });
});

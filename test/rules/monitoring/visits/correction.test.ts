import { type CorrectionGiven, correctionRefusal } from '../../../../subgraphs/monitoring/rules/visits/correction.js';
import type { VisitState } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

const given: CorrectionGiven = {
  state: 'COMPLETED',
  actualMinutes: 30,
  reason: 'PHONE_OUT_OF_ORDER',
  evidence: 'DOC-17',
};
type Visit = { readonly state: VisitState; readonly actualMinutes: number; readonly quarterClosed: boolean };
const missed: Visit = { state: 'MISSED', actualMinutes: 0, quarterClosed: false };

describe('a correction on evidence', () => {
  it.each<[string, Partial<CorrectionGiven>, Partial<Visit>, string | undefined]>([
    ['in order', {}, {}, undefined],
    ['of a closed quarter', {}, { quarterClosed: true }, 'QUARTER_CLOSED'],
    ['of a visit that is not over', {}, { state: 'IN_PROGRESS' }, 'ILLEGAL_TRANSITION'],
    ['to a state that is not over', { state: 'ALERTED' }, {}, 'ILLEGAL_TRANSITION'],
    ['to where it stands', { state: 'MISSED' }, {}, 'ILLEGAL_TRANSITION'],
    ['without a reason', { reason: ' ' }, {}, 'NOT_EVIDENCED'],
    ['without evidence', { evidence: '' }, {}, 'NOT_EVIDENCED'],
    ['with evidence of 500 characters', { evidence: 'x'.repeat(500) }, {}, undefined],
    ['with evidence of 501 characters', { evidence: 'x'.repeat(501) }, {}, 'NOT_EVIDENCED'],
    ['by fewer minutes than none', { actualMinutes: -1 }, {}, 'OUT_OF_RANGE'],
    ['by two days', { actualMinutes: 2880 }, {}, undefined],
    ['by more than two days', { actualMinutes: 2881 }, {}, 'OUT_OF_RANGE'],
    ['to care of unknown length', { actualMinutes: null }, {}, 'MINUTES_MISSING'],
    ['to care of the logged length', { actualMinutes: null }, { state: 'REFUSED', actualMinutes: 25 }, undefined],
  ])('SM-8, DEL-10: one %s', (_what, over, visit, code) => {
    expect(correctionRefusal({ ...given, ...over }, { ...missed, ...visit })?.code).toBe(code);
  });
});

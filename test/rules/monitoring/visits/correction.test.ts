import { type CorrectionGiven, correctionRefusal } from '../../../../subgraphs/monitoring/rules/visits/correction.js';
import type { VisitQuery } from '../../../../subgraphs/monitoring/rules/visits/visit-query.js';
import type { VisitState } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

const given: CorrectionGiven = {
  state: 'COMPLETED',
  actualMinutes: 30,
  acceptedMinutes: null,
  reason: 'PHONE_OUT_OF_ORDER',
  evidence: 'DOC-17',
};
interface Visit {
  readonly state: VisitState;
  readonly query: VisitQuery | null;
  readonly actualMinutes: number;
  readonly quarterClosed: boolean;
}
const missed: Visit = { state: 'MISSED', query: null, actualMinutes: 0, quarterClosed: false };

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
    ['that accepts fewer minutes than none', { acceptedMinutes: -1 }, {}, 'OUT_OF_RANGE'],
    ['that accepts none', { acceptedMinutes: 0 }, {}, undefined],
    ['that accepts two days', { acceptedMinutes: 2880 }, {}, undefined],
    ['that accepts more than two days', { acceptedMinutes: 2881 }, {}, 'OUT_OF_RANGE'],
    ['that accepts minutes of one that was made', { acceptedMinutes: 20 }, { state: 'COMPLETED' }, undefined],
    ['that accepts nothing of one that was made', {}, { state: 'COMPLETED' }, 'ILLEGAL_TRANSITION'],
    ['to care of unknown length', { actualMinutes: null }, {}, 'MINUTES_MISSING'],
    ['to care of the logged length', { actualMinutes: null }, { state: 'REFUSED', actualMinutes: 25 }, undefined],
  ])('SM-8, DEL-10: one %s', (_what, over, visit, code) => {
    expect(correctionRefusal({ ...given, ...over }, { ...missed, ...visit })?.code).toBe(code);
  });

  it.each<[string, Partial<CorrectionGiven>, Partial<Visit>, string | undefined]>([
    ['by what the visit says already', { state: 'MISSED' }, { query: 'CLAIMED_AFTER_MISSED' }, undefined],
    ['by that it was made', {}, { query: 'CLAIMED_AFTER_MISSED' }, undefined],
    ['by that it was made as it says', {}, { state: 'COMPLETED', query: 'MADE_BUT_NOT_EXPECTED' }, undefined],
    ['that was never asked, by what it says already', { state: 'MISSED' }, {}, 'ILLEGAL_TRANSITION'],
    ['by a state that is not over', { state: 'IN_PROGRESS' }, { query: 'WORKED_ELSEWHERE' }, 'ILLEGAL_TRANSITION'],
    ['of a closed quarter', {}, { query: 'WORKED_ELSEWHERE', quarterClosed: true }, 'QUARTER_CLOSED'],
  ])('DEL-10, PAY-02: an open query is answered %s', (_how, over, visit, code) => {
    expect(correctionRefusal({ ...given, ...over }, { ...missed, ...visit })?.code).toBe(code);
  });

  it.each<[VisitState, string | undefined]>([
    ['COMPLETED', undefined],
    ['MISSED', 'NOT_MADE'],
    ['REFUSED', 'NOT_MADE'],
    ['CANCELLED', 'NOT_MADE'],
    ['NO_REPLY_CLOSED', 'NOT_MADE'],
  ])('PAY-01: minutes are accepted of a call that is found %s: %s', (state, code) => {
    const visit: Visit = { ...missed, state, query: 'MADE_BUT_NOT_EXPECTED', actualMinutes: 30 };
    expect(correctionRefusal({ ...given, state, acceptedMinutes: 30 }, visit)?.code).toBe(code);
  });
});

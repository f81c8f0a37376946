import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  bandOf,
  type QafAssessment,
  type QafRating,
  qafRefusals,
  qafStanding,
  ratedRefusal,
} from '../../../../subgraphs/providers/rules/quality/qaf-rating.js';

const today = '2026-06-01';
const assessment: QafAssessment = {
  score: 72,
  assessor: 'Quality Assurance Team',
  assessedOn: '2026-06-01',
  expiresOn: '2027-05-31',
};
const rating = (changes: Partial<QafRating> = {}): QafRating => ({
  score: 72,
  max: 100,
  band: 'Good',
  assessedOn: '2026-03-01',
  expiresOn: '2027-02-28',
  recordedAt: new Date('2026-03-02T09:00:00Z'),
  ...changes,
});

describe('a QAF rating', () => {
  it.each<[string, Partial<QafAssessment>, string[]]>([
    ['as it should be', {}, []],
    ['of nothing', { score: 0 }, []],
    ['of the highest score', { score: 100 }, []],
    ['above it', { score: 101 }, ['SCORE_OUT_OF_SCALE']],
    ['below nothing', { score: -1 }, ['SCORE_OUT_OF_SCALE']],
    ['with half a point', { score: 0.5 }, ['SCORE_OUT_OF_SCALE']],
    ['by nobody', { assessor: ' ' }, ['ASSESSOR_INVALID']],
    ['by whom takes 101 characters to say', { assessor: 'x'.repeat(101) }, ['ASSESSOR_INVALID']],
    ['of the first day of 2000', { assessedOn: '2000-01-01', expiresOn: '2004-12-31' }, []],
    ['of the day before', { assessedOn: '1999-12-31', expiresOn: '2004-12-31' }, ['ASSESSED_TOO_LONG_AGO']],
    ['of tomorrow', { assessedOn: '2026-06-02' }, ['ASSESSED_LATER']],
    ['that expires as it is made', { expiresOn: '2026-06-01' }, []],
    ['that expires before', { expiresOn: '2026-05-31' }, ['EXPIRY_INVALID']],
    ['that expires within five years', { expiresOn: '2031-06-05' }, []],
    ['that expires a day later', { expiresOn: '2031-06-06' }, ['EXPIRY_INVALID']],
  ])('PROV-34: %s', (_, changes, expected) => {
    const refusals = qafRefusals({ ...assessment, ...changes }, today, DEFAULT_POLICY.qaf);
    expect(refusals.map(({ rule, code }) => [rule, code])).toEqual(expected.map((code) => ['PROV-34', code]));
  });

  it('PROV-34: is of a provider that the council has admitted', () => {
    expect(ratedRefusal(true)).toBeUndefined();
    expect(ratedRefusal(false)).toMatchObject({ rule: 'PROV-34', code: 'NOT_A_MEMBER', field: 'input.providerId' });
  });

  it.each<[number, string | null]>([
    [80, 'Excellent'],
    [79, 'Good'],
    [60, 'Good'],
    [59, 'Acceptable'],
    [0, 'Poor'],
  ])('PROV-34: a score of %d is in its band', (score, band) => {
    expect(bandOf(score, DEFAULT_POLICY.qaf)).toBe(band);
  });

  it('PROV-34: a council has its own bands, and a score may be below all', () => {
    expect(bandOf(3, { max: 5, bands: { Gold: 4, Silver: 3 } })).toBe('Silver');
    expect(bandOf(2, { max: 5, bands: { Gold: 4, Silver: 3 } })).toBeNull();
  });

  it('PROV-34: the later assessment stands, however it was recorded, and of one day the one recorded last', () => {
    const later = rating({ assessedOn: '2026-03-02', score: 60, recordedAt: new Date('2026-03-02T08:00:00Z') });
    expect(qafStanding([rating(), later], today)?.score).toBe(60);
    const again = rating({ score: 50, recordedAt: new Date('2026-03-02T09:00:00.001Z') });
    expect(qafStanding([again, rating()], today)?.score).toBe(50);
    expect(qafStanding([], today)).toBeNull();
  });

  it('PROV-34, EVAL-06: counts on its last day, and has expired on the next', () => {
    expect(qafStanding([rating()], '2027-02-28')).toMatchObject({ score: 72, max: 100, band: 'Good', expired: false });
    expect(qafStanding([rating()], '2027-03-01')).toMatchObject({ expired: true });
    // An earlier one does not come back.
    expect(
      qafStanding([rating(), rating({ assessedOn: '2026-01-01', expiresOn: '2028-01-01' })], '2027-03-01'),
    ).toMatchObject({ expired: true });
  });
});

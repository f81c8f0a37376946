import { agreedStartRefusal } from '../../../../subgraphs/tenders/rules/awards/agreed-start.js';

const dates = { offeredFrom: '2026-04-01', today: '2026-03-04' };
const said = (isAgreed: boolean, on: string | null, of = dates) => {
  const refusal = agreedStartRefusal(isAgreed, on, of);
  return refusal ? `${refusal.rule} ${refusal.code}` : 'taken';
};

describe('an agreed start', () => {
  it.each([
    ['the first day offered', '2026-04-01', 'taken'],
    ['the day before it', '2026-03-31', 'AWRD-06 AGREED_START_EARLY'],
    ['a year ahead', '2027-03-05', 'taken'],
    ['more than a year ahead', '2027-03-06', 'AWRD-06 AGREED_START_LATE'],
    ['no day', null, 'ROUT-40 AGREED_START_MISSING'],
  ])('AWRD-06, ROUT-40: on %s', (_what, on, expected) => expect(said(true, on)).toBe(expected));

  it('AWRD-06: lies not in the past, though the bid offered that day', () => {
    const past = { offeredFrom: '2026-03-01', today: '2026-03-04' };
    expect(said(true, '2026-03-03', past)).toBe('AWRD-06 AGREED_START_EARLY');
    expect(said(true, '2026-03-04', past)).toBe('taken');
  });

  it('AWRD-06: is given on no other route', () => {
    expect(said(false, null)).toBe('taken');
    expect(said(false, '2026-04-01')).toBe('AWRD-06 AGREED_START_NOT_ASKED');
  });
});

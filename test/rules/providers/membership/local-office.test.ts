import { hasLocalOffice, localOfficeRefusal } from '../../../../subgraphs/providers/rules/membership/local-office.js';

const asked = { localOffice: true, authorities: ['Bromley', 'Croydon'] };

describe('a local office', () => {
  it.each<[string, string | null, typeof asked, boolean]>([
    ['in the borough', 'Bromley', asked, true],
    ['in a neighbour, spelt otherwise', ' CROYDON ', asked, true],
    ['elsewhere', 'Leeds', asked, false],
    ['nobody knows where', null, asked, false],
    ['nobody knows where, and nobody asks', null, { ...asked, localOffice: false }, true],
    ['in the borough of a council that named none', 'Bromley', { ...asked, authorities: [] }, false],
  ])('PROV-10: %s', (_, authority, policy, expected) => {
    expect(hasLocalOffice(authority, policy)).toBe(expected);
    const refusal = localOfficeRefusal(authority, policy);
    if (expected) expect(refusal).toBeUndefined();
    else expect(refusal).toMatchObject({ rule: 'PROV-10', code: 'NO_LOCAL_OFFICE' });
  });
});

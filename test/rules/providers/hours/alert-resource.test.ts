import {
  type AlertResource,
  alertResourceRefusals,
} from '../../../../subgraphs/providers/rules/hours/alert-resource.js';

const procedure = { reference: 'POL-12', issuedOn: '2026-01-01', reviewOn: '2026-06-01' };
const band = { days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], from: '17:00', to: '09:00' } as const;
const weekend = { days: ['SAT', 'SUN'], from: '09:00', to: '17:00' } as const;
const offices = [{ from: '09:00', to: '17:00' }];
const resource: AlertResource = {
  monitoredBy: 'CONTACT_CENTRE',
  desk: { telephone: '020 7946 0000', email: null },
  onCall: [band, weekend],
  lateCallProcedure: procedure,
};

describe('who watches over alerts', () => {
  it.each<[string, Partial<AlertResource>, string[]]>([
    ['a desk with cover and a procedure', {}, []],
    [
      'a desk without telephone',
      { desk: { telephone: null, email: 'desk@quince.example.org' } },
      ['DEL-22 DESK_UNREACHABLE'],
    ],
    ['a telephone that is none', { desk: { telephone: '999', email: null } }, ['PROV-01 TELEPHONE_INVALID']],
    ['an address that is none', { desk: { telephone: '020 7946 0000', email: 'desk' } }, ['PROV-01 EMAIL_INVALID']],
    ['nobody on call', { onCall: [] }, ['WIN-16 ON_CALL_MISSING']],
    ['twenty-two bands', { onCall: Array(22).fill(band) }, ['WIN-16 ON_CALL_MISSING']],
    ['a band without days', { onCall: [{ ...band, days: [] }] }, ['WIN-16 ON_CALL_BAND']],
    ['a band with a day twice', { onCall: [{ ...band, days: ['MON', 'MON'] }] }, ['WIN-16 ON_CALL_BAND']],
    ['an hour of cover', { onCall: [{ ...band, from: '17:00', to: '18:00' }] }, ['WIN-16 ON_CALL_GAP']],
    ['weekends without cover by day', { onCall: [band] }, ['WIN-16 ON_CALL_GAP']],
    ['a band without length', { onCall: [{ ...band, to: '17:00' }] }, ['WIN-16 ON_CALL_BAND']],
  ])('DEL-22, WIN-16, AMB-12: %s', (_what, over, expected) => {
    const found = alertResourceRefusals({ ...resource, ...over }, '2026-06-01', offices);
    expect(found.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });

  it.each([
    ['on its review date', {}, []],
    ['past its review date', { reviewOn: '2026-05-31' }, ['DOCUMENT_PAST_REVIEW']],
    ['not issued yet', { issuedOn: '2026-06-02', reviewOn: '2026-06-03' }, ['DOCUMENT_NOT_ISSUED']],
    ['without a reference', { reference: ' ' }, ['DOCUMENT_REFERENCE']],
    ['with a reference too long', { reference: 'p'.repeat(201) }, ['DOCUMENT_REFERENCE']],
  ])('DEL-29, PROV-11: a procedure %s', (_what, over, expected) => {
    const found = alertResourceRefusals(
      { ...resource, lateCallProcedure: { ...procedure, ...over } },
      '2026-06-01',
      offices,
    );
    expect(found.map(({ code }) => code)).toEqual(expected);
  });
});

import {
  newerRegistration,
  type Registration,
  registrationOn,
} from '../../../../subgraphs/providers/rules/cqc/registration.js';

const said = (
  registered: boolean,
  registeredOn: string | null,
  deregisteredOn: string | null = null,
): Registration => ({
  registered,
  registeredOn,
  deregisteredOn,
});

describe('a registration', () => {
  it.each([
    ['on its last day', '2026-08-31', true],
    ['on the day after', '2026-09-01', false],
  ])('PROV-02: one that is to end stands %s: %s', (_, today, registered) => {
    expect(registrationOn(said(true, '2017-03-06', '2026-08-31'), today).registered).toBe(registered);
  });

  it('PROV-02: one that has ended by its status has ended, whatever its last day', () => {
    expect(registrationOn(said(false, '2017-03-06', '2027-01-01'), '2026-09-01').registered).toBe(false);
  });

  const open = said(true, '2017-03-06');
  const closed = said(false, '2017-03-06', '2026-08-31');
  const again = said(true, '2026-09-01');

  it.each<[string, Registration | null, Registration, Registration]>([
    ['the first record', null, open, open],
    ['the same again', open, open, open],
    ['a deregistration', open, closed, closed],
    ['an old record after the deregistration', closed, open, closed],
    ['a record of the last day', closed, said(true, '2026-08-31'), closed],
    ['a registration that begins after', closed, again, again],
    ['the old deregistration after the new registration', again, closed, again],
    ['a registration without its day', closed, said(true, null), closed],
    ['a deregistration without its day', open, said(false, '2017-03-06'), said(false, '2017-03-06')],
    ['a deregistration without its day after one with', closed, said(false, '2017-03-06'), closed],
    ['a registration after an end without its day', said(false, '2017-03-06'), open, said(false, '2017-03-06')],
  ])('PROV-02: of two statements one counts: %s', (_, held, read, counts) => {
    expect(newerRegistration(held, read)).toEqual(counts);
  });
});

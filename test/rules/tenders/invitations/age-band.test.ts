import fc from 'fast-check';
import { AGE_BANDS } from '../../../../schema/events/providers.js';
import { ageBandCheck, bandsNeeded } from '../../../../subgraphs/tenders/rules/invitations/age-band.js';
import { aNeed, aPatchProvider, asking } from '../fixtures.js';

describe('age band', () => {
  it.each([
    ['an adult', 'ADULT', null, ['ADULTS_18_PLUS']],
    ['a baby', 'CYP', 0, ['CHILDREN_0_18']],
    ['a child of 17', 'CYP', 17, ['CHILDREN_0_18']],
    ['a young person of 18', 'CYP', 18, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
    ['a young person of 25', 'CYP', 25, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
    ['a young person whose age is not told', 'CYP', null, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
  ] as const)('PROV-09, AMB-29: %s, cohort %s of age %s, needs a registration for %j', (_, cohort, cypAge, bands) => {
    expect(bandsNeeded({ cohort, cypAge })).toEqual(bands);
  });

  it('PROV-09: a provider passes exactly where it holds every band needed', () => {
    const person = fc.oneof(
      fc.constant({ cohort: 'ADULT' as const, cypAge: null }),
      fc.record({ cohort: fc.constant('CYP' as const), cypAge: fc.option(fc.integer({ min: 0, max: 25 })) }),
    );
    fc.assert(
      fc.property(person, fc.subarray([...AGE_BANDS]), (who, held) => {
        const check = ageBandCheck(asking(aPatchProvider().registeredFor(...held), { need: aNeed(who) }));
        const lacking = bandsNeeded(who).filter((band) => !held.includes(band));
        expect(check.result).toBe(lacking.length === 0 ? 'PASS' : 'FAIL');
      }),
    );
  });
});

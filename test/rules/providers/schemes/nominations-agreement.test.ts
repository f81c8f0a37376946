import {
  agreementReferenceRefusal,
  agreementRefusals,
  type NominationsAgreement,
} from '../../../../subgraphs/providers/rules/schemes/nominations-agreement.js';

const agreement: NominationsAgreement = {
  landlord: 'Hearth Homes',
  landlordKind: 'REGISTERED_PROVIDER',
  reference: 'NA-1',
  homes: 12,
  from: '2026-04-01',
  to: null,
};

describe('a nominations agreement', () => {
  it.each<[string, Partial<NominationsAgreement>, string[]]>([
    ['as it should be', {}, []],
    ['of one day', { to: '2026-04-01' }, []],
    ['that ends first', { to: '2026-03-31' }, ['SPAN_ENDS_BEFORE_IT_BEGINS input.to']],
    ['with nobody', { landlord: '' }, ['LANDLORD_INVALID input.landlord']],
    ['with a landlord of 201 characters', { landlord: 'x'.repeat(201) }, ['LANDLORD_INVALID input.landlord']],
    ['without a reference', { reference: ' ' }, ['REFERENCE_INVALID input.reference']],
    ['with a reference of 41 characters', { reference: 'x'.repeat(41) }, ['REFERENCE_INVALID input.reference']],
    ['for no home', { homes: 0 }, ['HOMES_INVALID input.homes']],
    ['for 1,000 homes', { homes: 1_000 }, []],
    ['for one more', { homes: 1_001 }, ['HOMES_INVALID input.homes']],
  ])('PROV-36: %s', (_, changes, expected) => {
    const refusals = agreementRefusals({ ...agreement, ...changes });
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(
      expected.map((each) => `PROV-36 ${each}`),
    );
  });

  it('PROV-36: has a reference of its own', () => {
    expect(agreementReferenceRefusal(false)).toBeUndefined();
    expect(agreementReferenceRefusal(true)).toMatchObject({ rule: 'PROV-36', code: 'REFERENCE_USED' });
  });
});

import {
  isHomeCategory,
  type StandardFee,
  standardFeeOn,
  stayOf,
} from '../../../../subgraphs/providers/rules/homes/standard-fee.js';
import { PROVIDER_CATEGORIES } from '../../../../subgraphs/providers/rules/register/provider-record.js';

const fees: readonly StandardFee[] = [
  { kind: 'RESIDENTIAL', pence: 80_000, from: '2026-04-01' },
  { kind: 'NURSING', pence: 105_000, from: '2026-04-01' },
  { kind: 'NURSING', pence: 110_000, from: '2027-04-01' },
];
const on = '2026-06-01';

describe('the standard fee', () => {
  it('PROV-13: is for homes with nursing and without, and for no other category', () => {
    expect(PROVIDER_CATEGORIES.filter(isHomeCategory)).toEqual(['CARE_HOME_WITH_NURSING', 'CARE_HOME_WITHOUT_NURSING']);
    expect(stayOf('CARE_HOME_WITH_NURSING')).toBe('NURSING');
    expect(stayOf('CARE_HOME_WITHOUT_NURSING')).toBe('RESIDENTIAL');
  });

  it('PROV-21: is the one of the kind of place, and of respite the one of the home', () => {
    const category = 'CARE_HOME_WITH_NURSING';
    expect(standardFeeOn(fees, { kind: 'NURSING', category, on })?.pence).toBe(105_000);
    expect(standardFeeOn(fees, { kind: 'RESIDENTIAL', category, on })?.pence).toBe(80_000);
    expect(standardFeeOn(fees, { kind: 'RESPITE', category, on })?.pence).toBe(105_000);
    expect(standardFeeOn(fees, { kind: 'RESPITE', category: 'CARE_HOME_WITHOUT_NURSING', on })?.pence).toBe(80_000);
  });

  it('PROV-21: is that of the day', () => {
    const asked = { kind: 'NURSING', category: 'CARE_HOME_WITH_NURSING' } as const;
    expect(standardFeeOn(fees, { ...asked, on: '2026-03-31' })).toBeNull();
    expect(standardFeeOn(fees, { ...asked, on: '2027-03-31' })?.pence).toBe(105_000);
    expect(standardFeeOn(fees, { ...asked, on: '2027-04-01' })?.pence).toBe(110_000);
  });
});

import { newId } from '../../../../kernel/values/ids.js';
import {
  type Scheme,
  schemeLinkRefusals,
  schemeRefusals,
} from '../../../../subgraphs/providers/rules/schemes/scheme.js';

const [one, other] = [newId(), newId()];
const scheme = (changes: Partial<Scheme> = {}): Scheme => ({
  name: 'Orchard House',
  area: 'East',
  postcode: 'BR1 1AB',
  propertyTypes: ['SHARED_HOUSE'],
  capacity: 2,
  occupants: [one],
  onSiteProviderId: null,
  agreementId: null,
  coreWeeklyPence: 125_000,
  ...changes,
});

describe('a supported-living scheme', () => {
  it.each<[string, Partial<Scheme>, string[]]>([
    ['as it should be', {}, []],
    ['with a name of 200 characters', { name: 'x'.repeat(200) }, []],
    ['with one more', { name: 'x'.repeat(201) }, ['TEXT_INVALID input.name']],
    ['nobody knows where', { area: ' ' }, ['TEXT_INVALID input.area']],
    ['in half a postcode', { postcode: 'BR1' }, ['POSTCODE_INVALID input.postcode']],
    ['of no type', { propertyTypes: [] }, ['PROPERTY_TYPES input.propertyTypes']],
    ['of a type twice', { propertyTypes: ['FLAT', 'FLAT'] }, ['PROPERTY_TYPES input.propertyTypes']],
    ['without a place', { capacity: 0, occupants: [] }, ['CAPACITY_INVALID input.capacity']],
    ['with 100 places', { capacity: 100 }, []],
    ['with 101', { capacity: 101 }, ['CAPACITY_INVALID input.capacity']],
    ['that is full', { occupants: [one, other] }, []],
    ['with one occupant more', { capacity: 1, occupants: [one, other] }, ['OVER_CAPACITY input.occupants']],
    ['with an occupant by name', { occupants: ['Ada'] }, ['OCCUPANT_INVALID input.occupants']],
    ['with an occupant twice', { occupants: [one, one] }, ['OCCUPANT_INVALID input.occupants']],
    ['worth nothing', { coreWeeklyPence: 0 }, []],
    ['worth a million', { coreWeeklyPence: 100_000_000 }, []],
    ['worth a penny more', { coreWeeklyPence: 100_000_001 }, ['WEEKLY_VALUE_INVALID input.coreWeeklyPence']],
    ['worth less than nothing', { coreWeeklyPence: -1 }, ['WEEKLY_VALUE_INVALID input.coreWeeklyPence']],
  ])('PROV-20: %s', (_, changes, expected) => {
    const refusals = schemeRefusals(scheme(changes));
    expect(refusals.map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
    expect(refusals.every(({ rule }) => rule === 'PROV-20')).toBe(true);
  });

  it('PROV-20, PROV-36: names a provider and an agreement that there are, and occupants of its own', () => {
    const good = { hasProvider: true, hasAgreement: true, occupantElsewhere: false };
    const codes = (changes: Partial<typeof good>) =>
      schemeLinkRefusals({ ...good, ...changes }).map(({ rule, code, field }) => `${rule} ${code} ${field}`);
    expect(codes({})).toEqual([]);
    expect(codes({ hasProvider: false })).toEqual(['PROV-20 PROVIDER_UNKNOWN input.onSiteProviderId']);
    expect(codes({ hasAgreement: false })).toEqual(['PROV-36 AGREEMENT_UNKNOWN input.agreementId']);
    expect(codes({ occupantElsewhere: true })).toEqual(['PROV-20 OCCUPANT_ELSEWHERE input.occupants']);
  });
});

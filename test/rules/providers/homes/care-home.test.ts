import {
  type CareHome,
  careHomeRefusals,
  type HomeLocation,
  placeKindRefusal,
  registeredHomeRefusal,
} from '../../../../subgraphs/providers/rules/homes/care-home.js';

const home: CareHome = { kinds: ['RESIDENTIAL', 'RESPITE'], groups: ['OLDER_PEOPLE'], skills: [] };
const location: HomeLocation = { registered: true, careHome: true, serviceTypes: ['Residential homes'] };
const nursing = { kinds: ['NURSING'] } as const;

describe('a care home', () => {
  it.each<[string, Partial<CareHome>, Partial<HomeLocation> | null, string[]]>([
    ['as it should be', {}, {}, []],
    ['with nursing, in a home that is both', nursing, { serviceTypes: ['Residential homes', ' NURSING homes '] }, []],
    ['with nursing, spelt as CQC does', nursing, { serviceTypes: ['Nursing homes'] }, []],
    ['with nursing, and no record says what it is', nursing, { serviceTypes: [] }, []],
    ['with nursing, in a home without', nursing, {}, ['PROV-21 NURSING_NOT_REGISTERED input.kinds']],
    ['that is no location of the provider', {}, null, ['PROV-21 NOT_ITS_LOCATION input.cqcLocationId']],
    ['whose registration has ended', {}, { registered: false }, ['PROV-02 NOT_REGISTERED input.cqcLocationId']],
    ['that CQC has as something else', {}, { careHome: false }, ['PROV-21 NOT_A_CARE_HOME input.cqcLocationId']],
    ['that gives no place', { kinds: [] }, {}, ['PROV-21 PLACE_KIND_REQUIRED input.kinds']],
    ['that gives respite alone', { kinds: ['RESPITE'] }, {}, ['PROV-21 PLACE_KIND_REQUIRED input.kinds']],
    ['that accepts nobody', { groups: [] }, {}, ['PROV-21 CLIENT_GROUP_REQUIRED input.groups']],
  ])('PROV-21, PROV-02: is taken or refused: %s', (_, change, place, expected) => {
    const refusals = careHomeRefusals({ ...home, ...change }, place && { ...location, ...place });
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(expected);
  });

  it('PROV-02: nothing new is asked of one whose registration has ended', () => {
    expect(registeredHomeRefusal(true, 'input.homeId')).toEqual([]);
    expect(registeredHomeRefusal(false, 'input.homeId')).toMatchObject([
      { rule: 'PROV-02', code: 'NOT_REGISTERED', field: 'input.homeId' },
    ]);
  });

  it('PROV-21: gives the kinds of place that it says, and no other', () => {
    expect(placeKindRefusal('RESPITE', home, 'input.kind')).toBeUndefined();
    expect(placeKindRefusal('NURSING', home, 'input.kind')).toMatchObject({
      rule: 'PROV-21',
      code: 'PLACE_KIND_NOT_GIVEN',
      field: 'input.kind',
    });
  });
});

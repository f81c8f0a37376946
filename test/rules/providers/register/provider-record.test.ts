import {
  alreadyOnRegisterRefusal,
  PROVIDER_POSTS,
  type ProviderRecord,
  postsRefusals,
  providerRecordRefusals,
  tidyRecord,
} from '../../../../subgraphs/providers/rules/register/provider-record.js';
import { aRecord, contacts } from './fixtures.js';

describe("a provider's record", () => {
  it.each<[string, Partial<ProviderRecord>, string[]]>([
    ['whole', {}, []],
    ['without a name', { name: ' ' }, ['PROV-01 ORGANISATION_REQUIRED name']],
    ['without a CQC location', { cqcLocationId: '' }, ['PROV-01 CQC_LOCATION_REQUIRED cqcLocationId']],
    ['with a post that fell vacant', { postsFilled: ['REGISTERED_MANAGER', 'RESPONSIBLE_OFFICER'] }, []],
    ['with a name of 200 characters', { name: 'x'.repeat(200) }, []],
    ['with a name of 201', { name: 'x'.repeat(201) }, ['PROV-01 TEXT_INVALID name']],
    ['with an area without a name', { areas: ['East', ' '] }, ['PROV-01 TEXT_INVALID areas[1]']],
    ['with 100 areas', { areas: Array.from({ length: 100 }, (_, nth) => `area ${nth}`) }, []],
    [
      'with 101 areas',
      { areas: Array.from({ length: 101 }, (_, nth) => `area ${nth}`) },
      ['PROV-01 LIST_TOO_LONG areas'],
    ],
    ['without an office', { offices: [] }, ['PROV-01 OFFICE_REQUIRED offices']],
    [
      'with an office nowhere',
      { offices: [{ postcode: 'BR1' }] },
      ['PROV-01 OFFICE_POSTCODE_INVALID offices[0].postcode'],
    ],
    ['without e-mail', { contacts: contacts({ email: null }) }, []],
    ['without on-call', { contacts: aRecord().contacts.slice(0, 2) }, ['PROV-01 CONTACT_ROUTE_REQUIRED contacts']],
    [
      'with e-mail alone',
      { contacts: contacts({ telephone: null }) },
      Array(3).fill('PROV-01 CONTACT_ROUTE_REQUIRED contacts'),
    ],
    ['without a category', { categories: [] }, ['PROV-13 CATEGORY_REQUIRED categories']],
    ['without a client group', { groups: [] }, ['PROV-01 CLIENT_GROUP_REQUIRED groups']],
    ['without an area', { areas: [] }, ['PROV-01 AREA_REQUIRED areas']],
  ])('PROV-01: %s', (_name, changes, expected) => {
    expect(providerRecordRefusals(aRecord(changes)).map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(
      expected,
    );
  });

  it('PROV-13: a refusal for want of a category lists the four there are', () => {
    const [refusal] = providerRecordRefusals(aRecord({ categories: [] }));
    expect(refusal?.message).toContain('CARE_AND_SUPPORT_SUPPORTED_LIVING');
  });

  it('PROV-01: on coming to the register every post is filled, each vacant one is told', () => {
    expect(postsRefusals(aRecord())).toEqual([]);
    expect(postsRefusals(aRecord({ postsFilled: ['DEPUTY_MANAGER'] })).map(({ code }) => code)).toEqual([
      'POST_UNFILLED',
      'POST_UNFILLED',
    ]);
    expect(postsRefusals(aRecord({ postsFilled: [] }))).toHaveLength(PROVIDER_POSTS.length);
  });

  it('PROV-01: a record is kept with each word once and postcodes as they are usually written', () => {
    const given = aRecord({ areas: ['East', ' East '], offices: [{ postcode: 'br11ab' }], name: ' Oakwood ' });
    expect(tidyRecord(given)).toMatchObject({ areas: ['East'], offices: [{ postcode: 'BR1 1AB' }], name: 'Oakwood' });
  });

  it('PROV-01: a CQC location is on the register once', () => {
    expect(alreadyOnRegisterRefusal(false)).toBeUndefined();
    expect(alreadyOnRegisterRefusal(true)).toMatchObject({ code: 'ALREADY_ON_REGISTER', field: 'cqcLocationId' });
  });
});

import {
  CONTACT_ROUTES,
  changedParts,
  PROVIDER_POSTS,
  type ProviderRecord,
  postsRefusals,
  providerRecordRefusals,
  tidyRecord,
} from '../../../../subgraphs/providers/rules/register/provider-record.js';

function aRecord(changes: Partial<ProviderRecord> = {}): ProviderRecord {
  return {
    name: 'Oakwood Home Care',
    cqcLocationId: '1-999000111',
    postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
    offices: [{ postcode: 'BR1 1AB' }],
    contacts: CONTACT_ROUTES.map((route) => ({ route, telephone: '020 7946 0000', email: 'office@oakwood.example' })),
    categories: ['HOME_SUPPORT'],
    groups: ['OLDER_PEOPLE'],
    skills: ['PEG feeding'],
    areas: ['East'],
    ...changes,
  };
}

const contacts = (changes: object) => aRecord().contacts.map((contact) => ({ ...contact, ...changes }));

describe("a provider's record", () => {
  it.each<[string, Partial<ProviderRecord>, string[]]>([
    ['whole', {}, []],
    ['without a name', { name: ' ' }, ['PROV-01 ORGANISATION_REQUIRED name']],
    ['without a CQC location', { cqcLocationId: '' }, ['PROV-01 CQC_LOCATION_REQUIRED cqcLocationId']],
    ['with a post that fell vacant', { postsFilled: ['REGISTERED_MANAGER', 'RESPONSIBLE_OFFICER'] }, []],
    ['with a name of 200 characters', { name: 'x'.repeat(200) }, []],
    ['with a name of 201', { name: 'x'.repeat(201) }, ['PROV-01 TEXT_INVALID name']],
    ['with an area without a name', { areas: ['East', ' '] }, ['PROV-01 TEXT_INVALID areas[1]']],
    ['with 100 skills', { skills: Array.from({ length: 100 }, (_, nth) => `skill ${nth}`) }, []],
    [
      'with 101 skills',
      { skills: Array.from({ length: 101 }, (_, nth) => `skill ${nth}`) },
      ['PROV-01 LIST_TOO_LONG skills'],
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

  it.each([
    ['020 7946 0000', false],
    ['+44 20 7946 0000', false],
    ['02079460000', false],
    ['ask for the manager', true],
    ['999', true],
    ['', true],
  ])('PROV-01: the telephone number "%s" is refused: %s', (telephone, refused) => {
    const found = providerRecordRefusals(aRecord({ contacts: contacts({ telephone }) }));
    expect(found.some(({ code }) => code === 'TELEPHONE_INVALID')).toBe(refused);
  });

  it.each([
    ['office@oakwood.example', false],
    ['office@oakwood', true],
    ['office', true],
  ])('PROV-01: the e-mail address "%s" is refused: %s', (email, refused) => {
    const found = providerRecordRefusals(aRecord({ contacts: contacts({ email }) }));
    expect(found.some(({ code }) => code === 'EMAIL_INVALID')).toBe(refused);
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

  it('PROV-01, IDG-16: an amendment says what it changed, and of contacts only that', () => {
    expect(changedParts(aRecord(), aRecord())).toEqual([]);
    const after = aRecord({ areas: ['West'], contacts: contacts({ email: 'ida.quill@oakwood.example' }) });
    expect(changedParts(aRecord(), after)).toEqual([
      { part: 'contacts', before: '(withheld)', after: '(withheld)' },
      { part: 'areas', before: ['East'], after: ['West'] },
    ]);
  });
});

import {
  CONTACT_ROUTES,
  type ProviderRecord,
  providerRecordRefusals,
} from '../../../subgraphs/providers/rules/provider-record.js';

function aRecord(changes: Partial<ProviderRecord> = {}): ProviderRecord {
  return {
    organisation: 'Oakwood Home Care',
    cqcLocationId: '1-999000111',
    postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
    offices: [{ postcode: 'BR1 1AB' }],
    contacts: CONTACT_ROUTES.map((route) => ({ route, telephone: '020 7946 0000', email: 'office@oakwood.example' })),
    categories: ['HOME_SUPPORT'],
    clientGroups: ['OLDER_PEOPLE'],
    areas: ['East'],
    ...changes,
  };
}

const contacts = (changes: object) => aRecord().contacts.map((contact) => ({ ...contact, ...changes }));

describe("a provider's record", () => {
  it.each<[string, Partial<ProviderRecord>, string[]]>([
    ['whole', {}, []],
    ['without a name', { organisation: ' ' }, ['PROV-01 ORGANISATION_REQUIRED organisation']],
    ['without a CQC location', { cqcLocationId: '' }, ['PROV-01 CQC_LOCATION_REQUIRED cqcLocationId']],
    [
      'without a deputy',
      { postsFilled: ['REGISTERED_MANAGER', 'RESPONSIBLE_OFFICER'] },
      ['PROV-01 POST_UNFILLED postsFilled'],
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
    ['without a client group', { clientGroups: [] }, ['PROV-01 CLIENT_GROUP_REQUIRED clientGroups']],
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
});

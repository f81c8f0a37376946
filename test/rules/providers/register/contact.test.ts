import { contactsOf } from '../../../../subgraphs/providers/rules/register/contact.js';
import { providerRecordRefusals } from '../../../../subgraphs/providers/rules/register/provider-record.js';
import { aRecord, contacts } from './fixtures.js';

describe('a contact of a provider', () => {
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

  it('PROV-01: a line that is left out is none', () => {
    expect(contactsOf([{ route: 'OFFICE', telephone: '020 7946 0000' }])).toEqual([
      { route: 'OFFICE', telephone: '020 7946 0000', email: null },
    ]);
  });
});

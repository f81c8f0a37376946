import { type Contact, contactsFor, contactsRefusals } from '../../../../subgraphs/cases/rules/people/contacts.js';
import { told } from '../given.js';

const daughter: Contact = {
  role: 'NEXT_OF_KIN',
  order: 1,
  authority: 'MAY_DECIDE',
  routes: [{ kind: 'TELEPHONE', value: '020 7946 0000' }],
  preferredFormat: null,
};
const warden: Contact = { ...daughter, role: 'WARDEN', order: 2, authority: 'MAY_BE_INFORMED' };

describe('the people around a person', () => {
  it.each([
    ['each with a route and a place', [daughter, warden], []],
    ['nobody', [], []],
    ['somebody without a route', [daughter, { ...warden, routes: [] }], ['IDG-09 input.contacts.1.routes']],
    ['a blank route', [{ ...daughter, routes: [{ kind: 'EMAIL', value: ' ' }] }], ['IDG-09 input.contacts.0.routes']],
    ['two in the same place', [daughter, { ...warden, order: 1 }], ['IDG-09 input.contacts.1.order']],
    ['a place before the first', [{ ...daughter, order: 0 }], ['IDG-09 input.contacts.0.order']],
    ['half a place', [{ ...daughter, order: 1.5 }], ['IDG-09 input.contacts.0.order']],
    ['a gap in the order', [daughter, { ...warden, order: 5 }], []],
  ] as ReadonlyArray<[string, Contact[], string[]]>)('IDG-09: a list with %s', (_, contacts, refusals) => {
    expect(told(contactsRefusals(contacts))).toEqual(refusals);
  });

  it('IDG-09: they are tried in order; who may decide may be informed, and not the other way round', () => {
    const sister: Contact = { ...daughter, role: 'FAMILY', order: 3 };
    const listed = [sister, warden, daughter];
    expect(contactsFor(listed, 'MAY_BE_INFORMED')).toEqual([daughter, warden, sister]);
    expect(contactsFor(listed, 'MAY_DECIDE')).toEqual([daughter, sister]);
    expect(listed).toEqual([sister, warden, daughter]);
  });
});

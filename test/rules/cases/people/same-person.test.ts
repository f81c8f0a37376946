import {
  type Identity,
  type KnownPeople,
  samePersonRefusals,
} from '../../../../subgraphs/cases/rules/people/same-person.js';

const ada: Identity = {
  councilPersonId: 'P-1',
  nhsNumber: '9990000018',
  name: 'Ada Quillfeather',
  dateOfBirth: '1941-03-02',
};
const NOBODY: KnownPeople = { onRequest: null, underCouncilId: null, underNhsNumber: [] };
const refusals = (brought: Partial<Identity>, known: Partial<KnownPeople>) =>
  samePersonRefusals({ ...ada, ...brought }, { ...NOBODY, ...known }, 'input.person', 'input.lasRequestId');
const told = (brought: Partial<Identity>, known: Partial<KnownPeople>) =>
  refusals(brought, known).map(({ rule, code, field }) => `${rule} ${code} ${field}`);

const ON_REQUEST = ['ASM-36 REQUEST_OF_ANOTHER_PERSON input.lasRequestId'];
const UNDER_ID = ['IDG-07 COUNCIL_ID_OF_ANOTHER_PERSON input.person.councilPersonId'];
const UNDER_NUMBER = ['IDG-07 NHS_NUMBER_OF_ANOTHER_PERSON input.person.nhsNumber'];
const noNumber = { nhsNumber: null };

describe('one person is not put in another’s place', () => {
  it('ASM-36: a request for somebody whom nobody knows yet is about them', () => {
    expect(told({}, {})).toEqual([]);
  });

  describe('ASM-36: a later version is about the person of the version before', () => {
    it.each<[string, Partial<Identity>, Partial<Identity>, string[]]>([
      ['the same', {}, {}, []],
      ['the number written with blanks', {}, { nhsNumber: '999 000 0018' }, []],
      ['another NHS number', {}, { nhsNumber: '9990000026' }, ON_REQUEST],
      ['another name', {}, { name: 'Ada Marchbanks' }, []],
      ['another date of birth', {}, { dateOfBirth: '1941-03-20' }, []],
      ['another name and date of birth', {}, { name: 'Ida Marchbanks', dateOfBirth: '1950-01-01' }, ON_REQUEST],
      ['another id of the council, all else alike', {}, { councilPersonId: 'P-2' }, []],
      ['another id of the council and forename', {}, { councilPersonId: 'P-2', name: 'A. Quillfeather' }, []],
      ['another id of the council and family name', {}, { councilPersonId: 'P-2', name: 'Ada Moss' }, ON_REQUEST],
      ['another id and date of birth', {}, { councilPersonId: 'P-2', dateOfBirth: '1941-03-20' }, []],
      [
        'another id, forename and date of birth',
        {},
        { councilPersonId: 'P-2', name: 'Otto Quillfeather', dateOfBirth: '1939-03-20' },
        ON_REQUEST,
      ],
      ['a number where there was none', noNumber, {}, []],
      [
        'a number where there was none, and another person',
        noNumber,
        { name: 'Ida Moss', dateOfBirth: '1950-01-01' },
        ON_REQUEST,
      ],
      [
        'no number, and a name without its accent',
        { ...noNumber, name: 'Ren\u00e9e O’Hare' },
        { ...noNumber, name: 'Renee OHare' },
        [],
      ],
      [
        'no number, another id and forename',
        noNumber,
        { ...noNumber, councilPersonId: 'P-2', name: 'Ida Quillfeather' },
        ON_REQUEST,
      ],
    ])('ASM-36: %s', (_, held, brought, expected) => {
      expect(told(brought, { onRequest: { ...ada, ...held } })).toEqual(expected);
    });
  });

  it.each<[string, Partial<Identity>, string[]]>([
    ['the same', {}, []],
    ['another NHS number', { nhsNumber: '9990000026' }, UNDER_ID],
    ['a corrected name', { name: 'Ada Quill' }, []],
    ['a corrected date of birth', { dateOfBirth: '1941-02-03' }, []],
    ['neither name nor date of birth', { name: 'Ida Moss', dateOfBirth: '1950-01-01' }, UNDER_ID],
  ])('IDG-07: the council’s id stands for one person: %s', (_, brought, expected) => {
    expect(told(brought, { underCouncilId: ada })).toEqual(expected);
  });

  it.each<[string, Partial<Identity>, string[]]>([
    ['the same', {}, []],
    ['another forename', { name: 'Adelaide QUILLFEATHER' }, []],
    ['another family name', { name: 'Ada Moss' }, UNDER_NUMBER],
    ['a date of birth that was mistyped', { dateOfBirth: '1941-02-03' }, []],
    ['a husband of the same family name', { name: 'Otto Quillfeather', dateOfBirth: '1939-02-03' }, UNDER_NUMBER],
  ])('IDG-07: a number in a cell is not enough to know somebody by: %s', (_, brought, expected) => {
    const under = [{ ...ada, councilPersonId: 'P-9' }];
    expect(told(brought, { underNhsNumber: under })).toEqual(expected);
  });

  it('IDG-07, IDG-05: a refusal names what differs and no value', () => {
    const brought = {
      councilPersonId: 'CANARY1',
      nhsNumber: '9990000026',
      name: 'CANARY2 CANARY3',
      dateOfBirth: '1950-01-01',
    };
    for (const known of [{ onRequest: ada }, { underCouncilId: ada }, { onRequest: { ...ada, nhsNumber: null } }]) {
      const text = JSON.stringify(refusals(brought, known));
      expect(text).toMatch(/differs?\./);
      for (const value of [...Object.values(brought), ...Object.values(ada)]) expect(text).not.toContain(value);
    }
  });
});

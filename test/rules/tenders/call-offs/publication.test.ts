import fc from 'fast-check';
import { advertised, publicationRefusals } from '../../../../subgraphs/tenders/rules/call-offs/publication.js';
import { aCall, aDischarge, aNeed } from '../fixtures.js';

const HOME = {
  ...({ nursing: true, contractBasis: 'SPOT', equipment: ['LOW_BED'], preferredPatches: ['East'] } as const),
  lengthOfStayNights: 14,
};

describe('publication', () => {
  it('IDG-01: the anonymised need, whole, is published', () => {
    const everything = aDischarge({
      calls: [aCall({ night: 'SLEEP_IN' })],
      complexNeeds: 'Transfers with a hoist.',
      carerGender: 'FEMALE',
      languages: ['gu'],
      skills: ['PEG_FEEDING'],
    });
    expect(publicationRefusals(everything)).toEqual([]);
  });

  it.each([
    ['the need', { ...aNeed(), name: 'made-up' }, 'need.name'],
    ['a call', aNeed({ calls: [{ ...aCall(), keySafe: '1234' } as never] }), 'need.calls.keySafe'],
    [
      'the discharge',
      aDischarge({ discharge: { ...aDischarge().discharge!, ward: 'made-up' } as never }),
      'need.discharge.ward',
    ],
    ['what a home needs', aNeed({ home: { ...HOME, room: 'made-up' } as never }), 'need.home.room'],
  ])('IDG-01: a field more in %s keeps it from being published, and is named', (_, need, field) => {
    expect(publicationRefusals(need)).toMatchObject([{ rule: 'IDG-01', code: 'FIELD_NOT_FOR_ADVERT', field }]);
  });

  it('IDG-02: no field that is not of the need profile ever passes, and its content is never repeated', () => {
    const known = new Set(Object.keys(aNeed()));
    const stray = fc.string({ minLength: 1 }).filter((key) => !known.has(key) && key !== '__proto__');
    fc.assert(
      fc.property(stray, (key) => {
        const [refusal, ...more] = publicationRefusals({ ...aNeed(), [key]: 'Jane Example' });
        expect(more).toEqual([]);
        expect(refusal?.field).toBe(`need.${key}`);
        expect(refusal?.message).not.toContain('Jane Example');
      }),
    );
  });
});

describe('what is kept of a need that was refused', () => {
  it('IDG-01: everything an advert may hold, and nothing else, at any depth', () => {
    const need = aDischarge({ calls: [aCall(), aCall({ startTime: '12:00' })], home: HOME });
    expect(advertised(need)).toEqual(need);
    const discharge = { ...need.discharge!, ward: 'made-up' };
    const more = {
      ...need,
      name: 'made-up',
      calls: need.calls.map((call) => ({ ...call, carer: 'made-up' })),
      discharge,
      home: { ...HOME, room: 'made-up' },
    };
    expect(advertised(more)).toEqual(need);
    expect(advertised(aNeed())).toEqual(aNeed());
  });
});

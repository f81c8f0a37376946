import fc from 'fast-check';
import {
  caseTextRefusals,
  type KnownIdentity,
  screeningRefusals,
  specialistScreening,
} from '../../../../subgraphs/cases/rules/requests/screening.js';
import { OF_ANYBODY, OF_NOBODY, OF_THE_PERSON } from './probes.js';

// Everybody here is made up. NHS numbers are of the 999 range, telephones of the range kept for drama.
const margaret: KnownIdentity = {
  names: ['Margaret Anne-Marie Testerton', 'Siân O’Fictional', 'May Grace Ng', 'J'],
  addressLines: ['14 Imaginary Gardens', 'Rosebank', 'BR5 1AA'],
  datesOfBirth: ['1941-03-09'],
  references: ['999 000 0018', 'P-104482', '12'],
  telephones: ['020 7946 0018', '+44 7700 900123'],
};
const nobody: KnownIdentity = { names: [], addressLines: [], datesOfBirth: [], references: [], telephones: [] };

function found(text: string, known = margaret): readonly string[] {
  return screeningRefusals(text, 'input.complexNeeds', known).map(({ message }) =>
    message.replace(/^.* holds (.*), and.*$/, '$1'),
  );
}

describe('screening of an advert’s free text', () => {
  it.each([
    'Needs two carers with a hoist for every transfer, and 30 minutes at each of 4 calls a day.',
    'She may become distressed; will settle with grace and patience. Hope to reduce to 3 calls by April.',
    'Vitamin B12 3mg daily, insulin 12 units at 08:00 and 18:30, PEG feed 500 ml over 4 hours.',
    'Smokes 10 a day. 2 carers each way, 15 minutes apart. Pressure area grade 2, Waterlow 18.',
    'Had a fall on 03/02/2026. Reviewed by the district nurse; the miss in January was noted.',
    'Has had MS since 2010. An MR scan is due. The GP, the dr and Ms are informed. 2 CARERS EACH WAY.',
    'Lives with a 12 year old dog. Blood pressure 140/85, weight 92.5 kg, BMI 31.2.',
    '',
  ])('IDG-01: care described without the person passes: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['Margaret likes tea first.'],
    ['MARGARET likes tea first.'],
    ['margaret’s skin is fragile'],
    ['Ask for Anne Marie.'],
    ['Ask for AnneMarie.'],
    ['The Testerton family visits.'],
    ['Sian visits on Sundays.'],
    ['Call OFictional when late.'],
    ['Call O’Fictional when late.'],
    ['M\u200bargaret likes tea first.'],
    ['Ｍａｒｇａｒｅｔ likes tea first.'],
    ['Ng speaks Cantonese.'],
    ['She is called May by all.'],
    ['May likes tea first.'],
  ])('IDG-01: the name of the person or a contact is found: %s', (text) => {
    expect(found(text)).toEqual(['a name']);
  });

  it.each([
    ['She may need help, and will say so with grace.'],
    ['Angina and margarine are on file.'],
    ['Likes J cloths.'],
  ])('IDG-01: a word that only looks like a name is none: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['Mr Madeup', 'mr madeup', 'MRS MADEUP', 'Mrs. Madeup', 'Ms Ó Cumtha', 'Miss Madeup', 'Dr Madeup'])(
    'IDG-01: anybody’s title and name is found: %s',
    (name) => expect(found(`Please ask ${name} first.`, nobody)).toEqual(['a name']),
  );

  it.each([
    ['Lives at 14 Imaginary Gardens.'],
    ['Lives in imaginary gardens.'],
    ['The gate of Rosebank sticks.'],
    ['Next door, at 16 Otherwhere Lane, is a key.'],
    ['Next door, at 16a Nowhere Near Close, is a key.'],
    ['Key at 3 elm road.'],
    ['KEY AT 3 ELM ROAD.'],
    ['Ring flat 3 first.'],
  ])('IDG-01: an address is found: %s', (text) => {
    expect(found(text)).toEqual(['an address']);
  });

  it.each(['BR5 1AA', 'br51aa', 'E1W 9ZZ', 'm1 9zz'])('IDG-01: anybody’s postcode is found: %s', (postcode) => {
    expect(found(`The key is at ${postcode}.`, nobody)).toEqual(['a postcode']);
  });

  it.each([
    '09/03/1941',
    '9/3/41',
    '9.3.1941',
    '09-03-1941',
    '1941-03-09',
    '9 March 1941',
    '9th of March 1941',
    '9 Mar 41',
    'March 9, 1941',
  ])('IDG-01: the date of birth is found however written: %s', (date) => {
    expect(found(`Turned 85 (${date}).`)).toEqual(['a date of birth']);
  });

  it.each(['DOB 1/2/1950', 'D.o.B.: 01.02.50', 'born on 1 February 1950', 'date of birth 1950'])(
    'IDG-01: anybody’s date of birth is found: %s',
    (text) => expect(found(text, nobody)).toEqual(['a date of birth']),
  );

  it.each(['999 000 0018', '9990000018', '999-000-0018', '999 000 0018 2 carers'])(
    'IDG-01: an NHS number is found: %s',
    (number) => {
      expect(found(`NHS ${number}`, nobody)).toEqual(['an NHS number']);
    },
  );

  it('IDG-01: ten digits that are no NHS number are not taken for one', () => {
    expect(found('Batch 9990000019 of the dressing.', nobody)).toEqual([]);
  });

  it.each(['P-104482', 'p104482', 'P 104482'])('IDG-01: a case reference is found: %s', (reference) => {
    expect(found(`See ${reference} for more.`)).toEqual(['a case reference']);
  });

  it('IDG-01: a reference too short to be one is not looked for', () => {
    expect(found('At 12 she has lunch.')).toEqual([]);
  });

  it.each([
    '020 7946 0018',
    '(020) 7946-0018',
    '7946 0018',
    '7946 0018 2 carers',
    '07700 900123',
    '900 123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
  ])('IDG-01: a known telephone number is found, with or without its code: %s', (number) =>
    expect(found(`Ring ${number} before.`)).toEqual(['a telephone number']),
  );

  it.each(['07700 900999', '0044 7700 900999', '07700 900999 2 carers', '01632 960999', '01632 96099'])(
    'IDG-01: anybody’s telephone number is found: %s',
    (number) => expect(found(`Ring ${number} before.`, nobody)).toEqual(['a telephone number']),
  );

  it('IDG-01: an e-mail address is found', () => {
    expect(found('Write to carer@family.example first.', nobody)).toEqual(['an e-mail address']);
  });

  it('IDG-01: each kind is one refusal, on the field, and the text is never repeated', () => {
    const text = 'Margaret Testerton, 14 Imaginary Gardens, BR5 1AA, 07700 900123';
    const refusals = screeningRefusals(text, 'input.complexNeeds', margaret);
    expect(refusals.map(({ rule, code, field }) => [rule, code, field])).toEqual(
      Array(4).fill(['IDG-01', 'PERSONAL_DATA_IN_ADVERT', 'input.complexNeeds']),
    );
    for (const word of text.split(/[\s,]+/)) {
      for (const { message } of refusals) expect(message).not.toContain(word);
    }
  });

  it('IDG-01: a known name is found in any place, case and accent', () => {
    const around = fc.array(fc.constantFrom('needs', 'help', 'with', 'meals', 'and', 'washing'), { maxLength: 6 });
    const spelt = fc.constantFrom(
      'Testerton',
      'TESTERTON',
      'testerton',
      'Téstertön',
      '"Testerton"',
      'Testerton’s',
      '(testerton)',
    );
    fc.assert(
      fc.property(around, spelt, around, (before, name, after) => {
        expect(found([...before, name, ...after].join(' '))).toEqual(['a name']);
      }),
    );
  });

  it.each([...OF_THE_PERSON, ...OF_ANYBODY])('IDG-01: it does not pass: %s', (text) => {
    expect(found(text)).not.toEqual([]);
  });

  it.each(OF_NOBODY)('IDG-01: it passes: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each<[string, string]>([
    ['a text at its limit', 'x'.repeat(4_001)],
    ['a text that is longer once its signs are written out', '\ufdfa'.repeat(300)],
  ])('IDG-27: %s is refused before it is read', (_, text) => {
    expect(screeningRefusals(text, 'input.complexNeedsDetail', margaret)).toMatchObject([
      { rule: 'IDG-27', code: 'TEXT_TOO_LONG', field: 'input.complexNeedsDetail' },
    ]);
  });

  // Whatever is written, it is read in about the time of an everyday text of the same length. (IDG-27)
  it('IDG-27: no text and no names take longer than others of their length', () => {
    const everyday = OF_NOBODY.join(' ').repeat(3).slice(0, 3_900);
    const filled = (piece: string) => piece.repeat(4_000).slice(0, 3_900);
    const pieces = [
      '1 ',
      '1 A ',
      '+44(',
      'a@',
      'born ',
      'key ',
      'A ',
      'x',
      ' ',
      'O',
      '0',
      '0 ',
      '1.',
      'A-',
      'mr ',
      'one ',
      'é',
      '\u0301',
    ];
    const many: KnownIdentity = {
      names: Array.from({ length: 21 }, (_, nth) => `${'ab '.repeat(60)}${nth}`),
      addressLines: Array.from({ length: 2_000 }, (_, nth) => `x1 ${nth}`),
      datesOfBirth: ['1941-03-09'],
      references: ['x'.repeat(200), '1'.repeat(200)],
      telephones: Array.from({ length: 120 }, (_, nth) => `07700 9${10_000 + nth}`),
    };
    const best = (text: string, known: KnownIdentity) =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const started = process.cpuUsage();
          screeningRefusals(text, 'input', known);
          const { user, system } = process.cpuUsage(started);
          return user + system;
        }),
      );
    const floor = best(everyday, margaret) + best(everyday, many);
    for (const piece of [...pieces, '\ufdfa']) {
      const text = piece === '\ufdfa' ? piece.repeat(220) : filled(piece);
      expect([piece, best(text, many) < 100 * floor]).toEqual([piece, true]);
    }
  });
});

describe('texts for people who read no person', () => {
  it('IDG-05: are refused for what an advert is refused for', () => {
    expect(caseTextRefusals('Needs two carers.', 'input.reason', margaret)).toEqual([]);
    expect(caseTextRefusals('Margaret needs two carers.', 'input.reason', margaret)).toMatchObject([
      { rule: 'IDG-05', code: 'PERSONAL_DATA_IN_TEXT', field: 'input.reason' },
    ]);
  });

  it('ASM-22, IDG-05: the ground of a specialist flag is such a text, in both its parts', () => {
    expect(specialistScreening(null, margaret)).toEqual([]);
    const ground = { definitionVersion: 'Margaret', justification: 'See P-104482.' };
    expect(specialistScreening(ground, margaret).map(({ field }) => field)).toEqual([
      'input.specialistGround.definitionVersion',
      'input.specialistGround.justification',
    ]);
  });
});

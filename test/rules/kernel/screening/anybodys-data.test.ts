import { anybodysData } from '../../../../kernel/screening/anybodys-data.js';
import { screenedText } from '../../../../kernel/screening/screened-text.js';
import { OF_ANYBODY, OF_NOBODY } from '../../cases/requests/probes.js';

const found = (text: string) => [...anybodysData(screenedText(text)!)];

describe('what looks like anybody’s data', () => {
  it.each(OF_ANYBODY)('IDG-01: is found: %s', (text) => {
    expect(found(text)).not.toEqual([]);
  });

  it.each(OF_NOBODY)('IDG-01: care is not taken for it: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['Key safe 1234', 'a code to get in'],
    ['AB 12 34 56 C', 'a National Insurance number'],
    ['999.000.0018', 'an NHS number'],
    ['Z E 9 9 Z Z', 'a postcode'],
    ['daughter Jane', 'a name'],
    ['Mosaic ID 1234567', 'a case reference'],
    ['carer(at)family.example', 'an e-mail address'],
    ['01632·960·999', 'a telephone number'],
    ['Birthday is 12 December', 'a date of birth'],
    ['Flat B', 'an address'],
  ])('IDG-01: it is called what it is: %s', (text, kind) => {
    expect(found(text)).toEqual([kind]);
  });
});

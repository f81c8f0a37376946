import { parseMapping } from '../../adapters/las/mapping.js';
import { readInstants, readNhsNumber, readPostcode, twoOrders } from '../../adapters/written-forms.js';

describe('how dates and numbers are written', () => {
  it.each([
    [['DD/MM/YYYY', 'YYYY-MM-DD'], undefined],
    [['DD/MM/YYYY', 'D.M.YYYY', 'DD/MM/YYYY HH:mm'], undefined],
    [
      ['DD/MM/YYYY', 'MM/DD/YYYY'],
      ['DD/MM/YYYY', 'MM/DD/YYYY'],
    ],
    [
      ['YYYY-MM-DD', 'DD/MM/YYYY', 'M-D-YYYY HH:mm'],
      ['DD/MM/YYYY', 'M-D-YYYY HH:mm'],
    ],
    [
      ['YYYY-MM-DD', 'YYYY-DD-MM'],
      ['YYYY-MM-DD', 'YYYY-DD-MM'],
    ],
    [
      ['DDMMYYYY', 'YYYYMMDD'],
      ['DDMMYYYY', 'YYYYMMDD'],
    ],
    [['DDMMYYYY', 'YYYY-MM-DD'], undefined],
  ])('ASM-05: %j: two orders of day and month are no way to read a date', (forms, expected) => {
    expect(twoOrders(forms)).toEqual(expected);
  });

  it('ASM-05: a mapping with two orders is refused before any file is opened, dates and instants alike', () => {
    const mapping = (more: object) => () =>
      parseMapping(
        JSON.stringify({
          council: 'bromley',
          dates: ['DD/MM/YYYY'],
          files: [{ match: '*', kind: 'service-request', format: 'csv', fields: {} }],
          ...more,
        }),
      );
    expect(mapping({ dateTimes: ['DD/MM/YYYY HH:mm'] })).not.toThrow();
    expect(mapping({ dates: ['DD/MM/YYYY', 'MM/DD/YYYY'] })).toThrow('DD/MM/YYYY and MM/DD/YYYY');
    expect(mapping({ dateTimes: ['MM/DD/YYYY HH:mm'] })).toThrow('DD/MM/YYYY and MM/DD/YYYY HH:mm');
  });

  it('DEL-20: a date alone is an instant only where that is said', () => {
    expect(readInstants('03/06/2026', ['DD/MM/YYYY HH:mm'])).toBeUndefined();
    expect(readInstants('03/06/2026', ['DD/MM/YYYY HH:mm'], ['DD/MM/YYYY'])).toEqual(['2026-06-02T23:00:00.000Z']);
  });

  it.each([
    ['9990001014', '9990001014'],
    ['999 000 1014', '9990001014'],
    ['999-000-1014', '9990001014'],
    ['999\u00a0000\u20111014', '9990001014'],
    ['9990001015', undefined],
    ['999000101', undefined],
    ['99900010140', undefined],
  ])('IDG-07: NHS number %p', (text, expected) => {
    expect(readNhsNumber(text)).toBe(expected);
  });

  it.each([
    ['BR1 1AB', true],
    ['br11ab', true],
    ['SW1A 1AA', true],
    ['BR1', false],
    ['Bromley', false],
  ])('PROV-16: postcode %p', (text, taken) => {
    expect(readPostcode(text) !== undefined).toBe(taken);
  });
});

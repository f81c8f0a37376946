import { parsePostcode, postcodeAt } from '../../../../kernel/values/postcode.js';

describe('postcodes', () => {
  it.each([
    ['BR1 1AB', 'BR1 1AB', 'BR1 1', 'BR1'],
    ['br11ab', 'BR1 1AB', 'BR1 1', 'BR1'],
    ['  Br1   1aB ', 'BR1 1AB', 'BR1 1', 'BR1'],
    ['BR10 1AB', 'BR10 1AB', 'BR10 1', 'BR10'],
    ['N1 9ZZ', 'N1 9ZZ', 'N1 9', 'N1'],
    ['EC1A 1ZZ', 'EC1A 1ZZ', 'EC1A 1', 'EC1A'],
    ['W1A 0ZZ', 'W1A 0ZZ', 'W1A 0', 'W1A'],
  ])('"%s" is read as %s', (text, full, sector, outward) => {
    expect(parsePostcode(text)).toEqual({ full, sector, outward });
  });

  it.each([
    '',
    'BR1',
    'BR1 1',
    'BR1 1A',
    '12 Oak Road BR1 1AB',
    'BR1 1ABC',
    '1BR 1AB',
    'BR1-1AB',
    'SE2O 7AA',
    'N1I 1AA',
    'ZZ99 3VZ',
    'QQ1 1AA',
  ])('"%s" is none', (text) => {
    expect(parsePostcode(text)).toBeNull();
  });

  it.each([
    ['FULL', 'BR1 1AB'],
    ['SECTOR', 'BR1 1'],
    ['OUTWARD', 'BR1'],
  ] as const)('IDG-01: an advert shows the postcode at %s as %s', (granularity, shown) => {
    expect(postcodeAt(granularity, 'br1 1ab')).toBe(shown);
  });

  it.each(['FULL', 'SECTOR', 'OUTWARD'] as const)('IDG-01: at %s nothing but a postcode is shown', (granularity) => {
    expect(() => postcodeAt(granularity, '12 Oak Road BR1 1AB')).toThrow(RangeError);
    expect(() => postcodeAt(granularity, '12 Oak Road BR1 1AB')).not.toThrow(/Oak/);
  });
});

import { damageOf, idsWithLostNoughts } from '../../adapters/spreadsheet.js';

describe('what a spreadsheet does to a number', () => {
  it.each([
    ['2.60612E+11', 'ROUNDED_NUMBER'],
    ['2,60612E+11', 'ROUNDED_NUMBER'],
    ['1e+12', 'ROUNDED_NUMBER'],
    ['260612000001.0', 'NUMBER_WITH_DECIMALS'],
    ['260612000001,00', 'NUMBER_WITH_DECIMALS'],
    ['260612000001', undefined],
    ['SR-260601-0001', undefined],
    // Codes of somebody's own.
    ['7E2', undefined],
    ['E+11', undefined],
    ['1.5', undefined],
  ])('ASM-36: an id %p', (text, code) => {
    expect(damageOf(text, 'ID')?.code).toBe(code);
  });

  it.each([
    ['7700900101', 'NOUGHT_LOST'],
    ['7.7009E+09', 'ROUNDED_NUMBER'],
    ['07700900101', undefined],
    ['07700 900101', undefined],
    ['+447700900101', undefined],
    ['447700900101', undefined],
    ['999', undefined],
  ])('IDG-09: a telephone number %p', (text, code) => {
    expect(damageOf(text, 'TELEPHONE')?.code).toBe(code);
  });

  it.each([
    ['12345', 'NOUGHT_LOST'],
    ['00012345', undefined],
    ['123456789', undefined],
    ['P2345', undefined],
  ])('ASM-36: an id of eight digits %p', (text, code) => {
    expect(damageOf(text, 'ID', 8)?.code).toBe(code);
  });

  it('ASM-05: other text may be anything but a power of ten', () => {
    expect(damageOf('2.0', 'OTHER')).toBeUndefined();
    expect(damageOf('2.6E+11', 'OTHER')?.code).toBe('ROUNDED_NUMBER');
  });

  it('ASM-36: of ids of one column the shorter show what they have lost, if one begins with a nought', () => {
    expect([...idsWithLostNoughts(['00123', '124', '12345', 'X1', '124'])]).toEqual(['124']);
    expect([...idsWithLostNoughts(['123', '1234', 'X1', ''])]).toEqual([]);
  });
});

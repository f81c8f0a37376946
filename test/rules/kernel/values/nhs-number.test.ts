import fc from 'fast-check';
import { isNhsNumber, normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';

/** The only digit that completes nine, found by trying; undefined when none does. */
const completing = (nine: string) => [...'0123456789'].find((digit) => isNhsNumber(nine + digit));

describe('NHS numbers', () => {
  it.each(['9990000018', '9990000026', '999 000 0018', '999-000-0018', ' 9990000018 '])('"%s" is one', (text) => {
    expect(isNhsNumber(text)).toBe(true);
  });

  it.each(['9990000019', '999000001', '99900000180', '999000001X', '٩٩٩٠٠٠٠٠١٨', '9990000081', ''])(
    '"%s" is none',
    (text) => {
      expect(isNhsNumber(text)).toBe(false);
      expect(normaliseNhsNumber(text)).toBeNull();
    },
  );

  it.each(['999 000 0018', '999-000-0018', ' 9990000018 '])('"%s" is kept as ten digits', (text) => {
    expect(normaliseNhsNumber(text)).toBe('9990000018');
  });

  it('the check digit is the one that modulus 11 gives, and where it would be ten there is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (serial) => {
        const nine = `999${String(serial).padStart(6, '0')}`;
        let weighted = 0;
        for (let place = 0; place < 9; place += 1) weighted += Number(nine[place]) * (10 - place);
        const check = (11 - (weighted % 11)) % 11;
        expect(completing(nine)).toBe(check === 10 ? undefined : String(check));
      }),
    );
  });

  it('one mistyped digit, or two neighbours swapped, is noticed', () => {
    const number = '9990000026';
    for (let place = 0; place < 10; place += 1) {
      for (const digit of '0123456789') {
        if (digit === number[place]) continue;
        expect(isNhsNumber(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false);
      }
      const [here, next] = [number[place], number[place + 1]];
      if (next === undefined || here === next) continue;
      expect(isNhsNumber(number.slice(0, place) + next + here + number.slice(place + 2))).toBe(false);
    }
  });
});

import {
  inputLimitRefusals,
  LARGEST_NUMBER,
  LONGEST_TEXT,
  MOST_ENTRIES,
} from '../../../../kernel/values/input-limits.js';

describe('bounds of what a client writes', () => {
  it.each<[string, unknown, string[]]>([
    ['a text of 4,000 characters', { note: 'x'.repeat(LONGEST_TEXT) }, []],
    ['a text of one more', { note: 'x'.repeat(LONGEST_TEXT + 1) }, ['TEXT_TOO_LONG input.note']],
    ['a list of 100', { calls: Array(MOST_ENTRIES).fill({}) }, []],
    ['a list of 101', { calls: Array(MOST_ENTRIES + 1).fill({}) }, ['LIST_TOO_LONG input.calls']],
    ['an object of 100 names', { maximum: Object.fromEntries(Array(MOST_ENTRIES).fill(0).entries()) }, []],
    [
      'an object of one more',
      {
        maximum: Object.fromEntries(
          Array(MOST_ENTRIES + 1)
            .fill(0)
            .entries(),
        ),
      },
      ['TOO_MANY_NAMES input.maximum'],
    ],
    ['the largest number', { pence: LARGEST_NUMBER }, []],
    [
      'one more, and one less than the least',
      { a: LARGEST_NUMBER + 1, b: -LARGEST_NUMBER - 1 },
      ['NUMBER_TOO_LARGE input.a', 'NUMBER_TOO_LARGE input.b'],
    ],
    ['a long text deep within', { people: [{}, { name: 'x'.repeat(5_000) }] }, ['TEXT_TOO_LONG input.people.1.name']],
    ['a zero in a text', { name: 'A\0B' }, ['TEXT_UNREADABLE input.name']],
    [
      'half a pair, first or second',
      { a: 'x\ud83c', b: '\udf75x' },
      ['TEXT_UNREADABLE input.a', 'TEXT_UNREADABLE input.b'],
    ],
    ['a whole pair, and a line break', { a: '\u{1f375}', b: 'one\ntwo\tthree' }, []],
    ['instants, marks and nothing', { at: new Date(0), night: true, to: null, from: undefined }, []],
    ['no list but a long text', 'x'.repeat(5_000), ['TEXT_TOO_LONG input']],
  ])('IDG-27: %s', (_, input, expected) => {
    const refusals = inputLimitRefusals(input, 'input');
    expect(refusals.map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
    expect(JSON.stringify(refusals)).not.toContain('xxx');
  });

  it('IDG-27: rows may be more, as many as their act says', () => {
    const rows = { rows: Array(1_001).fill({}) };
    expect(inputLimitRefusals(rows, 'input', 1_001)).toEqual([]);
    expect(inputLimitRefusals(rows, 'input', 1_000)).toMatchObject([{ code: 'LIST_TOO_LONG', field: 'input.rows' }]);
  });

  it('IDG-27: of very many faults it tells twenty', () => {
    expect(inputLimitRefusals(Array(1_000).fill('\0'), 'input', 1_000)).toHaveLength(20);
  });

  it('IDG-27: a field of the input itself is named alone', () => {
    expect(inputLimitRefusals({ reason: 'x'.repeat(5_000) })).toMatchObject([{ rule: 'IDG-27', field: 'reason' }]);
  });
});

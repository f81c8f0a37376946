import { linesOf } from '../../adapters/text-lines.js';

async function read(...pieces: string[]) {
  const from = async function* () {
    yield* pieces;
  };
  const lines: Array<[number, string, boolean]> = [];
  for await (const { line, text, isEnded } of linesOf(from())) lines.push([line, text, isEnded]);
  return lines;
}

describe('lines of a text that comes in pieces', () => {
  it.each([
    [
      ['a\nb\n'],
      [
        [1, 'a', true],
        [2, 'b', true],
      ],
    ],
    [
      ['a\r', '\nb\r\n'],
      [
        [1, 'a', true],
        [2, 'b', true],
      ],
    ],
    [
      ['a\rb'],
      [
        [1, 'a', true],
        [2, 'b', false],
      ],
    ],
    [
      ['a', 'b', '\n', '\n', 'c'],
      [
        [1, 'ab', true],
        [2, '', true],
        [3, 'c', false],
      ],
    ],
    [[''], []],
  ])('DEL-20: %j', async (pieces, expected) => {
    expect(await read(...pieces)).toEqual(expected);
  });

  it('NFR-07: of a line without an end a megabyte is kept, and the next is read', async () => {
    const piece = 'x'.repeat(300_000);
    const from = async function* () {
      for (let nth = 0; nth < 50; nth += 1) yield piece;
      yield '\nnext\n';
    };
    const lines: Array<[number, boolean]> = [];
    for await (const { text, isTooLong } of linesOf(from())) lines.push([text.length, isTooLong]);
    expect(lines).toEqual([
      [1024 * 1024, true],
      [4, false],
    ]);
  });
});

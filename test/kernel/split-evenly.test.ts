import { splitEvenly } from '../../kernel/values/split-evenly.js';
import { newSeed, randomFrom } from '../harness/random.js';

describe('an even split', () => {
  it('ISF-03: comes to the whole exactly, and no part is a penny more than another', () => {
    expect(splitEvenly(100_000, 10)).toEqual(Array(10).fill(10_000));
    expect(splitEvenly(1_000, 3)).toEqual([334, 333, 333]);
    expect(splitEvenly(2, 3)).toEqual([1, 1, 0]);
    expect(splitEvenly(0, 2)).toEqual([0, 0]);
    expect(splitEvenly(5, 0)).toEqual([]);
    const seed = newSeed();
    const random = randomFrom(seed);
    for (let turn = 0; turn < 500; turn += 1) {
      const [pence, parts] = [Math.floor(random() * 10_000_000), Math.floor(random() * 100) + 1];
      const split = splitEvenly(pence, parts);
      const found = {
        sum: split.reduce((sum, part) => sum + part, 0),
        spread: Math.max(...split) - Math.min(...split) < 2,
      };
      expect({ seed, pence, parts, ...found, count: split.length }).toEqual({
        ...{ seed, pence, parts, sum: pence, spread: true, count: parts },
      });
    }
  });
});

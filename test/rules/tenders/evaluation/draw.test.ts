import fc from 'fast-check';
import { byDraw, drawnNumber } from '../../../../subgraphs/tenders/rules/evaluation/draw.js';

const PATCH = ['oak', 'elm', 'ash', 'yew'];

describe('draw', () => {
  it('EVAL-02: the same seed and lot draw the same number, a whole one of 32 bits', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, lot) => {
        const drawn = drawnNumber(seed, lot);
        expect(drawnNumber(seed, lot)).toBe(drawn);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < 2 ** 32).toBe(true);
      }),
    );
  });

  it('EVAL-02: the numbers drawn are the ones on record, so that old draws can be checked', () => {
    expect(drawnNumber('', '')).toBe(579_050_429);
    expect(drawnNumber('seed', 'provider-1')).toBe(2_048_441_516);
    expect(drawnNumber('seed', 'provider-2')).toBe(3_501_269_992);
  });

  it('EVAL-02: over many seeds each of three lots wins about a third', () => {
    const wins = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed += 1) {
      const lots = PATCH.slice(1).map((bidId) => ({ bidId, drawn: drawnNumber(`seed-${seed}`, bidId) }));
      const winner = lots.sort(byDraw)[0]!.bidId;
      wins.set(winner, (wins.get(winner) ?? 0) + 1);
    }
    for (const count of wins.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
    expect(wins.size).toBe(3);
  });

  it('EVAL-02: should two lots draw the same number, the bids are still told apart', () => {
    const lots = [
      { bidId: 'b', drawn: 5 },
      { bidId: 'a', drawn: 5 },
    ];
    expect([...lots].sort(byDraw).map((lot) => lot.bidId)).toEqual(['a', 'b']);
    expect(byDraw(lots[0]!, lots[0]!)).toBe(0);
  });
});

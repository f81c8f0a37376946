import fc from 'fast-check';
import { cursorsUnder } from '../../../../kernel/log/cursors.js';

const cursors = cursorsUnder('a secret of one hub');
const seqs = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('cursors', () => {
  it('IDG-23: a cursor says where to resume to the hub alone, in any process that has its secret', () => {
    fc.assert(
      fc.property(seqs, (seq) => {
        const cursor = cursors.show(seq);
        expect(cursor).toMatch(/^[\w-]{22}$/);
        expect(cursorsUnder('a secret of one hub').read(cursor)).toBe(seq);
        expect(cursorsUnder('a secret of another').read(cursor)).toBeNull();
      }),
    );
  });

  it('IDG-23: neighbours have nothing in common that tells how far apart they are', () => {
    const bytes = (seq: number) => [...Buffer.from(cursors.show(seq), 'base64url')];
    const same = Array.from({ length: 200 }, (_, n) => {
      const [one, other] = [bytes(n + 1), bytes(n + 2)];
      return one.filter((byte, at) => byte === other[at]).length;
    });
    // Two random blocks share one byte in 256.
    expect(Math.max(...same)).toBeLessThan(5);
    expect(new Set(Array.from({ length: 200 }, (_, n) => cursors.show(n))).size).toBe(200);
  });

  it('IDG-23: a position is never written twice alike, and is read as the place that it is', () => {
    const positions = Array.from({ length: 50 }, () => cursors.position(7));
    expect(new Set(positions).size).toBe(50);
    expect(new Set(positions.map((each) => cursors.read(each)))).toEqual(new Set([7]));
    expect(cursors.read(cursors.position(0))).toBe(0);
  });

  it('IDG-23: the event at a position cannot be asked for, only the event of a cursor', () => {
    for (const seq of [1, 7, 2 ** 40]) {
      expect(cursors.readItem(cursors.show(seq))).toBe(seq);
      expect(cursors.readItem(cursors.position(seq))).toBeNull();
    }
    expect(cursors.readItem('no cursor')).toBeNull();
  });

  it('IDG-23: the beginning is 0, and what was never given out is no cursor', () => {
    expect(cursors.show(0)).toBe('0');
    expect(cursors.read('0')).toBe(0);
    for (const made of [
      '',
      '1',
      '4711',
      '-1',
      'null',
      '"0"',
      'A'.repeat(22),
      `${cursors.show(7)}A`,
      cursors.show(7).slice(1),
    ]) {
      expect(cursors.read(made)).toBeNull();
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 255 }), (at, flipped) => {
        const block = Buffer.from(cursors.show(7), 'base64url');
        block[at]! ^= flipped;
        expect(cursors.read(block.toString('base64url'))).toBeNull();
      }),
    );
  });
});

import { type BoardArgs, boardList } from '../../../../kernel/graphql/boards.js';

interface Row {
  readonly id: string;
  readonly reference: string;
  readonly state: 'OPEN' | 'CLOSED' | 'FAILED';
  readonly openedAt: Date;
  readonly closesAt: Date;
}

const listOf = (
  args: Partial<Pick<BoardArgs, 'open' | 'reference' | 'from' | 'to'>> = {},
  states?: ReadonlyArray<Row['state']>,
) => boardList<Row, Row['state']>(args, states, { openStates: ['OPEN'], began: 'openedAt', due: 'closesAt' });

describe('a board', () => {
  it('opens on what is open, what is due soonest first', () => {
    expect(listOf()).toEqual({
      where: { $and: [{ state: { $in: ['OPEN'] } }] },
      by: { closesAt: 'instant', id: 'id' },
      newestFirst: false,
    });
    expect(listOf({ open: true })).toEqual(listOf());
  });

  it('shows what is over newest first', () => {
    expect(listOf({ open: false })).toEqual({
      where: { $and: [{ state: { $nin: ['OPEN'] } }] },
      by: { openedAt: 'instant', id: 'id' },
      newestFirst: true,
    });
  });

  it('shows what is open and what is over when it is asked by state, by reference or by period', () => {
    expect(listOf({}, ['FAILED', 'OPEN']).where).toEqual({ $and: [{ state: { $in: ['FAILED', 'OPEN'] } }] });
    expect(listOf({ reference: 'co-7kx2mo9' }).where).toEqual({ $and: [{ reference: 'CO-7KX2M09' }] });
    expect(listOf({ from: '2026-03-29', to: '2026-03-29' }).where).toEqual({
      $and: [
        { openedAt: { $gte: new Date('2026-03-29T00:00:00Z') } },
        // A day of 23 hours in London.
        { openedAt: { $lte: new Date('2026-03-29T22:59:59.999Z') } },
      ],
    });
  });

  it('shows of these states what is open, when both are asked for', () => {
    expect(listOf({ open: true }, ['FAILED', 'OPEN']).where).toEqual({
      $and: [{ state: { $in: ['OPEN'] } }, { state: { $in: ['FAILED', 'OPEN'] } }],
    });
  });

  it('refuses a period that ends before it begins', () => {
    expect(() => listOf({ from: '2026-03-30', to: '2026-03-29' })).toThrow(
      'to is the same day as from, or a later one.',
    );
  });
});

import { exceptionRefusal, rankRefusal } from '../../../../subgraphs/tenders/rules/awards/allocation-exception.js';

describe('allocation out of order', () => {
  const justified = { reason: 'SKILLS', justification: 'Known to the person.' } as const;

  it('ROUT-07: one who made no bid that was ranked is not awarded, exception or not', () => {
    expect(rankRefusal('bid-yew', ['bid-oak'])).toMatchObject({ rule: 'ROUT-07', code: 'BID_NOT_RANKED' });
    expect(rankRefusal('bid-oak', ['bid-oak'])).toBeUndefined();
  });

  it.each([
    ['bid-oak', null, undefined],
    ['bid-elm', null, 'EXCEPTION_MISSING'],
    ['bid-elm', { ...justified, justification: ' ' }, 'EXCEPTION_MISSING'],
    ['bid-elm', justified, undefined],
    // It has no place to be passed over from: that is told by itself.
    ['bid-yew', null, undefined],
  ])('ROUT-09: of oak, then elm, the award of %s by the exception %j', (bidId, exception, code) => {
    expect(exceptionRefusal(bidId, ['bid-oak', 'bid-elm'], exception)?.code).toBe(code);
  });
});

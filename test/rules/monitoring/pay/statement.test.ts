import { approvalRefusals, isStatementSpan } from '../../../../subgraphs/monitoring/rules/pay/statement.js';

describe('approving a statement', () => {
  const approval = {
    from: '2026-06-01',
    to: '2026-06-30',
    today: '2026-07-01',
    read: 'a',
    stands: 'a',
    approvedBefore: false,
  };

  it.each([
    ['as it was read, the day after', {}, []],
    ['on its last day', { today: '2026-06-30' }, ['DAYS_NOT_OVER']],
    ['once it has changed', { stands: 'b' }, ['STATEMENT_CHANGED']],
    ['for days approved before', { approvedBefore: true }, ['DAYS_APPROVED']],
    ['that ends before it begins', { to: '2026-05-31' }, ['STATEMENT_SPAN']],
    ['of thirty-five days', { from: '2026-05-27' }, []],
    ['of thirty-six days', { from: '2026-05-26' }, ['STATEMENT_SPAN']],
  ])('PAY-07: %s', (_what, over, codes) => {
    expect(approvalRefusals({ ...approval, ...over }).map(({ code }) => code)).toEqual(codes);
  });

  it('PAY-07: one day is a statement', () => {
    expect(isStatementSpan('2026-06-01', '2026-06-01')).toBe(true);
  });
});

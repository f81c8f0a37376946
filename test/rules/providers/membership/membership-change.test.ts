import {
  changeReasonRefusal,
  lastDayOnExit,
  restoringRefusal,
} from '../../../../subgraphs/providers/rules/membership/membership-change.js';

describe('a change of a membership', () => {
  it.each([
    ['contract action', false],
    ['', true],
    ['  ', true],
  ])('SM-5: with the reason "%s" it is refused: %s', (reason, refused) => {
    if (refused) expect(changeReasonRefusal(reason)).toMatchObject({ rule: 'SM-5', code: 'REASON_REQUIRED' });
    else expect(changeReasonRefusal(reason)).toBeUndefined();
  });

  it('PROV-02: a member that CQC does not register is not restored', () => {
    expect(restoringRefusal(true)).toBeUndefined();
    expect(restoringRefusal(false)).toMatchObject({ rule: 'PROV-02', code: 'NOT_REGISTERED' });
  });

  it.each([
    ['open', '2024-04-01', null, '2026-03-20'],
    ['that ends later', '2024-04-01', '2026-12-31', '2026-03-20'],
    ['that has ended', '2024-04-01', '2025-12-31', '2025-12-31'],
    ['that has not begun', '2026-04-01', null, '2026-04-01'],
  ])('SM-5: one %s ends today at the latest, and never before its first day', (_name, from, to, lastDay) => {
    expect(lastDayOnExit({ from, to }, '2026-03-20')).toBe(lastDay);
  });
});

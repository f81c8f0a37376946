import { shortNoticeRefusal } from '../../../../subgraphs/cases/rules/placements/short-notice.js';

describe('a first call at short notice', () => {
  const notice = { requiredFrom: '2026-03-06', agreedOn: '2026-03-07', shortNoticeAgreed: false };

  it.each([
    ['from the day that the notice allows', '2026-03-06', {}, undefined],
    ['the day before', '2026-03-05', {}, 'SHORT_NOTICE_NOT_AGREED'],
    ['the day before, by agreement', '2026-03-05', { shortNoticeAgreed: true }, undefined],
    ['the day before, which the provider offered', '2026-03-05', { agreedOn: '2026-03-05' }, undefined],
    ['a day earlier than it offered', '2026-03-04', { agreedOn: '2026-03-05' }, 'SHORT_NOTICE_NOT_AGREED'],
    ['with no day agreed so far', '2026-03-05', { agreedOn: null }, 'SHORT_NOTICE_NOT_AGREED'],
    ['where no notice counts', '2026-03-04', { requiredFrom: null }, undefined],
  ])('WIN-06, WIN-07: %s', (_, callOn, change, code) => {
    expect(shortNoticeRefusal({ ...notice, ...change, callOn })?.code).toBe(code);
  });
});

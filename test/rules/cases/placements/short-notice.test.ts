import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  isShortNotice,
  requiredAfterAmendment,
  shortNoticeRefusal,
} from '../../../../subgraphs/cases/rules/placements/short-notice.js';

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

  it('WIN-06: is by agreement whether or not anybody has agreed', () => {
    expect(isShortNotice({ ...notice, callOn: '2026-03-05' })).toBe(true);
    expect(isShortNotice({ ...notice, callOn: '2026-03-06' })).toBe(false);
  });

  it.each([
    ['by the cut-off of its day', '15:00:00.000', '2026-03-04'],
    ['by that of the next morning', '17:00:00.000', '2026-03-05'],
    ['later', '17:00:00.001', '2026-03-06'],
  ])(
    'WIN-06, WIN-07, ROUT-19: of a discharge on another day, told %s, the terms are asked again',
    (_, time, expected) => {
      const amended = {
        before: new Date('2026-03-10T14:00:00Z'),
        dischargeAt: new Date('2026-03-04T16:00:00Z'),
        toldAt: new Date(`2026-03-04T${time}Z`),
      };
      expect(requiredAfterAmendment(amended, DEFAULT_POLICY, englandCalendar([], '23:59'))).toBe(expected);
      const sameDay = { ...amended, before: new Date('2026-03-04T00:00:00Z') };
      expect(requiredAfterAmendment(sameDay, DEFAULT_POLICY, englandCalendar([], '23:59'))).toBeNull();
    },
  );
});

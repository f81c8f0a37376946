import { NOT_EXPECTED } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { type Reconciled, reconciling } from '../../../../subgraphs/monitoring/rules/pay/reconciliation.js';

const of = (over: Partial<Reconciled> = {}): Reconciled => ({
  commissionedMinutes: 30,
  plannedMinutes: 30,
  loggedMinutes: 30,
  payableMinutes: 30,
  payablePence: 1050,
  status: 'PAYABLE',
  reasons: [],
  approved: { minutes: 30, amountPence: 1050 },
  invoiced: { minutes: 30, amountPence: 1050, lines: 1 },
  ...over,
});
const UNPAID = { payableMinutes: 0, payablePence: 0, status: 'NOT_PAYABLE' as const };

describe('the figures of a visit side by side', () => {
  it.each<[string, Partial<Reconciled>, string[]]>([
    ['all agree', {}, []],
    ['nobody planned it', { plannedMinutes: 0 }, ['NOT_PLANNED']],
    ['planned a minute shorter', { plannedMinutes: 29 }, ['PLANNED_SHORTER']],
    ['planned a minute longer', { plannedMinutes: 31 }, ['PLANNED_LONGER']],
    ['logged a minute shorter', { loggedMinutes: 29 }, ['LOGGED_SHORTER', 'ROUNDED']],
    ['logged a minute longer', { loggedMinutes: 31 }, ['LOGGED_LONGER']],
    [
      'accepted by the council at other minutes',
      { loggedMinutes: 31, payableMinutes: 45, reasons: ['ACCEPTED'], approved: { minutes: 45, amountPence: 1050 } },
      ['LOGGED_LONGER', 'ACCEPTED'],
    ],
    ['accepted by the council as it was logged', { reasons: ['ACCEPTED'] }, []],
    [
      'payable though nobody answered the door',
      { loggedMinutes: 0, reasons: ['NO_REPLY_CLOSED'] },
      ['NOT_LOGGED', 'PAID_WITHOUT_CARE'],
    ],
    [
      'missed, and neither approved nor invoiced',
      { ...UNPAID, loggedMinutes: 0, approved: { minutes: 0, amountPence: 0 }, invoiced: null },
      ['NOT_LOGGED', 'NOT_PAYABLE'],
    ],
    [
      'missed after it was approved',
      { ...UNPAID, loggedMinutes: 0 },
      ['NOT_LOGGED', 'NOT_PAYABLE', 'APPROVED_OTHERWISE'],
    ],
    ['not approved yet', { approved: null }, ['NOT_APPROVED']],
    [
      'approved a penny less',
      { approved: { minutes: 30, amountPence: 1049 } },
      ['APPROVED_OTHERWISE', 'INVOICED_MORE'],
    ],
    ['not invoiced', { invoiced: null }, ['NOT_INVOICED']],
    ['invoiced a penny less', { invoiced: { minutes: 30, amountPence: 1049, lines: 1 } }, ['INVOICED_LESS']],
    ['invoiced a penny more', { invoiced: { minutes: 30, amountPence: 1051, lines: 1 } }, ['INVOICED_MORE']],
    ['invoiced a minute more', { invoiced: { minutes: 31, amountPence: 1050, lines: 1 } }, ['INVOICED_MORE']],
    ['invoiced twice', { invoiced: { minutes: 60, amountPence: 2100, lines: 2 } }, ['INVOICED_MORE', 'INVOICED_TWICE']],
    ['held', { status: 'HELD', approved: null, invoiced: null }, ['HELD']],
    ['yet to come', { ...UNPAID, status: 'NOT_OVER', loggedMinutes: 0, approved: null, invoiced: null }, ['NOT_OVER']],
  ])('PAY-02, PAY-10, PAY-11, DEL-14: %s', (_what, over, differences) => {
    expect(reconciling(of(over))).toEqual(differences);
  });

  it.each(NOT_EXPECTED)('PAY-02, PAY-11: one that is off because %s was not commissioned', (off) => {
    const none = { commissionedMinutes: 0, approved: { minutes: 0, amountPence: 0 }, invoiced: null };
    expect(reconciling(of({ ...UNPAID, ...none, reasons: [off] }))).toEqual(['NOT_COMMISSIONED', 'NOT_PAYABLE']);
  });
});

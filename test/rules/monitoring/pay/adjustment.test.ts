import fc from 'fast-check';
import { type ApprovedSoFar, settlingOf } from '../../../../subgraphs/monitoring/rules/pay/adjustment.js';
import type { PayLine } from '../../../../subgraphs/monitoring/rules/pay/pay-line.js';

const stands = (over: Partial<PayLine> = {}): PayLine => ({
  status: 'PAYABLE',
  band: 'DAY',
  scheduledMinutes: 30,
  actualMinutes: 30,
  payableMinutes: 30,
  differenceMinutes: 0,
  ratePence: 2100,
  amountPence: 1050,
  validation: null,
  reasons: [],
  ...over,
});
const approved = (over: Partial<ApprovedSoFar> = {}): ApprovedSoFar => ({
  minutes: 30,
  amountPence: 1050,
  lastStatus: 'PAYABLE',
  ...over,
});
const missed = stands({ status: 'NOT_PAYABLE', payableMinutes: 0, amountPence: 0, reasons: ['MISSED'] });

describe('a visit of approved days that is settled again', () => {
  it.each([
    ['found missed', approved(), missed, 'CHANGED', -30, -1050],
    ['longer than it seemed', approved({ minutes: 15, amountPence: 525 }), stands(), 'CHANGED', 15, 525],
    ['as it was approved', approved(), stands(), 'CHANGED', 0, 0],
    ['reported late', null, stands(), 'REPORTED_LATE', 30, 1050],
    ['held before', approved({ minutes: 0, amountPence: 0, lastStatus: 'HELD' }), stands(), 'RELEASED', 30, 1050],
    ['not over before', approved({ minutes: 0, amountPence: 0, lastStatus: 'NOT_OVER' }), missed, 'RELEASED', 0, 0],
    ['taken back', approved(), null, 'TAKEN_BACK', -30, -1050],
  ] as const)('PAY-07, PAY-11: one %s', (_what, before, now, cause, differenceMinutes, differencePence) => {
    expect(settlingOf(before, now)).toMatchObject({ cause, differenceMinutes, differencePence });
  });

  it.each(['HELD', 'NOT_OVER'] as const)(
    'PAY-11: one that is %s settles nothing until its reason is gone',
    (status) => {
      expect(settlingOf(approved({ minutes: 15, amountPence: 525 }), stands({ status }))).toMatchObject({
        status,
        approvedPence: 525,
        amountPence: 1050,
        differenceMinutes: 0,
        differencePence: 0,
      });
    },
  );

  it('PAY-07, PAY-11: however often it changes, all that was approved of it is what stands', () => {
    const aLine = fc.oneof(
      fc.constant(null),
      fc.record({ pence: fc.nat(100_000), minutes: fc.nat(600) }).map(({ pence, minutes }) => {
        return stands({ amountPence: pence, payableMinutes: minutes });
      }),
    );
    fc.assert(
      fc.property(fc.array(aLine, { minLength: 1, maxLength: 12 }), (versions) => {
        let so: ApprovedSoFar | null = null;
        for (const version of versions) {
          const settled: ReturnType<typeof settlingOf> = settlingOf(so, version);
          const before: ApprovedSoFar = so ?? { minutes: 0, amountPence: 0, lastStatus: settled.status };
          so = {
            minutes: before.minutes + settled.differenceMinutes,
            amountPence: before.amountPence + settled.differencePence,
            lastStatus: settled.status,
          };
        }
        const last = versions.at(-1);
        expect(so).toMatchObject({ minutes: last?.payableMinutes ?? 0, amountPence: last?.amountPence ?? 0 });
      }),
    );
  });
});

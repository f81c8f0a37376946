import { instantOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { CASE_SYSTEM, calls, nextKey, rostering, running, takeOver } from './borough.js';
import { at, BY_HAND, log, OFFICER, plan, type Rows, sent } from './care.js';
import { type Answer, promised, Walk } from './walk.js';

/** The day that the rows are about: a Tuesday. The hub comes to know each placement on the Monday. */
const DAY = '2026-06-02';

type Send = (placement: string) => Rows;

/** What a system sends of a placement that is not as it should be. */
interface Sent {
  readonly what: string;
  readonly week: ReturnType<typeof calls>;
  /** What LAS says on Monday. */
  readonly las?: readonly [operation: string, input: object];
  readonly provider?: string;
  readonly startedOn?: string;
  /** Sent on Monday, in the morning before the call, at noon after it, and at noon by another system. */
  readonly monday?: Send;
  readonly early?: Send;
  readonly noon?: Send;
  readonly other?: Send;
  /** By which rule the sender is told what, about which field, and what would be accepted. */
  readonly told: readonly [rule: string, code: string, field: string, accepted: RegExp];
  /** Worker-minutes that are payable of the placement. */
  readonly paid: number;
}

const MORNING = calls(['08:00', 30]);
const TIMES = ['08:00', '08:30'] as const;
/** Each placement has workers of its own, who cannot be at two at once. */
const workerOf = (placement: string) => `W-${placement}`;
const secondOf = (placement: string) => `X-${placement}`;
const aPlan = (placement: string, more: object = {}) =>
  plan(placement, 'V-1', DAY, TIMES, { plannedWorkers: [workerOf(placement)], ...more });
const aLog = (placement: string, more: object = {}) =>
  log(placement, 'L-1', DAY, TIMES, { worker: workerOf(placement), ...more });
const planned: Send = (placement) => ({ plans: [aPlan(placement)] });
const logged: Send = (placement) => ({ logs: [aLog(placement)] });
const CALLED_OFF = {
  ...{ requestedBy: 'PERSON', confirmedWith: 'PERSON', confirmedBy: 'SENIOR_CARER' },
  alternative: 'The daughter comes.',
};

const ROWS: readonly Sent[] = [
  {
    what: 'a call that nobody commissioned',
    week: calls(['18:00', 30]),
    monday: planned,
    noon: logged,
    told: ['DEL-01', 'NOT_COMMISSIONED', 'arrivedAt', /nothing is paid until it accepts it/],
    paid: 0,
  },
  {
    what: 'an hour where half an hour was bought',
    week: MORNING,
    monday: (placement) => ({ plans: [aPlan(placement, { plannedEnd: at(DAY, '09:00') })] }),
    noon: (placement) => ({ logs: [aLog(placement, { departedAt: at(DAY, '09:00') })] }),
    told: ['DEL-01', 'LENGTH_DIFFERS', 'plannedEnd', /the minutes that the council commissioned/],
    paid: 30,
  },
  {
    what: 'two workers where one was bought',
    week: MORNING,
    monday: (placement) => ({
      plans: [aPlan(placement, { workersNeeded: 2, plannedWorkers: [workerOf(placement), secondOf(placement)] })],
    }),
    noon: (placement) => ({
      logs: [aLog(placement), aLog(placement, { externalId: 'L-2', worker: secondOf(placement) })],
    }),
    told: ['ASM-30', 'WORKERS_DIFFER', 'workersNeeded', /the workers that the council commissioned/],
    paid: 30,
  },
  {
    what: 'a window that the council never agreed',
    week: MORNING,
    monday: (placement) => ({
      plans: [aPlan(placement, { windowFrom: at(DAY, '07:00'), windowTo: at(DAY, '13:00') })],
    }),
    told: ['ASM-14', 'WINDOW_DIFFERS', 'windowTo', /the window that the council agreed/],
    paid: 0,
  },
  {
    what: 'a time-critical call planned as any other',
    week: calls(['08:00', 30, { timeCritical: true }]),
    monday: planned,
    told: ['ASM-13', 'TIME_CRITICAL_DIFFERS', 'timeCritical', /plan it as that/],
    paid: 0,
  },
  {
    what: 'a plan that is moved after its start',
    week: MORNING,
    monday: planned,
    noon: (placement) => ({
      plans: [aPlan(placement, { plannedStart: at(DAY, '14:00'), plannedEnd: at(DAY, '14:30') })],
    }),
    told: ['DEL-01', 'CHANGED_AFTER_START', 'asOf', /before it starts/],
    paid: 0,
  },
  {
    what: 'a plan that is moved before its start, out of its time',
    week: MORNING,
    monday: planned,
    early: (placement) => ({
      plans: [aPlan(placement, { plannedStart: at(DAY, '10:00'), plannedEnd: at(DAY, '10:30') })],
    }),
    told: ['ASM-14', 'OUTSIDE_AGREED_WINDOW', 'plannedStart', /agree another time with the person first/],
    paid: 0,
  },
  {
    what: 'a plan that is taken back after its start',
    week: MORNING,
    monday: planned,
    noon: (placement) => ({ plans: [aPlan(placement, { removed: true })] }),
    told: ['DEL-10', 'REMOVED_AFTER_START', 'removed', /taken back before it starts/],
    paid: 0,
  },
  {
    what: 'a call that is called off after its start',
    week: MORNING,
    monday: planned,
    noon: (placement) => ({ plans: [aPlan(placement, { cancellation: { ...CALLED_OFF, at: at(DAY, '08:20') } })] }),
    told: ['VAR-10', 'CALLED_OFF_AFTER_START', 'cancellation', /before it starts/],
    paid: 0,
  },
  {
    what: 'a call that a carer takes to be off',
    week: MORNING,
    monday: planned,
    early: (placement) => ({
      plans: [aPlan(placement, { cancellation: { ...CALLED_OFF, confirmedBy: 'CARE_WORKER', at: at(DAY, '06:30') } })],
    }),
    told: ['VAR-10', 'CANCELLED_UNCONFIRMED', 'cancellation', /confirms it with the person/],
    paid: 0,
  },
  {
    what: 'a log of a call that was called off',
    week: MORNING,
    monday: planned,
    early: (placement) => ({ plans: [aPlan(placement, { cancellation: { ...CALLED_OFF, at: at(DAY, '06:30') } })] }),
    noon: logged,
    told: ['VAR-10', 'CALLED_OFF', 'arrivedAt', /nothing is paid until the council accepts it/],
    paid: 0,
  },
  {
    what: 'a log of a placement of another provider',
    week: MORNING,
    provider: 'linden',
    noon: logged,
    told: ['DEL-01', 'PLACEMENT_UNKNOWN', 'placement', /taken in once the placement is known/],
    paid: 0,
  },
  {
    what: 'a log from before care began',
    week: MORNING,
    startedOn: '2026-05-20',
    noon: (placement) => ({
      logs: [aLog(placement, { arrivedAt: at('2026-05-19', '08:00'), departedAt: at('2026-05-19', '08:30') })],
    }),
    told: ['AWRD-06', 'NOT_BEGUN', 'arrivedAt', /nothing is paid until the council accepts it/],
    paid: 0,
  },
  {
    what: 'a log from after care has ended',
    week: MORNING,
    las: ['end-placement', { reason: 'SELF_CARE', endDate: '2026-06-01' }],
    noon: logged,
    told: ['AWRD-12', 'ENDED', 'arrivedAt', /nothing is paid until the council accepts it/],
    paid: 0,
  },
  {
    what: 'a log from a day on which care is suspended',
    week: MORNING,
    las: [
      'record-variation',
      { lasVariationId: 'VAR-1', kind: 'SUSPEND', effectiveFrom: DAY, effectiveTo: '2026-06-09' },
    ],
    noon: logged,
    told: ['VAR-02', 'SUSPENDED', 'arrivedAt', /nothing is paid until the council accepts it/],
    paid: 0,
  },
  {
    what: 'a log of a call that was varied away',
    week: calls(['08:00', 30], ['18:00', 30]),
    las: [
      'record-variation',
      { lasVariationId: 'VAR-2', kind: 'REDUCE', effectiveFrom: DAY, calls: calls(['18:00', 30]) },
    ],
    noon: logged,
    told: ['VAR-14', 'VARIED', 'arrivedAt', /nothing is paid until it accepts it/],
    paid: 0,
  },
  {
    what: 'one log under two ids',
    week: calls(['08:00', 30, { workers: 2 }]),
    noon: (placement) => ({ logs: [aLog(placement), aLog(placement, { externalId: 'L-2' })] }),
    told: ['PAY-01', 'WITHIN_ANOTHER', 'arrivedAt', /log each call at its time/],
    paid: 30,
  },
  {
    what: 'one log of two systems',
    week: MORNING,
    noon: logged,
    other: logged,
    told: ['PAY-01', 'WITHIN_ANOTHER', 'arrivedAt', /log each call at its time/],
    paid: 30,
  },
  {
    what: 'a version that is dated an hour ahead',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { asOf: at(DAY, '13:00') })] }),
    told: ['DEL-02', 'INSTANT_IN_FUTURE', 'asOf', /minutes ahead/],
    paid: 0,
  },
  {
    what: 'an arrival that is still to come',
    week: calls(['13:00', 30]),
    noon: (placement) => ({ logs: [aLog(placement, { arrivedAt: at(DAY, '13:00'), departedAt: at(DAY, '13:30') })] }),
    told: ['DEL-02', 'INSTANT_IN_FUTURE', 'arrivedAt', /reported once it was done/],
    paid: 0,
  },
  {
    what: 'a clock that is a little ahead',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { asOf: at(DAY, '12:02') })] }),
    told: ['DEL-02', 'CLOCK_AHEAD', 'asOf', /set it/],
    paid: 30,
  },
  {
    what: 'two carers logged as one',
    week: calls(['08:00', 30, { workers: 2 }]),
    monday: (placement) => ({
      plans: [aPlan(placement, { workersNeeded: 2, plannedWorkers: [workerOf(placement), secondOf(placement)] })],
    }),
    noon: (placement) => ({ logs: [aLog(placement, { departedAt: at(DAY, '09:00') })] }),
    told: ['ASM-30', 'FEWER_WORKERS', 'worker', /log each worker who came/],
    paid: 30,
  },
  {
    what: 'one carer logged as two',
    week: MORNING,
    noon: (placement) => ({
      logs: [aLog(placement), aLog(placement, { externalId: 'L-2', worker: secondOf(placement) })],
    }),
    told: ['DEL-02', 'NO_VISIT', 'visitExternalId', /it has all its workers/],
    paid: 30,
  },
  {
    what: 'a log of no length',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { departedAt: at(DAY, '08:00') })] }),
    told: ['DEL-02', 'NO_LENGTH', 'departedAt', /a call of no length was not made/],
    paid: 0,
  },
  {
    what: 'a log of ten times the length',
    week: calls(['07:00', 30]),
    noon: (placement) => ({ logs: [aLog(placement, { arrivedAt: at(DAY, '07:00'), departedAt: at(DAY, '12:00') })] }),
    told: ['DEL-02', 'OVERLONG', 'departedAt', /log the departure of this very call/],
    paid: 30,
  },
  {
    what: 'a log of more than a day',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { arrivedAt: at('2026-06-01', '08:00') })] }),
    told: ['DEL-02', 'STAYED_TOO_LONG', 'departedAt', /a day at most/],
    paid: 0,
  },
  {
    what: 'a call that is written down within another',
    week: calls(['08:00', 30], ['10:00', 30]),
    noon: (placement) => ({
      logs: [
        aLog(placement, { arrivedAt: at(DAY, '08:00'), departedAt: at(DAY, '10:45') }),
        aLog(placement, { externalId: 'L-2', arrivedAt: at(DAY, '10:05'), departedAt: at(DAY, '10:35') }),
      ],
    }),
    told: ['PAY-01', 'WITHIN_ANOTHER', 'arrivedAt', /log each call at its time/],
    paid: 30,
  },
  {
    what: 'a log by hand when the call was missed',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, BY_HAND)] }),
    told: ['DEL-10', 'CLAIMED_AFTER_MISSED', 'arrivedBy', /the council is asked/],
    paid: 0,
  },
  {
    what: 'a log by hand that does not say why',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { ...BY_HAND, manualReason: null })] }),
    told: ['DEL-03', 'MANUAL_WITHOUT_REASON', 'manualReason', /its reason code/],
    paid: 0,
  },
  {
    what: 'a departure before the arrival',
    week: MORNING,
    noon: (placement) => ({ logs: [aLog(placement, { departedAt: at(DAY, '07:30') })] }),
    told: ['DEL-02', 'DEPARTED_BEFORE_ARRIVAL', 'departedAt', /departs after the arrival/],
    paid: 0,
  },
];

const WHAT_CAME_OF_IT = `query ($placement: ID!, $from: LocalDate!, $to: LocalDate!) {
  payableStatement(placement: $placement, from: $from, to: $to) { payableMinutes }
  visits(placement: $placement, from: $from, to: $to, first: 10) {
    edges { node { plans { externalId } logs { id } } }
  }
}`;

describe('rows that are not as they should be', () => {
  let hub: TestHub;
  let unmatched: Answer[];
  let held: Answer[];
  const sentOf = new Map<Sent, { readonly placement: string; readonly rows: Answer[] }>();

  /** All of them on one Monday and Tuesday, each of a placement of its own. */
  beforeAll(async () => {
    hub = await startTestHub();
    const walk = new Walk(hub, '', '', '');
    const placements = ROWS.map((each, nth) => running(nth + 1, each.week, each.provider, each.startedOn));
    const ids = await takeOver(walk, ...placements);
    for (const [nth, each] of ROWS.entries()) {
      const id = ids[nth]!;
      sentOf.set(each, { placement: id, rows: [] });
      if (!each.las) continue;
      const [operation, input] = each.las;
      const answer = await walk.as<Answer>(CASE_SYSTEM, operation, {
        input: { placementId: id, ...input, idempotencyKey: nextKey() },
      });
      expect(Object.values<Answer>(answer)[0].refusals).toEqual([]);
    }
    const send = async (rowsOf: (each: Sent) => Send | undefined, source?: string) => {
      for (const each of ROWS) {
        const { placement, rows } = sentOf.get(each)!;
        const now = rowsOf(each)?.(placement);
        if (!now) continue;
        // One system has one row of each id: here each placement has a system of its own.
        const input = await sent(hub, now, source ?? `roster of ${placement}`);
        const { recordVisits } = await walk.as<Answer>(rostering('oakwood'), 'record-visits', { input });
        expect(recordVisits.refusals).toEqual([]);
        rows.push(...recordVisits.rows);
      }
    };
    await send(({ monday }) => monday);
    await hub.time.freezeAt(instantOf(DAY, '07:00'));
    await send(({ early }) => early);
    await hub.time.freezeAt(instantOf(DAY, '12:00'));
    await send(({ noon }) => noon);
    await send(({ other }) => other, 'spare roster');
    const week = { from: '2026-05-27', to: DAY };
    unmatched = (await ask(OFFICER, await promised('unmatched-logs'), week)).unmatchedLogs.edges;
    held = (await ask(rostering('oakwood'), await promised('held-reports'))).heldReports.edges;
  });
  afterAll(() => hub.stop());

  const ask = async (subject: string, document: string, variables: object = {}): Promise<Answer> => {
    const { data, errors } = await hub.graphql<Answer>(subject, document, { ...variables });
    expect(errors).toBeUndefined();
    return data;
  };

  it.each(ROWS.map((each) => [each.what, each] as const))(
    'DEL-01, DEL-02, DEL-10, PAY-01, PAY-02: %s: the sender is told, nothing is paid for it, nothing is lost',
    async (_what, each) => {
      const { placement, rows } = sentOf.get(each)!;
      const [rule, code, field, accepted] = each.told;
      const said = rows.flatMap(({ refusal, notices }: Answer) => (refusal ? [refusal] : notices));
      expect(said).toContainEqual({ rule, code, field, message: expect.stringMatching(accepted) });

      const days = { placement, from: '2026-05-12', to: DAY };
      const { payableStatement, visits } = await ask(OFFICER, WHAT_CAME_OF_IT, days);
      expect(payableStatement.payableMinutes).toBe(each.paid);

      const all = (edges: Answer[]) => edges.map(({ node }) => node);
      const kept = all(visits.edges);
      const found = {
        plans: kept.flatMap(({ plans }) => plans).length,
        logs:
          kept.flatMap(({ logs }) => logs).length +
          all(unmatched).filter((log) => log.placement.id === placement).length,
        held: all(held).filter(({ waitsFor }) => waitsFor === placement).length,
      };
      const taken = (kind: string) => rows.filter((row: Answer) => row.kind === kind && row.verdict === 'NEW').length;
      const holds = rows.filter(({ verdict }: Answer) => verdict === 'HELD').length;
      expect(found).toEqual({ plans: taken('PLAN'), logs: taken('LOG'), held: holds });
    },
  );
});

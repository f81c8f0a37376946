import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  ALERT_STEPS,
  type AlertEntryKind,
  type AlertFact,
  type AlertStep,
  alertEventOf,
  alertStanding,
} from '../../../../subgraphs/monitoring/rules/alerts/alert-standing.js';
import type { AlertState } from '../../../../subgraphs/monitoring/rules/alerts/alert-states.js';
import { alertStepRefusal } from '../../../../subgraphs/monitoring/rules/alerts/alert-step.js';
import { newSeed, randomFrom } from '../../../harness/random.js';

/** SM-9 as the catalogue draws it, with what the hub adds: a person reached after all, and a worker who turns back. */
const DRAWN: Readonly<Partial<Record<AlertState, Readonly<Partial<Record<AlertEntryKind, AlertState>>>>>> = {
  RAISED: {
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    PERSON_REASSURED: 'USER_CONTACTED',
    PERSON_UNREACHABLE: 'USER_UNREACHABLE',
  },
  ACKNOWLEDGED: { PERSON_REASSURED: 'USER_CONTACTED', PERSON_UNREACHABLE: 'USER_UNREACHABLE' },
  USER_CONTACTED: { STAFF_ON_THE_WAY: 'STAFF_EN_ROUTE', STAFF_CANNOT: 'REPLACEMENT_NEEDED' },
  USER_UNREACHABLE: {
    STAFF_ON_THE_WAY: 'STAFF_EN_ROUTE',
    STAFF_CANNOT: 'REPLACEMENT_NEEDED',
    PERSON_REASSURED: 'USER_CONTACTED',
  },
  STAFF_EN_ROUTE: { STAFF_CANNOT: 'REPLACEMENT_NEEDED' },
  REPLACEMENT_NEEDED: { REPLACEMENT_SENT: 'REPLACEMENT_SENT' },
  REPLACEMENT_SENT: { REPLACEMENT_TOLD: 'USER_TOLD' },
  USER_TOLD: {},
};
const ENDS: Readonly<Partial<Record<AlertEntryKind, AlertState>>> = {
  LOGGED_IN: 'RESOLVED',
  VISIT_MISSED: 'CLOSED_MISSED',
  VISIT_CANCELLED: 'CLOSED_MISSED',
};

const plannedStart = new Date('2026-06-01T08:00:00Z');
const raisedAt = new Date('2026-06-01T08:30:00Z');
const later = (seconds: number) => new Date(raisedAt.getTime() + seconds * 1000);
const fact = (position: number, kind: AlertEntryKind, at: Date): AlertFact => ({
  position: String(position),
  kind,
  at,
  worker: 'W1',
  askedIfNeeded: false,
  corrects: null,
});
const standing = (log: readonly AlertFact[]) =>
  alertStanding({ raisedAt, plannedStart }, log, DEFAULT_POLICY.alert, later(9000));

const seed = newSeed();
const RUNS = 400;

describe(`alerts in random sequences (seed ${seed})`, () => {
  const random = randomFrom(seed);
  const anyOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

  it('SM-9: a desk goes the ways of the table and no other, and the log says where it stands', () => {
    for (let run = 0; run < RUNS; run++) {
      const log = [fact(1, 'RAISED', raisedAt)];
      let state: AlertState = 'RAISED';
      for (let nth = 1; nth < 20; nth++) {
        const step: AlertStep = anyOf(ALERT_STEPS);
        const to: AlertState | undefined = DRAWN[state]?.[step];
        const taken = alertStepRefusal(state, step) === undefined;
        if (alertEventOf(step)) expect([state, step, taken]).toEqual([state, step, to !== undefined]);
        if (!taken) continue;
        state = to ?? state;
        log.push(fact(nth + 1, step, later(nth)));
        expect(standing(log).state).toBe(state);
      }
      const [end, closed] = anyOf(Object.entries(ENDS) as Array<[AlertEntryKind, AlertState]>);
      log.push(fact(99, end, later(99)));
      expect(standing(log)).toMatchObject({ state: closed, closedAt: later(99) });
      for (const step of ALERT_STEPS) expect(alertStepRefusal(closed, step)?.code).toBe('ALERT_CLOSED');
      log.push(fact(100, 'OPEN_AGAIN', later(100)));
      expect(standing(log)).toMatchObject({ state, closedAt: null });
    }
  });

  it('SM-9, DEL-05: whatever happened, in whatever order it is written down, ends the same', () => {
    for (let run = 0; run < RUNS; run++) {
      const happened = Array.from({ length: 8 }, (_, nth) => ({ kind: anyOf(ALERT_STEPS), at: later(nth * 60) }));
      const written = (places: readonly number[]) =>
        standing([
          fact(0, 'RAISED', raisedAt),
          ...happened
            .filter(({ kind }) => kind !== 'WITHDRAWN')
            .map(({ kind, at }, nth) => fact(places[nth]! + 1, kind, at)),
        ]);
      const inOrder = happened.map((_, nth) => nth);
      const shuffled = inOrder
        .map((nth) => [random(), nth] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, nth]) => nth);
      expect(written(shuffled)).toEqual(written(inOrder));
    }
  });
});

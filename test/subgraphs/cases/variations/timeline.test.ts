import fc from 'fast-check';
import { addLocalDays, daysBetween, instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPerson, aPlan, asking, fresh, OAK, said, startCases } from '../harness.js';

/**
 * A placement of one call a day, varied, suspended, marked and agreed at random while time passes. Beside it a calendar is
 * kept by hand, one entry a day: what was accepted is written into its days, and nothing else is known. On every day the
 * hub must agree with it in the calls, the state, the level, and the order in force.
 */
interface Day {
  minutes: number;
  timeCritical: boolean;
  agreedStart: string | null;
  /** The place in the acts of the suspension that covers it. */
  suspendedBy: number | null;
  /** The place of the temporary increase, and what the minutes come back to if that ends before this day. */
  increasedBy: number | null;
  underneath: number;
}

const kinds = ['REDUCE', 'INCREASE', 'TEMPORARY_INCREASE', 'END_TEMPORARY_INCREASE'] as const;
const suspensions = ['SUSPEND', 'RESUME', 'CHANGE_SUSPENSION'] as const;
/** What ends, and is ended, comes twice as often. */
const FOR_A_WHILE = [...suspensions, 'TEMPORARY_INCREASE', 'END_TEMPORARY_INCREASE'] as const;
const act = fc.record({
  what: fc.constantFrom(...kinds, ...suspensions, ...FOR_A_WHILE, 'mark' as const, 'agree' as const),
  /** From today. */
  from: fc.integer({ min: -10, max: 14 }),
  lasts: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 3 }),
  /** Whether it is meant for what is suspended or increased, so that it is not refused each time. */
  isAimed: fc.boolean(),
  time: fc.constantFrom('08:00', '08:30', '09:15', '21:00'),
  isMarked: fc.boolean(),
  /** Until the next act. */
  passes: fc.integer({ min: 0, max: 6 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const LENGTH = 365;
const BEFORE = 30;

/** Suspended for three weeks, changed, and resumed: what is drawn may do none of it. */
const OF_EACH_SUSPENSION = (['SUSPEND', 'CHANGE_SUSPENSION', 'RESUME'] as const).map(
  (what): Act => ({ what, from: 0, lasts: 20, time: '08:00', isAimed: true, isMarked: false, passes: 1 }),
);

describe('a placement over a year', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  beforeAll(async () => {
    hub = await startCases({ bromley: { capacity: { appliesTo: [] } }, ashdown: {} });
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  async function placed(startedOn: string): Promise<string> {
    const running = {
      ...{ lasLineId: fresh('LINE'), providerId: OAK, person: aPerson(), careType: 'STANDARD_ADULT' },
      ...{ groups: ['OLDER_PEOPLE'], calls: [aCall()], startedOn, hourlyRatePence: 2100, carePlan: aPlan() },
    };
    const { placements } = await cases.ask<{ placements: Array<{ id: string }> }>(
      'las',
      'mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) { placements { id } } }',
      { input: { idempotencyKey: fresh(), placements: [running] } },
    );
    return placements[0]!.id;
  }

  const see = (id: string) =>
    cases.ask<{ state: string; level: number; ipos: Array<Record<string, string | number | null>> }>(
      'broker',
      `query ($id: ID!) { placement(id: $id) { state level: currentWeeklyWorkerMinutes
        ipos { effectiveFrom weeklyWorkerMinutes suspendedFrom suspendedTo } } }`,
      { id },
    );

  /** The versions as the log has them, so that what subscribers were told is what is looked at. */
  async function calendarTold(id: string, first: CommissionedCall[], days: readonly string[]) {
    const told = await cases.toldOf<{
      versions: Array<{ from: string | null; to: string | null; calls: CommissionedCall[] }>;
    }>(id, 'CommissionedCallsChanged');
    const versions = told.flatMap((each) => each.versions);
    return days.map((day) => {
      const covering = versions.filter(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
      const [call] = covering.at(-1)?.calls ?? first;
      return [day, call!.callId, call!.minutes, call!.timeCritical, call!.agreedStart];
    });
  }

  async function live(acts: readonly Act[]): Promise<string[]> {
    const begins = localDateOf(await hub.time.now());
    const start = addLocalDays(begins, -BEFORE);
    const days = Array.from({ length: LENGTH }, (_, nth) => addLocalDays(start, nth));
    const id = await placed(start);
    const first = (
      await cases.ask<{ calls: CommissionedCall[] }>(
        'oak',
        'query ($id: ID!) { placement(id: $id) { calls { callId minutes timeCritical agreedStart } } }',
        { id },
      )
    ).calls;
    const { callId } = first[0]!;
    const calendar = days.map(
      (): Day => ({
        ...{ minutes: 45, timeCritical: false, agreedStart: null },
        ...{ suspendedBy: null, increasedBy: null, underneath: 45 },
      }),
    );
    const done: string[] = [];
    let today = BEFORE;
    for (const [nth, { what, from, lasts, time, isAimed, isMarked, passes }] of acts.entries()) {
      const isVaried = (day: Day) =>
        what === 'END_TEMPORARY_INCREASE' ? day.increasedBy !== null : day.suspendedBy !== null;
      const varied = calendar.findIndex((day, place) => place >= today - 5 && isVaried(day));
      const isEnding = what === 'RESUME' || what === 'CHANGE_SUSPENSION' || what === 'END_TEMPORARY_INCREASE';
      const at = isEnding && isAimed && varied >= 0 ? varied + 1 + (nth % 3) : Math.max(0, today + from);
      const present = calendar[at]!.minutes;
      const minutes = what === 'REDUCE' ? Math.max(30, present - 15) : present + 15;
      const until = lasts === null ? LENGTH - 1 : at + lasts;
      const lastDay = lasts === null ? null : days[until]!;
      const isLevel = what === 'REDUCE' || what === 'INCREASE' || what === 'TEMPORARY_INCREASE';
      const hasEnd = what === 'TEMPORARY_INCREASE' || what === 'SUSPEND' || what === 'CHANGE_SUSPENSION';
      const answer =
        what === 'mark'
          ? await cases.act('practitioner', 'markTimeCritical', { placementId: id, callId, timeCritical: isMarked })
          : what === 'agree'
            ? await cases.act('broker', 'agreeCallTime', {
                ...{ placementId: id, callId, from: days[at]!, to: lastDay, startTime: time, agreedWith: 'PERSON' },
                agreedAt: await hub.time.now(),
              })
            : await cases.vary(id, {
                ...{ kind: what, effectiveFrom: days[at]!, effectiveTo: hasEnd ? lastDay : null },
                ...(isLevel && { calls: [aCall({ minutes })] }),
              });
      if (answer.refusals.length === 0) {
        done.push(what);
        const of = (a: number, b = LENGTH) => calendar.slice(a, b + 1);
        const { suspendedBy, increasedBy } = calendar[at]!;
        if (what === 'mark') for (const day of of(today)) day.timeCritical = isMarked;
        if (what === 'agree') for (const day of of(at, until)) day.agreedStart = time === '08:00' ? null : time;
        if (isLevel) {
          for (const day of of(at, what === 'TEMPORARY_INCREASE' ? until : LENGTH)) {
            day.underneath = day.minutes;
            day.minutes = minutes;
            if (what === 'TEMPORARY_INCREASE') day.increasedBy = nth;
          }
        }
        if (what === 'END_TEMPORARY_INCREASE') {
          for (const day of of(at).filter((each) => each.increasedBy === increasedBy)) {
            day.minutes = day.underneath;
            day.increasedBy = null;
          }
        }
        if (what === 'SUSPEND') for (const day of of(at, until)) day.suspendedBy = nth;
        if (what === 'RESUME' || what === 'CHANGE_SUSPENSION') {
          for (const day of of(at)) if (day.suspendedBy === suspendedBy) day.suspendedBy = null;
        }
        if (what === 'CHANGE_SUSPENSION') for (const day of of(at, until)) day.suspendedBy = suspendedBy;
      } else {
        done.push(said(answer)[0]!);
      }
      today += passes;
      await hub.time.freezeAt(instantOf(days[today]!, '10:00'));
      const { state, level, ipos } = await see(id);
      const now = calendar[today]!;
      expect([done, state, level]).toEqual([done, now.suspendedBy === null ? 'ACTIVE' : 'SUSPENDED', now.minutes * 7]);
      // Nothing was ordered before the first variation.
      const ordered = days.slice(0, today + 1).flatMap((day, place) => {
        const order = ipos.findLast(({ effectiveFrom }) => effectiveFrom! <= day);
        const suspendedTo = order?.suspendedTo ?? day;
        const isSuspended = order?.suspendedFrom != null && order.suspendedFrom <= day && day <= suspendedTo;
        const expected = calendar[place]!;
        const isSame =
          order?.weeklyWorkerMinutes === expected.minutes * 7 && isSuspended === (expected.suspendedBy !== null);
        return order && !isSame ? [[day, order, expected]] : [];
      });
      expect([done, ordered]).toEqual([done, []]);
    }
    expect(await calendarTold(id, first, days)).toEqual(
      days.map((day, place) => {
        const { minutes, timeCritical, agreedStart } = calendar[place]!;
        return [day, callId, minutes, timeCritical, agreedStart];
      }),
    );
    const failing = await hub.pool.query('select rule, subject from cases.deadline where attempts > 0');
    expect([done, failing.rows]).toEqual([done, []]);
    expect(daysBetween(begins, localDateOf(await hub.time.now()))).toBeLessThan(LENGTH - BEFORE);
    return done;
  }

  it('VAR-03, VAR-14, AWRD-04, DEL-01: whatever is recorded, each day is as a calendar kept by hand has it', async () => {
    const accepted: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 18, maxLength: 18 }), async (acts) => {
        accepted.push(...(await live(acts)));
      }),
      { numRuns: 6, endOnFailure: true, examples: [[OF_EACH_SUSPENSION]] },
    );
    for (const what of suspensions) expect(accepted).toContain(what);
  }, 120_000);
});

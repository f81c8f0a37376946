import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  addLocalDays,
  addMinutes,
  instantOf,
  localDateOf,
  localTimeOf,
  weekdayOf,
} from '../../../../kernel/time/working-time.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';
import type { LogReport, PlanReport } from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import { recorded } from '../../../harness/recorded.js';
import { aCall, aLog, aPlan, machine, RECOUNTED, startVisits, type VisitsGround } from './visits-harness.js';

/**
 * Whatever the order, the batches and the repetitions in which systems report what they have at an instant: what the hub
 * says of the visits in the end is the same. When a report becomes known is a fact of its own (a plan may not be changed
 * after its start, nor a missed call be claimed by hand), so that two providers whose systems report the same at the same
 * instants are compared: one in any order and again and again, the other each time all at once.
 */

const RUNS = 10;

let ground: VisitsGround;
beforeAll(async () => {
  ground = await startVisits();
});
afterAll(() => ground.hub.stop());

type Made<T> = T extends fc.Arbitrary<infer Each> ? Each : never;

const PLACEMENTS = ['A', 'B', 'C'] as const;
type Name = (typeof PLACEMENTS)[number];
const WORKERS = ['W1', 'W2', 'W3'];
const minute = (least: number, most: number) => fc.integer({ min: least / 5, max: most / 5 }).map((each) => each * 5);

/** The minutes after the first instant at which more is reported; before all starts everything may be planned anew. */
const PHASES = [0, 95, 200, 330, 520];
/** When placement C becomes known. */
const C_KNOWN = 2;
const later = fc.integer({ min: 1, max: PHASES.length - 1 });

/** Of a call of each kind: what its council commissions, by minutes from the first instant. */
const CALLS: Readonly<
  Record<Name, ReadonlyArray<readonly [name: string, start: number, over?: Partial<CommissionedCall>]>>
> = {
  A: [
    ['a1', 60],
    ['a2', 90, { workers: 2 }],
    ['a3', 240],
    ['a4', 420, { minutes: 60 }],
  ],
  B: [
    ['b1', 75, { timeCritical: true }],
    ['b2', 300, { workers: 2, minutes: 45 }],
  ],
  C: [['c1', 120]],
};
/** The same from some day on: one is dropped, one is longer, one is new. */
const VARIED: typeof CALLS.A = [
  ['a2', 90, { workers: 2 }],
  ['a3', 240, { minutes: 45 }],
  ['a4', 420, { minutes: 60, timeCritical: true }],
  ['a5', 180],
];

const planVersion = fc.record({
  id: fc.integer({ min: 1, max: 8 }),
  version: fc.integer({ min: 1, max: 3 }),
  placement: fc.constantFrom(...PLACEMENTS),
  start: minute(30, 480),
  quarters: fc.integer({ min: 2, max: 4 }),
  workersNeeded: fc.constantFrom(1, 1, 2),
  workers: fc.subarray(WORKERS, { maxLength: 2 }),
  timeCritical: fc.boolean(),
  travelMetres: fc.constantFrom(null, 0, 3000),
  calledOff: fc.constantFrom(null, null, null, 'IN_ORDER', 'BY_A_CARER'),
  removed: fc.constantFrom(false, false, false, true),
});
/** What becomes known later: one version of a plan that was known, or a plan that was not. */
const latePlan = fc.record({ plan: planVersion, phase: later, isNew: fc.boolean() });
const logVersion = fc.record({
  id: fc.integer({ min: 1, max: 10 }),
  version: fc.integer({ min: 1, max: 3 }),
  placement: fc.constantFrom(...PLACEMENTS),
  phase: later,
  ago: minute(5, 120),
  stayed: fc.constantFrom(null, 0, 5, 25, 30, 45, 60, 90),
  worker: fc.constantFrom(...WORKERS),
  names: fc.constantFrom(null, null, 1, 2, 3, 11),
  metres: fc.constantFrom(0, 201),
  refused: fc.constantFrom(false, false, false, true),
  removed: fc.constantFrom(false, false, false, true),
});
/** What the council tells meanwhile, and in which phase. */
const word = fc.record({
  varied: fc.option(fc.record({ phase: later, from: fc.constantFrom(null, 0, 1) })),
  suspended: fc.option(fc.record({ phase: later, placement: fc.constantFrom('A' as const, 'B' as const) })),
});

type Row = { readonly phase: number } & (
  | { readonly kind: 'PLAN'; readonly plan: PlanReport }
  | { readonly kind: 'LOG'; readonly log: LogReport }
);

/** One of the two providers, with placements of its own. */
interface Side {
  readonly providerId: string;
  readonly placements: Readonly<Record<Name, string>>;
  /** Ids of its calls, by their names. */
  readonly calls: Readonly<Record<string, string>>;
}

function aSide(): Side {
  const names = [...Object.values(CALLS).flat(), ...VARIED].map(([name]) => name);
  return {
    providerId: randomUUID(),
    placements: { A: randomUUID(), B: randomUUID(), C: randomUUID() },
    calls: Object.fromEntries(names.map((name) => [name, randomUUID()])),
  };
}

const commissioned = (base: Date, { calls }: Side, some: typeof CALLS.A): CommissionedCall[] =>
  some.map(([name, start, over]) => {
    // On these two days alone, so that nothing is due any more when the next run begins.
    const days = [weekdayOf(localDateOf(base)), weekdayOf(addLocalDays(localDateOf(base), 1))];
    return aCall({ callId: calls[name]!, requestedStart: localTimeOf(addMinutes(base, start)), days, ...over });
  });

/** The reports as one provider's system would send them, of placements of its own. */
function reportsOf(
  base: Date,
  { placements }: Side,
  plans: ReadonlyArray<Made<typeof planVersion>>,
  latePlans: ReadonlyArray<Made<typeof latePlan>>,
  logs: ReadonlyArray<Made<typeof logVersion>>,
): Row[] {
  const at = (minutes: number) => addMinutes(base, minutes);
  const planRow = (each: Made<typeof planVersion>, phase: number): Row => ({
    kind: 'PLAN',
    phase,
    plan: aPlan(placements[each.placement], {
      externalId: `V${each.id}`,
      asOf: at(-100 + each.version * 20),
      plannedStart: at(each.start),
      plannedEnd: at(each.start + each.quarters * 15),
      workersNeeded: each.workersNeeded,
      plannedWorkers: each.workers,
      timeCritical: each.timeCritical,
      travelMetres: each.travelMetres,
      removed: each.removed,
      cancellation: each.calledOff
        ? {
            at: at(-1).toISOString(),
            requestedBy: 'PERSON',
            confirmedWith: 'PERSON',
            confirmedBy: each.calledOff === 'IN_ORDER' ? 'FIELD_SUPERVISOR' : 'CARE_WORKER',
            alternative: 'FAMILY_CARES',
          }
        : null,
    }),
  });
  // A plan that may be changed later is of a placement that is known, or its versions would become known together.
  const known = (each: Made<typeof planVersion>) =>
    each.placement === 'C' ? { ...each, placement: 'A' as const } : each;
  return [
    ...plans.map((each) => planRow(each.id <= 4 ? known(each) : each, 0)),
    ...latePlans.map(({ plan, phase, isNew }) =>
      isNew
        ? planRow({ ...plan, id: 10 + plan.id }, phase)
        : planRow({ ...known(plan), id: 1 + (plan.id % 4), version: 4 }, phase),
    ),
    ...logs.map((each): Row => {
      const now = PHASES[each.phase]!;
      const [arrivedAt, departed] = [at(now - each.ago), each.stayed === null ? null : now - each.ago + each.stayed];
      const departedAt = departed !== null && departed <= now ? at(departed) : null;
      // One by hand comes in one version: of several it is the first that makes its arrival known.
      const byHand = each.id > 8;
      return {
        kind: 'LOG',
        phase: each.phase,
        log: aLog(placements[each.placement], {
          externalId: `L${each.id}`,
          asOf: at(-100 + each.version * 20),
          arrivedAt,
          arrivedBy: byHand ? 'MANUAL' : 'GPS',
          manualReason: byHand ? 'NO_SIGNAL' : null,
          departedAt,
          departedBy: departedAt ? 'GPS' : null,
          worker: each.worker,
          visitExternalId: each.names === null ? null : `V${each.names}`,
          arrivedMetres: each.metres,
          refused: each.refused ? { reason: 'NOT_TODAY', capacityConcern: false } : null,
          removed: each.removed,
        }),
      };
    }),
  ];
}

/** Everything derived of one provider, in words that both have. */
async function standsAt({ providerId, placements, calls }: Side): Promise<unknown> {
  const visits = await ground.rows<{
    id: string;
    placement_id: string;
    call_id: string | null;
    plans: string[] | null;
  }>(
    `select visit.*, (select array_agg(external_id order by external_id) from monitoring.planned_visit
       where visit_id = visit.id) as plans from monitoring.visit as visit where provider_id = $1`,
    [providerId],
  );
  const nameOf = (names: Readonly<Record<string, string>>, id: string | null) =>
    Object.keys(names).find((name) => names[name] === id) ?? null;
  const words = new Map(visits.map(({ id, call_id, plans }) => [id, nameOf(calls, call_id) ?? plans?.join() ?? '']));
  const claims = async (table: string, more: string) =>
    (
      await ground.rows<{ visit_id: string | null }>(
        `select external_id, as_of, care_day, visit_id, ${more} from monitoring.${table} where provider_id = $1 order by external_id`,
        [providerId],
      )
    ).map(({ visit_id, ...claim }) => ({ ...claim, visit: visit_id && words.get(visit_id) }));
  const figures = await ground.rows<{ day: string }>(
    `select (to_jsonb(day_figures) - 'provider_id') as figures from monitoring.day_figures
     where provider_id = $1 and commissioned_minutes + cancelled + payable_minutes > 0 order by day`,
    [providerId],
  );
  return {
    visits: visits
      .map(
        ({ id, placement_id, call_id, provider_id: _, ...visit }: (typeof visits)[0] & { provider_id?: string }) => ({
          ...visit,
          ...{ placement: nameOf(placements, placement_id), call: words.get(id) },
        }),
      )
      .map((visit) => JSON.stringify(visit))
      .sort(),
    plans: await claims('planned_visit', 'known_at, standing, planned_start'),
    logs: await claims('call_log', 'known_at, arrived_at'),
    figures,
  };
}

it('SM-8, DEL-01: reports in any order, in any batches, sent again and again, end the same', async () => {
  let nth = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(planVersion, { minLength: 2, maxLength: 12, selector: ({ id, version }) => `${id}/${version}` }),
      fc.uniqueArray(latePlan, {
        maxLength: 4,
        selector: ({ plan, isNew }) => (isNew ? 10 + plan.id : 1 + (plan.id % 4)),
      }),
      fc.uniqueArray(logVersion, {
        maxLength: 16,
        selector: ({ id, version }) => (id > 8 ? `${id}` : `${id}/${version}`),
      }),
      word,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      async (plans, latePlans, logs, { varied, suspended }, sizes, dice) => {
        // Each begins on another day and at another hour: some pass midnight, and the turn of the care day.
        const today = addLocalDays('2026-06-01', 2 * ++nth);
        const base = instantOf(today, ['09:00', '05:00', '14:00', '19:00', '21:30'][nth % 5]!);
        await ground.hub.time.freezeAt(base);
        const [one, other] = [aSide(), aSide()];
        const become = (name: Name, side: Side) =>
          ground.placement({
            ...{ placementId: side.placements[name], providerId: side.providerId },
            calls: commissioned(base, side, CALLS[name]),
          });
        for (const side of [one, other]) {
          await become('A', side);
          await become('B', side);
        }
        /** What the council tells in a phase, in its order. */
        const told = (phase: number, side: Side): Array<() => Promise<unknown>> => [
          ...(phase === C_KNOWN ? [() => become('C', side)] : []),
          ...(varied?.phase === phase
            ? [
                () =>
                  ground.commission(side.placements.A, commissioned(base, side, VARIED), {
                    from: varied.from === null ? null : addLocalDays(today, varied.from),
                  }),
              ]
            : []),
          ...(suspended?.phase === phase ? [() => suspend(side.placements[suspended.placement], today)] : []),
        ];

        const send = (rows: readonly Row[], { providerId }: Side) =>
          ground.record(
            {
              plans: rows.flatMap((row) => (row.kind === 'PLAN' ? [row.plan] : [])),
              logs: rows.flatMap((row) => (row.kind === 'LOG' ? [row.log] : [])),
            },
            machine('rostering', providerId),
          );
        let rolled = 0;
        const roll = (below: number) => dice[rolled++ % dice.length]! % below;
        const ofOne = reportsOf(base, one, plans, latePlans, logs);
        const ofOther = reportsOf(base, other, plans, latePlans, logs);
        for (const [phase, minutes] of PHASES.entries()) {
          await ground.hub.time.freezeAt(addMinutes(base, minutes));
          // Shuffled, each row perhaps twice, some batches whole again, and something of before.
          const queue = ofOne.flatMap((row) => {
            if (row.phase === phase) return roll(4) === 0 ? [row, row] : [row];
            return row.phase < phase && roll(8) === 0 ? [row] : [];
          });
          for (let i = queue.length - 1; i > 0; i--) {
            const j = roll(i + 1);
            [queue[i], queue[j]] = [queue[j]!, queue[i]!];
          }
          const toTell = told(phase, one);
          for (let batch = 0; queue.length > 0; batch++) {
            if (roll(2) === 0) await toTell.shift()?.();
            const rows = queue.splice(0, sizes[batch % sizes.length]!);
            await send(rows, one);
            if (roll(3) === 0) await send(rows, one);
          }
          for (const tell of toTell) await tell();

          // All at once. Whatever version comes first in a batch, the latest counts.
          for (const tell of told(phase, other)) await tell();
          await send(
            ofOther.filter((row) => row.phase === phase),
            other,
          );
        }
        await ground.hub.time.freezeAt(addMinutes(base, 800));
        expect(await standsAt(one)).toEqual(await standsAt(other));
        for (const side of [one, other]) {
          for (const name of PLACEMENTS) await end(side.placements[name], addLocalDays(today, 1));
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );

  // Nothing is due that was not settled, and the figures are those of the visits.
  const figures = await ground.rows(
    `select * from monitoring.day_figures
     where commissioned_minutes + cancelled + payable_minutes > 0 order by council, provider_id, day`,
  );
  const recounted = (await ground.rows<Record<string, number>>(RECOUNTED)).filter(
    (day) => day.commissioned_minutes! + day.cancelled! + day.payable_minutes! > 0,
  );
  expect(recounted.length).toBeGreaterThan(2 * RUNS);
  expect(figures).toEqual(recounted);
}, 600_000);

async function suspend(placementId: string, day: string): Promise<void> {
  const variation = {
    ...{ placementId, variationId: randomUUID(), kind: 'SUSPEND', changes: null },
    ...{ effectiveFrom: day, effectiveTo: day },
  };
  await ground.hub.hear(recorded('VariationEffective', variation, { subject: `placement/${placementId}` }));
}

async function end(placementId: string, endDate: string): Promise<void> {
  const ended = { placementId, reason: 'SELF_CARE', endDate };
  await ground.hub.hear(recorded('PlacementEnded', ended, { subject: `placement/${placementId}` }));
}

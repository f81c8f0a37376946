import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { LogReport, PlanReport } from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import { aLog, aPlan, machine, RECOUNTED, startVisits, type VisitsGround } from './visits-harness.js';

/**
 * Whatever the order, the batches and the repetitions in which systems report, and whatever time passes in between: what
 * the hub says of the visits in the end is the same.
 */

let ground: VisitsGround;
beforeAll(async () => {
  ground = await startVisits();
});
afterAll(() => ground.hub.stop());

const PLACEMENTS = ['A', 'B', 'C'] as const;
const WORKERS = ['W1', 'W2', 'W3'];
const minute = (least: number, most: number) => fc.integer({ min: least / 5, max: most / 5 }).map((each) => each * 5);

/** One version of a plan or a log, its instants in minutes from the moment at which reporting begins. */
const planVersion = fc.record({
  id: fc.integer({ min: 1, max: 8 }),
  version: fc.integer({ min: 1, max: 3 }),
  placement: fc.constantFrom(...PLACEMENTS),
  start: minute(-240, 120),
  quarters: fc.integer({ min: 2, max: 4 }),
  workersNeeded: fc.constantFrom(1, 1, 2),
  workers: fc.subarray(WORKERS, { maxLength: 2 }),
  timeCritical: fc.boolean(),
  travelMetres: fc.constantFrom(null, 0, 3000),
  calledOff: fc.constantFrom(null, null, null, 'IN_ORDER', 'BY_A_CARER'),
  removed: fc.constantFrom(false, false, false, true),
});
const logVersion = fc.record({
  id: fc.integer({ min: 1, max: 8 }),
  version: fc.integer({ min: 1, max: 3 }),
  placement: fc.constantFrom(...PLACEMENTS),
  arrived: minute(-240, -5),
  stayed: fc.constantFrom(null, 5, 25, 30, 45, 60),
  worker: fc.constantFrom(...WORKERS),
  names: fc.constantFrom(null, null, 1, 2, 3),
  metres: fc.constantFrom(0, 201),
  refused: fc.constantFrom(false, false, false, true),
  removed: fc.constantFrom(false, false, false, true),
});

type Row = { readonly kind: 'PLAN'; readonly plan: PlanReport } | { readonly kind: 'LOG'; readonly log: LogReport };

/** The reports as one provider's system would send them, of placements of its own. */
function reportsOf(
  base: Date,
  placements: Readonly<Record<string, string>>,
  plans: ReadonlyArray<typeof planVersion extends fc.Arbitrary<infer T> ? T : never>,
  logs: ReadonlyArray<typeof logVersion extends fc.Arbitrary<infer T> ? T : never>,
): Row[] {
  const at = (minutes: number) => new Date(base.getTime() + minutes * 60_000);
  return [
    ...plans.map((each): Row => {
      const plannedStart = at(each.start);
      return {
        kind: 'PLAN',
        plan: aPlan(placements[each.placement]!, {
          externalId: `V${each.id}`,
          asOf: at(-300 + each.version * 20),
          plannedStart,
          plannedEnd: at(each.start + each.quarters * 15),
          workersNeeded: each.workersNeeded,
          plannedWorkers: each.workers,
          timeCritical: each.timeCritical,
          travelMetres: each.travelMetres,
          removed: each.removed,
          cancellation: each.calledOff
            ? {
                at: at(-241).toISOString(),
                requestedBy: 'PERSON',
                confirmedWith: 'PERSON',
                confirmedBy: each.calledOff === 'IN_ORDER' ? 'FIELD_SUPERVISOR' : 'CARE_WORKER',
                alternative: 'FAMILY_CARES',
              }
            : null,
        }),
      };
    }),
    ...logs.map((each): Row => {
      const departedAt = each.stayed === null ? null : at(each.arrived + each.stayed);
      return {
        kind: 'LOG',
        log: aLog(placements[each.placement]!, {
          externalId: `L${each.id}`,
          asOf: at(-100 + each.version * 20),
          arrivedAt: at(each.arrived),
          departedAt: departedAt && departedAt <= base ? departedAt : null,
          departedBy: departedAt && departedAt <= base ? 'GPS' : null,
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

/** Everything derived of one provider, in its own words. */
async function standsAt(provider: string): Promise<unknown> {
  const visits = await ground.rows(
    `select external_id, as_of, day, planned_start, state, arrived_at, departed_at, deviation_minutes, planned_minutes,
       actual_minutes, payable_minutes, workers_came, workers_logged, by_team, flags, due_at
     from monitoring.visit where provider_id = $1 order by external_id`,
    [provider],
  );
  const links = await ground.rows(
    `select log.external_id, log.as_of, visit.external_id as visit
     from monitoring.call_log as log left join monitoring.visit as visit on visit.id = log.visit_id
     where log.provider_id = $1 order by log.external_id`,
    [provider],
  );
  const figures = await ground.rows(
    `select (to_jsonb(day_figures) - 'provider_id') as figures from monitoring.day_figures
     where provider_id = $1 and planned_minutes + cancelled + payable_minutes > 0 order by day`,
    [provider],
  );
  return { visits, links, figures };
}

it('SM-8: reports in any order, in any batches, sent again and again, with time passing between, end the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(planVersion, { minLength: 2, maxLength: 14, selector: ({ id, version }) => `${id}/${version}` }),
      fc.uniqueArray(logVersion, { maxLength: 14, selector: ({ id, version }) => `${id}/${version}` }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), pass: fc.constantFrom(0, 0, 1, 16, 31, 61) }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      fc.constantFrom(0, 1, 2, 3),
      async (plans, logs, batches, dice, knownAfter) => {
        const base = new Date((await ground.hub.time.now()).getTime() + 12 * 3_600_000);
        await ground.hub.time.freezeAt(base);
        const [one, other] = [randomUUID(), randomUUID()];
        const places = { A: randomUUID(), B: randomUUID(), C: randomUUID() };
        const otherPlaces = { A: randomUUID(), B: randomUUID(), C: randomUUID() };
        for (const [provider, ids] of [
          [one, places],
          [other, otherPlaces],
        ] as const) {
          for (const name of ['A', 'B'] as const)
            await ground.placement({ placementId: ids[name], providerId: provider });
        }

        // Shuffled, each row perhaps twice, some batches whole again; C becomes known only after a while.
        let nth = 0;
        const roll = (below: number) => dice[nth++ % dice.length]! % below;
        const queue = reportsOf(base, places, plans, logs).flatMap((row) => (roll(4) === 0 ? [row, row] : [row]));
        for (let i = queue.length - 1; i > 0; i--) {
          const j = roll(i + 1);
          [queue[i], queue[j]] = [queue[j]!, queue[i]!];
        }
        const send = (rows: readonly Row[], provider: string) =>
          ground.record(
            {
              plans: rows.flatMap((row) => (row.kind === 'PLAN' ? [row.plan] : [])),
              logs: rows.flatMap((row) => (row.kind === 'LOG' ? [row.log] : [])),
            },
            machine('rostering', provider),
          );
        for (let batch = 0; queue.length > 0; batch++) {
          const { size, pass } = batches[batch % batches.length]!;
          const rows = queue.splice(0, size);
          await send(rows, one);
          if (roll(3) === 0) await send(rows, one);
          if (batch === knownAfter) await ground.placement({ placementId: places.C, providerId: one });
          if (pass > 0 && batch < 4) {
            await ground.hub.time.freezeAt(new Date((await ground.hub.time.now()).getTime() + pass * 60_000));
          }
        }
        await ground.placement({ placementId: places.C, providerId: one });

        // All at once, at the end. Whatever version comes first in a batch, the latest counts.
        await ground.placement({ placementId: otherPlaces.C, providerId: other });
        await send(reportsOf(base, otherPlaces, plans, logs), other);
        expect(await standsAt(one)).toEqual(await standsAt(other));
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );

  // Nothing is due that was not settled, and the figures are those of the visits.
  const figures = await ground.rows(
    `select * from monitoring.day_figures
     where planned_minutes + cancelled + payable_minutes > 0 order by council, provider_id, day`,
  );
  const recounted = (await ground.rows<Record<string, number>>(RECOUNTED)).filter(
    (day) => day.planned_minutes! + day.cancelled! + day.payable_minutes! > 0,
  );
  expect(recounted.length).toBeGreaterThan(40);
  expect(figures).toEqual(recounted);
}, 240_000);

import type pg from 'pg';
import type { Work } from '../../kernel/database/work.js';
import type { RunningSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import type { Quarter } from '../../kernel/time/working-time.js';
import { endPlacement } from '../../subgraphs/cases/commands/placements/end-placement.js';
import { takeOverPlacements } from '../../subgraphs/cases/commands/placements/take-over-placements.js';
import { recordVariation } from '../../subgraphs/cases/commands/variations/record-variation.js';
import { recordVisits } from '../../subgraphs/monitoring/commands/reports/record-visits.js';
import { nameRegularTeam } from '../../subgraphs/monitoring/commands/workers/name-regular-team.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { pastQuarter } from './activity.js';
import { PROVIDERS } from './borough.js';
import { somebodyOf } from './callers.js';
import { DEMO_ROSTER } from './care-given.js';
import { done } from './done.js';
import { People } from './people.js';
import { callsOf, careOfQuarter, daysFrom, type HeldCare } from './quarter.js';
import { rosteringOf } from './register.js';

/** Placements taken over at once: where each person lives is asked before, and answered within seconds on a busy machine too. */
const TAKEN_OVER_AT_ONCE = 50;

/** Rows of one batch: nobody else reports for the provider meanwhile. */
const ROWS_AT_ONCE = 2000;

/** How far it has come, 0 to 1. */
type Progress = (share: number) => void;

interface Hub {
  readonly pool: pg.Pool;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  readonly seed: number;
  readonly progress?: Progress;
  /** Ends it after the batch in hand; what is missing is added by playing it again. */
  readonly signal?: AbortSignal;
}

/**
 * Plays the last whole quarter before the present: the borough's placements are taken over from LAS, their teams are
 * named, and each provider's systems report the visits. Every row goes through the command that a council or provider
 * would use, with a key of its own: played again it changes nothing, and what was cut off is completed.
 */
export async function playQuarter(hub: Hub): Promise<Quarter> {
  const { subgraphs, seed, progress = () => {}, signal } = hub;
  const work = (subgraph: string, caller: Caller): Work => ({ ...subgraphs.get(subgraph)!.work(), caller });
  const time = new SandboxTime(hub.pool, SUBGRAPHS);
  const quarter = pastQuarter(await time.now());
  const cared = await takenOver(
    work('cases', somebodyOf('bromley', 'case-system')),
    seed,
    quarter,
    (share) => progress(share * 0.1),
    signal,
  );
  await time.settled();
  for (const [nth, care] of cared.entries()) {
    signal?.throwIfAborted();
    const team = {
      placementId: care.placement,
      from: quarter.from,
      keyWorker: care.team[0]!,
      workers: care.team,
      idempotencyKey: `demo-team-${care.placement}`,
    };
    await done(() => nameRegularTeam(work('monitoring', rosteringOf(care.provider)), team));
    progress(0.1 + (nth / cared.length) * 0.1);
  }
  const days = daysFrom(quarter.from, quarter.to);
  for (const [nth, provider] of PROVIDERS.entries()) {
    const own = cared.filter((care) => care.provider.id === provider.id);
    const report = (share: number) => progress(0.2 + ((nth + share) / PROVIDERS.length) * 0.8);
    await visitsReported(work('monitoring', rosteringOf(provider)), seed, own, days, report, signal);
  }
  progress(1);
  return quarter;
}

async function takenOver(
  work: Work,
  seed: number,
  { from, to }: Quarter,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<HeldCare[]> {
  const people = new People(seed);
  const care = careOfQuarter(seed, from, to);
  const held: HeldCare[] = [];
  for (let at = 0; at < care.length; at += TAKEN_OVER_AT_ONCE) {
    signal?.throwIfAborted();
    const batch = care.slice(at, at + TAKEN_OVER_AT_ONCE);
    const rows = batch.map((each) => people.running(each));
    const { placements } = await done(() =>
      takeOverPlacements(work, { idempotencyKey: `demo-take-over-${seed}-${from}-${at}`, placements: rows }),
    );
    const idOf = new Map(placements.map(({ lasLineId, id }) => [lasLineId, id]));
    held.push(...batch.map((each, nth) => ({ ...each, placement: idOf.get(rows[nth]!.lasLineId)! })));
    progress(held.length / care.length);
  }
  for (const { placement, endsOn, varied } of held) {
    signal?.throwIfAborted();
    if (endsOn) {
      const key = `demo-end-${placement}`;
      await done(() =>
        endPlacement(work, { idempotencyKey: key, placementId: placement, reason: 'SELF_CARE', endDate: endsOn }),
      );
    }
    if (varied) {
      await done(() =>
        recordVariation(work, {
          idempotencyKey: `demo-vary-${placement}`,
          placementId: placement,
          lasVariationId: `demo-vary-${placement}`,
          kind: varied.kind,
          initiator: 'COUNCIL',
          effectiveFrom: varied.from,
          effectiveTo: null,
          calls: varied.calls.map((call) => ({ ...call, callId: null })),
          weeklyWorkerMinutes: null,
          putsAtRisk: false,
          careTeamsAgreed: false,
        }),
      );
    }
  }
  return held;
}

/** As a provider's systems would send a past quarter: in batches, the plan of a call before its logs. */
async function visitsReported(
  work: Work,
  seed: number,
  cared: readonly HeldCare[],
  days: readonly string[],
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<void> {
  let plans: PlanReport[] = [];
  let logs: LogReport[] = [];
  const send = async () => {
    if (plans.length === 0) return;
    signal?.throwIfAborted();
    const rows = await done(() => recordVisits(work, { council: 'bromley', source: DEMO_ROSTER, plans, logs }));
    const refused = rows.find(({ verdict }) => verdict === 'REJECTED' || verdict === 'HELD');
    if (refused) throw new Error(`A visit of the demo was refused: ${JSON.stringify(refused)}`);
    plans = [];
    logs = [];
  };
  for (const [nth, day] of days.entries()) {
    for (const call of callsOf(seed, cared, day)) {
      if (plans.length + logs.length + call.plans.length + call.logs.length > ROWS_AT_ONCE) await send();
      plans.push(...call.plans);
      logs.push(...call.logs);
    }
    progress(nth / days.length);
  }
  await send();
}

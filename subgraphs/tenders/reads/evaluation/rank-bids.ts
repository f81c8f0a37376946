import type { EntityManager } from '../../../../kernel/database/orm.js';
import { addMinutes } from '../../../../kernel/time/working-time.js';
import { STAGES } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import type { Stage } from '../../entities/stages/stage.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { weeklyCostPence } from '../../rules/bids/response-content.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { fairShareOrder, type Round } from '../../rules/evaluation/fair-share.js';
import { frameworkOrder } from '../../rules/evaluation/framework-ranking.js';
import { scoreOrder } from '../../rules/evaluation/score-order.js';
import { startOrder } from '../../rules/evaluation/start-order.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { STAGE_KINDS, type StageKindFacts } from '../../rules/stages/stage-kinds.js';
import { type KnownStanding, standingsOf } from '../invitations/standings.js';

type Ranked = StageKindFacts['ranking'];

/** A stage with its suitable bids. */
export interface StageToRank {
  readonly callOff: CallOff;
  readonly stage: Pick<Stage, 'kind' | 'drawSeed'>;
  readonly bids: readonly Bid[];
  readonly policy: Policy;
}

export interface Ranking {
  /** First to be offered first. */
  readonly order: readonly RankedBid[];
  /** How many may still be given the package, whether they have a place yet or wait for people's judgement. */
  readonly suitable: number;
  /** Framework bids that the ranking itself left out, each with what decided it. */
  readonly notRanked: ReadonlyArray<{ readonly bidId: string; readonly checks: readonly EligibilityCheck[] }>;
}

/**
 * In which order each stage's bids are offered the package, as things are at this instant: by fair share of the
 * patch, by rate in the framework, by start among agencies, or by cost and quality. One query a kind, however many stages. [EVAL-02, EVAL-05, EVAL-07,
 * ROUT-05, ROUT-07, ROUT-28]
 */
export async function rankBids(em: EntityManager, stages: readonly StageToRank[], at: Date): Promise<Ranking[]> {
  const rankedBy = (ranking: Ranked) => stages.filter(({ stage }) => STAGE_KINDS[stage.kind].ranking === ranking);
  const rounds = await roundsOf(em, rankedBy('FAIR_SHARE'), at);
  const standings = await standingsByCouncil(em, rankedBy('RATE'));
  return stages.map(({ callOff, stage, bids, policy }) => {
    if (STAGE_KINDS[stage.kind].ranking === 'RATE')
      return byRate(callOff, stage, bids, standings.get(callOff.council), at, policy);
    if (STAGE_KINDS[stage.kind].ranking === 'START') return byStart(stage, bids);
    if (STAGE_KINDS[stage.kind].ranking === 'SCORE') return byScore(callOff, stage, bids);
    const bidders = bids.map(({ id, providerId }) => ({ bidId: id, providerId }));
    const history = { rounds: rounds.get(patchKey(callOff)) ?? [], at, drawSeed: stage.drawSeed };
    const order = fairShareOrder(bidders, history, policy.fair).map(
      (bid): RankedBid => ({ ...UNFIGURED, ...bid, lastAwardAt: bid.lastAwardAt?.toISOString() ?? null }),
    );
    return { order, suitable: order.length, notRanked: [] };
  });
}

/** The figures that the other kind of ranking counts. */
const UNFIGURED = {
  eligibleRounds: null,
  packagesWon: null,
  eligibleWeeklyMinutes: null,
  weeklyMinutesWon: null,
  lastAwardAt: null,
  blendedRatePence: null,
  held: null,
};

type Standings = ReadonlyMap<string, KnownStanding>;

async function standingsByCouncil(
  em: EntityManager,
  stages: readonly StageToRank[],
): Promise<ReadonlyMap<string, Standings>> {
  const byCouncil = new Map<string, Standings>();
  for (const council of new Set(stages.map(({ callOff }) => callOff.council))) {
    const ofCouncil = stages.filter(({ callOff }) => callOff.council === council);
    const bidders = new Set(ofCouncil.flatMap(({ bids }) => bids.map((bid) => bid.providerId)));
    byCouncil.set(council, await standingsOf(em, council, [...bidders]));
  }
  return byCouncil;
}

function byRate(
  callOff: CallOff,
  stage: Pick<Stage, 'drawSeed'>,
  bids: readonly Bid[],
  standings: Standings | undefined,
  at: Date,
  policy: Policy,
): Ranking {
  const known = bids.flatMap((bid) => {
    const standing = standings?.get(bid.providerId)?.standing;
    return standing ? [{ bidId: bid.id, providerId: bid.providerId, content: contentOf(bid), standing }] : [];
  });
  const { order, notRanked } = frameworkOrder(known, callOff.need, stage.drawSeed, at, policy.d2a);
  return {
    suitable: order.length,
    order: order.map(({ checks: _passed, ...bid }): RankedBid => ({ ...UNFIGURED, ...bid })),
    notRanked: notRanked.map(({ bidId, checks }) => ({ bidId, checks })),
  };
}

function byStart({ drawSeed }: Pick<Stage, 'drawSeed'>, bids: readonly Bid[]): Ranking {
  const offers = bids.map(({ id, providerId, startDate, receivedAt }) => {
    return { bidId: id, providerId, startDate: startDate!, receivedAt: receivedAt! };
  });
  const order = startOrder(offers, drawSeed).map((offer): RankedBid => ({ ...UNFIGURED, ...offer }));
  return { order, suitable: order.length, notRanked: [] };
}

/** By cost and quality, of those that were scored; once some have passed the gate of their route, of those alone. (EVAL-07) */
function byScore(
  { preparation, route }: Pick<CallOff, 'preparation' | 'route'>,
  { drawSeed }: Pick<Stage, 'drawSeed'>,
  bids: readonly Bid[],
): Ranking {
  const { gate } = definitionOf(route!);
  const passed = bids.filter((bid) => mayBeChosen(gate, bid));
  const scored = (passed.length > 0 ? passed : bids).flatMap(({ id, providerId, response, scores }) =>
    response && scores ? [{ bidId: id, providerId, weeklyCostPence: weeklyCostPence(response), scores }] : [],
  );
  const order = scoreOrder(scored, preparation!, drawSeed).map((bid): RankedBid => ({ ...UNFIGURED, ...bid }));
  return { order, suitable: bids.length, notRanked: [] };
}

const WEEK_MINUTES = 7 * 24 * 60;

/**
 * The rounds of these stages' patches: all within the longest period that any of them looks back on, and before it
 * each provider's last award, which breaks ties but counts for no share.
 */
async function roundsOf(
  em: EntityManager,
  stages: readonly StageToRank[],
  at: Date,
): Promise<ReadonlyMap<string, readonly Round[]>> {
  if (!stages.some(({ bids }) => bids.length > 0)) return new Map();
  const weeks = Math.max(...stages.map(({ policy }) => policy.fair.weeks));
  const patches = [...new Map(stages.map(({ callOff }) => [patchKey(callOff), callOff])).values()];
  const rows = (await em.execute(
    `with asked as (select * from unnest(?::text[], ?::text[]) as asked (council, patch)),
     awards as (
       select award.* from asked
       join tenders.award award on award.council = asked.council and award.patch = asked.patch
       where award.undone_at is null and award.stage = any(?::text[]))
     select council, patch, provider_id, decided_at, weekly_worker_minutes,
       array(select asked.provider_id from tenders.invitation asked where asked.stage_id = awards.stage_id and asked.invited) as eligible
     from awards where decided_at >= ?
     union all
     select council, patch, provider_id, max(decided_at), 0, '{}'
     from awards where decided_at < ? group by council, patch, provider_id`,
    [
      textArray(patches.map(({ council }) => council)),
      textArray(patches.map(({ patch }) => patch)),
      textArray(STAGES.filter((kind) => STAGE_KINDS[kind].ranking === 'FAIR_SHARE')),
      addMinutes(at, -weeks * WEEK_MINUTES),
      addMinutes(at, -weeks * WEEK_MINUTES),
    ],
  )) as Array<{
    council: string;
    patch: string;
    provider_id: string;
    decided_at: Date;
    weekly_worker_minutes: number;
    eligible: string[];
  }>;
  const rounds = new Map<string, Round[]>();
  for (const row of rows) {
    const known = rounds.get(patchKey(row)) ?? [];
    rounds.set(patchKey(row), known);
    known.push({
      awardedAt: new Date(row.decided_at),
      eligible: row.eligible,
      winner: row.provider_id,
      weeklyWorkerMinutes: row.weekly_worker_minutes,
    });
  }
  return rounds;
}

function patchKey({ council, patch }: { readonly council: string; readonly patch: string }): string {
  return `${council}\n${patch}`;
}

function textArray(values: readonly string[]): string {
  return `{${values.map((value) => JSON.stringify(value)).join(',')}}`;
}

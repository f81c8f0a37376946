import type { EntityManager } from '../../../../kernel/database/orm.js';
import { addMinutes, localDateOf } from '../../../../kernel/time/working-time.js';
import { STAGES } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import type { HomeProposal } from '../../entities/matching/home-proposal.js';
import type { Stage } from '../../entities/stages/stage.js';
import { type BidContent, contentOf } from '../../rules/bids/bid-content.js';
import { weeklyCostPence } from '../../rules/bids/response-content.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { fairShareOrder, type Round } from '../../rules/evaluation/fair-share.js';
import { frameworkOrder } from '../../rules/evaluation/framework-ranking.js';
import { qafOrder } from '../../rules/evaluation/qaf-order.js';
import { scoreOrder } from '../../rules/evaluation/score-order.js';
import { startOrder } from '../../rules/evaluation/start-order.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { STAGE_KINDS, type StageKindFacts } from '../../rules/stages/stage-kinds.js';
import { type KnownStanding, standingsOf } from '../invitations/standings.js';

type Ranked = StageKindFacts['ranking'];

/** As much of a bid as places it. */
export type RankableBid = Pick<Bid, 'id' | 'providerId' | 'receivedAt' | 'state' | 'scores' | 'gateOutcome'> & {
  readonly proposal: Pick<HomeProposal, 'place' | 'beforeNextBy'> | null;
} & BidContent;

/** A stage with its suitable bids. */
export interface StageToRank {
  readonly callOff: Pick<CallOff, 'council' | 'patch' | 'need' | 'route' | 'preparation'>;
  readonly stage: Pick<Stage, 'kind' | 'drawSeed'>;
  readonly bids: readonly RankableBid[];
  readonly policy: Policy;
}

/** What the hub knew of the bidders when it put their bids in order; what the kind of ranking does not count is empty. */
export interface RankingFacts {
  readonly rounds: readonly Round[];
  readonly standings: ReadonlyMap<string, Pick<KnownStanding, 'standing'>>;
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
 * patch, by rate in the framework, by start among agencies, by quality rating among those of a long list, or by cost and quality.
 * One query a kind, however many stages. [EVAL-02, EVAL-05, EVAL-06, EVAL-07, ROUT-05, ROUT-07, ROUT-28]
 */
export async function rankBids(
  em: EntityManager,
  stages: readonly StageToRank[],
  at: Date,
): Promise<Array<Ranking & { readonly upon: RankingFacts }>> {
  const rankedBy = (ranking: Ranked) => stages.filter(({ stage }) => STAGE_KINDS[stage.kind].ranking === ranking);
  const shared = rankedBy('FAIR_SHARE');
  const rounds = await roundsOf(
    em,
    shared.filter(({ bids }) => bids.length > 0).map(({ callOff, policy }) => roundsAsked(callOff, policy, at)),
  );
  const standings = await standingsByCouncil(em, [...rankedBy('RATE'), ...rankedBy('QAF')]);
  return stages.map((asked) => {
    const { callOff, policy } = asked;
    const upon: RankingFacts = {
      rounds: shared.includes(asked) ? rounds(roundsAsked(callOff, policy, at)) : [],
      standings: standings.get(callOff.council) ?? new Map(),
    };
    return { ...rankUpon(asked, upon, at), upon };
  });
}

/** The order that follows from these facts alone. [EVAL-02, EVAL-05, ROUT-28] */
export function rankUpon({ callOff, stage, bids, policy }: StageToRank, upon: RankingFacts, at: Date): Ranking {
  const { ranking } = STAGE_KINDS[stage.kind];
  if (ranking === 'RATE') return byRate(callOff, stage, bids, upon.standings, at, policy);
  if (ranking === 'START') return byStart(stage, bids);
  if (ranking === 'MATCH') return asMatched(bids);
  if (ranking === 'QAF') return byQuality(stage, bids, upon.standings, at);
  if (ranking === 'SCORE') return byScore(callOff, stage, bids);
  const bidders = bids.map(({ id, providerId }) => ({ bidId: id, providerId }));
  const history = { rounds: upon.rounds, at, drawSeed: stage.drawSeed };
  const order = fairShareOrder(bidders, history, policy.fair).map(
    (bid): RankedBid => ({ ...UNFIGURED, ...bid, lastAwardAt: bid.lastAwardAt?.toISOString() ?? null }),
  );
  return { order, suitable: order.length, notRanked: [] };
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
  qafScore: null,
  qafMax: null,
  cqcRatedOn: null,
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
  callOff: StageToRank['callOff'],
  stage: Pick<Stage, 'drawSeed'>,
  bids: readonly RankableBid[],
  standings: RankingFacts['standings'],
  at: Date,
  policy: Policy,
): Ranking {
  const known = bids.flatMap((bid) => {
    const standing = standings.get(bid.providerId)?.standing;
    return standing ? [{ bidId: bid.id, providerId: bid.providerId, content: contentOf(bid), standing }] : [];
  });
  const { order, notRanked } = frameworkOrder(known, callOff.need, stage.drawSeed, at, policy.d2a);
  return {
    suitable: order.length,
    order: order.map(({ checks: _passed, ...bid }): RankedBid => ({ ...UNFIGURED, ...bid })),
    notRanked: notRanked.map(({ bidId, checks }) => ({ bidId, checks })),
  };
}

/** A home is asked alone, so that there is one at most; its place is that among the homes that were proposed. */
function asMatched(bids: readonly RankableBid[]): Ranking {
  const order = bids.map(({ id, providerId, proposal }): RankedBid => {
    const { place, beforeNextBy } = proposal!;
    return { ...UNFIGURED, bidId: id, providerId, place, beforeNextBy, drawn: 0 };
  });
  return { order, suitable: order.length, notRanked: [] };
}

function byStart({ drawSeed }: Pick<Stage, 'drawSeed'>, bids: readonly RankableBid[]): Ranking {
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
  bids: readonly RankableBid[],
): Ranking {
  const { gate } = definitionOf(route!);
  const passed = bids.filter((bid) => mayBeChosen(gate, bid));
  const scored = (passed.length > 0 ? passed : bids).flatMap(({ id, providerId, response, scores }) =>
    response && scores ? [{ bidId: id, providerId, weeklyCostPence: weeklyCostPence(response), scores }] : [],
  );
  const order = scoreOrder(scored, preparation!, drawSeed).map((bid): RankedBid => ({ ...UNFIGURED, ...bid }));
  return { order, suitable: bids.length, notRanked: [] };
}

/** Whose provider the register has not told of lately is unranked: nothing is known of its quality. (EVAL-06) */
function byQuality(
  { drawSeed }: Pick<Stage, 'drawSeed'>,
  bids: readonly RankableBid[],
  standings: RankingFacts['standings'],
  at: Date,
): Ranking {
  const tenders = bids.map(({ id, providerId, receivedAt }) => {
    const standing = standings.get(providerId)?.standing ?? { qaf: null };
    return { bidId: id, providerId, receivedAt: receivedAt!, standing };
  });
  const order = qafOrder(tenders, drawSeed, localDateOf(at));
  return {
    suitable: order.length,
    order: order.map(({ receivedAt: _known, ...bid }): RankedBid => ({ ...UNFIGURED, ...bid })),
    notRanked: [],
  };
}

const WEEK_MINUTES = 7 * 24 * 60;

/** Which rounds are asked for. */
export interface RoundsAsked {
  readonly council: string;
  readonly patch: string;
  /** Rounds since then count; before it each provider's last award, which breaks ties but counts for no share. */
  readonly since: Date;
  /** As the award of this position counted them; null for as things are now. */
  readonly asOf: number | null;
}

/** The rounds that a policy counts in a patch, at an instant. */
export function roundsAsked(
  { council, patch }: Pick<CallOff, 'council' | 'patch'>,
  { fair }: Pick<Policy, 'fair'>,
  at: Date,
  asOf: number | null = null,
): RoundsAsked {
  return { council, patch, since: addMinutes(at, -fair.weeks * WEEK_MINUTES), asOf };
}

/** The rounds of patches, each as asked for, by one statement. Answers what one of them is answered. [EVAL-02] */
export async function roundsOf(
  em: EntityManager,
  asked: readonly RoundsAsked[],
): Promise<(of: RoundsAsked) => readonly Round[]> {
  const different = [...new Map(asked.map((each) => [roundsKey(each), each])).values()];
  const rounds = new Map<string, Round[]>();
  if (different.length > 0) {
    const rows = (await em.execute(ROUNDS, [
      textArray(different.map(({ council }) => council)),
      textArray(different.map(({ patch }) => patch)),
      textArray(different.map(({ since }) => since.toISOString())),
      `{${different.map(({ asOf }) => asOf ?? 'NULL').join(',')}}`,
      textArray(STAGES.filter((kind) => STAGE_KINDS[kind].ranking === 'FAIR_SHARE')),
    ])) as RoundRow[];
    for (const row of rows) {
      const key = roundsKey(different[row.nth - 1]!);
      const known = rounds.get(key) ?? [];
      rounds.set(key, known);
      known.push({
        awardedAt: new Date(row.decided_at),
        eligible: row.eligible,
        winner: row.provider_id,
        weeklyWorkerMinutes: row.weekly_worker_minutes,
      });
    }
  }
  return (of) => rounds.get(roundsKey(of)) ?? [];
}

const ROUNDS = `
  with asked as (
    select * from unnest(?::text[], ?::text[], ?::timestamptz[], ?::int[])
      with ordinality as asked (council, patch, since, as_of, nth)),
  awards as (
    select asked.nth, asked.since, award.provider_id, award.stage_id, award.decided_at, award.weekly_worker_minutes
    from asked join tenders.award award on award.council = asked.council and award.patch = asked.patch
    where award.stage = any(?::text[]) and case when asked.as_of is null then award.undone_at is null
      else award.position < asked.as_of and (award.undone_position is null or award.undone_position >= asked.as_of) end)
  select nth::int, provider_id, decided_at, weekly_worker_minutes,
    array(select asked.provider_id from tenders.invitation asked where asked.stage_id = awards.stage_id and asked.invited) as eligible
  from awards where decided_at >= since
  union all
  select nth::int, provider_id, max(decided_at), 0, '{}' from awards where decided_at < since group by nth, provider_id`;

interface RoundRow {
  readonly nth: number;
  readonly provider_id: string;
  readonly decided_at: Date;
  readonly weekly_worker_minutes: number;
  readonly eligible: string[];
}

function roundsKey({ council, patch, since, asOf }: RoundsAsked): string {
  return [council, patch, since.toISOString(), asOf].join('\n');
}

function textArray(values: readonly string[]): string {
  return `{${values.map((value) => JSON.stringify(value)).join(',')}}`;
}

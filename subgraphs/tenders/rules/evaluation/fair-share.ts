import { addMinutes } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import { byDraw, drawnNumber } from './draw.js';
import { type Placed, ranked } from './ranking.js';

/** A patch stage that ended in an award which its winner kept. Rounds that nobody of the patch won share out nothing. */
export interface Round {
  readonly awardedAt: Date;
  /** Providers that were eligible in it, whether or not they bid. */
  readonly eligible: readonly string[];
  readonly winner: string;
  readonly weeklyWorkerMinutes: number;
}

export interface Bidder {
  readonly bidId: string;
  readonly providerId: string;
}

/** What one bidder has had of its patch: the counts that explain its place. */
export interface FairShare extends Bidder {
  /** Within the period, rounds in which it was eligible, and the worker-minutes a week they shared out. */
  readonly eligibleRounds: number;
  readonly eligibleWeeklyMinutes: number;
  /** Of those, what it won. */
  readonly packagesWon: number;
  readonly weeklyMinutesWon: number;
  /** Its last award in the patch, of any age that was told; null is never. */
  readonly lastAwardAt: Date | null;
  /** Its lot in the draw that breaks a last tie. */
  readonly drawn: number;
}

export const FAIR_SHARE_REASONS = ['SHARE', 'HOURS', 'LAST_AWARD', 'DRAW'] as const;
export type FairShareReason = (typeof FAIR_SHARE_REASONS)[number];

const WEEK_MINUTES = 7 * 24 * 60;

/**
 * In which order the suitable bids of a patch are offered the package: the provider that has had least comes first.
 *
 * A bidder's share is what it won of the rounds in which it was eligible, over the policy's rolling weeks up to `at`
 * (13 by default, both ends included), counted in packages or in hours; without such a round its share is zero. Equal
 * shares go to the bidder with fewer hours won in the period, then to the one whose last award is longest ago (never
 * counts as longest), then to the draw. [EVAL-02, AMB-42; 002 App A ¶3, ¶5(i)]
 */
export function fairShareOrder(
  bidders: readonly Bidder[],
  history: { readonly rounds: readonly Round[]; readonly at: Date; readonly drawSeed: string },
  policy: Policy['fair'],
): readonly Placed<FairShare, FairShareReason>[] {
  const since = addMinutes(history.at, -policy.weeks * WEEK_MINUTES);
  const past = history.rounds.filter((round) => round.awardedAt <= history.at);
  const period = past.filter((round) => since <= round.awardedAt);
  const shares = bidders.map((bidder): FairShare => {
    const eligible = period.filter((round) => round.eligible.includes(bidder.providerId));
    const won = eligible.filter((round) => round.winner === bidder.providerId);
    const awards = past.filter((round) => round.winner === bidder.providerId).map((round) => round.awardedAt.getTime());
    return {
      bidId: bidder.bidId,
      providerId: bidder.providerId,
      eligibleRounds: eligible.length,
      eligibleWeeklyMinutes: weeklyMinutes(eligible),
      packagesWon: won.length,
      weeklyMinutesWon: weeklyMinutes(won),
      lastAwardAt: awards.length > 0 ? new Date(Math.max(...awards)) : null,
      drawn: drawnNumber(history.drawSeed, bidder.providerId),
    };
  });
  return ranked(shares, [
    { name: 'SHARE', compare: policy.metric === 'HOURS' ? byShareOfHours : byShareOfPackages },
    { name: 'HOURS', compare: (one, other) => one.weeklyMinutesWon - other.weeklyMinutesWon },
    { name: 'LAST_AWARD', compare: (one, other) => awardTime(one) - awardTime(other) },
    { name: 'DRAW', compare: byDraw },
  ]);
}

function weeklyMinutes(rounds: readonly Round[]): number {
  return rounds.reduce((sum, round) => sum + round.weeklyWorkerMinutes, 0);
}

// Shares are compared as fractions, crosswise: no rounding ever makes two equal shares differ.
function byShareOfPackages(one: FairShare, other: FairShare): number {
  return one.packagesWon * (other.eligibleRounds || 1) - other.packagesWon * (one.eligibleRounds || 1);
}

function byShareOfHours(one: FairShare, other: FairShare): number {
  return (
    one.weeklyMinutesWon * (other.eligibleWeeklyMinutes || 1) -
    other.weeklyMinutesWon * (one.eligibleWeeklyMinutes || 1)
  );
}

function awardTime({ lastAwardAt }: FairShare): number {
  return lastAwardAt?.getTime() ?? Number.MIN_SAFE_INTEGER;
}

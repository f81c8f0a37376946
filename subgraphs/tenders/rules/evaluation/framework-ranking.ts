import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import type { BidContent } from '../bids/bid-content.js';
import { startsInTime } from '../bids/start.js';
import type { Check } from '../invitations/check.js';
import { byDraw, drawnNumber } from './draw.js';
import type { Bidder } from './fair-share.js';
import { type Placed, ranked } from './ranking.js';

export interface FrameworkBid extends Bidder {
  readonly content: Pick<BidContent, 'startDate' | 'startTime'>;
  readonly standing: Pick<ProviderStanding, 'groups' | 'blendedRatePence' | 'lowRateQueryOpen'>;
}

export const FRAMEWORK_CHECKS = ['AVAILABLE', 'SERVES_GROUPS', 'HAS_RATE'] as const;
export type FrameworkCheckId = (typeof FRAMEWORK_CHECKS)[number];

/** A framework bid with the facts on which it was judged. */
export interface FrameworkBidJudged extends Bidder {
  readonly checks: readonly Check<FrameworkCheckId>[];
  /** Pence an hour for the care type of the need; null without a rate. */
  readonly blendedRatePence: number | null;
  /** An open query on its rate keeps it from being awarded, not from being ranked. */
  readonly held: boolean;
  readonly drawn: number;
}

export interface FrameworkRanking {
  readonly order: readonly Placed<FrameworkBidJudged, 'RATE' | 'DRAW'>[];
  /** Those that failed a check; each says which. */
  readonly notRanked: readonly FrameworkBidJudged[];
}

/**
 * In which order framework bids are offered the package.
 *
 * A bid must be available by the needed date, serve every group of the person, and have a price for the care type. Of
 * those, the lowest blended rate comes first, and equal rates are drawn for. [EVAL-05, ROUT-07, PROV-32, PROV-33; 002
 * ¶1.5.3, ¶7.30]
 */
export function frameworkOrder(
  bids: readonly FrameworkBid[],
  need: NeedProfile,
  drawSeed: string,
  at: Date,
  policy: Policy['d2a'],
): FrameworkRanking {
  const { neededFrom } = need;
  const judged = bids.map(({ bidId, providerId, content, standing }): FrameworkBidJudged => {
    const { startDate, startTime } = content;
    return {
      bidId,
      providerId,
      checks: [
        check(
          'AVAILABLE',
          'ROUT-07',
          { startDate, startTime, neededFrom, rankedAt: at.toISOString() },
          startsInTime(content, need, at, policy),
        ),
        ...frameworkChecks(standing, need),
      ],
      blendedRatePence: rateFor(standing, need),
      held: standing.lowRateQueryOpen,
      drawn: drawnNumber(drawSeed, providerId),
    };
  });
  const passes = (bid: FrameworkBidJudged) => bid.checks.every((each) => each.result === 'PASS');
  return {
    order: ranked(judged.filter(passes), [
      { name: 'RATE', compare: (one, other) => (one.blendedRatePence ?? 0) - (other.blendedRatePence ?? 0) },
      { name: 'DRAW', compare: byDraw },
    ]),
    notRanked: judged.filter((bid) => !passes(bid)),
  };
}

/** What the framework asks of a provider whatever it bids: that it serves every group, and has a price. [EVAL-05, PROV-32] */
export function frameworkChecks(
  standing: FrameworkBid['standing'],
  need: Pick<NeedProfile, 'groups' | 'careType'>,
): readonly Check<FrameworkCheckId>[] {
  const { groups, careType } = need;
  const blendedRatePence = rateFor(standing, need);
  const unserved = groups.filter((group) => !standing.groups.includes(group));
  return [
    check('SERVES_GROUPS', 'ROUT-07', { groups, unserved }, unserved.length === 0),
    check('HAS_RATE', 'PROV-32', { careType, blendedRatePence }, blendedRatePence !== null),
  ];
}

function rateFor({ blendedRatePence }: FrameworkBid['standing'], { careType }: Pick<NeedProfile, 'careType'>) {
  return blendedRatePence[careType] ?? null;
}

function check(id: FrameworkCheckId, rule: string, inputs: Check['inputs'], passed: boolean): Check<FrameworkCheckId> {
  return { id, rule, inputs, result: passed ? 'PASS' : 'FAIL' };
}

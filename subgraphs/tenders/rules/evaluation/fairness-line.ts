import { STAGES, type StageKind } from '../../../../schema/events/tenders.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';

/** The kinds of stage whose packages are shared out fairly: the ledger counts these and no others. [EVAL-02] */
export const SHARED_STAGES: readonly StageKind[] = STAGES.filter((kind) => STAGE_KINDS[kind].ranking === 'FAIR_SHARE');

/** What one provider has had of one patch in a period. Hours are worker-minutes a week. [EVAL-02, SHOW-08] */
export interface FairnessCounts {
  /** Rounds that asked it and have closed. */
  readonly roundsInvited: number;
  /** How many of them it bid in. */
  readonly roundsBid: number;
  readonly packagesAwarded: number;
  readonly weeklyMinutesAwarded: number;
  /** Rounds in which it was eligible and that ended in an award that stands, whoever won, and what they awarded. */
  readonly eligibleRounds: number;
  readonly eligibleWeeklyMinutes: number;
}

export interface FairnessShares {
  readonly eligibleRounds: number | null;
  readonly eligibleWeeklyMinutes: number | null;
  /** From 0 to 1; null if nothing was shared out. */
  readonly shareOfPackages: number | null;
  readonly shareOfHours: number | null;
}

/**
 * What a reader sees beyond a provider's own counts: what it was weighed against.
 *
 * A provider sees none of it. In a patch of two, the rounds that were awarded less those that it won are the other's count,
 * and a share with its own count gives that number away. It is not told either which of its awards were exceptions, for each
 * says that another came first. [EVAL-02, EVAL-13, IDG-23, SHOW-08]
 */
export function fairnessShares(counts: FairnessCounts, reader: 'COUNCIL' | 'PROVIDER'): FairnessShares {
  if (reader === 'PROVIDER') return HIDDEN;
  const { packagesAwarded, weeklyMinutesAwarded, eligibleRounds, eligibleWeeklyMinutes } = counts;
  return {
    eligibleRounds,
    eligibleWeeklyMinutes,
    shareOfPackages: share(packagesAwarded, eligibleRounds),
    shareOfHours: share(weeklyMinutesAwarded, eligibleWeeklyMinutes),
  };
}

const HIDDEN: FairnessShares = {
  eligibleRounds: null,
  eligibleWeeklyMinutes: null,
  shareOfPackages: null,
  shareOfHours: null,
};

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

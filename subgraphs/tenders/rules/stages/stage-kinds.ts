import { VEHICLES, type Vehicle } from '../../../../schema/events/providers.js';
import type { StageKind } from '../../../../schema/events/tenders.js';

/** Whom a kind of stage asks, and how those that can take the package are ordered. */
export interface StageKindFacts {
  /** What its invitees are admitted to: to any of these. */
  readonly vehicles: readonly Vehicle[];
  /** Catalogue id of the rule that says who is asked. */
  readonly rule: string;
  /** By fair share of the patch (EVAL-02), by rate (EVAL-05), by when care could start (ROUT-28), as homes were matched (ROUT-30), by quality rating (EVAL-06), or by cost and quality (EVAL-07). */
  readonly ranking: 'FAIR_SHARE' | 'RATE' | 'START' | 'MATCH' | 'QAF' | 'SCORE';
}

export const STAGE_KINDS: Readonly<Record<StageKind, StageKindFacts>> = {
  PATCH: { vehicles: ['PATCH'], rule: 'ROUT-03', ranking: 'FAIR_SHARE' },
  OTHER_PATCHES: { vehicles: ['PATCH'], rule: 'ROUT-08', ranking: 'FAIR_SHARE' },
  FRAMEWORK: { vehicles: ['FRAMEWORK'], rule: 'PROV-18', ranking: 'RATE' },
  AGENCIES: { vehicles: ['SPOT'], rule: 'ROUT-26', ranking: 'START' },
  HOMES: { vehicles: ['SPOT', 'BLOCK'], rule: 'ROUT-30', ranking: 'MATCH' },
  LONG_LIST: { vehicles: ['FLEXIBLE_CONTRACTING_ARRANGEMENT', 'FRAMEWORK'], rule: 'ROUT-23', ranking: 'QAF' },
  CHOSEN_PROVIDER: { vehicles: VEHICLES, rule: 'CHOI-05', ranking: 'QAF' },
  OPEN_FRAMEWORK: { vehicles: ['OPEN_FRAMEWORK'], rule: 'PROV-28', ranking: 'SCORE' },
  DPS: { vehicles: ['DPS'], rule: 'PROV-19', ranking: 'SCORE' },
};

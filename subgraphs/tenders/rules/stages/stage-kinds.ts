import type { Vehicle } from '../../../../schema/events/providers.js';
import type { StageKind } from '../../../../schema/events/tenders.js';

/** Whom a kind of stage asks, and how those that can take the package are ordered. */
export interface StageKindFacts {
  /** What its invitees are admitted to. */
  readonly vehicle: Vehicle;
  /** Catalogue id of the rule that says who is asked. */
  readonly rule: string;
  /** By fair share of the patch (EVAL-02), by rate (EVAL-05), by when care could start (ROUT-28), or by cost and quality (EVAL-07). */
  readonly ranking: 'FAIR_SHARE' | 'RATE' | 'START' | 'SCORE';
}

export const STAGE_KINDS: Readonly<Record<StageKind, StageKindFacts>> = {
  PATCH: { vehicle: 'PATCH', rule: 'ROUT-03', ranking: 'FAIR_SHARE' },
  OTHER_PATCHES: { vehicle: 'PATCH', rule: 'ROUT-08', ranking: 'FAIR_SHARE' },
  FRAMEWORK: { vehicle: 'FRAMEWORK', rule: 'PROV-18', ranking: 'RATE' },
  AGENCIES: { vehicle: 'SPOT', rule: 'ROUT-26', ranking: 'START' },
  OPEN_FRAMEWORK: { vehicle: 'OPEN_FRAMEWORK', rule: 'PROV-28', ranking: 'SCORE' },
  DPS: { vehicle: 'DPS', rule: 'PROV-19', ranking: 'SCORE' },
};

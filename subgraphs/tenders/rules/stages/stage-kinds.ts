import { VEHICLES, type Vehicle } from '../../../../schema/events/providers.js';
import type { StageKind } from '../../../../schema/events/tenders.js';

/** Whom a kind of stage asks, and how those that can take the package are ordered. */
export interface StageKindFacts {
  /** What its invitees are admitted to. */
  readonly vehicle: Vehicle;
  /** Other vehicles whose members are asked as well. */
  readonly others?: readonly Vehicle[];
  /** Catalogue id of the rule that says who is asked. */
  readonly rule: string;
  /** By fair share of the patch (EVAL-02), by rate (EVAL-05), by when care could start (ROUT-28), or by quality rating (EVAL-06). */
  readonly ranking: 'FAIR_SHARE' | 'RATE' | 'START' | 'QAF';
}

export const STAGE_KINDS: Readonly<Record<StageKind, StageKindFacts>> = {
  PATCH: { vehicle: 'PATCH', rule: 'ROUT-03', ranking: 'FAIR_SHARE' },
  OTHER_PATCHES: { vehicle: 'PATCH', rule: 'ROUT-08', ranking: 'FAIR_SHARE' },
  FRAMEWORK: { vehicle: 'FRAMEWORK', rule: 'PROV-18', ranking: 'RATE' },
  AGENCIES: { vehicle: 'SPOT', rule: 'ROUT-26', ranking: 'START' },
  LONG_LIST: {
    vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT',
    others: ['FRAMEWORK'],
    rule: 'ROUT-23',
    ranking: 'QAF',
  },
  CHOSEN_PROVIDER: { vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT', others: VEHICLES, rule: 'CHOI-05', ranking: 'QAF' },
};

/** The vehicles whose members a kind of stage asks. */
export function vehiclesOf(stage: StageKind): readonly Vehicle[] {
  const { vehicle, others = [] } = STAGE_KINDS[stage];
  return [...new Set([vehicle, ...others])];
}

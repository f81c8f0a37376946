import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PlacementState } from '../placements/placement-states.js';

/** What brokerage and provider have agreed about a discharge. [ROUT-19; 002 App M §7] */
export interface DischargeArrangements {
  readonly dischargeAt: Date;
  /** Transport, equipment, who lets the provider in. */
  readonly arrangements: string;
}

export interface AgreedDischarge extends DischargeArrangements {
  /** 1 for the first, and one more with every amendment. */
  readonly version: number;
}

const AFTER_ACCEPTANCE: readonly PlacementState[] = ['DOCS_SENT', 'ASSESSING', 'CONFIRMED', 'ON_LAS', 'IPO_ISSUED'];

/**
 * The next version of the arrangements, to be kept beside the earlier ones and told to the provider.
 *
 * Refuses before the provider has accepted and read the referral, once the care has started or the placement is over,
 * and when nothing changes. [ROUT-19]
 */
export function amendDischarge(
  placementState: PlacementState,
  agreed: AgreedDischarge | null,
  proposed: DischargeArrangements,
): { readonly agreed: AgreedDischarge } | { readonly refusal: Refusal } {
  if (!AFTER_ACCEPTANCE.includes(placementState)) {
    return {
      refusal: refuse(
        'ROUT-19',
        'DISCHARGE_NOT_OPEN',
        'A discharge is finalised between the award and the first call.',
        'input.discharge',
      ),
    };
  }
  if (agreed && isSame(agreed, proposed)) {
    const message = `Version ${agreed.version} already says so; send only what changes.`;
    return { refusal: refuse('ROUT-19', 'DISCHARGE_UNCHANGED', message, 'input.discharge') };
  }
  const { dischargeAt, arrangements } = proposed;
  return { agreed: { dischargeAt, arrangements, version: (agreed?.version ?? 0) + 1 } };
}

function isSame(a: DischargeArrangements, b: DischargeArrangements): boolean {
  return a.dischargeAt.getTime() === b.dischargeAt.getTime() && a.arrangements === b.arrangements;
}

/** Only a package on a discharge passport has a discharge. [ROUT-19] */
export const NO_PASSPORT = refuse('ROUT-19', 'NO_PASSPORT', 'Only a package on a discharge passport has a discharge.');

/** The passport already says what was to be changed. [ROUT-19] */
export const PASSPORT_UNCHANGED = refuse(
  'ROUT-19',
  'DISCHARGE_UNCHANGED',
  'The passport already says so; send only what changes.',
  'input.discharge',
);

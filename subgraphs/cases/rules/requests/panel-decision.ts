import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceType } from './request-type.js';

/** What a Quality Assurance Panel may be asked to agree to. [ASM-04] */
export const PANEL_PURPOSES = ['SEARCH_FOR_PROVIDER', 'INCREASE', 'CARE_HOME', 'RESPITE'] as const;
export type PanelPurpose = (typeof PANEL_PURPOSES)[number];

export const PANEL_OUTCOMES = ['AGREED', 'REFUSED', 'DEFERRED'] as const;
export type PanelOutcome = (typeof PANEL_OUTCOMES)[number];

/** One decision of the panel on one case. [ASM-04; 001 §2-4] */
export interface PanelDecision {
  readonly purpose: PanelPurpose;
  readonly outcome: PanelOutcome;
  readonly decidedAt: Date;
  readonly conditions: string | null;
  /** Respite only: the panel confirmed that the allowance holds this stay. (ASM-08) */
  readonly respiteAllowanceConfirmed: boolean | null;
}

/** The purpose for which a new service of this type must have been agreed. [ASM-04] */
export function purposeOf(serviceType: ServiceType): PanelPurpose {
  switch (serviceType) {
    case 'DOMICILIARY':
    case 'SUPPORTED_LIVING':
      return 'SEARCH_FOR_PROVIDER';
    case 'RESIDENTIAL':
    case 'NURSING':
      return 'CARE_HOME';
    case 'RESPITE':
      return 'RESPITE';
  }
}

/** The decision on this purpose that counts: the latest; undefined if there is none. (ASM-04) */
function latestDecision(decisions: readonly PanelDecision[], purpose: PanelPurpose): PanelDecision | undefined {
  return decisions
    .filter((decision) => decision.purpose === purpose)
    .reduce<PanelDecision | undefined>((a, b) => (a && a.decidedAt > b.decidedAt ? a : b), undefined);
}

const DECISION = 'input.panelDecision';

/**
 * The agreement that authorises this purpose: the decision that counts, which authorises only the purpose it names.
 *
 * Refuses if the panel has not decided on the purpose, refused, deferred, or agreed to respite without confirming
 * the allowance. [ASM-04, ASM-08]
 */
export function panelAgreement(
  decisions: readonly PanelDecision[],
  purpose: PanelPurpose,
): { readonly agreement: PanelDecision } | { readonly refusal: Refusal } {
  const latest = latestDecision(decisions, purpose);
  if (!latest) {
    const other = decisions.find((decision) => decision.outcome === 'AGREED');
    const refusal = other
      ? refuse(
          'ASM-04',
          'PANEL_AGREED_TO_ANOTHER_PURPOSE',
          `The panel agreed to ${other.purpose} and must agree to ${purpose} before this is sourced.`,
          DECISION,
        )
      : refuse('ASM-04', 'PANEL_NOT_DECIDED', `The panel must agree to ${purpose} before this is sourced.`, DECISION);
    return { refusal };
  }
  if (latest.outcome !== 'AGREED') {
    const message = `The panel's latest decision on ${purpose} must be an agreement.`;
    return { refusal: refuse('ASM-04', `PANEL_${latest.outcome}`, message, DECISION) };
  }
  if (purpose === 'RESPITE' && latest.respiteAllowanceConfirmed !== true) {
    return {
      refusal: refuse(
        'ASM-08',
        'RESPITE_ALLOWANCE_NOT_CONFIRMED',
        'The panel must confirm that the respite allowance is not exceeded.',
        'input.panelDecision.respiteAllowanceConfirmed',
      ),
    };
  }
  return { agreement: latest };
}

export type RefusedOrDeferred = PanelDecision & { readonly outcome: 'REFUSED' | 'DEFERRED' };

/**
 * The decision that counts on this purpose, if the panel did not agree; undefined if it agreed, or has not decided.
 * [ASM-04]
 */
export function refusedOrDeferred(
  decisions: readonly PanelDecision[],
  purpose: PanelPurpose,
): RefusedOrDeferred | undefined {
  const latest = latestDecision(decisions, purpose);
  return latest && latest.outcome !== 'AGREED' ? (latest as RefusedOrDeferred) : undefined;
}

/** Whether both are the same decision: on one purpose, at one instant. [ASM-04] */
export function isSameDecision(one: PanelDecision, other: PanelDecision): boolean {
  return one.purpose === other.purpose && one.decidedAt.getTime() === other.decidedAt.getTime();
}

/** Refuses a decision that is held already with another outcome: what was decided is not rewritten. [ASM-04] */
export function rewrittenDecisionRefusal(
  held: readonly PanelDecision[],
  brought: PanelDecision | null,
): Refusal | undefined {
  const same = brought && held.find((each) => isSameDecision(each, brought));
  if (!same || same.outcome === brought.outcome) return undefined;
  return refuse(
    'ASM-04',
    'PANEL_DECISION_DIFFERS',
    `The panel's decision of that instant is recorded as ${same.outcome}; give a later decision an instant of its own.`,
    DECISION,
  );
}

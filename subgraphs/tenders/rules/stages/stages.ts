import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import { definitionOf, type StageOf } from '../routes/routes.js';

/** The stage with which a call-off on this route begins. [ROUT-03, ROUT-14] */
export function firstStage(route: CallOffRoute): StageKind {
  return definitionOf(route).stages[0].kind;
}

/** The stage that is asked after this one for a need in this patch; null after the last. [ROUT-02, ROUT-06, ROUT-08] */
export function nextStage(
  { route, stage }: StageOf,
  patch: string,
  policy: Pick<Policy, 'patch' | 'route'>,
): StageKind | null {
  const { stages } = definitionOf(route);
  const asked = stages.findIndex(({ kind }) => kind === stage);
  // After a provider that was asked alone, because the person chose it, nobody follows (CHOI-05).
  const later = asked === -1 ? [] : stages.slice(asked + 1);
  return later.find(({ isAsked }) => isAsked?.(patch, policy) ?? true)?.kind ?? null;
}

/** How the invitees of a stage have answered so far. */
export interface StageAnswers extends StageOf {
  readonly patch: string;
  /** True once closesAt has passed. */
  readonly closed: boolean;
  readonly invited: number;
  readonly declined: number;
  /** Bids made and not withdrawn, whatever has become of them since. */
  readonly bids: number;
  /** How many of those could be offered the package now; null until they have been evaluated. */
  readonly suitableBids: number | null;
}

export type StageStep =
  | { readonly step: 'WAIT' }
  | { readonly step: 'EVALUATE' }
  | { readonly step: 'OFFER' }
  | {
      readonly step: 'FALL_BACK';
      readonly to: StageKind;
      readonly because: FallBackReason;
    }
  | { readonly step: 'FAIL'; readonly because: FallBackReason };

export type FallBackReason = 'NOBODY_ELIGIBLE' | 'ALL_DECLINED' | 'NO_BIDS' | 'NO_SUITABLE_BID';

/**
 * What a stage does next.
 *
 * Before the close it waits, unless nobody was eligible or all have declined: then nobody is left to wait for. Once
 * any bid stands the window runs its full length. After the close, bids are evaluated before anything falls back.
 * [ROUT-03, ROUT-06, ROUT-08, AMB-49; SM-2; 002 App A ¶4, ¶6]
 */
export function stageStep(answers: StageAnswers, policy: Pick<Policy, 'patch' | 'route'>): StageStep {
  const because = fallBackReason(answers);
  if (!because) {
    if (!answers.closed) return { step: 'WAIT' };
    return { step: answers.suitableBids === null ? 'EVALUATE' : 'OFFER' };
  }
  const to = nextStage(answers, answers.patch, policy);
  return to ? { step: 'FALL_BACK', to, because } : { step: 'FAIL', because };
}

function fallBackReason({ closed, invited, declined, bids, suitableBids }: StageAnswers): FallBackReason | null {
  if (invited === 0) return 'NOBODY_ELIGIBLE';
  if (bids > 0) return closed && suitableBids === 0 ? 'NO_SUITABLE_BID' : null;
  if (declined === invited) return 'ALL_DECLINED';
  return closed ? 'NO_BIDS' : null;
}

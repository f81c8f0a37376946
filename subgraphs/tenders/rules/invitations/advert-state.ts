import { type StageOf, stageOf } from '../routes/routes.js';

export const STAGE_ENDINGS = ['EXPIRED', 'ALL_DECLINED', 'NOBODY_ELIGIBLE', 'EARLY_AWARD', 'WITHDRAWN'] as const;
/** Why a stage takes no more answers. */
export type StageEnding = (typeof STAGE_ENDINGS)[number];

export const ADVERT_STATES = ['OPEN', 'CLOSED', 'WITHDRAWN'] as const;
export type AdvertState = (typeof ADVERT_STATES)[number];

/**
 * What the invitees of a stage see of its course. Where late answers are chased it is open until it ends, which an award before
 * its close does as well.
 *
 * A stage that ended because all declined goes on looking open until its published close. To see it end sooner would
 * tell each invitee how the others answered, and none of them can answer any more. [IDG-23, WIN-03, WIN-13, NTF-38]
 */
export function advertState(
  stage: StageOf & { readonly closesAt: Date; readonly ending: StageEnding | null },
  at: Date,
): AdvertState {
  if (stage.ending === 'WITHDRAWN') return 'WITHDRAWN';
  if (stage.ending === 'EARLY_AWARD' || stage.ending === 'EXPIRED') return 'CLOSED';
  const isChased = stage.ending === null && stageOf(stage).late === 'CHASED';
  return isChased || at <= stage.closesAt ? 'OPEN' : 'CLOSED';
}

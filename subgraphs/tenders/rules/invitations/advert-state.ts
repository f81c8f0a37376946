export const STAGE_ENDINGS = ['EXPIRED', 'ALL_DECLINED', 'NOBODY_ELIGIBLE', 'EARLY_AWARD', 'WITHDRAWN'] as const;
/** How a stage came to take no more answers. */
export type StageEnding = (typeof STAGE_ENDINGS)[number];

export const ADVERT_STATES = ['OPEN', 'CLOSED', 'WITHDRAWN'] as const;
export type AdvertState = (typeof ADVERT_STATES)[number];

/**
 * What those invited to a stage see of its course. [IDG-23, WIN-03, NTF-38]
 *
 * A stage that ended because all declined goes on looking open until its published close: to see it end sooner would
 * tell each of them how the others answered, and none of them can answer any more.
 */
export function advertState(
  stage: { readonly closesAt: Date; readonly ending: StageEnding | null },
  at: Date,
): AdvertState {
  if (stage.ending === 'WITHDRAWN') return 'WITHDRAWN';
  if (stage.ending === 'EARLY_AWARD') return 'CLOSED';
  return at <= stage.closesAt ? 'OPEN' : 'CLOSED';
}

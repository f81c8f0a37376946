import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Why somebody is likely to die within twelve months. [ASM-27; 002 ¶4.5.4] */
export const END_OF_LIFE_CATEGORIES = [
  'ADVANCED_PROGRESSIVE_INCURABLE',
  'FRAILTY_WITH_COEXISTING_CONDITIONS',
  'RISK_OF_SUDDEN_ACUTE_CRISIS',
  'SUDDEN_CATASTROPHE',
] as const;
export type EndOfLifeCategory = (typeof END_OF_LIFE_CATEGORIES)[number];

/** The marker on a case; null on a case is no marker. */
export interface EndOfLifeMarker {
  readonly category: EndOfLifeCategory | null;
  /** Death is expected within hours or days. */
  readonly imminent: boolean;
}

/** Refuses a marker that does not say why: only an imminent death needs no category. [ASM-27] */
export function endOfLifeRefusal(marker: EndOfLifeMarker | null): Refusal | undefined {
  if (!marker || marker.imminent || marker.category) return undefined;
  return refuse(
    'ASM-27',
    'END_OF_LIFE_CATEGORY_MISSING',
    `Give the category: ${END_OF_LIFE_CATEGORIES.join(', ')}; or mark death as imminent.`,
    'input.endOfLife.category',
  );
}

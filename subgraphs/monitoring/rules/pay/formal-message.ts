import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { DischargeFinalised, PlacementEnded, VariationEffective } from '../../../../schema/events/cases.js';
import type { FormalMessage, FormalMessageKind } from './d2a-validation.js';

/** The events of the log that are messages about a package, by what each formalises. [IDG-13] */
export const FORMAL_EVENTS = {
  CallOffAwarded: 'AWARDED',
  DischargeFinalised: 'DISCHARGE_FINALISED',
  VariationEffective: 'VARIED',
  D2aPackageEnding: 'PACKAGE_ENDING',
  PlacementEndAnnounced: 'END_ANNOUNCED',
  PlacementEndTakenBack: 'END_TAKEN_BACK',
  PlacementEnded: 'ENDED',
} as const satisfies Readonly<Record<string, FormalMessageKind>>;
export type FormalEvent = keyof typeof FORMAL_EVENTS;

/**
 * Which days a message changes, and which variation it formalised. An end, announced or taken back, changes the days after
 * the last day that it names; a word about a package that is about to end changes none. [IDG-13, PAY-05]
 */
export function formalMessage(
  type: FormalEvent,
  data: unknown,
): Pick<FormalMessage, 'kind' | 'day' | 'lastDay' | 'variationId'> {
  const kind = FORMAL_EVENTS[type];
  const about = { kind, day: null, lastDay: null, variationId: null };
  switch (kind) {
    case 'DISCHARGE_FINALISED':
      return { ...about, day: localDateOf(new Date((data as DischargeFinalised['data']).dischargeAt)) };
    case 'VARIED': {
      const { variationId, effectiveFrom, effectiveTo } = data as VariationEffective['data'];
      return { kind, day: effectiveFrom, lastDay: effectiveTo, variationId };
    }
    case 'END_ANNOUNCED':
    case 'END_TAKEN_BACK':
    case 'ENDED':
      return { ...about, day: addLocalDays((data as PlacementEnded['data']).endDate, 1) };
    default:
      return about;
  }
}

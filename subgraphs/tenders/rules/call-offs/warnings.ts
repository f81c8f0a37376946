import { type SoughtIn, stageOf } from '../routes/routes.js';
import type { StageWindow } from '../stages/window.js';
import type { FirstCallNotice } from './first-call-terms.js';

export const CALL_OFF_WARNINGS = [
  'CLOSES_OUTSIDE_BROKERAGE_HOURS',
  'FIRST_CALL_AT_SHORT_NOTICE',
  'FEWER_HOMES',
  'RESPONSE_PERIOD_SHORTENED',
] as const;
export type CallOffWarning = (typeof CALL_OFF_WARNINGS)[number];

/**
 * What the broker should know about the present stage: that nobody of brokerage is there when its window closes, that its
 * providers were notified too late to be held to the first call that is asked for, and that they have less time than usual.
 * [WIN-06, WIN-07, WIN-09, ROUT-21]
 */
export function callOffWarnings(
  window: Pick<StageWindow, 'closesOutsideBrokerageHours'>,
  notice: Pick<FirstCallNotice, 'requestedOn' | 'requiredFrom'> | null,
  of: SoughtIn,
): CallOffWarning[] {
  return [
    ...(window.closesOutsideBrokerageHours ? (['CLOSES_OUTSIDE_BROKERAGE_HOURS'] as const) : []),
    ...(notice && notice.requestedOn < notice.requiredFrom ? (['FIRST_CALL_AT_SHORT_NOTICE'] as const) : []),
    ...(stageOf(of).isShortened?.(of.care) ? (['RESPONSE_PERIOD_SHORTENED'] as const) : []),
  ];
}

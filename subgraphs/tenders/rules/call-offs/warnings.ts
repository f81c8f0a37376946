import type { StageWindow } from '../stages/window.js';

export const CALL_OFF_WARNINGS = ['CLOSES_OUTSIDE_BROKERAGE_HOURS'] as const;
export type CallOffWarning = (typeof CALL_OFF_WARNINGS)[number];

/** What the broker should know about the window of the present stage. [WIN-09] */
export function callOffWarnings(window: Pick<StageWindow, 'closesOutsideBrokerageHours'>): CallOffWarning[] {
  return window.closesOutsideBrokerageHours ? ['CLOSES_OUTSIDE_BROKERAGE_HOURS'] : [];
}

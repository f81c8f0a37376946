import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Period } from './period.js';

/** Refuses a text that names no quarter, and a quarter that is not over on this day. [NTF-37] */
export function quarterOverRefusal(quarter: Period | undefined, today: string): Refusal | undefined {
  if (quarter?.kind !== 'QUARTER') {
    return refuse('NTF-37', 'NO_SUCH_QUARTER', 'Name a financial quarter, such as 2026-27 Q1.', 'input.quarter');
  }
  if (quarter.to < today) return undefined;
  const message = `The quarter runs until ${quarter.to}; it can be closed from the day after.`;
  return refuse('NTF-37', 'QUARTER_NOT_OVER', message, 'input.quarter');
}

/** Refuses a change to a quarter that is closed. [NTF-37] */
export function closedRefusal(closed: boolean): Refusal | undefined {
  if (!closed) return undefined;
  const message = 'This quarter is closed; the council’s contract officer can open it again.';
  return refuse('NTF-37', 'QUARTER_CLOSED', message, 'input.quarter');
}

/** Refuses to open a quarter that is open, or to open one without saying why. [NTF-37, IDG-16] */
export function reopeningRefusals(closed: boolean, reason: string): Refusal[] {
  const refusals: Refusal[] = [];
  if (!closed) {
    const message = 'This quarter is open; nothing needs to be done.';
    refusals.push(refuse('NTF-37', 'QUARTER_NOT_CLOSED', message, 'input.quarter'));
  }
  if (reason.trim().length < 10 || reason.length > 500) {
    const message = 'Say why in 10 to 500 characters, without naming a person.';
    refusals.push(refuse('NTF-37', 'REASON_LENGTH', message, 'input.reason'));
  }
  return refusals;
}

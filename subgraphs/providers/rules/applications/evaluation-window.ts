import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** When applications are evaluated. Its last instant, `closesAt`, belongs to it. */
export interface EvaluationWindow {
  readonly id: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

type Times = Pick<EvaluationWindow, 'opensAt' | 'closesAt'>;

const MOST_WINDOWS = 24;
const LONGEST_DAYS = 366;
const FARTHEST_DAYS = 5 * 366;
const DAY_MS = 86_400_000;

/**
 * Refuses windows that cannot be: one that closes before it opens, is longer than 366 days, has closed already or lies
 * more than five years ahead; one that shares an instant with another of the framework; none at all, or more than 24
 * that are still to close. [PROV-26, PROV-29]
 *
 * @param held the framework's windows before
 */
export function windowRefusals(windows: readonly Times[], held: readonly Times[], now: Date): readonly Refusal[] {
  const toClose = held.filter(({ closesAt }) => closesAt >= now);
  if (windows.length === 0 || windows.length + toClose.length > MOST_WINDOWS) {
    const message = `A framework has 1 to ${MOST_WINDOWS} windows that are still to close.`;
    return [refuse('PROV-29', 'WINDOW_COUNT', message, 'input.windows')];
  }
  return windows.flatMap((window, nth) => {
    const others = [...held, ...windows.slice(0, nth)];
    return windowFaults(window, others, now, `input.windows.${nth}`);
  });
}

function windowFaults({ opensAt, closesAt }: Times, others: readonly Times[], now: Date, field: string): Refusal[] {
  if (closesAt <= opensAt || closesAt.getTime() - opensAt.getTime() > LONGEST_DAYS * DAY_MS) {
    const message = `A window closes after it opens, and within ${LONGEST_DAYS} days.`;
    return [refuse('PROV-29', 'WINDOW_LENGTH', message, field)];
  }
  if (closesAt < now || closesAt.getTime() > now.getTime() + FARTHEST_DAYS * DAY_MS) {
    return [refuse('PROV-29', 'WINDOW_TIME', 'A window closes in the future, and within five years.', field)];
  }
  if (!others.some((other) => other.opensAt <= closesAt && opensAt <= other.closesAt)) return [];
  return [refuse('PROV-29', 'WINDOWS_OVERLAP', 'A window opens after the one before it has closed.', field)];
}

/**
 * The window in which an application is evaluated: the first that closes at the very instant of its submission or
 * later; null while there is none. [PROV-29]
 */
export function windowOf<Window extends EvaluationWindow>(
  submittedAt: Date,
  windows: readonly Window[],
): Window | null {
  const open = windows.filter(({ closesAt }) => closesAt >= submittedAt);
  return open.reduce<Window | null>((first, each) => (first && first.closesAt <= each.closesAt ? first : each), null);
}

/**
 * Refuses an evaluation in a window that is not the application's: `WINDOW_UNKNOWN`; `WINDOW_CLOSED_FIRST` if it closed
 * before the application was submitted; `NOT_ITS_WINDOW` if an earlier one is the application's; `WINDOW_NOT_OPEN`
 * before it opens. [PROV-29]
 */
export function evaluationRefusal(
  windowId: string,
  submittedAt: Date,
  windows: readonly EvaluationWindow[],
  now: Date,
): Refusal | undefined {
  const field = 'input.windowId';
  const chosen = windows.find(({ id }) => id === windowId);
  if (!chosen) return refuse('PROV-29', 'WINDOW_UNKNOWN', 'The window is one of the framework’s.', field);
  if (chosen.closesAt < submittedAt) {
    const message = 'It was submitted after this window had closed: it is evaluated in the next one.';
    return refuse('PROV-29', 'WINDOW_CLOSED_FIRST', message, field);
  }
  if (chosen.id !== windowOf(submittedAt, windows)?.id) {
    const message = 'It is evaluated in the first window that closes at its submission or later.';
    return refuse('PROV-29', 'NOT_ITS_WINDOW', message, field);
  }
  if (chosen.opensAt <= now) return undefined;
  const message = `It is evaluated once this window has opened, at ${chosen.opensAt.toISOString()}.`;
  return refuse('PROV-29', 'WINDOW_NOT_OPEN', message, field);
}

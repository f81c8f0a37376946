import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

const LONGEST_REFERENCE = 100;
const MOST_IN_A_TEAM = 20;
export const MOST_STAFF = 5000;
const MOST_DAYS_AHEAD = 366;

/**
 * Refuses a regular team without its key worker, or one that counts from a day long past: a stranger's visit does not
 * become the team's in hindsight. [DEL-13]
 */
export function teamRefusal(
  team: { readonly from: string; readonly keyWorker: string; readonly workers: readonly string[] },
  today: string,
  { visit }: Pick<Policy, 'visit'>,
): Refusal | undefined {
  const rule = 'DEL-13';
  return (
    dayRefusal(rule, team.from, today, visit.teamBackdatedDays) ??
    listRefusal(rule, team.workers, MOST_IN_A_TEAM) ??
    (team.workers.includes(team.keyWorker)
      ? undefined
      : refuse(rule, 'KEY_WORKER_NOT_IN_TEAM', 'The key worker is one of the regular workers.', 'input.keyWorker'))
  );
}

/** Refuses a list of active staff that is empty, too long, or counts from a day that is not near. [DEL-16] */
export function staffRefusal(
  staff: { readonly from: string; readonly workers: readonly string[] },
  today: string,
  { visit }: Pick<Policy, 'visit'>,
): Refusal | undefined {
  return (
    dayRefusal('DEL-16', staff.from, today, visit.staffBackdatedDays) ??
    listRefusal('DEL-16', staff.workers, MOST_STAFF)
  );
}

function dayRefusal(rule: string, from: string, today: string, daysBack: number): Refusal | undefined {
  if (from >= addLocalDays(today, -daysBack) && from <= addLocalDays(today, MOST_DAYS_AHEAD)) return undefined;
  const message = `It counts from a day no more than ${daysBack} days ago, and within a year.`;
  return refuse(rule, 'FROM_NOT_NEAR', message, 'input.from');
}

function listRefusal(rule: string, workers: readonly string[], most: number): Refusal | undefined {
  if (workers.length < 1 || workers.length > most) {
    return refuse(rule, 'WORKERS_COUNT', `It takes 1 to ${most} workers.`, 'input.workers');
  }
  if (workers.every((each) => each.length >= 1 && each.length <= LONGEST_REFERENCE)) return undefined;
  return refuse(rule, 'TEXT_LENGTH', `A worker’s reference has 1 to ${LONGEST_REFERENCE} characters.`, 'input.workers');
}

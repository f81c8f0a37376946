import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { isWeekendOrHoliday, localDateOf, localTimeOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';

/** An invitation as its provider was told of it, and what became of it. */
export interface InvitationAnswered {
  /** The route of the call-off (ROUT-01). */
  readonly route: string;
  /** Whom its stage asks. */
  readonly stage: string;
  readonly invitedAt: Date;
  readonly isAnswered: boolean;
  /** It could not have been given the package when its answer was due. */
  readonly isGated: boolean;
}

const PATCH_STAGES: readonly string[] = ['PATCH', 'OTHER_PATCHES'];

/**
 * Whether a patch provider left unanswered a discharge that it was told of in the hours in which it is to pick such up: on a
 * Saturday, a Sunday or a bank holiday, from nine to five unless the policy says otherwise, the last minute excluded. Whoever could
 * not have been given the package has missed nothing. [WIN-17, PROV-31; 002 ¶6.3]
 */
export function missesWeekendDuty(
  { route, stage, invitedAt, isAnswered, isGated }: InvitationAnswered,
  { hours, calendar }: Pick<Policy, 'hours' | 'calendar'>,
): boolean {
  if (isAnswered || isGated || route !== 'D2A_PATCH' || !PATCH_STAGES.includes(stage)) return false;
  if (!isWeekendOrHoliday(localDateOf(invitedAt), englandCalendar(calendar.extraHolidays))) return false;
  const time = localTimeOf(invitedAt);
  return time >= hours.weekendDischarge.from && time < hours.weekendDischarge.to;
}

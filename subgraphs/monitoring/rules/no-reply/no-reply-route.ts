import type { CouncilDesk } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { isOpen, isWorkingDay, type OpeningHours } from '../../../../kernel/time/working-time.js';

export const NO_REPLY_ROUTES = ['DUTY', 'CONTACT_DESK', 'EDT'] as const;
/** Whom of the council a no reply is told: the duty care manager, the contact desk or the emergency duty team. */
export type NoReplyRoute = (typeof NO_REPLY_ROUTES)[number];

/** The part of a council's policy that says who is there when. */
export interface RoutePolicy {
  readonly hours: { readonly office: OpeningHours };
  readonly noReply: { readonly contactDesk: OpeningHours };
  readonly calendar: { readonly extraHolidays: readonly string[] };
}

/**
 * Whom of the council a no reply is told at this instant: duty in office hours of a working day, then the contact desk,
 * otherwise the emergency duty team; the instant at which one closes is still its own. [DEL-36, AMB-28; 002 App E]
 */
export function noReplyRouteAt(instant: Date, policy: RoutePolicy): NoReplyRoute {
  const calendar = englandCalendar(policy.calendar.extraHolidays);
  const within = (hours: OpeningHours) => isOpen(instant, (day) => (isWorkingDay(day, calendar) ? hours : null));
  if (within(policy.hours.office)) return 'DUTY';
  return within(policy.noReply.contactDesk) ? 'CONTACT_DESK' : 'EDT';
}

/** The role of each desk. [NTF-21] */
export const DESK_OF_ROUTE: Readonly<Record<NoReplyRoute, CouncilDesk>> = {
  DUTY: 'duty',
  CONTACT_DESK: 'contact-desk',
  EDT: 'emergency-duty',
};

/**
 * Who is on duty for alerts: the duty care manager in office hours, the emergency duty team outside of them. The contact
 * desk takes no replies, and people who cannot be reached. [NTF-19]
 */
export function dutyAt(instant: Date, policy: RoutePolicy): CouncilDesk {
  return noReplyRouteAt(instant, policy) === 'DUTY' ? 'duty' : 'emergency-duty';
}

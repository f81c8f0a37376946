import type { Weekday } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Contact, contactRefusals } from '../register/contact.js';
import { dayWithoutCover, type OfficeHours } from './on-call-cover.js';

export const ALERT_MONITORS = ['OFFICE', 'CONTACT_CENTRE', 'ON_CALL_MANAGER'] as const;
/** Who watches over alerts: a post or a desk, never a named person. [DEL-22] */
export type AlertMonitor = (typeof ALERT_MONITORS)[number];

/** When somebody on call answers; a band that ends before it begins ends on the next day. [WIN-16, AMB-12] */
export interface OnCallBand {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** Which document holds a procedure, and until when it stands unreviewed. [DEL-29, PROV-11] */
export interface ProcedureDocument {
  readonly reference: string;
  readonly issuedOn: string;
  readonly reviewOn: string;
}

export interface AlertResource {
  readonly monitoredBy: AlertMonitor;
  /** The desk that is called about an alert. */
  readonly desk: Contact;
  readonly onCall: readonly OnCallBand[];
  readonly lateCallProcedure: ProcedureDocument;
}

const MOST_BANDS = 21;
const LONGEST_REFERENCE = 200;

/**
 * Refuses an alert resource that nobody can reach, that leaves a time without cover on call, or that has no procedure in
 * force for late and missed calls. [DEL-22, DEL-29, WIN-16, AMB-12; 002 ¶21.3, ¶22.1, ¶6.2]
 *
 * @param offices the office hours of every council that the provider works for
 */
export function alertResourceRefusals(
  resource: AlertResource,
  today: string,
  offices: readonly OfficeHours[],
): readonly Refusal[] {
  const { desk, onCall, lateCallProcedure } = resource;
  const refusals: Refusal[] = [...contactRefusals(desk, 'input.desk')];
  const refuseIf = (when: boolean, rule: string, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse(rule, code, message, `input.${field}`));
  };
  refuseIf(desk.telephone === null, 'DEL-22', 'DESK_UNREACHABLE', 'The desk can be telephoned.', 'desk.telephone');
  refuseIf(
    onCall.length === 0 || onCall.length > MOST_BANDS,
    'WIN-16',
    'ON_CALL_MISSING',
    `Cover on call is declared in 1 to ${MOST_BANDS} bands.`,
    'onCall',
  );
  for (const [place, { days, from, to }] of onCall.slice(0, MOST_BANDS).entries()) {
    const isBand = days.length > 0 && new Set(days).size === days.length && from !== to;
    refuseIf(
      !isBand,
      'WIN-16',
      'ON_CALL_BAND',
      'A band has days, each named once, and ends at another time than it begins.',
      `onCall.${place}`,
    );
  }
  const bare = refusals.some(({ rule }) => rule === 'WIN-16') ? null : dayWithoutCover(onCall, offices);
  refuseIf(
    bare !== null,
    'WIN-16',
    'ON_CALL_GAP',
    `Somebody is on call whenever the office is not there, at weekends all day; ${bare} has a time without cover.`,
    'onCall',
  );
  const { reference, issuedOn, reviewOn } = lateCallProcedure;
  const field = 'lateCallProcedure';
  const isNamed = reference.trim().length > 0 && reference.length <= LONGEST_REFERENCE;
  refuseIf(
    !isNamed,
    'DEL-29',
    'DOCUMENT_REFERENCE',
    `A document has a reference of 1 to ${LONGEST_REFERENCE} characters.`,
    `${field}.reference`,
  );
  refuseIf(
    issuedOn > today,
    'DEL-29',
    'DOCUMENT_NOT_ISSUED',
    'Declare a document once it is issued.',
    `${field}.issuedOn`,
  );
  refuseIf(
    reviewOn < today || reviewOn < issuedOn,
    'DEL-29',
    'DOCUMENT_PAST_REVIEW',
    'A document is reviewed by its date: declare the one that is in force.',
    `${field}.reviewOn`,
  );
  return refusals;
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { isInAHome, lengthOfStayRefusal } from '../requests/home-need.js';
import type { ServiceType } from '../requests/request-type.js';

/** The dates on which a placement begins, `YYYY-MM-DD`; null while unknown. [AWRD-06; 001 Arr(g), Res(l), Rsp(l)] */
export interface StartDates {
  /** First day of care at home, or day of admission. */
  readonly startDate: string | null;
  /** Care at home: the day on which the agency completed its own assessment; null if it made none before the start. */
  readonly assessmentCompletedOn: string | null;
  /** Respite only. */
  readonly lengthOfStayNights: number | null;
}

/**
 * What the dates of a placement lack: a start or admission, for respite a length of stay of 1 to 365 nights and for any other
 * care none; or an agency's assessment that is dated after the start. [AWRD-06]
 */
export function startDatesRefusals(serviceType: ServiceType, dates: StartDates): Refusal[] {
  const { startDate, assessmentCompletedOn, lengthOfStayNights } = dates;
  const refusals: Refusal[] = [];
  if (startDate === null) {
    const what = !isInAHome(serviceType) ? 'The start date is needed.' : 'The admission date is needed.';
    refusals.push(refuse('AWRD-06', 'START_DATE_MISSING', what, 'input.startDate'));
  } else if (assessmentCompletedOn !== null && assessmentCompletedOn > startDate) {
    refusals.push(
      refuse(
        'AWRD-06',
        'ASSESSED_AFTER_START',
        "The agency's assessment is completed by the start date.",
        'input.assessmentCompletedOn',
      ),
    );
  }
  const stay = { rule: 'AWRD-06', field: 'input.lengthOfStayNights' } as const;
  const length = lengthOfStayRefusal(serviceType, lengthOfStayNights, stay);
  return length ? [...refusals, length] : refusals;
}

/** Refuses a stay that is longer than the one that was agreed to. [AWRD-06, ASM-08] */
export function longerStayRefusal(nights: number | null, agreed: number | null): Refusal | undefined {
  if (nights === null || agreed === null || nights <= agreed) return undefined;
  const message = `The panel agreed to ${agreed} nights: confirm as many at most.`;
  return refuse('ASM-08', 'STAY_LONGER_THAN_AGREED', message, 'input.lengthOfStayNights');
}

import type { CallPattern, HomeNeed, Weekday } from '../../../schema/events/cases.js';
import type { PersonFacts } from '../../../subgraphs/cases/rules/people/person.js';
import type { CarePlanContent } from '../../../subgraphs/cases/rules/plans/care-plan.js';
import type { CompletePassport } from '../../../subgraphs/cases/rules/requests/discharge-passport.js';
import type { RequestedCare } from '../../../subgraphs/cases/rules/requests/service-request.js';

/** Made-up facts that every rule is content with, each to be changed in the one thing a test is about. */

export const EVERY_DAY: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

export const aCall: CallPattern = {
  days: EVERY_DAY,
  startTime: '08:00',
  minutes: 45,
  workers: 1,
  activities: ['PERSONAL_CARE'],
  timeCritical: false,
};

export const aPerson: PersonFacts = {
  councilPersonId: 'LAS-0001',
  nhsNumber: '999 000 0018',
  dateOfBirth: '1941-03-02',
  postcode: 'BR1 1AB',
};

export const careAtHome: RequestedCare = {
  careType: 'STANDARD_ADULT',
  cohort: 'ADULT',
  groups: ['OLDER_PEOPLE'],
  urgency: 'STANDARD',
  specialist: false,
  neededFrom: '2026-06-01',
  calls: [aCall],
  home: null,
  skills: [],
  carerGender: null,
  languages: [],
  complexNeeds: false,
  complexNeedsDetail: null,
};

/** A place in a home without nursing, for good. */
export const aHome: HomeNeed = {
  nursing: false,
  contractBasis: 'SPOT',
  equipment: [],
  preferredPatches: [],
  lengthOfStayNights: null,
};

export const aPassport: CompletePassport = {
  callsPerDay: 1,
  callMinutes: 45,
  expectedDischargeAt: new Date('2026-06-01T13:00:00Z'),
  twoWorkers: false,
  schedule: [aCall],
  purpose: 'ENABLE_ASSESSMENT',
};

export const aCarePlan: CarePlanContent = {
  personId: 'person-1',
  careManagerId: 'user:care-manager-1',
  providerId: 'provider-1',
  weeklyMinutes: 315,
  activities: ['PERSONAL_CARE'],
  outcomes: ['Lives at home and is washed and dressed by ten'],
  totalBudgetPence: 1_250_000,
  medication: [],
  serviceType: 'DOMICILIARY',
};

/** Rule and field of each refusal, the two things a caller acts on. */
export function told(refusals: ReadonlyArray<{ readonly rule: string; readonly field?: string }>): string[] {
  return refusals.map(({ rule, field }) => (field ? `${rule} ${field}` : rule));
}

/** An instant of 1 June 2026, British summer time, by its London wall clock. */
export function at(localTime: string): Date {
  return new Date(`2026-06-01T${localTime}:00+01:00`);
}

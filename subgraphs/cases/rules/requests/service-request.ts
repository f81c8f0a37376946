import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type {
  CareType,
  HomeNeed,
  Language,
  ServiceUserGroup,
  Skill,
  Urgency,
} from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Cohort, PersonBrought } from '../people/person.js';
import { isFarAhead, MOST_DAYS_AHEAD } from '../placements/ending.js';
import type { PlanDescribed } from '../plans/care-plan.js';
import { callPatternRefusals, type RequestedCall } from './call-pattern.js';
import type { CommissioningBody } from './commissioner.js';
import { isInAHome } from './home-need.js';
import type { LasChannel } from './las-notification.js';
import type { PanelDecision } from './panel-decision.js';
import type { ExcludedRequestType, Funding, ServiceType } from './request-type.js';
import type { RequestFormKind } from './sourcing-guard.js';
import type { SpecialistGround } from './specialist.js';
import type { TogetherAsked } from './together.js';

/** The care that a request form asks for. [ASM-05, ASM-06] */
export interface RequestedCare {
  readonly careType: CareType;
  readonly cohort: Cohort;
  readonly groups: readonly ServiceUserGroup[];
  readonly urgency: Urgency;
  readonly specialist: boolean;
  /** `YYYY-MM-DD`; in a home, the day on which the admission is expected. */
  readonly neededFrom: string;
  /** Of care at home alone. */
  readonly calls: readonly RequestedCall[];
  /** Of a place in a home alone. */
  readonly home: HomeNeed | null;
  readonly skills: readonly Skill[];
  readonly carerGender: 'FEMALE' | 'MALE' | null;
  readonly languages: readonly Language[];
  readonly complexNeeds: boolean;
  readonly complexNeedsDetail: string | null;
}

/** A request for care as the council's case system has it. */
export interface RequestBrought extends RequestedCare, PersonBrought {
  readonly lasRequestId: string;
  /** Grows with every export of the same request. (ASM-36) */
  readonly version: number;
  readonly channel: LasChannel;
  readonly serviceType: ServiceType | ExcludedRequestType;
  readonly funding: Funding;
  readonly commissioners: readonly CommissioningBody[];
  readonly assessmentCompletedAt: Date | null;
  readonly assessmentSummary: string | null;
  readonly carePlanCompletedAt: Date | null;
  /** When the council authorised the plan's content; it takes effect once the award names the provider. (ASM-10) */
  readonly carePlanAuthorisedAt: Date | null;
  readonly carePlan: PlanDescribed | null;
  readonly panelDecision: PanelDecision | null;
  readonly form: { readonly kind: RequestFormKind; readonly completedAt: Date } | null;
  /** Arrival in the brokerage team's work tray. (ASM-03) */
  readonly withBrokerageAt: Date | null;
  readonly deliveryNotes: string | null;
  readonly specialistGround: SpecialistGround | null;
  /** With whom it is sought; null, or left out, by itself. (ROUT-37, ROUT-39) */
  readonly together?: TogetherAsked | null;
}

/** The most detail that an advert carries. The form takes no more, so that nothing is cut off. */
const COMPLEX_NEEDS_LENGTH = 2000;

const COHORTS_OF: Readonly<Record<CareType, readonly Cohort[]>> = {
  STANDARD_ADULT: ['ADULT'],
  STANDARD_CYP: ['CYP'],
  PALLIATIVE_EOL: ['ADULT', 'CYP'],
  D2A: ['ADULT'],
};

/**
 * What keeps a request form from being complete: what `statedRefusals` says, no service-user group (ASM-18), a care
 * type that does not go with the cohort or urgency (ASM-28), complex needs without their detail (ASM-07), or a call that cannot be
 * commissioned (ASM-14, ASM-30, DEL-06, WIN-15).
 */
export function requestedCareRefusals(
  care: RequestedCare,
  serviceType: ServiceType,
  policy: Pick<Policy, 'hours' | 'visit'>,
): Refusal[] {
  const refusals: Refusal[] = statedRefusals(care, serviceType);
  if (care.groups.length === 0) {
    refusals.push(refuse('ASM-18', 'GROUP_MISSING', 'Name at least one service-user group.', 'input.groups'));
  }
  refusals.push(...careTypeRefusals(care), ...complexNeedsRefusals(care));
  return [...refusals, ...callPatternRefusals(care.calls, 'input.calls', policy)];
}

/**
 * A Service Request Form states calls, and a Residential Request Form what a placement in a home needs: each refuses to do
 * without its own, and to carry what belongs to the other. (ASM-05, ASM-06)
 */
function statedRefusals({ calls, home }: RequestedCare, serviceType: ServiceType): Refusal[] {
  const refusals: Refusal[] = [];
  if (!isInAHome(serviceType)) {
    if (calls.length === 0) {
      const message = 'The form states the care to be delivered: at least one call.';
      refusals.push(refuse('ASM-05', 'CARE_NOT_STATED', message, 'input.calls'));
    }
    if (home) {
      const message = 'Care at home is stated by its calls: leave out what belongs to a place in a home.';
      refusals.push(refuse('ASM-05', 'HOME_NEED_NOT_EXPECTED', message, 'input.home'));
    }
    return refusals;
  }
  if (!home) {
    const message = 'The form states what the placement in a home needs.';
    refusals.push(refuse('ASM-06', 'HOME_NEED_MISSING', message, 'input.home'));
  }
  if (calls.length > 0) {
    const message = 'A place in a home has no calls: leave them out.';
    refusals.push(refuse('ASM-06', 'CALLS_IN_A_HOME', message, 'input.calls'));
  }
  return refusals;
}

/**
 * Refuses care that is needed so far ahead that nobody can plan it. A day that was given before and stays is not refused.
 * [ASM-05]
 *
 * @param before the day that an earlier version of the request gave; null if it is the first
 */
export function neededFromRefusal(neededFrom: string, before: string | null, today: string): Refusal | undefined {
  if (neededFrom === before || !isFarAhead(neededFrom, today)) return undefined;
  const message = `Care is asked for at most ${MOST_DAYS_AHEAD} days ahead.`;
  return refuse('ASM-05', 'NEEDED_FAR_AHEAD', message, 'input.neededFrom');
}

function careTypeRefusals({ careType, cohort, urgency }: RequestedCare): Refusal[] {
  const refusals: Refusal[] = [];
  if (!COHORTS_OF[careType].includes(cohort)) {
    refusals.push(
      refuse(
        'ASM-28',
        'CARE_TYPE_NOT_OF_COHORT',
        `${careType} is for the cohort ${COHORTS_OF[careType].join(' or ')}.`,
        'input.careType',
      ),
    );
  }
  if ((careType === 'D2A') !== (urgency === 'D2A')) {
    refusals.push(
      refuse('ASM-28', 'D2A_NOT_CONSISTENT', 'Care type and urgency are both D2A, or neither is.', 'input.urgency'),
    );
  }
  return refusals;
}

function complexNeedsRefusals({ complexNeeds, complexNeedsDetail }: RequestedCare): Refusal[] {
  const detail = complexNeedsDetail?.trim() ?? '';
  if (complexNeeds && detail === '') {
    return [
      refuse(
        'ASM-07',
        'COMPLEX_NEEDS_DETAIL_MISSING',
        'Describe the specific or complex needs, so that a suitable provider can be found.',
        'input.complexNeedsDetail',
      ),
    ];
  }
  if (detail.length > COMPLEX_NEEDS_LENGTH) {
    return [
      refuse(
        'ASM-07',
        'COMPLEX_NEEDS_DETAIL_TOO_LONG',
        `Describe the needs in at most ${COMPLEX_NEEDS_LENGTH} characters.`,
        'input.complexNeedsDetail',
      ),
    ];
  }
  return [];
}

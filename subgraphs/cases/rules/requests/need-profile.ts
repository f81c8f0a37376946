import { ageOn } from '../../../../kernel/time/working-time.js';
import { postcodeAt } from '../../../../kernel/values/postcode.js';
import type { CallPattern, HomeNeed, NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { PersonFacts } from '../people/person.js';
import { type RequestedCall, weeklyClockMinutes, weeklyWorkerMinutes } from './call-pattern.js';
import type { CompletePassport } from './discharge-passport.js';
import type { RequestedCare } from './service-request.js';

/** Everything the profile is made from: a complete form, the person, the patch of the postcode, and a D2A passport. */
export interface NeedFacts {
  readonly care: RequestedCare;
  readonly person: Pick<PersonFacts, 'dateOfBirth' | 'postcode'>;
  readonly patch: string;
  readonly passport: CompletePassport | null;
}

/**
 * The need without the person: what may leave before an award.
 *
 * Every field is named here one by one, nested ones too, and nothing is ever spread: whatever else the given objects
 * hold stays behind. Of the person it takes as much of the postcode as `policy.route.postcodeGranularity` shows and,
 * for the CYP cohort, the age in whole years at the start (PROV-09 asks for it).
 *
 * The facts have passed `requestedCareRefusals` and `personRefusals`, and the detail of complex needs the screening;
 * throws a RangeError on a postcode that cannot be read. [IDG-01, IDG-02; 001 Arr(e), 002 App A ¶1]
 */
export function needProfile(facts: NeedFacts, policy: Pick<Policy, 'route'>): NeedProfile {
  const { care, person, patch, passport } = facts;
  return {
    postcode: postcodeAt(policy.route.postcodeGranularity, person.postcode),
    patch,
    careType: care.careType,
    groups: [...care.groups],
    cohort: care.cohort,
    cypAge: care.cohort === 'CYP' ? ageOn(person.dateOfBirth, care.neededFrom) : null,
    urgency: care.urgency,
    specialist: care.specialist,
    neededFrom: care.neededFrom,
    calls: care.calls.map(callOf),
    weeklyWorkerMinutes: weeklyWorkerMinutes(care.calls),
    weeklyClockMinutes: weeklyClockMinutes(care.calls),
    skills: [...care.skills],
    carerGender: care.carerGender,
    languages: [...care.languages],
    complexNeeds: care.complexNeedsDetail?.trim() || null,
    discharge: passport && {
      callsPerDay: passport.callsPerDay,
      callMinutes: passport.callMinutes,
      expectedAt: passport.expectedDischargeAt.toISOString(),
      twoWorkers: passport.twoWorkers,
    },
    home: care.home && homeOf(care.home),
  };
}

/** What a placement in a home needs, which has passed `homeNeedRefusals`, with nothing that is not of it. */
function homeOf(home: HomeNeed): HomeNeed {
  return {
    nursing: home.nursing,
    contractBasis: home.contractBasis,
    equipment: [...home.equipment],
    preferredPatches: [...home.preferredPatches],
    lengthOfStayNights: home.lengthOfStayNights,
  };
}

/** A call that has passed `callPatternRefusals`, with nothing that is not of it. */
export function callOf(call: RequestedCall): CallPattern {
  return {
    days: [...call.days],
    startTime: call.startTime,
    minutes: call.minutes,
    workers: call.workers === 2 ? 2 : 1,
    activities: [...call.activities],
    timeCritical: call.timeCritical,
    ...(call.night && { night: call.night }),
    ...(call.window && { window: { ...call.window } }),
  };
}

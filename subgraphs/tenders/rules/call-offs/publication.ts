import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallPattern, HomeNeed, NeedProfile } from '../../../../schema/events/cases.js';

/** Everything that an advert may carry: if one is left out or added, this no longer compiles. */
const NEED: Readonly<Record<keyof NeedProfile, true>> = {
  postcode: true,
  patch: true,
  careType: true,
  groups: true,
  cohort: true,
  cypAge: true,
  urgency: true,
  specialist: true,
  neededFrom: true,
  calls: true,
  weeklyWorkerMinutes: true,
  weeklyClockMinutes: true,
  skills: true,
  carerGender: true,
  languages: true,
  complexNeeds: true,
  discharge: true,
  home: true,
};

const CALL: Readonly<Record<keyof CallPattern, true>> = {
  days: true,
  startTime: true,
  minutes: true,
  workers: true,
  activities: true,
  timeCritical: true,
  night: true,
  window: true,
};

const DISCHARGE: Readonly<Record<keyof NonNullable<NeedProfile['discharge']>, true>> = {
  callsPerDay: true,
  callMinutes: true,
  expectedAt: true,
  twoWorkers: true,
};

const HOME: Readonly<Record<keyof HomeNeed, true>> = {
  nursing: true,
  contractBasis: true,
  equipment: true,
  preferredPatches: true,
  lengthOfStayNights: true,
};

/**
 * Refuses to publish a need that holds more than an advert may.
 *
 * Types do not survive the wire: a payload may carry more than its type says, and that is how a name would get out.
 * The refusal names the field and never its content. There is no field for an attachment, so none is ever broadcast.
 * [IDG-01, IDG-02; 001 Arr(e), 002 App A ¶1]
 */
export function publicationRefusals(need: NeedProfile): readonly Refusal[] {
  return [
    ...strangers(need, NEED),
    ...need.calls.flatMap((call) => strangers(call, CALL).map((key) => `calls.${key}`)),
    ...(need.discharge ? strangers(need.discharge, DISCHARGE).map((key) => `discharge.${key}`) : []),
    ...(need.home ? strangers(need.home, HOME).map((key) => `home.${key}`) : []),
  ].map((path) =>
    refuse(
      'IDG-01',
      'FIELD_NOT_FOR_ADVERT',
      'An advert holds the anonymised need and nothing else; leave this field out.',
      `need.${path}`,
    ),
  );
}

/** The need reduced to what an advert may hold: this much is kept of a need that was refused. [IDG-01, IDG-02] */
export function advertised(need: NeedProfile): NeedProfile {
  return {
    ...only(need, NEED),
    calls: need.calls.map((call) => only(call, CALL)),
    discharge: need.discharge && only(need.discharge, DISCHARGE),
    home: need.home && only(need.home, HOME),
  };
}

function only<T extends object>(value: T, allowed: Readonly<Record<string, true>>): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(allowed, key))) as T;
}

function strangers(value: object, allowed: Readonly<Record<string, true>>): readonly string[] {
  return Object.keys(value).filter((key) => !Object.hasOwn(allowed, key));
}

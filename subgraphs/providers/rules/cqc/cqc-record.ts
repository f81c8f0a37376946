import { z } from 'zod';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { accepted, type Outcome, type Refusal, refused } from '../../../../kernel/values/refusal.js';
import { AGE_BANDS, type AgeBand } from '../../../../schema/events/providers.js';
import { day, list, partReader, text, word } from './cqc-part.js';
import { type RatingsRead, readRatings } from './cqc-ratings.js';
import type { Registration } from './registration.js';

/**
 * What the hub keeps of one location record of CQC's syndication service, part by part; null is a part that cannot be
 * read, and stays as it is held. No person's name is in it.
 */
export interface CqcLocation {
  readonly locationId: string;
  /** PROV-02. */
  readonly registration: Registration | null;
  readonly place: CqcPlace | null;
  readonly care: CqcCare | null;
  /** That the location has a registered manager, and not who it is (PROV-01). */
  readonly registeredManagerInPost: boolean | null;
  /** It is registered, and gives no care at present. */
  readonly dormant: boolean | null;
  /** For how many people it is registered, if it is a home (PROV-22); null also if the record does not say. */
  readonly beds: number | null;
  /** PROV-03: what CQC rates the location now, and before. */
  readonly ratings: RatingsRead;
  /** Each part that cannot be read, by its path in the record. */
  readonly notRead: readonly Refusal[];
}

export interface CqcPlace {
  /** CQC's id of the registered provider behind the location. */
  readonly cqcProviderId: string | null;
  readonly name: string;
  /** In its full usual form; null when the record has none that can be read. */
  readonly postcode: string | null;
  readonly localAuthority: string | null;
  readonly careHome: boolean;
}

export interface CqcCare {
  readonly serviceTypes: readonly string[];
  readonly specialisms: readonly string[];
  /** PROV-09. */
  readonly ageBands: readonly AgeBand[];
}

/** Specialisms and service-user bands that speak of age; the others (dementia, for one) do not. */
const AGE_BAND_WORDS: ReadonlyMap<string, readonly AgeBand[]> = new Map<string, readonly AgeBand[]>([
  ['caring for children', ['CHILDREN_0_18']],
  ['children 0-18 years', ['CHILDREN_0_18']],
  ['caring for adults over 65 yrs', ['ADULTS_18_PLUS']],
  ['caring for adults under 65 yrs', ['ADULTS_18_PLUS']],
  ['older people', ['ADULTS_18_PLUS']],
  ['younger adults', ['ADULTS_18_PLUS']],
  ['services for everyone', AGE_BANDS],
  ['whole population', AGE_BANDS],
]);

/** More beds than any home has. */
const MOST_BEDS = 2_000;

/** A status that nobody knows says nothing: what is held stays, open or closed. */
const STATUSES = new Set(['registered', 'deregistered']);

const identified = z.object({
  locationId: z
    .string()
    .trim()
    .regex(/^(?=.{3,20}$)[\da-z]+(-[\da-z]+)*$/i, 'must be a CQC location id, such as 1-125856395 or RHAY9'),
});
const registration = z
  .object({
    registrationStatus: text.refine((said) => STATUSES.has(word(said)), 'must be Registered or Deregistered'),
    registrationDate: day,
    deregistrationDate: day,
  })
  .transform(
    (said): Registration => ({
      registered: word(said.registrationStatus) === 'registered',
      registeredOn: said.registrationDate,
      deregisteredOn: said.deregistrationDate,
    }),
  );
const place = z
  .object({
    providerId: text.nullish(),
    name: text.min(1),
    postalCode: text.nullish(),
    localAuthority: text.nullish(),
    careHome: text.nullish(),
  })
  .transform(
    (said): CqcPlace => ({
      cqcProviderId: said.providerId || null,
      name: said.name,
      postcode: parsePostcode(said.postalCode ?? '')?.full ?? null,
      localAuthority: said.localAuthority || null,
      careHome: word(said.careHome ?? '') === 'y',
    }),
  );
const named = list(z.object({ name: text }));
const care = z.object({ gacServiceTypes: named, specialisms: named }).transform((said): CqcCare => {
  const names = [...said.specialisms, ...said.gacServiceTypes].map(({ name }) => word(name));
  const bands = names.flatMap((name) => AGE_BAND_WORDS.get(name) ?? []);
  return {
    serviceTypes: said.gacServiceTypes.map(({ name }) => name),
    specialisms: said.specialisms.map(({ name }) => name),
    ageBands: AGE_BANDS.filter((band) => bands.includes(band)),
  };
});
/** Of its contacts the roles alone are taken. */
const management = z
  .object({ regulatedActivities: list(z.object({ contacts: list(z.object({ personRoles: list(text) })) })) })
  .transform(({ regulatedActivities }) =>
    regulatedActivities.some(({ contacts }) =>
      contacts.some(({ personRoles }) => personRoles.some((role) => word(role) === 'registered manager')),
    ),
  );
const dormancy = z.object({ dormancy: text.nullish() }).transform((said) => word(said.dormancy ?? '') === 'y');
const size = z
  .object({ numberOfBeds: z.number().int().min(0).max(MOST_BEDS).nullish() })
  .transform((said) => said.numberOfBeds ?? null);

/**
 * Reads one location record as CQC's syndication service gives it, in the shape of 2019 or with `assessment[]`.
 *
 * Whatever the hub does not need is ignored. A part that cannot be read, such as a rating by a word that nobody knows,
 * is named in `notRead`, and the other parts are read all the same: a fault must not hide a deregistration. So is one
 * of a day to come, which would outlast every true one. Refuses a
 * record without a location id, `CQC_RECORD_INVALID`, and never throws. [PROV-03, PROV-02, PROV-09; 002 ¶14.3]
 */
export function readCqcLocation(record: unknown, today: string): Outcome<CqcLocation> {
  const read = partReader();
  const whole = read(identified, record, '');
  if (!whole) return refused(...read.faults);
  const locationId = whole.locationId.toUpperCase();
  const said = read(registration, record, '');
  const isToCome = said?.registeredOn != null && said.registeredOn > today;
  if (isToCome) read.fault('registrationDate', 'must not lie ahead');
  const registrationRead = isToCome ? null : said;
  return accepted({
    locationId,
    registration: registrationRead,
    place: read(place, record, ''),
    care: read(care, record, ''),
    registeredManagerInPost: read(management, record, ''),
    dormant: read(dormancy, record, ''),
    beds: read(size, record, ''),
    ratings: readRatings(record, { locationId, registeredOn: registrationRead?.registeredOn ?? null, today }, read),
    notRead: read.faults,
  });
}

import type { Transaction } from '../../../../kernel/database/work.js';
import type { Location } from '../../entities/cqc/location.js';
import { PublishedRatings } from '../../entities/cqc/rating-set.js';
import type { CqcLocation } from '../../rules/cqc/cqc-record.js';

/** Writes down what a record says of its location; its ratings too if they take the place of those held. */
export function keepLocation(location: Location, record: CqcLocation, rated: boolean, readAt: Date): void {
  location.cqcProviderId = record.cqcProviderId;
  location.name = record.name;
  location.registered = record.registered;
  location.registeredOn = record.registeredOn;
  location.deregisteredOn = record.deregisteredOn;
  location.postcode = record.postcode;
  location.localAuthority = record.localAuthority;
  location.careHome = record.careHome;
  location.serviceTypes = [...record.serviceTypes];
  location.specialisms = [...record.specialisms];
  location.ageBands = [...record.ageBands];
  location.registeredManagerInPost = record.registeredManagerInPost;
  location.readAt = readAt;
  if (rated) {
    location.overall = record.ratings.overall;
    location.keyQuestions = { ...record.ratings.keyQuestions };
    location.publishedOn = record.ratings.publishedOn;
  }
}

/** Of one day's publication the newer record is right; an outdated record only adds the days that are missing. */
export async function keepHistory(
  t: Transaction,
  location: Location,
  record: CqcLocation,
  outdated: boolean,
): Promise<void> {
  const held = new Map(
    (await t.em.find(PublishedRatings, { locationId: location.id })).map((set) => [set.publishedOn, set]),
  );
  for (const { publishedOn, overall, keyQuestions } of record.history) {
    if (publishedOn === null) continue;
    const set = held.get(publishedOn);
    if (set && !outdated) {
      set.overall = overall;
      set.keyQuestions = { ...keyQuestions };
    } else if (!set) {
      const { id: locationId, providerId } = location;
      t.em.persist(
        t.em.create(PublishedRatings, {
          locationId,
          providerId,
          publishedOn,
          overall,
          keyQuestions: { ...keyQuestions },
        }),
      );
    }
  }
}

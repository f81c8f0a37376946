import type { Transaction } from '../../../../kernel/database/work.js';
import type { Location } from '../../entities/cqc/location.js';
import { PublishedRatings } from '../../entities/cqc/rating-set.js';
import type { CqcLocation } from '../../rules/cqc/cqc-record.js';

/** Writes down what a record says of its location, each part that can be read. An older record says nothing of today. */
export function keepLocation(location: Location, record: CqcLocation, readAt: Date): void {
  const { place, care, registeredManagerInPost, dormant, beds } = record;
  if (place) Object.assign(location, place);
  if (care) {
    const { serviceTypes, specialisms, ageBands } = care;
    Object.assign(location, {
      serviceTypes: [...serviceTypes],
      specialisms: [...specialisms],
      ageBands: [...ageBands],
    });
  }
  location.registeredManagerInPost = registeredManagerInPost ?? location.registeredManagerInPost;
  location.dormant = dormant ?? location.dormant;
  location.beds = beds ?? location.beds;
  location.readAt = readAt;
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
  for (const { publishedOn, overall, keyQuestions } of record.ratings.history) {
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

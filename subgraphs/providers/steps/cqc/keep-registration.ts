import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Location } from '../../entities/cqc/location.js';
import { newerRegistration, type Registration, registrationOn } from '../../rules/cqc/registration.js';

/** Keeps what a record says of the registration, if it counts; one that is to end ends by its deadline (PROV-02). */
export async function keepRegistration(t: Transaction, location: Location, said: Registration | null): Promise<void> {
  if (!said) return;
  const today = localDateOf(await t.now());
  const { registered, registeredOn, deregisteredOn, readAt } = location;
  const held = readAt ? { registered, registeredOn, deregisteredOn } : null;
  const counts = newerRegistration(held, registrationOn(said, today));
  Object.assign(location, counts);
  const subject = `location/${location.id}`;
  await cancelDeadlines(t, subject);
  if (!counts.registered || counts.deregisteredOn === null) return;
  await startDeadline(t, {
    rule: 'PROV-02',
    subject,
    council: '*',
    dueAt: endOfLocalDay(counts.deregisteredOn),
    data: { providerId: location.providerId },
  });
}

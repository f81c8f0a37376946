/** What CQC says of a location's registration. Dates are `YYYY-MM-DD`, the last day included. */
export interface Registration {
  readonly registered: boolean;
  readonly registeredOn: string | null;
  readonly deregisteredOn: string | null;
}

/**
 * The registration as it stands on a day: one whose last day has passed is none, whatever its status says. [PROV-02]
 */
export function registrationOn(said: Registration, today: string): Registration {
  const isOver = said.deregisteredOn !== null && said.deregisteredOn < today;
  return isOver ? { ...said, registered: false } : said;
}

/**
 * Of two statements about one registration, the one that counts. Records carry no date of their own and come in any
 * order, so the days they name must tell: a location that was deregistered is registered again only by a registration
 * that begins after its last day, and the end of an earlier registration does not end a later one. In doubt it stays
 * closed. [PROV-02]
 *
 * @param held null before the first record
 */
export function newerRegistration(held: Registration | null, read: Registration): Registration {
  if (held === null) return read;
  if (read.registered) return held.registered || beginsAfter(read, held) ? read : held;
  if (held.registered && isEndOfEarlier(read, held)) return held;
  return { ...read, deregisteredOn: read.deregisteredOn ?? held.deregisteredOn };
}

function beginsAfter({ registeredOn }: Registration, held: Registration): boolean {
  const last = held.deregisteredOn ?? held.registeredOn;
  return registeredOn !== null && last !== null && registeredOn > last;
}

function isEndOfEarlier({ deregisteredOn }: Registration, { registeredOn }: Registration): boolean {
  return deregisteredOn !== null && registeredOn !== null && deregisteredOn < registeredOn;
}

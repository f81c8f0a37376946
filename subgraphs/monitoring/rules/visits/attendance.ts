import { byKey } from '../reports/report-key.js';
import type { LogFacts } from './visit-facts.js';

/** Where a worker may have been: a visit of the round. */
export interface Place {
  readonly id: string;
  readonly expectedStart: Date;
  readonly expectedEnd: Date;
  readonly workersNeeded: number;
  /** Whether the council expects it, or did when it was to begin: anything else comes after. */
  readonly isExpected: boolean;
  /** The plans of it, by which a log may name it. */
  readonly plans: ReadonlyArray<{ readonly source: string; readonly externalId: string }>;
}

/** That one worker was at a call, from when to when; `to` is null while the worker is there. */
export interface Attendance {
  readonly worker: string;
  readonly from: Date;
  readonly to: Date | null;
  /** The logs that say so. */
  readonly logs: readonly LogFacts[];
}

/** What the logs of a round say of its visits. */
export interface Attended<P, L> {
  /** Of each visit, in the order of their beginning. */
  readonly at: ReadonlyMap<P, readonly Attendance[]>;
  /** Logs without a length that belong to a visit. */
  readonly noLength: ReadonlyMap<P, readonly L[]>;
  /** The visit that each log is shown with. */
  readonly placeOf: ReadonlyMap<L, P>;
  /** Logs that lie within another of the same worker, and say nothing of their own. */
  readonly within: ReadonlySet<L>;
}

/** How far off a log may be. */
export interface Reach {
  /** Of a log that names no visit, from the visit that starts nearest. */
  readonly matchMinutes: number;
  /** Of a log that names its visit. */
  readonly farthestMinutes: number;
  /** A call is covered if it is covered but for so many minutes. */
  readonly shortMinutes: number;
}

/** No person's day is so full; if one is, only the logs that name their visit are matched. */
const MOST_PAIRS = 40_000;

interface Stay<L> {
  readonly worker: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly logs: readonly L[];
  readonly names: string | null;
  readonly source: string;
}

/**
 * Who was at which visit of a round, and for how long.
 *
 * The logs of one worker that overlap are one stay, and so are those that touch and name no different visits; one that lies within
 * another says nothing of its own, whatever it names. What was entered by hand comes after what a device logged. A stay belongs to the visit that it names, if that
 * is not too far off, and otherwise to the one that starts nearest. No visit takes more workers than it needs: who finds it
 * taken is at the next nearest, if they were still there when that was to begin; who named it is at none. A stay that goes on through
 * calls that follow one another without a gap is an attendance at each of them. A log of no length is none, unless the
 * person refused. The answer depends on the facts alone, not on the order in which they came. [DEL-01, DEL-02, DEL-03, DEL-10]
 *
 * @param places in the order of their starts
 */
export function attendances<P extends Place, L extends LogFacts>(
  places: readonly P[],
  logs: readonly L[],
  reach: Reach,
): Attended<P, L> {
  const at = new Map<P, Attendance[]>();
  const placeOf = new Map<L, P>();
  const noLength = new Map<P, L[]>();
  const within = new Set<L>();
  const attended: Attended<P, L> = { at, noLength, placeOf, within };
  if (logs.length === 0) return attended;

  const named = placesByName(places);
  const isEmpty = (log: L) => log.departedAt !== null && minutesOf(log.arrivedAt, log.departedAt) === 0 && !log.refused;
  const inOrder = [...logs].sort((a, b) => +a.arrivedAt - +b.arrivedAt || byKey(a, b));
  const stays = [
    ...Map.groupBy(
      inOrder.filter((log) => !isEmpty(log)),
      ({ worker }) => worker,
    ).values(),
  ]
    .flatMap((ofWorker) => staysOf(ofWorker, named, within))
    .sort((a, b) => +a.from - +b.from || byKey(a.logs[0]!, b.logs[0]!));

  const placed = new Map<Stay<L>, P>();
  const take = (stay: Stay<L>, place: P): boolean => {
    if (placed.has(stay)) return false;
    const there = at.get(place) ?? [];
    const workers = new Set(there.map(({ worker }) => worker));
    if (!workers.has(stay.worker) && workers.size >= place.workersNeeded) return false;
    placed.set(stay, place);
    at.set(place, [...there, stay]);
    return true;
  };
  for (const some of [stays.filter((stay) => !isByHand(stay)), stays.filter(isByHand)]) {
    const nameless: Stay<L>[] = [];
    for (const stay of some) {
      const place = placeNamed(named, stay);
      if (place && apart(stay.from, place) <= reach.farthestMinutes) take(stay, place);
      else nameless.push(stay);
    }
    if (places.length * stays.length > MOST_PAIRS) continue;
    for (const isExpected of [true, false]) {
      const near = nameless
        .filter((stay) => !placed.has(stay))
        .flatMap((stay) =>
          places
            .filter((place) => place.isExpected === isExpected)
            .map((place) => ({ stay, place, apart: apart(stay.from, place) })),
        )
        .filter((pair) => pair.apart <= reach.matchMinutes);
      const nearest = new Map<Stay<L>, P>();
      // The sort is stable: equals stay in the order of the stays and the places.
      for (const { stay, place } of near.sort((a, b) => a.apart - b.apart)) {
        if (!nearest.has(stay)) nearest.set(stay, place);
        // Whoever came to one call and was gone before another was to begin has not made that one.
        if (nearest.get(stay) === place || !stay.to || stay.to > place.expectedStart) take(stay, place);
      }
    }
  }
  for (const [stay, place] of placed) {
    for (const log of stay.logs) placeOf.set(log, place);
    goOnThrough(stay, place, places, at, reach.shortMinutes);
  }
  for (const log of within) {
    const container = [...placed].find(
      ([{ worker, from, to }]) =>
        worker === log.worker && from <= log.arrivedAt && (to ?? log.arrivedAt) >= log.arrivedAt,
    );
    if (container) placeOf.set(log, container[1]);
  }
  for (const log of inOrder.filter(isEmpty)) {
    const place =
      placeNamed(named, { names: log.visitExternalId, source: log.source }) ??
      nearest(places, log.arrivedAt, reach.matchMinutes);
    if (!place) continue;
    placeOf.set(log, place);
    noLength.set(place, [...(noLength.get(place) ?? []), log]);
  }
  for (const [place, there] of at)
    at.set(
      place,
      [...there].sort((a, b) => +a.from - +b.from),
    );
  return attended;
}

/** The stays of one worker. Logs come in the order of their arrival. */
function staysOf<L extends LogFacts>(logs: readonly L[], named: Named<Place>, within: Set<L>): Stay<L>[] {
  const byDevice = merged(
    logs.filter(({ arrivedBy }) => arrivedBy !== 'MANUAL'),
    named,
    within,
  );
  const byHand = merged(
    logs.filter(({ arrivedBy }) => arrivedBy === 'MANUAL'),
    named,
    within,
  );
  return [...byDevice, ...byHand.flatMap((stay) => without(stay, byDevice, within))];
}

function merged<L extends LogFacts>(logs: readonly L[], named: Named<Place>, within: Set<L>): Stay<L>[] {
  const stays: Stay<L>[] = [];
  // Of two that begin together the longer holds the other.
  for (const log of [...logs].sort((a, b) => +a.arrivedAt - +b.arrivedAt || endOf(b) - endOf(a) || byKey(a, b))) {
    const stay: Stay<L> = {
      worker: log.worker,
      from: log.arrivedAt,
      to: log.departedAt,
      logs: [log],
      names: log.visitExternalId,
      source: log.source,
    };
    const last = stays.at(-1);
    if (!last || !touches(last, stay)) {
      stays.push(stay);
    } else if (endOf(log) <= +(last.to ?? last.from)) {
      within.add(log);
    } else if (goesOn(last, stay, named)) {
      stays[stays.length - 1] = { ...last, to: stay.to, logs: [...last.logs, log], names: last.names ?? stay.names };
    } else {
      stays.push({ ...stay, from: last.to ?? stay.from });
    }
  }
  return stays;
}

/** What remains when a device logged the same worker within a stay that was entered by hand. */
function without<L extends LogFacts>(stay: Stay<L>, logged: readonly Stay<L>[], within: Set<L>): Stay<L>[] {
  let { from, to } = stay;
  for (const other of logged) {
    const end = other.to ?? other.from;
    if (other.from <= from && from < end) from = end;
    if (to && other.from < to && to <= end) to = other.from;
  }
  if (to !== null && to <= from) {
    for (const log of stay.logs) within.add(log);
    return [];
  }
  return [{ ...stay, from, to }];
}

function touches(last: Stay<unknown>, next: Stay<unknown>): boolean {
  return +next.from <= +(last.to ?? last.from);
}

/** One stay if either names no visit, or both the same; a log while somebody is still there is another. */
function goesOn(last: Stay<unknown>, next: Stay<unknown>, named: Named<Place>): boolean {
  if (last.to === null) return false;
  if (last.names === null || next.names === null) return true;
  const [one, other] = [placeNamed(named, last), placeNamed(named, next)];
  return one === other && (one !== undefined || last.names === next.names);
}

/** A stay goes on through the calls before and after its own that it covers and that follow without a gap. */
function goOnThrough<P extends Place, L extends LogFacts>(
  stay: Stay<L>,
  place: P,
  places: readonly P[],
  at: Map<P, Attendance[]>,
  shortMinutes: number,
): void {
  const { from, to, worker, logs } = stay;
  if (!to) return;
  const isFree = (other: P) => {
    const workers = new Set((at.get(other) ?? []).map((each) => each.worker));
    return other.isExpected && !workers.has(worker) && workers.size < other.workersNeeded;
  };
  const slack = shortMinutes * 60_000;
  const isCovered = (other: P) => +from <= +other.expectedStart + slack && +to >= +other.expectedEnd - slack;
  const chain: P[] = [place];
  while (from < place.expectedEnd) {
    const last = chain.at(-1)!;
    const next = places.find(
      (other) => +other.expectedStart === +last.expectedEnd && isFree(other) && isCovered(other),
    );
    if (!next || chain.includes(next)) break;
    chain.push(next);
  }
  while (to > place.expectedStart) {
    const first = chain[0]!;
    const before = places.find(
      (other) => +other.expectedEnd === +first.expectedStart && isFree(other) && isCovered(other),
    );
    if (!before || chain.includes(before)) break;
    chain.unshift(before);
  }
  if (chain.length === 1) return;
  chain.forEach((part, nth) => {
    const share: Attendance = {
      ...{ worker, logs },
      from: nth === 0 ? from : part.expectedStart,
      to: nth === chain.length - 1 ? to : part.expectedEnd,
    };
    at.set(part, [...(at.get(part) ?? []).filter((each) => each !== stay), share]);
  });
}

type Named<P extends Place> = ReadonlyMap<string, readonly { readonly source: string; readonly place: P }[]>;

function placesByName<P extends Place>(places: readonly P[]): Named<P> {
  const all = places.flatMap((place) => place.plans.map(({ source, externalId }) => ({ source, externalId, place })));
  return Map.groupBy(all, ({ externalId }) => externalId);
}

/** The visit that a log names: by its own system's plan first, and then by another's of the same id. */
function placeNamed<P extends Place>(
  named: Named<P>,
  { names, source }: { readonly names: string | null; readonly source: string },
): P | undefined {
  const called = named.get(names ?? '') ?? [];
  return (called.find((each) => each.source === source) ?? called[0])?.place;
}

function nearest<P extends Place>(places: readonly P[], instant: Date, matchMinutes: number): P | undefined {
  const [first] = [...places].sort((a, b) => apart(instant, a) - apart(instant, b));
  return first && apart(instant, first) <= matchMinutes ? first : undefined;
}

/** Minutes between an arrival and the start of a visit. */
function apart(arrivedAt: Date, { expectedStart }: Place): number {
  return Math.abs(+arrivedAt - +expectedStart) / 60_000;
}

function isByHand({ logs }: Stay<LogFacts>): boolean {
  return logs.some(({ arrivedBy }) => arrivedBy === 'MANUAL');
}

function endOf({ arrivedAt, departedAt }: LogFacts): number {
  return +(departedAt ?? arrivedAt);
}

/** Whole minutes between two instants. [DEL-02] */
export function minutesOf(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}

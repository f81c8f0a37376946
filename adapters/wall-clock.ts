import { Temporal } from 'temporal-polyfill';

/** What the clocks of London show in the night in which an hour comes twice, and in the one that skips an hour. */

/** The instants at which London clocks show a time, the earlier first, in milliseconds since 1970: one, two, or none. */
export function londonInstants(wall: Temporal.PlainDateTime): readonly number[] {
  const shown = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime('Europe/London', { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(wall))
    .map(({ epochMilliseconds }) => epochMilliseconds);
  return [...new Set(shown)];
}

/** A time that came twice: its two instants, RFC 3339 in UTC. */
export class ShownTwice {
  constructor(
    readonly first: string,
    readonly second: string,
  ) {}
}

/** Two fields of a row, dotted, of which the second is no earlier than the first: a start and its end. */
export type Span = readonly [from: string, to: string];

/**
 * Of the readings of a start and an end, RFC 3339, the two that lie closest together without the end before the start.
 * Undefined when the end lies before the start in every reading.
 *
 * @returns `isDoubtful` when others lie as close: then the earliest
 */
export function closestReading(
  starts: readonly string[],
  ends: readonly string[],
): { readonly start: string; readonly end: string; readonly isDoubtful: boolean } | undefined {
  const readings = starts
    .flatMap((start) => ends.map((end) => ({ start, end, lasts: Date.parse(end) - Date.parse(start) })))
    .filter(({ lasts }) => lasts >= 0)
    .sort((one, other) => one.lasts - other.lasts || Date.parse(one.start) - Date.parse(other.start));
  const [best, next] = readings;
  return best && { start: best.start, end: best.end, isDoubtful: next?.lasts === best.lasts };
}

/**
 * Puts one instant in place of each time of a row that came twice: the one that makes its span shortest, the spans in
 * their order. Of a time in no span, and of a span that two readings fit as well, the earlier.
 *
 * @returns paths of the times that were taken as the earlier and may be the later
 */
export function settleTimes(row: object, spans: readonly Span[]): readonly string[] {
  const open = new Map([...shownTwice(row, '')].map((place) => [place.path, place]));
  const doubtful: string[] = [];
  const settle = (path: string, instant: string, isDoubtful: boolean) => {
    const place = open.get(path);
    if (!place) return;
    open.delete(path);
    place.holder[place.key] = instant;
    if (isDoubtful) doubtful.push(path);
  };
  for (const [from, to] of spans) {
    if (!open.has(from) && !open.has(to)) continue;
    const found = closestReading(readingsAt(row, from), readingsAt(row, to));
    if (!found) continue;
    settle(from, found.start, found.isDoubtful);
    settle(to, found.end, found.isDoubtful);
  }
  for (const { path, value } of [...open.values()]) settle(path, value.first, true);
  return doubtful;
}

interface Place {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly value: ShownTwice;
}

function* shownTwice(holder: object, at: string): Generator<Place> {
  for (const [key, value] of Object.entries(holder)) {
    const path = `${at}${key}`;
    if (value instanceof ShownTwice) yield { path, holder: holder as Record<string, unknown>, key, value };
    else if (typeof value === 'object' && value !== null) yield* shownTwice(value, `${path}.`);
  }
}

function readingsAt(row: object, path: string): readonly string[] {
  const value = path.split('.').reduce<unknown>((within, key) => (within as Record<string, unknown>)?.[key], row);
  if (value instanceof ShownTwice) return [value.first, value.second];
  return typeof value === 'string' ? [value] : [];
}

import type { Attendance } from './attendance.js';
import type { LogFacts } from './visit-facts.js';

/**
 * Whether a log was made where the person lives: no further away than the tolerance, at arrival and at departure. A log
 * without a distance is taken at its word: a tag or a telephone is where it is fixed. [DEL-02; 002 ¶21.1]
 */
export function isInPlace(
  log: Pick<LogFacts, 'arrivedMetres' | 'departedMetres'>,
  placeToleranceMetres: number,
): boolean {
  return (log.arrivedMetres ?? 0) <= placeToleranceMetres && (log.departedMetres ?? 0) <= placeToleranceMetres;
}

/** Whether any part of a log was entered by hand. [DEL-03] */
export function isByHand(log: Pick<LogFacts, 'arrivedBy' | 'departedBy'>): boolean {
  return log.arrivedBy === 'MANUAL' || log.departedBy === 'MANUAL';
}

/**
 * Whether an attendance counts as logged electronically: arrival and departure both logged, neither by hand, both in
 * place. [DEL-02, DEL-03; 002 ¶21.3]
 */
export function isLoggedElectronically({ to, logs }: Attendance, placeToleranceMetres: number): boolean {
  return to !== null && logs.every((log) => !isByHand(log) && isInPlace(log, placeToleranceMetres));
}

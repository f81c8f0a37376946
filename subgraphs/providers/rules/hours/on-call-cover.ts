import { WEEKDAYS, type Weekday } from '../../../../kernel/time/working-time.js';
import type { OnCallBand } from './alert-resource.js';

/** Office hours of one kind of working day, `HH:MM`. */
export interface OfficeHours {
  readonly from: string;
  readonly to: string;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/**
 * The first weekday on which nobody is on call although somebody must be; null if there is none.
 *
 * Care is given at any hour of the week, so somebody is on call whenever the office is not there: on Monday to Friday
 * outside its hours, and all of Saturday and Sunday. Bands together must leave no minute of that without cover; one that
 * ends before it begins runs into the next day, from Sunday into Monday. [WIN-16, AMB-12; 002 ¶6.2]
 *
 * @param offices of every council that the provider works for
 */
export function dayWithoutCover(bands: readonly OnCallBand[], offices: readonly OfficeHours[]): Weekday | null {
  const covered = new Uint8Array(WEEK);
  for (const { days, from, to } of bands) {
    const length = (minuteOf(to) - minuteOf(from) + DAY) % DAY;
    for (const day of days) {
      const start = WEEKDAYS.indexOf(day) * DAY + minuteOf(from);
      for (let passed = 0; passed < length; passed += 1) covered[(start + passed) % WEEK] = 1;
    }
  }
  const atTheOffice = (minute: number) =>
    offices.every(({ from, to }) => minuteOf(from) <= minute && minute < minuteOf(to));
  return (
    WEEKDAYS.find((day, nth) => {
      const isWeekend = day === 'SAT' || day === 'SUN';
      const minutes = Array.from(covered.subarray(nth * DAY, (nth + 1) * DAY));
      return minutes.some((isCovered, minute) => !isCovered && (isWeekend || !atTheOffice(minute)));
    }) ?? null
  );
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

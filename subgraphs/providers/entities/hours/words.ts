import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { WEEKDAYS } from '../../../../kernel/time/working-time.js';
import { ALERT_MONITORS } from '../../rules/hours/alert-resource.js';
import { TIME_BANDS } from '../../rules/hours/capacity-statement.js';

export const WeekdayWord = enumType(WEEKDAYS, { name: 'Weekday', description: 'A day of the week.' });
export const AlertMonitorWord = enumType(ALERT_MONITORS, {
  name: 'AlertMonitor',
  description: 'Who of a provider watches over alerts (DEL-22).',
});
export const TimeBandWord = enumType(TIME_BANDS, {
  name: 'TimeBand',
  description: 'Parts of a day in London: 07-11, 11-15, 15-19, 19-23 and 23-07.',
});

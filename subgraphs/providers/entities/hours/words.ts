import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { WEEKDAYS } from '../../../../kernel/time/working-time.js';
import { D2A_OFFER_FAULTS } from '../../../../schema/events/providers.js';
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
export const D2aOfferFaultWord = enumType(D2A_OFFER_FAULTS, {
  name: 'D2aOfferFault',
  description: 'In what an offer for discharge to assess falls short of what a council asks (WIN-18, WIN-20).',
  meanings: {
    NOT_DECLARED: 'A provider of a patch has declared no offer.',
    CONTACT_HOURS_SHORT: 'Somebody answers families in fewer hours than the council asks for.',
    NO_ANSWERPHONE: 'Nothing answers them at other times.',
    NOT_EXPLAINED: 'Families are not told, or support plans do not say, how to reach it.',
    CLOSED_ON_A_DAY: 'It is closed on some day.',
  },
});

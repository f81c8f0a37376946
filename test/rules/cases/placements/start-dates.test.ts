import {
  longerStayRefusal,
  type StartDates,
  startDatesRefusals,
} from '../../../../subgraphs/cases/rules/placements/start-dates.js';
import { isInAHome } from '../../../../subgraphs/cases/rules/requests/home-need.js';
import { SERVICE_TYPES } from '../../../../subgraphs/cases/rules/requests/request-type.js';
import { told } from '../given.js';

const dates: StartDates = { startDate: '2026-06-02', assessmentCompletedOn: null, lengthOfStayNights: null };

describe('start and admission dates', () => {
  it.each(SERVICE_TYPES)('AWRD-06: %s needs its start or admission date', (serviceType) => {
    const own = { ...dates, lengthOfStayNights: serviceType === 'RESPITE' ? 14 : null };
    expect(startDatesRefusals(serviceType, own)).toEqual([]);
    expect(startDatesRefusals(serviceType, { ...own, startDate: null })).toEqual([
      {
        rule: 'AWRD-06',
        code: 'START_DATE_MISSING',
        message: `The ${isInAHome(serviceType) ? 'admission' : 'start'} date is needed.`,
        field: 'input.startDate',
      },
    ]);
  });

  it.each([
    ['2026-06-01', true],
    ['2026-06-02', true],
    ['2026-06-03', false],
  ])("AWRD-06: an agency's assessment of %s for a start on 2026-06-02: %s", (assessmentCompletedOn, may) => {
    const refusals = startDatesRefusals('DOMICILIARY', { ...dates, assessmentCompletedOn });
    expect(told(refusals)).toEqual(may ? [] : ['AWRD-06 input.assessmentCompletedOn']);
  });

  it.each([
    [1, true],
    [365, true],
    [366, false],
    [0, false],
    [1.5, false],
    [null, false],
  ])('AWRD-06: respite of %s nights: %s', (lengthOfStayNights, may) => {
    const refusals = startDatesRefusals('RESPITE', { ...dates, lengthOfStayNights });
    expect(told(refusals)).toEqual(may ? [] : ['AWRD-06 input.lengthOfStayNights']);
  });

  it.each(SERVICE_TYPES.filter((each) => each !== 'RESPITE'))(
    'AWRD-06: only respite has a length of stay: %s',
    (of) => {
      expect(startDatesRefusals(of, dates)).toEqual([]);
      expect(told(startDatesRefusals(of, { ...dates, lengthOfStayNights: 14 }))).toEqual([
        'AWRD-06 input.lengthOfStayNights',
      ]);
    },
  );

  it.each([
    [14, 14, true],
    [15, 14, false],
    [13, 14, true],
    [null, 14, true],
    [15, null, true],
  ])('ASM-08, AWRD-06: a stay of %s nights where %s were agreed to: %s', (nights, agreed, may) => {
    expect(longerStayRefusal(nights, agreed)?.field).toBe(may ? undefined : 'input.lengthOfStayNights');
  });
});

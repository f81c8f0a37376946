import { type StartDates, startDatesRefusals } from '../../../../subgraphs/cases/rules/placements/start-dates.js';
import { SERVICE_TYPES } from '../../../../subgraphs/cases/rules/requests/request-type.js';
import { told } from '../given.js';

const dates: StartDates = { startDate: '2026-06-02', assessmentCompletedOn: null, lengthOfStayNights: 14 };

describe('start and admission dates', () => {
  it.each(SERVICE_TYPES)('AWRD-06: %s needs its start or admission date', (serviceType) => {
    expect(startDatesRefusals(serviceType, dates)).toEqual([]);
    expect(startDatesRefusals(serviceType, { ...dates, startDate: null })).toEqual([
      {
        rule: 'AWRD-06',
        code: 'START_DATE_MISSING',
        message: `The ${serviceType === 'DOMICILIARY' ? 'start' : 'admission'} date is needed.`,
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
    [0, false],
    [1.5, false],
    [null, false],
  ])('AWRD-06: respite of %s nights: %s', (lengthOfStayNights, may) => {
    const refusals = startDatesRefusals('RESPITE', { ...dates, lengthOfStayNights });
    expect(told(refusals)).toEqual(may ? [] : ['AWRD-06 input.lengthOfStayNights']);
  });

  it('AWRD-06: only respite has a length of stay', () => {
    expect(startDatesRefusals('NURSING', { ...dates, lengthOfStayNights: null })).toEqual([]);
  });
});

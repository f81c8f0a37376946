import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type FirstCall,
  firstCallConfirmationDue,
  firstCallRefusals,
} from '../../../../subgraphs/cases/rules/placements/first-call.js';
import { at, told } from '../given.js';

const confirmed: FirstCall = {
  documentsSentAt: at('10:00'),
  confirmedAt: at('11:00'),
  firstCallAt: at('18:00'),
  movedFrom: null,
  discharge: null,
};

function refusalsOf(change: Partial<FirstCall>) {
  return told(firstCallRefusals({ ...confirmed, ...change }, DEFAULT_POLICY));
}

describe('the first call', () => {
  it('ROUT-10: it is confirmed within two hours of the documents', () => {
    expect(firstCallConfirmationDue(at('10:00'), DEFAULT_POLICY)).toEqual(at('12:00'));
  });

  it.each([
    ['after the documents and before the call', {}, []],
    ['at the instant of the documents', { confirmedAt: at('10:00') }, []],
    ['before the documents', { confirmedAt: at('09:59') }, ['ROUT-10']],
    ['with no documents sent', { documentsSentAt: null }, ['ROUT-10']],
    ['for that very instant', { firstCallAt: at('11:00') }, []],
    ['for an instant already past', { firstCallAt: at('10:59') }, ['ROUT-10 input.firstCallAt']],
    ['for a day a year ahead', { firstCallAt: new Date('2027-06-02T17:00:00Z') }, []],
    ['for a day later than that', { firstCallAt: new Date('2027-06-03T06:00:00Z') }, ['ROUT-10 input.firstCallAt']],
    ['long after the limit, which is late and still taken', { confirmedAt: at('17:00') }, []],
  ] as ReadonlyArray<[string, Partial<FirstCall>, string[]]>)('ROUT-10: confirmed %s', (_, change, refusals) => {
    expect(refusalsOf(change)).toEqual(refusals);
  });

  it.each([
    ['before it was to begin', { movedFrom: at('11:01') }, []],
    ['when it was to begin', { movedFrom: at('11:00') }, ['DEL-10 input.firstCallAt']],
    ['after it was missed', { movedFrom: at('07:00') }, ['DEL-10 input.firstCallAt']],
    ['of a person who comes home later', { movedFrom: at('10:59'), discharge: home('11:00') }, []],
    [
      'of a person who came home before',
      { movedFrom: at('10:59'), discharge: home('10:59') },
      ['DEL-10 input.firstCallAt'],
    ],
  ] as ReadonlyArray<[string, Partial<FirstCall>, string[]]>)(
    'DEL-10, ROUT-10: a first call is moved %s',
    (_, change, refusals) => {
      expect(refusalsOf(change)).toEqual(refusals);
    },
  );

  function home(time: string) {
    return { at: at(time), awardedAt: at('09:00'), laterCallAgreed: false };
  }

  const discharge = { at: at('14:00'), awardedAt: at('09:00'), laterCallAgreed: false };

  it.each([
    ['after the discharge', at('18:00'), discharge, []],
    ['before the discharge', at('13:59'), discharge, ['ROUT-15 input.firstCallAt']],
    ['at 20:30', at('20:30'), discharge, []],
    ['at 20:31', at('20:31'), discharge, ['WIN-19 input.firstCallAt']],
    ['at 20:31 by agreement', at('20:31'), { ...discharge, laterCallAgreed: true }, []],
    ['24 hours after the discharge', new Date('2026-06-02T13:00:00Z'), discharge, []],
    ['a minute later', new Date('2026-06-02T13:01:00Z'), discharge, ['ROUT-15 input.firstCallAt']],
    ['any day while no discharge is agreed', new Date('2026-06-09T20:00:00Z'), { ...discharge, at: null }, []],
  ])('ROUT-10, ROUT-15, WIN-19: a first D2A call %s', (_, firstCallAt, of, refusals) => {
    expect(refusalsOf({ firstCallAt, discharge: of })).toEqual(refusals);
  });
});

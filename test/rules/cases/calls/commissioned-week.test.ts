import type { CallPattern, CommissionedCall } from '../../../../schema/events/cases.js';
import {
  agreedAt,
  commissioned,
  commissionedWeek,
  continuedRefusals,
  type GivenCall,
  marked,
  withPresentOf,
  withTimesOf,
} from '../../../../subgraphs/cases/rules/calls/commissioned-week.js';
import { aCall, told } from '../given.js';

const morning = commissioned(aCall, 'morning');
const lunch = commissioned({ ...aCall, startTime: '12:00', days: ['MON', 'FRI'] }, 'lunch');
const window = { earliest: '07:00', latest: '09:00' };
const given = (change: Partial<CallPattern> = {}, callId: string | null = null): GivenCall<CallPattern> => ({
  ...aCall,
  ...change,
  callId,
});
let made: string[] = [];
const newId = () => {
  made.push('made');
  return `new-${made.length}`;
};
const idsOf = (...calls: Array<GivenCall<CallPattern>>) =>
  commissionedWeek(calls, [morning, lunch], newId).map(({ callId }) => callId);

describe('a week that is commissioned anew', () => {
  beforeEach(() => {
    made = [];
  });

  it('DEL-01: a call is first commissioned as it was asked for', () => {
    expect(commissioned({ ...aCall, window }, 'one')).toEqual({
      callId: 'one',
      days: aCall.days,
      requestedStart: '08:00',
      agreedStart: null,
      window,
      minutes: 45,
      workers: 1,
      activities: ['PERSONAL_CARE'],
      timeCritical: false,
      night: null,
    });
  });

  it.each([
    ['longer', [given({ minutes: 60 })], ['morning']],
    ['with its days in another order', [given({ startTime: '12:00', days: ['FRI', 'MON'] })], ['lunch']],
    ['at another time, unnamed', [given({ startTime: '09:00' })], ['new-1']],
    ['at another time, named', [given({ startTime: '09:00' }, 'morning')], ['morning']],
    ['on other days, unnamed', [given({ days: ['MON'] })], ['new-1']],
    ['twice as one call', [given(), given()], ['morning', 'new-1']],
    ['named by another one', [given({ startTime: '10:00' }, 'morning'), given()], ['morning', 'new-1']],
    ['named after an unnamed one', [given(), given({ startTime: '10:00' }, 'morning')], ['new-1', 'morning']],
  ])('DEL-01, VAR-15: which call is continued %s', (_, calls, ids) => {
    expect(idsOf(...calls)).toEqual(ids);
  });

  it.each([
    [['morning', null, 'lunch'], []],
    [['morning', 'supper'], ['ASM-14 input.calls.1.callId']],
    [['lunch', 'lunch'], ['ASM-14 input.calls.1.callId']],
  ])('ASM-14: %j continue calls of the week, each once: %j', (ids, refusals) => {
    const calls = ids.map((callId) => given({}, callId));
    expect(told(continuedRefusals(calls, [morning, lunch], 'input.calls'))).toEqual(refusals);
  });

  it('ASM-14: a call keeps its agreed start and its window as long as its requested start is the same', () => {
    const held: CommissionedCall[] = [{ ...morning, agreedStart: '08:30', window }];
    const longer = { ...morning, minutes: 60 };
    expect(withTimesOf([longer], held)).toEqual([{ ...longer, agreedStart: '08:30', window }]);
    const later = { ...morning, requestedStart: '09:00' };
    expect(withTimesOf([later, lunch], held)).toEqual([later, lunch]);
    const own = { ...morning, window: { earliest: '08:00', latest: '08:30' } };
    expect(withTimesOf([own], held)).toEqual([own]);
    const critical = { ...morning, timeCritical: true };
    expect(withTimesOf([critical], held)).toEqual([{ ...critical, agreedStart: '08:30', window: null }]);
  });

  it('ASM-13: a call keeps its mark, also one that got it after the first day of the variation', () => {
    const held = [{ ...morning, timeCritical: true }, lunch];
    const moved = { ...morning, requestedStart: '09:00', window };
    expect(withTimesOf([moved, lunch], held)).toEqual([{ ...moved, window: null, timeCritical: true }, lunch]);
  });

  it('VAR-14: a week that comes back has the times and marks that its calls got meanwhile', () => {
    const inForce = [{ ...morning, minutes: 90, agreedStart: '08:30', timeCritical: true }];
    expect(withPresentOf([morning, lunch], inForce)).toEqual([
      { ...morning, agreedStart: '08:30', timeCritical: true },
      lunch,
    ]);
  });

  it('ASM-13: a time-critical call has one start', () => {
    expect(marked({ ...morning, window }, true)).toEqual({ ...morning, window: null, timeCritical: true });
    expect(marked({ ...morning, window }, false)).toEqual({ ...morning, window });
  });

  it('ASM-14: another time is agreed, and the requested one takes it back', () => {
    const agreed = agreedAt({ ...morning, window }, '09:15');
    expect(agreed).toEqual({ ...morning, agreedStart: '09:15', window: null });
    expect(agreedAt(agreed, '08:00')).toEqual({ ...morning, agreedStart: null, window: null });
  });
});

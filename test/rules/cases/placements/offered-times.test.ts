import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { type OfferedTime, offeredTimesRefusals } from '../../../../subgraphs/cases/rules/placements/offered-times.js';
import { at, told } from '../given.js';

const asRequested: OfferedTime = {
  requested: '08:00',
  offered: '08:00',
  timeCritical: false,
  night: null,
  advisedAt: null,
};

function refusalsOf(...times: OfferedTime[]) {
  return told(offeredTimesRefusals(times, 'input.times', { awardedAt: at('07:00'), at: at('12:00') }, DEFAULT_POLICY));
}

describe('times that a provider offers', () => {
  it.each([
    ['the requested time', {}, []],
    ['another time, unsaid', { offered: '09:00' }, ['ASM-14 input.times.0.advisedAt']],
    ['another time, told at that instant', { offered: '09:00', advisedAt: at('12:00') }, []],
    [
      'another time, to be told later',
      { offered: '09:00', advisedAt: at('12:01') },
      ['ASM-14 input.times.0.advisedAt'],
    ],
    ['another time, told at the award', { offered: '09:00', advisedAt: at('07:00') }, []],
    [
      'another time, told before the award',
      { offered: '09:00', advisedAt: at('06:59') },
      ['ASM-14 input.times.0.advisedAt'],
    ],
    ['another time by one minute', { offered: '08:01' }, ['ASM-14 input.times.0.advisedAt']],
  ] as ReadonlyArray<[string, Partial<OfferedTime>, string[]]>)('ASM-14: %s', (_, change, refusals) => {
    expect(refusalsOf({ ...asRequested, ...change })).toEqual(refusals);
  });

  it.each([
    ['08:00', '08:15', true],
    ['08:00', '08:16', false],
    ['08:00', '07:45', true],
    ['08:00', '07:44', false],
    ['23:55', '00:10', true],
    ['23:55', '00:11', false],
    ['00:05', '23:50', true],
    ['00:05', '23:49', false],
  ])('ASM-14: a time-critical call asked for %s may be offered at %s: %s', (requested, offered, may) => {
    const refusals = refusalsOf({
      requested,
      offered,
      timeCritical: true,
      night: 'WAKING_NIGHT',
      advisedAt: at('11:00'),
    });
    expect(refusals).toEqual(may ? [] : ['ASM-14 input.times.0.offered']);
  });

  it('ASM-14: a call that is not time-critical may be far off once the person knows', () => {
    expect(refusalsOf({ ...asRequested, offered: '11:00', advisedAt: at('11:00') })).toEqual([]);
  });

  it.each([
    ['22:59', null, []],
    ['23:00', null, ['WIN-15 input.times.0.offered']],
    ['23:00', 'SLEEP_IN', []],
  ] as const)('WIN-15: a call may be offered at %s, as a night %s: %j', (offered, night, refusals) => {
    expect(refusalsOf({ ...asRequested, offered, night, advisedAt: at('11:00') })).toEqual(refusals);
  });

  it('ASM-14: a time-critical call moved too far and not advised is refused for both', () => {
    expect(refusalsOf(asRequested, { ...asRequested, offered: '10:00', timeCritical: true })).toEqual([
      'ASM-14 input.times.1.advisedAt',
      'ASM-14 input.times.1.offered',
    ]);
  });
});

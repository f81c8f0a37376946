import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { type AgreedTime, agreedTimeRefusals } from '../../../../subgraphs/cases/rules/calls/agreed-time.js';
import type { CallsOverDays } from '../../../../subgraphs/cases/rules/calls/calls-in-force.js';
import { commissioned } from '../../../../subgraphs/cases/rules/calls/commissioned-week.js';
import { aCall, at, told } from '../given.js';

// Monday 1 June 2026.
const daily = commissioned(aCall, 'daily');
const mondays = commissioned({ ...aCall, startTime: '12:00', days: ['MON'] }, 'mondays');
const night = commissioned({ ...aCall, startTime: '00:30', night: 'WAKING_NIGHT' }, 'night');
const placed: CallsOverDays = { from: null, to: null, calls: [daily, mondays, night] };
const agreed: AgreedTime = {
  callId: 'daily',
  from: '2026-06-02',
  to: null,
  startTime: '09:00',
  agreedWith: 'PERSON',
  agreedAt: at('09:00'),
};
const refusalsOf = (
  change: Partial<AgreedTime> = {},
  { now = at('10:00'), byCouncil = false, versions = [placed] as readonly CallsOverDays[] } = {},
) => told(agreedTimeRefusals({ ...agreed, ...change }, { versions, now, byCouncil }, DEFAULT_POLICY));

describe('another time of a call', () => {
  it.each([
    ['later, before the old time', '09:00', '07:59', []],
    ['later, at the old time', '09:00', '08:00', ['ASM-14 input.from']],
    ['later, between the two', '09:00', '08:30', ['ASM-14 input.from']],
    ['earlier, before the new time', '07:00', '06:59', []],
    ['earlier, at the new time', '07:00', '07:00', ['ASM-14 input.from']],
    ['earlier, between the two', '07:00', '07:30', ['ASM-14 input.from']],
  ])('ASM-14: is recorded before both times of the first day: %s: %#', (_, startTime, now, refusals) => {
    expect(refusalsOf({ from: '2026-06-01', startTime, agreedAt: at('06:00') }, { now: at(now) })).toEqual(refusals);
  });

  it('ASM-14: is recorded before the time that was agreed before, and before the window in force', () => {
    const now = at('07:30');
    const first = { from: '2026-06-01', startTime: '10:00', agreedAt: at('06:00') };
    const earlier = { ...placed, calls: [{ ...daily, agreedStart: '07:30' }] };
    expect(refusalsOf(first, { now, versions: [earlier] })).toEqual(['ASM-14 input.from']);
    const wide = { ...placed, calls: [{ ...daily, window: { earliest: '07:30', latest: '09:00' } }] };
    expect(refusalsOf(first, { now, versions: [wide] })).toEqual(['ASM-14 input.from']);
    expect(refusalsOf(first, { now: at('07:29'), versions: [wide] })).toEqual([]);
  });

  it('ASM-14: counts from the first day on which the call takes place', () => {
    const change = { callId: 'mondays', startTime: '13:00' };
    expect(refusalsOf({ ...change, from: '2026-05-26' }, { now: at('11:59') })).toEqual([]);
    expect(refusalsOf({ ...change, from: '2026-05-26' }, { now: at('12:00') })).toEqual(['ASM-14 input.from']);
    expect(refusalsOf({ ...change, from: '2026-06-02' }, { now: at('12:00') })).toEqual([]);
  });

  it.each([
    ['2026-06-02', '2026-06-07', ['ASM-14 input.from']],
    ['2026-06-02', '2026-06-08', []],
    ['2026-06-08', '2026-06-08', []],
    ['2026-06-09', '2026-06-08', ['ASM-14 input.to']],
  ])('ASM-14: is of a day on which the call takes place: from %s to %s: %j', (from, to, refusals) => {
    expect(refusalsOf({ callId: 'mondays', from, to, startTime: '13:00' })).toEqual(refusals);
  });

  it('ASM-14: is of a call in force on these days', () => {
    const without: CallsOverDays = { from: '2026-06-10', to: '2026-06-20', calls: [mondays] };
    const versions = [placed, without];
    expect(refusalsOf({ callId: 'nobody' })).toEqual(['ASM-14 input.callId']);
    expect(refusalsOf({ from: '2026-06-10', to: '2026-06-20' }, { versions })).toEqual(['ASM-14 input.callId']);
    expect(refusalsOf({ from: '2026-06-10', to: '2026-06-21' }, { versions })).toEqual([]);
    expect(refusalsOf({ from: '2026-06-10' }, { versions })).toEqual([]);
  });

  it.each([
    ['now', '10:00', []],
    ['in a minute', '10:01', ['ASM-14 input.agreedAt']],
  ])('ASM-14: was agreed by %s: %#', (_, agreedAt, refusals) => {
    expect(refusalsOf({ agreedAt: at(agreedAt) })).toEqual(refusals);
  });

  it('ASM-13: moves a time-critical call by the council’s word alone, on whichever of the days it is one', () => {
    const critical = { ...placed, from: '2026-06-10', calls: [{ ...daily, timeCritical: true }] };
    const versions = [placed, critical];
    expect(refusalsOf({}, { versions })).toEqual(['ASM-13 input.callId']);
    expect(refusalsOf({}, { versions, byCouncil: true })).toEqual([]);
    expect(refusalsOf({ to: '2026-06-09' }, { versions })).toEqual([]);
  });

  it.each([
    ['daily', '22:59', []],
    ['daily', '23:00', ['WIN-15 input.startTime']],
    ['night', '23:00', []],
  ])('WIN-15: the %s call at %s: %j', (callId, startTime, refusals) => {
    expect(refusalsOf({ callId, startTime })).toEqual(refusals);
  });

  it('ASM-14: a call after midnight is of the day on which it begins', () => {
    const change = { callId: 'night', from: '2026-06-02', startTime: '01:00', agreedAt: at('09:00') };
    expect(refusalsOf(change, { now: new Date('2026-06-02T00:29:59+01:00') })).toEqual([]);
    expect(refusalsOf(change, { now: new Date('2026-06-02T00:30:00+01:00') })).toEqual(['ASM-14 input.from']);
  });
});

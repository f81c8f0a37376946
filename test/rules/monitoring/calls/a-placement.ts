import { type CommissionedCall, WEEKDAYS } from '../../../../schema/events/cases.js';
import type { ToldVersion } from '../../../../subgraphs/monitoring/rules/calls/calls-in-force.js';
import type { ExpectingPlacement } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';

/** When the award of these tests was told. */
export const AWARDED_AT = new Date('2026-05-01T12:00:00Z');

/** Half an hour at nine every day, by one worker. */
export function aCommissionedCall(over: Partial<CommissionedCall> = {}): CommissionedCall {
  return {
    callId: 'call',
    days: WEEKDAYS,
    requestedStart: '09:00',
    agreedStart: null,
    window: null,
    minutes: 30,
    workers: 1,
    activities: [],
    timeCritical: false,
    night: null,
    ...over,
  };
}

/** Calls that hold from the first day on, without end. */
export function aVersion(calls: readonly CommissionedCall[], over: Partial<ToldVersion> = {}): ToldVersion {
  return { from: null, to: null, toldAt: AWARDED_AT, calls, ...over };
}

/** Care from 1 January 2026 on, with a call at nine every day. */
export function aPlacement(over: Partial<ExpectingPlacement> = {}): ExpectingPlacement {
  return {
    knownOn: '2026-01-01',
    startsOn: '2026-01-01',
    firstCallAt: null,
    confirmedLateAt: null,
    startedOn: null,
    end: null,
    d2aLastDay: null,
    suspensions: [],
    versions: [aVersion([aCommissionedCall()])],
    ...over,
  };
}

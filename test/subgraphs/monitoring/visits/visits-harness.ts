import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { localDateOf, localTimeOf } from '../../../../kernel/time/working-time.js';
import { type CallsVersion, type CommissionedCall, WEEKDAYS } from '../../../../schema/events/cases.js';
import { recordVisits } from '../../../../subgraphs/monitoring/commands/reports/record-visits.js';
import type { RowAnswer } from '../../../../subgraphs/monitoring/rules/reports/row-answer.js';
import type { LogReport, PlanReport } from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { recorded } from '../../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

/** Monday 1 June 2026, 08:00 in London: every visit of these tests is planned on that day, or near it. */
export const EIGHT = new Date('2026-06-01T07:00:00.000Z');

/** An instant so many minutes after eight. */
export function at(minutes: number): Date {
  return new Date(EIGHT.getTime() + minutes * 60_000);
}

const person = (council: string, role: Caller['role']): Caller => ({
  subject: `user:${role}@${council}`,
  role,
  organisation: council,
  councils: [council],
  scopes: SCOPES,
});
export const machine = (role: Caller['role'], provider: string): Caller => ({
  subject: `machine:${role}:${provider}`,
  role,
  organisation: provider,
  councils: ['bromley'],
  scopes: SCOPES,
});

/** The monitoring subgraph with one provider's placement in it, its clock standing at eight. */
export interface VisitsGround {
  readonly hub: TestSubgraph;
  readonly maple: string;
  readonly oak: string;
  readonly callers: Readonly<Record<string, Caller>>;
  /** Has a placement told of as cases would, with half an hour at nine every day unless told otherwise; answers its id. */
  placement(over?: Record<string, unknown> & { readonly calls?: readonly CommissionedCall[] }): Promise<string>;
  /** Has other calls told of, from one day to another; null is from the first day, or without end. */
  commission(
    placementId: string,
    calls: readonly CommissionedCall[],
    days?: { from?: string | null; to?: string | null },
  ): Promise<void>;
  record(
    reports: { plans?: readonly PlanReport[]; logs?: readonly LogReport[] },
    caller?: string | Caller,
    source?: string,
  ): Promise<readonly RowAnswer[]>;
  /** The id of the visit that a plan answers, by the plan's id in its system. */
  visitOf(externalId: string): Promise<string>;
  /** Rows of a table as they are stored. */
  rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export async function startVisits(options: { readonly at?: Date } = {}): Promise<VisitsGround> {
  const [maple, oak] = [randomUUID(), randomUUID()];
  const callers = {
    broker: person('bromley', 'broker'),
    officer: person('bromley', 'contract-officer'),
    practitioner: person('bromley', 'practitioner'),
    duty: person('bromley', 'duty'),
    'contact desk': person('bromley', 'contact-desk'),
    'emergency duty': person('bromley', 'emergency-duty'),
    'stranger duty': person('ashdown', 'duty'),
    stranger: person('ashdown', 'broker'),
    maple: machine('rostering', maple),
    'maple ecm': machine('call-monitoring', maple),
    oak: machine('rostering', oak),
  };
  const hub = await startTestSubgraph(monitoring, { callers, at: options.at ?? EIGHT });
  return {
    hub,
    maple,
    oak,
    callers,
    async placement({ calls = [aCall()], ...over } = {}) {
      const placementId = (over.placementId as string) ?? randomUUID();
      const terms = {
        ...{ placementId, packageId: randomUUID(), callOffId: randomUUID(), providerId: maple, personId: randomUUID() },
        placementReference: `PL-${placementId.slice(0, 7).toUpperCase()}`,
        ...{ weeklyWorkerMinutes: 840, hourlyRatePence: 2100, startsOn: localDateOf(await hub.time.now()) },
        calls: aVersion(calls),
        ...over,
      };
      await hub.hear(recorded('PlacementProposed', terms, { subject: `placement/${placementId}` }));
      return placementId;
    },
    async commission(placementId, calls, days = {}) {
      const told = { placementId, providerId: maple, versions: [aVersion(calls, days)] };
      await hub.hear(recorded('CommissionedCallsChanged', told, { subject: `placement/${placementId}` }));
    },
    async record({ plans = [], logs = [] }, caller = 'maple', source = 'roster') {
      const as = typeof caller === 'string' ? callers[caller as keyof typeof callers] : caller;
      const work = { ...hub.subgraph.work(), caller: as };
      const { result, refusals } = await recordVisits(work, { council: 'bromley', source, plans, logs });
      if (!result) throw new Error(JSON.stringify(refusals));
      return result;
    },
    async visitOf(externalId) {
      const { rows } = await hub.pool.query(
        'select visit_id as id from monitoring.planned_visit where external_id = $1',
        [externalId],
      );
      return rows[0].id;
    },
    async rows(sql, parameters = []) {
      return (await hub.pool.query(sql, [...parameters])).rows;
    },
  };
}

/** A call of half an hour at nine every day, for one worker, unless told otherwise. */
export function aCall(over: Partial<CommissionedCall> = {}): CommissionedCall {
  return {
    callId: randomUUID(),
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

/** The same so many minutes after eight, by the clock of that day. */
export function callAt(minutes: number, over: Partial<CommissionedCall> = {}): CommissionedCall {
  return aCall({ requestedStart: localTimeOf(at(minutes)), ...over });
}

function aVersion(
  calls: readonly CommissionedCall[],
  { from = null, to = null }: { readonly from?: string | null; readonly to?: string | null } = {},
): CallsVersion {
  return { versionId: randomUUID(), from, to, calls };
}

/** A visit of half an hour at nine, unless told otherwise. */
export function aPlan(placement: string, over: Partial<PlanReport> = {}): PlanReport {
  const plannedStart = over.plannedStart ?? at(60);
  return {
    externalId: `V-${randomUUID()}`,
    asOf: at(-600),
    placement,
    visit: null,
    plannedStart,
    plannedEnd: new Date(plannedStart.getTime() + 30 * 60_000),
    night: null,
    windowFrom: null,
    windowTo: null,
    timeCritical: false,
    workersNeeded: 1,
    plannedWorkers: [],
    travelMetres: null,
    tasks: [],
    movedFrom: null,
    cancellation: null,
    told: [],
    removed: false,
    ...over,
  };
}

/** A worker who came at nine and left half an hour later, unless told otherwise. */
export function aLog(placement: string, over: Partial<LogReport> = {}): LogReport {
  const arrivedAt = over.arrivedAt ?? at(60);
  const departedAt = over.departedAt === undefined ? new Date(arrivedAt.getTime() + 30 * 60_000) : over.departedAt;
  return {
    externalId: `L-${randomUUID()}`,
    asOf: departedAt ?? arrivedAt,
    placement,
    visitExternalId: null,
    worker: 'W1',
    arrivedAt,
    arrivedBy: 'GPS',
    arrivedMetres: 10,
    departedAt,
    departedBy: departedAt ? 'GPS' : null,
    departedMetres: departedAt ? 10 : null,
    manualReason: null,
    tasks: [],
    refused: null,
    removed: false,
    ...over,
  };
}

/** Figures of a provider's days anew from the stored visits, in SQL of its own: what `DayFigures` must equal. */
export const RECOUNTED = `
  with counted as (
    select *, off is null as expected, off is null and state <> 'CANCELLED' as scheduled,
      off is null and state in ('COMPLETED', 'IN_PROGRESS') as attended
    from monitoring.visit)
  select council, provider_id, day,
    count(*) filter (where scheduled)::int as scheduled,
    count(*) filter (where attended)::int as attended,
    count(*) filter (where expected and state = 'MISSED')::int as missed,
    count(*) filter (where off = 'CALLED_OFF' or expected and state = 'CANCELLED')::int as cancelled,
    count(*) filter (where expected and state = 'REFUSED')::int as refused,
    count(*) filter (where expected and state in ('NO_REPLY', 'NO_REPLY_CLOSED'))::int as no_reply,
    count(*) filter (where attended and arrived_at is not null)::int as arrivals,
    count(*) filter (where attended and arrived_at is not null and 'OUTSIDE_WINDOW' = any(flags))::int as outside_window,
    count(*) filter (where attended and arrived_at is not null and 'LATE' = any(flags))::int as late,
    count(*) filter (where attended and 'SHORT' = any(flags))::int as short,
    count(*) filter (where scheduled and time_critical)::int as time_critical,
    count(*) filter (where (attended or expected and state = 'MISSED') and time_critical
      and 'TIME_CRITICAL_BREACHED' = any(flags))::int as time_critical_breached,
    coalesce(sum(workers_came) filter (where attended), 0)::int as workers_came,
    coalesce(sum(workers_logged) filter (where attended), 0)::int as workers_logged,
    count(*) filter (where attended and by_team is not null)::int as team_named,
    count(*) filter (where attended and by_team)::int as by_team,
    coalesce(sum(commissioned_minutes) filter (where scheduled), 0)::int as commissioned_minutes,
    coalesce(sum(actual_minutes) filter (where attended), 0)::int as actual_minutes,
    coalesce(sum(payable_minutes), 0)::int as payable_minutes
  from counted group by council, provider_id, day order by council, provider_id, day`;

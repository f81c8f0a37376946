import { randomUUID } from 'node:crypto';
import type { Caller } from '../../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../../kernel/identity/scopes-of-role.js';
import type { CommissionedCall, Night } from '../../../../schema/events/cases.js';
import { expectedCalls, type NotExpected } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { figuresOf } from '../../../../subgraphs/monitoring/rules/figures/day-figures.js';
import type { VisitQuery } from '../../../../subgraphs/monitoring/rules/visits/visit-query.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { recorded } from '../../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

export const maple = randomUUID();
export const oak = randomUUID();
export const fern = randomUUID();

const council = (id: string, role: Caller['role']): Caller => ({
  subject: `user:${role}@${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: SCOPES_OF_ROLE[role],
});
const provider = (id: string, role: Caller['role'] = 'provider-user', councils = ['bromley']): Caller => ({
  subject: `user:${id}`,
  role,
  organisation: id,
  councils,
  scopes: SCOPES_OF_ROLE[role],
});

/** Monitoring alone, on Friday 3 July 2026: the first quarter of 2026-27 is over. */
export async function startFigures(at = new Date('2026-07-03T08:00:00Z')): Promise<FiguresGround> {
  const hub = await startTestSubgraph(monitoring, {
    at,
    callers: {
      officer: council('bromley', 'contract-officer'),
      commissioner: council('bromley', 'commissioner'),
      broker: council('bromley', 'broker'),
      'case system': council('bromley', 'case-system'),
      practitioner: council('bromley', 'practitioner'),
      stranger: council('ashdown', 'contract-officer'),
      maple: provider(maple),
      oak: provider(oak),
      'maple of two': provider(maple, 'provider-user', ['bromley', 'ashdown']),
      'maple without scope': { ...provider(maple), scopes: ['visits:write'] },
    },
  });
  return new FiguresGround(hub);
}

interface VisitFacts {
  readonly placementId: string;
  readonly providerId?: string;
  readonly day: string;
  readonly state?: string;
  readonly flags?: readonly string[];
  /** `HH:MM` in UTC. */
  readonly at?: string;
  readonly commissionedMinutes?: number;
  /** Why the council does not expect it: none of it is commissioned then. */
  readonly off?: NotExpected;
  readonly query?: VisitQuery;
  /** Worker-minutes that an officer accepted on evidence. */
  readonly acceptedMinutes?: number;
  /** The call of the placement that it is; one that nothing more is known of unless said. */
  readonly call?: CommissionedCall;
  readonly night?: Night;
  readonly actualMinutes?: number;
  readonly payableMinutes?: number;
  readonly workersCame?: number;
  readonly workersLogged?: number;
  readonly byTeam?: boolean | null;
  /** Of the plan that answers it; without one nobody planned it. */
  readonly externalId?: string;
  /** Of that plan; what was commissioned unless said. */
  readonly plannedMinutes?: number;
  readonly council?: string;
}

const CORRECTED = { state: 'COMPLETED', actualMinutes: null, reason: 'ACCEPTED', evidence: 'REF-1', at: '', by: '' };

/** The id of the visit that a call is on a day, as expecting it makes it. */
function idOf(call: CommissionedCall, day: string): string {
  const began = { knownOn: day, startsOn: day, firstCallAt: null, confirmedLateAt: null, startedOn: null };
  const versions = [{ from: null, to: null, toldAt: new Date(0), calls: [call] }];
  return expectedCalls({ ...began, end: null, d2aLastDay: null, suspensions: [], versions }, day).find(
    (each) => each.day === day,
  )!.id;
}

/** What happened, put where the commands and reactions that keep it would have put it. */
export class FiguresGround {
  constructor(readonly hub: TestSubgraph) {}

  /** Answers an operation's data; what a test expects of it says its shape. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is each operation's own
  async ask(caller: string, document: string, variables: Record<string, unknown> = {}): Promise<any> {
    const { data, errors } = await this.hub.as(caller, document, variables);
    return errors ? { errors } : data;
  }

  async stands(
    providerId: string,
    over: { vehicle?: string; overall?: string; status?: string; version?: number; weeklyMinutes?: number } = {},
  ): Promise<void> {
    const { vehicle = 'PATCH', overall = 'GOOD', status = 'ADMITTED', version = 1, weeklyMinutes = 60_000 } = over;
    const standing = {
      ...{ providerId, version, overall },
      memberships: [{ vehicle, patch: vehicle === 'PATCH' ? 'East' : null, status, from: '2024-04-01', to: null }],
      capacity: { privateWeeklyMinutes: weeklyMinutes, committedWeeklyMinutes: 1200, declaredAt: null, countedTo: 0 },
    };
    await this.hub.hear(recorded('ProviderStandingChanged', standing, { subject: `provider/${providerId}` }));
  }

  /** A call-off stage told to these providers; each answers as given, or not at all. */
  async invites(
    at: string,
    answers: Readonly<Record<string, 'BID' | 'DECLINED' | 'NO_RESPONSE' | 'REFUSED_AFTER_AWARD' | null>>,
    over: {
      stage?: string;
      route?: string;
      awarded?: string;
      careType?: string;
      bidAt?: string;
      reasonCode?: string;
      /** Providers that could not have been given the package. */
      gated?: readonly string[];
    } = {},
  ): Promise<string> {
    const { stage = 'PATCH', route = 'PATCH', careType = 'STANDARD_ADULT', bidAt } = over;
    const callOffId = randomUUID();
    const occurredAt = new Date(at);
    const of = { subject: `call-off/${callOffId}`, council: 'bromley', occurredAt };
    const ids = { callOffId, packageId: randomUUID(), stage };
    const published = { ...ids, route, version: 1, opensAt: at, closesAt: at };
    const audience = { providers: Object.keys(answers) };
    await this.hub.hear({ ...recorded('CallOffPublished', published, { audience }), ...of });
    for (const [providerId, answer] of Object.entries(answers)) {
      if (!answer) continue;
      if (answer === 'BID' || answer === 'REFUSED_AFTER_AWARD') {
        const data = { ...ids, bidId: randomUUID(), receivedAt: bidAt ?? at };
        await this.hub.hear(
          { ...recorded('BidReceived', data, { audience: { providers: [providerId] } }), ...of },
          { ...recorded('InvitationAnswered', { ...ids, providerId, patch: 'East' }), ...of },
        );
      }
      if (over.awarded === providerId) {
        const { need } = recorded('CallOffAwarded').data as { need: object };
        const placed = { awardId: randomUUID(), bidId: randomUUID(), placementId: randomUUID() };
        const award = { ...ids, ...placed, providerId, need: { ...need, careType } };
        await this.hub.hear({ ...recorded('CallOffAwarded', award), ...of });
      }
      if (answer === 'BID') continue;
      const { reasonCode = null, gated = [] } = over;
      const kind = reasonCode && (reasonCode === 'CAPACITY' ? 'CAPACITY' : 'UNSUITABLE');
      const told = { response: answer, reasonCode, kind, eligible: !gated.includes(providerId), answeredAt: at };
      const data = { ...ids, providerId, patch: 'East', ...told };
      await this.hub.hear({ type: 'InvitationDeclined', ...of, data });
    }
    return callOffId;
  }

  /** A placement that was proposed, and begun; answers its id. */
  async places(
    startedOn: string | null,
    over: {
      providerId?: string;
      personId?: string;
      packageId?: string;
      callOffId?: string;
      careType?: string;
      funding?: string;
      ended?: { on: string; reason?: string };
      withdrawn?: boolean;
      weeklyWorkerMinutes?: number;
      hourlyRatePence?: number | null;
      nightRatesPence?: Readonly<Record<Night, number | null>>;
      /** None, unless a test reports what became of them. */
      calls?: readonly CommissionedCall[];
    } = {},
  ): Promise<string> {
    const { providerId = maple, personId = randomUUID(), packageId = randomUUID(), ended, withdrawn } = over;
    const { callOffId = randomUUID(), careType = 'STANDARD_ADULT', weeklyWorkerMinutes = 840 } = over;
    const { hourlyRatePence = 2100, funding = 'COUNCIL_ARRANGED' } = over;
    const { nightRatesPence = { SLEEP_IN: null, WAKING_NIGHT: null } } = over;
    const placementId = randomUUID();
    const of = { subject: `placement/${placementId}` };
    const ids = { placementId, packageId, callOffId, providerId };
    const placementReference = `PL-${placementId.slice(0, 7).toUpperCase()}`;
    const level = { patch: 'East', weeklyWorkerMinutes, hourlyRatePence, nightRatesPence };
    const terms = { placementReference, personId, careType, funding, ...level };
    const calls = { versionId: randomUUID(), from: null, to: null, calls: over.calls ?? [] };
    await this.hub.hear(recorded('PlacementProposed', { ...ids, ...terms, calls }, of));
    if (startedOn) {
      const startedAt = `${startedOn}T09:00:00.000Z`;
      await this.hub.hear(recorded('PlacementStarted', { ...ids, startedAt, lastDate: null }, of));
    }
    if (ended) {
      const data = { ...ids, reason: ended.reason ?? 'SELF_CARE', endDate: ended.on };
      await this.hub.hear(recorded('PlacementEnded', data, of));
    }
    if (withdrawn) {
      const data = { ...ids, reason: 'CANNOT_MEET_NEEDS' };
      await this.hub.hear({ type: 'PlacementWithdrawn', council: 'bromley', ...of, data });
    }
    return placementId;
  }

  async changes(
    placementId: string,
    kind: string,
    effectiveFrom: string,
    weeklyWorkerMinutes: { before: number; after: number },
    over: { packageId?: string; providerId?: string; effectiveTo?: string; initiator?: string } = {},
  ): Promise<void> {
    const { packageId = placementId, providerId = maple, effectiveTo = null, initiator = 'COUNCIL' } = over;
    const variation = {
      ...{ placementId, packageId, callOffId: randomUUID(), providerId, variationId: randomUUID() },
      ...{ kind, initiator, changes: null, effectiveFrom, effectiveTo, weeklyWorkerMinutes },
    };
    await this.hub.hear(recorded('VariationEffective', variation, { subject: `placement/${placementId}` }));
  }

  /** Visits as they were settled, with what they add to the figures of their days. */
  async visits(...all: readonly VisitFacts[]): Promise<string[]> {
    const ids: string[] = [];
    for (const facts of all) ids.push(await this.visit(facts));
    return ids;
  }

  private async visit(facts: VisitFacts): Promise<string> {
    const { placementId, providerId = maple, day, state = 'COMPLETED', flags = [], at = '08:00' } = facts;
    const { commissionedMinutes = 30, workersCame = 1, council: of = 'bromley' } = facts;
    const given = state === 'COMPLETED' || state === 'IN_PROGRESS';
    const { off = null, acceptedMinutes = null, call } = facts;
    const id = call ? idOf(call, day) : randomUUID();
    const expectedStart = new Date(`${day}T${at}:00.000Z`);
    const expectedEnd = new Date(expectedStart.getTime() + commissionedMinutes * 60_000);
    const row = {
      id,
      council: of,
      provider_id: providerId,
      placement_id: placementId,
      call_id: call?.callId ?? randomUUID(),
      care_day: day,
      day,
      expected_start: expectedStart,
      expected_end: expectedEnd,
      minutes: commissionedMinutes,
      night: facts.night ?? null,
      tasks: [],
      ...{ state, flags, off, query: facts.query ?? null },
      correction: acceptedMinutes === null ? null : JSON.stringify({ ...CORRECTED, acceptedMinutes }),
      arrived_at: given ? expectedStart : null,
      commissioned_minutes: off ? 0 : commissionedMinutes,
      actual_minutes: facts.actualMinutes ?? (given ? commissionedMinutes : 0),
      payable_minutes: acceptedMinutes ?? facts.payableMinutes ?? (given && !off ? commissionedMinutes : 0),
      workers_came: given ? workersCame : 0,
      time_critical: flags.includes('TIME_CRITICAL_BREACHED'),
      by_team: facts.byTeam ?? null,
      workers_logged: given ? (facts.workersLogged ?? workersCame) : 0,
    };
    await this.insert('visit', row);
    await this.count(id, 1);
    const { externalId: external_id } = facts;
    if (external_id) {
      await this.insert('planned_visit', {
        ...{
          id: randomUUID(),
          council: of,
          provider_id: providerId,
          placement_id: placementId,
          source: 'roster',
          external_id,
        },
        ...{ as_of: expectedStart, known_at: expectedStart, content_hash: '', care_day: day, visit_id: id },
        ...{
          planned_start: row.expected_start,
          planned_end: new Date(expectedStart.getTime() + (facts.plannedMinutes ?? commissionedMinutes) * 60_000),
          planned_workers: [],
          tasks: [],
          told: '[]',
        },
      });
    }
    return id;
  }

  private async insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    await this.hub.pool.query(
      `insert into monitoring.${table} (${columns.join(', ')}) values (${columns.map((_, nth) => `$${nth + 1}`).join(', ')})`,
      Object.values(row),
    );
  }

  /** Adds what a visit counts for to its day, or takes it off. */
  private async count(id: string, sign: 1 | -1): Promise<void> {
    const { rows } = await this.hub.pool.query('select * from monitoring.visit where id = $1', [id]);
    const visit = Object.fromEntries(
      Object.entries(rows[0]).map(([name, value]) => [
        name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
        value,
      ]),
    );
    const { council: of, providerId, day } = visit as { council: string; providerId: string; day: string };
    const figures = Object.entries(figuresOf(visit as never));
    const names = figures.map(([name]) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    const { rows: defaults } = await this.hub.pool.query(
      `select column_name as name from information_schema.columns
       where table_schema = 'monitoring' and table_name = 'day_figures' and data_type = 'integer'`,
    );
    const others = defaults.map(({ name }) => name as string).filter((name) => !names.includes(name));
    const columns = [...names, ...others];
    const values = [...figures.map(([, value]) => Number(value) * sign), ...others.map(() => 0)];
    await this.hub.pool.query(
      `insert into monitoring.day_figures as kept (council, provider_id, day, ${columns.join(', ')})
       values ($1, $2, $3, ${columns.map((_, nth) => `$${nth + 4}`).join(', ')})
       on conflict (council, provider_id, day) do update set
         ${columns.map((name) => `${name} = kept.${name} + excluded.${name}`).join(', ')}`,
      [of, providerId, day, ...values],
    );
  }

  /** A visit turns out to differ, as a correction would leave it. */
  async corrects(id: string, set: Readonly<Record<string, unknown>>): Promise<void> {
    await this.count(id, -1);
    const columns = Object.keys(set);
    await this.hub.pool.query(
      `update monitoring.visit set ${columns.map((name, nth) => `${name} = $${nth + 2}`).join(', ')} where id = $1`,
      [id, ...Object.values(set)],
    );
    await this.count(id, 1);
  }
}

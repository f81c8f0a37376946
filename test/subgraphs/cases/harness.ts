import { randomUUID } from 'node:crypto';
import { PeerUnavailableError } from '../../../kernel/graphql/peers.js';
import { type Caller, COUNCIL_ROLES, type Role } from '../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../kernel/identity/scopes-of-role.js';
import type { Logger } from '../../../kernel/values/logging.js';
import type { NeedProfile } from '../../../schema/events/cases.js';
import { cases } from '../../../subgraphs/cases/subgraph.js';
import { recorded } from '../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../harness/subgraph.js';

// A walk of many steps on a busy machine.

export const OAK = '11111111-1111-4111-8111-111111111111';
export const ELM = '22222222-2222-4222-8222-222222222222';

/** Monday 1 June 2026, 10:00 in London. */
export const MONDAY_TEN = new Date('2026-06-01T09:00:00.000Z');

function callerOf(role: Role, organisation: string, more: Partial<Caller> = {}): Caller {
  const councils = COUNCIL_ROLES.includes(role) ? [organisation] : ['bromley', 'ashdown'];
  return { subject: `${role}:${organisation}`, role, organisation, councils, scopes: SCOPES_OF_ROLE[role], ...more };
}

export const CALLERS: Readonly<Record<string, Caller>> = {
  broker: callerOf('broker', 'bromley'),
  practitioner: callerOf('practitioner', 'bromley'),
  discharge: callerOf('discharge-team', 'bromley'),
  commissioner: callerOf('commissioner', 'bromley'),
  contractOfficer: callerOf('contract-officer', 'bromley'),
  las: callerOf('case-system', 'bromley'),
  ashdown: callerOf('broker', 'ashdown'),
  ashdownLas: callerOf('case-system', 'ashdown'),
  oak: callerOf('rostering', OAK),
  oakStaff: callerOf('provider-user', OAK),
  oakMonitoring: callerOf('call-monitoring', OAK),
  oakWithoutScopes: callerOf('rostering', OAK, { scopes: [] }),
  elm: callerOf('rostering', ELM),
  operator: callerOf('operator', 'hub', { councils: [] }),
  hub: callerOf('hub', 'hub', { councils: [] }),
  providerView: callerOf('rostering', '', { viewClass: true, subject: 'view' }),
  brokerView: callerOf('broker', '', { viewClass: true, subject: 'view', councils: ['bromley'] }),
};

/**
 * The register as the providers subgraph would answer; `down` stops it, postcodes of SE25 lie in no patch. Where a
 * provider stands is what the providers subgraph last told of one, with what a test says in its place.
 */
export const register: { down: boolean; standing: Record<string, unknown> | null } = { down: false, standing: {} };

export async function startCases(
  councils: Readonly<Record<string, unknown>> = { bromley: {}, ashdown: {} },
  at = MONDAY_TEN,
  log?: Logger,
) {
  Object.assign(register, { down: false, standing: {} });
  return startTestSubgraph(cases, {
    callers: CALLERS,
    councils,
    at,
    ...(log && { log }),
    ask: (async (subgraph: string, _document: string, { postcode, provider }: Record<string, string>) => {
      if (register.down) throw new PeerUnavailableError(subgraph, 'it is down');
      if (provider) {
        const { standing } = register;
        const known = standing && recorded('ProviderStandingChanged', { providerId: provider, ...standing }).data;
        return { providerStanding: known };
      }
      if (!postcode) return { patches: [{ code: 'Central' }, { code: 'East' }] };
      return { patchOf: postcode.startsWith('SE25') ? null : { ward: 'Plaistow', patch: 'East' } };
    }) as never,
  });
}

let count = 0;
/** A key, or an id of another system, that nothing else in the run has. */
export function fresh(prefix = 'key'): string {
  count += 1;
  return `${prefix}-${count}-${randomUUID().slice(0, 8)}`;
}

type Made = Record<string, unknown>;

/** A request for a morning call on every day, agreed by the panel, that no rule objects to. */
export function aRequest(changes: Made = {}): Made {
  return {
    idempotencyKey: fresh(),
    lasRequestId: fresh('LAS-REQ'),
    version: 1,
    serviceType: 'DOMICILIARY',
    careType: 'STANDARD_ADULT',
    person: aPerson(),
    contacts: [
      {
        role: 'NEXT_OF_KIN',
        name: 'Orla Quillfeather',
        order: 1,
        authority: 'MAY_DECIDE',
        routes: [{ kind: 'TELEPHONE', value: '020 7946 0999' }],
      },
    ],
    groups: ['OLDER_PEOPLE'],
    neededFrom: '2026-06-08',
    calls: [aCall()],
    skills: ['PEG_FEEDING'],
    complexNeeds: true,
    complexNeedsDetail: 'Prefers a calm start to the day and needs help with a feeding tube.',
    assessmentCompletedAt: '2026-05-18T09:00:00Z',
    assessmentSummary: 'Washing, dressing and a feeding tube are where help is needed.',
    carePlanCompletedAt: '2026-05-20T09:00:00Z',
    carePlan: aPlan(),
    panelDecision: { purpose: 'SEARCH_FOR_PROVIDER', outcome: 'AGREED', decidedAt: '2026-05-26T09:00:00Z' },
    form: { kind: 'SRF', completedAt: '2026-05-28T09:00:00Z' },
    withBrokerageAt: '2026-06-01T08:00:00Z',
    deliveryNotes: 'The key safe is beside the door.',
    ...changes,
  };
}

export function aPerson(changes: Made = {}): Made {
  return {
    councilPersonId: fresh('P'),
    nhsNumber: '999 000 0018',
    name: 'Wilfred Marchbanks',
    dateOfBirth: '1941-03-02',
    address: '12 Larkspur Rise, Bromley',
    postcode: 'BR1 1AB',
    telephone: '020 7946 0123',
    ...changes,
  };
}

export function aCall(changes: Made = {}): Made {
  return {
    days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
    startTime: '08:00',
    minutes: 45,
    workers: 1,
    activities: ['PERSONAL_CARE'],
    timeCritical: false,
    ...changes,
  };
}

/** A week that comes to so many worker-minutes: one call, on as many days as go into it. */
export function aWeekOf(minutes: number): Made[] {
  const days = [7, 6, 5, 4, 3, 2, 1].find((each) => minutes % (each * 15) === 0 && minutes / each >= 30);
  if (!days) throw new Error(`No call comes to ${minutes} minutes a week.`);
  return [aCall({ days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'].slice(0, days), minutes: minutes / days })];
}

export function aPlan(changes: Made = {}): Made {
  return {
    careManagerId: 'staff-77',
    weeklyMinutes: 315,
    activities: ['PERSONAL_CARE'],
    outcomes: ['Washed and dressed by ten'],
    totalBudgetPence: 1_250_000,
    ...changes,
  };
}

/** A request for a place in a home, agreed by the panel, that no rule objects to; respite of so many nights. */
export function aHomeRequest(
  serviceType: 'RESIDENTIAL' | 'NURSING' | 'RESPITE',
  changes: Made = {},
  home: Made = {},
): Made {
  const isRespite = serviceType === 'RESPITE';
  const purpose = isRespite ? 'RESPITE' : 'CARE_HOME';
  return aRequest({
    serviceType,
    calls: [],
    home: { nursing: serviceType === 'NURSING', ...(isRespite && { lengthOfStayNights: 14 }), ...home },
    panelDecision: {
      ...{ purpose, outcome: 'AGREED', decidedAt: '2026-05-26T10:00:00Z' },
      ...(isRespite && { respiteAllowanceConfirmed: true }),
    },
    form: { kind: 'RRF', completedAt: '2026-05-28T09:00:00Z' },
    carePlan: aPlan({ weeklyMinutes: null }),
    carePlanAuthorisedAt: '2026-05-29T09:00:00Z',
    ...changes,
  });
}

/** A passport for a discharge on Tuesday 2 June 2026 at 14:00 in London. */
export function aPassport(changes: Made = {}, form: Made = {}): Made {
  return {
    idempotencyKey: fresh(),
    passportId: fresh('DP'),
    version: 1,
    person: aPerson(),
    groups: ['OLDER_PEOPLE'],
    eligibility: { eligible: true, decidedAt: '2026-06-01T08:30:00Z' },
    passport: {
      callsPerDay: 1,
      callMinutes: 45,
      expectedDischargeAt: '2026-06-02T13:00:00Z',
      twoWorkers: false,
      schedule: [aCall()],
      purpose: 'ENABLE_ASSESSMENT',
      arrangements: 'Hospital transport; the neighbour opens.',
      ...form,
    },
    carePlan: aPlan(),
    ...changes,
  };
}

export const REFUSALS = 'refusals { rule code field message }';
export const SUBMIT = `mutation ($input: SubmitServiceRequestInput!) { submitServiceRequest(input: $input) {
  package { id reference state sourcingVersion sourceVersion } signpost { id reference funding } ${REFUSALS} } }`;
export const SUBMIT_PASSPORT = `mutation ($input: SubmitDischargePassportInput!) { submitDischargePassport(input: $input) {
  package { id reference state warnings d2aPurpose } ${REFUSALS} } }`;

export interface Answer {
  readonly refusals: ReadonlyArray<{ rule: string; code: string; field: string | null; message: string }>;
  readonly [result: string]: unknown;
}

/** The hub as one test file uses it: what is answered, or a failing test when it is a fault. */
export function asking(hub: TestSubgraph) {
  /** The answer to the one field of an operation. */
  async function ask<T = never>(caller: string, document: string, variables: Made = {}): Promise<T> {
    const { data, errors } = await hub.as(caller, document, variables);
    if (errors?.length) throw new Error(errors.map((each) => each.message).join('; '));
    return Object.values(data ?? {})[0] as T;
  }

  /** A mutation by its name on a single input. */
  async function act(caller: string, name: string, input: Made, type?: string): Promise<Answer> {
    const inputType = type ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const shown = SHOWN[name] ?? 'placement { id state }';
    const document = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${shown} ${REFUSALS} } }`;
    return ask<Answer>(caller, document, { input: { idempotencyKey: fresh(), ...input } });
  }

  async function submitted(request: Made = aRequest(), caller = 'las'): Promise<{ id: string; reference: string }> {
    const answer = await ask<Answer>(caller, SUBMIT, { input: request });
    expect(answer.refusals).toEqual([]);
    return answer.package as { id: string; reference: string };
  }

  async function referred(passport: Made = aPassport()): Promise<{ id: string; reference: string }> {
    const answer = await ask<Answer>('discharge', SUBMIT_PASSPORT, { input: passport });
    expect(answer.refusals).toEqual([]);
    return answer.package as { id: string; reference: string };
  }

  /** What tenders would tell when this provider wins the package; answers the placement's id. */
  async function awarded(
    packageId: string,
    providerId = OAK,
    { assesses, weeklyPricePence, ...changes }: Made = {},
  ): Promise<string> {
    const awardId = randomUUID();
    const { rows } = await hub.pool.query<{ need: NeedProfile; council: string }>(
      'select need, council from cases.package where id = $1',
      [packageId],
    );
    const { need, council } = rows[0]!;
    const callOffId = randomUUID();
    const award = {
      ...{ callOffId, packageId, awardId, placementId: randomUUID(), bidId: randomUUID(), providerId },
      ...{ weeklyWorkerMinutes: need.weeklyWorkerMinutes, hourlyRatePence: 2_345 },
      ...{ startDate: need.neededFrom, startTime: '08:00', need, policyVersion: `${council}/1` },
      ...changes,
    };
    const event = recorded('CallOffAwarded', award, { subject: `call-off/${callOffId}`, council });
    // Told of some awards alone.
    const more = {
      ...(assesses !== undefined && { assesses }),
      ...(weeklyPricePence !== undefined && { weeklyPricePence }),
    };
    await hub.hear({ ...event, data: { ...(event.data as Made), ...more } });
    const placements = await hub.pool.query<{ id: string }>('select id from cases.placement where award_id = $1', [
      awardId,
    ]);
    return placements.rows[0]?.id ?? '';
  }

  /** What monitoring would tell of the first call. */
  async function firstCallMade(placementId: string, madeAt: Date): Promise<void> {
    const { rows } = await hub.pool.query(
      'select package_id as "packageId", call_off_id as "callOffId", provider_id as "providerId", council from cases.placement where id = $1',
      [placementId],
    );
    const { council, ...of } = rows[0]!;
    const call = { placementId, ...of, madeAt: madeAt.toISOString() };
    await hub.hear(recorded('FirstCallMade', call, { subject: `placement/${placementId}`, council }));
  }

  /** What tenders would tell when the winner cannot proceed. */
  async function awardRefused(placementId: string, reasonCode = 'CAPACITY'): Promise<void> {
    const { rows } = await hub.pool.query(
      `select package_id as "packageId", call_off_id as "callOffId", provider_id as "providerId", award_id as "awardId", council
       from cases.placement where id = $1`,
      [placementId],
    );
    const { council, ...of } = rows[0]!;
    await hub.hear({ type: 'AwardRefused', subject: `call-off/${of.callOffId}`, council, data: { ...of, reasonCode } });
  }

  /** A placement that has come as far as this. */
  async function placedUpTo(
    state: 'DOCS_SENT' | 'CONFIRMED' | 'IPO_ISSUED' | 'ACTIVE',
    request: Made = aRequest(),
  ): Promise<string> {
    const { id: packageId } = await submitted(request);
    const placementId = await awarded(packageId);
    if (state === 'DOCS_SENT') return placementId;
    const firstCallAt = new Date((await hub.time.now()).getTime() + 3_600_000);
    expect((await act('oak', 'confirmFirstCall', { placementId, firstCallAt })).refusals).toEqual([]);
    if (state === 'CONFIRMED') return placementId;
    expect((await act('practitioner', 'authorisePlan', { placementId })).refusals).toEqual([]);
    expect((await act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') })).refusals).toEqual([]);
    if (state === 'ACTIVE') await firstCallMade(placementId, firstCallAt);
    return placementId;
  }

  /** A variation that LAS has; a level that is given without calls brings a week that comes to it. */
  function vary(placementId: string, variation: Made, caller = 'las'): Promise<Answer> {
    const { weeklyWorkerMinutes: minutes } = variation;
    const calls = typeof minutes === 'number' && !('calls' in variation) ? { calls: aWeekOf(minutes) } : {};
    return act(caller, 'recordVariation', { placementId, lasVariationId: fresh('VAR'), ...calls, ...variation });
  }

  async function stateOf(table: 'package' | 'placement', id: string): Promise<string> {
    return (await hub.pool.query<{ state: string }>(`select state from cases.${table} where id = $1`, [id])).rows[0]!
      .state;
  }

  /** The events of one type that one package or placement had, in order: the data of each. */
  async function toldOf<Data = Record<string, unknown>>(id: string, type: string): Promise<Data[]> {
    const events = await hub.told(type);
    return events.filter(({ subject }) => subject.endsWith(`/${id}`)).map(({ data }) => data as Data);
  }

  return { ask, act, toldOf, submitted, referred, awarded, firstCallMade, awardRefused, placedUpTo, vary, stateOf };
}

const SHOWN: Readonly<Record<string, string>> = {
  submitServiceRequest: 'package { id state }',
  acknowledgeIpo: 'ipo { id acknowledgedAt collectedAt }',
  raiseDocumentQuery: 'documentQuery { id routedTo question }',
  answerDocumentQuery: 'documentQuery { id answer }',
  amendDischarge: 'package { id state }',
  cancelPackage: 'package { id state }',
  reopenPackage: 'package { id state }',
  recordStarterBudget: 'package { id starterBudget { weeklyPence agreedPence } }',
  adjustStarterBudget: 'package { id starterBudget { weeklyPence agreedPence } }',
  agreeStarterBudget: 'package { id starterBudget { weeklyPence agreedPence } }',
};

/** Rule, code and field of each refusal: what a caller acts on. */
export function said(answer: Answer): string[] {
  return answer.refusals.map(({ rule, code, field }) => [rule, code, field].filter(Boolean).join(' '));
}

import { newId } from '../../../../kernel/values/ids.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { type AProvider, cqcRecord, type Register, startRegister } from '../harness.js';

describe('where a provider stands with a council', () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
  });
  beforeEach(async () => {
    provider = await hub.aProvider({ overall: 'Good', publishedOn: '2025-03-14' });
  });
  afterAll(() => hub.stop());

  const told = async (...types: string[]) =>
    (await hub.told(...types)).filter(({ subject }) => subject === `provider/${provider.id}`);
  const gates = async (council = 'bromley', caller = `${council} broker`) =>
    (
      await hub.ask(
        caller,
        `query ($id: ID!) { provider(id: $id) {
          LONG_LIST: gate(purpose: LONG_LIST) { answer reason } INVITE: gate(purpose: INVITE) { answer reason }
          AWARD: gate(purpose: AWARD) { answer reason } USER_CHOICE: gate(purpose: USER_CHOICE) { answer reason }
          INCREASE: gate(purpose: INCREASE) { answer reason }
        } }`,
        { id: provider.id },
      )
    ).provider;

  it('PROV-12: admission tells the whole standing, and the hub is answered the same', async () => {
    await hub.admitted(provider);
    const [event] = await told('ProviderStandingChanged');
    expect(event).toMatchObject({ council: 'bromley', audience: {} });
    const standing = event!.data as ProviderStanding;
    expect(standing).toMatchObject({
      providerId: provider.id,
      council: 'bromley',
      version: 1,
      registered: true,
      overall: 'GOOD',
      ageBands: ['ADULTS_18_PLUS'],
      memberships: [{ vehicle: 'FRAMEWORK', patch: null, status: 'ADMITTED', from: '2024-04-01', to: null }],
      groups: ['DEMENTIA', 'OLDER_PEOPLE'],
      skills: ['PEG_FEEDING'],
      improvementPlanCompliant: true,
      capacity: { privateWeeklyMinutes: null, declaredAt: null, committedWeeklyMinutes: 0, countedTo: 0 },
      blendedRatePence: {},
      lowRateQueryOpen: false,
    });
    expect(await hub.standing(provider)).toEqual(standing);
    expect(await hub.standing(provider, 'ashdown')).toBeNull();
    expect(await hub.standing({ ...provider, id: newId() })).toBeNull();
  });

  it('PROV-13, PROV-14, EVAL-06: tells by what it is put on long lists, and the day of its overall rating', async () => {
    await hub.admitted(provider, { categories: ['HOME_SUPPORT'] });
    expect(await hub.standing(provider)).toMatchObject({
      memberships: [{ categories: ['HOME_SUPPORT'] }],
      longList: null,
      overallRatedOn: '2025-03-14',
    });
    const keys = { council: 'bromley', providerId: provider.id };
    await hub.act('bromley contract-officer', 'recordLongListKeys', {
      ...{ ...keys, serviceTypes: ['SUPPORTED_LIVING', 'DOMICILIARY'], patches: ['East'] },
    });
    const longList = { serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'], patches: ['East'] };
    const standings = await told('ProviderStandingChanged');
    expect(standings.at(-1)!.data).toMatchObject({ version: 2, longList });
    expect(await hub.standing(provider)).toEqual(standings.at(-1)!.data);
    // Its own people keep them as well.
    await hub.act(`person of ${provider.cqcLocationId}`, 'recordLongListKeys', {
      ...keys,
      serviceTypes: ['DOMICILIARY'],
    });
    expect((await told('ProviderStandingChanged')).at(-1)!.data).toMatchObject({
      longList: { serviceTypes: ['DOMICILIARY'], patches: null },
    });
  });

  it('PROV-13, PROV-14: one that was told before it carried these is told anew, once', async () => {
    await hub.admitted(provider, { categories: ['HOME_SUPPORT'] });
    await hub.pool.query(
      `update providers.standing set snapshot = snapshot - 'longList' - 'overallRatedOn' where provider_id = $1`,
      [provider.id],
    );
    await hub.pool.query(
      `insert into providers.deadline (rule, subject, council, started_at, due_at, data)
       values ('PROV-14', $1, 'bromley', platform.now(), platform.now(), jsonb_build_object('providerId', $2::text))`,
      [`provider/${provider.id}`, provider.id],
    );
    await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 1));
    const standings = await told('ProviderStandingChanged');
    expect(standings.map(({ data }) => (data as ProviderStanding).version)).toEqual([1, 2]);
    expect(standings.at(-1)!.data).toMatchObject({ longList: null, overallRatedOn: '2025-03-14' });
  });

  it.each([
    ['PROV-06: Requires Improvement', 'Requires improvement', 'REQUIRES_IMPROVEMENT', 'WARN'],
    ['PROV-07: Inadequate', 'Inadequate', 'INADEQUATE', 'BLOCK'],
  ])(
    '%s closes eligibility at once in every council, and Good opens it again',
    async (_title, word, rating, forChoice) => {
      await hub.admitted(provider);
      await hub.admitted(provider, { council: 'ashdown' });
      const from = (await told('ProviderStandingChanged')).length;

      await hub.rated(provider, { overall: word, publishedOn: '2026-05-29' });
      for (const council of ['bromley', 'ashdown']) {
        expect(await hub.standing(provider, council)).toMatchObject({ overall: rating });
        expect(await gates(council)).toMatchObject({
          INVITE: { answer: 'BLOCK', reason: rating },
          AWARD: { answer: 'BLOCK', reason: rating },
          USER_CHOICE: { answer: forChoice, reason: rating },
        });
      }
      await hub.rated(provider, { overall: 'Good', publishedOn: '2026-06-01' });
      expect(await gates()).toMatchObject({ AWARD: { answer: 'ALLOW', reason: 'GOOD' } });

      const standings = (await told('ProviderStandingChanged')).slice(from);
      expect(standings.map(({ council, data }) => [council, (data as ProviderStanding).overall])).toEqual([
        ['ashdown', rating],
        ['bromley', rating],
        ['ashdown', 'GOOD'],
        ['bromley', 'GOOD'],
      ]);
    },
  );

  it('PROV-08: each council has its own policy of gates', async () => {
    await hub.pool.query(`insert into platform.council_policy values ('ashdown', 2, 'epoch', $1)`, [
      { cqc: { gate: { scope: 'ANY_KEY_QUESTION' } } },
    ]);
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    expect(await gates('bromley')).toMatchObject({ AWARD: { answer: 'ALLOW', reason: 'GOOD' } });
    expect(await gates('ashdown')).toMatchObject({ AWARD: { answer: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' } });
    // The provider itself works with both, so it says which it means.
    const own = 'query ($council: ID) { myProvider { gate(purpose: AWARD, council: $council) { answer } } }';
    expect(await hub.ask(provider.token, own, {})).toEqual({ myProvider: { gate: null } });
    expect(await hub.ask(provider.token, own, { council: 'ashdown' })).toEqual({
      myProvider: { gate: { answer: 'BLOCK' } },
    });
    await hub.pool.query(`delete from platform.council_policy where council = 'ashdown' and version = 2`);
  });

  it('PROV-08: not yet rated warns', async () => {
    const unrated = await hub.aProvider({ overall: 'No published rating' });
    const { provider: seen } = await hub.ask(
      'bromley broker',
      `{ provider(id: "${unrated.id}") { gate(purpose: INVITE) { answer reason } } }`,
    );
    expect(seen.gate).toEqual({ answer: 'WARN', reason: 'NOT_YET_RATED' });
  });

  it('NTF-27: the provider, brokers and contract officers are told of a rating and of the gates that it closed', async () => {
    await hub.admitted(provider);
    await hub.rated(provider, { overall: 'Requires improvement', publishedOn: '2026-05-29' });
    const audience = { providers: [provider.id], roles: ['broker', 'contract-officer'] };
    expect(await told('CqcRatingChanged')).toMatchObject([
      {
        council: 'bromley',
        audience,
        data: { providerId: provider.id, locationId: provider.cqcLocationId, from: 'GOOD', to: 'REQUIRES_IMPROVEMENT' },
      },
    ]);
    const changes = await told('GateChanged');
    expect(changes.every((event) => event.council === 'bromley')).toBe(true);
    expect(changes.map(({ data }) => data)).toEqual(
      [
        ...['LONG_LIST', 'INVITE', 'AWARD'].map((purpose) => ({ purpose, from: 'ALLOW', to: 'BLOCK' })),
        ...['USER_CHOICE', 'INCREASE'].map((purpose) => ({ purpose, from: 'ALLOW', to: 'WARN' })),
      ].map((change) => ({ ...change, providerId: provider.id, reason: 'REQUIRES_IMPROVEMENT' })),
    );
  });

  it('PROV-02: deregistration blocks every gate and shuts the provider out; registration lets it in again', async () => {
    await hub.admitted(provider);
    await hub.rated(provider, { registered: false });
    expect(await hub.standing(provider)).toMatchObject({ registered: false });
    expect(await gates()).toMatchObject({
      INVITE: { answer: 'BLOCK', reason: 'NOT_REGISTERED' },
      USER_CHOICE: { answer: 'BLOCK', reason: 'NOT_REGISTERED' },
    });
    await hub.rated(provider, { registeredOn: '2026-05-30' });
    expect(
      (await told('ProviderSuspended', 'ProviderRestored')).map(({ type, audience, data }) => [
        type,
        audience.providers,
        data,
      ]),
    ).toEqual([
      ['ProviderSuspended', [provider.id], { providerId: provider.id, reason: 'NOT_REGISTERED' }],
      ['ProviderRestored', [provider.id], { providerId: provider.id }],
    ]);
  });

  it('PROV-07: Inadequate opens a full contract review in each council, once a publication', async () => {
    await hub.admitted(provider);
    await hub.admitted(provider, { council: 'ashdown' });
    for (const publishedOn of ['2026-05-28', '2026-05-28', '2026-05-31']) {
      await hub.rated(provider, { overall: 'Inadequate', publishedOn });
    }
    const reviews = await told('ContractReviewTriggered');
    expect(reviews.map(({ council }) => council).toSorted()).toEqual(['ashdown', 'ashdown', 'bromley', 'bromley']);
    expect(reviews[0]!.data).toEqual({ providerId: provider.id, kind: 'FULL', rule: 'PROV-07' });
  });

  it('PROV-03: a further location of the provider, however rated, bears on nothing', async () => {
    await hub.admitted(provider);
    const before = await hub.standing(provider);
    const record = cqcRecord('1-600000001', { overall: 'Inadequate', publishedOn: '2026-05-29' });
    const { location } = await hub.act('operator', 'importCqcRecord', { providerId: provider.id, record });
    expect(location.ratings).toMatchObject({ overall: 'INADEQUATE' });
    expect(await hub.standing(provider)).toEqual(before);
    expect(await told('ContractReviewTriggered')).toEqual([]);
    const { provider: seen } = await hub.ask(
      'bromley broker',
      `{ provider(id: "${provider.id}") { improvementPlans { id } } }`,
    );
    expect(seen.improvementPlans).toEqual([]);
  });

  it('PROV-03: only a change is told, with a version that grows by one', async () => {
    await hub.admitted(provider);
    await hub.rated(provider, {});
    await hub.rated(provider, { overall: 'Outstanding', publishedOn: '2026-05-29' });
    await hub.rated(provider, { overall: 'Outstanding', publishedOn: '2026-05-29' });
    const versions = (await told('ProviderStandingChanged')).map(({ data }) => (data as ProviderStanding).version);
    expect(versions).toEqual([1, 2]);
  });
});

describe('an improvement plan', () => {
  let hub: Register;
  let provider: AProvider;
  beforeEach(async () => {
    hub = await startRegister();
    provider = await hub.aProvider({ overall: 'Good', publishedOn: '2025-03-14' });
    await hub.admitted(provider);
  });
  afterEach(() => hub.stop());

  const PLANS = `query ($id: ID!) { provider(id: $id) {
    improvementPlanCompliant improvementPlans { id state items shareBy endsOn }
  } }`;
  const seen = async () => (await hub.ask('bromley contract-officer', PLANS, { id: provider.id })).provider;
  const draft = (items: string[], endsOn: string) =>
    hub.act('bromley contract-officer', 'recordImprovementPlan', {
      council: 'bromley',
      providerId: provider.id,
      items,
      endsOn,
    });
  const share = (planId: string) => hub.act('bromley contract-officer', 'shareImprovementPlan', { planId });
  const TOLD = () => ({ providers: [provider.id], roles: ['contract-officer'] });
  const deadlines = async () =>
    (
      await hub.pool.query(
        `select rule, status, due_at as "dueAt" from providers.deadline where subject like 'improvement-plan/%' order by due_at`,
      )
    ).rows;

  it('PROV-05: a rating below Good calls for a plan within ten working days; shared and active, it complies', async () => {
    // Published on Friday 29 May: ten working days end on Friday 12 June.
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    expect(await seen()).toMatchObject({
      improvementPlanCompliant: false,
      improvementPlans: [{ state: 'REQUIRED', items: ['SAFE'], shareBy: '2026-06-12T22:59:59.999Z' }],
    });
    const { plan } = await draft(['SAFE'], '2026-09-30');
    expect(plan).toMatchObject({ state: 'DRAFTED', endsOn: '2026-09-30' });
    expect(await hub.standing(provider)).toMatchObject({ improvementPlanCompliant: false });

    await hub.time.freezeAt(new Date('2026-06-12T22:59:59.999Z'));
    expect((await share(plan.id)).plan).toMatchObject({ state: 'ACTIVE', sharedAt: '2026-06-12T22:59:59.999Z' });
    expect(await seen()).toMatchObject({ improvementPlanCompliant: true });
    expect(await hub.standing(provider)).toMatchObject({ improvementPlanCompliant: true });
    expect(
      (await hub.told('ImprovementPlanDrafted', 'ImprovementPlanShared')).map(({ type, data }) => [type, data]),
    ).toEqual([
      ['ImprovementPlanDrafted', { providerId: provider.id, planId: plan.id, items: ['SAFE'], endsOn: '2026-09-30' }],
      ['ImprovementPlanShared', { providerId: provider.id, planId: plan.id }],
    ]);
    expect(await deadlines()).toMatchObject([
      { rule: 'PROV-05', status: 'MET' },
      { rule: 'PROV-05/end', status: 'RUNNING', dueAt: new Date('2026-09-30T22:59:59.999Z') },
    ]);
  });

  it('PROV-05: a plan that is not shared in time is missed, and told of', async () => {
    await hub.rated(provider, { overall: 'Requires improvement', publishedOn: '2026-05-29' });
    await hub.time.freezeAt(new Date('2026-06-12T22:59:59.999Z'));
    expect(await hub.told('DeadlineMissed', 'ImprovementPlanOverdue')).toEqual([]);
    await hub.time.freezeAt(new Date('2026-06-12T23:00:00.000Z'));
    expect(await hub.told('DeadlineMissed')).toMatchObject([{ data: { rule: 'PROV-05' } }]);
    const [{ id }] = (await seen()).improvementPlans;
    expect(await hub.told('ImprovementPlanOverdue')).toMatchObject([
      { council: 'bromley', audience: TOLD(), data: { providerId: provider.id, planId: id, missed: 'SHARING' } },
    ]);
    expect(await seen()).toMatchObject({ improvementPlans: [{ state: 'REQUIRED' }] });
  });

  it('PROV-05: that a plan is owed, for what and until when, is told as soon as it is', async () => {
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    const [{ id }] = (await seen()).improvementPlans;
    expect(await hub.told('ImprovementPlanRequired')).toMatchObject([
      { audience: TOLD(), data: { planId: id, items: ['SAFE'], shareBy: '2026-06-12T22:59:59.999Z' } },
    ]);
  });

  it('PROV-05: what a draft leaves out stays owed by the same day', async () => {
    const questions = { Safe: 'Requires improvement', Caring: 'Requires improvement' };
    await hub.rated(provider, { questions, publishedOn: '2026-05-29' });
    await draft(['SAFE'], '2026-09-30');
    const { improvementPlans } = await seen();
    const byItem = Object.fromEntries(improvementPlans.map((plan: { items: string[] }) => [plan.items.join(), plan]));
    expect(byItem).toMatchObject({
      SAFE: { state: 'DRAFTED' },
      CARING: { state: 'REQUIRED', shareBy: '2026-06-12T22:59:59.999Z' },
    });
    await draft(['SAFE'], '2026-10-31');
    expect((await seen()).improvementPlans).toHaveLength(2);
  });

  it('PROV-05: an overdue plan closes when CQC rates its items Good, a met one when they are Good still', async () => {
    const states = async () => (await seen()).improvementPlans.map(({ state }: { state: string }) => state);
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-27' });
    await share((await draft(['SAFE'], '2026-06-03')).plan.id);
    await hub.time.freezeAt(new Date('2026-06-03T23:00:00Z'));
    expect(await states()).toEqual(['OVERDUE']);
    await share((await draft(['SAFE'], '2026-09-30')).plan.id);
    await hub.rated(provider, { overall: 'Good', publishedOn: '2026-06-04' });
    expect((await states()).toSorted()).toEqual(['CLOSED', 'MET']);
    await hub.time.freezeAt(new Date('2026-06-05T08:00:00Z'));
    await hub.rated(provider, { overall: 'Good', publishedOn: '2026-06-05' });
    expect(await states()).toEqual(['CLOSED', 'CLOSED']);
  });

  it('PROV-05: an active plan expires after its last day, and no longer complies', async () => {
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    const { plan } = await draft(['SAFE'], '2026-06-30');
    await share(plan.id);
    await hub.time.freezeAt(new Date('2026-06-30T22:59:59.999Z'));
    expect(await hub.standing(provider)).toMatchObject({ improvementPlanCompliant: true });
    await hub.time.freezeAt(new Date('2026-06-30T23:00:00.000Z'));
    expect(await seen()).toMatchObject({ improvementPlanCompliant: false, improvementPlans: [{ state: 'OVERDUE' }] });
    const [last] = (await hub.told('ProviderStandingChanged')).slice(-1);
    expect(last!.data).toMatchObject({ improvementPlanCompliant: false });
    expect(await hub.told('ImprovementPlanOverdue')).toMatchObject([
      { audience: TOLD(), data: { planId: plan.id, missed: 'LAST_DAY' } },
    ]);
    // A further plan may take its place.
    const next = (await draft(['SAFE'], '2026-08-31')).plan;
    expect(next.id).not.toBe(plan.id);
    await share(next.id);
    expect(await hub.standing(provider)).toMatchObject({ improvementPlanCompliant: true });
  });

  it('PROV-05: Good again meets an active plan, and lifts one that was only required', async () => {
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-27' });
    await share((await draft(['SAFE'], '2026-09-30')).plan.id);
    await hub.rated(provider, {
      questions: { Safe: 'Requires improvement', Caring: 'Requires improvement' },
      publishedOn: '2026-05-28',
    });
    expect((await seen()).improvementPlans).toHaveLength(2);
    await hub.rated(provider, { overall: 'Good', publishedOn: '2026-05-29' });
    const { improvementPlans } = await seen();
    expect(
      improvementPlans.map(({ items, state }: { items: string[]; state: string }) => [items, state]).toSorted(),
    ).toEqual([
      [['CARING'], 'CLOSED'],
      [['SAFE'], 'MET'],
    ]);
    expect((await deadlines()).filter(({ status }) => status === 'RUNNING')).toEqual([]);
  });

  it('PROV-05: whoever is admitted while rated below Good owes a plan from then on', async () => {
    const late = await hub.aProvider({ overall: 'Requires improvement', publishedOn: '2025-01-10' });
    await hub.admitted(late);
    const { provider: seenLate } = await hub.ask('bromley broker', PLANS, { id: late.id });
    expect(seenLate.improvementPlans[0]).toMatchObject({ state: 'REQUIRED', shareBy: '2026-06-15T22:59:59.999Z' });
  });

  it.each([
    ['no item', [], '2026-09-30', 'PLAN_WITHOUT_ITEMS'],
    ['an item that is Good', ['CARING'], '2026-09-30', 'PLAN_ITEM_NOT_BELOW_GOOD'],
    ['an end that has passed', ['SAFE'], '2026-05-31', 'PLAN_END_NOT_IN_FUTURE'],
  ])('PROV-05: a draft with %s is refused', async (_name, items, endsOn, code) => {
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    const { plan, refusals } = await draft(items, endsOn);
    expect(plan).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'PROV-05', code }]);
  });

  it('PROV-05: only a draft can be shared, and before its last day has passed', async () => {
    await hub.rated(provider, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    const [{ id }] = (await seen()).improvementPlans;
    expect((await share(id)).refusals).toMatchObject([{ rule: 'PROV-05', code: 'ILLEGAL_TRANSITION' }]);
    await draft(['SAFE'], '2026-06-03');
    await hub.time.freezeAt(new Date('2026-06-03T23:00:00Z'));
    expect((await share(id)).refusals).toMatchObject([{ code: 'PLAN_ENDED' }]);
    expect(await seen()).toMatchObject({ improvementPlans: [{ state: 'DRAFTED' }] });
  });
});

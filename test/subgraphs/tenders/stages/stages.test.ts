import { randomUUID } from 'node:crypto';
import { plantCouncil } from '../../../harness/councils.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { CALLERS, codes, idOf, nameOf, provider, World } from '../harness.js';

const CALL_OFF = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state stage route policyVersion endReason
      stages { kind ending }
      invitations { invited standingVersion provider { id } checks { id rule result inputs } }
    }
  }
`;

interface Seen {
  readonly state: string;
  readonly stage: string;
  readonly route: string;
  readonly policyVersion: string;
  readonly endReason: string | null;
  readonly stages: Array<{ kind: string; ending: string | null }>;
  readonly invitations: Array<{
    invited: boolean;
    provider: { id: string };
    checks: Array<{ id: string; rule: string; result: string; inputs: Record<string, unknown> }>;
  }>;
}

describe('from stage to stage', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({
      councils: { bromley: {}, ashdown: { route: { enabled: ['D2A_PATCH'] } } },
    });
  });
  afterAll(() => world.stop());

  const seen = (id: string, caller = 'broker') => world.ask<Seen>(caller, CALL_OFF, { id });
  const invitedOf = ({ invitations }: Seen) =>
    invitations
      .filter((each) => each.invited)
      .map((each) => nameOf(each.provider.id))
      .sort();
  const toldOf = async (callOffId: string, ...types: string[]) =>
    (await world.hub.told(...types)).filter((event) => event.subject === `call-off/${callOffId}`);

  it('ROUT-02, ROUT-06: a route that a broker chose is taken, with the reason kept, and the framework is asked at once', async () => {
    await world.know(provider('birch').onTheFramework());
    const override = { route: 'FRAMEWORK', reason: 'The patch is full until Easter.' } as const;
    const { callOffId } = await world.request({ patch: 'Override' }, 'bromley', { override });
    expect(await world.callOff(callOffId)).toMatchObject({ route: 'FRAMEWORK', stage: 'FRAMEWORK', state: 'OPEN' });
    const { rows } = await world.hub.pool.query(
      `select reason from tenders.state_change where call_off_id = $1 and event = 'publish'`,
      [callOffId],
    );
    expect(rows).toEqual([{ reason: override.reason }]);
  });

  it('ROUT-01, ROUT-02: the route follows from the facts, under the policy in force, and is kept', async () => {
    await world.know(provider('maple').in('East'));
    const standard = await world.request();
    expect(await seen(standard.callOffId)).toMatchObject({
      route: 'PATCH',
      stage: 'PATCH',
      policyVersion: 'bromley/1',
    });
    const discharge = { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-05T18:00:00.000Z', twoWorkers: false };
    const d2a = await world.request({ careType: 'D2A', urgency: 'D2A', discharge });
    expect(await seen(d2a.callOffId)).toMatchObject({ route: 'D2A_PATCH', stage: 'PATCH' });
  });

  it('ROUT-02, NTF-38: no call-off is opened on a route that its council has not opened, and its broker is told', async () => {
    const { callOffId } = await world.request({}, 'ashdown');
    expect(await seen(callOffId, 'broker of ashdown')).toMatchObject({
      state: 'WITHDRAWN',
      route: null,
      endReason: 'ROUTE_NOT_ENABLED',
      stages: [],
    });
    expect(await toldOf(callOffId, 'CallOffPublished', 'PackageWithdrawn')).toMatchObject([
      {
        type: 'PackageWithdrawn',
        audience: { roles: ['broker'], providers: [] },
        data: { reason: 'ROUTE_NOT_ENABLED' },
      },
    ]);
  });

  it.each([
    ['RESIDENTIAL', 'COUNCIL_ARRANGED', 'ROUTE_NOT_ENABLED'],
    ['NURSING', 'COUNCIL_ARRANGED', 'ROUTE_NOT_ENABLED'],
    ['RESPITE', 'COUNCIL_ARRANGED', 'ROUTE_NOT_ENABLED'],
    ['DOMICILIARY', 'DIRECT_PAYMENT', 'NOT_COUNCIL_ARRANGED'],
    ['DOMICILIARY', 'SELF_FUNDED', 'NOT_COUNCIL_ARRANGED'],
    ['TELECARE' as never, 'COUNCIL_ARRANGED', 'REQUEST_TYPE_OUT_OF_SCOPE'],
  ] as const)(
    'ROUT-02, ASM-01, ASM-19: %s, %s, is put out to no home-care provider: %s',
    async (serviceType, funding, code) => {
      await world.know(provider('maple').in('East'), provider('rowan').onTheFramework());
      const { callOffId } = await world.request({}, 'bromley', { serviceType, funding });
      expect(await seen(callOffId)).toMatchObject({
        state: 'WITHDRAWN',
        route: null,
        endReason: code,
        invitations: [],
      });
      expect(
        (await toldOf(callOffId, 'CallOffPublished', 'PackageWithdrawn')).map(({ type, audience }) => [type, audience]),
      ).toEqual([['PackageWithdrawn', { roles: ['broker'], providers: [] }]]);
    },
  );

  it('ROUT-02, WIN-14: a request that asks for a place in a home instead of care at home leaves its route at once', async () => {
    await world.know(provider('maple').in('A1'));
    const { callOffId, packageId, need } = await world.request({ patch: 'A1' });
    await world.hear('ServiceRequestAmended', {
      packageId,
      serviceType: 'NURSING',
      need,
      sourcingVersion: 2,
      reason: '',
    });
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'ROUTE_CHANGED' });
    const { rows } = await world.hub.pool.query(
      'select state, end_reason, service_type from tenders.call_off where package_id = $1 and id <> $2',
      [packageId, callOffId],
    );
    expect(rows).toEqual([{ state: 'WITHDRAWN', end_reason: 'ROUTE_NOT_ENABLED', service_type: 'NURSING' }]);
  });

  it('ROUT-02: a council that has opened no framework has nobody left to ask after its patch', async () => {
    await plantCouncil(world.hub.pool, { id: 'nowold', name: 'nowold' }, { route: { enabled: ['PATCH'] } });
    await world.know(provider('rowan').onTheFramework().with({ council: 'nowold' }));
    const { callOffId } = await world.request({}, 'nowold');
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'FAILED', stage: 'PATCH' });
  });

  it('ROUT-14: a discharge to assess without its times is not published', async () => {
    const { callOffId } = await world.request({ careType: 'D2A', urgency: 'D2A', discharge: null });
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'DISCHARGE_MISSING' });
  });

  it('IDG-01, IDG-02: a need that holds more than an advert may is not published, and what is more is not kept', async () => {
    await world.know(provider('maple').in('East'));
    const { callOffId } = await world.request({ fullName: 'Made-Up Canary' } as never);
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'FIELD_NOT_FOR_ADVERT' });
    const { rows } = await world.hub.pool.query(
      `select to_jsonb(call_off)::text || coalesce((select string_agg(data::text, '') from platform.event
         where subject = 'call-off/' || call_off.id), '') as text from tenders.call_off where id = $1`,
      [callOffId],
    );
    expect(rows[0].text).toContain('BR5 1AA');
    expect(rows[0].text).not.toContain('Canary');
  });

  it('ROUT-03, EVAL-01, NTF-01: all eligible patch providers are asked, the others are not, and each reason is kept', async () => {
    await world.know(
      provider('maple').in('North'),
      provider('oak').in('North').rated('INADEQUATE'),
      provider('elm').in('North').rated('REQUIRES_IMPROVEMENT'),
      provider('thorn').in('North', { status: 'SUSPENDED' }),
      provider('rowan').in('North').caringFor({ privately: 2000, allocated: 990 }),
      provider('birch').in('East').onTheFramework(),
    );
    const { callOffId } = await world.request({ patch: 'North' });
    const callOff = await seen(callOffId);
    expect(invitedOf(callOff)).toEqual(['maple']);
    const failed = Object.fromEntries(
      callOff.invitations.map(({ provider: { id }, checks }) => [
        nameOf(id),
        checks.filter((check) => check.result === 'FAIL').map((check) => `${check.rule} ${check.id}`),
      ]),
    );
    expect(failed).toEqual({
      maple: [],
      oak: ['PROV-07 CQC_GATE'],
      elm: ['PROV-06 CQC_GATE'],
      thorn: ['ROUT-03 MEMBERSHIP'],
      rowan: ['PROV-23 CEILING'],
    });
    const ceiling = callOff.invitations.find(({ provider: { id } }) => id === idOf.rowan)!.checks.at(-1)!;
    expect(ceiling.inputs).toMatchObject({
      totalWeeklyMinutes: (2000 + 990 + 20) * 60,
      ceilingWeeklyMinutes: 3000 * 60,
    });
    const [published] = await toldOf(callOffId, 'CallOffPublished');
    expect(published!.audience).toEqual({ providers: [idOf.maple], roles: ['broker'] });
  });

  it('ROUT-06, NTF-04, NTF-06: nobody bids in the patch, so the framework is asked; who declined is named to nobody', async () => {
    await world.know(
      provider('maple').in('F1'),
      provider('oak').in('F1'),
      provider('rowan').onTheFramework(),
      provider('birch').onTheFramework().in('Elsewhere'),
    );
    const { callOffId, closesAt } = await world.request({ patch: 'F1' });
    await world.decline('maple', callOffId);
    await world.passTo(closesAt);
    expect(await seen(callOffId)).toMatchObject({ stage: 'PATCH' });
    await world.passTo(later(closesAt, 1));
    const callOff = await seen(callOffId);
    expect(callOff).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    expect(callOff.stages).toEqual([
      { kind: 'PATCH', ending: 'EXPIRED' },
      { kind: 'FRAMEWORK', ending: null },
    ]);
    const [closed, escalated, published] = (
      await toldOf(callOffId, 'CallOffClosed', 'CallOffStageEscalated', 'CallOffPublished')
    ).slice(1);
    expect(closed).toMatchObject({ audience: { roles: ['broker'] }, data: { bids: 0, declined: 1, noResponse: 1 } });
    expect(escalated).toMatchObject({ type: 'CallOffStageEscalated', data: { from: 'PATCH', to: 'FRAMEWORK' } });
    expect([...escalated!.audience.providers!].sort()).toEqual([idOf.rowan, idOf.birch].sort());
    expect(JSON.stringify(escalated!.data)).not.toMatch(new RegExp(`${idOf.maple}|${idOf.oak}`));
    expect(published).toMatchObject({ data: { stage: 'FRAMEWORK' } });
  });

  it('ROUT-12, ROUT-13: every decline, with its code, and every silence goes to the register', async () => {
    await world.know(provider('maple').in('R1'), provider('oak').in('R1'), provider('elm').in('R1'));
    const { callOffId, closesAt } = await world.request({ patch: 'R1' });
    expect(codes(await world.decline('maple', callOffId, null))).toEqual(['REASON_MISSING']);
    expect(await world.decline('maple', callOffId, 'SKILL')).toMatchObject({
      bid: { state: 'DECLINED', declineReason: 'SKILL' },
    });
    expect(codes(await world.decline('maple', callOffId, 'SKILL'))).toEqual(['ALREADY_ANSWERED']);
    await world.bid('elm', callOffId);
    await world.passTo(later(closesAt, 1));
    const register = await toldOf(callOffId, 'InvitationDeclined', 'InvitationAnswered');
    expect(
      register.map(({ type, data, audience }) => {
        const { providerId, response, reasonCode, patch } = data as Record<string, string>;
        return [type, nameOf(providerId!), response, reasonCode, patch, audience];
      }),
    ).toEqual(
      expect.arrayContaining([
        ['InvitationDeclined', 'maple', 'DECLINED', 'SKILL', 'R1', {}],
        ['InvitationDeclined', 'oak', 'NO_RESPONSE', null, 'R1', {}],
        ['InvitationAnswered', 'elm', undefined, undefined, 'R1', {}],
      ]),
    );
    expect(register).toHaveLength(3);
  });

  it('ROUT-13, ROUT-14: a discharge to assess is declined for capacity, skill or safety alone', async () => {
    await world.know(provider('maple').in('D1'), provider('oak').in('D1'));
    const discharge = { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-12-31T18:00:00.000Z', twoWorkers: false };
    const { callOffId } = await world.request({ patch: 'D1', careType: 'D2A', urgency: 'D2A', discharge });
    expect(codes(await world.decline('maple', callOffId, 'PREFERENCES'))).toEqual(['REASON_NOT_ACCEPTED']);
    expect(codes(await world.decline('maple', callOffId, 'SAFETY'))).toEqual([]);
  });

  it('ROUT-06, ROUT-08, SM-2: once all have declined nobody is waited for; South goes to the other patches first', async () => {
    await world.know(
      provider('thorn').in('South'),
      provider('maple').in('East'),
      provider('oak').in('West'),
      provider('elm'),
      provider('rowan').onTheFramework(),
      provider('birch'),
    );
    const { callOffId, opensAt } = await world.request({ patch: 'South' });
    expect(invitedOf(await seen(callOffId))).toEqual(['thorn']);
    await world.decline('thorn', callOffId);
    expect(await seen(callOffId)).toMatchObject({
      stage: 'OTHER_PATCHES',
      stages: [{ kind: 'PATCH', ending: 'ALL_DECLINED' }, { kind: 'OTHER_PATCHES' }],
    });
    expect(await world.callOff(callOffId)).toMatchObject({ opens_at: opensAt });
    expect(invitedOf(await seen(callOffId))).toEqual(['maple', 'oak', 'thorn']);
    // A bid stands: the window runs its whole length, although nobody is left to wait for.
    await world.bid('maple', callOffId);
    await world.decline('oak', callOffId);
    expect(await seen(callOffId)).toMatchObject({ state: 'OPEN', stage: 'OTHER_PATCHES' });
    await world.answerTo('maple', 'withdrawBid', callOffId);
    await world.decline('maple', callOffId);
    expect(await seen(callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
  });

  it('ROUT-06, SM-2: a stage that may ask nobody is passed over at once; after the last the call-off fails', async () => {
    await world.know(
      provider('maple').in('N1').rated('INADEQUATE'),
      provider('rowan').onTheFramework(),
      provider('birch'),
      provider('thorn'),
    );
    const passed = await world.request({ patch: 'N1' });
    expect(await seen(passed.callOffId)).toMatchObject({
      stage: 'FRAMEWORK',
      stages: [{ kind: 'PATCH', ending: 'NOBODY_ELIGIBLE' }, { kind: 'FRAMEWORK' }],
    });
    expect(await toldOf(passed.callOffId, 'CallOffPublished')).toMatchObject([{ data: { stage: 'FRAMEWORK' } }]);

    await world.passTo(later(passed.closesAt, 1));
    expect(await seen(passed.callOffId)).toMatchObject({ state: 'FAILED', endReason: 'NO_BIDS' });
    expect(await toldOf(passed.callOffId, 'CallOffFailed')).toMatchObject([{ audience: { roles: ['broker'] } }]);

    await world.know(provider('rowan'));
    const nobody = await world.request({ patch: 'N1' });
    expect(await seen(nobody.callOffId)).toMatchObject({ state: 'FAILED', endReason: 'NOBODY_ELIGIBLE' });
  });

  it('ROUT-06, EVAL-04, AWRD-07: bids that meet no criterion are told so, and the framework is asked', async () => {
    await world.know(provider('maple').in('U1'), provider('rowan').onTheFramework());
    const { callOffId, closesAt } = await world.request({ patch: 'U1', neededFrom: '2026-11-30' });
    await world.bid('maple', callOffId, { startDate: '2026-12-01' });
    await world.passTo(later(closesAt, 1));
    expect(await seen(callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    expect(await toldOf(callOffId, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf.maple] }, data: { outcome: 'UNSUCCESSFUL', reasonCode: 'START_MEETS_NEED' } },
    ]);
  });

  it('EVAL-01: a bidder that lost its standing before the close is not evaluated', async () => {
    await world.know(provider('maple').in('E1'), provider('oak').in('E1'));
    const { callOffId, closesAt } = await world.request({ patch: 'E1' });
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    await world.know(provider('oak').in('E1').rated('INADEQUATE'));
    await world.passTo(later(closesAt, 1));
    expect(await world.answers(callOffId)).toEqual({ maple: 'UNDER_EVALUATION', oak: 'INELIGIBLE' });
    expect(await toldOf(callOffId, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf.oak] }, data: { outcome: 'INELIGIBLE', reasonCode: 'CQC_GATE' } },
    ]);
  });

  it('SM-2: a package is sourced once at a time, and anew once its call-off has failed', async () => {
    const { packageId, callOffId } = await world.request({ patch: 'Nowhere' });
    await world.know(provider('maple').in('Nowhere'), provider('rowan'));
    const again = {
      packageId,
      packageReference: 'PK-TEST',
      need: (await world.callOff<{ need: object }>(callOffId)).need,
    };
    await world.passTo(later(await world.hub.time.now(), 3 * 3_600_000));
    for (let n = 0; n < 2; n++) await world.hear('ServiceRequestReady', { ...again, sourcingVersion: 2 });
    const { rows } = await world.hub.pool.query(
      'select state from tenders.call_off where package_id = $1 order by opens_at',
      [packageId],
    );
    expect(rows.map((row) => row.state)).toEqual(['FAILED', 'OPEN']);
  });

  it('NTF-38, SM-2: a cancelled package withdraws its call-off; invitees of its last stage are told, by a code', async () => {
    await world.know(provider('maple').in('W1'), provider('oak').in('W1'));
    const { callOffId, packageId } = await world.request({ patch: 'W1' });
    await world.bid('maple', callOffId);
    await world.hear('PackageCancelled', { packageId, reason: 'Mrs Canary moved in with her son.' });
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'Mrs Canary moved in with her son.' });
    const [withdrawn] = await toldOf(callOffId, 'PackageWithdrawn');
    expect(withdrawn).toMatchObject({ data: { reason: 'PACKAGE_CANCELLED' } });
    expect([...withdrawn!.audience.providers!].sort()).toEqual([idOf.maple, idOf.oak].sort());
    expect(codes(await world.bid('oak', callOffId))).toEqual(['WINDOW_CLOSED']);
    expect(
      await world.ask('maple', 'query ($id: ID!) { callOffAdvert(id: $id) { state } }', { id: callOffId }),
    ).toEqual({
      state: 'WITHDRAWN',
    });
    // Nobody needs what was never opened.
    expect(
      await world.ask('broker', 'query ($id: ID!) { callOff(id: $id) { bids { id } } }', { id: callOffId }),
    ).toEqual({
      bids: [],
    });
  });

  it('SM-2: a broker withdraws a call-off with a reason, once', async () => {
    await world.know(provider('maple').in('W2'));
    const { callOffId } = await world.request({ patch: 'W2' });
    const withdraw = (reason: string) =>
      world.ask<{ refusals: never }>(
        'broker',
        'mutation ($input: WithdrawCallOffInput!) { withdrawCallOff(input: $input) { callOff { state endReason } refusals { rule code field message } } }',
        { input: { callOffId, reason, idempotencyKey: randomUUID() } },
      );
    expect(codes(await withdraw(' '))).toEqual(['REASON_MISSING']);
    expect(await withdraw('Published twice.')).toMatchObject({
      callOff: { state: 'WITHDRAWN', endReason: 'Published twice.' },
    });
    expect(codes(await withdraw('Again.'))).toEqual(['ILLEGAL_TRANSITION']);
  });

  it('WIN-14, ROUT-03: a request that moves to another patch is published anew', async () => {
    await world.know(provider('maple').in('M1'), provider('oak').in('M2'));
    const { callOffId, packageId, need } = await world.request({ patch: 'M1' });
    await world.hear('ServiceRequestAmended', {
      packageId,
      need: { ...need, patch: 'M2' },
      sourcingVersion: 2,
      reason: '',
    });
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'PATCH_CHANGED' });
    // The package is sought for still: its owner must not take this for the end of it.
    expect(await toldOf(callOffId, 'PackageWithdrawn')).toMatchObject([
      { audience: { providers: [idOf.maple] }, data: { reason: 'PATCH_CHANGED', replaced: true } },
    ]);
    const { rows } = await world.hub.pool.query(
      `select id, patch, sourcing_version from tenders.call_off where package_id = $1 and state = 'OPEN'`,
      [packageId],
    );
    expect(rows).toMatchObject([{ patch: 'M2', sourcing_version: 2 }]);
    expect(invitedOf(await seen(rows[0].id))).toEqual(['oak']);
  });

  it('WIN-14: what changes after the close, on bids already opened, is published anew as well; after an award nothing is', async () => {
    await world.know(provider('maple').in('M3'));
    const { callOffId, packageId, need } = await world.requestAndClose(['maple'], { patch: 'M3' });
    const amend = (change: object) =>
      world.hear('ServiceRequestAmended', { packageId, need: { ...need, ...change }, sourcingVersion: 2, reason: '' });
    await amend({ urgency: 'EMERGENCY' });
    expect(await seen(callOffId)).toMatchObject({ state: 'EVALUATING' });
    await amend({ skills: ['PEG_FEEDING'] });
    expect(await seen(callOffId)).toMatchObject({ state: 'WITHDRAWN', endReason: 'AMENDED_AFTER_CLOSE' });
    const { rows } = await world.hub.pool.query(
      `select id from tenders.call_off where package_id = $1 and state = 'OPEN'`,
      [packageId],
    );
    await world.bid('maple', rows[0].id, { skills: ['PEG_FEEDING'] });
    await world.passTo(later((await world.callOff<{ closes_at: Date }>(rows[0].id)).closes_at, 1));
    expect(codes(await world.award(rows[0].id))).toEqual([]);
    await amend({ skills: [] });
    expect(await seen(rows[0].id)).toMatchObject({ state: 'AWARDED' });
  });

  it('ROUT-02, WIN-14: what is published anew goes by the route that a broker chose, and to the broker if that sources such care no more', async () => {
    await world.know(provider('maple').in('M4'), provider('birch').onTheFramework());
    const override = { route: 'FRAMEWORK', reason: 'The patch is full until Easter.' } as const;
    const { packageId, callOffId, need, closesAt } = await world.request({ patch: 'M4' }, 'bromley', { override });
    const amend = (change: object, of: object = {}) =>
      world.hear('ServiceRequestAmended', {
        ...{ packageId, need: { ...need, ...change }, sourcingVersion: 2, reason: '' },
        ...of,
      });
    const routes = async () => {
      const { rows } = await world.hub.pool.query(
        'select state, route, end_reason, override from tenders.call_off where package_id = $1 order by published_at',
        [packageId],
      );
      return rows.map(({ state, route, end_reason, override }) => [state, route, end_reason, override]);
    };
    await world.bid('birch', callOffId);
    await world.passTo(later(closesAt, 1));
    await amend({ skills: ['PEG_FEEDING'] });
    const replaced = ['WITHDRAWN', 'FRAMEWORK', 'AMENDED_AFTER_CLOSE', override];
    expect(await routes()).toEqual([replaced, ['OPEN', 'FRAMEWORK', null, override]]);

    await world.passTo(later(closesAt, 60_000));
    await amend({ skills: ['PEG_FEEDING'] }, { serviceType: 'SUPPORTED_LIVING' });
    expect(await routes()).toEqual([
      replaced,
      ['WITHDRAWN', 'FRAMEWORK', 'ROUTE_CHANGED', override],
      ['WITHDRAWN', null, 'ROUTE_NOT_FOR_SERVICE', override],
    ]);
  });

  it('IDG-26: a council sees its own call-offs, and policy, invitations and adverts of another council never meet', async () => {
    await plantCouncil(world.hub.pool, { id: 'weald', name: 'weald' });
    await world.know(provider('maple').in('East'), provider('maple').in('East').with({ council: 'weald' }));
    const bromley = await world.request();
    const weald = await world.request({}, 'weald');
    expect(await seen(weald.callOffId)).toBeNull();
    expect(await seen(bromley.callOffId, 'broker of ashdown')).toBeNull();
    expect((await seen(bromley.callOffId)).invitations).toHaveLength(1);
    // maple works for bromley and ashdown: it has no relationship with weald (yet it was invited there).
    expect(CALLERS.maple!.councils).not.toContain('weald');
    expect(codes(await world.bid('maple', weald.callOffId))).toEqual(['NOT_INVITED']);
  });
});

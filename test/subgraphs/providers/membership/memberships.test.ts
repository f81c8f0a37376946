import fc from 'fast-check';
import { type AProvider, aMembership, type Payload, type Register, startRegister } from '../harness.js';

describe('memberships', () => {
  let hub: Register;
  beforeAll(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
  });
  afterEach(() => hub.pool.query(`delete from providers.membership`));
  afterAll(() => hub.stop());

  const admit = (provider: AProvider, membership: Record<string, unknown> = {}): Promise<Payload> =>
    hub.act('operator', 'admitMember', { ...aMembership(provider), ...membership });
  const inPatch = (provider: AProvider, patch: string, more: Record<string, unknown> = {}) =>
    admit(provider, { vehicle: 'PATCH', patch, ...more });

  it('PROV-12: a membership has dates, a status, terms and categories', async () => {
    const provider = await hub.aProvider();
    const id = await hub.admitted(provider, {
      vehicle: 'DPS',
      from: '2026-06-01',
      to: '2027-05-31',
      categories: ['HOME_SUPPORT'],
    });
    const seen = await hub.ask(
      'bromley contract-officer',
      `{ provider(id: "${provider.id}") { memberships { id council { id name } vehicle patch status from to termsVersion categories } } }`,
    );
    expect(seen.provider.memberships).toEqual([
      {
        id,
        council: { id: 'bromley', name: 'bromley' },
        vehicle: 'DPS',
        patch: null,
        status: 'ADMITTED',
        from: '2026-06-01',
        to: '2027-05-31',
        termsVersion: '2024/1',
        categories: ['HOME_SUPPORT'],
      },
    ]);
  });

  it('PROV-13: a membership covers the categories of its provider unless it names them', async () => {
    const provider = await hub.aProvider();
    await hub.admitted(provider);
    const seen = await hub.ask('bromley broker', `{ provider(id: "${provider.id}") { memberships { categories } } }`);
    expect(seen.provider.memberships).toEqual([{ categories: ['HOME_SUPPORT'] }]);
  });

  it.each([
    ['PROV-12: unsigned terms', { termsVersion: ' ' }, 'PROV-12', 'TERMS_NOT_SIGNED'],
    ['PROV-12: an end before its beginning', { to: '2024-03-31' }, 'PROV-12', 'SPAN_ENDS_BEFORE_IT_BEGINS'],
    ['PROV-15: a patch membership without a patch', { vehicle: 'PATCH' }, 'PROV-15', 'PATCH_REQUIRED'],
    ['PROV-15: a patch of no such name', { vehicle: 'PATCH', patch: 'North' }, 'PROV-15', 'PATCH_UNKNOWN'],
    ['PROV-18: a framework membership in a patch', { patch: 'East' }, 'PROV-18', 'PATCH_NOT_EXPECTED'],
  ])('%s is refused', async (_title, membership, rule, code) => {
    const { membership: admitted, refusals } = await admit(await hub.aProvider(), membership);
    expect(admitted).toBeNull();
    expect(refusals).toMatchObject([{ rule, code }]);
  });

  it('PROV-02: nobody is admitted, or restored, who is not registered with CQC', async () => {
    const provider = await hub.aProvider({ registered: false });
    expect((await admit(provider)).refusals).toMatchObject([{ rule: 'PROV-02', code: 'NOT_REGISTERED' }]);
    await hub.rated(provider, { registeredOn: '2026-05-30' });
    const membershipId = await hub.admitted(provider);
    await hub.act('operator', 'suspendMember', { membershipId, reason: 'contract notice' });
    await hub.rated(provider, { registered: false, registeredOn: '2026-05-30' });
    const { refusals } = await hub.act('operator', 'restoreMember', { membershipId, reason: 'notice lifted' });
    expect(refusals).toMatchObject([{ rule: 'PROV-02', code: 'NOT_REGISTERED' }]);
  });

  it('PROV-12: the same membership is held once at a time', async () => {
    const provider = await hub.aProvider();
    await hub.admitted(provider, { to: '2026-12-31' });
    expect((await admit(provider)).refusals).toMatchObject([{ rule: 'PROV-12', code: 'ALREADY_A_MEMBER' }]);
    expect((await admit(provider, { from: '2027-01-01' })).refusals).toEqual([]);
  });

  describe('places in a patch', () => {
    const providers: AProvider[] = [];
    beforeAll(async () => {
      for (let i = 0; i < 6; i++) providers.push(await hub.aProvider());
    });

    it.each([
      ['East', 3],
      ['West', 2],
      ['Central', 2],
      ['South', 1],
    ])('PROV-17, AMB-02: %s has %d places, and of six admitted at once no more are taken', async (patch, places) => {
      const answers = await Promise.all(providers.map((provider) => inPatch(provider, patch)));
      expect(answers.filter(({ membership }) => membership)).toHaveLength(places);
      const refusals = answers.flatMap((answer) => answer.refusals);
      expect(refusals).toHaveLength(6 - places);
      expect(new Set(refusals.map(({ rule, code }) => `${rule} ${code}`))).toEqual(new Set(['PROV-17 PATCH_FULL']));
    });

    it('PROV-17: a council may set another number of places', async () => {
      await hub.pool.query(`insert into platform.council_policy values ('bromley', 2, 'epoch', $1)`, [
        { patch: { maxProviders: { South: 2 } } },
      ]);
      const answers = await Promise.all(providers.map((provider) => inPatch(provider, 'South')));
      await hub.pool.query(`delete from platform.council_policy where council = 'bromley' and version = 2`);
      expect(answers.filter(({ membership }) => membership)).toHaveLength(2);
    });

    it('PROV-17: places are counted day by day', async () => {
      const [one, other, third] = providers as [AProvider, AProvider, AProvider];
      await inPatch(one, 'South', { to: '2026-06-30' });
      expect((await inPatch(other, 'South', { from: '2026-06-30' })).refusals).toMatchObject([{ code: 'PATCH_FULL' }]);
      expect((await inPatch(other, 'South', { from: '2026-07-01' })).refusals).toEqual([]);
      expect((await inPatch(third, 'South', { from: '2026-05-01', to: '2026-05-31' })).refusals).toMatchObject([
        { code: 'PATCH_FULL' },
      ]);
    });

    it('PROV-17: the place of a suspended member may be taken, and then it is not restored', async () => {
      const [one, other] = providers as [AProvider, AProvider];
      const membershipId = (await inPatch(one, 'South')).membership.id;
      await hub.act('operator', 'suspendMember', { membershipId, reason: 'contract notice' });
      const taken = (await inPatch(other, 'South')).membership.id;
      const restore = () => hub.act('operator', 'restoreMember', { membershipId, reason: 'notice lifted' });
      expect((await restore()).refusals).toMatchObject([{ rule: 'PROV-17', code: 'PATCH_FULL' }]);
      await hub.act('operator', 'exitMember', { membershipId: taken, reason: 'hands back the contract' });
      // The one that left keeps its last day, which is today; the place is free from tomorrow.
      await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 24 * 3600_000));
      expect((await restore()).membership).toMatchObject({ status: 'ADMITTED', reason: null });
    });

    it('PROV-17: whatever is done at once, no patch has more members than places', async () => {
      const acts = fc.array(
        fc.array(
          fc.record({ nth: fc.nat(5), act: fc.constantFrom('admit', 'suspendMember', 'restoreMember', 'exitMember') }),
          {
            minLength: 2,
            maxLength: 6,
          },
        ),
        { minLength: 2, maxLength: 4 },
      );
      await fc.assert(
        fc.asyncProperty(acts, async (rounds) => {
          await hub.pool.query('delete from providers.membership');
          for (const round of rounds) {
            const { rows } = await hub.pool.query('select id, provider_id from providers.membership order by id');
            await Promise.all(
              round.map(({ nth, act }) => {
                const provider = providers[nth]!;
                if (act === 'admit') return inPatch(provider, 'West');
                const held = rows.find((row) => row.provider_id === provider.id);
                return held && hub.act('operator', act, { membershipId: held.id, reason: 'at random' });
              }),
            );
            const { rows: active } = await hub.pool.query(
              `select 1 from providers.membership where status = 'ADMITTED'`,
            );
            expect(active.length).toBeLessThanOrEqual(2);
          }
        }),
        { numRuns: 8 },
      );
    });
  });

  it('SM-5: suspended, restored and ended, told to the provider without the words of the officer', async () => {
    const provider = await hub.aProvider();
    const membershipId = await hub.admitted(provider);
    const change = (mutation: string) =>
      hub.act('bromley contract-officer', mutation, { membershipId, reason: 'missed meetings' });
    expect((await change('suspendMember')).membership).toMatchObject({
      status: 'SUSPENDED',
      reason: 'missed meetings',
    });
    expect(await hub.standing(provider)).toMatchObject({ memberships: [{ status: 'SUSPENDED' }] });
    expect((await change('restoreMember')).membership).toMatchObject({ status: 'ADMITTED' });
    expect((await change('exitMember')).membership).toMatchObject({ status: 'EXITED' });
    const told = (await hub.told('ProviderSuspended', 'ProviderRestored')).filter(({ subject }) =>
      subject.endsWith(provider.id),
    );
    expect(
      told.map(({ type, audience, data }) => [type, audience.providers, (data as { reason?: string }).reason]),
    ).toEqual([
      ['ProviderSuspended', [provider.id], 'SUSPENDED'],
      ['ProviderRestored', [provider.id], undefined],
      ['ProviderSuspended', [provider.id], 'EXITED'],
    ]);
  });

  it('SM-5: a provider that keeps another membership is not shut out', async () => {
    const provider = await hub.aProvider();
    await hub.admitted(provider);
    const membershipId = await hub.admitted(provider, { vehicle: 'PATCH', patch: 'East' });
    await hub.act('operator', 'suspendMember', { membershipId, reason: 'missed meetings' });
    expect((await hub.told('ProviderSuspended')).filter(({ subject }) => subject.endsWith(provider.id))).toEqual([]);
  });

  it.each([
    ['SM-5: a member that is not suspended', [], 'restoreMember'],
    ['SM-5: a member that was suspended already', ['suspendMember'], 'suspendMember'],
    ['SM-5: a member that has left', ['exitMember'], 'restoreMember'],
    ['SM-5: a member that has left', ['exitMember'], 'exitMember'],
  ])('%s has no such way to go', async (_title, before, mutation) => {
    const membershipId = await hub.admitted(await hub.aProvider());
    const change = (act: string) => hub.act('operator', act, { membershipId, reason: 'contract notice' });
    for (const act of before) await change(act);
    const { membership, refusals } = await change(mutation);
    expect(membership).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'SM-5', code: 'ILLEGAL_TRANSITION' }]);
  });

  it('SM-5: a change says why', async () => {
    const membershipId = await hub.admitted(await hub.aProvider());
    const { refusals } = await hub.act('operator', 'suspendMember', { membershipId, reason: ' ' });
    expect(refusals).toMatchObject([{ code: 'REASON_REQUIRED', field: 'reason' }]);
  });

  it('PROV-12: a membership ends today, or on its first day where it had not begun', async () => {
    const begun = await hub.admitted(await hub.aProvider());
    const today = (await hub.time.now()).toISOString().slice(0, 10);
    expect((await hub.act('operator', 'exitMember', { membershipId: begun, reason: 'merger' })).membership.to).toBe(
      today,
    );
    const toCome = await hub.admitted(await hub.aProvider(), { from: '2027-04-01', to: '2028-03-31' });
    expect((await hub.act('operator', 'exitMember', { membershipId: toCome, reason: 'merger' })).membership.to).toBe(
      '2027-04-01',
    );
  });

  it('PROV-12: the members of a council, a vehicle and a patch are listed a page at a time', async () => {
    const [east, west, framework] = [await hub.aProvider(), await hub.aProvider(), await hub.aProvider()];
    await hub.admitted(east, { vehicle: 'PATCH', patch: 'East' });
    await hub.admitted(west, { vehicle: 'PATCH', patch: 'West' });
    await hub.admitted(framework);
    const list = async (where: string) => {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const answer = await hub.ask(
          'bromley broker',
          `query ($after: String) { providers(${where} first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        );
        const { edges, pageInfo } = answer.providers;
        ids.push(...edges.map((edge: { node: { id: string } }) => edge.node.id));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      return ids;
    };
    expect((await list('council: "bromley",')).toSorted()).toEqual([east.id, west.id, framework.id].toSorted());
    expect(await list('council: "bromley", vehicle: PATCH, patch: "West",')).toEqual([west.id]);
    expect(await list('council: "ashdown",')).toEqual([]);
    const all = await list('');
    const { rows } = await hub.pool.query('select id from providers.provider order by name, id');
    expect(all).toEqual(rows.map(({ id }) => id));
  });
});

import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { parse, visit } from 'graphql';
import { type AProvider, anAward, aRecord, cqcRecord, type Register, startRegister } from '../harness.js';

describe('who may see and do what', () => {
  let hub: Register;
  let oak: AProvider;
  let maple: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
    [oak, maple] = [await hub.aProvider(), await hub.aProvider()];
    for (const council of ['bromley', 'ashdown']) {
      for (const provider of [oak, maple]) await hub.admitted(provider, { council, termsVersion: `${council} terms` });
      await hub.act('operator', 'recordRate', {
        council,
        providerId: oak.id,
        kind: 'BLENDED',
        pence: council === 'bromley' ? 2350 : 2111,
        from: '2026-04-01',
      });
    }
    await hub.rated(oak, { questions: { Safe: 'Requires improvement' }, publishedOn: '2026-05-29' });
    await hub.hear(anAward(oak, 600), anAward(oak, 60, 'ashdown'));
  });
  afterAll(() => hub.stop());

  const COMMERCIAL = `query ($id: ID!) { provider(id: $id) {
    name memberships { council { id } termsVersion } rates { council { id } pence } blendedRates { council { id } pence }
    improvementPlans { council { id } } lowRateQueries { council { id } } ceiling { committedWeeklyMinutes }
  } }`;

  it.each([
    ['bromley', 2350, 'ashdown', 2111],
    ['ashdown', 2111, 'bromley', 2350],
  ])(
    "IDG-26: %s sees its own rates, terms and plans, never another council's; hours as one number",
    async (own, pence, other, rival) => {
      const { provider } = await hub.ask(`${own} broker`, COMMERCIAL, { id: oak.id });
      expect(provider).toMatchObject({
        memberships: [{ council: { id: own }, termsVersion: `${own} terms` }],
        improvementPlans: [{ council: { id: own } }],
        ceiling: { committedWeeklyMinutes: 660 },
      });
      expect(provider.rates).toHaveLength(4);
      expect(provider.blendedRates[0]).toEqual({ council: { id: own }, pence });
      expect(JSON.stringify(provider)).not.toContain(other);
      expect(JSON.stringify(provider)).not.toContain(String(rival));
    },
  );

  it('IDG-26: a provider sees its own across councils', async () => {
    const { myProvider } = await hub.ask(
      oak.token,
      '{ myProvider { id memberships { council { id } } blendedRates { council { id } } improvementPlans { council { id } } } }',
    );
    expect(myProvider.id).toBe(oak.id);
    for (const list of ['memberships', 'blendedRates', 'improvementPlans']) {
      const councils = myProvider[list].map(({ council }: { council: { id: string } }) => council.id);
      expect(new Set(councils)).toEqual(new Set(['bromley', 'ashdown']));
    }
  });

  it.each(['practitioner', 'operator'])('IDG-26: prices are not for the role %s', async (role) => {
    const caller = role === 'operator' ? 'operator' : `bromley ${role}`;
    const { data, errors } = await hub.as(caller, `{ provider(id: "${oak.id}") { name rates { pence } } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', rule: 'IDG-05' } }]);
    expect(data).toMatchObject({ provider: { name: 'Quince Care 1', rates: null } });
  });

  it('IDG-26: an officer cannot act in another council, and is not told what is there', async () => {
    const { rows } = await hub.pool.query(
      `select (select id from providers.membership where council = 'ashdown' and provider_id = $1) as "membershipId",
        (select id from providers.improvement_plan where council = 'ashdown' and provider_id = $1) as "planId"`,
      [oak.id],
    );
    const officer = 'bromley contract-officer';
    for (const membershipId of [rows[0].membershipId, randomUUID(), 'no-id']) {
      const { refusals } = await hub.act(officer, 'suspendMember', { membershipId, reason: 'contract notice' });
      expect(refusals).toMatchObject([{ rule: 'IDG-05', code: 'NOT_FOUND', field: 'membershipId' }]);
    }
    expect((await hub.act(officer, 'shareImprovementPlan', { planId: rows[0].planId })).refusals).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect(
      (await hub.act(officer, 'closeLowRateQuery', { queryId: randomUUID(), explanation: 'so' })).refusals,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    const membership = {
      council: 'ashdown',
      providerId: oak.id,
      vehicle: 'DPS',
      from: '2026-06-01',
      termsVersion: '1',
    };
    await expect(hub.act(officer, 'admitMember', membership)).rejects.toThrow('another council');
  });

  describe('IDG-23: a provider learns nothing of another', () => {
    const ENTITIES = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Provider { id name overallRating } } }`;
    const entities = async (caller: string) => {
      const ids = [oak, maple].map(({ id }) => ({ __typename: 'Provider', id }));
      return (await hub.ask(caller, ENTITIES, { ids }))._entities;
    };

    it('IDG-23: neither by query, nor as an entity, nor in a list', async () => {
      expect(await hub.ask(oak.token, 'query ($id: ID!) { provider(id: $id) { name } }', { id: maple.id })).toEqual({
        provider: null,
      });
      expect(await entities(oak.token)).toEqual([{ id: oak.id, name: 'Quince Care 1', overallRating: 'GOOD' }, null]);
      const { errors } = await hub.as(oak.token, '{ providers { edges { node { name } } } }');
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      const { rows } = await hub.pool.query('select name from providers.provider where id = $1', [maple.id]);
      expect(JSON.stringify(errors)).not.toContain(rows[0].name);
    });

    it('IDG-23: a feed executed for all providers alike finds no provider, and asks no query', async () => {
      expect(await entities(`${oak.token}, in a feed`)).toEqual([null, null]);
      for (const document of [
        `{ provider(id: "${maple.id}") { name } }`,
        '{ patches(council: "bromley") { code } }',
        '{ myProvider { name } }',
      ]) {
        const { data, errors } = await hub.as(`${oak.token}, in a feed`, document);
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', rule: 'IDG-27' } }]);
        expect(Object.values(data ?? {})).toEqual([null]);
      }
    });

    it('IDG-23: councils and the hub find every provider as an entity', async () => {
      for (const caller of ['bromley broker', 'ashdown practitioner', 'hub']) {
        expect((await entities(caller)).map(({ id }: { id: string }) => id)).toEqual([oak.id, maple.id]);
      }
    });

    it('IDG-23: under row-level security a provider reads its own rows alone, whatever is asked', async () => {
      const client = await hub.pool.connect();
      try {
        await client.query('begin');
        await client.query(`set local role providers_provider`);
        await client.query(
          `select set_config('hub.organisation', $1, true), set_config('hub.councils', 'bromley,ashdown', true)`,
          [oak.id],
        );
        for (const table of [
          'provider',
          'location',
          'rating_set',
          'membership',
          'rate',
          'improvement_plan',
          'workload',
          'committed_hours',
          'standing',
        ]) {
          const key = table === 'provider' ? 'id' : 'provider_id';
          const { rows } = await client.query(`select distinct ${key} as owner from providers.${table}`);
          expect([table, rows.map(({ owner }) => owner)]).toEqual([table, [oak.id]]);
        }
        expect((await client.query('select 1 from providers.ward_postcode')).rowCount).toBe(0);
        await expect(client.query(`update providers.workload set committed_weekly_minutes = 0`)).rejects.toThrow(
          'permission denied',
        );
      } finally {
        await client.query('rollback');
        client.release();
      }
    });
  });

  it.each([
    ['registerProvider', () => aRecord()],
    ['importCqcRecord', () => ({ record: cqcRecord(oak.cqcLocationId), providerId: oak.id })],
    [
      'admitMember',
      () => ({ council: 'bromley', providerId: oak.id, vehicle: 'DPS', from: '2026-06-01', termsVersion: '1' }),
    ],
    ['importWards', () => ({ council: 'bromley', rows: [] })],
    ['importWardPostcodes', () => ({ council: 'bromley', rows: [] })],
    ['recordRate', () => ({ council: 'bromley', providerId: oak.id, kind: 'BLENDED', pence: 1, from: '2026-06-01' })],
    [
      'recordImprovementPlan',
      () => ({ council: 'bromley', providerId: oak.id, items: ['SAFE'], endsOn: '2026-09-30' }),
    ],
  ])('IDG-27: %s is for operators and contract officers', async (mutation, input) => {
    for (const caller of [oak.token, 'bromley broker', 'bromley practitioner']) {
      await expect(hub.act(caller, mutation, input())).rejects.toThrow('This is for the roles');
    }
  });

  it.each([
    ['declareCapacity', { council: 'bromley', statedAt: '2026-06-01T08:00:00Z', free: [] }],
    ['declarePrivateHours', { weeklyMinutes: 600 }],
  ])(
    'IDG-27: %s is for the people and the rostering system of a provider, not for call monitoring',
    async (mutation, input) => {
      const act = (caller: string) => hub.act(caller, mutation, { ...input, idempotencyKey: randomUUID() });
      for (const caller of [oak.token, `person of ${oak.cqcLocationId}`])
        expect((await act(caller)).refusals).toEqual([]);
      for (const caller of [`call monitoring of ${oak.cqcLocationId}`, 'bromley broker', 'bromley contract-officer']) {
        await expect(act(caller)).rejects.toThrow('This is for the roles');
      }
    },
  );

  it.each([
    ['patchOf', '{ patchOf(council: "bromley", postcode: "BR1 1AB", on: "2026-06-01") { ward } }'],
    [
      'schemeNow',
      '{ schemeNow(scheme: "f3a5a1f2-0000-4000-8000-000000000000", council: "bromley") { onSiteProviderId } }',
    ],
    ['standardFeeOn', '{ standardFeeOn(council: "bromley", kind: NURSING, on: "2026-06-01") { pence } }'],
    ['providerStanding', '{ providerStanding(provider: "f3a5a1f2-0000-4000-8000-000000000000", council: "bromley") }'],
  ])('IDG-05: %s is asked by the hub alone, and is not in the supergraph', async (field, document) => {
    for (const caller of [oak.token, 'bromley broker', 'operator']) {
      const { errors } = await hub.as(caller, document);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    let directives: readonly string[] = [];
    visit(parse(hub.subgraph.sdl), {
      FieldDefinition(node) {
        if (node.name.value === field) directives = node.directives!.map(({ name }) => name.value);
      },
    });
    expect(directives).toContain('inaccessible');
  });

  it('SHOW-06: a page of providers takes as many statements for twenty as for two', async () => {
    for (let i = 0; i < 20; i++) await hub.aProvider();
    const logger = hub.subgraph.db.orm.config.getLogger();
    const logged = jest.spyOn(logger, 'logQuery').mockImplementation(() => {});
    logger.setDebugMode(['query']);
    const statements = async (first: number) => {
      logged.mockClear();
      await hub.ask(
        'bromley broker',
        `{ providers(first: ${first}) { edges { node { name registered overallRating gate(purpose: AWARD) { answer }
          improvementPlanCompliant ceiling { pct } memberships { vehicle } blendedRates { pence } locations { history { overall } } } } } }`,
      );
      // The subgraph's own reactions and deadlines run over the same pool, and read no entity now.
      return logged.mock.calls.filter(([{ query }]) => query?.includes('"providers".')).length;
    };
    const two = await statements(2);
    expect(two).toBeGreaterThan(3);
    expect(await statements(20)).toBe(two);
    logger.setDebugMode(false);
    logged.mockRestore();
  });
});

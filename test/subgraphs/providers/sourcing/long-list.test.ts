import { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { longListFacts } from '../../../../subgraphs/providers/graphql/sourcing/long-list-facts.js';
import { candidatesFound } from '../../../../subgraphs/providers/reads/sourcing/candidates.js';
import { PROVIDER_CATEGORIES } from '../../../../subgraphs/providers/rules/register/provider-record.js';
import { type LongListAsked, longListMatch } from '../../../../subgraphs/providers/rules/sourcing/long-list.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

const HOMES = ['CARE_HOME_WITHOUT_NURSING', 'CARE_HOME_WITH_NURSING'];

describe('the long list', () => {
  let hub: Register;
  let oak: AProvider;
  let maple: AProvider;
  let carers: AProvider;
  let east: string;
  let outside: string;
  let blocked: string;
  beforeAll(async () => {
    hub = await startRegister({ councils: { bromley: {}, ashdown: { vacancy: { staleExcludes: true } } } });
    await hub.bromleyMap();
    const { rows } = await hub.pool.query(`select code, patch from providers.ward where patch in ('East', 'West')`);
    const wardOf = (patch: string) => rows.find((each) => each.patch === patch).code;
    await hub.act('operator', 'importWardPostcodes', {
      council: 'bromley',
      rows: [
        { line: 2, postcode: 'BR5 1AA', ward: wardOf('East'), validFrom: '2024-04-01' },
        { line: 3, postcode: 'BR3 1AA', ward: wardOf('West'), validFrom: '2024-04-01' },
      ],
    });
    [oak, maple, carers] = [await hub.aProvider(), await hub.aProvider(), await hub.aProvider()];
    east = await hub.aHome(
      oak,
      { kinds: ['RESIDENTIAL', 'NURSING', 'RESPITE'], groups: ['OLDER_PEOPLE', 'DEMENTIA'], skills: ['PEG_FEEDING'] },
      { postcode: 'BR5 1AA' },
    );
    outside = await hub.aHome(oak, {}, { postcode: 'ZE1 1AA' });
    blocked = await hub.aHome(maple, {}, { postcode: 'BR3 1AA', overall: 'Requires improvement' });
    for (const each of [oak, maple]) {
      await hub.admitted(each, { vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT', categories: HOMES });
    }
    await hub.admitted(oak, { council: 'ashdown', categories: HOMES });
    await hub.admitted(carers, { categories: ['HOME_SUPPORT'] });
    await hub.act('bromley contract-officer', 'recordLongListKeys', {
      ...{ council: 'bromley', providerId: oak.id, serviceTypes: ['RESIDENTIAL', 'NURSING', 'RESPITE'] },
    });
    const free = [{ kind: 'RESIDENTIAL', count: 3, from: '2026-06-01' }];
    const stated = { homeId: east, statedAt: '2026-06-01T08:30:00Z', vacancies: free };
    await hub.act(oak.token, 'declareVacancies', stated);
  });
  afterAll(() => hub.stop());

  const LIST = `query ($council: ID!, $category: ProviderCategory!, $patch: String, $serviceType: ServiceType,
    $groups: [ServiceUserGroup!], $skills: [Skill!], $on: LocalDate, $first: Int! = 20, $after: String) {
    longList(council: $council, category: $category, patch: $patch, serviceType: $serviceType, groups: $groups,
      skills: $skills, on: $on, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { provider { id } home { id } vehicles area patch gate { answer reason } freshness placesFree
        price { pence agreed from standardFeePence penceAboveFee } listed excludedFor warnings } } } }`;
  const asked = { council: 'bromley', category: 'CARE_HOME_WITHOUT_NURSING' };
  const list = async (over: Record<string, unknown> = {}, caller = 'bromley broker') =>
    (await hub.ask(caller, LIST, { ...asked, ...over })).longList;
  const homes = async (over: Record<string, unknown> = {}) =>
    (await list(over)).edges.map(({ node }: { node: { home: { id: string } } }) => node.home.id);

  it('ROUT-23, PROV-21, PROV-22: has every home that matches, with why, its places, its price and what speaks against it', async () => {
    await hub.act(oak.token, 'declareHomePrice', {
      homeId: east,
      kind: 'RESIDENTIAL',
      pence: 87_000,
      from: '2026-01-01',
    });
    const fee = { council: 'bromley', kind: 'RESIDENTIAL', pence: 80_000, from: '2026-04-01' };
    await hub.act('bromley contract-officer', 'setStandardFee', fee);
    const { totalCount, edges } = await list();
    expect(totalCount).toBe(3);
    const [first, second, third] = edges.map(({ node }: { node: object }) => node);
    expect(first).toEqual({
      provider: { id: oak.id },
      home: { id: east },
      vehicles: ['FLEXIBLE_CONTRACTING_ARRANGEMENT'],
      area: 'ANYWHERE',
      patch: 'East',
      gate: { answer: 'ALLOW', reason: 'GOOD' },
      freshness: 'FRESH',
      placesFree: 3,
      price: { pence: 87_000, agreed: false, from: '2026-01-01', standardFeePence: 80_000, penceAboveFee: 7_000 },
      listed: true,
      excludedFor: [],
      warnings: [],
    });
    expect(second).toMatchObject({
      ...{ home: { id: outside }, patch: null, freshness: 'NEVER_DECLARED', placesFree: null, price: null },
      ...{ listed: true, warnings: ['VACANCIES_NEVER_DECLARED'] },
    });
    expect(third).toMatchObject({
      ...{ home: { id: blocked }, gate: { answer: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' } },
      ...{ listed: false, excludedFor: ['CQC_GATE'], warnings: ['VACANCIES_NEVER_DECLARED'] },
    });
  });

  it('ROUT-23, PROV-14: is narrowed by patch, type of service and needs', async () => {
    expect(await homes({ category: 'CARE_HOME_WITH_NURSING' })).toEqual([east]);
    expect(await homes({ patch: 'East' })).toEqual([east]);
    expect(await homes({ patch: 'Central' })).toEqual([]);
    expect(await homes({ serviceType: 'RESPITE' })).toEqual([east]);
    expect(await homes({ serviceType: 'RESIDENTIAL' })).toEqual([east, outside]);
    expect(await homes({ groups: ['DEMENTIA'], skills: ['PEG_FEEDING'] })).toEqual([east]);
    expect(await homes({ groups: ['MENTAL_HEALTH'] })).toEqual([]);
    expect((await list({ patch: 'East', serviceType: 'RESPITE' })).edges[0].node).toMatchObject({
      area: 'HOME_IN_PATCH',
      placesFree: 0,
      price: null,
    });
  });

  it('ROUT-23, PROV-18: of another category it has the members, by the patches that they cover', async () => {
    const support = { category: 'HOME_SUPPORT', patch: 'East' };
    expect((await list(support)).edges[0].node).toMatchObject({
      ...{
        provider: { id: carers.id },
        home: null,
        area: 'COVERS_BOROUGH',
        freshness: null,
        price: null,
        listed: true,
      },
    });
    const keys = { council: 'bromley', providerId: carers.id, serviceTypes: ['DOMICILIARY'], patches: ['West'] };
    await hub.act(`person of ${carers.cqcLocationId}`, 'recordLongListKeys', keys);
    expect((await list(support)).edges).toEqual([]);
    expect((await list({ ...support, patch: 'West', serviceType: 'DOMICILIARY' })).edges[0].node.area).toBe(
      'COVERS_PATCH',
    );
  });

  it('PROV-21: a price that was agreed counts, also one to come on the day that is asked about', async () => {
    const agreed = { council: 'bromley', homeId: east, kind: 'RESIDENTIAL', pence: 79_000, from: '2026-07-01' };
    await hub.act('bromley contract-officer', 'agreeHomePrice', agreed);
    const price = async (on: string) => (await list({ on })).edges[0].node.price;
    expect(await price('2026-06-30')).toMatchObject({ pence: 87_000, agreed: false });
    expect(await price('2026-07-01')).toMatchObject({ pence: 79_000, agreed: true, penceAboveFee: 0 });
  });

  it('ROUT-23: comes a page at a time', async () => {
    const first = await list({ first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await list({ first: 2, after: first.pageInfo.endCursor });
    const ids = [...first.edges, ...rest.edges].map(({ node }) => node.home.id);
    expect(ids).toEqual([east, outside, blocked]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('ROUT-23: the database finds what the rule says, whatever is asked', async () => {
    const { subgraph, time } = hub;
    const context = new RequestContext(hub.workOf('bromley broker').caller, subgraph.work(), null as never);
    const { em } = context;
    const everybody = { first: 100, after: null };
    const loosely = (category: LongListAsked['category'], on: string): LongListAsked => ({
      ...{ category, patch: null, serviceType: null, groups: [], skills: [], on },
    });
    const today = (await time.now()).toISOString().slice(0, 10);
    for (const category of PROVIDER_CATEGORIES) {
      const all = await candidatesFound(em, 'bromley', loosely(category, today), everybody);
      const nodes = all.edges.map(({ node }) => node);
      const facts = await longListFacts(context, 'bromley', nodes, today);
      for (const patch of [null, 'East', 'West']) {
        for (const serviceType of [null, 'DOMICILIARY', 'RESIDENTIAL', 'NURSING', 'RESPITE'] as const) {
          for (const groups of [[], ['DEMENTIA']] as const) {
            const question = { ...loosely(category, today), patch, serviceType, groups };
            const found = await candidatesFound(em, 'bromley', question, everybody);
            const byRule = nodes.filter((_, at) => longListMatch(question, facts[at]!.candidate));
            expect([question, found.edges.map(({ node }) => node.id)]).toEqual([question, byRule.map(({ id }) => id)]);
          }
        }
      }
    }
  });

  it('ROUT-23: what cannot be asked for is bad input', async () => {
    const fault = async (over: Record<string, unknown>) =>
      (await hub.as('bromley broker', LIST, { ...asked, ...over })).errors?.map(({ extensions }) => extensions.code);
    expect(await fault({ patch: 'North' })).toEqual(['BAD_USER_INPUT']);
    expect(await fault({ on: '2026-05-31' })).toEqual(['BAD_USER_INPUT']);
    expect(await fault({ on: '2027-06-03' })).toEqual(['BAD_USER_INPUT']);
    expect(await fault({ on: '2027-06-02' })).toBeUndefined();
    expect(await fault({ first: 101 })).toEqual(['BAD_USER_INPUT']);
    expect(await fault({ skills: ['JUGGLING'] })).toHaveLength(1);
  });

  it('IDG-05, IDG-26: is for those of the council who look for a provider', async () => {
    expect(await list({}, 'ashdown broker')).toBeNull();
    for (const caller of [oak.token, 'bromley practitioner', 'operator']) {
      expect((await hub.as(caller, LIST, asked)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('PROV-14: keys are recorded by an officer or the provider, and told', async () => {
    const record = (caller: string, over: Record<string, unknown> = {}) =>
      hub.act(caller, 'recordLongListKeys', {
        ...{
          council: 'bromley',
          providerId: maple.id,
          serviceTypes: ['RESPITE', 'RESIDENTIAL'],
          patches: ['West', 'East'],
        },
        ...over,
      });
    const { keys, refusals } = await record('bromley contract-officer');
    expect(refusals).toEqual([]);
    expect(keys).toMatchObject({ serviceTypes: ['RESIDENTIAL', 'RESPITE'], patches: ['East', 'West'] });
    const told = await hub.told('LongListKeysRecorded');
    expect(told.at(-1)).toMatchObject({
      council: 'bromley',
      audience: { providers: [maple.id], roles: ['broker', 'contract-officer'] },
      data: { providerId: maple.id, serviceTypes: ['RESIDENTIAL', 'RESPITE'], patches: ['East', 'West'] },
    });
    await record(`person of ${maple.cqcLocationId}`);
    expect(await hub.told('LongListKeysRecorded')).toHaveLength(told.length);
    expect((await record('operator', { patches: ['North'] })).refusals).toMatchObject([
      { rule: 'PROV-14', code: 'PATCH_UNKNOWN', field: 'input.patches.0' },
    ]);
    expect((await record('ashdown contract-officer', { council: 'ashdown', patches: null })).refusals).toMatchObject([
      { rule: 'PROV-12', code: 'NOT_A_MEMBER', field: 'input.council' },
    ]);
    const { errors } = await hub.as(
      'bromley contract-officer',
      'mutation ($input: RecordLongListKeysInput!) { recordLongListKeys(input: $input) { refusals { code } } }',
      {
        input: {
          council: 'bromley',
          providerId: maple.id,
          serviceTypes: ['JUGGLING'],
          idempotencyKey: 'a-key-of-mine',
        },
      },
    );
    expect(errors).toHaveLength(1);
    const seen = await hub.ask(maple.token, 'query { myProvider { longListKeys { patches } } }');
    expect(seen.myProvider.longListKeys).toEqual([{ patches: ['East', 'West'] }]);
  });

  it('PROV-22: stale vacancies are warned of, or leave a home out if the council says so', async () => {
    await hub.time.freezeAt(new Date('2026-06-09T09:00:00Z'));
    expect((await list()).edges[0].node).toMatchObject({
      freshness: 'STALE',
      listed: true,
      warnings: ['VACANCIES_STALE'],
    });
    const ofAshdown = await list({ council: 'ashdown' }, 'ashdown broker');
    expect(ofAshdown.edges.map(({ node }: { node: object }) => node)).toMatchObject([
      { home: { id: east }, listed: false, excludedFor: ['VACANCIES_STALE'] },
      { home: { id: outside }, listed: false, excludedFor: ['VACANCIES_NEVER_DECLARED'] },
    ]);
  });
});

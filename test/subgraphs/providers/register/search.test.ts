import { readFile } from 'node:fs/promises';
import { createAdmission } from '../../../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../../../gateway/limits/limits.js';
import type { Caller } from '../../../../kernel/identity/caller.js';
import { publicSchema } from '../../../adapters/hub-stand-in.js';
import { type AProvider, aRecord, cqcRecord, type Register, startRegister } from '../harness.js';

describe('who is found on the register', () => {
  let hub: Register;
  let document: string;
  const ids = new Map<string, string>();

  async function register(name: string, cqcLocationId: string, over: Record<string, unknown> = {}): Promise<AProvider> {
    const record = aRecord({ name, cqcLocationId, ...over });
    const { provider } = await hub.act('operator', 'registerProvider', record);
    await hub.act('operator', 'importCqcRecord', { providerId: provider.id, record: cqcRecord(cqcLocationId) });
    ids.set(name, provider.id);
    return { id: provider.id, token: '', cqcLocationId };
  }

  beforeAll(async () => {
    document = await readFile('schema/operations/providers-by-patch.graphql', 'utf8');
    hub = await startRegister();
    await hub.bromleyMap();
    const almond = await register('Almond Care', '1-800000001');
    const birch = await register('Birch 100% Home Care', '1-800000002', {
      groups: ['LEARNING_DISABILITY', 'DEMENTIA'],
    });
    const cedar = await register('Cedar_House', '1-800000003', { categories: ['CARE_HOME_WITH_NURSING'] });
    await register('Damson Almshouses', 'RZZ01');
    await hub.admitted(almond, { vehicle: 'PATCH', patch: 'East' });
    await hub.admitted(birch);
    const membershipId = await hub.admitted(cedar, { vehicle: 'PATCH', patch: 'East' });
    await hub.act('operator', 'suspendMember', { membershipId, reason: 'contract notice' });
    await hub.admitted(cedar, { council: 'ashdown' });
  });
  afterAll(() => hub.stop());

  const find = async (variables: Record<string, unknown>, caller = 'bromley broker') =>
    (await hub.ask(caller, document, variables)).providers;
  const names = async (variables: Record<string, unknown>, caller?: string): Promise<string[]> =>
    (await find(variables, caller)).edges.map(({ node }: { node: { name: string } }) => node.name);

  it.each<[string, Record<string, unknown>, string[]]>([
    ['all, by name', {}, ['Almond Care', 'Birch 100% Home Care', 'Cedar_House', 'Damson Almshouses']],
    ['part of a name, in any case', { search: ' ALM ' }, ['Almond Care', 'Damson Almshouses']],
    ['a CQC location id', { search: 'rzz01' }, ['Damson Almshouses']],
    ['not a part of such an id', { search: '80000000' }, []],
    ['a percent sign, as it is written', { search: '0%' }, ['Birch 100% Home Care']],
    ['an underscore, as it is written', { search: 'r_H' }, ['Cedar_House']],
    ['a backslash, as it is written', { search: 'r\\_' }, []],
    ['a kind of care', { category: 'CARE_HOME_WITH_NURSING' }, ['Cedar_House']],
    ['all of some groups', { groups: ['DEMENTIA', 'LEARNING_DISABILITY'] }, ['Birch 100% Home Care']],
    ['members of a patch', { council: 'bromley', patch: 'East' }, ['Almond Care', 'Cedar_House']],
    ['suspended members', { council: 'bromley', status: 'SUSPENDED' }, ['Cedar_House']],
    ['members by a vehicle', { vehicle: 'FRAMEWORK' }, ['Birch 100% Home Care']],
    ['several of these together', { search: 'ce', patch: 'East', status: 'SUSPENDED' }, ['Cedar_House']],
  ])('PROV-12, PROV-13, PROV-15: by %s', async (_what, variables, expected) => {
    expect(await names(variables)).toEqual(expected);
    expect((await find(variables)).totalCount).toBe(expected.length);
  });

  it.each(['a', ' a ', 'x'.repeat(101)])(
    'IDG-27: a text that finds nothing sensible is not searched: "%s"',
    async (search) => {
      const { errors } = await hub.as('bromley broker', document, { search });
      expect(errors).toMatchObject([
        { message: 'search takes a text of 2 to 100 characters.', extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    },
  );

  it('IDG-26: members of another council are not found by its broker', async () => {
    expect(await names({ council: 'ashdown' }, 'bromley broker')).toEqual([]);
    expect(await names({ council: 'ashdown' }, 'ashdown broker')).toEqual(['Cedar_House']);
    // An empty text names no council and no patch; it does not mean all of them.
    expect(await names({ council: '' })).toEqual([]);
    expect(await names({ patch: '' })).toEqual([]);
  });

  it('PROV-12, PROV-17, PROV-18: a row says how each stands with the council and by which vehicles it may be asked', async () => {
    const { edges } = await find({ council: 'bromley', patch: 'East' });
    expect(edges.map(({ node }: { node: unknown }) => node)).toMatchObject([
      { name: 'Almond Care', membershipStatus: 'ADMITTED', vehicles: ['PATCH'], patches: ['East'] },
      { name: 'Cedar_House', membershipStatus: 'SUSPENDED', vehicles: [], patches: [] },
    ]);
    // The framework serves every patch, and a patch provider its own.
    const all = await find({ patch: null, search: 'care' });
    expect(all.edges[1].node).toMatchObject({ name: 'Birch 100% Home Care', vehicles: ['FRAMEWORK'], patches: [] });
    const { provider } = await hub.ask(
      'bromley broker',
      '{ provider(id: "1-800000001") { here: vehicles(patch: "East") there: vehicles(patch: "South") anywhere: vehicles } }',
    );
    expect(provider).toEqual({ here: ['PATCH'], there: [], anywhere: ['PATCH'] });
  });

  it('PROV-12: pages follow each other by name, and are read again alike', async () => {
    const first = await find({ first: 3 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true });
    const rest = await find({ first: 3, after: first.pageInfo.endCursor });
    expect(rest.edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(['Damson Almshouses']);
  });

  it('IDG-05: one is asked for by its id or its CQC location id', async () => {
    const one = async (id: string, caller = 'bromley broker') =>
      (await hub.ask(caller, 'query ($id: ID!) { provider(id: $id) { id name } }', { id })).provider;
    const almond = { id: ids.get('Almond Care'), name: 'Almond Care' };
    expect(await one(ids.get('Almond Care')!)).toEqual(almond);
    expect(await one('1-800000001')).toEqual(almond);
    expect(await one('rzz01')).toMatchObject({ name: 'Damson Almshouses' });
    for (const id of ['1-899999999', 'x', '', 'x'.repeat(5000)]) expect(await one(id)).toBeNull();
  });

  it('NFR-06: a page costs a small part of what its askers may spend at once', async () => {
    const admit = createAdmission(await publicSchema(), DEFAULT_LIMITS);
    const asked = { query: document, variables: { first: 100 }, bytes: document.length };
    expect(() => admit(asked, { role: 'broker' } as unknown as Caller)).not.toThrow();
    const { cost } = admit(asked, { role: 'broker' } as unknown as Caller);
    expect(cost).toBeLessThan(DEFAULT_LIMITS.cost.broker / 5);
  });
});

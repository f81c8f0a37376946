import type { HomeStanding } from '../../../../schema/events/providers.js';
import { type AProvider, cqcRecord, type Register, startRegister } from '../harness.js';

describe('where a home stands with a council', () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
  });
  beforeEach(async () => {
    provider = await hub.aProvider();
  });
  afterAll(() => hub.stop());

  const told = async (home: string) =>
    (await hub.told('HomeStandingChanged')).filter(({ subject }) => subject === `care-home/${home}`);
  const now = async (home: string, council = 'bromley'): Promise<HomeStanding | null> =>
    (
      await hub.ask('hub', 'query ($home: ID!, $council: ID!) { homeStanding(home: $home, council: $council) }', {
        home,
        council,
      })
    ).homeStanding;
  const declared = async (home: string, count: number) =>
    hub.act(provider.token, 'declareVacancies', {
      homeId: home,
      statedAt: (await hub.time.now()).toISOString(),
      vacancies: [{ kind: 'RESIDENTIAL', count, from: '2026-06-01' }],
    });

  it('ROUT-30: it is told to nobody but subgraphs once its provider is admitted, and the hub is answered the same', async () => {
    const home = await hub.aHome(provider, { kinds: ['RESIDENTIAL'], groups: ['DEMENTIA'], skills: ['DEMENTIA_CARE'] });
    expect(await told(home)).toEqual([]);
    expect(await now(home)).toBeNull();
    await hub.admitted(provider, { council: 'ashdown' });
    const events = await told(home);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ council: 'ashdown', audience: {} });
    expect(events[0]!.data).toMatchObject({
      ...{ homeId: home, providerId: provider.id, council: 'ashdown', version: 1 },
      ...{ kinds: ['RESIDENTIAL'], groups: ['DEMENTIA'], skills: ['DEMENTIA_CARE'], patch: null },
      ...{ registered: true, overall: 'GOOD', doubts: [], prices: [], vacancies: null },
    });
    expect(await now(home, 'ashdown')).toEqual(events[0]!.data);
    expect(await now(home)).toBeNull();
  });

  it('PROV-22, PROV-21, IDG-26: vacancies and prices change it, and a price agreed with one council is no matter of another', async () => {
    const home = await hub.aHome(provider, { kinds: ['RESIDENTIAL'] });
    await hub.admitted(provider);
    await hub.admitted(provider, { council: 'ashdown' });
    expect((await declared(home, 2)).refusals).toEqual([]);
    const price = { homeId: home, kind: 'RESIDENTIAL', from: '2026-06-01' };
    expect((await hub.act(provider.token, 'declareHomePrice', { ...price, pence: 82_000 })).refusals).toEqual([]);
    const agreed = { ...price, council: 'bromley', pence: 80_000 };
    expect((await hub.act('bromley contract-officer', 'agreeHomePrice', agreed)).refusals).toEqual([]);
    const own = { kind: 'RESIDENTIAL', agreed: false, pence: 82_000, from: '2026-06-01' };
    expect((await now(home, 'ashdown'))?.prices).toEqual([own]);
    expect(await now(home)).toMatchObject({
      prices: [{ ...own, agreed: true, pence: 80_000 }],
      vacancies: { free: [{ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01' }] },
    });
    const versions = (await told(home)).map(({ council, data }) => [council, (data as HomeStanding).version]);
    expect(versions.filter(([council]) => council === 'bromley')).toEqual([1, 2, 3, 4].map((v) => ['bromley', v]));
    expect(versions.filter(([council]) => council === 'ashdown')).toEqual([1, 2, 3].map((v) => ['ashdown', v]));
  });

  it('PROV-03, PROV-02: what CQC says of the home changes it; the same again does not', async () => {
    const home = await hub.aHome(provider, { kinds: ['RESIDENTIAL'] });
    await hub.admitted(provider);
    const { location } = (
      await hub.ask(
        'bromley broker',
        'query ($id: ID!) { provider(id: $id) { careHomes { id location { cqcLocationId } } } }',
        {
          id: provider.id,
        },
      )
    ).provider.careHomes[0];
    const record = cqcRecord(location.cqcLocationId, {
      ...{ overall: 'Inadequate', publishedOn: '2026-05-20', beds: 30 },
    });
    const bring = () => hub.act('bromley contract-officer', 'importCqcRecord', { record });
    expect((await bring()).refusals).toEqual([]);
    expect((await told(home)).at(-1)!.data).toMatchObject({ version: 2, overall: 'INADEQUATE' });
    await bring();
    expect(await told(home)).toHaveLength(2);
  });

  it('SM-5: a provider that has left the council has no home for it', async () => {
    const home = await hub.aHome(provider, { kinds: ['RESIDENTIAL'] });
    const membershipId = await hub.admitted(provider);
    expect(await now(home)).not.toBeNull();
    await hub.act('bromley contract-officer', 'exitMember', { membershipId, reason: 'Contract ended' });
    expect(await now(home)).toBeNull();
  });
});

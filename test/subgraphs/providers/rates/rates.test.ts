import { CARE_TYPES } from '../../../../schema/events/cases.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('rates', () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
  });
  beforeEach(async () => {
    provider = await hub.aProvider();
    await hub.admitted(provider);
  });
  // The framework of one test is not compared with another's.
  afterEach(() => hub.pool.query('truncate providers.membership, providers.rate, providers.low_rate_query'));
  afterAll(() => hub.stop());

  const record = (over: Record<string, unknown> = {}, of = provider) =>
    hub.act('bromley contract-officer', 'recordRate', {
      council: 'bromley',
      providerId: of.id,
      kind: 'BLENDED',
      pence: 2350,
      from: '2026-04-01',
      ...over,
    });
  const inForce = async (of = provider) => (await hub.standing(of))!.blendedRatePence;
  const every = (pence: number) => Object.fromEntries(CARE_TYPES.map((careType) => [careType, pence]));
  const told = async (...types: string[]) =>
    (await hub.told(...types)).filter(({ subject }) => subject === `provider/${provider.id}`);

  it('PROV-32, AMB-41: a blended rate is one price for all types of care', async () => {
    const { rates } = await record();
    expect(rates.map(({ careType, pence }: { careType: string; pence: number }) => [careType, pence])).toEqual(
      CARE_TYPES.map((careType) => [careType, 2350]),
    );
    expect(await inForce()).toEqual(every(2350));
    const seen = await hub.ask(
      'bromley broker',
      `{ provider(id: "${provider.id}") { blendedRates { council { id } careType pence } } }`,
    );
    expect(seen.provider.blendedRates).toContainEqual({ council: { id: 'bromley' }, careType: 'D2A', pence: 2350 });
  });

  it('PROV-32, IDG-16: who recorded which price is kept in the log, and told to the provider and its own council', async () => {
    await record({ pence: 2480, from: '2026-07-01', to: '2026-12-31' });
    expect(await told('RateRecorded')).toMatchObject([
      {
        council: 'bromley',
        audience: { providers: [provider.id], roles: ['contract-officer'] },
        data: { kind: 'BLENDED', careTypes: [...CARE_TYPES], pence: 2480, from: '2026-07-01', to: '2026-12-31' },
      },
    ]);
  });

  it('PROV-32: the next price begins at midnight of its day, and is told of then', async () => {
    await record();
    await record({ pence: 2480, from: '2026-07-01' });
    await hub.time.freezeAt(new Date('2026-06-30T22:59:59.999Z'));
    expect(await inForce()).toEqual(every(2350));
    await hub.time.freezeAt(new Date('2026-06-30T23:00:00.000Z'));
    expect(await inForce()).toEqual(every(2480));
    const [last] = (await told('ProviderStandingChanged')).slice(-1);
    expect(last!.data).toMatchObject({ blendedRatePence: every(2480) });
    const { rows } = await hub.pool.query(
      'select distinct pence::int, valid_from, valid_to from providers.rate order by valid_from',
    );
    expect(rows).toEqual([
      { pence: 2350, valid_from: '2026-04-01', valid_to: '2026-06-30' },
      { pence: 2480, valid_from: '2026-07-01', valid_to: null },
    ]);
  });

  it('PROV-32: after its last day a price is none', async () => {
    await record({ to: '2026-07-31' });
    await hub.time.freezeAt(new Date('2026-07-31T22:59:59.999Z'));
    expect(await inForce()).toEqual(every(2350));
    await hub.time.freezeAt(new Date('2026-07-31T23:00:00Z'));
    expect(await inForce()).toEqual({});
    const [last] = (await told('ProviderStandingChanged')).slice(-1);
    expect(last!.data).toMatchObject({ blendedRatePence: {} });
  });

  it('PROV-32: nights and negotiated rates are held, and are no blended price', async () => {
    await record();
    const packageId = provider.id;
    expect((await record({ kind: 'SLEEP_IN', pence: 9000 })).refusals).toEqual([]);
    expect(
      (await record({ packageId, pence: 3100, approvedBy: 'user:commissioner', reason: 'two to one' })).refusals,
    ).toEqual([]);
    expect(await inForce()).toEqual(every(2350));
  });

  it.each([
    ['of nothing', { pence: 0 }, 'PENCE_INVALID'],
    ['that ends before it begins', { to: '2026-03-31' }, 'SPAN_ENDS_BEFORE_IT_BEGINS'],
    ['of another kind without a name', { kind: 'OTHER' }, 'LABEL_REQUIRED'],
    [
      'negotiated, with nobody to approve it',
      { packageId: '00000000-0000-4000-8000-000000000001', reason: 'two to one' },
      'APPROVER_REQUIRED',
    ],
    [
      'for some care types beside another price for others',
      { careTypes: ['D2A'], pence: 2600, from: '2026-05-01' },
      'MORE_THAN_ONE_PRICE',
    ],
    ['from the day on which one already begins', { pence: 2600 }, 'RATES_OVERLAP'],
  ])('PROV-32: a rate %s is refused', async (_name, over, code) => {
    await record();
    const { rates, refusals } = await record(over);
    expect(rates).toBeNull();
    expect(refusals.map((refusal) => refusal.code)).toContain(code);
    expect(await inForce()).toEqual(every(2350));
  });

  it('PROV-33: a price recorded before there was a framework to compare it with is looked at on admission', async () => {
    const early = await hub.aProvider();
    await record({ pence: 1500 }, early);
    await record({ pence: 2400 });
    await hub.admitted(early);
    // Of 1500 and 2400 the median is 1950, and 85% of it 1657.5.
    expect(await hub.standing(early)).toMatchObject({ lowRateQueryOpen: true });
    expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: false });
  });

  describe('PROV-33: artificially low', () => {
    /** Three other framework providers at 20.00, 24.00 and 30.00 an hour: with one more at 20.40 the median is 22.20. */
    const others: AProvider[] = [];
    beforeEach(async () => {
      others.length = 0;
      for (const pence of [2000, 2400, 3000]) {
        const other = await hub.aProvider();
        await hub.admitted(other);
        await record({ pence }, other);
        others.push(other);
      }
    });
    const aMomentLater = async () => hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 1000));
    const queries = async () =>
      (
        await hub.ask(
          'bromley contract-officer',
          `{ provider(id: "${provider.id}") { lowRateQueries { id careType pence openedAt closedAt explanation } } }`,
        )
      ).provider.lowRateQueries;

    it('PROV-33: a price is low below 85% of the median of the framework, its own in it', async () => {
      // Of 2000, 2040, 2400 and 3000 the median is 2220, and 85% of it 1887.
      await record({ pence: 2040 });
      expect(await queries()).toEqual([]);
      // Of 1700, 2000, 2400 and 3000 it is 2200: 85% is 1870.
      await record({ pence: 1869, from: '2026-05-01' });
      expect(
        (await queries()).map(({ careType, pence }: { careType: string; pence: number }) => [careType, pence]),
      ).toEqual(expect.arrayContaining(CARE_TYPES.map((careType) => [careType, 1869])));
      expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: true });
    });

    it('PROV-33: at exactly 85% a price is not low', async () => {
      await record({ pence: 1870 });
      expect(await queries()).toEqual([]);
    });

    it('PROV-33: the question is told to the provider, and awards are free again when all are closed', async () => {
      await record({ pence: 1500 });
      const audience = { providers: [provider.id], roles: ['broker', 'contract-officer'] };
      expect((await told('LowRateQueryOpened')).map(({ audience: to, data }) => [to, data])).toEqual(
        CARE_TYPES.map((careType) => [audience, { providerId: provider.id, queryId: expect.any(String), careType }]),
      );
      for (const [nth, { id }] of (await queries()).entries()) {
        expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: true });
        const close = () =>
          hub.act('bromley contract-officer', 'closeLowRateQuery', { queryId: id, explanation: 'carers walk' });
        const { query } = await close();
        expect((await close()).query).toEqual(query);
        expect(await told('LowRateQueryClosed')).toHaveLength(nth + 1);
      }
      expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: false });
      expect((await queries())[0]).toMatchObject({ explanation: 'carers walk' });
    });

    it('PROV-33: a price comes to look low when another provider asks more, and not before its day', async () => {
      await record({ pence: 2040 });
      // Of 2040, 2400, 2600 and 3000 the median is 2500: 85% is 2125.
      await record({ pence: 2600, from: '2026-09-01' }, others[0]);
      await hub.time.freezeAt(new Date('2026-08-31T22:59:59.999Z'));
      expect(await queries()).toEqual([]);
      expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: false });
      await hub.time.freezeAt(new Date('2026-08-31T23:00:00.001Z'));
      expect(await queries()).toHaveLength(CARE_TYPES.length);
      expect(await hub.standing(provider)).toMatchObject({ lowRateQueryOpen: true });
      expect(await told('LowRateQueryOpened')).toHaveLength(CARE_TYPES.length);
    });

    it('PROV-33: a price comes to look low when a cheaper provider leaves the framework', async () => {
      // Of 1900, 2000, 2400 and 3000 the median is 2200; of 1900, 2400 and 3000 it is 2400: 85% is 2040.
      await record({ pence: 1900, from: '2026-05-01' });
      expect(await queries()).toEqual([]);
      const { rows } = await hub.pool.query('select id from providers.membership where provider_id = $1', [
        others[0]!.id,
      ]);
      await hub.act('operator', 'suspendMember', { membershipId: rows[0].id, reason: 'notice' });
      await aMomentLater();
      expect(await queries()).toHaveLength(CARE_TYPES.length);
    });

    it('PROV-33: a price that was explained is not asked about again', async () => {
      await record({ pence: 1500 });
      const asked = (await queries()).length;
      await hub.act('operator', 'exitMember', {
        membershipId: (
          await hub.pool.query('select id from providers.membership where provider_id = $1', [provider.id])
        ).rows[0].id,
        reason: 'merger',
      });
      await hub.admitted(provider, { from: '2026-06-02' });
      expect(await queries()).toHaveLength(asked);
    });

    it('PROV-33: a query is closed with an explanation', async () => {
      await record({ pence: 1500 });
      const [{ id }] = await queries();
      const { refusals } = await hub.act('bromley contract-officer', 'closeLowRateQuery', {
        queryId: id,
        explanation: ' ',
      });
      expect(refusals).toMatchObject([{ rule: 'PROV-33', code: 'EXPLANATION_REQUIRED' }]);
    });
  });
});

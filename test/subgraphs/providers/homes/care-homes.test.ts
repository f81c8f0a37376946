import { STANDARD_FEE_ON } from '../../../../schema/questions.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('care homes', () => {
  let hub: Register;
  let provider: AProvider;
  let other: AProvider;
  let person: string;
  let home: string;
  beforeAll(async () => {
    hub = await startRegister();
    provider = await hub.aProvider();
    other = await hub.aProvider();
    person = `person of ${provider.cqcLocationId}`;
    await hub.admitted(provider);
    await hub.admitted(provider, { council: 'ashdown' });
  });
  afterAll(() => hub.stop());

  const record = (caller: string, over: Record<string, unknown> = {}) =>
    hub.act(caller, 'recordCareHome', {
      ...{ providerId: provider.id, cqcLocationId: '1-910000001', kinds: ['RESIDENTIAL'], groups: ['OLDER_PEOPLE'] },
      ...over,
    });
  const shown = async (caller: string, fields: string) =>
    (await hub.ask(caller, `query ($id: ID!) { provider(id: $id) { careHomes { ${fields} } } }`, { id: provider.id }))
      .provider?.careHomes;
  const refusalOf = ({ refusals }: Awaited<ReturnType<Register['act']>>) =>
    refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`);

  it('PROV-21: a home is a location of its provider that CQC has as a home', async () => {
    expect(refusalOf(await record('bromley contract-officer'))).toEqual([
      'PROV-21 NOT_ITS_LOCATION input.cqcLocationId',
    ]);
    const elsewhere = { cqcLocationId: other.cqcLocationId };
    expect(refusalOf(await record('operator', elsewhere))).toEqual(['PROV-21 NOT_ITS_LOCATION input.cqcLocationId']);
    const itself = { cqcLocationId: provider.cqcLocationId };
    expect(refusalOf(await record(person, itself))).toEqual(['PROV-21 NOT_A_CARE_HOME input.cqcLocationId']);
  });

  it('PROV-21, PROV-22: an officer records it, for every council to see with its beds', async () => {
    home = await hub.aHome(provider, {}, { serviceTypes: ['Residential homes'] });
    const seen = await shown('ashdown broker', 'id kinds groups location { name beds } freshness prices { pence }');
    expect(seen).toEqual([
      {
        id: home,
        kinds: ['RESIDENTIAL'],
        groups: ['OLDER_PEOPLE'],
        location: { name: 'Quince House 01', beds: 20 },
        freshness: 'NEVER_DECLARED',
        prices: [],
      },
    ]);
    const told = await hub.told('CareHomeRecorded');
    expect(told.map(({ council }) => council)).toEqual(['ashdown', 'bromley']);
    expect(told[0]).toMatchObject({
      subject: `care-home/${home}`,
      audience: { providers: [provider.id], roles: ['broker', 'contract-officer'] },
      data: { providerId: provider.id, homeId: home, locationId: '1-910000001' },
    });
  });

  it('PROV-21: its provider’s people amend it, and the same again changes nothing', async () => {
    const more = { kinds: ['RESPITE', 'RESIDENTIAL'], skills: ['DEMENTIA_CARE'] };
    const { home: amended, refusals } = await record(person, more);
    expect(refusals).toEqual([]);
    expect(amended).toMatchObject({ id: home, kinds: ['RESIDENTIAL', 'RESPITE'], skills: ['DEMENTIA_CARE'] });
    const before = (await hub.told('CareHomeRecorded')).length;
    await record(person, more);
    expect(await hub.told('CareHomeRecorded')).toHaveLength(before);
    expect(refusalOf(await record(person, { kinds: ['NURSING'] }))).toEqual([
      'PROV-21 NURSING_NOT_REGISTERED input.kinds',
    ]);
  });

  it('IDG-23, IDG-26, IDG-27: nobody else records it, and another provider does not see it', async () => {
    const document = 'mutation ($input: RecordCareHomeInput!) { recordCareHome(input: $input) { refusals { code } } }';
    const input = {
      ...{ providerId: provider.id, cqcLocationId: '1-910000001', kinds: ['RESIDENTIAL'], groups: ['OLDER_PEOPLE'] },
      idempotencyKey: 'a-key-of-mine',
    };
    for (const caller of [`person of ${other.cqcLocationId}`, provider.token, 'bromley broker']) {
      expect((await hub.as(caller, document, { input })).errors).toHaveLength(1);
    }
    const alone = await hub.aProvider();
    await hub.admitted(alone, { council: 'ashdown' });
    const ofAshdown = { ...input, providerId: alone.id };
    expect((await hub.as('bromley contract-officer', document, { input: ofAshdown })).errors).toHaveLength(1);
    expect(await shown(other.token, 'id')).toBeUndefined();
  });

  it('PROV-21: the home says what a place costs, and a council what it has agreed, which no other sees', async () => {
    const own = { homeId: home, kind: 'RESIDENTIAL', pence: 87_000, from: '2026-05-01' };
    expect((await hub.act(provider.token, 'declareHomePrice', own)).price).toMatchObject({
      council: null,
      pence: 87_000,
    });
    const agreed = { ...own, council: 'bromley', pence: 81_500, from: '2026-06-01' };
    const { price } = await hub.act('bromley contract-officer', 'agreeHomePrice', agreed);
    expect(price).toMatchObject({ council: { id: 'bromley' }, pence: 81_500, from: '2026-06-01' });
    const pence = async (caller: string) =>
      (await shown(caller, 'prices { pence }'))[0].prices.map((each: { pence: number }) => each.pence);
    expect(await pence('bromley broker')).toEqual([81_500, 87_000]);
    expect(await pence(provider.token)).toEqual([81_500, 87_000]);
    expect(await pence('ashdown broker')).toEqual([87_000]);
    const told = await hub.told('HomePriceRecorded');
    expect(told.map(({ council, data }) => [council, (data as { pence: number }).pence])).toEqual([
      ['ashdown', 87_000],
      ['bromley', 87_000],
      ['bromley', 81_500],
    ]);
  });

  it.each([
    [{ pence: 0 }, 'PROV-21 WEEKLY_PENCE_INVALID input.pence'],
    [{ pence: -1 }, 'PROV-21 WEEKLY_PENCE_INVALID input.pence'],
    [{ pence: 1_000_001 }, 'PROV-21 WEEKLY_PENCE_INVALID input.pence'],
    [{ from: '2026-04-30' }, 'PROV-21 PRICE_BEFORE_LATEST input.from'],
    [{ from: '2026-05-31' }, 'PROV-21 PRICE_IN_FORCE input.from'],
    [{ kind: 'NURSING' }, 'PROV-21 PLACE_KIND_NOT_GIVEN input.kind'],
    [{ homeId: '00000000-0000-4000-8000-000000000000' }, 'IDG-05 NOT_FOUND input.homeId'],
  ])('PROV-21: a price that cannot be is refused: %j', async (over, expected) => {
    const own = { homeId: home, kind: 'RESIDENTIAL', pence: 88_000, from: '2026-06-01', ...over };
    expect(refusalOf(await hub.act(provider.token, 'declareHomePrice', own))).toEqual([expected]);
  });

  it('IDG-05: a home of another provider is not found', async () => {
    const own = { homeId: home, kind: 'RESIDENTIAL', pence: 88_000, from: '2026-06-01' };
    expect(refusalOf(await hub.act(other.token, 'declareHomePrice', own))).toEqual(['IDG-05 NOT_FOUND input.homeId']);
  });

  it('PROV-12: a council agrees a price with a provider that it has admitted', async () => {
    const alone = await hub.aHome(other);
    const agreed = { council: 'bromley', homeId: alone, kind: 'RESIDENTIAL', pence: 80_000, from: '2026-06-01' };
    expect(refusalOf(await hub.act('bromley contract-officer', 'agreeHomePrice', agreed))).toEqual([
      'PROV-12 NOT_A_MEMBER input.council',
    ]);
  });

  it('PROV-21: a price to come is replaced by one of the same day, and is told', async () => {
    const own = { homeId: home, kind: 'RESIDENTIAL', pence: 90_000, from: '2026-09-01' };
    const first = await hub.act(provider.token, 'declareHomePrice', own);
    const second = await hub.act(provider.token, 'declareHomePrice', { ...own, pence: 91_000 });
    expect(second.price).toMatchObject({ id: first.price.id, pence: 91_000 });
  });

  it('PROV-21: a wrong day to come is set right by a price that begins earlier; what was replaced is answered with it', async () => {
    const own = { homeId: home, kind: 'RESPITE', pence: 70_000, from: '2027-05-30' };
    const council = 'bromley';
    const officer = 'bromley contract-officer';
    const fee = { council, kind: 'NURSING', pence: 99_000, from: '2027-05-30' };
    for (const [caller, act, of] of [
      [provider.token, 'declareHomePrice', own],
      [officer, 'agreeHomePrice', { ...own, council }],
      ['ashdown contract-officer', 'setStandardFee', { ...fee, council: 'ashdown' }],
    ] as const) {
      const wrong = { ...of, idempotencyKey: `${act} of a wrong day` };
      expect((await hub.act(caller, act, wrong)).refusals).toEqual([]);
      const right = await hub.act(caller, act, { ...of, from: '2026-06-10' });
      expect(right.refusals).toEqual([]);
      expect(await hub.act(caller, act, wrong)).toEqual(right);
    }
    const prices = (await shown(officer, 'prices { kind from council { id } }'))[0].prices;
    const respite = prices.filter(({ kind }: { kind: string }) => kind === 'RESPITE');
    expect(respite).toHaveLength(2);
    expect(respite.map(({ from }: { from: string }) => from)).toEqual(['2026-06-10', '2026-06-10']);
    const { standardFees } = await hub.ask('ashdown broker', '{ standardFees(council: "ashdown") { kind from } }');
    expect(standardFees).toEqual([{ kind: 'NURSING', from: '2026-06-10' }]);
    // A price that has begun is not touched.
    const agreed = { ...own, council, pence: 60_000 };
    await hub.act(officer, 'agreeHomePrice', { ...agreed, from: '2026-06-01' });
    const again = await hub.act(officer, 'agreeHomePrice', { ...agreed, from: '2026-05-31' });
    expect(refusalOf(again)).toEqual(['PROV-21 PRICE_BEFORE_LATEST input.from']);
  });

  it('PROV-21, CHOI-06: a contract officer sets the standard fees, which stay as they are once in force', async () => {
    const set = (over: Record<string, unknown> = {}, caller = 'bromley contract-officer') =>
      hub.act(caller, 'setStandardFee', {
        council: 'bromley',
        kind: 'RESIDENTIAL',
        pence: 80_000,
        from: '2026-04-01',
        ...over,
      });
    expect((await set()).fee).toMatchObject({ kind: 'RESIDENTIAL', pence: 80_000, from: '2026-04-01' });
    expect(refusalOf(await set({ pence: 81_000 }))).toEqual(['PROV-21 PRICE_IN_FORCE input.from']);
    expect(refusalOf(await set({ from: '2026-03-31' }))).toEqual(['PROV-21 PRICE_BEFORE_LATEST input.from']);
    expect(refusalOf(await set({ from: '2026-05-01' }))).toEqual(['PROV-21 PRICE_IN_FORCE input.from']);
    expect((await set({ kind: 'NURSING', pence: 105_000 })).refusals).toEqual([]);
    const toCome = (await set({ from: '2027-04-01', pence: 84_000 })).fee;
    expect((await set({ from: '2027-04-01', pence: 85_000 })).fee).toMatchObject({ id: toCome.id, pence: 85_000 });
    const ask = (caller: string) => hub.ask(caller, 'query { standardFees(council: "bromley") { kind pence from } }');
    expect((await ask('bromley broker')).standardFees).toEqual([
      { kind: 'NURSING', pence: 105_000, from: '2026-04-01' },
      { kind: 'RESIDENTIAL', pence: 80_000, from: '2026-04-01' },
      { kind: 'RESIDENTIAL', pence: 85_000, from: '2027-04-01' },
    ]);
    expect((await ask('ashdown broker')).standardFees).toEqual([]);
    // CHOI-06: the hub asks which version is in force on a day, the first day of it included.
    const onDay = async (kind: string, on: string, of = 'bromley') => {
      const variables = { council: of, kind, on };
      return (await hub.ask('hub', STANDARD_FEE_ON, variables)).standardFeeOn;
    };
    expect(await onDay('RESIDENTIAL', '2026-03-31')).toBeNull();
    expect(await onDay('RESIDENTIAL', '2026-04-01')).toEqual({ pence: 80_000, from: '2026-04-01' });
    expect(await onDay('RESIDENTIAL', '2027-03-31')).toEqual({ pence: 80_000, from: '2026-04-01' });
    expect(await onDay('RESIDENTIAL', '2027-04-01')).toEqual({ pence: 85_000, from: '2027-04-01' });
    expect(await onDay('NURSING', '2027-04-01')).toEqual({ pence: 105_000, from: '2026-04-01' });
    expect(await onDay('NURSING', '2027-04-01', 'camden')).toBeNull();
    const told = (await hub.told('StandardFeeSet')).find(({ council }) => council === 'bromley');
    expect(told).toMatchObject({
      council: 'bromley',
      audience: { roles: ['broker', 'contract-officer'] },
      data: { feeKind: 'RESIDENTIAL', pence: 80_000, from: '2026-04-01' },
    });
    const { errors } = await hub.as(
      'ashdown contract-officer',
      'mutation ($input: SetStandardFeeInput!) { setStandardFee(input: $input) { refusals { code } } }',
      { input: { council: 'bromley', kind: 'NURSING', pence: 1, from: '2026-06-01', idempotencyKey: 'a-key-of-mine' } },
    );
    expect(errors).toHaveLength(1);
  });

  it('PROV-02: nothing new is said of a home whose registration has ended', async () => {
    await hub.rated({ ...provider, cqcLocationId: '1-910000001' }, { beds: 20, registered: false });
    const own = { homeId: home, kind: 'RESPITE', pence: 90_000, from: '2026-06-01' };
    expect(refusalOf(await hub.act(provider.token, 'declareHomePrice', own))).toEqual([
      'PROV-02 NOT_REGISTERED input.homeId',
    ]);
    expect(refusalOf(await record('operator', { kinds: ['RESIDENTIAL', 'RESPITE'] }))).toEqual([
      'PROV-02 NOT_REGISTERED input.cqcLocationId',
    ]);
    const stated = { homeId: home, statedAt: '2026-06-01T08:00:00Z', vacancies: [] };
    expect(refusalOf(await hub.act(provider.token, 'declareVacancies', stated))).toEqual([
      'PROV-02 NOT_REGISTERED input.homeId',
    ]);
  });
});

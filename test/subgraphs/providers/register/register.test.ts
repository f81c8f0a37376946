import { existsSync, readFileSync } from 'node:fs';
import { type AProvider, aRecord, cqcRecord, type Register, startRegister } from '../harness.js';

describe('the register of providers', () => {
  let hub: Register;
  beforeAll(async () => {
    hub = await startRegister();
  });
  afterAll(() => hub.stop());

  const PROVIDER = `query ($id: ID!) { provider(id: $id) {
    name cqcLocationId categories groups skills areas postsFilled offices { postcode } contacts { route telephone }
    registered overallRating meetsMinimum
  } }`;

  it('PROV-01: a provider is on the register with all of its record, and for all councils', async () => {
    const { provider } = await hub.act('operator', 'registerProvider', aRecord({ cqcLocationId: '1-800000001' }));
    for (const caller of ['bromley broker', 'ashdown broker']) {
      const seen = await hub.ask(caller, PROVIDER, { id: provider.id });
      expect(seen.provider).toMatchObject({
        name: 'Quince Care',
        cqcLocationId: '1-800000001',
        categories: ['HOME_SUPPORT'],
        groups: ['OLDER_PEOPLE', 'DEMENTIA'],
        skills: ['PEG_FEEDING'],
        offices: [{ postcode: 'BR1 1AB' }],
        registered: false,
        overallRating: 'NOT_YET_RATED',
        meetsMinimum: false,
      });
    }
    const entries = (await hub.told('ProviderRegistered')).filter(
      ({ subject }) => subject === `provider/${provider.id}`,
    );
    expect(entries).toMatchObject([
      { council: null, actor: { role: 'operator' }, data: { cqcLocationId: '1-800000001' } },
    ]);
  });

  it.each([
    ['PROV-01: a name', { name: ' ' }, 'ORGANISATION_REQUIRED'],
    ['PROV-01: its posts', { postsFilled: ['REGISTERED_MANAGER', 'RESPONSIBLE_OFFICER'] }, 'POST_UNFILLED'],
    [
      'PROV-01: contact routes',
      { contacts: [{ route: 'OFFICE', telephone: '020 7946 0001' }] },
      'CONTACT_ROUTE_REQUIRED',
    ],
    ['PROV-13: a category', { categories: [] }, 'CATEGORY_REQUIRED'],
  ])('%s is missing, so nothing is put on the register', async (_title, over, code) => {
    const record = aRecord(over);
    const { provider, refusals } = await hub.act('operator', 'registerProvider', record);
    expect(provider).toBeNull();
    expect(refusals[0]).toMatchObject({ code });
    const { rows } = await hub.pool.query('select 1 from providers.provider where cqc_location_id = $1', [
      record.cqcLocationId,
    ]);
    expect(rows).toHaveLength(0);
  });

  it('PROV-01: a CQC location is on the register once', async () => {
    const record = aRecord();
    await hub.act('operator', 'registerProvider', record);
    const { provider, refusals } = await hub.act('bromley contract-officer', 'registerProvider', record);
    expect(provider).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'PROV-01', code: 'ALREADY_ON_REGISTER', field: 'cqcLocationId' }]);
  });

  describe('a record that is brought up to date', () => {
    let provider: AProvider;
    const told = async () => (await hub.told('ProviderAmended')).filter(({ data }) => idOf(data) === provider.id);
    const idOf = (data: unknown) => (data as { providerId: string }).providerId;
    const person = () => `person of ${provider.cqcLocationId}`;
    beforeEach(async () => {
      provider = await hub.aProvider();
      for (const council of ['bromley', 'ashdown']) await hub.admitted(provider, { council });
    });

    it('PROV-01: by its own people: what is given changes, what is left out stays, and it is a version', async () => {
      const contacts = ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'].map((route) => ({ route, telephone: '020 7946 0777' }));
      const { provider: amended, refusals } = await hub.act(person(), 'amendProvider', {
        providerId: provider.id,
        areas: ['West', 'West'],
        groups: ['CHILDREN_YOUNG_PEOPLE'],
        offices: [{ postcode: 'br2 9zz' }],
        contacts,
      });
      expect(refusals).toEqual([]);
      expect(amended).toMatchObject({ version: 2, areas: ['West'], contacts: contacts.map((each) => each) });
      const { provider: seen } = await hub.ask('ashdown broker', PROVIDER, { id: provider.id });
      expect(seen).toMatchObject({
        categories: ['HOME_SUPPORT'],
        skills: ['PEG_FEEDING'],
        groups: ['CHILDREN_YOUNG_PEOPLE'],
        offices: [{ postcode: 'BR2 9ZZ' }],
      });
      expect(await hub.standing(provider)).toMatchObject({ groups: ['CHILDREN_YOUNG_PEOPLE'] });
    });

    it('PROV-01, IDG-16: told to the provider and the contract officers of its councils, contacts withheld', async () => {
      const contacts = ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'].map((route) => ({ route, telephone: '020 7946 0778' }));
      await hub.act('bromley contract-officer', 'amendProvider', { providerId: provider.id, skills: [], contacts });
      const events = await told();
      expect(events.map(({ council }) => council)).toEqual(['ashdown', 'bromley']);
      expect(events[0]).toMatchObject({
        audience: { providers: [provider.id], roles: ['contract-officer'] },
        actor: { role: 'contract-officer' },
        data: {
          version: 2,
          changed: [
            { part: 'contacts', before: '(withheld)', after: '(withheld)' },
            { part: 'skills', before: ['PEG_FEEDING'], after: [] },
          ],
        },
      });
      expect(JSON.stringify(events)).not.toContain('7946');
    });

    it('PROV-01: a post that falls vacant can be said, and is told', async () => {
      const postsFilled = ['DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'];
      const { provider: amended } = await hub.act(person(), 'amendProvider', { providerId: provider.id, postsFilled });
      expect(amended).toMatchObject({ version: 2, postsFilled });
      expect((await told())[0]!.data).toMatchObject({ changed: [{ part: 'postsFilled', after: postsFilled }] });
    });

    it('PROV-01: the same again is no version and is not told', async () => {
      const { provider: same } = await hub.act(person(), 'amendProvider', { providerId: provider.id, areas: ['East'] });
      expect(same).toMatchObject({ version: 1 });
      expect(await told()).toEqual([]);
    });

    it('PROV-01, PROV-13: what would leave the record incomplete is refused, all of it', async () => {
      const { provider: none, refusals } = await hub.act(person(), 'amendProvider', {
        providerId: provider.id,
        categories: [],
        areas: [],
        skills: ['HOIST_TRANSFER'],
        contacts: [{ route: 'OFFICE', telephone: '020 7946 0001' }],
      });
      expect(none).toBeNull();
      expect(refusals.map(({ rule, code, field }) => [rule, code, field])).toEqual([
        ['PROV-01', 'CONTACT_ROUTE_REQUIRED', 'contacts'],
        ['PROV-01', 'CONTACT_ROUTE_REQUIRED', 'contacts'],
        ['PROV-13', 'CATEGORY_REQUIRED', 'categories'],
        ['PROV-01', 'AREA_REQUIRED', 'areas'],
      ]);
      const { provider: seen } = await hub.ask('bromley broker', PROVIDER, { id: provider.id });
      expect(seen.skills).toEqual(['PEG_FEEDING']);
    });

    it('IDG-27: nobody amends the record of another provider, and its machines amend none', async () => {
      const other = await hub.aProvider();
      const input = { providerId: other.id, areas: ['West'] };
      await expect(hub.act(person(), 'amendProvider', input)).rejects.toThrow('One provider cannot act for another.');
      for (const caller of [other.token, 'bromley broker'])
        await expect(hub.act(caller, 'amendProvider', input)).rejects.toThrow('This is for the roles');
    });

    it('IDG-26: the officers of a council that a provider does not work for amend its record while it works for none', async () => {
      const other = await hub.aProvider();
      const input = { providerId: other.id, areas: ['West'] };
      expect(await hub.act('ashdown contract-officer', 'amendProvider', input)).toMatchObject({ refusals: [] });
      await hub.admitted(other, { council: 'bromley' });
      const again = { providerId: other.id, areas: ['East'] };
      const amended = hub.act('ashdown contract-officer', 'amendProvider', again);
      await expect(amended).rejects.toThrow('works for other councils');
      for (const caller of ['bromley contract-officer', 'operator'])
        expect(await hub.act(caller, 'amendProvider', again)).toMatchObject({ refusals: [] });
    });

    it('PROV-01: amended by several at once, each change is kept and is a version of its own', async () => {
      await Promise.all([
        hub.act(person(), 'amendProvider', { providerId: provider.id, areas: ['West'] }),
        hub.act('bromley contract-officer', 'amendProvider', { providerId: provider.id, skills: ['HOIST_TRANSFER'] }),
        hub.act('operator', 'amendProvider', { providerId: provider.id, groups: ['DEMENTIA'] }),
      ]);
      const { provider: seen } = await hub.ask('bromley broker', PROVIDER, { id: provider.id });
      expect(seen).toMatchObject({ areas: ['West'], skills: ['HOIST_TRANSFER'], groups: ['DEMENTIA'] });
      const versions = (await told()).map(({ data }) => (data as { version: number }).version);
      expect([...new Set(versions)].toSorted()).toEqual([2, 3, 4]);
    });
  });

  describe('what CQC says', () => {
    let provider: AProvider;
    beforeEach(async () => {
      provider = await hub.aProvider({
        overall: 'Good',
        publishedOn: '2025-03-14',
        questions: { Safe: 'Requires improvement' },
      });
    });
    const seen = async () =>
      (
        await hub.ask(
          'bromley practitioner',
          `query ($id: ID!) { provider(id: $id) { registered overallRating meetsMinimum keyQuestions { safe wellLed }
            locations { ageBands history { publishedOn overall } } } }`,
          { id: provider.id },
        )
      ).provider;

    const registered = async (cqcLocationId: string): Promise<string> =>
      (await hub.act('operator', 'registerProvider', aRecord({ cqcLocationId }))).provider.id;
    const imported = (providerId: string, file: string) => {
      const record = JSON.parse(readFileSync(new URL(`../../../handed/${file}`, import.meta.url), 'utf8'));
      return hub.act('operator', 'importCqcRecord', { providerId, record });
    };
    const gateOf = async (id: string) =>
      (
        await hub.ask(
          'bromley practitioner',
          'query ($id: ID!) { provider(id: $id) { registered overallRating gate(purpose: AWARD) { answer reason } } }',
          { id },
        )
      ).provider;

    it('PROV-03: a location has its overall rating, five key questions and their history', async () => {
      await hub.rated(provider, { overall: 'Outstanding', publishedOn: '2026-01-20' });
      expect(await seen()).toMatchObject({
        overallRating: 'OUTSTANDING',
        keyQuestions: { safe: 'OUTSTANDING', wellLed: 'OUTSTANDING' },
        locations: [
          {
            history: [
              { publishedOn: '2026-01-20', overall: 'OUTSTANDING' },
              { publishedOn: '2025-03-14', overall: 'GOOD' },
            ],
          },
        ],
      });
    });

    it('PROV-03: the same record twice is told of once', async () => {
      await hub.admitted(provider);
      const told = (await hub.told('ProviderStandingChanged')).length;
      const { location } = await hub.rated(provider, { questions: { Safe: 'Requires improvement' } });
      expect(location.history).toHaveLength(1);
      expect(await hub.told('ProviderStandingChanged')).toHaveLength(told);
    });

    it('PROV-03: a record older than the one held adds to the history and changes nothing else', async () => {
      await hub.rated(provider, { overall: 'Inadequate', publishedOn: '2024-02-01' });
      const { locations, ...now } = await seen();
      expect(now).toMatchObject({ registered: true, overallRating: 'GOOD' });
      expect(locations[0].history.map((set: { publishedOn: string }) => set.publishedOn)).toEqual([
        '2025-03-14',
        '2024-02-01',
      ]);
    });

    it('PROV-03: a record older than the one held does not rewrite the history', async () => {
      await hub.rated(provider, { overall: 'Outstanding', publishedOn: '2026-01-20' });
      const { location } = await hub.rated(provider, { overall: 'Inadequate', publishedOn: '2025-03-14' });
      expect(location.history).toEqual([
        { publishedOn: '2026-01-20', overall: 'OUTSTANDING' },
        { publishedOn: '2025-03-14', overall: 'GOOD' },
      ]);
    });

    it('PROV-03: CQC may correct what it published on a day', async () => {
      const { location } = await hub.rated(provider, { overall: 'Good' });
      expect(location.history).toEqual([{ overall: 'GOOD', publishedOn: '2025-03-14' }]);
      expect((await seen()).keyQuestions.safe).toBe('GOOD');
    });

    it.each([
      ['Outstanding', true],
      ['Good', true],
      ['Requires improvement', false],
      ['Inadequate', false],
    ])('PROV-04: %s overall meets the minimum of Good: %s', async (overall, meetsMinimum) => {
      await hub.rated(provider, { overall, publishedOn: '2026-02-02' });
      expect(await seen()).toMatchObject({ meetsMinimum });
    });

    it('PROV-02: a deregistered location is not registered', async () => {
      await hub.rated(provider, { registered: false });
      expect(await seen()).toMatchObject({ registered: false });
    });

    it('PROV-09: the ages that a location is registered for are read from it', async () => {
      await hub.rated(provider, { specialisms: ['Caring for children', 'Caring for adults over 65 yrs', 'Dementia'] });
      expect((await seen()).locations[0].ageBands.toSorted()).toEqual(['ADULTS_18_PLUS', 'CHILDREN_0_18']);
    });

    it('PROV-03: a word that is no rating is named, and the rating stays', async () => {
      await hub.rated(provider, { overall: 'Splendid', publishedOn: '2026-02-02' });
      expect(await seen()).toMatchObject({ overallRating: 'GOOD' });
    });

    it('PROV-02, PROV-03: an unknown word hides no deregistration', async () => {
      const id = await registered('1-9990007044');
      await imported(id, '04-cqc-1-good.json');
      expect(await gateOf(id)).toEqual({
        registered: true,
        overallRating: 'GOOD',
        gate: { answer: 'ALLOW', reason: 'GOOD' },
      });
      const { notRead, refusals } = await imported(id, '04-cqc-2-unknown-word-and-deregistered.json');
      expect(refusals).toEqual([]);
      expect(notRead).toMatchObject([{ code: 'CQC_RECORD_INVALID', field: 'currentRatings.overall.rating' }]);
      expect(await gateOf(id)).toMatchObject({
        registered: false,
        gate: { answer: 'BLOCK', reason: 'NOT_REGISTERED' },
      });
    });

    it('PROV-02: an old record after a deregistration opens nothing', async () => {
      const id = await registered('1-9990007008');
      for (const file of ['03-cqc-1-registered.json', '03-cqc-2-deregistered.json', '03-cqc-1-registered.json']) {
        expect((await imported(id, file)).refusals).toEqual([]);
      }
      expect(await gateOf(id)).toMatchObject({
        registered: false,
        gate: { answer: 'BLOCK', reason: 'NOT_REGISTERED' },
      });
      const { rows } = await hub.pool.query(
        `select deregistered_on as "on" from providers.location where cqc_location_id = '1-9990007008'`,
      );
      expect(rows).toEqual([{ on: '2026-08-31' }]);
    });

    it('PROV-02: a registration that is to end ends after its last day, and its gate closes at midnight', async () => {
      const id = await registered('1-9990007009');
      const record = { ...cqcRecord('1-9990007009'), deregistrationDate: '2026-06-02' };
      await hub.act('operator', 'importCqcRecord', { providerId: id, record });
      expect(await gateOf(id)).toMatchObject({ registered: true, gate: { answer: 'ALLOW' } });
      await hub.time.freezeAt(new Date('2026-06-02T22:59:59.999Z'));
      expect(await gateOf(id)).toMatchObject({ registered: true });
      await hub.time.freezeAt(new Date('2026-06-02T23:00:00.001Z'));
      expect(await gateOf(id)).toMatchObject({
        registered: false,
        gate: { answer: 'BLOCK', reason: 'NOT_REGISTERED' },
      });
    });

    it.each([
      ['dormant', { dormancy: 'Y' }, 'DORMANT'],
      ['without a registered manager', { regulatedActivities: [] }, 'NO_REGISTERED_MANAGER'],
    ])('PROV-08: a location that is %s is warned of', async (_name, said, reason) => {
      const id = await registered(`1-99900071${reason.length}`);
      const record = { ...cqcRecord(`1-99900071${reason.length}`), ...said };
      await hub.act('operator', 'importCqcRecord', { providerId: id, record });
      expect(await gateOf(id)).toMatchObject({ registered: true, gate: { answer: 'WARN', reason } });
    });

    it('IDG-26: an officer of a council that the provider does not work for brings it no record', async () => {
      const other = await hub.aProvider();
      await hub.admitted(other);
      const record = cqcRecord(other.cqcLocationId, { registered: false });
      const asked = hub.act('ashdown contract-officer', 'importCqcRecord', { providerId: other.id, record });
      await expect(asked).rejects.toThrow('keep its record');
      expect(await gateOf(other.id)).toMatchObject({ registered: true });
      const own = await hub.act('bromley contract-officer', 'importCqcRecord', { providerId: other.id, record });
      expect(own.refusals).toEqual([]);
    });

    it('PROV-03: a question that is Inadequate is told beside an overall rating that is not scored', async () => {
      await hub.time.freezeAt(new Date('2026-06-10T09:00:00Z'));
      const id = await registered('1-9990007023');
      const { location } = await imported(id, '05-cqc-unscored-overall-with-a-bad-key-question.json');
      expect(location.ratings).toMatchObject({ keyQuestions: { safe: 'INADEQUATE' }, publishedOn: '2026-06-09' });
    });

    it('PROV-03: a record is of a location that the register knows, or of a provider that it knows', async () => {
      const of = (providerId: string | null, locationId: string) =>
        hub.act('operator', 'importCqcRecord', { providerId, record: cqcRecord(locationId) });
      expect((await of(null, '1-700000001')).refusals).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect((await of('no-id', '1-700000001')).refusals).toMatchObject([{ code: 'NOT_FOUND' }]);
      const other = await hub.aProvider();
      expect((await of(other.id, provider.cqcLocationId)).refusals).toMatchObject([{ code: 'LOCATION_OF_ANOTHER' }]);
      expect((await of(provider.id, '1-700000002')).refusals).toEqual([]);
      // A further location does not decide: the one on the provider's record does.
      expect(await seen()).toMatchObject({ overallRating: 'GOOD', keyQuestions: { safe: 'REQUIRES_IMPROVEMENT' } });
    });
  });

  // Beside a working copy, not in it: a real record, with the manager's name taken out of it.
  const file = new URL('../../../../../shared/data/cqc/location-1-125856395.json', import.meta.url);
  const real = existsSync(file) ? it : it.skip;
  real(
    `PROV-03: a real record of CQC is read whole${existsSync(file) ? '' : ' (skipped: shared/data/cqc is not beside this working copy)'}`,
    async () => {
      const record = JSON.parse(readFileSync(file, 'utf8'));
      for (const { contacts } of record.regulatedActivities) {
        for (const contact of contacts) contact.personFamilyName = 'Canary-Featherstone';
      }
      const { provider } = await hub.act('operator', 'registerProvider', aRecord({ cqcLocationId: '1-125856395' }));
      const { location, refusals } = await hub.act('operator', 'importCqcRecord', { record });
      expect(refusals).toEqual([]);
      expect(location).toMatchObject({
        name: 'Lucerne House',
        registered: true,
        ageBands: ['ADULTS_18_PLUS'],
        registeredManagerInPost: true,
        postcode: 'EX2 8TU',
        ratings: {
          overall: 'OUTSTANDING',
          publishedOn: '2019-10-31',
          keyQuestions: { safe: 'GOOD', wellLed: 'OUTSTANDING' },
        },
        history: [
          { overall: 'OUTSTANDING', publishedOn: '2019-10-31' },
          { overall: 'OUTSTANDING', publishedOn: '2017-02-08' },
          { overall: 'GOOD', publishedOn: '2015-01-23' },
        ],
      });
      for (const table of ['location', 'rating_set', 'provider']) {
        const { rows } = await hub.pool.query(
          `select count(*)::int as names from providers.${table} as held where held::text like '%Canary%'`,
        );
        expect(rows).toEqual([{ names: 0 }]);
      }
      expect(provider.id).toBeTruthy();
    },
  );
});

import { readFile } from 'node:fs/promises';
import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('the vacancies of a home', () => {
  let hub: Register;
  let provider: AProvider;
  let other: AProvider;
  let home: string;
  beforeAll(async () => {
    hub = await startRegister({ councils: { bromley: {}, ashdown: { vacancy: { staleDays: 10 } } } });
    provider = await hub.aProvider();
    other = await hub.aProvider();
    home = await hub.aHome(provider, { kinds: ['RESIDENTIAL', 'RESPITE'] });
    await hub.aHome(other);
    for (const each of [provider, other]) await hub.admitted(each);
    await hub.admitted(provider, { council: 'ashdown' });
  });
  afterAll(() => hub.stop());

  const now = async () => (await hub.time.now()).toISOString();
  const stated = async (over: Record<string, unknown> = {}) => ({
    ...{ homeId: home, statedAt: await now(), vacancies: [{ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01' }] },
    ...over,
  });
  const declare = async (over: Record<string, unknown> = {}, caller = provider.token) =>
    hub.act(caller, 'declareVacancies', await stated(over));
  const board = async (caller: string, args = 'council: "bromley"') =>
    (
      await hub.ask(
        caller,
        `{ vacancyBoard(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node {
          id provider { id } freshness(council: "bromley") patch(council: "bromley")
          vacancyStatement { statedAt vacancies { kind count from } } } } } }`,
      )
    ).vacancyBoard;
  const homesOn = (shown: { edges: Array<{ node: { id: string } }> }) => shown.edges.map(({ node }) => node.id);
  const stale = async () =>
    (await hub.told('VacancyStale')).map(({ council, audience, data }) => ({ council, audience, data }));

  it('PROV-22: are stated, told to the brokers of each council, and fresh', async () => {
    const { statement, refusals } = await declare();
    expect(refusals).toEqual([]);
    expect(statement.vacancies).toEqual([{ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01' }]);
    const told = await hub.told('VacanciesDeclared');
    expect(told.map(({ council }) => council)).toEqual(['ashdown', 'bromley']);
    expect(told[1]).toMatchObject({
      audience: { providers: [provider.id], roles: ['broker'] },
      data: {
        providerId: provider.id,
        homeId: home,
        vacancies: [{ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01' }],
      },
    });
    expect((await board('bromley broker')).edges[0].node).toMatchObject({ id: home, freshness: 'FRESH' });
  });

  it('PROV-22: the same declaration again changes nothing, and an older one does not either', async () => {
    const again = await stated({ idempotencyKey: 'the-same-key' });
    await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 60_000));
    const input = { ...again, statedAt: await now() };
    const first = await hub.act(provider.token, 'declareVacancies', input);
    const second = await hub.act(provider.token, 'declareVacancies', input);
    expect(second).toEqual(first);
    const told = (await hub.told('VacanciesDeclared')).length;
    const overtaken = { statedAt: '2026-06-01T08:00:00Z', vacancies: [] };
    expect((await declare(overtaken)).statement).toMatchObject(first.statement);
    expect((await declare({ statedAt: input.statedAt, vacancies: [] })).statement.vacancies).toHaveLength(1);
    expect(await hub.told('VacanciesDeclared')).toHaveLength(told);
  });

  it('PROV-22: of a clock that runs ahead are as of now, so that a correction sent later counts', async () => {
    const own = await hub.aProvider();
    const homeId = await hub.aHome(own);
    const of = (count: number, statedAt: string) => ({
      homeId,
      statedAt,
      vacancies: [{ kind: 'RESIDENTIAL', count, from: '2026-06-01' }],
    });
    const first = await declare(of(9, '2026-06-01T09:05:00Z'), own.token);
    expect(first.statement.statedAt).toBe('2026-06-01T09:01:00.000Z');
    expect((await hub.told('VacanciesDeclared')).at(-1)!.data).toMatchObject({ statedAt: '2026-06-01T09:01:00.000Z' });
    await hub.time.freezeAt(new Date('2026-06-01T09:02:00Z'));
    const { statement } = await declare(of(1, await now()), own.token);
    expect(statement).toMatchObject({ vacancies: [{ count: 1 }], statedAt: '2026-06-01T09:02:00.000Z' });
  });

  it('PROV-22, NTF-29: are stale after the days of each council, and each is told exactly once', async () => {
    expect(await stale()).toEqual([]);
    await hub.time.freezeAt(new Date('2026-06-08T22:59:59.999Z'));
    await hub.time.settled();
    expect(await stale()).toEqual([]);
    expect((await board('bromley broker')).edges[0].node.freshness).toBe('FRESH');
    await hub.time.freezeAt(new Date('2026-06-08T23:00:00Z'));
    await hub.time.settled();
    const of = { providerId: provider.id, homeId: home, statedAt: '2026-06-01T09:01:00.000Z' };
    const audience = { providers: [provider.id], roles: ['broker'] };
    expect(await stale()).toEqual([{ council: 'bromley', audience, data: of }]);
    expect((await board('bromley broker')).edges[0].node.freshness).toBe('STALE');
    await hub.time.freezeAt(new Date('2026-06-11T23:00:00Z'));
    await hub.time.settled();
    expect((await stale()).map(({ council }) => council)).toEqual(['bromley', 'ashdown']);
    await hub.time.freezeAt(new Date('2026-06-30T09:00:00Z'));
    await hub.time.settled();
    expect(await stale()).toHaveLength(2);
  });

  it('PROV-22: are fresh again once they are stated again, and stale once more a week later', async () => {
    await declare({ vacancies: [] });
    expect((await board('bromley broker')).edges[0].node.freshness).toBe('FRESH');
    await hub.time.freezeAt(new Date('2026-07-02T09:00:00Z'));
    await declare({ vacancies: [{ kind: 'RESPITE', count: 1, from: '2026-07-05' }] });
    // Due from the first of the two, had it not been stated again.
    await hub.time.freezeAt(new Date('2026-07-08T09:00:00Z'));
    await hub.time.settled();
    expect(await stale()).toHaveLength(2);
    await hub.time.freezeAt(new Date('2026-07-10T09:00:00Z'));
    await hub.time.settled();
    expect((await stale()).slice(2).map(({ council }) => council)).toEqual(['bromley']);
  });

  it('PROV-22: a council that has come to give more days is told at their end', async () => {
    await declare();
    await hub.pool.query(
      `insert into platform.council_policy (council, version, effective_from, document)
       values ('bromley', 2, $1, '{"vacancy":{"staleDays":14}}')`,
      [await hub.time.now()],
    );
    const before = (await stale()).length;
    const told = async () => (await stale()).slice(before).map(({ council }) => council);
    await hub.time.freezeAt(new Date('2026-07-19T09:00:00Z'));
    await hub.time.settled();
    expect(await told()).toEqual([]);
    await hub.time.freezeAt(new Date('2026-07-25T09:00:00Z'));
    await hub.time.settled();
    expect((await told()).sort()).toEqual(['ashdown', 'bromley']);
  });

  it('PROV-22, SM-5: a council that admits the provider hears of it from then on, and one that it has left does not', async () => {
    const provider3 = await hub.aProvider();
    const third = await hub.aHome(provider3);
    await hub.act(provider3.token, 'declareVacancies', await stated({ homeId: third }));
    const membershipId = await hub.admitted(provider3);
    await hub.admitted(provider3, { council: 'ashdown' });
    await hub.act('operator', 'exitMember', { membershipId, reason: 'contract ended' });
    const before = (await stale()).length;
    await hub.time.freezeAt(new Date('2026-08-20T09:00:00Z'));
    await hub.time.settled();
    expect(
      (await stale()).slice(before).map(({ council, data }) => [council, (data as { homeId: string }).homeId]),
    ).toEqual([['ashdown', third]]);
  });

  it('SHOW-07: brokers see the homes of their members, a provider its own alone', async () => {
    const all = await board('bromley broker', 'council: "bromley", first: 1');
    expect(all).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const rest = await board('bromley broker', `first: 1, after: "${all.pageInfo.endCursor}"`);
    expect([...homesOn(all), ...homesOn(rest)]).toEqual([home, expect.any(String)]);
    expect(rest.edges[0].node.provider.id).toBe(other.id);
    expect(homesOn(await board(provider.token))).toEqual([home]);
    expect(await board(provider.token, 'first: 1')).toBeNull();
    expect(await board('ashdown broker')).toBeNull();
    expect(await board('ashdown broker', 'council: "ashdown"')).toMatchObject({ totalCount: 2 });
  });

  it('SHOW-07: it can be asked for a kind of place, and for places that are free', async () => {
    await declare({
      vacancies: [
        { kind: 'RESPITE', count: 1, from: '2026-08-20' },
        { kind: 'RESIDENTIAL', count: 1, from: '2026-08-21' },
      ],
    });
    const found = async (args: string) => homesOn(await board('bromley broker', `council: "bromley", ${args}`));
    expect(await found('kind: RESPITE')).toEqual([home]);
    expect(await found('kind: NURSING')).toEqual([]);
    expect(await found('free: true')).toEqual([home]);
    expect(await found('kind: RESPITE, free: true')).toEqual([home]);
    // From tomorrow on, not today.
    expect(await found('kind: RESIDENTIAL, free: true')).toEqual([]);
  });

  it('SHOW-07, PROV-16: it says in which patch a home lies, and can be asked for one patch', async () => {
    await hub.bromleyMap();
    const ward = (await hub.pool.query(`select code from providers.ward where patch = 'East' limit 1`)).rows[0].code;
    await hub.act('operator', 'importWardPostcodes', {
      council: 'bromley',
      rows: [{ line: 2, postcode: 'BR1 1AB', ward, validFrom: '2024-04-01' }],
    });
    for (const caller of ['bromley broker', provider.token]) {
      expect((await board(caller)).edges[0].node).toMatchObject({ id: home, patch: 'East' });
      expect(homesOn(await board(caller, 'council: "bromley", patch: "East"'))).toContain(home);
      expect(homesOn(await board(caller, 'council: "bromley", patch: "West"'))).toEqual([]);
    }
  });

  it.each([
    [
      { vacancies: [{ kind: 'RESIDENTIAL', count: -1, from: '2026-08-20' }] },
      'PROV-22 VACANCY_COUNT_INVALID',
      'input.vacancies.0.count',
    ],
    [
      { vacancies: [{ kind: 'RESIDENTIAL', count: 21, from: '2026-08-20' }] },
      'PROV-22 VACANCY_COUNT_INVALID',
      'input.vacancies.0.count',
    ],
    [
      { vacancies: [{ kind: 'NURSING', count: 1, from: '2026-08-20' }] },
      'PROV-21 PLACE_KIND_NOT_GIVEN',
      'input.vacancies.0.kind',
    ],
    [
      { vacancies: [{ kind: 'RESPITE', count: 1, from: '2030-01-01' }] },
      'PROV-22 VACANCY_DAY_TOO_FAR',
      'input.vacancies.0.from',
    ],
    [{ statedAt: '2026-08-20T09:05:00.001Z' }, 'PROV-22 STATED_IN_FUTURE', 'input.statedAt'],
    [
      { vacancies: Array(51).fill({ kind: 'RESPITE', count: 0, from: '2026-08-20' }) },
      'PROV-22 TOO_MANY_ROWS',
      'input.vacancies',
    ],
    [{ homeId: 'nothing' }, 'IDG-05 NOT_FOUND', 'input.homeId'],
  ])('PROV-22: what cannot be is refused, and what was stated stays: %#', async (over, code, field) => {
    const { statement, refusals } = await declare(over);
    expect(statement).toBeNull();
    expect(refusals.map((each) => [`${each.rule} ${each.code}`, each.field])).toEqual([[code, field]]);
  });

  it('IDG-05, IDG-27: another provider does not state them, and call monitoring may not', async () => {
    const { refusals } = await declare({}, other.token);
    expect(refusals).toMatchObject([{ rule: 'IDG-05', code: 'NOT_FOUND', field: 'input.homeId' }]);
    const { errors } = await hub.as(
      `call monitoring of ${provider.cqcLocationId}`,
      'mutation ($input: DeclareVacanciesInput!) { declareVacancies(input: $input) { refusals { code } } }',
      { input: await stated({ idempotencyKey: 'a-key-of-mine' }) },
    );
    expect(errors).toHaveLength(1);
  });

  it('NTF-29: the feed tells brokers and the provider, and nobody else', async () => {
    const item = await readFile('schema/operations/read-register-item.graphql', 'utf8');
    const { show } = await cursorsOf(hub.pool);
    const read = async (caller: string, type: string) => {
      const event = (await hub.told(type)).find(({ council }) => council === 'bromley')!;
      return (await hub.ask(caller, item, { cursor: show(event.seq) })).registerFeedItem;
    };
    for (const caller of ['bromley broker', provider.token]) {
      expect(await read(caller, 'VacancyStale')).toMatchObject({
        type: 'VacancyStale',
        homeId: home,
        providerId: provider.id,
      });
      expect(await read(caller, 'VacanciesDeclared')).toMatchObject({
        homeId: home,
        statedAt: '2026-06-01T09:00:00.000Z',
        vacancies: [{ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01' }],
      });
    }
    for (const caller of [other.token, 'ashdown broker', 'bromley contract-officer']) {
      expect(await read(caller, 'VacancyStale')).toBeNull();
    }
  });
});

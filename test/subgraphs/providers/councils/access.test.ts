import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('access', () => {
  let hub: Register;
  let oak: AProvider;
  beforeEach(async () => {
    hub = await startRegister();
    oak = await hub.aProvider();
  });
  afterEach(() => hub.stop());

  const grant = (input: Record<string, unknown>) => hub.act('operator', 'grantAccess', input);
  const broker = (over: Record<string, unknown> = {}) =>
    grant({ subject: 'user:one', role: 'broker', organisation: 'bromley', ...over });
  const machine = (over: Record<string, unknown> = {}) =>
    grant({
      subject: 'machine:one',
      role: 'rostering',
      organisation: oak.id,
      councils: ['bromley', 'ashdown'],
      ...over,
    });
  const page = async (caller: string, args = '') =>
    (
      await hub.ask(
        caller,
        `{ grants${args} { totalCount edges { node { subject organisation status councils { id } provider { id } } } pageInfo { endCursor hasNextPage } } }`,
      )
    ).grants;
  const subjects = async (caller: string, args = '') =>
    (await page(caller, args)).edges.map(({ node }: { node: { subject: string } }) => node.subject);
  const told = async () =>
    (await hub.told('AccessGranted', 'AccessRevoked')).map(({ type, council, audience }) => ({
      type,
      council,
      audience,
    }));

  it('IDG-06, IDG-16: granted, it is live at once; the log says who gave what to whom, and for how long', async () => {
    const { grant: given, refusals } = await broker({ validUntil: '2199-01-01T00:00:00.000Z' });
    expect(refusals).toEqual([]);
    expect(given).toMatchObject({
      subject: 'user:one',
      role: 'broker',
      organisation: 'bromley',
      councils: [{ id: 'bromley' }],
      validUntil: '2199-01-01T00:00:00.000Z',
      revokedAt: null,
      status: 'LIVE',
      provider: null,
    });
    expect(await hub.told('AccessGranted')).toMatchObject([
      {
        subject: 'access/user:one',
        council: 'bromley',
        audience: { roles: ['contract-officer'] },
        actor: { subject: 'user:operator', role: 'operator', organisation: 'hub' },
        data: {
          credential: 'user:one',
          role: 'broker',
          councils: ['bromley'],
          validUntil: '2199-01-01T00:00:00.000Z',
        },
      },
    ]);
  });

  it('IDG-06, IDG-26: a provider’s credential is told to the provider and to each council’s officers, and to nobody else', async () => {
    const elm = await hub.aProvider();
    await hub.admitted(oak);
    await machine();
    const cursors = await cursorsOf(hub.pool);
    const events = await hub.told('AccessGranted');
    expect(events.map(({ council }) => council)).toEqual(['ashdown', 'bromley']);
    const see = async (caller: string, seq: number) =>
      (
        await hub.ask(
          caller,
          `{ registerFeedItem(cursor: "${cursors.show(seq)}") { type council { id } providerId credential role } }`,
        )
      ).registerFeedItem;
    for (const { seq, council } of events) {
      const item = {
        type: 'AccessGranted',
        council: { id: council },
        providerId: oak.id,
        credential: 'machine:one',
        role: 'rostering',
      };
      expect(await see(`${council} contract-officer`, seq)).toEqual(item);
      expect(await see(oak.token, seq)).toEqual(item);
      const other = council === 'bromley' ? 'ashdown' : 'bromley';
      for (const caller of [`${other} contract-officer`, `${council} broker`, elm.token])
        expect({ caller, item: await see(caller, seq) }).toEqual({ caller, item: null });
    }
  });

  it('IDG-06: the same subject again replaces what it had, and where it may act no more that is told', async () => {
    await machine();
    await machine({ councils: ['bromley'], scopes: ['bids:write'] });
    const [both, some] = [
      { roles: ['contract-officer'], providers: [oak.id] },
      { roles: ['contract-officer'], providers: [oak.id] },
    ];
    expect(await told()).toEqual([
      { type: 'AccessGranted', council: 'ashdown', audience: both },
      { type: 'AccessGranted', council: 'bromley', audience: both },
      { type: 'AccessRevoked', council: 'ashdown', audience: some },
      { type: 'AccessGranted', council: 'bromley', audience: some },
    ]);
    const { rows } = await hub.pool.query('select councils, scopes from platform.access_grant');
    expect(rows).toEqual([{ councils: ['bromley'], scopes: ['bids:write'] }]);
  });

  it('IDG-06: revoked, it is over at once; again changes nothing; and it may be granted anew', async () => {
    await broker();
    const { grant: revoked } = await hub.act('operator', 'revokeAccess', { subject: 'user:one' });
    expect(revoked).toMatchObject({ subject: 'user:one', status: 'REVOKED' });
    const { grant: again } = await hub.act('operator', 'revokeAccess', { subject: 'user:one' });
    expect(again.revokedAt).toBe(revoked.revokedAt);
    expect((await hub.told('AccessRevoked')).map(({ data }) => data)).toEqual([
      { credential: 'user:one', role: 'broker' },
    ]);
    expect((await broker()).grant).toMatchObject({ status: 'LIVE', revokedAt: null });
    expect(await told()).toHaveLength(3);
  });

  it('IDG-06: access to come is not live, and a sandbox’s clock moves nobody’s access', async () => {
    const { rows } = await hub.pool.query(`select clock_timestamp() + interval '1 hour' as later`);
    const later = rows[0].later.toISOString();
    expect((await broker({ validFrom: later })).grant).toMatchObject({ validFrom: later, status: 'TO_COME' });
    await hub.time.advanceTo(new Date((await hub.time.now()).getTime() + 48 * 3_600_000));
    expect((await page('operator')).edges[0].node.status).toBe('TO_COME');
    expect(await subjects('operator', '(live: false)')).toEqual(['user:one']);
    expect(await subjects('operator', '(live: true)')).toEqual([]);
  });

  it.each([
    [{ role: 'hub' }, 'ROLE_UNKNOWN', 'input.role'],
    [{ councils: ['ashdown'] }, 'ANOTHER_COUNCIL', 'input.councils'],
    [{ organisation: 'nowhere' }, 'COUNCIL_UNKNOWN', 'input.organisation'],
    [{ organisation: 'no\u0000where' }, 'TEXT_UNREADABLE', 'input.organisation'],
    [{ scopes: ['bids:write'] }, 'SCOPE_BEYOND_ROLE', 'input.scopes[0]'],
    [{ role: 'rostering', councils: ['bromley'] }, 'PROVIDER_UNKNOWN', 'input.organisation'],
    [
      { role: 'rostering', organisation: 'f3a5a1f2-0000-4000-8000-000000000000', councils: ['bromley'] },
      'PROVIDER_UNKNOWN',
      'input.organisation',
    ],
    [{ validFrom: '2020-01-01T00:00:00Z' }, 'ACCESS_BACKDATED', 'input.validFrom'],
    [{ validUntil: '2020-01-01T00:00:00Z' }, 'ACCESS_ENDS_FIRST', 'input.validUntil'],
    [{ subject: 'Joan Carer' }, 'SUBJECT_INVALID', 'input.subject'],
    [{ subject: 'user:operator' }, 'OWN_ACCESS', 'input.subject'],
    [{ councils: Array.from({ length: 101 }, () => 'bromley') }, 'LIST_TOO_LONG', 'input.councils'],
  ])('IDG-06, IDG-26, IDG-27: %j is refused, and nobody has access', async (over, code, field) => {
    const { grant: given, refusals } = await broker(over);
    expect({ given, refusals }).toMatchObject({ given: null, refusals: [{ code, field }] });
    expect(JSON.stringify(refusals)).not.toContain('Joan');
    expect(await subjects('operator')).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('IDG-06: nobody revokes their own, or what there is not', async () => {
    const codeOf = async (subject: string) =>
      (await hub.act('operator', 'revokeAccess', { subject })).refusals.map(({ code }) => code);
    expect(await codeOf('user:operator')).toEqual(['OWN_ACCESS']);
    expect(await codeOf('user:nobody')).toEqual(['NOT_FOUND']);
    expect(await codeOf('no body')).toEqual(['SUBJECT_INVALID']);
    expect(await codeOf('no\u0000body')).toEqual(['TEXT_UNREADABLE']);
  });

  it('IDG-06, IDG-26: a council reads who has access in it, and of a provider’s people no other council', async () => {
    await broker();
    await broker({ subject: 'user:two', organisation: 'ashdown' });
    await machine();
    await grant({ subject: 'user:other', role: 'operator', organisation: 'hub', councils: [] });
    expect(await subjects('operator')).toEqual(['machine:one', 'user:one', 'user:other', 'user:two']);
    expect(await subjects('operator', '(council: "ashdown")')).toEqual(['machine:one', 'user:two']);
    expect(await subjects('operator', `(organisation: "${oak.id}")`)).toEqual(['machine:one']);
    expect(await subjects('operator', '(role: "broker")')).toEqual(['user:one', 'user:two']);
    expect(await subjects('operator', '(role: "\\u0000")')).toEqual([]);
    for (const role of ['contract-officer', 'commissioner']) {
      const { edges, totalCount } = await page(`bromley ${role}`);
      expect(totalCount).toBe(2);
      expect(edges.map(({ node }: { node: unknown }) => node)).toEqual([
        {
          subject: 'machine:one',
          organisation: oak.id,
          status: 'LIVE',
          councils: [{ id: 'bromley' }],
          provider: { id: oak.id },
        },
        { subject: 'user:one', organisation: 'bromley', status: 'LIVE', councils: [{ id: 'bromley' }], provider: null },
      ]);
      expect(await subjects(`bromley ${role}`, '(council: "bromley")')).toEqual(['machine:one', 'user:one']);
      // Where else a provider's people act is for those councils to know.
      expect(await subjects(`bromley ${role}`, '(council: "ashdown")')).toEqual([]);
    }
    for (const caller of ['bromley broker', oak.token])
      await expect(subjects(caller)).rejects.toThrow('This is for the roles');
  });

  it('IDG-06: the list goes page by page, and repeats and skips nobody', async () => {
    for (const nth of [1, 2, 3, 4, 5]) await broker({ subject: `user:${nth}` });
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const { edges, pageInfo, totalCount } = await page('operator', `(first: 2${after ? `, after: "${after}"` : ''})`);
      expect(totalCount).toBe(5);
      seen.push(...edges.map(({ node }: { node: { subject: string } }) => node.subject));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual(['user:1', 'user:2', 'user:3', 'user:4', 'user:5']);
  });

  it('IDG-26: the database itself shows a council no access but its own, and lets nobody else at it', async () => {
    await broker();
    await broker({ subject: 'user:two', organisation: 'ashdown' });
    const client = await hub.pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local role providers_council`);
      await client.query(`set local hub.councils = 'bromley'`);
      expect((await client.query('select subject from platform.access_grant')).rows).toEqual([{ subject: 'user:one' }]);
      await client.query('rollback');
      for (const role of ['provider', 'command', 'app']) {
        await client.query(`set role providers_${role}`);
        await expect(client.query('select from platform.access_grant')).rejects.toThrow('permission denied');
        await client.query('reset role');
      }
    } finally {
      client.release();
    }
  });
});

import { newId } from '../../../../kernel/values/ids.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('transfers of legacy packages', () => {
  let hub: Register;
  let old: AProvider;
  let fresh: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    [old, fresh] = [await hub.aProvider(), await hub.aProvider()];
  });
  afterAll(() => hub.stop());

  const officer = 'bromley contract-officer';
  const row = (packageReference: string, over: Record<string, unknown> = {}) => ({
    packageReference,
    fromProviderId: old.id,
    toProviderId: fresh.id,
    plannedOn: '2026-09-01',
    tupeAssessed: true,
    personInformed: true,
    ...over,
  });
  const plan = (rows: unknown[], over: Record<string, unknown> = {}, caller = officer) =>
    hub.act(caller, 'planTransfers', { council: 'bromley', rows, ...over });
  const complete = (transferIds: string[], over: Record<string, unknown> = {}) =>
    hub.act(officer, 'completeTransfers', { council: 'bromley', transferIds, ...over });
  const codes = ({ refusals }: { refusals: ReadonlyArray<{ rule: string; code: string; field: string | null }> }) =>
    refusals.map(({ rule, code, field }) => [rule, code, field].filter(Boolean).join(' '));

  it('PROV-35: are planned together, say what is missing, get ready and are done', async () => {
    const { transfers, refusals } = await plan([
      row('L-1', { plannedOn: '2026-06-01' }),
      row('L-2', { personInformed: false, plannedOn: '2026-05-15' }),
    ]);
    expect(refusals).toEqual([]);
    expect(transfers).toMatchObject([
      { packageReference: 'L-1', state: 'READY', missing: [] },
      { packageReference: 'L-2', state: 'PLANNED', missing: ['PERSON_NOT_INFORMED'] },
    ]);
    const [one, two] = transfers.map(({ id }: { id: string }) => id);
    expect(codes(await complete([one, two]))).toEqual(['PROV-35 ILLEGAL_TRANSITION input.transferIds.1']);
    expect((await plan([row('L-2', { plannedOn: '2026-05-20' })])).transfers).toMatchObject([
      { id: two, state: 'READY' },
    ]);
    const done = await complete([one, two]);
    expect(done.transfers).toContainEqual({ id: one, state: 'DONE', doneOn: '2026-06-01' });
    const again = await plan([row('L-8'), row('L-1')]);
    expect(codes(again)).toEqual(['PROV-35 ILLEGAL_TRANSITION input.rows.1.packageReference']);
    expect((await hub.told('LegacyTransfersChanged')).map(({ data }) => data)).toEqual([
      { transferIds: [one, two] },
      { transferIds: [two] },
      { transferIds: expect.arrayContaining([one, two]) },
    ]);
    const listed = await hub.ask(
      'bromley broker',
      '{ legacyTransfers(states: [DONE]) { edges { node { packageReference fromProvider { id } toProvider { id } } } } }',
    );
    // The first to move comes first.
    expect(listed.legacyTransfers.edges.map(({ node }: { node: unknown }) => node)).toEqual(
      ['L-2', 'L-1'].map((packageReference) => ({
        packageReference,
        fromProvider: { id: old.id },
        toProvider: { id: fresh.id },
      })),
    );
  });

  it('PROV-35: nothing is done before its day, and none is no answer', async () => {
    const { transfers } = await plan([
      row('L-3', { plannedOn: '2026-06-01' }),
      row('L-4', { plannedOn: '2026-06-02' }),
    ]);
    const ids = transfers.map(({ id }: { id: string }) => id);
    expect(codes(await complete(ids))).toEqual(['PROV-35 TRANSFER_EARLY input.transferIds.1']);
    const idempotencyKey = newId();
    for (const _ of [1, 2]) {
      expect(codes(await complete([], { idempotencyKey }))).toEqual(['PROV-35 ROW_COUNT input.transferIds']);
    }
    const done = await complete(ids.slice(0, 1), { idempotencyKey });
    expect(done.transfers).toMatchObject([{ id: ids[0], state: 'DONE' }]);
    expect(await complete(ids.slice(0, 1), { idempotencyKey })).toEqual(done);
  });

  it('PROV-35, IDG-27: a plan that is sent again is one plan', async () => {
    const input = { council: 'bromley', rows: [row('L-7')], idempotencyKey: newId() };
    const first = await hub.act(officer, 'planTransfers', input);
    expect(await hub.act(officer, 'planTransfers', input)).toEqual(first);
  });

  it.each([
    ['a package by name', () => [row('Ada Quince')], 'PROV-35 PACKAGE_REFERENCE input.rows.0.packageReference'],
    [
      'a provider that is none',
      () => [row('L-8', { toProviderId: newId() })],
      'PROV-35 PROVIDER_UNKNOWN input.rows.0.toProviderId',
    ],
    ['a package twice', () => [row('L-8'), row('L-8')], 'PROV-35 PACKAGE_TWICE input.rows.1.packageReference'],
    ['no row', () => [], 'PROV-35 ROW_COUNT input.rows'],
  ])('PROV-35: a plan with %s is refused, and no row of it is taken', async (_, rows, expected) => {
    const refused = await plan(rows());
    expect(refused.transfers).toBeNull();
    expect(codes(refused)).toEqual([expected]);
    const { rows: held } = await hub.pool.query(
      `select from providers.legacy_transfer where package_reference = 'L-8'`,
    );
    expect(held).toEqual([]);
  });

  it('PROV-35, IDG-26, IDG-27: are the council’s own, and no provider’s', async () => {
    const { transfers } = await plan([row('L-9')]);
    const ids = transfers.map(({ id }: { id: string }) => id);
    const other = hub.act('ashdown contract-officer', 'completeTransfers', { council: 'ashdown', transferIds: ids });
    expect(codes(await other)).toEqual(['PROV-35 TRANSFER_UNKNOWN input.transferIds.0']);
    await expect(plan([row('L-9')], {}, 'bromley broker')).rejects.toThrow('This is for the roles');
    await expect(plan([row('L-9')], { council: 'ashdown' })).rejects.toThrow('another council');
    const document = '{ legacyTransfers { edges { node { packageReference } } } }';
    expect((await hub.ask('ashdown broker', document)).legacyTransfers.edges).toEqual([]);
    for (const caller of [old.token, `person of ${fresh.cqcLocationId}`]) {
      const { errors } = await hub.as(caller, document);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const told = (await hub.told('LegacyTransfersChanged')).at(-1)!;
    expect(told.audience).toEqual({ roles: ['contract-officer'] });
    const { show } = await cursorsOf(hub.pool);
    const item = async (caller: string) =>
      (
        await hub.ask(caller, 'query ($c: Cursor!) { registerFeedItem(cursor: $c) { transferIds } }', {
          c: show(told.seq),
        })
      ).registerFeedItem;
    expect(await item(officer)).toEqual({ transferIds: ids });
    expect(await item(old.token)).toBeNull();
  });
});

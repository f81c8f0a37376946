import { randomUUID } from 'node:crypto';
import { type FiguresGround, maple, oak, startFigures } from '../figures/figures-ground.js';

const LINES = /* GraphQL */ `
  query Lines($placement: ID!) {
    payableStatement(from: "2026-06-01", to: "2026-06-07", placement: $placement) {
      amountPence heldPence visits(first: 50) { edges { node { day status validation reasons } } }
    }
  }
`;
const MESSAGES = /* GraphQL */ `
  query Messages($placement: ID!, $first: Int = 50, $after: String) {
    formalMessages(placement: $placement, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { kind day lastDay variationId toldAt senderRole senderOrganisation toProvider toRoles contentHash } }
    }
  }
`;

describe('the message log of a D2A package', () => {
  let ground: FiguresGround;
  let callOffId: string;
  let placementId: string;
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    const d2a = { route: 'D2A_PATCH', careType: 'D2A', awarded: maple };
    callOffId = await ground.invites('2026-05-30T09:00:00Z', { [maple]: 'BID' }, d2a);
    placementId = await ground.places('2026-06-01', { careType: 'D2A', callOffId });
  });
  afterEach(() => ground.hub.stop());

  const hears = (type: string, at: string, data: Record<string, unknown>, providers: string[] = []) =>
    ground.hub.hear({
      ...{ type, subject: `placement/${placementId}`, council: 'bromley', occurredAt: new Date(at) },
      audience: { providers, roles: ['broker'] },
      data: { placementId, packageId: randomUUID(), callOffId, providerId: maple, ...data },
    });
  const discharged = (at: string, dischargeAt: string) =>
    hears('DischargeFinalised', at, { version: 1, dischargeAt }, [maple]);
  const varied = (at: string, effectiveFrom: string, variationId = randomUUID()) =>
    hears('VariationEffective', at, {
      ...{ variationId, kind: 'INCREASE', changes: null, initiator: 'COUNCIL', effectiveFrom, effectiveTo: null },
      weeklyWorkerMinutes: { before: 840, after: 900 },
    });
  const lines = async () => {
    const { payableStatement } = await ground.ask('officer', LINES, { placement: placementId });
    return payableStatement.visits.edges.map(({ node }: { node: Record<string, unknown> }) => [
      node.day,
      node.status,
      node.validation,
    ]);
  };

  it('PAY-05: each line is validated by what was told before its visit', async () => {
    await ground.visits({ placementId, day: '2026-06-01' }, { placementId, day: '2026-06-02' });
    expect(await lines()).toEqual([
      ['2026-06-01', 'HELD', 'QUERY'],
      ['2026-06-02', 'HELD', 'QUERY'],
    ]);
    await discharged('2026-06-01T20:00:00Z', '2026-06-01T07:00:00.000Z');
    expect(await lines()).toEqual([
      ['2026-06-01', 'HELD', 'QUERY'],
      ['2026-06-02', 'PAYABLE', 'VALIDATED'],
    ]);
    const { payableStatement } = await ground.ask('officer', LINES, { placement: placementId });
    expect(payableStatement).toMatchObject({ amountPence: 1050, heldPence: 1050 });
    expect(payableStatement.visits.edges[0].node.reasons).toEqual(['NO_FORMAL_MESSAGE']);
  });

  it('PAY-05: a change that was told after a visit it covers is asked about, and one told in time is not', async () => {
    await discharged('2026-05-31T09:00:00Z', '2026-06-01T07:00:00.000Z');
    await ground.visits(...['01', '02', '03', '04'].map((day) => ({ placementId, day: `2026-06-${day}` })));
    await varied('2026-06-03T12:00:00Z', '2026-06-02');
    expect(await lines()).toEqual([
      ['2026-06-01', 'PAYABLE', 'VALIDATED'],
      ['2026-06-02', 'HELD', 'QUERY'],
      ['2026-06-03', 'HELD', 'QUERY'],
      ['2026-06-04', 'PAYABLE', 'VALIDATED'],
    ]);
  });

  it('IDG-13: every message is kept with who sent it, to whom, when, what it changed and the hash of what it says', async () => {
    await discharged('2026-05-31T09:00:00Z', '2026-06-01T07:00:00.000Z');
    const variationId = randomUUID();
    await varied('2026-06-03T12:00:00Z', '2026-06-02', variationId);
    await hears('D2aPackageEnding', '2026-06-28T09:00:00Z', { day: 28, lastDate: '2026-07-12' });
    await hears('PlacementEndAnnounced', '2026-06-29T09:00:00Z', { reason: 'SELF_CARE', endDate: '2026-07-12' });
    await hears('PlacementEndTakenBack', '2026-06-30T09:00:00Z', { endDate: '2026-07-12' });
    await hears('PlacementEnded', '2026-07-01T09:00:00Z', { reason: 'SELF_CARE', endDate: '2026-07-01' });
    const read = async (caller: string, over = {}) =>
      (await ground.ask(caller, MESSAGES, { placement: placementId, ...over })).formalMessages;
    const nodes = (page: { edges: Array<{ node: Record<string, unknown> }> }) => page.edges.map(({ node }) => node);
    const all = await read('officer');
    expect(nodes(all).map(({ kind, day, lastDay }) => [kind, day, lastDay])).toEqual([
      ['AWARDED', null, null],
      ['DISCHARGE_FINALISED', '2026-06-01', null],
      ['VARIED', '2026-06-02', null],
      ['PACKAGE_ENDING', null, null],
      ['END_ANNOUNCED', '2026-07-13', null],
      ['END_TAKEN_BACK', '2026-07-13', null],
      ['ENDED', '2026-07-02', null],
    ]);
    expect(nodes(all)[1]).toMatchObject({
      toldAt: '2026-05-31T09:00:00.000Z',
      senderRole: 'hub',
      senderOrganisation: 'hub',
      toProvider: true,
      toRoles: ['broker'],
    });
    expect(nodes(all)[2]).toMatchObject({ variationId, toProvider: false });
    const { rows } = await ground.hub.pool.query(
      `select encode(sha256(convert_to(data::text, 'UTF8')), 'hex') as hash from platform.event
       where type = 'DischargeFinalised'`,
    );
    expect(nodes(all)[1]!.contentHash).toBe(rows[0].hash);

    const first = await read('maple', { first: 4 });
    const rest = await read('maple', { first: 4, after: first.pageInfo.endCursor });
    expect([...nodes(first), ...nodes(rest)]).toEqual(nodes(all));
    expect(first.totalCount).toBe(7);
    expect(await read('stranger')).toBeNull();
    expect(await read('oak')).toBeNull();
    await expect(
      ground.hub.pool.query(`set role monitoring_command; update monitoring.formal_message set day = null`),
    ).rejects.toThrow('permission denied');
    await ground.hub.pool.query('reset role');
  });

  it('IDG-13: of other care there is no such log', async () => {
    const other = await ground.places('2026-06-01', { providerId: oak });
    await ground.changes(other, 'INCREASE', '2026-06-02', { before: 840, after: 900 }, { providerId: oak });
    const { formalMessages } = await ground.ask('oak', MESSAGES, { placement: other });
    expect(formalMessages.edges).toEqual([]);
  });
});

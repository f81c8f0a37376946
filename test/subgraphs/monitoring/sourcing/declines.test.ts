import { type FiguresGround, maple, oak, startFigures } from '../figures/figures-ground.js';

const MEASURE = /* GraphQL */ `
  query Measure($provider: ID) {
    declineMeasure(provider: $provider) {
      weeks invitations notTaken forCapacity unsuitable unanswered inARow persistent flaggedAt
    }
  }
`;

describe('persistent declines', () => {
  let ground: FiguresGround;
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    await ground.stands(oak);
  });
  afterEach(() => ground.hub.stop());
  const measure = async (caller = 'officer', provider?: string) =>
    (await ground.ask(caller, MEASURE, { provider: provider ?? (caller === 'maple' ? undefined : maple) }))
      .declineMeasure;

  it('CM-06, NTF-32: three in a row are flagged once; a bid ends the spell, and the next one is told again', async () => {
    await ground.invites('2026-06-29T09:00:00Z', { [maple]: 'DECLINED' });
    await ground.invites('2026-06-30T09:00:00Z', { [maple]: 'NO_RESPONSE' });
    expect(await ground.hub.told('PersistentDeclineFlagged')).toEqual([]);
    await ground.invites('2026-07-01T09:00:00Z', { [maple]: 'DECLINED' });
    await ground.invites('2026-07-01T10:00:00Z', { [maple]: 'DECLINED' });
    const flagged = await ground.hub.told('PersistentDeclineFlagged');
    expect(flagged).toMatchObject([
      {
        audience: { providers: [maple], roles: ['broker', 'contract-officer'] },
        data: { providerId: maple, invitations: 3, declined: 3, why: 'CONSECUTIVE' },
      },
    ]);
    expect(await measure()).toMatchObject({
      weeks: 13,
      invitations: 4,
      notTaken: 4,
      inARow: 4,
      persistent: 'CONSECUTIVE',
    });
    expect((await measure('maple')).flaggedAt).toBe(flagged[0]!.occurredAt.toISOString());

    await ground.invites('2026-07-01T11:00:00Z', { [maple]: 'BID' });
    expect(await measure()).toMatchObject({ inARow: 0, persistent: null, flaggedAt: null });
    await ground.invites('2026-07-01T12:00:00Z', { [maple]: 'DECLINED' });
    expect((await ground.hub.told('PersistentDeclineFlagged')).map(({ data }) => data)).toMatchObject([
      { why: 'CONSECUTIVE' },
      { why: 'SHARE', invitations: 6, declined: 5 },
    ]);
  });

  it('WIN-17, PROV-31: silence about a discharge in weekend hours is marked and told; an answer, a gate or another hour is not', async () => {
    const d2a = { route: 'D2A_PATCH' };
    await ground.invites('2026-06-27T08:00:00Z', { [maple]: 'NO_RESPONSE', [oak]: 'DECLINED' }, d2a);
    await ground.invites('2026-06-27T09:00:00Z', { [maple]: 'NO_RESPONSE' }, { ...d2a, gated: [maple] });
    await ground.invites('2026-06-27T16:00:00Z', { [maple]: 'NO_RESPONSE' }, d2a);
    await ground.invites('2026-06-27T10:00:00Z', { [maple]: 'NO_RESPONSE' });
    const told = await ground.hub.told('WeekendDutyMissed');
    expect(told).toMatchObject([
      {
        audience: { providers: [maple], roles: ['broker', 'contract-officer'] },
        data: { providerId: maple, rule: 'WIN-17' },
      },
    ]);
    const { invitationResponses } = await ground.ask(
      'officer',
      '{ invitationResponses(first: 20) { edges { node { at response weekendDutyMissed } } } }',
    );
    const marked = invitationResponses.edges.filter(
      ({ node }: { node: { weekendDutyMissed: boolean } }) => node.weekendDutyMissed,
    );
    expect(marked).toMatchObject([{ node: { at: '2026-06-27T08:00:00.000Z', response: 'NO_RESPONSE' } }]);
  });

  it('CM-06: an award given back is no package taken', async () => {
    for (const hour of ['09', '10', '11']) {
      await ground.invites(`2026-07-01T${hour}:00:00Z`, { [maple]: 'REFUSED_AFTER_AWARD' }, { awarded: maple });
    }
    expect(await measure()).toMatchObject({ invitations: 3, notTaken: 3, persistent: 'CONSECUTIVE' });
    const { kpiSheet } = await ground.ask(
      'officer',
      'query($provider: ID) { kpiSheet(period: "2026-07", provider: $provider, lines: ["KPI-1.2", "KPI-1.2/AWARDED"]) { cells { value } } }',
      { provider: maple },
    );
    expect(kpiSheet.cells.map(({ value }: { value: number }) => value)).toEqual([3, 3]);
    await ground.hub.hear({
      type: 'AwardRefused',
      subject: 'call-off/x',
      council: 'bromley',
      data: { ...(await anAward()), awardId: maple, packageId: maple, reasonCode: 'CAPACITY' },
    });
    const again = await ground.ask(
      'officer',
      'query($provider: ID) { kpiSheet(period: "2026-07", provider: $provider, lines: ["KPI-1.2/AWARDED"]) { cells { value } } }',
      { provider: maple },
    );
    expect(again.kpiSheet.cells).toEqual([{ value: 2 }]);
  });
  const anAward = async () => {
    const { rows } = await ground.hub.pool.query(
      'select call_off_id as "callOffId", provider_id as "providerId" from monitoring.invitation where awarded limit 1',
    );
    return rows[0];
  };

  it('CM-06: invitations that fell due while the provider was gated are not held against it', async () => {
    for (const hour of ['09', '10', '11']) {
      await ground.invites(
        `2026-07-01T${hour}:00:00Z`,
        { [maple]: 'NO_RESPONSE', [oak]: 'DECLINED' },
        { gated: [maple] },
      );
    }
    expect(await measure()).toMatchObject({ invitations: 0, persistent: null });
    expect(await measure('officer', oak)).toMatchObject({ invitations: 3, persistent: 'CONSECUTIVE' });
    await ground.invites('2026-07-01T13:00:00Z', { [maple]: 'NO_RESPONSE' });
    expect(await measure()).toMatchObject({ invitations: 1, notTaken: 1 });
  });

  it('ROUT-13, CM-06: want of room is told from packages that do not suit, and from silence; an award given back has its kind', async () => {
    await ground.invites('2026-07-01T08:00:00Z', { [maple]: 'DECLINED' }, { reasonCode: 'CAPACITY' });
    await ground.invites('2026-07-01T09:00:00Z', { [maple]: 'DECLINED' }, { reasonCode: 'SKILL' });
    await ground.invites('2026-07-01T10:00:00Z', { [maple]: 'NO_RESPONSE' });
    await ground.invites(
      '2026-07-01T11:00:00Z',
      { [maple]: 'REFUSED_AFTER_AWARD' },
      { awarded: maple, reasonCode: 'CAPACITY' },
    );
    await ground.invites('2026-07-01T12:00:00Z', { [maple]: 'BID' });
    for (const caller of ['officer', 'maple']) {
      expect(await measure(caller)).toMatchObject({
        invitations: 5,
        notTaken: 4,
        forCapacity: 2,
        unsuitable: 1,
        unanswered: 1,
      });
    }
  });

  it('CM-06: what nobody has answered yet, the framework’s invitations, and what is thirteen weeks old count for nothing', async () => {
    await ground.invites('2026-07-01T09:00:00Z', { [maple]: null });
    await ground.invites('2026-07-01T10:00:00Z', { [maple]: 'DECLINED' }, { stage: 'FRAMEWORK', route: 'FRAMEWORK' });
    await ground.invites('2026-04-03T10:00:00Z', { [maple]: 'DECLINED' });
    await ground.invites('2026-04-04T10:00:00Z', { [maple]: 'DECLINED' });
    expect(await measure()).toMatchObject({ invitations: 1, notTaken: 1 });
  });

  it('IDG-23: a provider reads its own measure, a council its own', async () => {
    await ground.invites('2026-07-01T09:00:00Z', { [maple]: 'DECLINED', [oak]: 'BID' });
    expect(await measure('maple')).toMatchObject({ invitations: 1, notTaken: 1 });
    expect(await measure('broker')).toMatchObject({ invitations: 1, notTaken: 1 });
    expect(await measure('stranger')).toMatchObject({ invitations: 0 });
    const { errors } = await ground.ask('maple', MEASURE, { provider: oak });
    expect(errors[0].extensions.rule).toBe('IDG-23');
  });
});

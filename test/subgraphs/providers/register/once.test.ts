import { newId } from '../../../../kernel/values/ids.js';
import { aFramework } from '../applications/ground.js';
import { type AProvider, aMembership, aRecord, cqcRecord, type Register, startRegister } from '../harness.js';

/** Every act of the register, under a key that is sent twice. */
describe('an act that is sent again', () => {
  let hub: Register;
  let provider: AProvider;
  let membershipId: string;

  beforeEach(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
    provider = await hub.aProvider({ overall: 'Requires improvement' });
    membershipId = await hub.admitted(provider);
  });
  afterEach(() => hub.stop());

  const planId = async () =>
    (await hub.pool.query('select id from providers.improvement_plan where provider_id = $1', [provider.id])).rows[0]
      .id;
  const draft = () => ({ council: 'bromley', providerId: provider.id, items: ['OVERALL'], endsOn: '2026-12-31' });
  const price = () => ({
    council: 'bromley',
    providerId: provider.id,
    kind: 'BLENDED',
    pence: 1000,
    from: '2026-06-01',
  });

  /** A query about a low price beside those of two others. */
  async function aQuery(): Promise<string> {
    for (const pence of [2400, 2500]) {
      const other = await hub.aProvider();
      await hub.admitted(other);
      await hub.act('operator', 'recordRate', { ...price(), providerId: other.id, pence });
    }
    await hub.act('operator', 'recordRate', price());
    const { rows } = await hub.pool.query('select id from providers.low_rate_query limit 1');
    return rows[0].id;
  }

  const POSTCODES = [
    { line: 2, postcode: 'BR1 1AB', ward: 'E05000109', validFrom: '2021-08-27' },
    { line: 3, postcode: 'BR1', ward: 'E05000109', validFrom: '2021-08-27' },
  ];

  type Input = Record<string, unknown>;
  const ward = (name: string) => ({ code: 'E1', name, patch: 'North', from: '2026-01-01' });

  it.each<[mutation: string, input: () => Promise<Input> | Input, other: Input]>([
    ['registerProvider', () => aRecord({ cqcLocationId: '1-870000001' }), { name: 'Quince Care of Kent' }],
    ['amendProvider', () => ({ providerId: provider.id, areas: ['West'] }), { areas: ['South'] }],
    [
      'importCqcRecord',
      () => ({ record: cqcRecord(provider.cqcLocationId, { publishedOn: '2026-05-20' }) }),
      { record: cqcRecord('1-870000002') },
    ],
    ['admitMember', () => ({ ...aMembership(provider), vehicle: 'DPS' }), { termsVersion: '2024/2' }],
    ['suspendMember', () => ({ membershipId, reason: 'contract notice' }), { reason: 'another notice' }],
    ['exitMember', () => ({ membershipId, reason: 'contract over' }), { reason: 'contract ended' }],
    ['importWards', () => ({ council: 'ashdown', rows: [ward('Ash')] }), { rows: [ward('Oak')] }],
    ['importWardPostcodes', () => ({ council: 'bromley', rows: POSTCODES }), { rows: POSTCODES.slice(1) }],
    ['addCouncil', () => ({ council: 'weald', name: 'Weald' }), { name: 'The Weald' }],
    [
      'setPolicy',
      () => ({ council: 'bromley', document: { alert: { minutes: 20 } }, basedOn: 'bromley/1' }),
      { document: { alert: { minutes: 25 } } },
    ],
    ['grantAccess', () => ({ subject: 'user:one', role: 'broker', organisation: 'bromley' }), { subject: 'user:two' }],
    [
      'revokeAccess',
      async () => {
        await hub.act('operator', 'grantAccess', { subject: 'user:three', role: 'broker', organisation: 'bromley' });
        return { subject: 'user:three' };
      },
      { subject: 'user:two' },
    ],
    ['recordImprovementPlan', draft, { endsOn: '2026-11-30' }],
    ['openFramework', () => aFramework(), { passMark: 61 }],
    [
      'recordQafRating',
      () => ({
        council: 'bromley',
        providerId: provider.id,
        score: 72,
        assessor: 'Quality Assurance Team',
        assessedOn: '2026-05-20',
        expiresOn: '2026-12-31',
      }),
      { score: 73 },
    ],
    ['recordRate', price, { pence: 1100 }],
    [
      'closeLowRateQuery',
      async () => ({ queryId: await aQuery(), explanation: 'volunteers drive' }),
      { explanation: 'a grant' },
    ],
  ])('IDG-27: %s counts once and is answered alike; its key is for no other input', async (mutation, make, other) => {
    const input = { ...(await make()), idempotencyKey: newId() };
    const first = await hub.act('operator', mutation, input);
    expect(first.refusals).toEqual([]);
    const events = async () => (await hub.pool.query('select id from platform.event')).rowCount;
    const before = await events();
    expect(await hub.act('operator', mutation, input)).toEqual(first);
    expect(await events()).toBe(before);
    const { refusals } = await hub.act('operator', mutation, { ...input, ...other });
    expect(refusals).toMatchObject([{ rule: 'IDG-27', code: 'IDEMPOTENCY_KEY_REUSED', field: 'input.idempotencyKey' }]);
  });

  it('IDG-27: so do sharing a plan and restoring a member, though their subject has moved on', async () => {
    const share = { planId: await planId(), idempotencyKey: newId() };
    await hub.act('operator', 'recordImprovementPlan', { ...draft(), items: ['OVERALL'] });
    const shared = await hub.act('operator', 'shareImprovementPlan', share);
    expect(shared).toMatchObject({ plan: { state: 'ACTIVE' }, refusals: [] });
    expect(await hub.act('operator', 'shareImprovementPlan', share)).toEqual(shared);
    await hub.act('operator', 'suspendMember', { membershipId, reason: 'contract notice' });
    const restore = { membershipId, reason: 'notice withdrawn', idempotencyKey: newId() };
    const restored = await hub.act('operator', 'restoreMember', restore);
    expect(restored).toMatchObject({ membership: { status: 'ADMITTED' }, refusals: [] });
    expect(await hub.act('operator', 'restoreMember', restore)).toEqual(restored);
  });

  it('IDG-27: a refused act keeps nothing: its key may be used again', async () => {
    const idempotencyKey = newId();
    const refused = await hub.act('operator', 'suspendMember', { membershipId, reason: ' ', idempotencyKey });
    expect(refused.refusals).toMatchObject([{ code: 'REASON_REQUIRED' }]);
    const done = await hub.act('operator', 'suspendMember', {
      membershipId,
      reason: 'contract notice',
      idempotencyKey,
    });
    expect(done.refusals).toEqual([]);
  });
});

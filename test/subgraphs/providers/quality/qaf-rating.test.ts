import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('QAF ratings', () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister({
      councils: { bromley: {}, ashdown: { qaf: { max: 5, bands: { Gold: 4, Silver: 2 } } } },
    });
    provider = await hub.aProvider();
    for (const council of ['bromley', 'ashdown']) await hub.admitted(provider, { council });
  });
  afterAll(() => hub.stop());

  const rate = (over: Record<string, unknown> = {}, caller = 'bromley contract-officer') =>
    hub.act(caller, 'recordQafRating', {
      council: 'bromley',
      providerId: provider.id,
      score: 72,
      assessor: 'Quality Assurance Team',
      assessedOn: '2026-05-20',
      expiresOn: '2026-06-10',
      ...over,
    });

  it('PROV-34: stands with the council that gave it, on its own scale, and is told', async () => {
    const { rating } = await rate();
    expect(rating).toMatchObject({ score: 72, max: 100, band: 'Good', assessor: 'Quality Assurance Team' });
    await rate({ council: 'ashdown', score: 3 }, 'ashdown contract-officer');
    const of = { assessedOn: '2026-05-20', expiresOn: '2026-06-10', expired: false };
    expect((await hub.standing(provider))?.qaf).toEqual({ score: 72, max: 100, band: 'Good', ...of });
    expect((await hub.standing(provider, 'ashdown'))?.qaf).toEqual({ score: 3, max: 5, band: 'Silver', ...of });
    const [told] = await hub.told('QafRatingRecorded');
    expect(told).toMatchObject({
      council: 'bromley',
      audience: { providers: [provider.id], roles: ['broker', 'contract-officer'] },
      data: { ratingId: rating.id, score: 72, band: 'Good', from: '2026-05-20', to: '2026-06-10' },
    });
    const { show } = await cursorsOf(hub.pool);
    const item = async (caller: string) =>
      (
        await hub.ask(caller, 'query ($c: Cursor!) { registerFeedItem(cursor: $c) { qafScore qafBand from to } }', {
          c: show(told!.seq),
        })
      ).registerFeedItem;
    expect(await item(provider.token)).toEqual({ qafScore: 72, qafBand: 'Good', from: '2026-05-20', to: '2026-06-10' });
    expect(await item((await hub.aProvider()).token)).toBeNull();
    expect(await item('ashdown broker')).toBeNull();
  });

  it('PROV-34: a later assessment takes its place, an earlier one does not', async () => {
    await rate({ score: 85, assessedOn: '2026-05-21', expiresOn: '2026-06-12' });
    await rate({ score: 10, assessedOn: '2026-05-01' });
    expect((await hub.standing(provider))?.qaf).toMatchObject({ score: 85, band: 'Excellent' });
    const seen = await hub.ask(
      'bromley broker',
      'query ($id: ID!) { provider(id: $id) { qafRatings { council { id } score } } }',
      { id: provider.id },
    );
    expect(seen.provider.qafRatings).toEqual([85, 72, 10].map((score) => ({ council: { id: 'bromley' }, score })));
  });

  it('PROV-34: counts to the end of its last day, and then is told to have expired', async () => {
    const told = async () =>
      (await hub.told('ProviderStandingChanged'))
        .filter(({ council }) => council === 'bromley')
        .map(({ data }) => (data as { qaf: { expired: boolean } | null }).qaf?.expired)
        .at(-1);
    await hub.time.freezeAt(new Date('2026-06-12T22:59:59Z'));
    expect(await told()).toBe(false);
    await hub.time.freezeAt(new Date('2026-06-12T23:00:00Z'));
    expect(await told()).toBe(true);
    expect((await hub.standing(provider))?.qaf).toMatchObject({ score: 85, expired: true });
  });

  it.each([
    ['above the scale', { score: 101 }, 'SCORE_OUT_OF_SCALE', 'input.score'],
    ['of a day to come', { assessedOn: '2027-01-01', expiresOn: '2027-02-01' }, 'ASSESSED_LATER', 'input.assessedOn'],
    ['of long ago', { assessedOn: '1900-01-01', expiresOn: '1901-01-01' }, 'ASSESSED_TOO_LONG_AGO', 'input.assessedOn'],
    ['that expires first', { expiresOn: '2026-05-19' }, 'EXPIRY_INVALID', 'input.expiresOn'],
    ['by nobody', { assessor: '' }, 'ASSESSOR_INVALID', 'input.assessor'],
  ])('PROV-34: a rating %s is refused', async (_, over, code, field) => {
    const { rating, refusals } = await rate(over);
    expect(rating).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'PROV-34', code, field }]);
  });

  it('PROV-34: a rating of a provider that the council has not admitted, or that has left it, is refused', async () => {
    const stranger = await hub.aProvider();
    const notOurs = [{ rule: 'PROV-34', code: 'NOT_A_MEMBER', field: 'input.providerId' }];
    expect((await rate({ providerId: stranger.id })).refusals).toMatchObject(notOurs);
    const membershipId = await hub.admitted(stranger);
    expect((await rate({ providerId: stranger.id })).refusals).toEqual([]);
    await hub.act('operator', 'exitMember', { membershipId, reason: 'contract ended' });
    expect((await rate({ providerId: stranger.id, score: 71 })).refusals).toMatchObject(notOurs);
  });

  it('IDG-26, IDG-27: is for the council’s contract officers to give, and who assessed is theirs alone', async () => {
    await expect(rate({}, 'bromley broker')).rejects.toThrow('This is for the roles');
    await expect(rate({}, provider.token)).rejects.toThrow('This is for the roles');
    await expect(rate({}, 'ashdown contract-officer')).rejects.toThrow('another council');
    const document = 'query ($id: ID!) { provider(id: $id) { qafRatings { assessor } } }';
    const { errors } = await hub.as(provider.token, document, { id: provider.id });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

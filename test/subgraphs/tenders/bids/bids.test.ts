import { randomUUID } from 'node:crypto';
import { later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, provider, World } from '../harness.js';

describe('answers to an invitation', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.know(provider('maple').in('East'), provider('oak').in('East')));
  afterAll(() => world.stop());

  const bidsOf = async (callOffId: string) => {
    const { rows } = await world.hub.pool.query(
      'select provider_id, state, attempt, start_date, received_at from tenders.bid where call_off_id = $1 order by provider_id, attempt',
      [callOffId],
    );
    return rows;
  };

  it('ROUT-04: a bid without start, time or statement is returned with all that is missing', async () => {
    const { callOffId } = await world.request({
      calls: [{ ...CALL, workers: 2, timeCritical: true }],
      skills: ['PEG_FEEDING'],
    });
    const incomplete = await world.bid('maple', callOffId, {
      startDate: null,
      startTime: null,
      deliveryStatement: ' ',
    });
    expect(incomplete).toMatchObject({ bid: null });
    expect(incomplete.refusals.map(({ rule, code, field }) => [rule, code, field])).toEqual(
      ['startDate', 'startTime', 'deliveryStatement', 'doubleHanded', 'timeCritical', 'skills'].map((field) => [
        'ROUT-04',
        'BID_INCOMPLETE',
        `input.${field}`,
      ]),
    );
    expect(await world.bid('maple', callOffId, { doubleHanded: false, timeCritical: true, skills: [] })).toMatchObject({
      bid: { state: 'SUBMITTED' },
    });
  });

  it('ROUT-04: nobody starts in the past, or at a time that the clocks skip', async () => {
    const { callOffId } = await world.request();
    expect(codes(await world.bid('maple', callOffId, { startDate: '2026-03-03' }))).toEqual(['START_PASSED']);
    expect(await world.bid('maple', callOffId, { startDate: '2026-03-29', startTime: '01:30' })).toMatchObject({
      refusals: [{ code: 'NO_SUCH_TIME', field: 'input.startTime' }],
    });
    expect(await world.bid('maple', callOffId, { startDate: '2026-03-29', startTime: '02:00' })).toMatchObject({
      refusals: [],
    });
  });

  it('SM-3: a second bid needs the first withdrawn, and a withdrawal opens the invitation again', async () => {
    const { callOffId, closesAt } = await world.request();
    expect(await world.answerTo('maple', 'viewInvitation', callOffId)).toMatchObject({ bid: { state: 'VIEWED' } });
    await world.bid('maple', callOffId);
    expect(await world.answerTo('maple', 'viewInvitation', callOffId)).toMatchObject({ bid: { state: 'SUBMITTED' } });
    expect(await world.bid('maple', callOffId)).toMatchObject({
      bid: null,
      refusals: [{ rule: 'SM-3', code: 'BID_ALREADY_MADE', field: 'input.callOffId' }],
    });
    expect(codes(await world.answerTo('oak', 'withdrawBid', callOffId))).toEqual(['NO_BID_TO_WITHDRAW']);
    expect(await world.answerTo('maple', 'withdrawBid', callOffId)).toMatchObject({ bid: { state: 'WITHDRAWN' } });
    expect(await world.bid('maple', callOffId, { startDate: '2026-04-01' })).toMatchObject({ refusals: [] });
    expect(await bidsOf(callOffId)).toMatchObject([
      { provider_id: idOf.maple, attempt: 1, state: 'WITHDRAWN' },
      { provider_id: idOf.maple, attempt: 2, state: 'SUBMITTED', start_date: '2026-04-01' },
      { provider_id: idOf.oak, attempt: 1, state: 'INVITED' },
    ]);
    await world.passTo(later(closesAt, 1));
    expect(codes(await world.answerTo('maple', 'withdrawBid', callOffId))).toEqual(['WINDOW_CLOSED']);
  });

  it('ROUT-03, IDG-23: who was not invited learns nothing, not even that there is a call-off', async () => {
    const { callOffId } = await world.request();
    await world.know(provider('elm').in('West'));
    const stranger = await world.bid('elm', callOffId);
    const unknown = await world.bid('elm', randomUUID());
    expect(stranger).toEqual(unknown);
    expect(stranger).toMatchObject({
      bid: null,
      refusals: [{ rule: 'ROUT-03', code: 'NOT_INVITED', field: 'input.callOffId' }],
    });
    expect(await world.bid('elm', 'not an id')).toEqual(unknown);
    for (const act of ['declineInvitation', 'withdrawBid', 'reconfirmBid', 'refuseAward', 'viewInvitation']) {
      const change = {
        reconfirmBid: { version: 1 },
        refuseAward: { reason: 'SKILL' },
        declineInvitation: { reason: 'SKILL' },
      };
      const answer = await world.answerTo('elm', act, callOffId, change[act as keyof typeof change]);
      expect(codes(answer)).toEqual(['NOT_INVITED']);
    }
  });

  it.each([
    [
      'PROV-07: rated Inadequate since',
      (name: 'maple') => provider(name).in('East').rated('INADEQUATE'),
      'RATING_BARS',
    ],
    [
      'PROV-06: rated Requires Improvement since',
      (name: 'maple') => provider(name).in('East').rated('REQUIRES_IMPROVEMENT'),
      'RATING_BARS',
    ],
    [
      'PROV-02: deregistered since',
      (name: 'maple') => provider(name).in('East').with({ registered: false }),
      'NOT_REGISTERED',
    ],
    ['ROUT-03: suspended since', (name: 'maple') => provider(name).in('East', { status: 'SUSPENDED' }), 'NOT_A_MEMBER'],
    [
      'PROV-23: over the ceiling since',
      (name: 'maple') => provider(name).in('East').caringFor({ privately: 2900, allocated: 100 }),
      'CEILING_PASSED',
    ],
  ] as const)('EVAL-01, %s the invitation: its bid is not taken', async (_title, since, code) => {
    const { callOffId } = await world.request();
    await world.know(since('maple'));
    expect(codes(await world.bid('maple', callOffId))).toEqual([code]);
    expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
  });

  it('EVAL-01: an older standing that comes late changes nothing', async () => {
    const [older] = world.hold(provider('maple').in('East').rated('INADEQUATE'));
    await world.know(provider('maple').in('East'));
    await world.hub.hear({ type: 'ProviderStandingChanged', subject: 'provider/x', council: 'bromley', data: older });
    const { callOffId } = await world.request();
    expect(await world.bid('maple', callOffId)).toMatchObject({ refusals: [] });
  });

  it('IDG-27: only a credential of the provider with the scope for it may bid', async () => {
    const { callOffId } = await world.request();
    await expect(world.bid('maple without bids', callOffId)).rejects.toThrow('bids:write');
    await expect(world.bid('visits of maple', callOffId)).rejects.toThrow('for the roles provider-user, rostering');
    await expect(world.bid('broker', callOffId)).rejects.toThrow('for the roles provider-user, rostering');
    const award =
      'mutation { awardCallOff(input: { callOffId: "x", idempotencyKey: "a-key-of-its-own" }) { refusals { code } } }';
    expect((await world.hub.as('maple', award)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
  });

  it('IDG-27: a bid sent again with its key counts once, and the key is for that bid alone', async () => {
    const { callOffId, closesAt } = await world.request();
    const idempotencyKey = randomUUID();
    const first = await world.bid('maple', callOffId, { idempotencyKey });
    await world.passTo(later(closesAt, 1));
    // The answer was lost, the window has closed meanwhile: the first answer comes again.
    expect(await world.bid('maple', callOffId, { idempotencyKey })).toMatchObject({
      bid: { id: first.bid!.id },
      refusals: [],
    });
    expect(codes(await world.bid('maple', callOffId, { idempotencyKey, startTime: '09:00' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(await bidsOf(callOffId)).toHaveLength(2);
  });

  it('IDG-27: bids sent one to five times at once, with keys, count once each', async () => {
    for (let round = 0; round < 5; round++) {
      const { callOffId } = await world.request();
      const sends = (['maple', 'oak'] as const).flatMap((name, n) => {
        const idempotencyKey = randomUUID();
        return Array.from({ length: 1 + ((round + n * 2) % 5) }, () => world.bid(name, callOffId, { idempotencyKey }));
      });
      const answers = await Promise.all(sends);
      expect(answers.every((answer) => answer.refusals.length === 0)).toBe(true);
      expect(new Set(answers.map((answer) => answer.bid!.id)).size).toBe(2);
      expect((await bidsOf(callOffId)).map((bid) => bid.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
      const receipts = await world.hub.told('BidReceived');
      expect(receipts.filter((event) => event.subject === `call-off/${callOffId}`)).toHaveLength(2);
    }
  });
});

const CALL = {
  days: ['MON' as const],
  startTime: '08:30',
  minutes: 45,
  workers: 1 as 1 | 2,
  activities: ['PERSONAL_CARE' as const],
  timeCritical: false,
};

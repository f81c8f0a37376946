import { later } from '../../../rules/tenders/fixtures.js';
import { codes, provider, World } from '../harness.js';

const MINUTE = 60_000;

describe('a provider that is suspended while a window is open', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.stop());

  const suspended = (name: 'maple' | 'oak', patch: string) => provider(name).in(patch, { status: 'SUSPENDED' });

  it.each([
    ['suspended from all that it was in', suspended('maple', 'S1'), 'S1', 'NOT_A_MEMBER'],
    ['suspended from the patch alone', suspended('maple', 'S2').onTheFramework(), 'S2', 'NOT_A_MEMBER'],
    ['deregistered', provider('maple').in('S3').with({ registered: false }), 'S3', 'NOT_REGISTERED'],
  ])(
    'SM-5, PROV-02: %s, it can do nothing with its invitation, and the stage does not move',
    async (_, now, patch, code) => {
      await world.know(provider('maple').in(patch), provider('oak').in(patch), provider('rowan').onTheFramework());
      const { callOffId, closesAt } = await world.request({ patch });
      await world.decline('oak', callOffId);
      await world.know(now);
      const acts = [
        await world.answerTo('maple', 'viewInvitation', callOffId),
        await world.bid('maple', callOffId),
        await world.decline('maple', callOffId),
        await world.answerTo('maple', 'withdrawBid', callOffId),
        await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 1 }),
      ];
      expect(acts.map(codes)).toEqual(acts.map(() => [code]));
      expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN', stage: 'PATCH' });
      expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'DECLINED' });

      // Its silence is no decline that is held against it: it could not have been given the package.
      await world.passTo(later(closesAt, 1));
      const told = (await world.hub.told('InvitationDeclined')).filter(
        ({ subject }) => subject === `call-off/${callOffId}`,
      );
      expect(told.map(({ data }) => data)).toMatchObject([
        { response: 'DECLINED', kind: 'CAPACITY', eligible: true },
        { response: 'NO_RESPONSE', kind: null, eligible: false },
      ]);
    },
  );

  it('SM-5, SM-3: restored in time, it answers again', async () => {
    await world.know(provider('maple').in('S4'));
    const { callOffId } = await world.request({ patch: 'S4' });
    await world.know(suspended('maple', 'S4'));
    expect(codes(await world.decline('maple', callOffId))).toEqual(['NOT_A_MEMBER']);
    await world.know(provider('maple').in('S4'));
    expect(codes(await world.bid('maple', callOffId))).toEqual([]);
  });

  it('AWRD-09, SM-5: an award is given back all the same', async () => {
    await world.know(provider('maple').in('S5'), provider('oak').in('S5'));
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'S5' });
    expect(codes(await world.award(callOffId))).toEqual([]);
    await world.know(suspended('maple', 'S5'));
    expect(codes(await world.answerTo('maple', 'refuseAward', callOffId, { reason: 'CAPACITY' }))).toEqual([]);
  });

  it('CM-06, PROV-06: by a council that gates by every key question, one of them is enough to be gated', async () => {
    const strict = await World.open({ councils: { bromley: { cqc: { gate: { scope: 'ANY_KEY_QUESTION' } } } } });
    try {
      await strict.know(provider('maple').in('East'), provider('oak').in('East'));
      const { callOffId, closesAt } = await strict.request();
      await strict.know(provider('maple').in('East').rated('GOOD', 'REQUIRES_IMPROVEMENT'));
      await strict.passTo(later(closesAt, MINUTE));
      const told = await strict.hub.told('InvitationDeclined');
      expect(told.filter(({ subject }) => subject === `call-off/${callOffId}`).map(({ data }) => data)).toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({ response: 'NO_RESPONSE', eligible: false }),
          expect.objectContaining({ response: 'NO_RESPONSE', eligible: true }),
        ]),
      );
    } finally {
      await strict.stop();
    }
  });
});

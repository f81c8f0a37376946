import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, BROKER, bid, DISCHARGE_TEAM, people, request, rostering } from './borough.js';
import { type Answer, Walk } from './walk.js';

describe('when it cannot wait', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it.each([
    ['12:59', '2026-06-06T11:59:00.000Z', 'SAME_DAY'],
    ['13:01', '2026-06-06T12:01:00.000Z', 'BY_AGREEMENT'],
  ])('WIN-05, WIN-06, ROUT-14: discharge to assess on a Saturday at %s', async (clock, instant, terms) => {
    const slug = `discharge-saturday-${clock.replace(':', '')}`;
    const walk = new Walk(
      hub,
      slug,
      `Discharge to assess, on a Saturday at ${clock}`,
      'Providers have an hour to answer, and half an hour to be on target. Until 13:00 on a Saturday a first call the same day may be asked for; after it, the time is as agreed.',
    );
    await walk.timePassesTo(new Date(instant));
    const bramble = await walk.watches(rostering('bramble'));
    const input = people.passport(1, new Date(instant), {
      patch: 'West',
      expectedDischargeAt: new Date('2026-06-06T16:00:00Z'),
    });
    const { submitDischargePassport } = await walk.as<Answer>(
      DISCHARGE_TEAM,
      'submit-discharge-passport',
      { input },
      { variables: false },
    );
    expect(submitDischargePassport.refusals).toEqual([]);
    const published = await walk.told(bramble, 'CallOffPublished');
    expect(published.callOff).toMatchObject({ route: 'D2A_PATCH', firstCallTerms: terms });
    expect(new Date(published.callOff!.closesAt).getTime() - new Date(instant).getTime()).toBe(60 * 60_000);

    walk.tell(
      'Half an hour passes: who has not answered is reminded, and an answer from now on is slower than the target.',
    );
    await walk.timePassesTo(new Date(new Date(instant).getTime() + 30 * 60_000 + 1));
    await walk.told(bramble, 'D2aTargetReached');
    const answered = await bid(walk, 'bramble', published, { startTime: '18:30', doubleHanded: true });
    expect(answered).toMatchObject({ refusals: [], bid: { responseSpeed: 'SLOWER_THAN_TARGET' } });
    await walk.timePassesTo(afterClose(published));
    const awarded = await award(hub, walk, published.callOffId);
    expect(awarded.refusals).toEqual([]);
    await walk.end();
  });

  it('WIN-03: an emergency is awarded before the window ends, with its reason', async () => {
    const walk = new Walk(
      hub,
      'emergency-early-award',
      'An emergency is awarded early',
      'The need is urgent: the broker awards to the one bid there is before the two hours are over, and must say why. What is not urgent waits for the end of the window.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    await request(hub, walk, 1, { patch: 'East' });
    const standard = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', standard);
    walk.tell('The first request is not urgent.');
    const early = await award(hub, walk, standard.callOffId, { emergencyReason: 'We would like to be quick.' });
    expect(early.refusals[0]).toMatchObject({ rule: 'WIN-03' });

    walk.tell('The second one is.');
    await request(hub, walk, 2, { patch: 'East', urgency: 'EMERGENCY' });
    const urgent = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', urgent);
    const silent = await award(hub, walk, urgent.callOffId);
    expect(silent.refusals[0]).toMatchObject({ rule: 'WIN-03', field: 'input.emergencyReason' });
    const awarded = await award(hub, walk, urgent.callOffId, {
      emergencyReason: 'The carer at home was taken to hospital this morning.',
    });
    expect(awarded).toMatchObject({ refusals: [], award: { provider: { name: 'Oakwood Homecare' } } });
    await walk.told(oakwood, 'BidOutcome');
    const board = await walk.as<Answer>(BROKER, 'broker-board', { states: ['AWARDED'] });
    expect(board.callOffs.edges).toHaveLength(1);
    await walk.end();
  });
});

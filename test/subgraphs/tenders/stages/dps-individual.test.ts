import { at, later } from '../../../rules/tenders/fixtures.js';
import { bidOf, codes, idOf, type ProviderName, provider, type Requested, World } from '../harness.js';
import { PreparedCallOffs, rulesOf } from './prepared.js';

const OWN =
  '{ myInvitations(open: false, first: 100) { edges { node { callOff { id } myBid { state outcome meeting { state arrangements } } } } } }';
const COULD = 'query ($id: ID!) { couldTake(callOffId: $id) { couldBid couldWin } }';

describe('one person by the dynamic purchasing system', () => {
  let world: World;
  let act: PreparedCallOffs;
  beforeAll(async () => {
    world = await World.open({ councils: { bromley: { route: { enabled: ['DPS_INDIVIDUAL'] } } } });
    act = new PreparedCallOffs(world);
  });
  const member = (name: ProviderName, ...lots: string[]) => provider(name).memberOf('DPS', null, { lots });
  beforeEach(async () => {
    await world.know(member('maple', 'COMPLEX_BEHAVIOUR'), member('oak', 'COMPLEX_BEHAVIOUR', 'COMPLEX_HEALTH'));
    await world.know(member('elm', 'COMPLEX_HEALTH'), member('thorn', 'COMPLEX_BEHAVIOUR'));
  });
  afterAll(() => world.stop());

  const LOT = { lot: 'COMPLEX_BEHAVIOUR', setBy: [] };
  let day = 0;
  const closed = async (prices: Partial<Record<ProviderName, number>>): Promise<Requested> => {
    day += 30;
    await world.passTo(later(at('2026-03-04 10:00'), day * 86_400_000));
    const dueAt = later(await world.hub.time.now(), 14 * 86_400_000);
    const requested = await act.published(await world.request(), { ...LOT, bidsDueAt: dueAt });
    for (const [name, price] of Object.entries(prices)) {
      expect(codes(await act.respond(name as ProviderName, requested, price, { startDate: '2027-03-01' }))).toEqual([]);
    }
    await world.passTo(later(dueAt, 1));
    return requested;
  };
  const panel = { result: null, scoredBy: ['BROKER', 'SOCIAL_WORKER', 'FAMILY'], noConflictOfInterest: true };
  const score = (requested: Requested, name: ProviderName, ...scores: number[]) =>
    act.assess(requested, name, scores, panel, 'commissioner');
  const shortlist = async (
    requested: Requested,
    names: readonly ProviderName[],
    change: Record<string, unknown> = {},
  ) =>
    act.do('broker', 'shortlistBids', {
      callOffId: requested.callOffId,
      bidIds: await Promise.all(names.map((name) => bidOf(world, requested.callOffId, name))),
      arrangements: 'At the day centre, by arrangement with brokerage.',
      ...change,
    });
  const meeting = async (requested: Requested, name: ProviderName, change: Record<string, unknown> = {}) => {
    const of = { callOffId: requested.callOffId, bidId: await bidOf(world, requested.callOffId, name) };
    return act.do('practitioner', 'recordMeetingHeld', { ...of, heldAt: await world.hub.time.now(), ...change });
  };
  const council = async (requested: Requested, name: ProviderName, reason: string | null = null) => {
    const of = { callOffId: requested.callOffId, bidId: await bidOf(world, requested.callOffId, name) };
    return act.do('practitioner', 'concludeMeeting', { ...of, canWork: reason === null, reason });
  };
  const own = (name: ProviderName, { callOffId }: Requested, reason: string | null = null) =>
    act.do(name, 'answerMeeting', { callOffId, canWork: reason === null, reason });
  const seenBy = async (name: ProviderName, { callOffId }: Requested) => {
    const { edges } = await world.ask<{ edges: Array<{ node: { callOff: { id: string }; myBid: unknown } }> }>(
      name,
      OWN,
    );
    return edges.find(({ node }) => node.callOff.id === callOffId)!.node.myBid;
  };

  it('EVAL-01, PROV-19, ROUT-37, ROUT-41: one package is advertised to the members of the lot that its broker names', async () => {
    const requested = await world.request();
    expect(rulesOf(await act.prepare(requested, { ...LOT, lot: null, portalReference: '' }))).toEqual([
      'PROV-19 LOT_MISSING input.lot',
      'ROUT-41 REFERENCE_MISSING input.portalReference',
    ]);
    expect(rulesOf(await act.prepare(requested, { ...LOT, lot: 'COMPLEX_BEHAVIOR' }))).toEqual([
      'PROV-19 LOT_UNKNOWN input.lot',
    ]);
    await act.published(requested, LOT);
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED', thorn: 'INVITED' });
    const could = () => world.ask('maple', COULD, { id: requested.callOffId });
    expect(await could()).toEqual({ couldBid: true, couldWin: true });
    await world.know(member('maple'));
    expect(await could()).toEqual({ couldBid: false, couldWin: false });
    expect(codes(await act.respond('maple', requested, 1))).toEqual(['NOT_A_MEMBER']);
  });

  it('ROUT-02, WIN-14: a draft by the route that a broker chose stays one, whatever is amended', async () => {
    const both = await World.open({ councils: { bromley: { route: { enabled: ['PATCH', 'DPS_INDIVIDUAL'] } } } });
    try {
      const override = { route: 'DPS_INDIVIDUAL', reason: 'Nobody in the patch knows such needs.' } as const;
      const { packageId, need } = await both.request({ patch: 'D1' }, 'bromley', { override });
      const amend = (change: object) =>
        both.hear('ServiceRequestAmended', { packageId, need: { ...need, ...change }, sourcingVersion: 2, reason: '' });
      const live = async () => {
        const { rows } = await both.hub.pool.query(
          'select state, route, patch, need from tenders.call_off where package_id = $1 and ended_at is null',
          [packageId],
        );
        return rows;
      };
      const draft = { state: 'DRAFT', route: 'DPS_INDIVIDUAL' };
      await amend({ skills: ['PEG_FEEDING'] });
      expect(await live()).toMatchObject([{ ...draft, patch: 'D1', need: { skills: ['PEG_FEEDING'] } }]);
      await amend({ patch: 'D2' });
      expect(await live()).toMatchObject([{ ...draft, patch: 'D2' }]);
    } finally {
      await both.stop();
    }
  });

  it('EVAL-10, ROUT-38, NTF-12: bids are scored, and only those that were are shortlisted and hear of their own meeting', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000, thorn: 70_000 });
    expect(await act.stateOf(requested)).toBe('EVALUATING');
    expect(rulesOf(await shortlist(requested, ['maple']))).toEqual(['EVAL-10 NOT_SCORED input.bidIds.0']);
    expect(rulesOf(await act.assess(requested, 'maple', [5, 5], { ...panel, result: 'MEETS_NEEDS' }))).toEqual([
      'EVAL-10 RESULT_NOT_ASKED input.result',
    ]);
    for (const name of ['maple', 'oak'] as const) expect(codes(await score(requested, name, 8, 8))).toEqual([]);
    expect(rulesOf(await shortlist(requested, [], { arrangements: '' }))).toEqual([
      'EVAL-10 SHORTLIST_EMPTY input.bidIds',
    ]);
    expect(
      rulesOf(await shortlist(requested, ['oak'], { arrangements: 'Ring Mrs Madeup on 020 7946 0113.' })),
    ).toContain('IDG-05 PERSONAL_DATA_IN_TEXT input.arrangements');
    expect(codes(await act.choose(requested, 'oak'))).toEqual(['NOTHING_TO_CHOOSE']);
    expect(codes(await shortlist(requested, ['maple', 'oak']))).toEqual([]);
    expect(await act.stateOf(requested)).toBe('MEET_AND_GREET');
    expect((await act.told(requested, 'MeetAndGreetInvited')).map(({ audience }) => audience)).toEqual(
      expect.arrayContaining([
        { providers: [idOf.maple], roles: ['broker'] },
        { providers: [idOf.oak], roles: ['broker'] },
      ]),
    );
    expect(await seenBy('oak', requested)).toMatchObject({ state: 'SHORTLISTED', meeting: { state: 'INVITED' } });
    expect(await seenBy('thorn', requested)).toMatchObject({ state: 'UNDER_EVALUATION', meeting: null });
    expect(codes(await own('thorn', requested))).toEqual(['NO_SUCH_MEETING']);
    expect(codes(await own('elm', requested))).toEqual(['NOT_INVITED']);
  });

  it('ROUT-38, CHOI-08, CHOI-10: the person chooses among confirmed bids alone, once every meeting has its outcome', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000, thorn: 70_000 });
    for (const name of ['maple', 'oak', 'thorn'] as const) await score(requested, name, 8, 8);
    await shortlist(requested, ['maple', 'oak']);
    expect(rulesOf(await own('maple', requested))).toEqual(['ROUT-38 NOT_HELD input.callOffId']);
    const heldAt = later(await world.hub.time.now(), 1000);
    expect(rulesOf(await meeting(requested, 'maple', { heldAt }))).toEqual(['ROUT-38 HELD_AT_INVALID input.heldAt']);
    expect(await meeting(requested, 'maple')).toMatchObject({ meeting: { state: 'HELD' } });
    expect(rulesOf(await meeting(requested, 'maple'))).toEqual(['ROUT-38 MEETING_OVER input.bidId']);
    expect(await own('maple', requested)).toMatchObject({ meeting: { state: 'HELD' }, refusals: [] });
    expect(await council(requested, 'maple')).toMatchObject({ meeting: { state: 'CONFIRMED' }, refusals: [] });
    expect(codes(await act.choose(requested, 'maple'))).toEqual(['NOTHING_TO_CHOOSE']);
    const unsaid = { callOffId: requested.callOffId, canWork: false };
    expect(rulesOf(await act.do('oak', 'answerMeeting', unsaid))).toEqual(['ROUT-38 REASON_MISSING input.reason']);
    expect(await own('oak', requested, 'NOT_COMPATIBLE')).toMatchObject({ meeting: { state: 'DECLINED' } });
    expect(await act.stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'SHORTLISTED', oak: 'UNSUCCESSFUL' });
    expect((await act.told(requested, 'MeetAndGreetOutcome')).map(({ data }) => data)).toMatchObject([
      { reasonCode: 'CONFIRMED' },
      { reasonCode: 'DECLINED' },
    ]);
    for (const name of ['oak', 'thorn'] as const) {
      expect(rulesOf(await act.choose(requested, name))).toEqual(['CHOI-10 NOT_AN_OFFER input.bidId']);
    }
    expect(await act.choose(requested, 'maple', 'ADVOCATE')).toMatchObject({ choice: { place: 1 }, refusals: [] });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.maple } },
      refusals: [],
    });
    expect(await world.answers(requested.callOffId)).toMatchObject({
      maple: 'WON',
      oak: 'UNSUCCESSFUL',
      thorn: 'UNSUCCESSFUL',
    });
  });

  it('ROUT-38, SM-2: no meeting goes on once the call-off is withdrawn, or replaced by a material change', async () => {
    const ends = [
      ({ packageId }: Requested) => world.hear('PackageCancelled', { packageId, reason: 'The person has moved.' }),
      ({ packageId, need }: Requested) => {
        const changed = { ...need, skills: ['AUTISM'] };
        return world.hear('ServiceRequestAmended', { packageId, need: changed, sourcingVersion: 2, reason: '' });
      },
    ];
    for (const end of ends) {
      const requested = await closed({ maple: 50_000, oak: 60_000 });
      for (const name of ['maple', 'oak'] as const) await score(requested, name, 8, 8);
      await shortlist(requested, ['maple', 'oak']);
      await meeting(requested, 'maple');
      await end(requested);
      expect(await act.stateOf(requested)).toBe('WITHDRAWN');
      const refused = ['ROUT-38 NO_MEETINGS_NOW input.callOffId'];
      expect(rulesOf(await meeting(requested, 'oak'))).toEqual(refused);
      expect(rulesOf(await own('maple', requested))).toEqual(refused);
      expect(rulesOf(await council(requested, 'maple', 'PERSON_DECLINED'))).toEqual(refused);
      expect(await act.told(requested, 'MeetAndGreetOutcome')).toEqual([]);
    }
  });

  it('EVAL-10, SM-5: who scores declares no interest, and a provider that is suspended says nothing of its meeting', async () => {
    const requested = await closed({ maple: 50_000 });
    const undeclared = { ...panel, noConflictOfInterest: false };
    expect(rulesOf(await act.assess(requested, 'maple', [8, 8], undeclared, 'broker'))).toEqual([
      'EVAL-10 CONFLICT_NOT_DECLARED input.noConflictOfInterest',
    ]);
    await score(requested, 'maple', 8, 8);
    await shortlist(requested, ['maple']);
    await meeting(requested, 'maple');
    await world.know(provider('maple').memberOf('DPS', null, { lots: [LOT.lot], status: 'SUSPENDED' }));
    expect(codes(await own('maple', requested))).toEqual(['NOT_A_MEMBER']);
    await world.know(member('maple', 'COMPLEX_BEHAVIOUR'));
    expect(codes(await own('maple', requested))).toEqual([]);
  });

  it('SM-5, NTF-12: a provider that is suspended is not shortlisted, and is told of no meeting', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000 });
    for (const name of ['maple', 'oak'] as const) await score(requested, name, 8, 8);
    await world.know(provider('oak').memberOf('DPS', null, { lots: [LOT.lot], status: 'SUSPENDED' }));
    expect(rulesOf(await shortlist(requested, ['maple', 'oak']))).toEqual(['PROV-19 NOT_A_MEMBER input.bidIds.1']);
    expect(await act.stateOf(requested)).toBe('EVALUATING');
    expect(await act.told(requested, 'MeetAndGreetInvited')).toEqual([]);
    expect(codes(await shortlist(requested, ['maple']))).toEqual([]);
  });

  it('SM-2, ROUT-38: when nobody is confirmed bids are evaluated again, and when none is left the call-off fails', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000 });
    await score(requested, 'maple', 8, 8);
    await score(requested, 'oak', 6, 6);
    await shortlist(requested, ['maple']);
    await meeting(requested, 'maple');
    await own('maple', requested);
    expect(await council(requested, 'maple', 'PERSON_DECLINED')).toMatchObject({
      meeting: { state: 'DECLINED', declineReason: 'PERSON_DECLINED' },
    });
    expect(await act.stateOf(requested)).toBe('EVALUATING');
    expect((await act.told(requested, 'BidOutcome')).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ outcome: 'UNSUCCESSFUL', reasonCode: 'MEETING_DECLINED' }),
    );
    expect(rulesOf(await shortlist(requested, ['maple']))).toEqual(['EVAL-10 NOT_SCORED input.bidIds.0']);
    await shortlist(requested, ['oak']);
    await own('oak', requested, 'CAPACITY');
    expect(await act.stateOf(requested)).toBe('FAILED');
  });

  it('AWRD-09, ROUT-38: after a refusal those who were never met may be shortlisted still', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000 });
    await score(requested, 'maple', 8, 8);
    await score(requested, 'oak', 6, 6);
    await shortlist(requested, ['maple']);
    await meeting(requested, 'maple');
    await own('maple', requested);
    await council(requested, 'maple');
    await act.choose(requested, 'maple', 'FAMILY');
    await world.award(requested.callOffId);
    await world.answerTo('maple', 'refuseAward', requested.callOffId, { reason: 'CAPACITY' });
    expect(await world.answers(requested.callOffId)).toMatchObject({ oak: 'UNDER_EVALUATION' });
    expect(await act.stateOf(requested)).toBe('EVALUATING');
    expect(codes(await shortlist(requested, ['oak']))).toEqual([]);
  });

  it('SM-3, AWRD-09: every bid that is evaluated again after a refusal is told that it is undecided, one never scored too', async () => {
    const requested = await closed({ maple: 50_000, oak: 60_000, thorn: 70_000 });
    for (const name of ['maple', 'oak'] as const) await score(requested, name, 8, 8);
    await shortlist(requested, ['maple']);
    await meeting(requested, 'maple');
    await own('maple', requested);
    await council(requested, 'maple');
    await act.choose(requested, 'maple', 'FAMILY');
    await world.award(requested.callOffId);
    await world.answerTo('maple', 'refuseAward', requested.callOffId, { reason: 'CAPACITY' });
    const told = await act.told(requested, 'BidOutcome');
    // Each once as the award was made, and once as it was given back.
    expect(told).toHaveLength(5);
    for (const name of ['oak', 'thorn'] as const) {
      expect(await seenBy(name, requested)).toMatchObject({ outcome: 'NOT_YET_DECIDED' });
      const its = told.filter(({ audience }) => audience.providers?.includes(idOf[name]));
      expect(its.at(-1)).toMatchObject({ data: { outcome: 'NOT_YET_DECIDED' } });
    }
  });
});

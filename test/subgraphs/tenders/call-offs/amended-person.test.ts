import type { NeedProfile } from '../../../../schema/events/cases.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { codes, nameOf, provider, type Requested, World } from '../harness.js';

const MINUTE = 60_000;
const CHILD: Partial<NeedProfile> = { cohort: 'CYP', cypAge: 17 };

describe('a call-off whose person turns out to be another', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.stop());

  /** maple cares for adults, oak for both, elm for children; all are members of the patch. */
  const patchOfThree = (patch: string) =>
    world.know(
      provider('maple').in(patch),
      provider('oak').in(patch).registeredFor('ADULTS_18_PLUS', 'CHILDREN_0_18'),
      provider('elm').in(patch).registeredFor('CHILDREN_0_18'),
    );
  const amend = ({ packageId, need }: Requested, change: Partial<NeedProfile>, sourcingVersion = 2) =>
    world.hear('ServiceRequestAmended', { packageId, need: { ...need, ...change }, sourcingVersion, reason: '' });
  const toldOf = async (callOffId: string, type: string) =>
    (await world.hub.told(type))
      .filter((event) => event.subject === `call-off/${callOffId}`)
      .map(({ audience, data }) => ({
        to: (audience.providers ?? []).map(nameOf).sort(),
        roles: audience.roles ?? [],
        data: data as Record<string, unknown>,
      }));
  const window = (callOffId: string) => world.callOff<{ opens_at: Date; closes_at: Date }>(callOffId);
  const mine = (name: string) =>
    world.ask<{ edges: Array<{ node: { callOff: { id: string } } }> }>(
      name,
      '{ myInvitations(first: 100) { edges { node { callOff { id } } } } }',
    );

  it('WIN-14, WIN-04, PROV-09, ROUT-03: asks whom it asks from now on, with the whole window, and tells the others why not', async () => {
    await patchOfThree('P1');
    const requested = await world.request({ patch: 'P1' });
    const { callOffId, opensAt } = requested;
    expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    await world.passTo(later(opensAt, 90 * MINUTE));
    await amend(requested, CHILD);

    expect(await world.answers(callOffId)).toEqual({ maple: 'STOOD_DOWN', oak: 'STALE', elm: 'INVITED' });
    expect(await window(callOffId)).toMatchObject({
      opens_at: opensAt,
      closes_at: later(opensAt, (90 + 120) * MINUTE),
    });
    expect(await toldOf(callOffId, 'BidOutcome')).toMatchObject([
      { to: ['maple'], roles: [], data: { outcome: 'INELIGIBLE', reasonCode: 'AGE_BAND' } },
    ]);
    expect(await toldOf(callOffId, 'CallOffAmended')).toMatchObject([
      { to: ['oak'], roles: ['broker'], data: { changed: ['cohort', 'cypAge'], version: 2 } },
    ]);
    const [first, again] = await toldOf(callOffId, 'CallOffPublished');
    expect(first).toMatchObject({ to: ['maple', 'oak'], roles: ['broker'] });
    expect(again).toMatchObject({ to: ['elm'], roles: [], data: { version: 2, opensAt: opensAt.toISOString() } });

    // Whom it no longer asks sees no more of it, and can do no more with it.
    expect((await mine('maple')).edges.map(({ node }) => node.callOff.id)).not.toContain(callOffId);
    expect((await mine('elm')).edges.map(({ node }) => node.callOff.id)).toContain(callOffId);
    expect(codes(await world.bid('maple', callOffId, { version: 2 }))).toEqual(['NOT_INVITED']);
    expect(codes(await world.answerTo('maple', 'withdrawBid', callOffId))).toEqual(['NOT_INVITED']);

    // The newcomer has its two hours to the end.
    await world.passTo((await window(callOffId)).closes_at);
    expect(codes(await world.answerTo('oak', 'reconfirmBid', callOffId, { version: 2 }))).toEqual([]);
    expect(codes(await world.bid('elm', callOffId, { version: 2 }))).toEqual([]);
    await world.passTo(later((await window(callOffId)).closes_at, 1));
    expect(await world.answers(callOffId)).toEqual({
      maple: 'STOOD_DOWN',
      oak: 'UNDER_EVALUATION',
      elm: 'UNDER_EVALUATION',
    });
    // It was not asked to the end, so there is nothing to hold against it.
    expect((await toldOf(callOffId, 'InvitationDeclined')).map(({ data }) => data.providerId)).toEqual([]);
    expect(codes(await world.award(callOffId))).toEqual([]);
  });

  it('WIN-14, EVAL-01: the decisions as they are now are shown with their checks', async () => {
    await patchOfThree('P2');
    const requested = await world.request({ patch: 'P2' });
    await amend(requested, CHILD);
    const { invitations } = await world.ask<{
      invitations: Array<{ invited: boolean; provider: { id: string }; checks: Array<{ id: string; result: string }> }>;
    }>(
      'broker',
      'query ($id: ID!) { callOff(id: $id) { invitations { invited provider { id } checks { id result } } } }',
      {
        id: requested.callOffId,
      },
    );
    const decided = Object.fromEntries(
      invitations.map(({ invited, provider: { id }, checks }) => [
        nameOf(id),
        [invited, checks.filter(({ result }) => result === 'FAIL').map(({ id: check }) => check)],
      ]),
    );
    expect(decided).toEqual({ maple: [false, ['AGE_BAND']], oak: [true, []], elm: [true, []] });
  });

  it('WIN-14, SM-3: an age put right again invites whoever stood down again', async () => {
    await patchOfThree('P3');
    const requested = await world.request({ patch: 'P3' });
    const { callOffId } = requested;
    await world.bid('maple', callOffId);
    await amend(requested, CHILD);
    await world.decline('elm', callOffId);
    await amend(requested, {}, 3);
    // A decline stays one, whether its provider is eligible or not.
    expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED', elm: 'DECLINED' });
    expect((await toldOf(callOffId, 'CallOffPublished')).map(({ to }) => to)).toEqual([
      ['maple', 'oak'],
      ['elm'],
      ['maple'],
    ]);
    expect(codes(await world.bid('maple', callOffId, { version: 3 }))).toEqual([]);
    await world.passTo(later((await window(callOffId)).closes_at, 1));
    expect(await world.answers(callOffId)).toEqual({ maple: 'UNDER_EVALUATION', oak: 'NO_RESPONSE', elm: 'DECLINED' });
  });

  it('WIN-14, ROUT-06: if nobody is left to ask the next stage opens at once', async () => {
    await world.know(provider('maple').in('P4'), provider('rowan').onTheFramework().registeredFor('CHILDREN_0_18'));
    const requested = await world.request({ patch: 'P4' });
    await amend(requested, CHILD);
    expect(await world.callOff(requested.callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'STOOD_DOWN', rowan: 'INVITED' });
  });

  it('PROV-23, WIN-14: more hours ask again whether they find room', async () => {
    await world.know(
      provider('maple').in('P5').caringFor({ privately: 2000, allocated: 979 }),
      provider('oak').in('P5'),
    );
    const requested = await world.request({ patch: 'P5' });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    await world.passTo(later(requested.opensAt, 30 * MINUTE));
    await amend(requested, { weeklyWorkerMinutes: 22 * 60 });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'STOOD_DOWN', oak: 'INVITED' });
    // The whole window again, though nobody is new: how long it is tells oak nothing of others (IDG-23).
    expect((await window(requested.callOffId)).closes_at).toEqual(later(requested.opensAt, (30 + 120) * MINUTE));
    expect(await toldOf(requested.callOffId, 'BidOutcome')).toMatchObject([
      { to: ['maple'], data: { reasonCode: 'CEILING' } },
    ]);
  });

  it('WIN-14: any other change asks nobody again', async () => {
    await patchOfThree('P6');
    const requested = await world.request({ patch: 'P6' });
    await world.know(provider('maple').in('P6').rated('INADEQUATE'));
    await amend(requested, { skills: ['PEG_FEEDING'] });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    expect((await window(requested.callOffId)).closes_at).toEqual(requested.closesAt);
  });

  it('WIN-14: an amendment that comes once the window has run out meets the stage that is open by then', async () => {
    await world.know(provider('maple').in('P7'), provider('rowan').onTheFramework());
    const requested = await world.request({ patch: 'P7' });
    const { pool } = world.hub;
    // The window has run out and its clock has not yet been heard.
    await pool.query('update tenders.stage set closes_at = $2 where call_off_id = $1', [
      requested.callOffId,
      later(requested.opensAt, -1),
    ]);
    await amend(requested, { skills: ['PEG_FEEDING'] });
    const { rows } = await pool.query(
      `select kind, version, need->'skills' as skills from tenders.stage where call_off_id = $1 order by position`,
      [requested.callOffId],
    );
    expect(rows).toEqual([
      { kind: 'PATCH', version: 1, skills: [] },
      { kind: 'FRAMEWORK', version: 2, skills: ['PEG_FEEDING'] },
    ]);
  });

  it('PROV-09: the start of care for a child is not corrected by hand', async () => {
    await patchOfThree('P8');
    const { callOffId } = await world.request({ patch: 'P8', ...CHILD });
    const corrected = await world.ask<{ refusals: never[] }>(
      'broker',
      'mutation ($input: AmendCallOffInput!) { amendCallOff(input: $input) { refusals { rule code field message } } }',
      { input: { callOffId, neededFrom: '2027-01-31', idempotencyKey: 'start-of-a-child' } },
    );
    expect(corrected.refusals).toMatchObject([{ code: 'START_DECIDES_AGE', field: 'input.neededFrom' }]);
  });
});

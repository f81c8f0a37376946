import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aPassport, aPerson, asking, ELM, fresh, OAK, said, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

const HOUR = 3_600_000;
const inHours = async (hours: number) => new Date((await hub.time.now()).getTime() + hours * HOUR);
const dueOf = async (placementId: string): Promise<Date[]> =>
  (
    await hub.pool.query(
      `select due_at from cases.deadline where rule = 'ROUT-20' and subject = $1 and status = 'RUNNING' order by due_at`,
      [`placement/${placementId}`],
    )
  ).rows.map(({ due_at }) => due_at);
const missed = async (placementId: string) =>
  (await hub.told('DeadlineMissed')).filter(
    ({ subject, data }) => subject === `placement/${placementId}` && (data as { rule: string }).rule === 'ROUT-20',
  );

describe('a change of condition', () => {
  const report = (placementId: string, over: object = {}, caller = 'oak') =>
    cases.act(caller, 'reportConditionChanged', { placementId, kind: 'IMPROVED', ...over });

  it('ROUT-18, NTF-31: is told to the D2A team, care manager and broker, and kept where they read it', async () => {
    const { id } = await cases.referred();
    const placementId = await cases.awarded(id);
    const observedAt = await hub.time.now();
    expect(said(await report(placementId, { observedAt }))).toEqual(['ROUT-18 NO_D2A_CONFIRMED input.placementId']);
    const firstCallAt = new Date('2026-06-02T17:00:00Z');
    expect(said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt }))).toEqual([]);
    expect(said(await report(placementId, { observedAt: await inHours(1) }))).toEqual([
      'ROUT-18 OBSERVED_OUTSIDE_CARE input.observedAt',
    ]);
    expect(said(await report(placementId, { observedAt }, 'elm'))).toEqual(['IDG-05 NOT_FOUND input.placementId']);
    await expect(report(placementId, { observedAt }, 'broker')).rejects.toThrow();
    expect(said(await report(placementId, { observedAt }, 'oakStaff'))).toEqual([]);
    expect(said(await report(placementId, { observedAt, kind: 'NO_LONGER_NEEDS_D2A' }))).toEqual([]);

    const shown = 'query ($id: ID!) { placement(id: $id) { conditionReports { id kind observedAt } } }';
    const { conditionReports } = await cases.ask<{ conditionReports: Array<{ id: string }> }>('discharge', shown, {
      id: placementId,
    });
    expect(conditionReports).toMatchObject([
      { kind: 'IMPROVED', observedAt: observedAt.toISOString() },
      { kind: 'NO_LONGER_NEEDS_D2A' },
    ]);
    expect(await cases.ask('elm', shown, { id: placementId })).toBeNull();
    const events = (await hub.told('ConditionChanged')).filter(({ subject }) => subject === `placement/${placementId}`);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      audience: { roles: ['discharge-team', 'practitioner', 'broker'] },
      data: { reportId: conditionReports[0]!.id },
    });
    // How the person is, is in no event.
    expect(JSON.stringify(events)).not.toContain('IMPROVED');
  });

  it('ROUT-18: of a standard package, and of one that is over, is refused', async () => {
    const observedAt = await hub.time.now();
    const standard = await cases.placedUpTo('ACTIVE');
    expect(said(await report(standard, { observedAt }))).toEqual(['ROUT-18 NO_D2A_CONFIRMED input.placementId']);
    const { id } = await cases.referred();
    const placementId = await cases.awarded(id);
    await cases.firstCallMade(placementId, new Date('2026-06-02T17:00:00Z'));
    await hub.time.freezeAt(new Date('2026-06-03T09:00:00Z'));
    await cases.act('discharge', 'endPlacement', { placementId, reason: 'D2A_END', endDate: '2026-06-03' });
    expect(said(await report(placementId, { observedAt }))).toContain('SM-4 PLACEMENT_OVER');
  });
});

describe('a return from hospital', () => {
  const report = (placementId: string, over: object, caller = 'oak') =>
    cases.act(caller, 'reportHospitalReturn', { placementId, ...over });
  /** A D2A package of somebody whom OAK has cared for before, with a discharge so many hours from now. */
  async function returning(providerId = OAK) {
    const person = aPerson();
    const before = await cases.awarded(
      (await cases.referred(aPassport({ person }, { expectedDischargeAt: await hub.time.now() }))).id,
    );
    await cases.firstCallMade(before, await hub.time.now());
    const today = (await hub.time.now()).toISOString().slice(0, 10);
    await cases.act('discharge', 'endPlacement', { placementId: before, reason: 'HOSPITAL', endDate: today });
    const dischargeAt = await inHours(3);
    const { id: packageId } = await cases.referred(aPassport({ person }, { expectedDischargeAt: dischargeAt }));
    return { packageId, placementId: await cases.awarded(packageId, providerId), dischargeAt };
  }

  it('ROUT-20: under discharge to assess its clock starts with the award, moves with the discharge, and is met by the answer', async () => {
    const { packageId, placementId, dischargeAt } = await returning();
    expect(await dueOf(placementId)).toEqual([new Date(dischargeAt.getTime() + 48 * HOUR)]);
    const later = await inHours(5);
    await cases.act('broker', 'amendDischarge', { packageId, dischargeAt: later, arrangements: 'The son opens.' });
    const due = new Date(later.getTime() + 48 * HOUR);
    expect(await dueOf(placementId)).toEqual([due]);
    await hub.time.freezeAt(await inHours(6));
    expect(said(await report(placementId, { dischargedAt: later, nextOfKinInformedAt: await hub.time.now() }))).toEqual(
      [],
    );
    expect(await dueOf(placementId)).toEqual([due]);
    await hub.time.freezeAt(due);
    expect(said(await report(placementId, { dischargedAt: later, answer: 'PLAN_REVISED' }))).toEqual([]);
    expect(await dueOf(placementId)).toEqual([]);
    await hub.time.freezeAt(new Date(due.getTime() + 1));
    expect(await missed(placementId)).toEqual([]);
    expect(await cases.toldOf(placementId, 'HospitalReturnReported')).toMatchObject([
      { answer: null },
      { answer: 'PLAN_REVISED' },
    ]);
    const shown = `query ($id: ID!) { placement(id: $id) { hospitalReturns {
      dischargedAt nextOfKinInformedAt answer answeredAt reason } } }`;
    expect(await cases.ask('practitioner', shown, { id: placementId })).toMatchObject({
      hospitalReturns: [
        { dischargedAt: later.toISOString(), answer: 'PLAN_REVISED', answeredAt: due.toISOString(), reason: null },
      ],
    });
    expect(await cases.ask('elm', shown, { id: placementId })).toBeNull();
  });

  it('ROUT-20: not answered within 48 hours, care manager and D2A team are told, and an answer is taken all the same', async () => {
    const { placementId, dischargeAt } = await returning();
    const [due] = await dueOf(placementId);
    await hub.time.freezeAt(due!);
    expect(await missed(placementId)).toEqual([]);
    await hub.time.freezeAt(new Date(due!.getTime() + 1));
    expect(await missed(placementId)).toMatchObject([
      { audience: { roles: ['broker', 'practitioner', 'discharge-team'] } },
    ]);
    const unable = { dischargedAt: dischargeAt, answer: 'CANNOT_MEET_NEEDS' };
    expect(said(await report(placementId, unable))).toEqual(['ROUT-20 RATIONALE_MISSING input.rationale']);
    const why = { reason: 'SKILL', rationale: 'A hoist is needed that no two carers here are trained for.' };
    expect(said(await report(placementId, { ...unable, ...why }))).toEqual([]);
    const events = (await hub.told('HospitalReturnReported')).filter(({ subject }) => subject.endsWith(placementId));
    expect(events).toMatchObject([
      {
        audience: { roles: ['practitioner', 'broker', 'discharge-team'] },
        data: { answer: 'CANNOT_MEET_NEEDS' },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('hoist');
  });

  it('ROUT-20: to another provider than before there is no clock, and none is reported', async () => {
    const { placementId, dischargeAt } = await returning(ELM);
    expect(await dueOf(placementId)).toEqual([]);
    await hub.time.freezeAt(await inHours(4));
    expect(said(await report(placementId, { dischargedAt: dischargeAt }, 'elm'))).toEqual([
      'ROUT-20 NOT_A_RETURN input.placementId',
    ]);
    expect(said(await report(placementId, { dischargedAt: dischargeAt }))).toEqual([
      'IDG-05 NOT_FOUND input.placementId',
    ]);
  });

  it('ROUT-20: of care that was suspended the clock runs from the discharge that is reported, once', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(await inHours(30));
    const dischargedAt = await hub.time.now();
    expect(said(await report(placementId, { dischargedAt }))).toEqual(['ROUT-20 NOT_A_RETURN input.placementId']);
    const effectiveFrom = dischargedAt.toISOString().slice(0, 10);
    const suspension = { kind: 'SUSPEND', effectiveFrom, weeklyWorkerMinutes: 0, lasVariationId: fresh('VAR') };
    expect(said(await cases.act('las', 'recordVariation', { placementId, ...suspension }))).toEqual([]);
    const before = new Date((await hub.time.now()).getTime() - HOUR);
    expect(said(await report(placementId, { dischargedAt: before }))).toEqual([]);
    expect(said(await report(placementId, { dischargedAt: before, nextOfKinInformedAt: before }))).toEqual([]);
    expect(await dueOf(placementId)).toEqual([new Date(before.getTime() + 48 * HOUR)]);
    const { rows } = await hub.pool.query(
      'select next_of_kin_informed_at from cases.hospital_return where placement_id = $1',
      [placementId],
    );
    expect(rows).toEqual([{ next_of_kin_informed_at: before }]);
  });
});

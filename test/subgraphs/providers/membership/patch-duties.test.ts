import { newId } from '../../../../kernel/values/ids.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('the duties of patch providers', () => {
  let hub: Register;
  let provider: AProvider;
  let other: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
    [provider, other] = [await hub.aProvider(), await hub.aProvider()];
    await hub.admitted(provider, { vehicle: 'PATCH', patch: 'East' });
    await hub.admitted(provider, { council: 'ashdown' });
    await hub.admitted(other);
  });
  afterAll(() => hub.stop());

  const declare = (over: Record<string, unknown> = {}, caller = provider.token) =>
    hub.act(caller, 'declarePatchDuties', {
      trustedAssessors: 2,
      weekendDischarge: { from: '09:00', to: '17:00' },
      startsAtShortNotice: true,
      ...over,
    });
  const shown = async (caller: string, { id } = provider) =>
    (
      await hub.ask(
        caller,
        'query ($id: ID!) { provider(id: $id) { patchDuties { trustedAssessors } memberships { vehicle dutyFaults } } }',
        { id },
      )
    ).provider;

  it('PROV-31: are missing until they are declared, of a membership of a patch alone, and bar nothing', async () => {
    const dutyFaults = ['NO_TRUSTED_ASSESSOR', 'NO_ON_CALL_COVER', 'NO_WEEKEND_DISCHARGE', 'NO_SHORT_NOTICE_START'];
    expect(await shown('bromley contract-officer')).toEqual({
      patchDuties: null,
      memberships: [{ vehicle: 'PATCH', dutyFaults }],
    });
    expect((await shown('bromley broker', other)).memberships).toEqual([{ vehicle: 'FRAMEWORK', dutyFaults: null }]);
    expect((await hub.standing(provider))?.memberships).toMatchObject([{ vehicle: 'PATCH', status: 'ADMITTED' }]);
  });

  it('PROV-31: are told to the councils with a patch, and compliant with cover on call', async () => {
    const before = (await hub.standing(provider))?.version;
    const { patchDuties, refusals } = await declare();
    expect(refusals).toEqual([]);
    expect(patchDuties).toMatchObject({ trustedAssessors: 2, weekendDischarge: { from: '09:00', to: '17:00' } });
    expect((await shown('bromley contract-officer')).memberships[0].dutyFaults).toEqual(['NO_ON_CALL_COVER']);
    const told = await hub.told('PatchDutiesDeclared');
    expect(told.map(({ council, audience, data }) => ({ council, audience, data }))).toEqual([
      {
        council: 'bromley',
        audience: { providers: [provider.id], roles: ['contract-officer'] },
        data: { providerId: provider.id, dutyFaults: ['NO_ON_CALL_COVER'] },
      },
    ]);
    await hub.act(provider.token, 'declareAlertResource', {
      monitoredBy: 'OFFICE',
      desk: { telephone: '020 7946 0123' },
      onCall: [{ days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], from: '00:00', to: '23:59' }].flatMap(
        (band) => [band, { ...band, from: '23:59', to: '00:00' }],
      ),
      lateCallProcedure: { reference: 'P-1', issuedOn: '2026-01-01', reviewOn: '2027-01-01' },
    });
    expect((await shown(provider.token)).memberships).toContainEqual({ vehicle: 'PATCH', dutyFaults: [] });
    expect((await hub.standing(provider))?.version).toBe(before);
  });

  it.each([
    ['fewer assessors than none', { trustedAssessors: -1 }, 'ASSESSOR_COUNT', 'input.trustedAssessors'],
    [
      'hours that end first',
      { weekendDischarge: { from: '17:00', to: '09:00' } },
      'DISCHARGE_HOURS',
      'input.weekendDischarge',
    ],
  ])('PROV-31: a declaration of %s is refused', async (_, over, code, field) => {
    const { patchDuties, refusals } = await declare(over);
    expect(patchDuties).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'PROV-31', code, field }]);
  });

  it('IDG-23, IDG-27: another provider does not see them, and call monitoring does not declare them', async () => {
    expect(await shown(other.token)).toBeNull();
    await expect(declare({ idempotencyKey: newId() }, `call monitoring of ${provider.cqcLocationId}`)).rejects.toThrow(
      'This is for the roles',
    );
    await expect(declare({}, 'bromley contract-officer')).rejects.toThrow('This is for the roles');
  });
});

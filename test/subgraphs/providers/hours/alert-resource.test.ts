import { randomUUID } from 'node:crypto';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('who of a provider watches over alerts', () => {
  let hub: Register;
  let provider: AProvider;
  let other: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    provider = await hub.aProvider();
    other = await hub.aProvider();
  });
  afterAll(() => hub.stop());

  const declared = (over: Record<string, unknown> = {}) => ({
    monitoredBy: 'CONTACT_CENTRE',
    desk: { telephone: '020 7946 0321' },
    onCall: [
      { days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], from: '17:00', to: '09:00' },
      { days: ['SAT', 'SUN'], from: '09:00', to: '17:00' },
    ],
    lateCallProcedure: { reference: 'POL-12 v3', issuedOn: '2026-01-05', reviewOn: '2027-01-05' },
    idempotencyKey: randomUUID(),
    ...over,
  });
  const known = async (caller: string) =>
    (
      await hub.ask(
        caller,
        'query ($id: ID!) { provider(id: $id) { alertResource { monitoredBy desk { telephone } lateCallProcedure { reference } } } }',
        { id: provider.id },
      )
    ).provider;

  it('DEL-22, DEL-29: is declared, and declared anew, for every council to see', async () => {
    expect(await known('bromley broker')).toEqual({ alertResource: null });
    const { alertResource, refusals } = await hub.act(provider.token, 'declareAlertResource', declared());
    expect(refusals).toEqual([]);
    expect(alertResource).toMatchObject({ onCall: [{ from: '17:00', to: '09:00' }, {}] });
    const again = await hub.act(provider.token, 'declareAlertResource', declared({ monitoredBy: 'ON_CALL_MANAGER' }));
    expect(again.alertResource.id).toBe(alertResource.id);
    for (const caller of ['bromley broker', 'ashdown contract-officer', provider.token]) {
      expect(await known(caller)).toEqual({
        alertResource: {
          monitoredBy: 'ON_CALL_MANAGER',
          desk: { telephone: '020 7946 0321' },
          lateCallProcedure: { reference: 'POL-12 v3' },
        },
      });
    }
  });

  it('IDG-23: another provider does not see it', async () => {
    expect(await known(other.token)).toBeNull();
  });

  it('DEL-29: a procedure past its review is refused, and what was declared stays', async () => {
    const late = { reference: 'POL-12 v2', issuedOn: '2024-01-05', reviewOn: '2026-05-31' };
    const { alertResource, refusals } = await hub.act(
      provider.token,
      'declareAlertResource',
      declared({ lateCallProcedure: late }),
    );
    expect(alertResource).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'DEL-29', field: 'input.lateCallProcedure.reviewOn' }]);
  });

  it('IDG-27: call monitoring does not declare it', async () => {
    const { errors } = await hub.as(
      `call monitoring of ${provider.cqcLocationId}`,
      'mutation ($input: DeclareAlertResourceInput!) { declareAlertResource(input: $input) { refusals { code } } }',
      { input: declared() },
    );
    expect(errors).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('what a provider offers for discharge to assess', () => {
  let hub: Register;
  let provider: AProvider;
  let other: AProvider;
  beforeAll(async () => {
    hub = await startRegister({
      councils: { bromley: {}, ashdown: { d2a: { contactHours: { from: '07:00', to: '20:00' } } } },
    });
    await hub.bromleyMap();
    provider = await hub.aProvider();
    other = await hub.aProvider();
    await hub.admitted(provider, { vehicle: 'PATCH', patch: 'East' });
    await hub.admitted(provider, { council: 'ashdown' });
  });
  afterAll(() => hub.stop());

  const offer = (over: Record<string, unknown> = {}) => ({
    telephone: '020 7946 0321',
    contactHours: { from: '07:00', to: '20:00' },
    answerphone: true,
    explainedInPlans: true,
    idempotencyKey: randomUUID(),
    ...over,
  });
  const shown = async (caller: string, council: string, { id } = provider) =>
    (
      await hub.ask(
        caller,
        `query ($id: ID!, $council: ID) { provider(id: $id) {
          d2aOffer { telephone closures { from to } } d2aOfferFaults(council: $council) } }`,
        { id, council },
      )
    ).provider;
  const told = async () =>
    (await hub.told('D2aOfferDeclared')).map(({ council, audience, data }) => ({ council, audience, data }));

  it('WIN-18, WIN-20: never declared, it is a fault of a provider of a patch alone', async () => {
    expect(await shown('bromley contract-officer', 'bromley')).toEqual({
      d2aOffer: null,
      d2aOfferFaults: ['NOT_DECLARED'],
    });
    expect(await shown('ashdown contract-officer', 'ashdown')).toMatchObject({ d2aOfferFaults: [] });
    expect(await shown('bromley contract-officer', 'bromley', other)).toMatchObject({ d2aOfferFaults: [] });
  });

  it('WIN-18: is kept, and each council is told what it lacks by its own hours', async () => {
    const { d2aOffer, refusals } = await hub.act(provider.token, 'declareD2aOffer', offer());
    expect(refusals).toEqual([]);
    expect(d2aOffer).toMatchObject({ contactHours: { from: '07:00', to: '20:00' }, closures: [] });
    const audience = { providers: [provider.id], roles: ['contract-officer'] };
    const of = { providerId: provider.id };
    const events = await told();
    expect(events).toHaveLength(2);
    expect(events).toEqual(
      expect.arrayContaining([
        { council: 'bromley', audience, data: { ...of, faults: ['CONTACT_HOURS_SHORT'] } },
        { council: 'ashdown', audience, data: { ...of, faults: [] } },
      ]),
    );
    expect(await shown('bromley contract-officer', 'bromley')).toMatchObject({
      d2aOfferFaults: ['CONTACT_HOURS_SHORT'],
    });
    expect(await shown('ashdown broker', 'ashdown')).toMatchObject({ d2aOfferFaults: [] });
    expect(await shown(provider.token, 'bromley')).toMatchObject({ d2aOfferFaults: ['CONTACT_HOURS_SHORT'] });
  });

  it('WIN-20: a day closed is kept and pointed out until it has passed, and closes nothing', async () => {
    const day = (await hub.time.now()).toISOString().slice(0, 10);
    const before = (await hub.standing(provider))?.version;
    const closures = [{ from: day, to: day }];
    const hours = { contactHours: { from: '06:00', to: '22:00' } };
    const again = await hub.act(provider.token, 'declareD2aOffer', offer({ ...hours, closures }));
    expect(again.refusals).toEqual([]);
    expect(await shown('bromley contract-officer', 'bromley')).toEqual({
      d2aOffer: { telephone: '020 7946 0321', closures },
      d2aOfferFaults: ['CLOSED_ON_A_DAY'],
    });
    expect((await told()).at(-1)).toMatchObject({ data: { faults: ['CLOSED_ON_A_DAY'] } });
    // No gate: where the provider stands is as it was.
    expect((await hub.standing(provider))?.version).toBe(before);
    await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 24 * 3_600_000));
    expect(await shown('bromley contract-officer', 'bromley')).toMatchObject({ d2aOfferFaults: [] });
  });

  it('WIN-20: a calendar that cannot be read is refused, and what was declared stays', async () => {
    const closures = [{ from: '2026-12-26', to: '2026-12-25' }];
    const { d2aOffer, refusals } = await hub.act(provider.token, 'declareD2aOffer', offer({ closures }));
    expect(d2aOffer).toBeNull();
    expect(refusals).toMatchObject([{ rule: 'WIN-20', code: 'CLOSURE_DAYS', field: 'input.closures.0' }]);
    expect(await shown('bromley contract-officer', 'bromley')).toMatchObject({ d2aOfferFaults: [] });
  });

  it('IDG-23, IDG-27: another provider does not see it, and call monitoring does not declare it', async () => {
    expect(await shown(other.token, 'bromley')).toBeNull();
    const { errors } = await hub.as(
      `call monitoring of ${provider.cqcLocationId}`,
      'mutation ($input: DeclareD2aOfferInput!) { declareD2aOffer(input: $input) { refusals { code } } }',
      { input: offer() },
    );
    expect(errors).toHaveLength(1);
  });
});

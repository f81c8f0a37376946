import { type Register, startRegister } from '../harness.js';

describe('councils', () => {
  let hub: Register;
  beforeAll(async () => {
    hub = await startRegister();
  });
  afterAll(() => hub.stop());

  const councils = async (caller: string) => (await hub.ask(caller, '{ hub { councils { id name } } }')).hub.councils;

  it('IDG-26, IDG-16: a council joins with a first policy, counts at once, and the log says who added it', async () => {
    const { council, refusals } = await hub.act('operator', 'addCouncil', {
      council: 'weald',
      name: ' Weald ',
      policy: { alert: { minutes: 20 } },
    });
    expect(refusals).toEqual([]);
    expect(council).toEqual({ id: 'weald', name: 'Weald' });
    expect(await councils('bromley broker')).toContainEqual({ id: 'weald', name: 'Weald' });
    expect(await hub.told('CouncilAdded')).toMatchObject([
      {
        subject: 'council/weald',
        council: 'weald',
        audience: {},
        actor: { subject: 'user:operator', role: 'operator' },
        data: { name: 'Weald', policyVersion: 'weald/1' },
      },
    ]);
    const { policies } = await hub.ask(
      'operator',
      '{ policies(council: "weald") { edges { node { version effectiveFrom status document changes { key before after } } } } }',
    );
    expect(policies.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        version: 'weald/1',
        effectiveFrom: '1970-01-01T00:00:00.000Z',
        status: 'IN_FORCE',
        document: { alert: { minutes: 20 } },
        changes: [{ key: 'alert.minutes', before: 30, after: 20 }],
      },
    ]);
  });

  it('IDG-26: refused, nothing is added: a council without its policy least of all', async () => {
    const before = await councils('operator');
    const acts = [
      [{ council: 'bromley', name: 'Bromley' }, 'COUNCIL_EXISTS', 'input.council'],
      [{ council: 'We ald', name: 'Weald' }, 'COUNCIL_KEY_INVALID', 'input.council'],
      [{ council: 'kent', name: '' }, 'COUNCIL_NAME_INVALID', 'input.name'],
      [
        { council: 'kent', name: 'Kent', policy: { alert: { minutes: 0 } } },
        'POLICY_VALUE_INVALID',
        'input.policy.alert.minutes',
      ],
    ] as const;
    for (const [input, code, field] of acts) {
      const { council, refusals } = await hub.act('operator', 'addCouncil', input);
      expect({ input, council, refusals }).toMatchObject({ input, council: null, refusals: [{ code, field }] });
    }
    expect(await councils('operator')).toEqual(before);
  });

  it('IDG-26: of two that add it at once, one does', async () => {
    const outcomes = await Promise.all(
      ['Kent', 'County of Kent'].map((name) => hub.act('operator', 'addCouncil', { council: 'kent', name })),
    );
    expect(outcomes.flatMap(({ refusals }) => refusals.map(({ code }) => code))).toEqual(['COUNCIL_EXISTS']);
  });

  it('IDG-27: councils are added by operators', async () => {
    for (const caller of ['bromley contract-officer', 'bromley broker'])
      await expect(hub.act(caller, 'addCouncil', { council: 'surrey', name: 'Surrey' })).rejects.toThrow(
        'This is for the roles operator',
      );
  });
});

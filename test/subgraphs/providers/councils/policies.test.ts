import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { type Register, startRegister } from '../harness.js';

const NOW = '2026-06-01T09:00:00.000Z';
const JULY = '2026-07-01T00:00:00.000Z';
const AUGUST = '2026-08-01T00:00:00.000Z';

describe('policies', () => {
  let hub: Register;
  beforeEach(async () => {
    hub = await startRegister();
  });
  afterEach(() => hub.stop());

  const set = (document: unknown, basedOn: string, effectiveFrom?: string, council = 'bromley') =>
    hub.act('operator', 'setPolicy', { council, document, basedOn, effectiveFrom });
  const policies = async (caller: string, args: string) =>
    (
      await hub.ask(
        caller,
        `{ policies(${args}) { edges { node { version effectiveFrom until status } } pageInfo { hasNextPage endCursor } } }`,
      )
    ).policies;
  const versions = async (args: string, caller = 'operator') =>
    (await policies(caller, args)).edges.map(({ node }: { node: { version: string } }) => node.version);
  const preview = async (document: unknown, effectiveFrom?: string, caller = 'operator') =>
    (
      await hub.ask(
        caller,
        `query ($document: JSON!, $effectiveFrom: DateTime) {
          previewPolicy(council: "bromley", document: $document, effectiveFrom: $effectiveFrom) {
            basedOn follows supersedes changes { key before after means takes } refusals { rule code field message }
          }
        }`,
        { document, effectiveFrom },
      )
    ).previewPolicy;
  const inForce = async () => {
    const { em } = hub.workOf('hub');
    return (await policyInForce(em, 'bromley', await hub.time.now())).version;
  };

  it('IDG-16: shown as a difference first, set, in force at once without a restart, and told to its people', async () => {
    const document = { window: { patchMinutes: 90 } };
    const shown = await preview(document);
    expect(shown).toMatchObject({
      basedOn: 'bromley/1',
      follows: 'bromley/1',
      supersedes: [],
      changes: [{ key: 'window.patchMinutes', before: 120, after: 90, takes: 'a whole number above 0' }],
      refusals: [],
    });
    expect(shown.changes[0].means).toContain('WIN-01');
    expect(await inForce()).toBe('bromley/1');
    const { policy, refusals } = await set(document, shown.basedOn);
    expect(refusals).toEqual([]);
    expect(policy).toEqual({
      version: 'bromley/2',
      effectiveFrom: NOW,
      until: null,
      status: 'IN_FORCE',
      document,
      changes: [{ key: 'window.patchMinutes', before: 120, after: 90 }],
    });
    expect(await inForce()).toBe('bromley/2');
    const [event] = await hub.told('PolicySet');
    expect(event).toMatchObject({
      subject: 'council/bromley',
      council: 'bromley',
      actor: { subject: 'user:operator', role: 'operator' },
      data: {
        policyVersion: 'bromley/2',
        effectiveFrom: NOW,
        changes: [{ key: 'window.patchMinutes', before: 120, after: 90 }],
      },
    });
    const cursor = (await cursorsOf(hub.pool)).show(event!.seq);
    const item = `{ registerFeedItem(cursor: "${cursor}") { type council { id } policyVersion effectiveFrom changed } }`;
    for (const caller of ['bromley broker', 'bromley contract-officer']) {
      expect((await hub.ask(caller, item)).registerFeedItem).toEqual({
        type: 'PolicySet',
        council: { id: 'bromley' },
        policyVersion: 'bromley/2',
        effectiveFrom: NOW,
        changed: ['window.patchMinutes'],
      });
    }
    expect((await hub.ask('ashdown broker', item)).registerFeedItem).toBeNull();
  });

  it('IDG-16: from a later instant it is to come until then, and what is decided meanwhile keeps the one before', async () => {
    await set({ alert: { minutes: 20 } }, 'bromley/1', JULY);
    expect((await policies('operator', 'council: "bromley"')).edges.map(({ node }: { node: unknown }) => node)).toEqual(
      [
        { version: 'bromley/2', effectiveFrom: JULY, until: null, status: 'TO_COME' },
        { version: 'bromley/1', effectiveFrom: '1970-01-01T00:00:00.000Z', until: JULY, status: 'IN_FORCE' },
      ],
    );
    expect(await inForce()).toBe('bromley/1');
    expect(await versions(`council: "bromley", at: "2026-06-30T23:59:59.999Z"`)).toEqual(['bromley/1']);
    expect(await versions(`council: "bromley", at: "${JULY}"`)).toEqual(['bromley/2']);
    await hub.time.advanceTo(new Date(JULY));
    expect(await inForce()).toBe('bromley/2');
  });

  it('IDG-16: one set for an earlier date keeps the one to come from applying, and the preview says so', async () => {
    await set({ alert: { minutes: 20 } }, 'bromley/1', AUGUST);
    const document = { alert: { minutes: 25 } };
    expect(await preview(document, JULY)).toMatchObject({
      basedOn: 'bromley/2',
      follows: 'bromley/1',
      supersedes: ['bromley/2'],
      changes: [{ key: 'alert.minutes', before: 30, after: 25 }],
    });
    await set(document, 'bromley/2', JULY);
    const { edges } = await policies('operator', 'council: "bromley"');
    expect(edges.map(({ node }: { node: { status: string } }) => node.status)).toEqual([
      'TO_COME',
      'SUPERSEDED',
      'IN_FORCE',
    ]);
    expect(await versions(`council: "bromley", at: "2026-09-01T00:00:00Z"`)).toEqual(['bromley/3']);
  });

  it.each([
    ['in the past', {}, 'bromley/1', '2026-06-01T08:59:59.999Z', 'POLICY_IN_THE_PAST', 'input.effectiveFrom'],
    ['of no council', {}, 'nowhere/1', undefined, 'NOT_FOUND', 'input.council'],
    ['made from another version', {}, 'bromley/7', undefined, 'POLICY_CHANGED_MEANWHILE', 'input.basedOn'],
    [
      'that is none',
      { alert: { minutes: 'soon' } },
      'bromley/1',
      undefined,
      'POLICY_VALUE_INVALID',
      'input.document.alert.minutes',
    ],
    [
      'with a hundred and one names',
      { patch: { maxProviders: Object.fromEntries(Array.from({ length: 101 }, (_, nth) => [`P${nth}`, 1])) } },
      'bromley/1',
      undefined,
      'TOO_MANY_NAMES',
      'input.document.patch.maxProviders',
    ],
  ])(
    'IDG-16, IDG-26: a policy %s is refused, and there is no version',
    async (_which, document, basedOn, from, code, field) => {
      const council = basedOn.split('/')[0]!;
      const { policy, refusals } = await set(document, basedOn, from, council);
      expect({ policy, refusals }).toMatchObject({ policy: null, refusals: [{ code, field }] });
      expect(await versions('council: "bromley"')).toEqual(['bromley/1']);
      expect(await hub.told('PolicySet')).toEqual([]);
    },
  );

  it('IDG-26: a preview refuses by the same rules, and changes nothing', async () => {
    expect((await preview({ alert: { minutes: 0 } })).refusals).toMatchObject([
      { code: 'POLICY_VALUE_INVALID', field: 'document.alert.minutes' },
    ]);
    expect((await preview({}, '2026-06-01T08:59:59.999Z')).refusals).toMatchObject([{ code: 'POLICY_IN_THE_PAST' }]);
    expect(await versions('council: "bromley"')).toEqual(['bromley/1']);
  });

  it('IDG-16: of two made from the same version, one is set', async () => {
    const outcomes = await Promise.all([20, 25].map((minutes) => set({ alert: { minutes } }, 'bromley/1')));
    expect(outcomes.flatMap(({ refusals }) => refusals.map(({ code }) => code))).toEqual(['POLICY_CHANGED_MEANWHILE']);
    expect(await versions('council: "bromley"')).toEqual(['bromley/2', 'bromley/1']);
  });

  it('IDG-16: no version is ever changed or taken away', async () => {
    const client = await hub.pool.connect();
    try {
      for (const statement of [
        `update platform.council_policy set document = '{}'`,
        'delete from platform.council_policy',
        `update platform.council set name = 'x'`,
        'delete from platform.council',
        'delete from platform.access_grant',
      ]) {
        for (const role of ['system', 'command', 'council', 'provider', 'app']) {
          await client.query(`set role providers_${role}`);
          await expect(client.query(statement)).rejects.toThrow('permission denied');
          await client.query('reset role');
        }
      }
    } finally {
      client.release();
    }
  });

  it('IDG-26: comes a page at a time, the newest first; a council reads its own, and nobody else reads any', async () => {
    for (const nth of [1, 2, 3]) await set({ alert: { minutes: 20 + nth } }, `bromley/${nth}`);
    const first = await policies('bromley contract-officer', 'council: "bromley", first: 3');
    expect(first.edges).toHaveLength(3);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await versions(`council: "bromley", first: 3, after: "${first.pageInfo.endCursor}"`)).toEqual(['bromley/1']);
    expect(await versions('council: "bromley"', 'bromley commissioner')).toHaveLength(4);
    expect(await versions('council: "bromley"', 'ashdown contract-officer')).toEqual([]);
    expect(await versions('council: "nowhere"')).toEqual([]);
    expect(await versions('council: "no\\u0000where"')).toEqual([]);
    for (const caller of ['bromley broker', 'bromley practitioner'])
      await expect(versions('council: "bromley"', caller)).rejects.toThrow('This is for the roles');
    await expect(preview({}, undefined, 'bromley contract-officer')).rejects.toThrow('This is for the roles operator');
  });

  it('IDG-26: everything that may be set is told with what applies', async () => {
    await set({ alert: { minutes: 20 } }, 'bromley/1');
    const { policies: page } = await hub.ask(
      'operator',
      '{ policies(council: "bromley", first: 1) { edges { node { settings { key value means takes } } } } }',
    );
    const { settings } = page.edges[0].node;
    expect(settings.find(({ key }: { key: string }) => key === 'alert.minutes')).toMatchObject({
      value: 20,
      takes: 'a whole number above 0',
    });
    expect(settings.find(({ key }: { key: string }) => key === 'window.patchMinutes').value).toBe(120);
  });
});

import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

const maple = randomUUID();
const oak = randomUUID();
const council = (id: string, role: Caller['role'] = 'broker'): Caller => ({
  subject: `user:${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: SCOPES,
});
const provider = (id: string): Caller => ({
  subject: `user:${id}`,
  role: 'provider-user',
  organisation: id,
  councils: ['bromley'],
  scopes: SCOPES,
});

describe('answers to invitations', () => {
  let hub: TestSubgraph;
  beforeAll(async () => {
    hub = await startTestSubgraph(monitoring, {
      callers: { broker: council('bromley'), stranger: council('ashdown'), oak: provider(oak) },
    });
  });
  afterAll(() => hub.stop());

  it('ROUT-12: a bid, a decline and silence are all kept; a provider sees its own and never another’s', async () => {
    const callOffId = randomUUID();
    const of = (providerId: string) => ({
      callOffId,
      packageId: randomUUID(),
      providerId,
      stage: 'PATCH',
      patch: 'East',
    });
    const subject = `call-off/${callOffId}`;
    await hub.hear(
      { type: 'InvitationAnswered', subject, council: 'bromley', data: of(maple) },
      {
        type: 'InvitationDeclined',
        subject,
        council: 'bromley',
        data: { ...of(oak), response: 'DECLINED', reasonCode: 'NO_CAPACITY' },
      },
      {
        type: 'InvitationDeclined',
        subject,
        council: 'bromley',
        data: { ...of(oak), response: 'DECLINED', reasonCode: 'NO_CAPACITY' },
      },
    );
    const ask = '{ invitationResponses { edges { node { callOffId response reasonCode provider { id } } } } }';
    const responsesOf = async (caller: string) => {
      const { data } = await hub.as(caller, ask);
      const all = (
        data as never as {
          invitationResponses: {
            edges: Array<{ node: { callOffId: string; response: string; provider: { id: string } } }>;
          };
        }
      ).invitationResponses;
      return all.edges
        .map((edge) => edge.node)
        .filter((node) => node.callOffId === callOffId)
        .map((node) => [node.provider.id, node.response]);
    };
    expect((await responsesOf('broker')).sort()).toEqual(
      [
        [maple, 'BID'],
        [oak, 'DECLINED'],
      ].sort(),
    );
    expect(await responsesOf('oak')).toEqual([[oak, 'DECLINED']]);
    expect(await responsesOf('stranger')).toEqual([]);
  });

  it('ROUT-12: are a history: newest first, of a period, by answer, and counted', async () => {
    const cedar = randomUUID();
    for (const [day, response] of [
      ['2026-05-01', 'DECLINED'],
      ['2026-05-02', 'NO_RESPONSE'],
      ['2026-05-03', 'DECLINED'],
    ] as const) {
      const ids = { callOffId: randomUUID(), packageId: randomUUID(), providerId: cedar };
      await hub.hear({
        type: 'InvitationDeclined',
        subject: `call-off/${ids.callOffId}`,
        council: 'bromley',
        occurredAt: new Date(`${day}T09:00:00Z`),
        data: { ...ids, stage: 'PATCH', patch: 'East', response, reasonCode: null },
      });
    }
    const ask = async (args: string) => {
      const { data } = await hub.as(
        'broker',
        `{ invitationResponses(provider: "${cedar}"${args}) { totalCount edges { node { at response council { id name } } } } }`,
      );
      return (data as never as { invitationResponses: History }).invitationResponses;
    };
    const all = await ask('');
    expect(all.edges.map(({ node }) => node.at.slice(0, 10))).toEqual(['2026-05-03', '2026-05-02', '2026-05-01']);
    expect(all).toMatchObject({
      totalCount: 3,
      edges: [{ node: { council: { id: 'bromley', name: 'bromley' } } }, {}, {}],
    });
    expect((await ask(', from: "2026-05-02", to: "2026-05-02"')).edges).toMatchObject([
      { node: { response: 'NO_RESPONSE' } },
    ]);
    expect((await ask(', responses: [DECLINED]')).totalCount).toBe(2);
  });
});

interface History {
  readonly totalCount: number;
  readonly edges: ReadonlyArray<{ readonly node: { readonly at: string; readonly response: string } }>;
}

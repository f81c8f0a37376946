import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

const oak = randomUUID();
const council = (id: string, role: Caller['role'] = 'broker'): Caller => ({
  subject: `user:${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: SCOPES,
});

describe('contract reviews', () => {
  let hub: TestSubgraph;
  beforeAll(async () => {
    hub = await startTestSubgraph(monitoring, { callers: { officer: council('bromley', 'contract-officer') } });
  });
  afterAll(() => hub.stop());

  it('PROV-07: Inadequate opens one full review, however often it is told', async () => {
    const event = {
      type: 'ContractReviewTriggered',
      subject: `provider/${oak}`,
      council: 'bromley',
      data: { providerId: oak, kind: 'FULL', rule: 'PROV-07' },
    };
    await hub.hear(event, event);
    expect(
      await hub.as('officer', '{ contractReviews { edges { node { kind rule state provider { id } } } } }'),
    ).toMatchObject({
      data: {
        contractReviews: {
          edges: [{ node: { kind: 'FULL', rule: 'PROV-07', state: 'OPEN', provider: { id: oak } } }],
        },
      },
    });
    expect(await hub.told('ContractReviewOpened')).toHaveLength(1);
  });

  it('PROV-07: the board opens on what is open', async () => {
    const ask = async (args: string) => {
      const { data } = await hub.as('officer', `{ contractReviews${args} { totalCount } }`);
      return (data as never as { contractReviews: { totalCount: number } }).contractReviews.totalCount;
    };
    expect(await ask('')).toBe(1);
    expect(await ask('(open: false)')).toBe(0);
    expect(await ask('(states: [CLOSED])')).toBe(0);
    expect(await ask(`(provider: "${oak}", states: [OPEN])`)).toBe(1);
    expect(await ask(`(provider: "${randomUUID()}")`)).toBe(0);
  });
});

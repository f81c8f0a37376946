import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

const council = (id: string, role: Caller['role'] = 'broker'): Caller => ({
  subject: `user:${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: SCOPES,
});

describe('the deadline register', () => {
  let hub: TestSubgraph;
  beforeAll(async () => {
    hub = await startTestSubgraph(monitoring, {
      callers: {
        broker: council('bromley'),
        stranger: council('ashdown'),
        discharger: council('kent', 'discharge-team'),
      },
    });
  });
  afterAll(() => hub.stop());

  it('WIN-21: a deadline is in the register while it runs and after, for its own council alone', async () => {
    const subject = `call-off/${randomUUID()}`;
    const data = { rule: 'WIN-01', dueAt: '2026-06-01T11:00:00.000Z' };
    await hub.hear({ type: 'DeadlineStarted', subject, council: 'bromley', data });
    const ask =
      'query($subject: String) { deadlines(subject: $subject) { edges { node { rule state dueAt settledAt } } } }';
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: {
        deadlines: {
          edges: [{ node: { rule: 'WIN-01', state: 'RUNNING', dueAt: '2026-06-01T11:00:00.000Z', settledAt: null } }],
        },
      },
    });
    await hub.hear({
      type: 'DeadlineMissed',
      subject,
      council: 'bromley',
      data,
      occurredAt: new Date('2026-06-01T11:00:00.001Z'),
    });
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: { deadlines: { edges: [{ node: { state: 'MISSED', settledAt: '2026-06-01T11:00:00.001Z' } }] } },
    });
    expect(await hub.as('stranger', ask, { subject })).toMatchObject({ data: { deadlines: { edges: [] } } });
  });

  it('WIN-21: a clock that was cancelled and runs again is in the register as running', async () => {
    const subject = `call-off/${randomUUID()}`;
    const data = { rule: 'WIN-01', dueAt: '2026-06-01T11:00:00.000Z' };
    const of = { subject, council: 'bromley', data };
    await hub.hear({ type: 'DeadlineStarted', ...of }, { type: 'DeadlineCancelled', ...of });
    const ask = 'query($subject: String) { deadlines(subject: $subject) { edges { node { state settledAt } } } }';
    await hub.hear({ type: 'DeadlineStarted', ...of });
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: { deadlines: { edges: [{ node: { state: 'RUNNING', settledAt: null } }] } },
    });
  });

  it('WIN-21: the register is paged without gap or repeat', async () => {
    const subject = `call-off/${randomUUID()}`;
    const rules = ['WIN-01', 'WIN-02', 'WIN-05', 'ROUT-10', 'ROUT-15'];
    for (const rule of rules) {
      await hub.hear({
        type: 'DeadlineStarted',
        subject,
        council: 'bromley',
        data: { rule, dueAt: '2026-06-01T12:00:00.000Z' },
      });
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const ask =
        'query($subject: String, $after: String) { deadlines(subject: $subject, first: 2, after: $after) { edges { node { rule } } pageInfo { hasNextPage endCursor } } }';
      const { data } = await hub.as('broker', ask, { subject, after });
      const found = (
        data as never as {
          deadlines: {
            edges: Array<{ node: { rule: string } }>;
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        }
      ).deadlines;
      seen.push(...found.edges.map((edge) => edge.node.rule));
      if (!found.pageInfo.hasNextPage) break;
      after = found.pageInfo.endCursor;
    }
    expect(seen.sort()).toEqual([...rules].sort());
  });

  it('WIN-21: the board opens on the clocks that run, due soonest first; those that are over come newest first', async () => {
    const clocks = [
      ['WIN-01', '2026-06-01T12:00:00.000Z', 'DeadlineStarted'],
      ['WIN-02', '2026-06-01T11:00:00.000Z', 'DeadlineStarted'],
      ['PROV-05', '2026-06-02T11:00:00.000Z', 'DeadlineMissed'],
      ['ROUT-10', '2026-05-31T11:00:00.000Z', 'DeadlineMet'],
    ] as const;
    for (const [nth, [rule, dueAt, type]] of clocks.entries()) {
      const occurredAt = new Date(Date.UTC(2026, 4, 20 + nth, 9));
      const of = { subject: 'call-off/board', council: 'kent', data: { rule, dueAt }, occurredAt };
      await hub.hear({ type: 'DeadlineStarted', ...of });
      if (type !== 'DeadlineStarted') await hub.hear({ type, ...of });
    }
    const ask = async (args: string) => {
      const { data, errors } = await hub.as(
        'discharger',
        `{ deadlines${args} { totalCount edges { node { rule } } } }`,
      );
      expect(errors).toBeUndefined();
      const { totalCount, edges } = (data as never as Board).deadlines;
      expect(totalCount).toBe(edges.length);
      return edges.map(({ node }) => node.rule);
    };
    expect(await ask('')).toEqual(['WIN-02', 'WIN-01']);
    expect(await ask('(open: false)')).toEqual(['ROUT-10', 'PROV-05']);
    expect(await ask('(states: [MISSED])')).toEqual(['PROV-05']);
    expect(await ask('(subject: "call-off/board")')).toEqual(['ROUT-10', 'PROV-05', 'WIN-02', 'WIN-01']);
    expect(await ask('(subject: "call-off/board", open: true)')).toEqual(['WIN-02', 'WIN-01']);
    expect(await ask('(from: "2026-05-21", to: "2026-05-22")')).toEqual(['PROV-05', 'WIN-02']);
  });
});

interface Board {
  readonly deadlines: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{ readonly node: { readonly rule: string } }>;
  };
}

import { later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, nameOf, provider, World } from '../harness.js';

const BOARD = /* GraphQL */ `
  query ($open: Boolean, $states: [CallOffState!], $reference: String, $from: LocalDate, $to: LocalDate, $patch: String, $first: Int, $after: String) {
    callOffs(open: $open, states: $states, reference: $reference, from: $from, to: $to, patch: $patch, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id reference state stage closesAt package { id }
          stages { kind endedAt }
          receipts
          invitations { provider { id } invited checks { id result } }
          bids { id provider { id } state callOff { stage } checks { id } }
          suggestion { order { bidId place packagesWon provider { id } bid { checks { id } } } }
          fairness { provider { id } packagesWon }
          award { id bid { id } }
          why { decision }
          history { event }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface Page {
  readonly edges: Array<{
    node: {
      id: string;
      reference: string;
      state: string;
      closesAt: string;
      suggestion: { order: Array<{ bidId: string }> } | null;
      bids: Array<{ id: string; provider: { id: string } }>;
    };
  }>;
  readonly totalCount: number;
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('the broker’s board', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.know(provider('maple').in('East'), provider('oak').in('East'), provider('rowan').onTheFramework());
  });
  afterAll(() => world.stop());

  const page = (variables: Record<string, unknown>) => world.ask<Page>('broker', BOARD, variables);

  /** How many statements a board of so many rows costs. */
  async function statements(
    patch: string,
    first: number,
  ): Promise<{ readonly rows: number; readonly statements: number }> {
    const logger = world.hub.subgraph.db.orm.config.getLogger();
    const logQuery = logger.logQuery.bind(logger);
    let count = 0;
    logger.logQuery = ({ query = '' }) => {
      // The reactor and the timer look for work of their own meanwhile.
      if (/^(select|with)/.test(query.trim()) && !/reaction_cursor|deadline/.test(query)) count += 1;
    };
    try {
      const { edges } = await page({ patch, first });
      return { rows: edges.length, statements: count };
    } finally {
      logger.logQuery = logQuery;
    }
  }

  it('EVAL-13, NFR-06: a board costs the same number of statements for 3 call-offs as for 20', async () => {
    for (let n = 0; n < 30; n++) {
      const { callOffId } = await world.request({ patch: n % 3 ? 'East' : 'No patch providers' });
      await world.bid(n % 3 ? 'maple' : 'rowan', callOffId);
      if (n % 2 && n % 3) await world.bid('oak', callOffId);
    }
    await world.passTo(later(await world.hub.time.now(), 121 * 60_000));
    for (const [patch, all] of [
      ['East', 20],
      ['No patch providers', 10],
    ] as const) {
      const few = await statements(patch, 3);
      const many = await statements(patch, all);
      expect([few.rows, many.rows]).toEqual([3, all]);
      expect(few.statements).toBeGreaterThan(8);
      expect(many.statements).toBe(few.statements);
    }
  });

  it('EVAL-02: what the board suggests follows every award, at once', async () => {
    const bidderFirst = ({ bids, suggestion }: Page['edges'][number]['node']) =>
      nameOf(bids.find((bid) => bid.id === suggestion!.order[0]!.bidId)!.provider.id);
    const contested = async () =>
      (await page({ open: true, states: ['EVALUATING'], patch: 'East', first: 100 })).edges
        .map(({ node }) => node)
        .filter(({ suggestion }) => suggestion!.order.length === 2);
    const [first] = await contested();
    const winner = bidderFirst(first!);
    expect(codes(await world.award(first!.id))).toEqual([]);
    const rest = await contested();
    expect(rest.length).toBeGreaterThan(3);
    expect(rest.map(bidderFirst)).toEqual(rest.map(() => (winner === 'maple' ? 'oak' : 'maple')));
    expect(Object.values(idOf)).toContain(first!.bids[0]!.provider.id);
  });

  it('IDG-26: the board is paged by its close, without gap or repeat', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let n = 0; n < 20; n++) {
      const { edges, pageInfo }: Page = await page({ first: 7, after, open: true, states: ['EVALUATING'] });
      seen.push(...edges.map(({ node }) => `${node.closesAt} ${node.id}`));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    const { rows } = await world.hub.pool.query(
      `select count(*)::int as n from tenders.call_off where state = 'EVALUATING'`,
    );
    expect(seen).toHaveLength(rows[0].n);
    expect((await world.hub.as('broker', BOARD, { first: 101 })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('SHOW-01: the board opens on what is being sourced, what closes soonest first, and history is newest first', async () => {
    const board = await page({ first: 100 });
    const states = new Set(board.edges.map(({ node }) => node.state));
    expect(states.has('EVALUATING')).toBe(true);
    for (const over of ['AWARDED', 'COMPLETED', 'FAILED', 'WITHDRAWN']) expect(states.has(over)).toBe(false);
    const closes = board.edges.map(({ node }) => node.closesAt);
    expect(closes).toEqual([...closes].sort());
    expect(board.totalCount).toBe(board.edges.length);
    expect(await page({ first: 100, open: true })).toEqual(board);

    const history = await page({ first: 100, open: false });
    expect(history.edges.length).toBeGreaterThan(0);
    expect(history.edges.every(({ node }) => node.state === 'AWARDED')).toBe(true);
    expect((await page({ first: 100, states: ['AWARDED'] })).edges).toEqual(history.edges);
    expect((await page({ first: 100, from: '2026-03-05' })).totalCount).toBe(0);
  });

  it('SHOW-01: a call-off begins on the day on which it is put out, whatever becomes of its stages since', async () => {
    const on = async (day: string) => (await page({ from: day, to: day, first: 100 })).edges.map(({ node }) => node.id);
    const { callOffId, opensAt } = await world.request({ patch: 'East' });
    const day = opensAt.toISOString().slice(0, 10);
    await world.passTo(new Date(`${day}T23:00:00.000Z`));
    const late = await world.request({ patch: 'East' });
    // Nobody answers: the framework is asked on the next day.
    await world.passTo(later(late.closesAt, 1));
    const restarted = await world.callOff<{ stage: string; opens_at: Date; published_at: Date }>(late.callOffId);
    expect(restarted).toMatchObject({ stage: 'FRAMEWORK', published_at: late.opensAt });
    expect(restarted.opens_at.toISOString().slice(0, 10)).not.toBe(day);
    expect(await on(day)).toEqual(expect.arrayContaining([callOffId, late.callOffId]));
    expect(await on(restarted.opens_at.toISOString().slice(0, 10))).not.toContain(late.callOffId);
  });

  it('SHOW-01: a call-off, and its advert, are found by id or by reference', async () => {
    const [{ node }] = (await page({ open: true, first: 1, patch: 'East' })).edges as [Page['edges'][number]];
    expect((await page({ reference: node.reference.toLowerCase() })).edges.map((each) => each.node.id)).toEqual([
      node.id,
    ]);
    const read = (caller: string, field: string, id: string) =>
      world.ask<{ id: string } | null>(caller, `query ($id: ID!) { ${field}(id: $id) { id council { id } } }`, { id });
    for (const [caller, field] of [
      ['broker', 'callOff'],
      ['maple', 'callOffAdvert'],
    ] as const) {
      const byId = await read(caller, field, node.id);
      expect(byId).toEqual({ id: node.id, council: { id: 'bromley' } });
      expect(await read(caller, field, ` ${node.reference.toLowerCase()}`)).toEqual(byId);
      expect(await read(caller, field, 'CO-0000000')).toBeNull();
    }
    expect(await read('elm', 'callOffAdvert', node.reference)).toBeNull();
    expect(await read('broker of ashdown', 'callOff', node.reference)).toBeNull();
  });
});

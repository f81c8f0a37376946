import { addMinutes } from '../../../../kernel/time/working-time.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { provider, type Requested, World } from '../harness.js';

const MINE = /* GraphQL */ `
  query ($open: Boolean, $states: [BidState!], $reference: String, $from: LocalDate, $to: LocalDate, $first: Int, $after: String) {
    myInvitations(open: $open, states: $states, reference: $reference, from: $from, to: $to, first: $first, after: $after) {
      totalCount
      edges { node { at callOff { id reference closesAt council { id name } } myBid { state } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface Mine {
  readonly totalCount: number;
  readonly edges: Array<{
    node: { at: string; callOff: { id: string; reference: string; closesAt: string; council: object }; myBid: object };
  }>;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe('a provider’s own invitations, as a board', () => {
  let world: World;
  const over: Requested[] = [];
  const open: Requested[] = [];
  beforeAll(async () => {
    world = await World.open();
    await world.know(provider('maple').in('East'), provider('oak').in('East'));
    over.push(await world.request(), await world.request());
    await world.bid('maple', over[0]!.callOffId);
    await world.passTo(later(over[1]!.closesAt, 1));
    await world.passTo(addMinutes(over[1]!.closesAt, 24 * 60));
    for (let nth = 0; nth < 3; nth++) {
      open.push(await world.request());
      await world.passTo(addMinutes(await world.hub.time.now(), 10));
    }
    await world.decline('maple', open[1]!.callOffId);
  });
  afterAll(() => world.stop());

  const mine = (variables: Record<string, unknown> = {}) => world.ask<Mine>('maple', MINE, variables);
  const idsOf = ({ edges }: Mine) => edges.map(({ node }) => node.callOff.id);
  const ids = (...requested: Requested[]) => requested.map(({ callOffId }) => callOffId);

  it('SHOW-02: opens on what may still be answered, what closes soonest first', async () => {
    const board = await mine();
    expect(idsOf(board)).toEqual(ids(...open));
    expect(board.totalCount).toBe(3);
    expect(board.edges[0]!.node.callOff.council).toEqual({ id: 'bromley', name: 'bromley' });
    expect(await mine({ open: true })).toEqual(board);
  });

  it('SHOW-02: what is over comes newest first', async () => {
    const history = await mine({ open: false });
    expect(idsOf(history).sort()).toEqual(ids(...over).sort());
    expect(history.totalCount).toBe(2);
    const at = history.edges.map(({ node }) => node.at);
    expect(at).toEqual([...at].sort().reverse());
  });

  it('SHOW-02: an invitation is found by reference, as somebody has written it down, open or over', async () => {
    const [{ node }] = (await mine({ open: false })).edges as [Mine['edges'][number]];
    expect(idsOf(await mine({ reference: node.callOff.reference.toLowerCase() }))).toEqual([node.callOff.id]);
    expect(idsOf(await mine({ reference: node.callOff.reference, open: true }))).toEqual([]);
  });

  it('SHOW-02: by how it was answered, and by the day on which it came', async () => {
    expect(idsOf(await mine({ states: ['DECLINED'] }))).toEqual(ids(open[1]!));
    expect(idsOf(await mine({ states: ['UNDER_EVALUATION', 'NO_RESPONSE'] })).sort()).toEqual(ids(...over).sort());
    expect(idsOf(await mine({ to: '2026-03-04' })).sort()).toEqual(ids(...over).sort());
    expect(idsOf(await mine({ from: '2026-03-05' })).sort()).toEqual(ids(...open).sort());
    const { errors } = await world.hub.as('maple', MINE, { from: '2026-03-05', to: '2026-03-04' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each([
    ['open', true],
    ['over', false],
  ])('SHOW-02: what is %s is read page by page, without gap or repeat', async (_which, isOpen) => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const answer: Mine = await mine({ open: isOpen, first: 1, after });
      seen.push(...idsOf(answer));
      if (!answer.pageInfo.hasNextPage) break;
      after = answer.pageInfo.endCursor;
    }
    expect(seen).toEqual(idsOf(await mine({ open: isOpen })));
  });

  it('IDG-26: nobody else’s are listed', async () => {
    expect((await world.ask<Mine>('stranger', MINE, {})).edges).toEqual([]);
    expect((await world.ask<Mine>('stranger', MINE, { open: false })).totalCount).toBe(0);
  });
});

import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aPassport, aRequest, asking, OAK, startCases } from '../harness.js';

interface Board {
  readonly totalCount: number;
  readonly edges: ReadonlyArray<{ readonly node: { readonly id: string; readonly state: string } }>;
}

const rows = ({ edges }: Board) => edges.map(({ node }) => node.id);

describe('the boards of packages and placements', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  const packages: Record<'soon' | 'later' | 'discharge' | 'cancelled', { id: string; reference: string }> = {} as never;
  let placement: { id: string; reference: string };

  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
    packages.later = await cases.submitted(aRequest({ neededFrom: '2026-06-20' }));
    packages.soon = await cases.submitted(aRequest({ neededFrom: '2026-06-09' }));
    packages.cancelled = await cases.submitted();
    await hub.time.freezeAt(new Date('2026-06-02T09:00:00Z'));
    packages.discharge = await cases.referred(aPassport({}, { expectedDischargeAt: '2026-06-04T13:00:00Z' }));
    await cases.act('broker', 'cancelPackage', { packageId: packages.cancelled.id, reason: 'No longer wanted.' });
    const id = await cases.awarded(packages.soon.id, OAK);
    placement = await cases.ask('oak', 'query ($id: ID!) { placement(id: $id) { id reference } }', { id });
  });
  afterAll(() => hub.stop());

  const board = (list: 'packages' | 'placements', args: string, caller = 'broker') =>
    cases.ask<Board>(caller, `{ ${list}${args} { totalCount edges { node { id state } } } }`);

  it('SM-1: open on what is open, by the day care is needed', async () => {
    const open = await board('packages', '');
    expect(rows(open)).toEqual([packages.discharge.id, packages.soon.id, packages.later.id]);
    expect(open.totalCount).toBe(3);
    expect(rows(await board('packages', '(first: 1)'))).toEqual([packages.discharge.id]);
  });

  it('SM-1: page by page nothing is skipped and nothing comes twice', async () => {
    const found: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page += 1) {
      const answer: Board & { pageInfo: { hasNextPage: boolean; endCursor: string } } = await cases.ask(
        'broker',
        'query ($after: String) { packages(first: 2, after: $after) { edges { node { id state } } totalCount pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      found.push(...rows(answer));
      if (!answer.pageInfo.hasNextPage) break;
      after = answer.pageInfo.endCursor;
    }
    expect(found).toEqual([packages.discharge.id, packages.soon.id, packages.later.id]);
  });

  it.each([
    ['(open: false)', ['cancelled']],
    ['(states: [CANCELLED, PLACED])', ['cancelled', 'soon']],
    ['(states: [CANCELLED], open: true)', []],
    ['(from: "2026-06-02")', ['discharge']],
    ['(to: "2026-06-01", open: true)', ['soon', 'later']],
  ] as ReadonlyArray<[string, ReadonlyArray<keyof typeof packages>]>)('SM-1: packages%s: %j', async (args, names) => {
    expect(rows(await board('packages', args)).sort()).toEqual(names.map((name) => packages[name].id).sort());
  });

  it('SM-1, SM-4: one is found by its reference, as somebody writes it down', async () => {
    const { reference, id } = packages.cancelled;
    const written = reference.toLowerCase().replaceAll('0', 'o');
    expect(rows(await board('packages', `(reference: "${written}")`))).toEqual([id]);
    const query = 'query ($id: ID!) { package(id: $id) { id council { id name } } }';
    expect(await cases.ask('broker', query, { id: written })).toEqual({
      id,
      council: { id: 'bromley', name: 'bromley' },
    });
    expect(await cases.ask('ashdown', query, { id: reference })).toBeNull();
    const byReference = 'query ($id: ID!) { placement(id: $id) { id } }';
    expect(await cases.ask('oak', byReference, { id: placement.reference })).toEqual({ id: placement.id });
    expect(await cases.ask('elm', byReference, { id: placement.reference })).toBeNull();
  });

  it('SM-4: placements are those of the council, or of the provider that asks', async () => {
    for (const caller of ['broker', 'las', 'oak', 'commissioner']) {
      expect(rows(await board('placements', '', caller))).toEqual([placement.id]);
    }
    for (const caller of ['ashdown', 'elm']) expect(rows(await board('placements', '', caller))).toEqual([]);
    expect(rows(await board('placements', '(open: false)'))).toEqual([]);
  });
});

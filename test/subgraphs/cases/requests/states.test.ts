import fc from 'fast-check';
import {
  isLive,
  type PlacementState,
  placementStates,
} from '../../../../subgraphs/cases/rules/placements/placement-states.js';
import { type PackageState, packageStates } from '../../../../subgraphs/cases/rules/requests/package-states.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aRequest, asking, ELM, fresh, OAK, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

interface Standing {
  readonly package: PackageState;
  readonly placements: ReadonlyArray<{
    readonly id: string;
    readonly state: PlacementState;
    readonly started: boolean;
  }>;
}

async function standingOf(packageId: string): Promise<Standing> {
  const { rows } = await hub.pool.query(
    'select id, state, started_at is not null as started from cases.placement where package_id = $1 order by awarded_at, id',
    [packageId],
  );
  return { package: (await cases.stateOf('package', packageId)) as PackageState, placements: rows };
}

/** What may happen to a package, in whatever order the world brings it. */
const HAPPENINGS = {
  awardToOak: (moment) => award(moment, OAK),
  awardToElm: (moment) => award(moment, ELM),
  refuseAward: ({ placementId }) => placementId && cases.awardRefused(placementId),
  confirm: ({ placementId, at }) => placementId && either(placementId, 'confirmFirstCall', { firstCallAt: at }),
  assess: ({ placementId }) => placementId && either(placementId, 'beginAssessment', {}),
  onLas: ({ placementId }) =>
    placementId && cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') }),
  authorise: ({ placementId }) => placementId && cases.act('practitioner', 'authorisePlan', { placementId }),
  firstCall: ({ placementId, at }) => placementId && cases.firstCallMade(placementId, at),
  end: ({ placementId }) =>
    placementId && cases.act('broker', 'endPlacement', { placementId, reason: 'SELF_CARE', endDate: '2026-06-01' }),
  cancel: ({ packageId }) => cases.act('broker', 'cancelPackage', { packageId, reason: 'x' }),
  reopen: ({ packageId }) => cases.act('broker', 'reopenPackage', { packageId }),
  fail: ({ packageId }) =>
    hub.hear({
      type: 'CallOffFailed',
      subject: 'call-off/1',
      council: 'bromley',
      data: { callOffId: fresh(), packageId },
    }),
  payDirectly: ({ packageId }) =>
    hub.hear({
      type: 'DirectPaymentChosen',
      subject: 'call-off/1',
      council: 'bromley',
      data: { callOffId: fresh(), packageId, stage: 'LONG_LIST', choiceId: fresh() },
    }),
  withdrawCallOff: ({ packageId }) =>
    hub.hear({
      type: 'PackageWithdrawn',
      subject: 'call-off/1',
      council: 'bromley',
      data: { callOffId: fresh(), packageId, reason: 'x' },
    }),
  revise: ({ request, version }) =>
    cases.act('las', 'submitServiceRequest', {
      ...request,
      idempotencyKey: fresh(),
      version,
      calls: [aCall({ minutes: 60 + 15 * (version % 2) })],
    }),
} satisfies Record<string, (at: Moment) => unknown>;

type Happening = keyof typeof HAPPENINGS;

interface Moment {
  readonly packageId: string;
  readonly state: PackageState;
  /** The latest placement, if there is any. */
  readonly placementId: string | undefined;
  readonly request: Record<string, unknown>;
  readonly version: number;
  readonly at: Date;
}

/** Tenders awards what is sourced, and may cross with a cancellation; an award of anything else is tested by itself. */
async function award({ packageId, state }: Moment, providerId: string): Promise<void> {
  if (state === 'SOURCING' || state === 'CANCELLED') await cases.awarded(packageId, providerId);
}

/** Its own provider acts, whichever it is. */
async function either(placementId: string, name: string, input: Record<string, unknown>): Promise<unknown> {
  const { rows } = await hub.pool.query('select provider_id from cases.placement where id = $1', [placementId]);
  const caller = rows[0].provider_id === OAK ? 'oak' : 'elm';
  return cases.act(
    caller,
    name,
    { placementId, ...input },
    name === 'beginAssessment' ? 'OnPlacementInput' : undefined,
  );
}

it('SM-1, SM-4, AWRD-01, AWRD-09: whatever happens in whatever order, package and placements agree', async () => {
  // What leads forward comes oftener, so that some packages come to their end.
  const often: Happening[] = ['awardToOak', 'confirm', 'onLas', 'firstCall', 'end'];
  const happening = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...often) },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(HAPPENINGS) as Happening[])) },
  );
  const visited = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 16 }), async (happenings) => {
      const request = aRequest();
      const { id: packageId } = await cases.submitted(request);
      let before = await standingOf(packageId);
      for (const [step, each] of happenings.entries()) {
        const at = new Date((await hub.time.now()).getTime() + 60_000);
        await HAPPENINGS[each]({
          packageId,
          state: before.package,
          placementId: before.placements.at(-1)?.id,
          request,
          version: step + 2,
          at,
        });
        const after = await standingOf(packageId);
        agree(after);
        stayOver(before, after);
        visited.add(after.package);
        for (const { state } of after.placements) visited.add(`placement ${state}`);
        before = after;
      }
    }),
    { numRuns: 20, seed: 20260601, examples: [[['awardToOak', 'confirm', 'onLas', 'firstCall', 'end']]] },
  );
  const expected = [
    'SOURCING',
    'PLACED',
    'ACTIVE',
    'UNFILLED',
    'CANCELLED',
    'CLOSED',
    'placement IPO_ISSUED',
    'placement ENDED',
    'placement WITHDRAWN',
  ];
  expect([...visited]).toEqual(expect.arrayContaining(expected));
});

/** AWRD-01, AWRD-09: one live placement exactly while the package is placed, and active exactly once care has begun. */
function agree({ package: state, placements }: Standing): void {
  const live = placements.filter((placement) => isLive(placement.state));
  expect({ state, live: live.map(({ started }) => started) }).toEqual({
    state,
    live: state === 'PLACED' ? [false] : state === 'ACTIVE' ? [true] : [],
  });
}

function stayOver(before: Standing, after: Standing): void {
  if (packageStates.terminal.includes(before.package)) expect(after.package).toBe(before.package);
  for (const { id, state } of before.placements) {
    if (placementStates.terminal.includes(state))
      expect(after.placements.find((each) => each.id === id)?.state).toBe(state);
  }
}

import { randomUUID } from 'node:crypto';
import { policySchema } from '../../../../schema/policy.js';
import { randomFrom } from '../../../harness/random.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, idOf, type ProviderName, provider, type Requested, World } from '../harness.js';

const REPLAYED = `
  award { id bid { id } order { bidId place } } policyVersion sameFirst faithful limits
  order { bidId place beforeNextBy eligibleRounds packagesWon weeklyMinutesWon lastAwardAt blendedRatePence }
  differences { bidId provider { id } kind what rule policyKeys before after }`;
const REPLAY = `query ($id: ID!, $version: String) { replayAward(awardId: $id, policyVersion: $version) { ${REPLAYED} } }`;
const PERIOD = `query ($from: LocalDate!, $to: LocalDate!, $version: String, $first: Int!, $after: String) {
  replayPeriod(from: $from, to: $to, policyVersion: $version, first: $first, after: $after) {
    differing otherFirst notDecided pageInfo { hasNextPage endCursor } edges { node { ${REPLAYED} } } } }`;

interface Replayed {
  readonly award: { id: string; bid: { id: string }; order: Array<{ bidId: string; place: number }> };
  readonly policyVersion: string;
  readonly sameFirst: boolean | null;
  readonly faithful: boolean | null;
  readonly limits: string[];
  readonly order: Array<{ bidId: string; place: number }> | null;
  readonly differences: Array<{ bidId: string; provider: { id: string }; kind: string; policyKeys: string[] }>;
}
interface Page {
  readonly differing: number;
  readonly otherFirst: number;
  readonly notDecided: number;
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  readonly edges: Array<{ node: Replayed }>;
}

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const NAMES = ['maple', 'oak', 'elm', 'thorn'] as const;
const DAY = 86_400_000;
const SEED = Number(process.env.SEED ?? 20261201);

/** Another version of a council's policy, which comes into force beside the one under which call-offs run. */
async function adopt(world: World, version: number, document: object, council = 'bromley'): Promise<string> {
  await world.hub.pool.query(
    `insert into platform.council_policy select (jsonb_populate_record(policy, $3)).* from platform.council_policy policy
     where council = $1 and version = $2`,
    [council, version - 1, { version, document: policySchema.parse(document) }],
  );
  return `${council}/${version}`;
}

const bidIn = (award: object) => (award as { bid: { id: string } }).bid.id;

describe('an award replayed', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.stop());

  const replay = (id: string, version?: string, caller = 'broker') =>
    world.ask<Replayed>(caller, REPLAY, { id, version });
  const wholePeriod = async (version?: string, first = 100): Promise<Page[]> => {
    const pages: Page[] = [];
    for (let after: string | undefined; ; after = pages.at(-1)!.pageInfo.endCursor) {
      pages.push(await world.ask<Page>('broker', PERIOD, { ...YEAR, version, first, after }));
      if (!pages.at(-1)!.pageInfo.hasNextPage) return pages;
    }
  };

  it('EVAL-13, EVAL-02: under its own version it comes to the very order that was kept, whatever happened since', async () => {
    const patch = { patch: 'R1' };
    await world.know(...(['maple', 'oak'] as const).map((name) => provider(name).in('R1')));
    const first = await world.requestAndClose(['maple', 'oak'], patch);
    const one = (await world.award(first.callOffId)).award!;
    const second = await world.requestAndClose(['maple', 'oak'], patch);
    const two = (await world.award(second.callOffId)).award!;
    const asDecided = await replay(two.id);
    expect(asDecided).toMatchObject({ sameFirst: true, faithful: true, differences: [], limits: [] });
    expect(asDecided.order).toMatchObject([
      { bidId: bidIn(two), place: 1, beforeNextBy: 'SHARE', packagesWon: 0, eligibleRounds: 1 },
      { place: 2, packagesWon: 1 },
    ]);
    // The first award no longer counts, its winner is barred, and the other provider has another rate.
    const winner = NAMES.find((name) => idOf[name] === one.provider.id)!;
    await world.answerTo(winner, 'refuseAward', first.callOffId, { reason: 'SKILL' });
    await world.know(provider(winner).in('R1').rated('INADEQUATE'));
    await world.award(first.callOffId);
    expect(await replay(two.id)).toEqual(asDecided);
    expect(await replay(one.id)).toMatchObject({ sameFirst: true, faithful: true, differences: [] });
  });

  it('EVAL-13: under another version every difference is named, with its rule and the keys of the policy', async () => {
    const patch = { patch: 'R2', skills: ['PEG_FEEDING' as const] };
    await world.know(...(['maple', 'oak'] as const).map((name) => provider(name).in('R2')));
    const requested = await world.request(patch);
    await world.bid('maple', requested.callOffId, { skills: ['PEG_FEEDING'] });
    await world.bid('oak', requested.callOffId, { skills: [] });
    await world.passTo(later(requested.closesAt, 1));
    const award = (await world.award(requested.callOffId)).award!;
    const oak = await bidOf(world, requested.callOffId, 'oak');
    const version = await adopt(world, 2, {
      evaluation: { criteria: ['START_MEETS_NEED'] },
      capacity: { ceilingHours: 1 },
      fair: { metric: 'HOURS', weeks: 4 },
    });
    const replayed = await replay(award.id, version);
    expect(replayed).toMatchObject({ policyVersion: version, sameFirst: false, faithful: true });
    expect(replayed.limits).toEqual(['OTHERS_MIGHT_BE_ASKED']);
    expect(replayed.order).toEqual([]);
    const said = replayed.differences.map(({ bidId, provider: { id }, ...each }) => {
      expect(id).toBe(bidId === oak ? idOf.oak : idOf.maple);
      return each;
    });
    const ceiling = {
      kind: 'CHECK',
      what: 'CEILING',
      rule: 'PROV-23',
      policyKeys: ['capacity.ceilingHours'],
      before: 'PASS',
      after: 'FAIL',
    };
    const keys = ['evaluation.criteria', 'capacity.ceilingHours'];
    const criterion = (what: string, before: string) => ({
      kind: 'CRITERION',
      what,
      rule: 'EVAL-04',
      policyKeys: keys,
      before,
      after: null,
    });
    expect(said).toEqual(
      expect.arrayContaining([
        ceiling,
        { ...ceiling, kind: 'GATE' },
        criterion('SKILLS', 'PASS'),
        criterion('SKILLS', 'FAIL'),
        expect.objectContaining({ kind: 'PLACE', what: 'place', rule: 'EVAL-02', before: '1', after: null }),
      ]),
    );
    expect(said.find(({ kind }) => kind === 'PLACE')!.policyKeys).toEqual(
      expect.arrayContaining(['capacity.ceilingHours', 'evaluation.criteria', 'fair.metric', 'fair.weeks']),
    );
    // A criterion that is no longer asked lets in the bid that had failed it; whose gates nobody had read.
    const lenient = await adopt(world, 3, { evaluation: { criteria: ['START_MEETS_NEED'] } });
    const letIn = await replay(award.id, lenient);
    expect(letIn.order!.map(({ bidId }) => bidId).sort()).toEqual([bidIn(award), oak].sort());
    expect(letIn.differences).toContainEqual(
      expect.objectContaining({ bidId: oak, kind: 'PLACE', before: null, policyKeys: ['evaluation.criteria'] }),
    );
    expect(letIn.limits).toEqual(letIn.sameFirst ? [] : ['FIRST_WAS_NOT_GATED']);
  });

  it('EVAL-02: a longer period counts rounds that the award did not, and a figure says so', async () => {
    const patch = { patch: 'R3' };
    await world.know(...(['maple', 'oak'] as const).map((name) => provider(name).in('R3')));
    const first = await world.requestAndClose(['maple'], patch);
    await world.award(first.callOffId);
    await world.passTo(later(await world.hub.time.now(), 5 * 7 * DAY));
    const second = await world.requestAndClose(['maple', 'oak'], patch);
    const award = (await world.award(second.callOffId)).award!;
    const short = await adopt(world, 4, { fair: { weeks: 4 } });
    const maple = await bidOf(world, second.callOffId, 'maple');
    const { differences, faithful, sameFirst } = await replay(award.id, short);
    expect({ faithful, sameFirst }).toEqual({ faithful: true, sameFirst: true });
    expect(differences).toContainEqual(
      expect.objectContaining({
        ...{ bidId: maple, kind: 'FIGURE', what: 'packagesWon', policyKeys: ['fair.weeks'] },
        ...{ before: '1', after: '0' },
      }),
    );
  });

  it('EVAL-13, IDG-23: brokers and commissioners of its own council ask; nobody else, and no version of another council', async () => {
    await world.know(provider('maple').in('R4'));
    const requested = await world.requestAndClose(['maple'], { patch: 'R4' });
    const award = (await world.award(requested.callOffId)).award!;
    expect(await replay(award.id, undefined, 'commissioner')).toMatchObject({ faithful: true });
    expect(await replay(award.id, undefined, 'broker of ashdown')).toBeNull();
    for (const caller of ['maple', 'oak', 'practitioner', 'feed of brokers']) {
      const { data, errors } = await world.hub.as(caller, REPLAY, { id: award.id });
      expect({ caller, data: data?.replayAward ?? null }).toEqual({ caller, data: null });
      expect(errors).toHaveLength(1);
    }
    for (const version of ['ashdown/1', 'bromley/99', 'bromley/0', 'bromley', "bromley/1' or true", '']) {
      const { errors } = await world.hub.as('broker', REPLAY, { id: award.id, version });
      expect({ version, code: errors?.[0]?.extensions?.code }).toEqual({ version, code: 'BAD_USER_INPUT' });
    }
    const before = await world.hub.pool.query('select * from tenders.award order by id');
    await wholePeriod('bromley/2');
    expect((await world.hub.pool.query('select * from tenders.award order by id')).rows).toEqual(before.rows);
  });

  it('EVAL-13: an award whose facts were not kept is told so, and nothing is guessed', async () => {
    await world.know(provider('maple').in('R5'));
    const requested = await world.requestAndClose(['maple'], { patch: 'R5' });
    const award = (await world.award(requested.callOffId)).award!;
    await world.hub.pool.query('delete from tenders.award_facts where award_id = $1', [award.id]);
    expect(await replay(award.id, 'bromley/2')).toMatchObject({
      ...{ order: null, sameFirst: null, faithful: null, differences: [] },
      limits: ['FACTS_NOT_KEPT'],
    });
  });

  it('EVAL-13: a period comes by pages that say how many of them differ, in as many statements whatever their size', async () => {
    const pages = await wholePeriod(undefined, 2);
    expect(pages.length).toBeGreaterThan(3);
    const nodes = pages.flatMap(({ edges }) => edges.map(({ node }) => node));
    const { rows } = await world.hub.pool.query('select id from tenders.award order by decided_at, id');
    expect(nodes.map(({ award }) => award.id)).toEqual(rows.map(({ id }) => id));
    expect(pages.reduce((sum, { differing }) => sum + differing, 0)).toBe(0);
    const stricter = await wholePeriod('bromley/2', 2);
    const replayed = stricter.flatMap(({ edges }) => edges.map(({ node }) => node));
    for (const page of stricter) {
      const of = page.edges.map(({ node }) => node);
      expect(page).toMatchObject({
        differing: of.filter(({ differences }) => differences.length > 0).length,
        otherFirst: of.filter(({ sameFirst }) => sameFirst === false).length,
        notDecided: of.filter(({ sameFirst }) => sameFirst === null).length,
      });
    }
    expect(replayed.some(({ sameFirst }) => sameFirst === false)).toBe(true);
    const logger = world.hub.subgraph.db.orm.config.getLogger();
    const logQuery = logger.logQuery.bind(logger);
    const statements = async (first: number) => {
      let count = 0;
      logger.logQuery = ({ query = '' }) => {
        if (/^(select|with)/.test(query.trim()) && !/reaction_cursor|deadline/.test(query)) count += 1;
      };
      const { edges } = await world.ask<Page>('broker', PERIOD, { ...YEAR, version: 'bromley/2', first });
      logger.logQuery = logQuery;
      expect(edges).toHaveLength(first);
      return count;
    };
    const few = await statements(2);
    expect(few).toBeGreaterThan(3);
    expect(await statements(7)).toBe(few);
    const tooMany = await world.hub.as('broker', PERIOD, { ...YEAR, first: 101 });
    expect(tooMany.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

it('CHOI-08, ROUT-28: where somebody else chose, the order is replayed and decides nothing', async () => {
  const world = await World.open({ councils: { bromley: { route: { enabled: ['C2P_DOMICILIARY'] } } } });
  try {
    await world.know(...(['maple', 'oak'] as const).map((name) => provider(name).memberOf('SPOT')));
    const { callOffId } = await world.request();
    for (const [name, startDate] of [
      ['maple', '2026-12-31'],
      ['oak', '2026-12-30'],
    ]) {
      await world.ask(
        name!,
        'mutation ($input: SubmitOfferInput!) { submitOffer(input: $input) { refusals { code } } }',
        {
          input: {
            ...{ callOffId, version: 1, canAssess: true, offeredTimes: ['08:30'] },
            startDate,
            idempotencyKey: randomUUID(),
          },
        },
      );
    }
    const bidId = await bidOf(world, callOffId, 'maple');
    const decidedBy = { who: 'FAMILY', how: 'Her daughter compared them.', at: await world.hub.time.now() };
    await world.ask(
      'practitioner',
      'mutation ($input: RecordChoiceInput!) { recordChoice(input: $input) { refusals { code } } }',
      {
        input: { ...{ callOffId, bidId, decidedBy }, reason: 'The times suit her.', idempotencyKey: randomUUID() },
      },
    );
    const award = (await world.award(callOffId)).award!;
    const replayed = await world.ask<Replayed>('broker', REPLAY, { id: award.id });
    expect(replayed).toMatchObject({ sameFirst: null, faithful: true, differences: [] });
    expect(replayed.limits).toEqual(['SOMEBODY_CHOSE', 'FIRST_WAS_NOT_GATED']);
    expect(replayed.order!.map(({ place, bidId: id }) => [place, id === bidId])).toEqual([
      [1, false],
      [2, true],
    ]);
  } finally {
    await world.stop();
  }
});

it(`EVAL-02, EVAL-13: whatever had happened, each award comes to its own order again (seed ${SEED})`, async () => {
  const world = await World.open();
  try {
    const random = randomFrom(SEED);
    const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    const some = <T>(of: readonly T[]): T[] => of.filter(() => random() < 0.6);
    const standingOf = (name: ProviderName) => {
      const known = provider(name).in('X').in('Y').onTheFramework();
      const rate = 2000 + Math.floor(random() * 4) * 50;
      const rated = random() < 0.08 ? known.rated('REQUIRES_IMPROVEMENT') : known;
      return rated.with({
        blendedRatePence: { STANDARD_ADULT: rate },
        groups: random() < 0.2 ? ['DEMENTIA'] : ['OLDER_PEOPLE', 'DEMENTIA'],
        capacity: { ...rated.facts.capacity, privateWeeklyMinutes: one([null, 600, 177_000]), countedTo: 0 },
      });
    };
    const waiting: Array<{ requested: Requested; passedOver: ProviderName | undefined }> = [];
    const won: Array<{ callOffId: string; name: ProviderName }> = [];
    let awards = 0;
    const award = async (callOffId: string, change: Record<string, unknown>) => {
      const { award: made } = await world.award(callOffId, change);
      if (made) {
        awards += 1;
        won.push({ callOffId, name: NAMES.find((name) => idOf[name] === made.provider.id)! });
      }
    };
    await world.know(...NAMES.map(standingOf));
    for (let round = 0; round < 45; round++) {
      // Nobody is a member of Z, which goes to the framework, or of South, which goes to the other patches before it.
      const patch = one(['X', 'Y', 'Z', 'South']);
      const emergency = random() < 0.2;
      const requested = await world.request({
        patch,
        urgency: emergency ? 'EMERGENCY' : 'STANDARD',
        weeklyWorkerMinutes: 60 * (1 + Math.floor(random() * 30)),
        skills: random() < 0.3 ? ['PEG_FEEDING'] : [],
      });
      const bidders: ProviderName[] = [];
      for (const name of some(NAMES)) {
        const { bid } = await world.bid(name, requested.callOffId, {
          skills: some(['PEG_FEEDING']),
          startDate: one(['2026-12-31', '2026-12-30']),
        });
        if (bid) bidders.push(name);
      }
      if (emergency) await award(requested.callOffId, { emergencyReason: 'It cannot wait.' });
      else waiting.push({ requested, passedOver: random() < 0.5 ? bidders[0] : undefined });
      if (random() < 0.5) await world.know(standingOf(one(NAMES)));
      if (random() < 0.3) await world.passTo(later(await world.hub.time.now(), one([1, 9]) * DAY + 3 * 3_600_000));
      if (waiting.length < 4) continue;
      const closed = later(waiting.at(-1)!.requested.closesAt, 1);
      await world.passTo(new Date(Math.max(+closed, +(await world.hub.time.now()))));
      // Several at one instant and at once: each is placed by those that were made before it.
      await Promise.all(
        waiting.splice(0).map(async ({ requested: { callOffId }, passedOver: name }) => {
          const exception = { reason: 'SKILLS', justification: 'Workers trained for this.' };
          const outOfOrder = name ? { bidId: await bidOf(world, callOffId, name), exception } : {};
          await award(callOffId, outOfOrder);
        }),
      );
      if (won.length > 2 && random() < 0.6) {
        const { callOffId, name } = won.splice(Math.floor(random() * won.length), 1)[0]!;
        await world.answerTo(name, 'refuseAward', callOffId, { reason: 'SKILL' });
        await award(callOffId, {});
      }
    }
    expect(awards).toBeGreaterThan(20);
    const versions = [
      undefined,
      await adopt(world, 2, { fair: { weeks: 2 }, evaluation: { criteria: [] } }),
      await adopt(world, 3, { fair: { metric: 'HOURS' }, capacity: { ceilingHours: 100 } }),
    ];
    const seen = { kinds: new Set<unknown>(), replayed: 0, otherFirst: 0 };
    for (const version of versions) {
      let after: string | undefined;
      do {
        const page: Page = await world.ask<Page>('broker', PERIOD, { ...YEAR, version, first: 7, after });
        for (const { node } of page.edges) {
          const { award: kept, faithful, order, differences } = node;
          seen.replayed += 1;
          for (const { kind } of differences) seen.kinds.add(kind);
          expect({ award: kept.id, faithful }).toEqual({ award: kept.id, faithful: true });
          if (version) continue;
          expect(differences).toEqual([]);
          expect(order!.map(({ bidId, place }) => ({ bidId, place }))).toEqual(kept.order);
        }
        seen.otherFirst += page.otherFirst;
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
      } while (after);
    }
    const { rows } = await world.hub.pool.query('select stage, count(*)::int from tenders.award group by stage');
    expect(rows.map(({ stage }) => stage).sort()).toEqual(['FRAMEWORK', 'OTHER_PATCHES', 'PATCH']);
    expect(seen.kinds).toEqual(new Set(['CHECK', 'CRITERION', 'GATE', 'FIGURE', 'PLACE']));
    expect(seen.otherFirst).toBeGreaterThan(0);
  } finally {
    await world.stop();
  }
});

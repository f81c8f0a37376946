import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { NeedProfile } from '../../schema/events/cases.js';
import type { ProviderStanding } from '../../schema/events/providers.js';
import { policySchema } from '../../schema/policy.js';
import { fairShareOrder, type Round } from '../../subgraphs/tenders/rules/evaluation/fair-share.js';
import type { FactsOfAward } from '../../subgraphs/tenders/rules/evaluation/replay.js';
import { randomFrom } from '../harness/random.js';
import { COUNCIL } from './board-query.js';
import { type Figure, figure } from './figures.js';
import type { Ground } from './ground.js';
import { send } from './load.js';

const AWARDS = 1000;
/** As large as a page may be by what it costs. */
const PAGE = 50;
const ROUNDS = 3;
const HOUR_MS = 3_600_000;
const YEAR = { from: '2025-06-01', to: '2026-05-31' };
const PATCHES = ['Replayed North', 'Replayed South'];

interface Page {
  readonly data: {
    readonly replayPeriod: {
      readonly differing: number;
      readonly edges: ReadonlyArray<{ readonly node: { readonly faithful: boolean | null } }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

/**
 * Replays a year of 1,000 awards, three bids each, over HTTP: under each award's own version, which must come to the orders
 * that were kept, and under another with every key changed that orders rest on. The floor is plain SQL that reads the same
 * awards with their facts, page by page, and replays nothing.
 */
export async function replayFigures(ground: Ground, url: string, need: NeedProfile): Promise<Figure[]> {
  const { pool } = ground;
  await plantYear(pool, need);
  const other = await plantVersion(pool);
  const authorization = await ground.authorization(`user:commissioner@${COUNCIL}`);
  const query = await readFile('schema/operations/replay-period.graphql', 'utf8');
  const replay = async (policyVersion: string | null) => {
    const found = { ms: 0, awards: 0, differing: 0, unfaithful: 0 };
    for (let after: string | null = null, more = true; more; ) {
      const body = JSON.stringify({ query, variables: { ...YEAR, policyVersion, first: PAGE, after } });
      const { ms, text } = await send({ url, authorization, body });
      const { edges, differing, pageInfo } = (JSON.parse(text) as Page).data.replayPeriod;
      found.ms += ms;
      found.awards += edges.length;
      found.differing += differing;
      found.unfaithful += edges.filter(({ node }) => node.faithful !== true).length;
      ({ hasNextPage: more, endCursor: after } = pageInfo);
    }
    if (found.awards !== AWARDS || found.unfaithful > 0) {
      throw new Error(`Of ${found.awards} awards ${found.unfaithful} did not come to their own order again.`);
    }
    return found;
  };
  const best = { own: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY, plain: Number.POSITIVE_INFINITY };
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await replay(null);
    if (own.differing > 0) throw new Error(`${own.differing} awards differ under their own version.`);
    const changed = await replay(other);
    if (changed.differing === 0) throw new Error('Nothing differs under another version.');
    const plain = await readPlainly(pool);
    // The first round is for warmth.
    if (round === 0) continue;
    best.own = Math.min(best.own, own.ms);
    best.other = Math.min(best.other, changed.ms);
    best.plain = Math.min(best.plain, plain);
  }
  const goal = { floor: best.plain / 1000, goal: 'value <= 60', met: (value: number) => value <= 60 };
  return [
    figure(
      'sourcing: 1,000 awards of a year replayed, over HTTP, against reading them by SQL',
      best.own / 1000,
      's',
      goal,
    ),
    figure('sourcing: the same under another version of the policy', best.other / 1000, 's', goal),
  ];
}

async function readPlainly(pool: pg.Pool): Promise<number> {
  const began = performance.now();
  for (let offset = 0; offset < AWARDS; offset += PAGE) {
    const { rows } = await pool.query(
      `select award.*, kept.facts from tenders.award award join tenders.award_facts kept on kept.award_id = award.id
       where award.council = $1 and award.patch = any($2) order by award.decided_at, award.id limit $3 offset $4`,
      [COUNCIL, PATCHES, PAGE, offset],
    );
    if (rows.length !== PAGE) throw new Error('The awards are not all there.');
  }
  return performance.now() - began;
}

/** Another version, in which every key is another that an order rests on. */
async function plantVersion(pool: pg.Pool): Promise<string> {
  const document = policySchema.parse({
    fair: { metric: 'HOURS', weeks: 26 },
    evaluation: { criteria: ['SKILLS'] },
    capacity: { ceilingHours: 2000 },
    d2a: { startHours: 12 },
  });
  const { rows } = await pool.query<{ version: number }>(
    `insert into platform.council_policy
     select (jsonb_populate_record(policy, jsonb_build_object('version', policy.version + 1, 'document', $2::jsonb, 'effective_from', '2030-01-01T00:00:00Z'))).*
     from platform.council_policy policy where council = $1 order by version desc limit 1 returning version`,
    [COUNCIL, document],
  );
  return `${COUNCIL}/${rows[0]!.version}`;
}

/** A year of patch rounds as they would have gone: each placed by those before it, and the first of its order awarded. */
async function plantYear(pool: pg.Pool, need: NeedProfile): Promise<void> {
  const random = randomFrom(20260601);
  const { rows: standings } = await pool.query<{ snapshot: ProviderStanding }>(
    'select snapshot from tenders.provider_standing where council = $1 order by provider_id limit 3',
    [COUNCIL],
  );
  const { rows: policies } = await pool.query<{ version: number; document: unknown }>(
    'select version, document from platform.council_policy where council = $1 order by version desc limit 1',
    [COUNCIL],
  );
  const policy = policySchema.parse(policies[0]!.document);
  const rounds = new Map<string, Round[]>(PATCHES.map((patch) => [patch, []]));
  const awards: object[] = [];
  const facts: object[] = [];
  const invitations: object[] = [];
  const begins = Date.parse(`${YEAR.from}T08:00:00Z`);
  for (let nth = 0; nth < AWARDS; nth++) {
    const patch = PATCHES[nth % PATCHES.length]!;
    const known = rounds.get(patch)!;
    const at = new Date(begins + Math.floor(nth * 8.7) * HOUR_MS);
    const bids = standings.map(({ snapshot }) => {
      const memberships = [
        { vehicle: 'PATCH', patch, status: 'ADMITTED', from: '2025-01-01', to: null, lots: [], expertise: [] },
      ];
      return {
        bidId: randomUUID(),
        providerId: snapshot.providerId,
        standing: { ...snapshot, memberships } as ProviderStanding,
      };
    });
    const drawSeed = `seed ${nth}`;
    const order = fairShareOrder(bids, { rounds: known, at, drawSeed }, policy.fair);
    const [first] = order;
    const minutes = 60 * (1 + Math.floor(random() * 30));
    const stageId = randomUUID();
    const id = randomUUID();
    const kept: FactsOfAward = {
      route: 'PATCH',
      stage: 'PATCH',
      serviceType: 'DOMICILIARY',
      need: { ...need, patch, discharge: null, weeklyWorkerMinutes: minutes },
      drawSeed,
      bids: bids.map((bid) => ({
        ...bid,
        content: {
          ...{ startDate: need.neededFrom, startTime: '08:30', deliveryStatement: 'Two regular workers.' },
          ...{
            doubleHanded: true,
            timeCritical: true,
            skills: [...need.skills],
            canAssess: null,
            offeredTimes: null,
            suitable: null,
            canMeetNeeds: null,
            requirementAnswers: null,
            weeklyPricePence: null,
          },
        },
        receivedAt: new Date(+at - HOUR_MS).toISOString(),
        evaluatedAt: at.toISOString(),
        uncountedWeeklyMinutes: 0,
        rankedUpon: null,
      })),
      gates: { standing: bids.find(({ bidId }) => bidId === first!.bidId)!.standing, uncountedWeeklyMinutes: 0 },
    };
    awards.push({
      ...{ id, council: COUNCIL, patch, stage: 'PATCH', stage_id: stageId, bid_id: first!.bidId },
      ...{ call_off_id: randomUUID(), provider_id: first!.providerId, position: known.length + 1, checks: [] },
      ...{ weekly_worker_minutes: minutes, decided_at: at, decided_by: 'user:bench', night_rates_pence: {} },
      ...{ policy_version: `${COUNCIL}/${policies[0]!.version}`, sourcing_version: 1, standing_version: 1 },
      order: order.map((bid) => ({ ...bid, blendedRatePence: null, held: null })),
    });
    facts.push({ award_id: id, council: COUNCIL, facts: kept });
    for (const { providerId } of bids) {
      invitations.push({
        ...{
          id: randomUUID(),
          council: COUNCIL,
          call_off_id: randomUUID(),
          stage_id: stageId,
          provider_id: providerId,
        },
        ...{ invited: true, checks: [], standing_version: 1, at },
      });
    }
    const eligible = bids.map(({ providerId }) => providerId);
    known.push({ awardedAt: at, eligible, winner: first!.providerId, weeklyWorkerMinutes: minutes });
  }
  for (const [table, rows] of [
    ['award', awards],
    ['award_facts', facts],
    ['invitation', invitations],
  ] as const) {
    await pool.query(
      `insert into tenders.${table} select * from jsonb_populate_recordset(null::tenders.${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  await pool.query('vacuum analyze');
}

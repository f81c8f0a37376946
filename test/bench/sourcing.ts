import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { NeedProfile } from '../../schema/events/cases.js';
import { COUNCIL } from './board-query.js';
import { type Figure, figure, median, percentile } from './figures.js';
import { type Ground, startGround } from './ground.js';
import { type Asked, send } from './load.js';
import { publishFigures } from './sourcing-publish.js';
import { replayFigures } from './sourcing-replay.js';

/** As many as CQC registers for home care in England; here all of them are care homes of members of one council. */
const LOCATIONS = 15_232;
const PROVIDERS = 600;
const WARM_UP = 40;
const ROUNDS = 60;
const ON = '2026-06-01';

/** What brokers ask for: many homes match the first, some the second, and few the others. */
const ASKED: ReadonlyArray<Readonly<Record<string, unknown>>> = [
  { category: 'CARE_HOME_WITHOUT_NURSING' },
  { category: 'CARE_HOME_WITH_NURSING', patch: 'East', groups: ['DEMENTIA'] },
  { category: 'CARE_HOME_WITH_NURSING', serviceType: 'RESPITE', skills: ['PEG_FEEDING', 'STOMA_CARE'] },
  { category: 'CARE_HOME_WITHOUT_NURSING', patch: 'South', skills: ['VENTILATION'] },
];

/**
 * A broker's long list over as many homes as England has home-care locations, asked over HTTP, beside the plain SQL that
 * finds the same homes and says nothing more of them.
 */
export default async function sourcingGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    await plantHomes(ground.pool);
    const hub = await ground.serve('hub');
    const authorization = await ground.authorization(`user:broker@${COUNCIL}`);
    const query = await readFile('schema/operations/long-list.graphql', 'utf8');
    const asking = (variables: Readonly<Record<string, unknown>>): Asked => ({
      url: hub.url,
      authorization,
      body: JSON.stringify({ query, variables: { council: COUNCIL, ...variables } }),
    });
    for (const variables of ASKED) await sameAsPlain(ground, asking({ ...variables, first: 100 }), variables);
    const few = await statementsOf(ground, asking({ ...ASKED[0], first: 20 }));
    const many = await statementsOf(ground, asking({ ...ASKED[0], first: 100 }));

    const pages = ASKED.map((variables) => asking(variables));
    for (let nth = 0; nth < WARM_UP; nth++) await send(pages[nth % pages.length]!);
    const before = await hub.usage();
    const listMs: number[] = [];
    const plainMs: number[] = [];
    // In turns, so that whatever else the machine does falls on both alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [nth, page] of pages.entries()) {
        listMs.push((await send(page)).ms);
        const began = performance.now();
        await plain(ground.pool, ASKED[nth]!, 20);
        plainMs.push(performance.now() - began);
      }
    }
    const cpuMs = ((await hub.usage()).cpuMs - before.cpuMs) / listMs.length;
    const named = `sourcing: long list over ${LOCATIONS.toLocaleString('en-GB')} homes, over HTTP, against plain SQL`;
    return [
      figure(`${named}, p95`, percentile(listMs, 0.95), 'ms', {
        floor: percentile(plainMs, 0.95),
        goal: 'value <= 50',
        met: (value) => value <= 50,
      }),
      figure(`${named}, p50`, median(listMs), 'ms', { floor: median(plainMs) }),
      figure('sourcing: long list, CPU of the hub a request', cpuMs, 'ms'),
      figure('sourcing: SQL statements of a page of 100, against 20', many, 'statements', {
        floor: few,
        goal: 'ratio = 1',
        met: (_, ratio) => ratio === 1,
      }),
      ...(await publishFigures(ground, hub)),
      ...(await replayFigures(ground, hub.url, await someNeed(ground))),
    ];
  } finally {
    await ground.stop();
  }
}

/** What somebody asked for whose call-off is open. */
async function someNeed({ pool }: Ground): Promise<NeedProfile> {
  const { rows } = await pool.query<{ need: NeedProfile }>('select need from tenders.call_off order by id limit 1');
  return rows[0]!.need;
}

/** Members of the council with their homes, made by the database: what is measured is the reading. */
async function plantHomes(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into providers.provider (id, name, cqc_location_id, categories, groups, skills, areas, posts_filled, offices,
       contacts, version, registered_at)
     select md5('provider/' || nth)::uuid, 'Planted Homes ' || nth, '1-7' || lpad(nth::text, 8, '0'),
       array['CARE_HOME_WITH_NURSING', 'CARE_HOME_WITHOUT_NURSING'], array['OLDER_PEOPLE'], '{}', array['Bromley'], '{}',
       '[]', '[]', 1, now()
     from generate_series(1, $1::int) nth`,
    [PROVIDERS],
  );
  await pool.query(
    `insert into providers.membership (id, council, provider_id, vehicle, status, valid_from, terms_version, categories,
       admitted_at)
     select gen_random_uuid(), $1, md5('provider/' || nth)::uuid, 'FLEXIBLE_CONTRACTING_ARRANGEMENT', 'ADMITTED',
       '2024-04-01', '2024/1', array['CARE_HOME_WITH_NURSING', 'CARE_HOME_WITHOUT_NURSING'], now()
     from generate_series(1, $2::int) nth`,
    [COUNCIL, PROVIDERS],
  );
  await pool.query(
    `insert into providers.long_list_keys (id, council, provider_id, service_types, patches, recorded_at)
     select gen_random_uuid(), $1, md5('provider/' || nth)::uuid, array['RESIDENTIAL', 'NURSING', 'RESPITE'], null, now()
     from generate_series(1, $2::int) nth`,
    [COUNCIL, PROVIDERS],
  );
  await pool.query(
    `with spot as (select postcode, row_number() over (order by postcode) - 1 as place, count(*) over () as places
       from providers.ward_postcode where council = $1)
     insert into providers.location (id, provider_id, cqc_location_id, name, registered, postcode, care_home, service_types,
       specialisms, age_bands, registered_manager_in_post, dormant, beds, overall, key_questions, read_at)
     select md5('location/' || nth)::uuid, md5('provider/' || (1 + nth % $3::int))::uuid, '1-7' || lpad(nth::text, 8, '0'),
       'Home ' || md5(nth::text), true, postcode, true, array['Residential homes', 'Nursing homes'], '{}',
       array['ADULTS_18_PLUS'], true, false, 40, case when nth % 9 = 0 then 'REQUIRES_IMPROVEMENT' else 'GOOD' end,
       '{"SAFE":"GOOD","EFFECTIVE":"GOOD","CARING":"GOOD","RESPONSIVE":"GOOD","WELL_LED":"GOOD"}', now()
     from generate_series(1, $2::int) nth join spot on place = nth % places`,
    [COUNCIL, LOCATIONS, PROVIDERS],
  );
  await pool.query(
    `insert into providers.care_home (id, provider_id, location_id, kinds, groups, skills, recorded_at)
     select md5('home/' || nth)::uuid, md5('provider/' || (1 + nth % $2::int))::uuid, md5('location/' || nth)::uuid,
       case nth % 3 when 0 then array['RESIDENTIAL'] when 1 then array['RESIDENTIAL', 'RESPITE']
         else array['RESIDENTIAL', 'NURSING', 'RESPITE'] end,
       case nth % 2 when 0 then array['OLDER_PEOPLE', 'DEMENTIA'] else array['OLDER_PEOPLE'] end,
       case when nth % 500 = 2 then array['PEG_FEEDING', 'STOMA_CARE', 'VENTILATION'] else array['DEMENTIA_CARE'] end, now()
     from generate_series(1, $1::int) nth`,
    [LOCATIONS, PROVIDERS],
  );
  await pool.query(
    `insert into providers.vacancy_statement (id, home_id, provider_id, stated_at, received_at, vacancies)
     select gen_random_uuid(), id, provider_id, now(), now(), '[{"kind":"RESIDENTIAL","count":2,"from":"2026-02-01"}]'
     from providers.care_home`,
  );
  await pool.query(
    `insert into providers.home_price (id, home_id, provider_id, council, kind, pence, valid_from)
     select gen_random_uuid(), id, provider_id, null, kind, 85000, '2026-01-01' from providers.care_home, unnest(kinds) kind`,
  );
  await pool.query(
    `insert into providers.standard_fee (id, council, kind, pence, valid_from, set_at)
     values (gen_random_uuid(), $1, 'RESIDENTIAL', 80000, '2025-04-01', now()),
       (gen_random_uuid(), $1, 'NURSING', 105000, '2025-04-01', now())`,
    [COUNCIL],
  );
  await pool.query('vacuum analyze');
}

/** What somebody would write who wants the homes and nothing more. */
async function plain(
  pool: pg.Pool,
  asked: Readonly<Record<string, unknown>>,
  first: number,
): Promise<ReadonlyArray<{ id: string }>> {
  const category = asked.category as string;
  const stay = category === 'CARE_HOME_WITH_NURSING' ? 'NURSING' : 'RESIDENTIAL';
  const { rows } = await pool.query<{ id: string }>(
    `select home.id from providers.care_home home
     join providers.location place on place.id = home.location_id
     join providers.membership member on member.provider_id = home.provider_id and member.council = $1
       and member.status = 'ADMITTED' and member.valid_from <= $2 and member.categories @> array[$3::text]
     left join providers.ward_postcode at on at.council = $1 and at.postcode = place.postcode
     left join providers.ward ward on ward.council = $1 and ward.code = at.ward_code
     where home.kinds @> $4 and home.groups @> $5 and home.skills @> $6 and ($7::text is null or ward.patch = $7)
     order by place.name, home.id limit $8`,
    [
      COUNCIL,
      ON,
      category,
      asked.serviceType === 'RESPITE' ? [stay, 'RESPITE'] : [stay],
      asked.groups ?? [],
      asked.skills ?? [],
      asked.patch ?? null,
      first,
    ],
  );
  return rows;
}

/** @throws unless a list holds the homes that plain SQL finds, and some */
async function sameAsPlain(
  { pool }: Ground,
  asked: Asked,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = JSON.parse((await send(asked)).text) as Answer;
  const listed = answer.data.longList.edges.map(({ node }) => node.home.id);
  const found = (await plain(pool, variables, 100)).map(({ id }) => id);
  if (listed.length === 0 || listed.join() !== found.join()) {
    throw new Error(`The list of ${JSON.stringify(variables)} is not what plain SQL finds.`);
  }
}

interface Answer {
  readonly data: { readonly longList: { readonly edges: ReadonlyArray<{ node: { home: { id: string } } }> } };
}

async function statementsOf({ pool }: Ground, asked: Asked): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < 15; nth++) {
    await pool.query('select pg_stat_statements_reset()');
    await send(asked);
    const { rows } = await pool.query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where userid <> current_user::regrole`,
    );
    least = Math.min(least, rows[0]!.calls);
  }
  return least;
}

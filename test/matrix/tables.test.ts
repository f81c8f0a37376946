import pg from 'pg';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { MACHINERY } from '../../kernel/database/machinery.js';
import { READER_ROLES } from '../../kernel/database/platform.js';
import { aRegisteredDatabase } from '../harness/hub.js';

/** Whatever table is added, in whichever subgraph: whose rows it holds is said in the database as well. */

let database: Awaited<ReturnType<typeof aRegisteredDatabase>>;
let pool: pg.Pool;
beforeAll(async () => {
  database = await aRegisteredDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const names = SUBGRAPHS.map(({ name }) => name);
const KERNEL_TABLES: readonly string[] = [...MACHINERY, 'migration'];

/** The hub reckons with them, in whichever council it acts, and nobody reads them. */
const FOR_NO_READER = new Set(['cases.age_registration', 'tenders.uncounted_hours']);

/** What a provider is, it is for every council (IDG-26). */
const OF_NO_COUNCIL = new Set([
  ...FOR_NO_READER,
  'providers.alert_resource',
  'providers.care_home',
  'providers.d2a_offer',
  'providers.location',
  'providers.patch_duties',
  'providers.provider',
  'providers.rating_set',
  'providers.vacancy_statement',
  'providers.workload',
]);

interface Table {
  readonly subgraph: string;
  readonly name: string;
  readonly forced: boolean;
  readonly policies: ReadonlyArray<{ roles: readonly string[]; command: string; using: string; check: string | null }>;
}

async function tables(): Promise<readonly Table[]> {
  const { rows } = await pool.query<Table>(
    `select schema.nspname as subgraph, it.relname as name, it.relrowsecurity and it.relforcerowsecurity as forced,
       coalesce((select json_agg(json_build_object('roles', policy.roles, 'command', policy.cmd, 'using', policy.qual,
           'check', policy.with_check))
         from pg_policies policy where policy.schemaname = schema.nspname and policy.tablename = it.relname
           and policy.permissive = 'PERMISSIVE'), '[]') as policies
     from pg_class it join pg_namespace schema on schema.oid = it.relnamespace
     where it.relkind in ('r', 'p', 'v', 'm', 'f') and schema.nspname = any($1) and it.relname <> all($2)
     order by 1, 2`,
    [names, KERNEL_TABLES],
  );
  return rows;
}

it('IDG-05, IDG-26: every table of every subgraph has forced row-level security, and says which rows each reader finds', async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(50);
  const wanting = all.flatMap(({ subgraph, name, forced, policies }) => {
    const of = (reader: string) => policies.filter(({ roles }) => roles.includes(`${subgraph}_${reader}`));
    const strangers = policies
      .flatMap(({ roles }) => roles)
      .filter((role) => !READER_ROLES.some((reader) => role === `${subgraph}_${reader}`));
    return [
      ...(forced ? [] : [`${subgraph}.${name} does not force it`]),
      ...(['council', 'command', 'system'] as const)
        .filter(
          (reader) => of(reader).length !== (reader === 'council' && FOR_NO_READER.has(`${subgraph}.${name}`) ? 0 : 1),
        )
        .map((reader) => `${subgraph}.${name} has not one policy for ${reader}`),
      ...strangers.map((role) => `${subgraph}.${name} has a policy for ${role}`),
      // Councils and providers read alone.
      ...[...of('council'), ...of('provider')]
        .filter(({ command }) => command !== 'SELECT')
        .map(() => `${subgraph}.${name} lets a reader write`),
      ...of('provider')
        .filter(({ using }) => using === 'true')
        .map(() => `${subgraph}.${name} shows every provider every row`),
      ...[...of('council'), ...of('command')]
        .filter(({ using }) => using === 'true' && !OF_NO_COUNCIL.has(`${subgraph}.${name}`))
        .map(() => `${subgraph}.${name} is not kept apart by council`),
    ];
  });
  expect(wanting).toEqual([]);
});

it('IDG-05: no role of the hub passes row-level security by, and no service is a reader by itself', async () => {
  const { rows: roles } = await pool.query(
    `select rolname from pg_roles where rolname ~ $1 and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    [`^(${[...names, 'platform'].join('|')})_`],
  );
  expect(roles).toEqual([]);
  const { rows: memberships } = await pool.query(
    `select member.rolname as member, granted.rolname as granted, inherit_option, admin_option
     from pg_auth_members join pg_roles member on member.oid = member join pg_roles granted on granted.oid = roleid
     where member.rolname ~ $1`,
    [`^(${[...names, 'platform'].join('|')})_`],
  );
  const odd = memberships.filter(
    ({ member, granted, inherit_option, admin_option }) =>
      inherit_option || admin_option || member !== `${granted.slice(0, granted.lastIndexOf('_'))}_app`,
  );
  expect(odd).toEqual([]);
});

/** Tables that only grow: what they say was once so, and is never said otherwise. */
const KEPT = {
  'cases.calls_version': [],
  'cases.condition_report': [],
  'cases.disclosure': [],
  'cases.top_up': [],
  'tenders.state_change': [],
  'monitoring.calls_version': [],
  'monitoring.visit_entry': [],
  'monitoring.alert_entry': [],
  'monitoring.declared_kpi': [],
  'monitoring.approved_statement': [],
  'monitoring.approved_line': [],
  'monitoring.invoice': [],
  'monitoring.invoice_line': [],
  'monitoring.invoice_query': [],
  'monitoring.formal_message': [],
  // Opened again it stands as it was frozen, and says that it was.
  'monitoring.kpi_snapshot': ['reopen_reason', 'reopened_at', 'reopened_by'],
} as const;

it.each(Object.entries(KEPT))(
  'IDG-16, DEL-28, NTF-37: what %s has kept nobody changes or removes',
  async (table, changeable) => {
    const [subgraph, name] = table.split('.') as [string, string];
    const triggers = await pool.query(
      `select string_agg(distinct event_manipulation, ',' order by event_manipulation) as of
     from information_schema.triggers where event_object_schema = $1 and event_object_table = $2
       and action_timing = 'BEFORE' and action_statement like '%append_only%'`,
      [subgraph, name],
    );
    if (triggers.rows[0].of === 'DELETE,UPDATE') return;
    for (const role of READER_ROLES.map((reader) => `${subgraph}_${reader}`).concat(`${subgraph}_app`)) {
      const { rows } = await pool.query(
        `select has_table_privilege($1, $2, 'delete') as removes, has_table_privilege($1, $2, 'truncate') as empties,
         array(select attname::text from pg_attribute where attrelid = $2::regclass and attnum > 0
           and not attisdropped and has_column_privilege($1, attrelid, attnum, 'update') order by 1) as changes`,
        [role, table],
      );
      const acts = role.endsWith('_command') || role.endsWith('_system');
      expect({ role, ...rows[0] }).toEqual({ role, removes: false, empties: false, changes: acts ? changeable : [] });
    }
  },
);

import pc from 'picocolors';
import type { Reached } from './reach.js';
import { say } from './terminal.js';

/** The number of the last event so far. */
export async function lastEvent(pool: Reached['pool']): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>('select coalesce(max(seq), 0)::int as seq from platform.event');
  return rows[0]!.seq;
}

/** What was told after an event, and to whom, an event a line. */
export async function printEvents(
  pool: Reached['pool'],
  after: number,
  options: { readonly types?: readonly string[]; readonly limit?: number } = {},
): Promise<void> {
  const { rows } = await pool.query(
    `select seq::int, type, subject, occurred_at, audience, data->>'rule' as rule from platform.event
     where seq > $1 and ($2::text[] is null or type = any($2)) order by seq limit $3`,
    [after, options.types ?? null, options.limit ?? 1000],
  );
  for (const row of rows) {
    const told = [...(row.audience.roles ?? []), ...counted(row.audience.providers?.length ?? 0)];
    say(
      `${pc.dim(String(row.seq).padStart(6))}  ${row.occurred_at.toISOString()}  ${pc.bold(row.type.padEnd(24))} ${row.subject}` +
        `${row.rule ? pc.dim(`  ${row.rule}`) : ''}${told.length ? pc.cyan(`  → ${told.join(', ')}`) : ''}`,
    );
  }
  const last = rows.at(-1)?.seq;
  if (last === undefined) return;
  const { rows: more } = await pool.query<{ count: number }>(
    `select count(*)::int from platform.event where seq > $1 and ($2::text[] is null or type = any($2))`,
    [last, options.types ?? null],
  );
  const left = more[0]!.count;
  if (left > 0) say(pc.bold(`${left.toLocaleString('en-GB')} more: npm run hub -- events --after ${last}`));
}

function counted(providers: number): readonly string[] {
  return providers === 0 ? [] : [providers === 1 ? '1 provider' : `${providers} providers`];
}

/** What subgraphs could not apply, and why. */
export async function printQuarantined(pool: Reached['pool']): Promise<void> {
  const { SUBGRAPHS } = await import('./subgraphs.js');
  let held = 0;
  for (const { name } of SUBGRAPHS) {
    const { rows } = await pool.query(
      `select held.seq::int, event.type, event.subject, held.reason from ${name}.quarantined_event held
       join platform.event event using (seq) order by seq`,
    );
    for (const row of rows) say(`${name}  ${row.seq}  ${row.type}  ${row.subject}: ${row.reason}`);
    held += rows.length;
  }
  if (held === 0) say('Nothing: every event could be applied.');
}

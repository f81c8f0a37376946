import { readFile } from 'node:fs/promises';
import { PROVIDERS } from '../../hub/demo/borough.js';
import { rosteringOf } from '../../hub/demo/register.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { type Figure, figure, percentile } from './figures.js';
import { type Ground, startGround } from './ground.js';
import { type Process, startProcess } from './processes.js';
import type { SubscriberActs } from './subscribers.js';

const SUBSCRIBERS = 500;
const CALL_OFFS = 20;
const WARM_UP = 3;

/** The providers of the patch that call-offs are opened in: all of them are invited. */
const INVITED = PROVIDERS.filter(({ memberships }) =>
  memberships.some(({ council, patch }) => council === 'bromley' && patch === 'East'),
).map(rosteringOf);

/**
 * From the commit of a call-off, by PostgreSQL's own record of it, until each subscriber has it; in turns with a plain
 * broadcast of the same bytes to as many sockets.
 */
export default async function pushGroup(): Promise<Figure[]> {
  const ground = await startGround();
  const subscribers: Process<SubscriberActs> = startProcess('./subscribers.js');
  try {
    const hub = await ground.serve('hub');
    const plain = await ground.serve('plain-push');
    const authorizations = await grantedTo(ground);
    const query = await readFile('schema/operations/watch-call-offs.graphql', 'utf8');
    for (const { url } of [hub, plain]) await subscribers.ask('subscribe', { url, query, authorizations });

    const latencies = { hub: [] as number[], plain: [] as number[] };
    for (let nth = 0; nth < WARM_UP + CALL_OFFS; nth++) {
      const [callOff] = await ground.openCallOffs(hub, 1);
      const told = () => subscribers.ask('received', { content: callOff!.id, count: SUBSCRIBERS });
      const ours = await told();
      const openedAt = await committedAt(ground, 'tenders.invitation where call_off_id = $1', callOff!.id);
      const event = await publishPlainly(ground, ours.message);
      const theirs = await told();
      const publishedAt = await committedAt(ground, 'public.plain_event where id = $1', event);
      if (nth < WARM_UP) continue;
      latencies.hub.push(...ours.at.map((at) => at - openedAt));
      latencies.plain.push(...theirs.at.map((at) => at - publishedAt));
    }
    const at = (share: number) => ({
      value: percentile(latencies.hub, share),
      floor: percentile(latencies.plain, share),
    });
    const [half, most] = [at(0.5), at(0.99)];
    return [
      figure(`push: commit to receipt by ${SUBSCRIBERS}, against a plain broadcast, p50`, half.value, 'ms', half),
      figure(`push: commit to receipt by ${SUBSCRIBERS}, against a plain broadcast, p99`, most.value, 'ms', {
        ...most,
        goal: '<= 500 ms',
        met: (value) => value <= 500,
      }),
    ];
  } finally {
    await subscribers.stop();
    await ground.stop();
  }
}

/** Credentials of the invited providers, each of its own, so that no limit of one client is met. */
async function grantedTo(ground: Ground): Promise<string[]> {
  const subjects: string[] = [];
  for (let nth = 0; nth < SUBSCRIBERS; nth++) {
    const { organisation, councils } = INVITED[nth % INVITED.length]!;
    const subject = `machine:rostering-${nth}@bench`;
    await ground.pool.query(
      `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
       values ($1, 'rostering', $2, $3, $4, 'epoch')`,
      [subject, organisation, councils, SCOPES_OF_ROLE.rostering],
    );
    subjects.push(subject);
  }
  return Promise.all(subjects.map(ground.authorization));
}

/** @returns when the transaction that wrote the rows was committed, in milliseconds of wall-clock time */
async function committedAt({ pool }: Ground, rows: string, id: string): Promise<number> {
  const committed = await pool.query<{ at: number }>(
    `select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from ${rows} limit 1`,
    [id],
  );
  return committed.rows[0]!.at;
}

/** The message that the hub has sent, told by a row and a NOTIFY. @returns the row's id */
async function publishPlainly({ pool }: Ground, message: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with event as (insert into public.plain_event (message) values ($1) returning id)
     select id, pg_notify('plain_event', id::text) from event`,
    [message],
  );
  return rows[0]!.id;
}

import { access, constants, statfs } from 'node:fs/promises';
import pg from 'pg';
import pc from 'picocolors';
import { descriptorLimit, shareOf } from '../gateway/limits/descriptors.js';
import { Home } from './home.js';
import { installedBinaries } from './postgres/binaries.js';
import { say } from './terminal.js';

/** One thing looked at: well, or what is wrong and how to mend it. */
export interface Finding {
  readonly what: string;
  readonly wrong?: string;
  readonly mend?: string;
}

/** `hub doctor`: says of each thing whether it is well, and how to mend it if it is not. */
export async function printFindings(): Promise<void> {
  const findings = await examine();
  for (const { what, wrong, mend } of findings) {
    say(wrong ? `${pc.red('✗')} ${what} ${wrong}\n    ${pc.bold(mend ?? '')}` : `${pc.green('✓')} ${what}`);
  }
  if (findings.some(({ wrong }) => wrong)) process.exitCode = 1;
}

/** Looks at everything a hub of this folder needs, in the order in which it needs it. Changes nothing. */
export async function examine(home = new Home()): Promise<Finding[]> {
  const findings: Finding[] = [
    { what: `Node ${process.versions.node}` },
    openFiles(),
    await postgresBinaries(),
    await diskSpace(),
    await homeFolder(home),
  ];
  const running = await home.running().catch(() => null);
  if (!running) return [...findings, { what: 'hub', wrong: 'is not running from this folder', mend: 'npm start' }];
  findings.push(...(await database(running.databaseUrl)), await gateway(running.gatewayUrl));
  return findings;
}

/** Fewer leave a hub of a borough no room: every feed is a connection. */
const FEWEST_OPEN_FILES = 4096;

function openFiles(): Finding {
  const most = descriptorLimit();
  const room = shareOf(most).streams;
  const what = `${most} open files and connections: room for ${room} sockets and event streams`;
  if (most >= FEWEST_OPEN_FILES) return { what };
  return { what, wrong: '(few)', mend: 'ulimit -n 65536, then start the hub from that shell' };
}

async function postgresBinaries(): Promise<Finding> {
  const what = 'embedded PostgreSQL';
  if (process.env.DATABASE_URL) return { what: 'DATABASE_URL is set: no embedded PostgreSQL is used' };
  try {
    installedBinaries();
    return { what };
  } catch (error) {
    return { what, wrong: `cannot be used: ${(error as Error).message}`, mend: 'npm install, or set DATABASE_URL' };
  }
}

async function diskSpace(): Promise<Finding> {
  const { bavail, bsize } = await statfs('.');
  const free = Math.round((bavail * bsize) / 2 ** 20);
  const what = `${free} MiB of disk free`;
  return free > 500 ? { what } : { what, wrong: 'is little', mend: 'free at least 500 MiB' };
}

async function homeFolder(home: Home): Promise<Finding> {
  const what = `the hub's folder ${home.directory}`;
  try {
    await access(home.directory, constants.R_OK | constants.W_OK);
    return { what };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { what: `${what} (made by the first npm start)` };
    return { what, wrong: 'cannot be written', mend: 'give this user the folder, or set HUB_HOME to another' };
  }
}

async function database(url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
  } catch {
    return [{ what: 'database', wrong: 'does not answer', mend: 'start the hub again: npm start' }];
  }
  try {
    const findings: Finding[] = [{ what: 'database' }];
    const { rows: events } = await client.query('select count(*)::int as count from platform.event where seq is null');
    findings.push(
      events[0].count === 0
        ? { what: 'event log: all numbered' }
        : {
            what: 'event log',
            wrong: `${events[0].count} events wait for their number`,
            mend: 'if it stays so, start the hub again',
          },
    );
    // Asked of the database, which answers at once; the code of the subgraphs takes seconds to load.
    const { rows: subgraphs } = await client.query<{ name: string }>(
      `select schemaname as name from pg_tables where tablename = 'quarantined_event' order by name`,
    );
    for (const { name } of subgraphs) {
      const { rows } = await client.query(
        `select (select count(*)::int from ${name}.quarantined_event) as quarantined,
                (select count(*)::int from ${name}.deadline where status = 'RUNNING' and due_at < platform.now() - interval '1 minute') as overdue`,
      );
      const { quarantined, overdue } = rows[0];
      if (quarantined > 0) {
        findings.push({
          what: name,
          wrong: `holds ${quarantined} quarantined events`,
          mend: `npm run hub -- events --quarantined`,
        });
      } else if (overdue > 0) {
        findings.push({
          what: name,
          wrong: `has ${overdue} deadlines a minute overdue`,
          mend: 'look at its log: LOG_LEVEL=info npm start',
        });
      } else findings.push({ what: name });
    }
    return findings;
  } finally {
    await client.end();
  }
}

async function gateway(url: string): Promise<Finding> {
  const what = `gateway at ${url}`;
  try {
    const response = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(3000) });
    const { without = [] } = (await response.json()) as { without?: readonly string[] };
    if (response.ok) return { what };
    const wrong = without.length > 0 ? `is without its ${without.join(', ')}` : `answers ${response.status}`;
    return { what, wrong, mend: 'wait, or start the hub again' };
  } catch {
    return { what, wrong: 'does not answer', mend: 'npm start' };
  }
}

import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { ROLES, type Role } from '../kernel/identity/caller.js';
import { revokeAccess } from './access.js';
import { examine } from './doctor.js';
import { millisecondsOf } from './durations.js';
import { signClientToken } from './home.js';
import { CommandError, withRunningHub } from './reach.js';
import { SandboxTime } from './sandbox-clock.js';
import { SUBGRAPHS } from './subgraphs.js';

/**
 * The hub's command line: `npm run hub -- <command>`. Each command is a line or two here and its work in a file of its
 * own; what is heavy is imported by the command that needs it, so that the others answer at once.
 */
const program = new Command('hub').description('The hub between councils and care providers.').showHelpAfterError();

program
  .command('start')
  .description('start PostgreSQL, the four subgraphs and the gateway in this process, with the demo borough')
  .option('--fresh', 'forget everything and start over')
  .option('--port <port>', 'port of the gateway', wholeNumber(0, 65_535), 4000)
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--no-demo', 'without the demo borough')
  .action(async (options) => (await import('./start.js')).start(options));

const demo = program.command('demo').description('the demo borough');
demo
  .command('reset')
  .description('forget everything and build the demo borough anew; the next npm start finds it')
  .option('--seed <seed>', 'another borough for another number', wholeNumber(0), 1)
  .action(async ({ seed }) => (await import('./start.js')).resetDemo(seed));

demo
  .command('request')
  .description('let the council’s case system ask for care for somebody who does not exist')
  .option('--patch <patch>', 'East, West, Central or South', 'East')
  .action(async ({ patch }) =>
    withRunningHub(async (hub) => {
      const reference = await (await import('./demo/request.js')).requestCare(hub, patch);
      say(`${reference} is out to the patch’s providers.`);
    }),
  );

demo
  .command('late-call')
  .description('plan a call that began almost half an hour ago and that nobody logs in to: its alert comes in seconds')
  .option('--provider <provider>', 'whose call it is', 'oakwood')
  .action(async ({ provider }) =>
    withRunningHub(async (hub) => {
      const { placement, alertAt } = await (await import('./demo/late-call.js')).planLateCall(hub, provider);
      say(`A call of ${placement} has no log-in: its alert is raised at ${alertAt.toISOString()}.`);
    }),
  );

demo
  .command('quarter')
  .description('play a past quarter of visits into the running hub; npm start does so by itself')
  .action(async () => withRunningHub(async (hub) => (await import('./demo/quarter-beside.js')).playQuarterInto(hub)));

program
  .command('token')
  .description('print a token of a sandbox credential; without a subject, list them')
  .argument('[subject]', 'such as user:broker@bromley; a role takes the first in the list')
  .option('--expires-in <time>', 'such as 15m, 12h, 30d', lifetime, '30d')
  .option('--revoke', 'end its access now instead')
  .action(async (subject: string | undefined, { expiresIn, revoke }) =>
    withRunningHub(async ({ pool, home }) => {
      const { rows } = await pool.query<{
        subject: string;
        role: Role;
        organisation: string;
        councils: string[];
        live: boolean;
      }>(
        `select subject, role, organisation, councils, revoked_at is null as live from platform.access_grant
         order by role, (subject not like '%bromley' and subject not like '%oakwood'), subject`,
      );
      if (!subject) {
        for (const row of rows) {
          say(
            `${row.subject.padEnd(44)} ${row.role.padEnd(17)} ${row.councils.join(', ')}${row.live ? '' : pc.red(' revoked')}`,
          );
        }
        return;
      }
      const grant =
        rows.find((row) => row.subject === subject) ??
        rows.find((row) => ROLES.includes(subject as Role) && row.role === subject);
      if (!grant) throw new CommandError(`Nobody is called ${subject}. The list: npm run hub -- token`);
      if (revoke) {
        say(
          (await revokeAccess(pool, grant.subject))
            ? `${grant.subject} has no access any more.`
            : `${grant.subject} had none.`,
        );
        return;
      }
      say(await signClientToken(await home.clientKey(), grant.subject, { expiresIn }));
    }),
  );

const clock = program.command('clock').description("the sandbox's clock");
clock
  .command('now')
  .description('what time the hub has')
  .action(async () => withRunningHub(async ({ pool }) => say((await timeOf(pool).now()).toISOString())));
clock
  .command('advance')
  .description('let time pass: every deadline on the way fires at its instant')
  .argument('<duration...>', 'such as 2h, 90m, 1d 12h')
  .action(async (words: string[]) =>
    withRunningHub(async ({ pool }) => {
      const ms = millisecondsOf(words.join(' '));
      if (ms === null) throw new CommandError('A duration is a number with ms, s, m, h, d or w: 2h, 90m, 1d 12h.');
      const before = await lastEvent(pool);
      const time = timeOf(pool);
      const target = new Date((await time.now()).getTime() + ms);
      await time.advanceTo(target);
      say(`It is now ${target.toISOString()}. What happened on the way:`);
      await printEvents(pool, before);
    }),
  );

program
  .command('events')
  .description('the event log: what was told, to whom, in order')
  .option('--after <seq>', 'only what came after this number', wholeNumber(0), 0)
  .option('--type <type...>', 'only these types')
  .option('--limit <count>', 'at most so many', wholeNumber(1), 1000)
  .option('--quarantined', 'what could not be applied, and why')
  .action(async ({ after, type, limit, quarantined }) =>
    withRunningHub(async ({ pool }) =>
      quarantined ? printQuarantined(pool) : printEvents(pool, after, { types: type, limit }),
    ),
  );

program
  .command('watch')
  .description('a live feed, an item a line')
  .argument('<feed>', 'call-offs, alerts, or another <feed> of a schema/operations/watch-<feed>.graphql')
  .option('--as <subject>', 'whose feed, such as user:manager@oakwood or user:broker@bromley')
  .action(async (feed, { as }) => withRunningHub(async (hub) => (await import('./watch.js')).watchFeed(hub, feed, as)));

const geo = program.command('geo').description('where people live');
geo
  .command('import')
  .description('import a CSV of postcodes and their wards: postcode,ward,validFrom[,validTo]')
  .argument('<council>')
  .argument('<file>')
  .action(async (council: string, file: string) =>
    withRunningHub(async (hub) => (await import('./register-imports.js')).importWardPostcodesFile(hub, council, file)),
  );
const cqc = program.command('cqc').description("the Care Quality Commission's register");
cqc
  .command('import')
  .description('import location records as the CQC syndicates them, one JSON a file')
  .argument('<files...>')
  .action(async (files: string[]) =>
    withRunningHub(async (hub) => (await import('./register-imports.js')).importCqcRecords(hub, files)),
  );
const las = program.command('las').description("a council's case system");
las
  .command('import')
  .description('read a folder of exported requests once, and write a report beside each file')
  .argument('<folder>')
  .requiredOption('--mapping <file>', 'how this council’s export is to be read')
  .requiredOption('--council <council>')
  .option('--outbound <folder>', 'where placement orders are put')
  .option('--pdf-password <password>', 'opens the orders’ PDFs')
  .action(async (folder: string, options) =>
    withRunningHub(async (hub) => (await import('./las-import.js')).importLasFolder(hub, folder, options)),
  );

const visits = program.command('visits').description('planned visits and call logs');
visits
  .command('import')
  .description('send the visits of a file, and write a report beside it: CSV in a layout, or lines of JSON')
  .argument('<file>')
  .requiredOption('--council <council>')
  .requiredOption('--provider <provider>', 'such as oakwood')
  .option('--layout <layout>', 'of a CSV: rota-export, call-log, or a file of your own')
  .option('--source <name>', 'the name under which the rows are reported; the layout’s unless given')
  .action(async (file: string, options) =>
    withRunningHub(async (hub) => (await import('./visits-import.js')).importVisitsFile(hub, file, options)),
  );

program
  .command('rostering')
  .description('run the sample rostering system of a demo provider: told live, bids by its own capacity')
  .argument('<provider>', 'such as oakwood')
  .action(async (provider: string) =>
    withRunningHub(async (hub) => (await import('./sample-rostering.js')).runSampleRostering(hub, provider)),
  );

program
  .command('doctor')
  .description('say what is wrong with the set-up, and how to mend it')
  .action(async () => {
    const findings = await examine();
    for (const { what, wrong, mend } of findings) {
      say(wrong ? `${pc.red('✗')} ${what} ${wrong}\n    ${pc.bold(mend ?? '')}` : `${pc.green('✓')} ${what}`);
    }
    if (findings.some(({ wrong }) => wrong)) process.exitCode = 1;
  });

program
  .command('prepare')
  .description('bring the database at DATABASE_URL (an administrator) up to this version')
  .action(async () => (await import('./apart.js')).prepareFromEnvironment());
program
  .command('environments')
  .description('write one file of environment variables for each service of a deployment')
  .argument('<folder>')
  .action(async (folder: string) => (await import('./apart.js')).writeEnvironments(folder));
program
  .command('serve')
  .description('run one service of a deployment, configured by its environment')
  .argument('<service>', 'gateway, cases, providers, tenders or monitoring')
  .action(async (service: string) => (await import('./apart.js')).serve(service));
program
  .command('apart')
  .description('run the five services as five processes on this machine')
  .action(async () => (await import('./apart.js')).runApart());

program
  .command('schema')
  .description('write the SDL of every subgraph and the supergraph')
  .action(async () => say(`wrote ${(await (await import('./schema.js')).writeSchemas()).join(', ')}`));
program
  .command('migration')
  .description('write the next migration of a subgraph')
  .argument('<subgraph>')
  .argument('<name>')
  .action(async (subgraph: string, name: string) => {
    const file = await (await import('./migration.js')).writeMigration(subgraph, name);
    say(file ? `wrote ${file}: list its class in subgraphs/${subgraph}/subgraph.ts` : 'nothing to migrate');
  });

/** Refuses anything but a whole number within these bounds, both included. */
function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    const upTo = to < Number.MAX_SAFE_INTEGER ? `${from} to ${to}` : `${from} up`;
    throw new InvalidArgumentError(`It is a whole number from ${upTo}.`);
  };
}

function lifetime(text: string): string {
  if (/^[1-9]\d{0,4}[smhd]$/.test(text)) return text;
  throw new InvalidArgumentError('It is a number with s, m, h or d.');
}

function timeOf(pool: import('pg').Pool): SandboxTime {
  return new SandboxTime(pool, SUBGRAPHS);
}

async function lastEvent(pool: import('pg').Pool): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>('select coalesce(max(seq), 0)::int as seq from platform.event');
  return rows[0]!.seq;
}

async function printEvents(
  pool: import('pg').Pool,
  after: number,
  options: { types?: string[]; limit?: number } = {},
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
}

function counted(providers: number): string[] {
  return providers === 0 ? [] : [providers === 1 ? '1 provider' : `${providers} providers`];
}

async function printQuarantined(pool: import('pg').Pool): Promise<void> {
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What whoever sits at the terminal can mend is told in a sentence; anything else with its stack. */
function told(error: NodeJS.ErrnoException & { readonly port?: number }): string {
  if (error instanceof CommandError) return error.message;
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is taken: give another with --port.`;
  if (error.path && error.syscall) return `${error.path}: ${UNREADABLE[error.code ?? ''] ?? error.message}`;
  return error.stack ?? error.message;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'this user may not read it.',
  EISDIR: 'it is a folder; give a file.',
  ENOTDIR: 'it is a file; give a folder.',
};

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${pc.red('hub:')} ${told(error)}\n`);
  process.exit(1);
});

import '../adapters/node-version.cjs';
import './production.js';
import 'reflect-metadata';
import { Command, InvalidArgumentError, Option } from 'commander';
import { withRunningHub } from './reach.js';
import { fail, say } from './terminal.js';

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
  .option('--no-life', 'with the demo borough, and nobody who reports the calls of the present')
  .action(async (options) => (await import('./start.js')).start(options));

const demo = program.command('demo').description('the demo borough');
demo
  .command('reset')
  .description('forget everything and build the demo borough anew; the next npm start finds it')
  .option('--seed <seed>', 'another borough for another number', wholeNumber(0), 1)
  .action(async ({ seed }) => (await import('./demo/reset.js')).resetDemo(seed));

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
  .command('award')
  .description('let the broker award what has closed to the bid that comes first: everybody who bid is told')
  .action(async () =>
    withRunningHub(async (hub) => {
      const awarded = await (await import('./demo/award.js')).awardAll(hub);
      for (const { reference, provider, because } of awarded)
        say(provider ? `${reference} goes to ${provider}.` : `${reference} could not be awarded: ${because.join(' ')}`);
      if (awarded.length === 0)
        say('Nothing has closed with a bid: ask for care (demo request), and let time pass (clock advance 2h).');
    }),
  );

demo
  .command('late-call')
  .description(
    'commission a call that began almost half an hour ago, and to which nobody comes: its alert comes within a minute or so',
  )
  .option('--provider <provider>', 'whose call it is', 'oakwood')
  .action(async ({ provider }) =>
    withRunningHub(async (hub) => {
      const { placement, alertAt } = await (await import('./demo/late-call.js')).makeLateCall(hub, provider);
      say(`A call of ${placement} has no log-in: its alert is raised after ${alertAt.toISOString()}.`);
    }),
  );

demo
  .command('visits')
  .description('write the sample files of visits, as a provider of the demo would export them now, for visits import')
  .argument('<folder>', 'where they are put: rota.csv, calls.csv and visits.ndjson')
  .option('--provider <provider>', 'whose visits they are', 'oakwood')
  .action(async (folder: string, { provider }) =>
    withRunningHub(async (hub) => {
      const written = await (await import('./demo/visit-files.js')).writeVisitFiles(hub, provider, folder);
      say(`wrote ${written.join(', ')}`);
    }),
  );

demo
  .command('quarter')
  .description('play a past quarter of visits into the running hub; npm start does so by itself')
  .action(async () =>
    withRunningHub(async (hub) => (await import('./demo/play-quarter-into.js')).playQuarterInto(hub)),
  );

program
  .command('token')
  .description('print a token of a sandbox credential; without a subject, list them')
  .argument('[subject]', 'such as user:broker@bromley; a role takes the first in the list')
  .option('--expires-in <time>', 'such as 15m, 12h, 30d', lifetime, '30d')
  .option('--revoke', 'end its access now instead')
  .action(async (subject: string | undefined, { expiresIn, revoke }) =>
    withRunningHub(async (hub) => {
      const tokens = await import('./token.js');
      if (!subject) await tokens.listCredentials(hub);
      else if (revoke) await tokens.revoke(hub, subject);
      else await tokens.printToken(hub, subject, expiresIn);
    }),
  );

const clock = program.command('clock').description("the sandbox's clock");
clock
  .command('now')
  .description('what time the hub has')
  .action(async () => withRunningHub(async (hub) => (await import('./clock.js')).printTime(hub)));
clock
  .command('advance')
  .description('let time pass: every deadline on the way fires at its instant')
  .argument('<duration...>', 'such as 2h, 90m, 1d 12h')
  .action(async (words: string[]) =>
    withRunningHub(async (hub) => (await import('./clock.js')).advanceClock(hub, words.join(' '))),
  );

program
  .command('events')
  .description('the event log: what was told, to whom, in order')
  .option('--after <seq>', 'only what came after this number', wholeNumber(0), 0)
  .option('--type <type...>', 'only these types')
  .option('--limit <count>', 'at most so many', wholeNumber(1), 1000)
  .option('--quarantined', 'what could not be applied, and why')
  .action(async ({ after, type: types, limit, quarantined }) =>
    withRunningHub(async ({ pool }) => {
      const { printEvents, printQuarantined } = await import('./events.js');
      await (quarantined ? printQuarantined(pool) : printEvents(pool, after, { types, limit }));
    }),
  );

program
  .command('watch')
  .description('a live feed, an item a line')
  .argument('<feed>', 'call-offs, alerts, or another <feed> of a schema/operations/watch-<feed>.graphql')
  .option('--as <subject>', 'whose feed: a credential such as user:broker@bromley, or a role')
  .action(async (feed, { as }) => withRunningHub(async (hub) => (await import('./watch.js')).watchFeed(hub, feed, as)));

/** How the commands end that read files. */
const ENDINGS = `
Ends with 0 when every row was taken, with 2 when some were refused or are left, and with 1 when nothing was read.`;

const geo = program.command('geo').description('where people live');
geo
  .command('import')
  .description('import a CSV of postcodes and their wards: postcode,ward,validFrom[,validTo]')
  .argument('<council>')
  .argument('<file>')
  .addOption(encodingOption())
  .option('--dry-run', 'judge each row by itself, and change nothing')
  .addHelpText('after', ENDINGS)
  .action(async (council: string, file: string, options) =>
    withRunningHub(async (hub) =>
      (await import('./register-imports.js')).importWardPostcodesFile(hub, council, file, options),
    ),
  );
const cqc = program.command('cqc').description("the Care Quality Commission's register");
cqc
  .command('import')
  .description('import location records as the CQC syndicates them, one JSON a file')
  .argument('<files...>')
  .option('--dry-run', 'judge each record by itself, and change nothing')
  .addHelpText('after', ENDINGS)
  .action(async (files: string[], options) =>
    withRunningHub(async (hub) => (await import('./register-imports.js')).importCqcRecords(hub, files, options)),
  );
const las = program.command('las').description("a council's case system");
las
  .command('import')
  .description('read a folder of exported requests once, and write a report beside each file')
  .argument('<folder>')
  .requiredOption('--mapping <file>', 'how this council’s export is to be read')
  .requiredOption('--council <council>')
  .option('--outbound <folder>', 'where placement orders are put')
  .option('--pdf-password-file <file>', 'holds the password of the orders’ PDFs; or it is in LAS_PDF_PASSWORD')
  .option('--sandbox-lines', 'make up the service lines of placements, as there is no case system here')
  .option('--dry-run', 'judge the files, and neither send nor write anything')
  .addHelpText('after', ENDINGS)
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
  .addOption(encodingOption())
  .option('--dry-run', 'judge each row by itself, and neither send nor write anything')
  .addHelpText('after', ENDINGS)
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

/** For commands that speak to any hub by its public door. */
function throughDoor(command: Command): Command {
  return command
    .option('--gateway <url>', 'another hub than the one that runs from this folder')
    .option('--token-file <file>', 'a file with the token to ask with; else the operator’s of that hub')
    .option('--json', 'answer in JSON, for programs');
}

const council = program.command('council').description('the councils of a hub; over its API, as an operator');
throughDoor(council.command('list').description('list them')).action(async (options) =>
  (await import('./operator/councils.js')).listCouncils(options),
);
throughDoor(
  council
    .command('add')
    .description('add one, with a first policy of its own')
    .argument('<council>', 'the key by which it is named for ever, such as bromley')
    .requiredOption('--name <name>', 'what it is called')
    .option('--policy <file>', 'its first policy, as JSON; what is left out takes its default'),
).action(async (key: string, options) => (await import('./operator/councils.js')).addCouncil(key, options));

const policy = program.command('policy').description('a council’s policy; over a hub’s API, as an operator');
throughDoor(
  policy
    .command('show')
    .description('show what applies, key by key, and what each is for')
    .argument('<council>')
    .option('--at <instant>', 'at another instant than now, such as 2026-09-01T00:00:00+01:00'),
).action(async (key: string, options) => (await import('./operator/policies.js')).showPolicy(key, options));
throughDoor(
  policy
    .command('set')
    .description('show by what a policy differs, and set it')
    .argument('<council>')
    .argument('<file>', 'all that the council sets, as JSON; what is left out takes its default')
    .option('--from <instant>', 'from when it applies, such as 2026-09-01T00:00:00+01:00; else from now on')
    .option('--preview', 'only show by what it differs'),
).action(async (key: string, file: string, options) =>
  (await import('./operator/policies.js')).setPolicy(key, file, options),
);

const grant = program.command('grant').description('who has access; over a hub’s API, as an operator');
throughDoor(
  grant
    .command('give')
    .description('give a user or a machine access, in place of what it has')
    .argument('<subject>', 'as its tokens name it')
    .requiredOption('--role <role>', 'such as broker, case-system or rostering')
    .requiredOption('--organisation <organisation>', 'key of its council, id of its provider, or hub for an operator')
    .option('--councils <council...>', 'where a provider’s people, or an operator, may act')
    .option('--scopes <scope...>', 'less than all that the role may')
    .option('--from <instant>', 'else from now on')
    .option('--until <instant>', 'else until it is revoked'),
).action(async (subject: string, options) => (await import('./operator/grants.js')).giveGrant(subject, options));
throughDoor(
  grant.command('revoke').description('end access now').argument('<subject>', 'as its tokens name it'),
).action(async (subject: string, options) => (await import('./operator/grants.js')).revokeGrant(subject, options));
throughDoor(
  grant
    .command('list')
    .description('list who has access')
    .option('--council <council>', 'only in this council')
    .option('--organisation <organisation>', 'only of this council or provider')
    .option('--role <role>', 'only of this role'),
).action(async (options) => (await import('./operator/grants.js')).listGrants(options));

program
  .command('doctor')
  .description('say what is wrong with the set-up, and how to mend it')
  .action(async () => (await import('./doctor.js')).printFindings());

program
  .command('prepare')
  .description('bring the database at DATABASE_URL (an administrator) up to this version')
  .option('--operator <subject>', 'and make this user an operator: the first one, or one more if none is left')
  .action(async ({ operator }) => (await import('./apart.js')).prepareFromEnvironment(operator));
program
  .command('environments')
  .description('write one file of environment variables for each service of a deployment')
  .argument('<folder>', 'as before, if it was written before: only what is missing is added')
  .option('--sandbox-tokens', 'let in the tokens of `hub token`: for trying things out, never with real people')
  .option('--rotate', 'give every service a new signing key; start all of them anew')
  .action(async (folder: string, options: { sandboxTokens?: boolean; rotate?: boolean }) => {
    const { files, advice } = await (await import('./environments.js')).writeEnvironments(folder, options);
    say(`wrote ${files.join(', ')}`);
    if (advice) say(advice);
  });
program
  .command('serve')
  .description('run one service of a deployment, configured by its environment')
  .argument('<service>', 'gateway, cases, providers, tenders or monitoring')
  .action(async (service: string) => (await import('./apart.js')).serve(service));
program
  .command('apart')
  .description('run the five services as five processes on this machine')
  .option('--port <port>', 'port of the gateway', wholeNumber(1, 65_535), 4000)
  .action(async (options) => (await import('./apart.js')).runApart(options));

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

function encodingOption(): Option {
  const said = 'how the file is written, where no byte-order mark says it';
  return new Option('--encoding <encoding>', said).choices(['utf-8', 'windows-1252', 'utf-16']);
}

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

// Whoever reads may have had enough: `npm run hub -- events | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? process.exit(0) : fail(error)));
program.parseAsync().catch(fail);

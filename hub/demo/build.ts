import { readdir, readFile } from 'node:fs/promises';
import { getOperationAST, parse } from 'graphql';
import pg from 'pg';
import { urlFor } from '../../kernel/database/platform.js';
import type { Role } from '../../kernel/identity/caller.js';
import { Sequencer } from '../../kernel/log/event-log.js';
import { instantOf } from '../../kernel/time/working-time.js';
import type { Logger } from '../../kernel/values/logging.js';
import { startSubgraphsInOneProcess } from '../in-one-process.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { pastQuarter, playActivity } from './activity.js';
import { buildRegister, GRANTS } from './register.js';

/** Whether nothing has been built in this hub yet. */
export async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from platform.council limit 1');
  return rowCount === 0;
}

/**
 * Builds the demo borough in an empty hub: its register, and some weeks in which packages were sourced, so that there is
 * a fairness position, an award to ask "why?" of, and call-offs that are open now. Everything by the commands that
 * councils and providers use, over a clock that starts in the past and ends at the present.
 */
export async function buildDemo(options: {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly seed: number;
  readonly log: Logger;
  readonly progress?: (share: number) => void;
}): Promise<void> {
  const { pool, databaseUrl, secret, seed, log, progress = () => {} } = options;
  if (!(await isEmpty(pool)))
    throw new Error('This hub has data already: start it with --fresh --no-demo, then build the demo.');
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', secret), log);
  sequencer.start();
  const running = await startSubgraphsInOneProcess({ databaseUrl, secret, log, poolSize: 4 });
  try {
    const present = new Date();
    const { clock } = new SandboxTime(pool, SUBGRAPHS);
    await clock.freezeAt(instantOf(pastQuarter(present).from, '09:00'));
    await buildRegister(
      pool,
      () => running.subgraphs.get('providers')!.work(),
      (share) => progress(share * 0.4),
    );
    await playActivity({
      pool,
      subgraphs: running.subgraphs,
      seed,
      present,
      progress: (share) => progress(0.4 + share * 0.6),
    });
  } finally {
    await running.stop();
    await sequencer.stop();
  }
}

/** The question that says what a role is about: its tab begins with it, and is called so. */
const FIRST: Readonly<Partial<Record<Role, string>>> = {
  broker: 'BrokerBoard',
  rostering: 'WatchCallOffs',
  'provider-user': 'MyInvitations',
  'case-system': 'CollectIpos',
  'discharge-team': 'DischargeBoard',
  practitioner: 'DocumentsToExplain',
  commissioner: 'FairDistribution',
  'contract-officer': 'ContractReviews',
  operator: 'ProvidersByPatch',
};
const ROLES_IN_ORDER = Object.keys(FIRST) as Role[];

/**
 * The explorer's tabs: one for each role, with the questions promised to it that need no variables, and a token of its
 * demo credential. The acts, which need variables, are in schema/operations.
 */
export async function explorerExamples(
  pool: pg.Pool,
  token: (subject: string) => Promise<string>,
): Promise<Array<{ query: string; headers: object }>> {
  const folder = 'schema/operations';
  const { rows } = await pool.query<{ subject: string }>(
    'select subject from platform.access_grant where revoked_at is null',
  );
  const live = new Set(rows.map(({ subject }) => subject));
  const questions = new Map<string, string[]>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort()) {
    const text = await readFile(`${folder}/${file}`, 'utf8');
    const operation = getOperationAST(parse(text));
    const needs = operation?.variableDefinitions?.some(
      ({ type, defaultValue }) => type.kind === 'NonNullType' && !defaultValue,
    );
    if (!operation || operation.operation === 'mutation' || needs) continue;
    for (const role of /^#\s*([a-z, -]+):/.exec(text)?.[1]?.split(/,\s*/) ?? []) {
      questions.set(role, [...(questions.get(role) ?? []), text.trim()]);
    }
  }
  const examples: Array<{ query: string; headers: object }> = [];
  for (const role of ROLES_IN_ORDER) {
    const isFirst = (text: string) => text.includes(` ${FIRST[role]}`);
    const texts = (questions.get(role) ?? []).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
    const grant = GRANTS.find((each) => each.role === role && live.has(each.subject));
    if (!grant || texts.length === 0) continue;
    const query = `# As ${role}, ${grant.subject}. Choose one of these to run.\n\n${texts.join('\n\n')}\n`;
    examples.push({ query, headers: { authorization: `Bearer ${await token(grant.subject)}` } });
  }
  return examples;
}

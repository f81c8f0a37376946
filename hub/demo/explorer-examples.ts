import { readdir, readFile } from 'node:fs/promises';
import { getOperationAST, parse } from 'graphql';
import type pg from 'pg';
import type { Role } from '../../kernel/identity/caller.js';
import { GRANTS } from './register.js';

/** The question that says what a role is about: its tab begins with it, and has its name. */
const FIRST: Readonly<Partial<Record<Role, string>>> = {
  broker: 'BrokerBoard',
  rostering: 'WatchCallOffs',
  'provider-user': 'MyInvitations',
  'case-system': 'CollectIpos',
  'discharge-team': 'DischargeBoard',
  practitioner: 'DocumentsToExplain',
  commissioner: 'FairDistribution',
  'contract-officer': 'ContractReviews',
  duty: 'AlertBoard',
  'contact-desk': 'NoReplyCases',
  'emergency-duty': 'NoReplyCases',
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

import { readdir, readFile } from 'node:fs/promises';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import type pg from 'pg';
import type { Role } from '../../kernel/identity/caller.js';
import { PROVIDERS } from './borough.js';
import { HOME_MANAGER } from './homes.js';
import { People } from './people.js';
import { preparedExamples } from './prepared-examples.js';
import { GRANTS } from './register.js';

/** The question that says what a role is about: its tab begins with it, and has its name. */
const FIRST: Readonly<Partial<Record<Role, string>>> = {
  broker: 'BrokerBoard',
  rostering: 'WatchCallOffs',
  'call-monitoring': 'AlertBoard',
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

/** Questions about one provider that it names by a variable, though the schema lets its own leave it out. */
const OF_ONE_PROVIDER = ['ApprovedStatements', 'DeclineMeasure', 'KeptInvoices'];
/** What a provider of homes asks: the others have none. */
const OF_HOMES = 'VacancyBoard';
/** What questions about one provider and some days are asked with. */
type About = Readonly<Record<'council' | 'provider' | 'period' | 'from' | 'to', string>>;

export interface ExplorerExample {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers: object;
}

/**
 * The explorer's tabs, with a token of a demo credential: one for each role, with the questions promised to it that need no
 * variables, and one with those about one provider and some days, of the quarter that the demo plays; and for those who
 * send requests one of each kind, ready to be sent; and what begins a call-off that is prepared first. The other acts, and questions about one thing, are in schema/operations.
 */
export async function explorerExamples(
  pool: pg.Pool,
  token: (subject: string) => Promise<string>,
): Promise<ExplorerExample[]> {
  const folder = 'schema/operations';
  const { rows } = await pool.query<{ subject: string; now: Date }>(
    'select subject, platform.now() as now from platform.access_grant where revoked_at is null',
  );
  const live = new Set(rows.map(({ subject }) => subject));
  const questions = new Map<string, Record<'plain' | 'about', string[]>>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort()) {
    const text = (await readFile(`${folder}/${file}`, 'utf8')).trim();
    const kind = kindOf(getOperationAST(parse(text)));
    if (!kind) continue;
    for (const role of /^#\s*([a-z, -]+):/.exec(text)?.[1]?.split(/,\s*/) ?? []) {
      const asked = questions.get(role) ?? { plain: [], about: [] };
      asked[kind].push(text);
      questions.set(role, asked);
    }
  }
  const about = rows[0] && aboutOakwood(rows[0].now);
  const requests = rows[0] ? requestsOfEachKind(rows[0].now) : [];
  const submit = (await readFile(`${folder}/submit-service-request.graphql`, 'utf8')).trim();
  const examples: ExplorerExample[] = [];
  for (const role of ROLES_IN_ORDER) {
    const isFirst = (text: string) => text.includes(` ${FIRST[role]}`);
    const asked = questions.get(role);
    const grant = GRANTS.find((each) => each.role === role && live.has(each.subject));
    if (!grant || !asked) continue;
    const headers = { authorization: `Bearer ${await token(grant.subject)}` };
    const tab = (what: string, texts: readonly string[]) =>
      `# As ${role}, ${grant.subject}${what}. Choose one of these to run.\n\n${texts.join('\n\n')}\n`;
    if (asked.plain.length > 0) {
      const texts = asked.plain.sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
      examples.push({ query: tab('', texts), headers });
    }
    if (asked.about.length > 0 && about) {
      examples.push({
        query: tab(', about one council or provider, or some days', asked.about),
        variables: about,
        headers,
      });
    }
    if (!REQUESTING.includes(role)) continue;
    for (const { what, input } of requests) {
      // Each role sends a request of its own.
      const own = { ...input, idempotencyKey: `${input.idempotencyKey}-${role}` };
      examples.push({ query: tab(`: a request for ${what}`, [submit]), variables: { input: own }, headers });
    }
  }
  const ofHomes = questions.get(HOME_MANAGER.role)?.plain.filter((text) => text.includes(` ${OF_HOMES}`)) ?? [];
  if (live.has(HOME_MANAGER.subject) && ofHomes.length > 0) {
    examples.push({
      query: `# As ${HOME_MANAGER.role} of care homes, ${HOME_MANAGER.subject}.\n\n${ofHomes.join('\n\n')}\n`,
      headers: { authorization: `Bearer ${await token(HOME_MANAGER.subject)}` },
    });
  }
  return [...examples, ...(await preparedExamples(pool, live, token))];
}

function kindOf(operation: OperationDefinitionNode | null | undefined): 'plain' | 'about' | null {
  if (!operation || operation.operation === 'mutation') return null;
  const needed = (operation.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === 'NonNullType' && !defaultValue,
  );
  if (needed.length === 0) return OF_ONE_PROVIDER.includes(operation.name?.value ?? '') ? 'about' : 'plain';
  const known: readonly string[] = ['council', 'provider', 'period', 'from', 'to'] satisfies Array<keyof About>;
  return needed.every(({ variable }) => known.includes(variable.name.value)) ? 'about' : null;
}

/** The second week of the last month of the last whole quarter: the demo plays what happened then. */
function aboutOakwood(now: Date): About {
  const month = new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 - 1));
  const period = month.toISOString().slice(0, 7);
  return { council: 'bromley', provider: PROVIDERS[0]!.id, period, from: `${period}-08`, to: `${period}-14` };
}

/** Those who send requests for care. */
const REQUESTING: readonly Role[] = ['case-system', 'broker'];

/** A request of each kind beside care at home, for people who do not exist. */
function requestsOfEachKind(now: Date) {
  const people = new People(8);
  return [
    { what: 'a place in a care home', input: people.homeRequest(1, now, 'RESIDENTIAL') },
    { what: 'a place in a nursing home', input: people.homeRequest(2, now, 'NURSING') },
    { what: 'two weeks of respite', input: people.homeRequest(3, now, 'RESPITE') },
    { what: 'specialist support', input: people.specialistRequest(4, now) },
    { what: 'supported living', input: people.request(5, now, { serviceType: 'SUPPORTED_LIVING' }) },
  ];
}

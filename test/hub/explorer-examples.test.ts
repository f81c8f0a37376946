import { readFile } from 'node:fs/promises';
import { getOperationAST, parse, print } from 'graphql';
import { type ExplorerExample, explorerExamples } from '../../hub/demo/explorer-examples.js';
import { People } from '../../hub/demo/people.js';
import { GRANTS } from '../../hub/demo/register.js';
import { startTestHub, type TestHub } from '../harness/hub.js';

let hub: TestHub;
let examples: ExplorerExample[];
beforeAll(async () => {
  hub = await startTestHub();
  examples = await explorerExamples(hub.pool, async (subject) => subject);
});
afterAll(() => hub?.stop());

const headOf = ({ query }: ExplorerExample) => query.slice(0, query.indexOf('\n'));

it('IDG-05: the explorer has a tab for each role, and one about a provider and some days', () => {
  const roles = new Set(GRANTS.map(({ role }) => role));
  const first = examples.filter(({ variables }) => !variables).map((tab) => /^# As ([a-z-]+),/.exec(headOf(tab))?.[1]);
  expect([...first].sort()).toEqual([...roles].sort());
  const about = examples.filter(({ variables }) => variables);
  const visits = about.filter(({ query }) => query.includes('query ListVisits(')).map(headOf);
  expect(visits).toContainEqual(expect.stringContaining('As provider-user'));
  expect(about.map(({ variables }) => variables)).toContainEqual(
    expect.objectContaining({ council: 'bromley', period: '2026-03', from: '2026-03-08', to: '2026-03-14' }),
  );
});

it('IDG-05, IDG-26: every question of the explorer runs as it stands, with the variables of its tab', async () => {
  const refused: unknown[] = [];
  for (const tab of examples) {
    const subject = Object.values(tab.headers)[0].slice('Bearer '.length);
    for (const definition of parse(tab.query).definitions) {
      const document = print(definition);
      if (getOperationAST(parse(document))?.operation !== 'query') continue;
      const { errors } = await asked(subject, document, { ...tab.variables });
      if (errors) refused.push([headOf(tab), document.slice(0, document.indexOf('(')), errors[0]!.message]);
    }
  }
  expect(refused).toEqual([]);
});

it('ASM-06, ASM-08, ASM-22: a request of each kind is taken as it stands in the tabs of those who send them', async () => {
  const taken = examples.filter(({ query }) => query.includes('mutation SubmitServiceRequest'));
  expect(taken.map(headOf).map((head) => head.replace(/, .*: /, ' ').replace(/\. Choose.*/, ''))).toEqual(
    ['broker', 'case-system'].flatMap((role) =>
      [
        'a place in a care home',
        'a place in a nursing home',
        'two weeks of respite',
        'specialist support',
        'supported living',
      ].map((what) => `# As ${role} a request for ${what}`),
    ),
  );
  for (const tab of taken) {
    const subject = Object.values(tab.headers)[0].slice('Bearer '.length);
    const { data, errors } = await asked(subject, tab.query, { ...tab.variables });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ submitServiceRequest: { package: { id: expect.any(String) }, refusals: [] } });
  }
});

it('ROUT-41, ROUT-42: a draft of Doncaster is prepared, and responded to once it is published, as the tabs stand', async () => {
  const request = new People(8).specialistRequest(900, await hub.time.now(), 'Donside');
  const submit = await readFile('schema/operations/submit-service-request.graphql', 'utf8');
  await asked('machine:case-system@doncaster', submit, { input: request });
  const tabs = async (operation: string) => {
    const found = await explorerExamples(hub.pool, async (subject) => subject);
    return found.filter(({ query }) => query.includes(`mutation ${operation}(`));
  };
  const run = async ({ query, variables, headers }: ExplorerExample) => {
    const { data, errors } = await asked(Object.values(headers)[0].slice('Bearer '.length), query, { ...variables });
    expect(errors).toBeUndefined();
    return Object.values(data as Record<string, { refusals: unknown[] }>)[0]!;
  };
  const [draft] = await tabs('PrepareCallOff');
  expect(await run(draft!)).toMatchObject({ callOff: { state: 'READY' }, refusals: [] });
  const { rows } = await hub.pool.query(`select id, package_id from tenders.call_off where council = 'doncaster'`);
  const [{ id: callOffId, package_id: packageId }] = rows;
  const act = async (subject: string, operation: string, input: object) => {
    const document = await readFile(`schema/operations/${operation}.graphql`, 'utf8');
    return asked(subject, document, { input: { ...input, idempotencyKey: `explorer-${operation}-${subject}` } });
  };
  await act('user:practitioner@doncaster', 'record-starter-budget', { packageId, rasWeeklyPence: 150_000 });
  for (const side of ['practitioner', 'commissioner'])
    await act(`user:${side}@doncaster`, 'agree-starter-budget', { packageId });
  await act('user:broker@doncaster', 'publish-call-off', { callOffId });
  const [open] = await tabs('SubmitResponse');
  expect(await run(open!)).toMatchObject({ bid: { state: 'SUBMITTED', weeklyCostPence: 139_000 }, refusals: [] });
});

/** The answer, once the client asks no faster than it may. */
async function asked(...of: Parameters<TestHub['graphql']>): ReturnType<TestHub['graphql']> {
  for (;;) {
    const answer = await hub.graphql(...of);
    const { code, retryAfter } = answer.errors?.[0]?.extensions ?? {};
    if (code !== 'THROTTLED') return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(retryAfter) * 1000));
  }
}

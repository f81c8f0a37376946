import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { addMinutes } from '../../kernel/time/working-time.js';
import type { ExplorerExample } from './explorer-examples.js';
import { DEMO_QUESTIONS, DUE_DAYS } from './prepared-acts.js';

interface Prepared {
  readonly id: string;
  readonly council: string;
  readonly state: 'DRAFT' | 'OPEN';
  readonly version: number;
  readonly neededFrom: string;
  readonly now: Date;
}

/** Members who have not responded yet to what is open at these councils. */
const STILL_TO_RESPOND: Readonly<Record<string, string>> = {
  doncaster: 'machine:rostering@sandhill',
  islington: 'machine:rostering@towpath',
};

/**
 * Acts that begin a call-off which is prepared first, ready to be sent: a broker sets what a draft is compared by, and a member
 * responds to one that is open. Of each council's the first; none where there is none. [ROUT-42, ROUT-41]
 */
export async function preparedExamples(
  pool: pg.Pool,
  live: ReadonlySet<string>,
  token: (subject: string) => Promise<string>,
): Promise<ExplorerExample[]> {
  const { rows } = await pool.query<Prepared>(
    `select distinct on (council, state) id, council, state, version, need->>'neededFrom' as "neededFrom", platform.now() as now
     from tenders.call_off where council = any($1) and state in ('DRAFT', 'OPEN') order by council, state, published_at`,
    [Object.keys(STILL_TO_RESPOND)],
  );
  const examples: ExplorerExample[] = [];
  for (const callOff of rows) {
    const { subject, what, operation, input } = callOff.state === 'DRAFT' ? preparing(callOff) : responding(callOff);
    if (!live.has(subject)) continue;
    const text = (await readFile(`schema/operations/${operation}.graphql`, 'utf8')).trim();
    const key = `explorer-${operation}-${callOff.id}`;
    examples.push({
      query: `# As ${subject.includes('rostering') ? 'rostering' : 'broker'}, ${subject}: ${what}.\n\n${text}\n`,
      variables: { input: { ...input, callOffId: callOff.id, idempotencyKey: key } },
      headers: { authorization: `Bearer ${await token(subject)}` },
    });
  }
  return examples;
}

function preparing({ id, council, now }: Prepared) {
  const lot = council === 'islington' ? 'COMPLEX_BEHAVIOUR' : null;
  const input = {
    ...{ costPct: 40, qualityPct: 60, questions: DEMO_QUESTIONS, setBy: ['PERSON'], lot },
    ...{ bidsDueAt: addMinutes(now, DUE_DAYS * 24 * 60).toISOString(), portalReference: `DN-2-${id.slice(0, 8)}` },
  };
  const what = 'what responses to a draft are compared by';
  return { subject: `user:broker@${council}`, what, operation: 'prepare-call-off', input };
}

function responding({ council, version, neededFrom }: Prepared) {
  const input = {
    ...{ version, startDate: neededFrom, coordinates: true },
    costedLines: [
      { what: 'Enabling support on weekdays', weeklyPence: 98_000 },
      { what: 'Support at weekends', weeklyPence: 41_000 },
    ],
    communityLines: ['The allotment group on Fridays', 'Swimming with a friend'],
    answers: DEMO_QUESTIONS.map(({ code }) => ({ question: code, text: 'Step by step, with two people who stay.' })),
  };
  const what = 'a response to what is open';
  return { subject: STILL_TO_RESPOND[council]!, what, operation: 'submit-response', input };
}

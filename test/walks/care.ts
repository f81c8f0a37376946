import { instantOf } from '../../kernel/time/working-time.js';
import type { TestHub } from '../harness/hub.js';
import { rostering } from './borough.js';
import type { Answer, Walk } from './walk.js';

/** What the systems of a provider say of a placement, in the days and by the clocks of London. */
export type Row = Readonly<Record<string, unknown>> & { readonly externalId: string };
export interface Rows {
  readonly plans?: readonly Row[];
  readonly logs?: readonly Row[];
}

export const CALL_MONITORING = 'machine:call-monitoring@oakwood';
export const OFFICER = 'user:contract-officer@bromley';

export const at = (day: string, time: string) => instantOf(day, time).toISOString();

export function plan(placement: string, externalId: string, day: string, [from, to]: Times, more: object = {}): Row {
  return {
    ...{ externalId, placement, plannedStart: at(day, from), plannedEnd: at(day, to), plannedWorkers: ['W-104'] },
    ...more,
  };
}

/** By GPS at the door, unless it says otherwise. */
export function log(placement: string, externalId: string, day: string, [from, to]: Times, more: object = {}): Row {
  return {
    ...{ externalId, placement, worker: 'W-104' },
    ...{ arrivedAt: at(day, from), arrivedBy: 'GPS', arrivedMetres: 12 },
    ...{ departedAt: at(day, to), departedBy: 'GPS', departedMetres: 9 },
    ...more,
  };
}

/** Entered afterwards by hand. */
export const BY_HAND = {
  ...{ arrivedBy: 'MANUAL', arrivedMetres: null, departedBy: 'MANUAL', departedMetres: null },
  manualReason: 'PHONE_LEFT_AT_HOME',
} as const;

type Times = readonly [from: string, to: string];

/** The rows as one system sends them now. */
export async function sent(hub: TestHub, { plans, logs }: Rows, source = 'roster'): Promise<Answer> {
  const asOf = (await hub.time.now()).toISOString();
  const dated = (rows: readonly Row[]) => rows.map((row) => ({ asOf, ...row }));
  return { council: 'bromley', source, ...(plans && { plans: dated(plans) }), ...(logs && { logs: dated(logs) }) };
}

/** A provider's system reports; answers what came of each row: its verdict, and what was pointed out, by the rules. */
export async function report(
  hub: TestHub,
  walk: Walk,
  rows: Rows,
  shown: { readonly only?: readonly string[]; readonly variables?: boolean } = {},
): Promise<string[]> {
  const subject = rows.plans ? rostering('oakwood') : CALL_MONITORING;
  const { variables, ...only } = shown;
  const { recordVisits } = await walk.as<Answer>(
    subject,
    'record-visits',
    { input: await sent(hub, rows), ...only },
    { variables },
  );
  expect(recordVisits).toMatchObject({ refusals: [], rejected: 0, held: 0 });
  return recordVisits.rows.map(({ verdict, notices }: Answer) =>
    [verdict, ...notices.map(({ rule, code }: Answer) => `${rule} ${code}`)].join(', '),
  );
}

/** The visits of a placement as the contract officer sees them. */
export async function seen(
  walk: Walk,
  placement: string,
  from: string,
  to = from,
  more: object = {},
): Promise<Answer[]> {
  const { visits } = await walk.as<Answer>(OFFICER, 'list-visits', { placement, from, to, ...more });
  return visits.edges.map(({ node }: Answer) => node);
}

/** What is payable of them. */
export async function payable(walk: Walk, placement: string, from: string, to = from): Promise<Answer> {
  const { payableStatement } = await walk.as<Answer>(OFFICER, 'payable-visits', { placement, from, to });
  return { ...payableStatement, lines: payableStatement.visits.edges.map(({ node }: Answer) => node) };
}

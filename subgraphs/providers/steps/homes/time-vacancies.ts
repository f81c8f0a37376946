import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import type { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { freshUntil } from '../../rules/homes/freshness.js';

/** A statement, as far as its deadlines ask. */
type Timed = Pick<VacancyStatement, 'homeId' | 'providerId' | 'statedAt'>;

/** The subject of a statement's deadline in one council: each council says by itself when a statement is stale. */
export function statementSubject({ homeId, statedAt }: Pick<Timed, 'homeId' | 'statedAt'>, council: string): string {
  return `care-home/${homeId}/${council}/${statedAt.toISOString()}`;
}

/** Starts the deadline after which the statement is stale in a council; the same one twice is one. [PROV-22] */
export async function timeVacancies(t: Transaction, statement: Timed, council: string): Promise<void> {
  const { homeId, providerId, statedAt } = statement;
  const { policy } = await policyInForce(t.em, council, await t.now());
  await startDeadline(t, {
    rule: 'PROV-22',
    subject: statementSubject(statement, council),
    council,
    dueAt: freshUntil(statedAt, policy.vacancy.staleDays),
    data: { homeId, providerId },
  });
}

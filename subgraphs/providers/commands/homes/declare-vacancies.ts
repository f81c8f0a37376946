import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { VacanciesDeclared } from '../../../../schema/events/providers.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { DECLARERS } from '../../entities/readers.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { registeredHomeRefusal } from '../../rules/homes/care-home.js';
import { type VacancyStatement as Statement, vacancyRefusals } from '../../rules/homes/vacancies.js';
import { replacesStatement } from '../../rules/hours/capacity-statement.js';
import { lockedHome } from '../../steps/homes/locked-home.js';
import { refreshHomes } from '../../steps/homes/refresh-homes.js';
import { statementSubject, timeVacancies } from '../../steps/homes/time-vacancies.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclareVacancies extends Statement {
  readonly homeId: string;
  readonly idempotencyKey: string;
}

/**
 * States the vacancies of a provider's own home, in place of what was stated before, for every council: they are fresh
 * again. A statement that a newer one has overtaken, and the same one again, change nothing; the newer one is the answer.
 * One of a clock that runs ahead of the hub's is as of now, so that it overtakes nothing that is stated after it. Refuses
 * what `vacancyRefusals` and `registeredHomeRefusal` do. [PROV-22]
 */
export async function declareVacancies(work: Work, input: DeclareVacancies): Promise<Outcome<VacancyStatement>> {
  const { homeId, statedAt, idempotencyKey } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  const vacancies = input.vacancies.map(({ kind, count, from }) => ({ kind, count, from }));
  // They are the same for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declareVacancies', key: idempotencyKey, input: { homeId, statedAt, vacancies } },
      () => declare(t, providerId, homeId, { statedAt, vacancies }),
      (id) => t.em.findOneOrFail(VacancyStatement, { id }),
    ),
  );
}

async function declare(
  t: Transaction,
  providerId: string,
  homeId: string,
  given: Statement,
): Promise<VacancyStatement> {
  const { home, location } = await lockedHome(t, homeId, providerId);
  const now = await t.now();
  unlessRefused(
    registeredHomeRefusal(location.registered, 'input.homeId'),
    vacancyRefusals(given, { now, beds: location.beds, kinds: home.kinds }),
  );
  const isAhead = given.statedAt > now;
  const stated = isAhead ? { ...given, statedAt: now } : given;
  const held = await t.em.findOne(VacancyStatement, { homeId });
  if (held && !replacesStatement(held.statedAt, stated.statedAt)) return held;
  const councils = await councilsOf(t.em, providerId);
  for (const council of councils) if (held) await meetDeadline(t, 'PROV-22', statementSubject(held, council));
  const facts = { statedAt: stated.statedAt, receivedAt: now, vacancies: [...stated.vacancies] };
  const statement = held ? t.em.assign(held, facts) : t.em.create(VacancyStatement, { homeId, providerId, ...facts });
  t.em.persist(statement);
  for (const council of councils) await timeVacancies(t, statement, council);
  // A provider that is no member yet is told all the same, and the log keeps it.
  for (const council of councils.length > 0 ? councils : [null]) {
    await t.tell({
      type: 'VacanciesDeclared',
      subject: `care-home/${homeId}`,
      council,
      audience: { providers: [providerId], roles: ['broker'] },
      data: { providerId, homeId, statedAt: stated.statedAt.toISOString(), vacancies: stated.vacancies },
    } satisfies Omit<VacanciesDeclared, 'actor' | 'occurredAt'>);
  }
  await refreshHomes(t, providerId, homeId);
  return statement;
}

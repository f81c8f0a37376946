import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { DeclaredKpi } from '../../entities/figures/declared-kpi.js';
import { closedRefusal, quarterOverRefusal } from '../../rules/figures/closed-quarter.js';
import { type DeclaredLine, declarationRefusals } from '../../rules/figures/declaration.js';
import { periodNamed } from '../../rules/figures/period.js';
import { holdQuarter } from '../../steps/figures/hold-quarter.js';

export const allowed = { scope: 'figures:write', roles: ['provider-user'] } satisfies Allowed;

export interface DeclareKpis {
  readonly council: string;
  /** Such as `2026-27 Q1`. */
  readonly quarter: string;
  readonly lines: readonly DeclaredLine[];
  readonly idempotencyKey: string;
}

/**
 * A provider returns its own figures of a quarter to a council. Each line is a new version, kept beside the earlier ones.
 * Refuses a quarter that is not over or is closed, and a figure that the sheet cannot have. [CM-05, NTF-37]
 */
export async function declareKpis(work: Work, input: DeclareKpis): Promise<Outcome<{ readonly id: string }>> {
  const { council, quarter, lines } = input;
  authorise(work.caller, allowed, { council });
  const providerId = work.caller.organisation;
  return inTransaction(work, council, (t) =>
    once<{ id: string }>(
      t,
      { act: 'declareKpis', key: input.idempotencyKey, input },
      async () => {
        const closed = await holdQuarter(t, council, quarter);
        const now = await t.now();
        unlessRefused(
          quarterOverRefusal(periodNamed(quarter), localDateOf(now)),
          closedRefusal(closed !== null),
          declarationRefusals(lines),
        );
        const of = { council, providerId, quarter };
        const known = await t.em.find(DeclaredKpi, of, { orderBy: { version: 'asc' } });
        const latest = new Map(known.map(({ line, version }) => [line, version]));
        for (const { line, value } of lines) {
          const version = (latest.get(line) ?? 0) + 1;
          t.em.persist(t.em.create(DeclaredKpi, { ...of, line, version, value, at: now, actor: work.caller.subject }));
        }
        return { id: quarter };
      },
      async (id) => ({ id }),
    ),
  );
}

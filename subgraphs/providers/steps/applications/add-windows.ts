import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadlines } from '../../../../kernel/time/deadlines.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { EvaluationWindow, type OpenFramework } from '../../entities/applications/open-framework.js';
import { windowRefusals } from '../../rules/applications/evaluation-window.js';

/** When an evaluation window opens, and the last instant that belongs to it. */
export interface WindowTimes {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/**
 * Gives a framework evaluation windows, and starts the deadlines of their openings and closings. The framework must be
 * locked. Refuses what `windowRefusals` does. [PROV-26, PROV-29]
 */
export async function addWindows(
  t: Transaction,
  { id: frameworkId, council }: OpenFramework,
  windows: readonly WindowTimes[],
): Promise<void> {
  const held = await t.em.find(EvaluationWindow, { frameworkId });
  unlessRefused(windowRefusals(windows, held, await t.now()));
  for (const { opensAt, closesAt } of windows) {
    const window = t.em.create(EvaluationWindow, { council, frameworkId, opensAt, closesAt });
    t.em.persist(window);
    const of = { subject: `evaluation-window/${window.id}`, council };
    await startDeadlines(t, [
      { ...of, rule: 'PROV-29/opens', dueAt: opensAt },
      { ...of, rule: 'PROV-29', dueAt: closesAt },
    ]);
  }
  await t.em.flush();
}

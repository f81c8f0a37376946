import type { EntityManager } from '../../../../kernel/database/orm.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outage } from '../../../../kernel/time/watch.js';
import { causeOf } from '../../../../kernel/values/logging.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { windowAfterOutage } from '../../rules/stages/window.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveWindow } from '../../steps/stages/move-window.js';

/**
 * Gives every open stage back the time that an outage of the hub took from it, before any of its clocks fires.
 *
 * A call-off whose window cannot be mended is logged; the others are mended all the same. [NFR-07, WIN-04]
 */
export async function giveBackOutage(work: Work, outage: Outage): Promise<void> {
  const open = (await work.em.execute(
    `select id, council from tenders.call_off where state = 'OPEN' order by id`,
  )) as Array<{ id: string; council: string }>;
  for (const { id, council } of open) {
    await work.em
      .transactional((inner) => mend({ ...work, em: inner as EntityManager }, { council, callOffId: id }, outage))
      .catch((error: Error) =>
        work.log.error({ subject: subjectOf({ id }), ...causeOf(error) }, 'window was not given back'),
      );
  }
}

async function mend(
  work: Work,
  { council, callOffId }: { readonly council: string; readonly callOffId: string },
  outage: Outage,
): Promise<void> {
  await inTransaction(work, council, async (t) => {
    const held = await holdCallOff(t, callOffId);
    const { callOff, stage, policy } = held;
    if (callOff.state !== 'OPEN' || !stage) return;
    const window = windowAfterOutage(
      { route: stage.route, stage: stage.kind, care: callOff },
      stage,
      outage,
      policy,
      calendarOf(policy),
    );
    if (!window) return;
    const reason = `${outage.from.toISOString()} to ${outage.to.toISOString()}`;
    await moveWindow(t, held, window, { event: 'hub is back', reason });
  });
}

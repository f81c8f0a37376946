import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { settleStanding } from '../../steps/no-reply/settle-no-reply.js';
import { policyOf } from '../../steps/policy-of.js';

/** A step of a no reply was not taken by its limit: that is a breach, and the council is told of it (DEL-36, DEL-37). */
export async function recordNoReplyOverdue(t: Transaction, due: DueDeadline): Promise<'MISSED'> {
  const noReply = await t.em.findOneOrFail(
    NoReplyCase,
    { id: idOf(due.subject) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  await settleStanding(t, noReply, await policyOf(t, noReply));
  return 'MISSED';
}

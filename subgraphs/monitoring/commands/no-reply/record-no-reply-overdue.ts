import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { policyOf } from '../../steps/alerts/on-alert.js';
import { settleNoReply } from '../../steps/no-reply/settle-no-reply.js';

/** A step of the no-reply procedure was not taken by its limit: a breach, of which the council is told (DEL-36, DEL-37). */
export async function recordNoReplyOverdue(t: Transaction, due: DueDeadline): Promise<'MISSED'> {
  const id = due.subject.slice('no-reply/'.length);
  const noReply = await t.em.findOneOrFail(NoReplyCase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  await settleNoReply(t, noReply, await policyOf(t, noReply));
  return 'MISSED';
}

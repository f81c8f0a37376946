import { sendUnread } from '../../../kernel/database/unread.js';
import type { Transaction } from '../../../kernel/database/work.js';
import { RefusedError } from '../../../kernel/values/refusal.js';
import { type StateTable, transition } from '../../../kernel/values/state-table.js';
import type { CallOff } from '../entities/call-offs/call-off.js';

/** Why something moved, and the state that it moves to if a guard decides between two edges. */
export interface Because<State> {
  readonly to?: State;
  readonly reason?: string;
}

/**
 * Finds the state that follows, and keeps the change in the audit trail; answers the state. Refuses what the state
 * table does not allow. [SM-2, SM-3, IDG-16]
 */
export async function keepStateChange<State extends string, Event extends string>(
  t: Transaction,
  { council, id, policyVersion }: Pick<CallOff, 'council' | 'id' | 'policyVersion'>,
  change: {
    readonly table: StateTable<State, Event>;
    readonly bidId: string | null;
    readonly from: State | '(new)';
    readonly event: Event;
  } & Because<State>,
): Promise<State> {
  const { table, bidId, from, event, reason } = change;
  const next = transition(table, from, event, change.to);
  if ('refusal' in next) throw new RefusedError([next.refusal]);
  const { subject, role, organisation } = t.caller;
  await sendUnread(
    t.em,
    `insert into tenders.state_change
       (council, call_off_id, bid_id, "from", event, "to", reason, at, actor, role, organisation, policy_version)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      council,
      id,
      bidId,
      from,
      event,
      next.to,
      reason ?? null,
      await t.now(),
      subject,
      role,
      organisation,
      policyVersion,
    ],
  );
  return next.to;
}

import type { Transaction } from '../../../kernel/database/work.js';
import { RefusedError } from '../../../kernel/values/refusal.js';
import { type StateTable, transition } from '../../../kernel/values/state-table.js';
import type { Bid } from '../entities/bids/bid.js';
import type { CallOff } from '../entities/call-offs/call-off.js';
import { StateChange } from '../entities/call-offs/state-change.js';
import { type BidEvent, type BidState, bidStates } from '../rules/bids/bid-states.js';
import { type CallOffEvent, type CallOffState, callOffStates } from '../rules/call-offs/call-off-states.js';

/** Why something moved, and where to when a guard decides between two edges. */
interface Because<State> {
  readonly to?: State;
  readonly reason?: string;
}

/**
 * Moves a call-off along its state table and keeps the change in the audit trail: the only way in which one ever
 * moves. [SM-2, IDG-16]
 */
export async function moveCallOff(
  t: Transaction,
  callOff: CallOff,
  event: CallOffEvent,
  because: Because<CallOffState> = {},
): Promise<void> {
  const from = callOff.state ?? '(new)';
  callOff.state = along(callOffStates, from, event, because.to);
  if (callOffStates.terminal.includes(callOff.state)) callOff.endedAt = await t.now();
  await keep(t, callOff, null, { from, event, to: callOff.state, reason: because.reason });
}

/** The same for a bid. Its beginning is kept as the invitation, checks and all. [SM-3, IDG-16] */
export async function moveBid(
  t: Transaction,
  callOff: CallOff,
  bid: Bid,
  event: BidEvent,
  because: Because<BidState> = {},
): Promise<void> {
  const from = bid.state;
  bid.state = along(bidStates, from, event, because.to);
  await keep(t, callOff, bid, { from, event, to: bid.state, reason: because.reason });
}

function along<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State | '(new)',
  event: Event,
  to: State | undefined,
): State {
  const next = transition(table, from, event, to);
  if ('refusal' in next) throw new RefusedError([next.refusal]);
  return next.to;
}

async function keep(
  t: Transaction,
  callOff: CallOff,
  bid: Bid | null,
  change: { readonly from: string; readonly event: string; readonly to: string; readonly reason: string | undefined },
): Promise<void> {
  const { subject, role, organisation } = t.caller;
  t.em.persist(
    t.em.create(StateChange, {
      council: callOff.council,
      callOffId: callOff.id,
      bidId: bid?.id ?? null,
      from: change.from,
      event: change.event,
      to: change.to,
      reason: change.reason ?? null,
      at: await t.now(),
      actor: subject,
      role,
      organisation,
      policyVersion: callOff.policyVersion,
    }),
  );
}

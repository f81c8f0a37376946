import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { type CallOffEvent, type CallOffState, callOffStates } from '../../rules/call-offs/call-off-states.js';
import { type Because, keepStateChange } from '../keep-state-change.js';

/**
 * Moves a call-off along its state table and keeps the change in the audit trail: no call-off moves in any other way.
 * [SM-2, IDG-16]
 */
export async function moveCallOff(
  t: Transaction,
  callOff: CallOff,
  event: CallOffEvent,
  because: Because<CallOffState> = {},
): Promise<void> {
  const from = callOff.state ?? '(new)';
  callOff.state = await keepStateChange(t, callOff, { table: callOffStates, bidId: null, from, event, ...because });
  if (callOffStates.terminal.includes(callOff.state)) callOff.endedAt = await t.now();
}

import { RefusedError } from '../../../../kernel/values/refusal.js';
import { type StateTable, transition } from '../../../../kernel/values/state-table.js';

/** The state that `event` leads to; ends the command with the table's refusal if it leads nowhere. */
export function nextState<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State | '(new)',
  event: Event,
): State {
  const next = transition(table, from, event);
  if ('refusal' in next) throw new RefusedError([next.refusal]);
  return next.to;
}

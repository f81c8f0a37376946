import { type Refusal, refuse } from './refusal.js';

/** One edge of a state machine: in `from`, on `event`, when `guard` holds, go to `to` and tell `emits`. */
export interface Edge<State extends string, Event extends string> {
  readonly from: State | '(new)';
  readonly event: Event;
  readonly to: State;
  /** The guard in the rule-book's words with its catalogue id; checked by the command that raises the event. */
  readonly guard?: string;
  /** Type of the log event that tells of it. */
  readonly emits?: string;
}

/**
 * A state machine as a readable table (catalogue section 24). The table is the whole truth: an edge that is not listed
 * is refused, docs/states.md is rendered from it, and a test proves that every state can be reached.
 */
export interface StateTable<State extends string, Event extends string> {
  /** e.g. `SM-2 CallOff`. */
  readonly name: string;
  readonly initial: State;
  readonly terminal: readonly State[];
  readonly edges: readonly Edge<State, Event>[];
}

/** Gives a table the type of its states and events. */
export function stateTable<State extends string, Event extends string>(
  table: StateTable<State, Event>,
): StateTable<State, Event> {
  return table;
}

/** Every state that the table knows, in the order in which it names them. */
export function statesOf<State extends string, Event extends string>(
  table: StateTable<State, Event>,
): readonly State[] {
  const named = table.edges.flatMap(({ from, to }) => (from === '(new)' ? [to] : [from, to]));
  return [...new Set(named)];
}

/**
 * The state that `event` leads to from `from`, or a refusal `ILLEGAL_TRANSITION` naming the machine, and what is possible.
 * Several edges may share from and event (a guard decides): then `to` says which one is meant.
 */
export function transition<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State | '(new)',
  event: Event,
  to?: State,
): { readonly to: State } | { readonly refusal: Refusal } {
  const edge = table.edges.find((each) => each.from === from && each.event === event && (!to || each.to === to));
  if (edge) return { to: edge.to };
  return { refusal: impossible(table, from, event) };
}

function impossible<State extends string, Event extends string>(
  { name, edges }: StateTable<State, Event>,
  from: State | '(new)',
  event: Event,
): Refusal {
  const [rule = name] = name.split(' ');
  const ways = edges.filter((edge) => edge.from === from);
  const ends = ways.filter((edge) => edge.event === event).map(({ to }) => to);
  if (ends.length > 0) {
    const message = `${name}: "${event}" leads from ${from} to one of ${ends.join(', ')}.`;
    return refuse(rule, 'ILLEGAL_TRANSITION', message);
  }
  const possible = [...new Set(ways.map((edge) => `"${edge.event}"`))].join(', ') || 'nothing';
  const message = `${name}: "${event}" is not possible in state ${from}; possible there: ${possible}.`;
  return refuse(rule, 'ILLEGAL_TRANSITION', message);
}

/**
 * The state to which facts lead that were reported in any order. It takes the first of the events that the state knows,
 * each once, until the state knows none that is left. So an event reported too early counts once its turn has come.
 */
export function furthest<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  events: readonly Event[],
): State {
  const left = [...events];
  for (let state = from; ; ) {
    const next = left.findIndex((event) => table.edges.some((edge) => edge.from === state && edge.event === event));
    const [event] = next < 0 ? [] : left.splice(next, 1);
    if (event === undefined) return state;
    state = table.edges.find((edge) => edge.from === state && edge.event === event)!.to;
  }
}

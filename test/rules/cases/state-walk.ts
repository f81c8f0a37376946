import fc from 'fast-check';
import { type StateTable, transition } from '../../../kernel/values/state-table.js';

/** Lines `FROM | event | TO`: a machine as the catalogue prints it, to hold a table against. */
export function rows(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join(' | '),
    )
    .sort();
}

/** What a machine really answers, for every state and event there is: its edges, and a refusal everywhere else. */
export function answers<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  states: readonly State[],
  events: readonly Event[],
): { readonly taken: string[]; readonly refused: number } {
  const taken: string[] = [];
  let refused = 0;
  for (const from of ['(new)' as const, ...states]) {
    for (const event of events) {
      const answer = transition(table, from, event);
      if ('to' in answer) taken.push(`${from} | ${event} | ${answer.to}`);
      else refused += 1;
    }
  }
  return { taken: taken.sort(), refused };
}

/** The states passed through by trying these events one after the other, from nothing; refused ones change nothing. */
export function walk<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  events: readonly Event[],
): ReadonlyArray<State | '(new)'> {
  const path: Array<State | '(new)'> = ['(new)'];
  for (const event of events) {
    const answer = transition(table, path.at(-1)!, event);
    if ('to' in answer) path.push(answer.to);
  }
  return path;
}

/** Sequences of events in any order, legal or not. */
export function anyEvents<Event extends string>(events: readonly Event[]): fc.Arbitrary<Event[]> {
  return fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 60 });
}

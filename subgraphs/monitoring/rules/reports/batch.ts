import { unreadableTextRefusal } from '../../../../kernel/values/input-limits.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Rows of one batch. */
export const MOST_ROWS = 5000;
const LONGEST_SOURCE = 100;

/** Refuses a batch that is too large, or that does not say which system sends it. [DEL-01] */
export function batchRefusals(rows: number, source: string): ReadonlyArray<Refusal | undefined> {
  return [
    rows > MOST_ROWS
      ? refuse(
          'DEL-01',
          'BATCH_TOO_LARGE',
          `A batch takes at most ${MOST_ROWS} rows: send the rest in the next.`,
          'input',
        )
      : undefined,
    source.length < 1 || source.length > LONGEST_SOURCE
      ? refuse('DEL-01', 'SOURCE_LENGTH', `A source names itself in 1 to ${LONGEST_SOURCE} characters.`, 'input.source')
      : unreadableTextRefusal(source, 'input.source'),
  ];
}

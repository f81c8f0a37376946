import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/**
 * Refuses a LAS service line that cannot be the placement's own: no id, another one than it already holds, or one that
 * a different placement holds. The same id again is the same line and no refusal. [AWRD-02; 001 Arr(h)]
 */
export function serviceLineRefusal(line: {
  readonly lasLineId: string;
  /** The id the placement holds by now. */
  readonly held: string | null;
  readonly heldByAnotherPlacement: boolean;
}): Refusal | undefined {
  if (line.lasLineId.trim() === '') {
    return refuse(
      'AWRD-02',
      'LAS_LINE_MISSING',
      'The id that LAS gave to the service line is needed.',
      'input.lasLineId',
    );
  }
  if (line.held !== null && line.held !== line.lasLineId) {
    return refuse(
      'AWRD-02',
      'LAS_LINE_DIFFERS',
      'This placement is already on LAS under another line.',
      'input.lasLineId',
    );
  }
  if (line.heldByAnotherPlacement) {
    return refuse(
      'AWRD-02',
      'LAS_LINE_TAKEN',
      'This line belongs to another placement; each has its own.',
      'input.lasLineId',
    );
  }
  return undefined;
}

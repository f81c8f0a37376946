export const FORMAL_MESSAGES = [
  'AWARDED',
  'DISCHARGE_FINALISED',
  'VARIED',
  'PACKAGE_ENDING',
  'END_ANNOUNCED',
  'END_TAKEN_BACK',
  'ENDED',
] as const;
/** What the formal channel of a D2A package carries: each is an event of the log. [IDG-13] */
export type FormalMessageKind = (typeof FORMAL_MESSAGES)[number];

/** One message about a package. Days are `YYYY-MM-DD`. */
export interface FormalMessage {
  readonly kind: FormalMessageKind;
  readonly toldAt: Date;
  /** First day that it changes: of a discharge the day of it; null if it changes the care of no day. */
  readonly day: string | null;
  /** Last day that it changes; null is open. */
  readonly lastDay: string | null;
  /** The variation that it formalised; null if it is about none. */
  readonly variationId: string | null;
}

/** What changed a placement, by the variation that did, and on which days. */
export interface ChangeMade {
  readonly id: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

export const PAY_VALIDATIONS = ['VALIDATED', 'QUERY'] as const;
export type PayValidation = (typeof PAY_VALIDATIONS)[number];

/**
 * Whether the message log supports one line of D2A care. By the planned start the award was told, and so was the
 * discharge in force, which is not of a later day. Whatever else changed the day was told by then: a change that was
 * formalised afterwards, or never, is asked about. [PAY-05, IDG-13; 002 App M §6]
 */
export function d2aValidation(
  visit: { readonly day: string; readonly expectedStart: Date },
  messages: readonly FormalMessage[],
  changes: readonly ChangeMade[],
): PayValidation {
  const { day, expectedStart } = visit;
  const inTime = messages.filter(({ toldAt }) => toldAt <= expectedStart);
  const [discharge] = inTime
    .filter(({ kind }) => kind === 'DISCHARGE_FINALISED')
    .sort((one, other) => +other.toldAt - +one.toldAt);
  const isFormal =
    inTime.some(({ kind }) => kind === 'AWARDED') &&
    discharge !== undefined &&
    discharge.day! <= day &&
    changes.every((change) => !covers(change.effectiveFrom, change.effectiveTo, day) || isAmong(inTime, change)) &&
    !messages.some((message) => message.toldAt > expectedStart && changesDay(message, day));
  return isFormal ? 'VALIDATED' : 'QUERY';
}

function isAmong(messages: readonly FormalMessage[], { id }: ChangeMade): boolean {
  return messages.some(({ variationId }) => variationId === id);
}

/** Whether a message, told too late, would have changed the day: a discharge does so by moving beyond it. */
function changesDay({ kind, day: from, lastDay }: FormalMessage, day: string): boolean {
  if (from === null || kind === 'AWARDED') return false;
  return kind === 'DISCHARGE_FINALISED' ? from > day : covers(from, lastDay, day);
}

function covers(from: string, to: string | null, day: string): boolean {
  return from <= day && (to === null || day <= to);
}

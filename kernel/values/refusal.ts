/**
 * A refusal is an answer, not an error: the rule-book says no, and says why.
 *
 * Faults (not authorised, malformed, too costly, broken) are thrown and become GraphQL errors; refusals are returned
 * as data, so that a rostering system can act on them. Neither ever carries personal data or another party's facts.
 */
export interface Refusal {
  /** Catalogue id of the rule that refuses, e.g. `WIN-01`. */
  readonly rule: string;
  /** Stable machine code, e.g. `WINDOW_CLOSED`; every code has an entry in docs/errors.md. */
  readonly code: string;
  /** One sentence for a person, saying what would be accepted. */
  readonly message: string;
  /** Path of the input field at fault, e.g. `input.startDate`; absent when the whole act is refused. */
  readonly field?: string;
}

/** A refusal. `field` is the path of the input field at fault; left out when the whole act is refused. */
export function refuse(rule: string, code: string, message: string, field?: string): Refusal {
  return field === undefined ? { rule, code, message } : { rule, code, message, field };
}

/**
 * The refusal for an id that does not exist or that the caller may not know of: both are answered alike. [IDG-05]
 *
 * @param what the thing in words, such as `call-off`
 */
export function notFound(what: string, field: string): Refusal {
  return refuse('IDG-05', 'NOT_FOUND', `There is no such ${what} among those you may act on.`, field);
}

/** What a command answers: its result, or the refusals that kept it from happening; never both, and never neither. */
export type Outcome<T> =
  | { readonly result: T; readonly refusals: readonly [] }
  | { readonly result: null; readonly refusals: readonly Refusal[] };

export function accepted<T>(result: T): Outcome<T> {
  return { result, refusals: [] };
}

export function refused(...refusals: Refusal[]): Outcome<never> {
  return { result: null, refusals };
}

/**
 * Thrown inside a command's transaction to undo everything and answer with refusals. `inTransaction`
 * (kernel/database/work.ts) turns it back into an `Outcome`; it never reaches a resolver.
 */
export class RefusedError extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => `${refusal.rule} ${refusal.code}`).join(', '));
  }
}

/** Ends the command here when any rule refused. Accepts what rules return: a refusal, several, or nothing. */
export function unlessRefused(...answers: ReadonlyArray<Refusal | readonly Refusal[] | undefined | null>): void {
  const refusals = answers.flat().filter((answer): answer is Refusal => answer != null);
  if (refusals.length > 0) throw new RefusedError(refusals);
}

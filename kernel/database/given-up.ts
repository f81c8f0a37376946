/** What PostgreSQL says of a statement that was cancelled, or ran longer than it may. */
const CANCELLED = '57014';

/** Nobody waits for the answer any more, so no more is done for it. What was changed for it is undone. */
export class GivenUpError extends Error {
  readonly code = CANCELLED;
  constructor() {
    super('given up by whoever asked');
  }
}

/** Whether an error says that work was stopped, for it took too long or nobody waited for it. */
export function isStopped(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null | undefined)?.code === CANCELLED;
}

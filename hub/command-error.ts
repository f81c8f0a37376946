/** An error that is told in one sentence, without a stack: it says what to do. */
export class CommandError extends Error {}

import type { NewEvent } from './envelope.js';

/** What the kernel's deadline timer tells, in whichever subgraph it runs: monitoring keeps the register (WIN-21). */
interface OfDeadline {
  readonly rule: string;
  readonly dueAt: string;
}
export type DeadlineStarted = NewEvent<'DeadlineStarted', OfDeadline>;
export type DeadlineMet = NewEvent<'DeadlineMet', OfDeadline>;
export type DeadlineMissed = NewEvent<'DeadlineMissed', OfDeadline>;
export type DeadlineCancelled = NewEvent<'DeadlineCancelled', OfDeadline>;
export type KernelEvent = DeadlineStarted | DeadlineMet | DeadlineMissed | DeadlineCancelled;

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Brokers, and the hub when it carries out what brokers have set: it opens, awards and varies for nobody else. */
const ACTS_FOR_BROKERAGE: readonly string[] = ['broker', 'hub'];

/**
 * Refuses an opening, award or variation that nobody of the brokerage team stands behind. Takes the role of whoever
 * decided, as kept on the event or command; null when nobody is named. [ASM-02; 001 §2-4]
 */
export function brokerageRefusal(decidedByRole: string | null): Refusal | undefined {
  if (decidedByRole !== null && ACTS_FOR_BROKERAGE.includes(decidedByRole)) return undefined;
  return refuse('ASM-02', 'NOT_BY_BROKERAGE', 'Only a broker may open, award or vary a package.');
}

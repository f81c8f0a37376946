import type { Transaction } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { SOURCING_FACTS, type SourcingFactsAnswer } from '../../../../schema/questions.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { schemeValuePence } from '../../rules/call-offs/together.js';

/** Whether sourcing of everything that a call-off seeks stands, as cases tells at this instant. [ASM-03, ASM-23] */
export interface Sourcing {
  /** Of the package that stands for the call-off. */
  readonly version: number;
  readonly agreed: boolean;
  /** The individual budget a week, or the sum of those of all; null while one of them may not be used. (ASM-23, ISF-02) */
  readonly agreedBudgetPence: number | null;
  /** The budgets of several packages, in the order of the call-off; null where one is sought alone, or one is not agreed. */
  readonly budgets: readonly number[] | null;
  /** Of several packages, those whose budget is not agreed, by the numbers of the people. */
  readonly unbudgeted: readonly number[];
}

/**
 * Asks cases, at this instant, whether sourcing stands, and the budget: of the package, or of each that is sought with it. Null if
 * it does not know one of them. [ASM-03, ASM-23, ROUT-39]
 *
 * @throws PeerUnavailableError if cases does not answer
 */
export async function sourcingOf(
  t: Transaction,
  { packageId, packages }: Pick<CallOff, 'packageId' | 'packages'>,
): Promise<Sourcing | null> {
  const sought = packages.length > 0 ? packages.map((each) => each.packageId) : [packageId];
  const answers = await Promise.all(
    sought.map((each) => t.ask<SourcingFactsAnswer>('cases', SOURCING_FACTS, { package: each })),
  );
  const facts = answers.map(({ sourcingFacts }) => sourcingFacts);
  const [first] = facts;
  if (!first || facts.some((each) => each === null)) return null;
  const budgets = facts.flatMap((each) => each?.agreedBudgetPence ?? []);
  const isBudgeted = budgets.length === facts.length;
  return {
    version: first.version,
    agreed: facts.every((each) => each?.agreed),
    agreedBudgetPence: isBudgeted ? schemeValuePence(budgets) : null,
    budgets: packages.length > 0 && isBudgeted ? budgets : null,
    unbudgeted: packages.flatMap(({ person }, nth) => (facts[nth]?.agreedBudgetPence == null ? [person] : [])),
  };
}

/** The same; null also if cases does not answer. [ASM-03, ASM-23] */
export async function askSourcing(
  t: Transaction,
  of: Pick<CallOff, 'packageId' | 'packages'>,
): Promise<Sourcing | null> {
  return ifAnswered(sourcingOf(t, of));
}

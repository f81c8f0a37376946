import { badInput } from '../../../../kernel/graphql/bad-input.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import type { StatementAsked } from '../../reads/pay/payable-statement.js';
import { isStatementSpan, LONGEST_STATEMENT_DAYS } from '../../rules/pay/statement.js';
import { onlyPlacement, STATEMENT_READERS, whoseFigures } from '../whose.js';

interface Whose {
  readonly provider?: string | undefined;
  readonly council?: string | undefined;
}
interface Days {
  readonly from: string;
  readonly to: string;
}

/** @throws where the days are no statement's, or are not the caller's to read */
export async function statementAsked(
  context: RequestContext,
  named: Whose,
  { from, to }: Days,
  placementId: string | null = null,
): Promise<StatementAsked> {
  if (!isStatementSpan(from, to)) throw badInput(`from and to span 1 to ${LONGEST_STATEMENT_DAYS} days.`);
  return { ...whoseFigures(context, STATEMENT_READERS, named), placementId, from, to, now: await context.now() };
}

/**
 * The same, of one placement alone if one is named; null if the caller sees none of that id.
 *
 * @throws as well where the text is no id
 */
export async function statementOfPlacement(
  context: RequestContext,
  whose: Whose,
  days: Days,
  placement: string | null | undefined,
): Promise<StatementAsked | null> {
  const id = onlyPlacement(placement);
  if (id === null) return statementAsked(context, whose, days);
  const one = await context.byId(ExpectedPlacement, id);
  return one && statementAsked(context, { provider: one.providerId, council: one.council }, days, one.id);
}

import { badInput } from '../../../../kernel/graphql/bad-input.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { StatementAsked } from '../../reads/pay/payable-statement.js';
import { isStatementSpan, LONGEST_STATEMENT_DAYS } from '../../rules/pay/statement.js';
import { STATEMENT_READERS, whoseFigures } from '../whose.js';

/** @throws where the days are no statement's, or are not the caller's to read */
export async function statementAsked(
  context: RequestContext,
  named: { readonly provider?: string | undefined; readonly council?: string | undefined },
  { from, to }: { readonly from: string; readonly to: string },
  placementId: string | null,
): Promise<StatementAsked> {
  if (!isStatementSpan(from, to)) throw badInput(`from and to span 1 to ${LONGEST_STATEMENT_DAYS} days.`);
  return { ...whoseFigures(context, STATEMENT_READERS, named), placementId, from, to, now: await context.now() };
}

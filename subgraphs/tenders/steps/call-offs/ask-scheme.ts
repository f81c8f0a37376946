import type { Transaction } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { SCHEME, type SchemeAnswer } from '../../../../schema/questions.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';

/**
 * Asks the register, at this instant, who lives in the scheme of a call-off, and its core support. Null of what is of no scheme,
 * and if this council has none of that id; undefined if the register does not answer. [PROV-20, ROUT-39, ISF-03]
 */
export async function askScheme(
  t: Transaction,
  { council, together }: Pick<CallOff, 'council' | 'together'>,
): Promise<SchemeAnswer['schemeNow'] | undefined> {
  if (together?.kind !== 'SCHEME') return null;
  const of = { scheme: together.schemeId, council };
  const answer = await ifAnswered(t.ask<SchemeAnswer>('providers', SCHEME, of));
  return answer?.schemeNow;
}

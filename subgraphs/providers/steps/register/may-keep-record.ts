import type { Transaction } from '../../../../kernel/database/work.js';
import { isCouncil, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { councilsOf } from '../../reads/register/councils-of.js';

/**
 * The councils that a provider works for, in order. One record stands for all of them, so an officer of another council
 * may change it only while there are none. [IDG-26]
 *
 * @throws NotAuthorisedError for an officer of another council
 */
export async function mayKeepRecord(t: Transaction, providerId: string): Promise<readonly string[]> {
  const councils = await councilsOf(t.em, providerId);
  if (isCouncil(t.caller) && councils.length > 0 && !councils.includes(t.caller.organisation)) {
    throw new NotAuthorisedError('IDG-26', 'This provider works for other councils, which keep its record.');
  }
  return councils;
}

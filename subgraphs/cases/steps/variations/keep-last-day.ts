import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Variation } from '../../entities/variations/variation.js';
import { nextChase } from '../../rules/variations/chasing.js';
import type { Case } from '../lock-case.js';
import { endForAWhile } from './end-for-a-while.js';
import { firesOn, subjectOf } from './variation-clock.js';

/**
 * Brings a suspension or a temporary increase that is in effect in line with its last day, which may have been set just
 * now: it ends at once if that day has passed, and otherwise has one clock, which ends it as the day passes; a suspension
 * without a known end is chased instead. So none outlasts its last day. [VAR-03, VAR-06]
 */
export async function keepLastDay(t: Transaction, held: Case, variation: Variation): Promise<void> {
  const { kind, state, effectiveFrom, effectiveTo, council } = variation;
  if (state !== 'EFFECTIVE') return;
  await cancelDeadlines(t, subjectOf(variation));
  const now = await t.now();
  const today = localDateOf(now);
  if (effectiveTo === null) {
    const { policy } = await policyInForce(t.em, council, now);
    return firesOn(t, variation, 'VAR-03/chase', nextChase(effectiveFrom, today, policy));
  }
  if (effectiveTo < today) return endForAWhile(t, held, variation);
  await firesOn(t, variation, kind === 'SUSPEND' ? 'VAR-03' : 'VAR-06', addLocalDays(effectiveTo, 1));
}

import type { Transaction } from '../../../../kernel/database/work.js';
import type { AwardRefused } from '../../../../schema/events/tenders.js';
import { Award } from '../../entities/awards/award.js';
import { UncountedHours } from '../../entities/invitations/uncounted-hours.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { idsTold } from '../../rules/call-offs/together.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { holdAwards, lastPosition } from './hold-awards.js';

/**
 * Undoes an award: the call-off may be awarded again, and the hours are free again wherever they are counted.
 * [AWRD-01, AWRD-09, PROV-23]
 */
export async function undoAward(t: Transaction, { callOff }: HeldCallOff, reasonCode: string): Promise<Award> {
  const award = await t.em.findOneOrFail(Award, { callOffId: callOff.id, undoneAt: null });
  await holdAwards(t, award);
  award.undoneAt = await t.now();
  award.undonePosition = await lastPosition(t, award);
  award.undoneReason = reasonCode;
  await t.em.flush();
  await t.em.nativeDelete(UncountedHours, { awardId: award.id });
  await t.tell({
    type: 'AwardRefused',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      ...idsTold(callOff),
      awardId: award.id,
      providerId: award.providerId,
      reasonCode,
    } satisfies AwardRefused['data'],
  });
  return award;
}

import type { EntityManager } from '../../../../kernel/database/orm.js';
import { UNANSWERED } from '../../rules/bids/bid-states.js';

/**
 * Ids of the providers invited to a stage that may be told about it; a provider suspended since is left out. [NTF-01
 * to NTF-04, NTF-38, IDG-05]
 */
export async function inviteesOf(em: EntityManager, stageId: string): Promise<string[]> {
  return idsOf(await em.execute(INVITEES, [stageId]));
}

/** The same for those that have not answered yet. [NTF-03] */
export async function unansweredOf(em: EntityManager, stageId: string): Promise<string[]> {
  return idsOf(
    await em.execute(
      `${INVITEES} and exists (select 1 from tenders.bid bid
         where bid.invitation_id = invitation.id and bid.state = any(?::text[]))`,
      [stageId, `{${UNANSWERED.join(',')}}`],
    ),
  );
}

const INVITEES = `
  select invitation.provider_id as id from tenders.invitation invitation
  left join tenders.provider_standing standing
    on standing.provider_id = invitation.provider_id and standing.council = invitation.council
  where invitation.stage_id = ? and invitation.invited and standing.barred is not true`;

/** Each once: several homes of one provider may have been asked in a stage. (ROUT-33) */
function idsOf(rows: unknown): string[] {
  return [...new Set((rows as Array<{ id: string }>).map(({ id }) => id))];
}

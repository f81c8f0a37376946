import type { Transaction } from '../../../../kernel/database/work.js';

/**
 * Ids of those invited to a stage who may be told of it: whoever has been suspended since is not. [NTF-01 to NTF-04,
 * NTF-38, IDG-05]
 */
export async function inviteesOf(t: Transaction, stageId: string): Promise<string[]> {
  return idsOf(await t.em.execute(INVITEES, [stageId]));
}

/** The same, of those who have not answered yet. [NTF-03] */
export async function unansweredOf(t: Transaction, stageId: string): Promise<string[]> {
  return idsOf(
    await t.em.execute(
      `${INVITEES} and exists (select 1 from tenders.bid bid
         where bid.invitation_id = invitation.id and bid.state in ('INVITED', 'VIEWED'))`,
      [stageId],
    ),
  );
}

const INVITEES = `
  select invitation.provider_id as id from tenders.invitation invitation
  left join tenders.provider_standing standing
    on standing.provider_id = invitation.provider_id and standing.council = invitation.council
  where invitation.stage_id = ? and invitation.invited and standing.barred is not true`;

function idsOf(rows: unknown): string[] {
  return (rows as Array<{ id: string }>).map(({ id }) => id);
}

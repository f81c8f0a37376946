import type { EntityManager } from '../../../../kernel/database/orm.js';
import { asksForOpen, type BoardArgs } from '../../../../kernel/graphql/boards.js';
import { COUNTED, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { boundsOf } from '../../../../kernel/graphql/periods.js';
import { normaliseReference } from '../../../../kernel/values/ids.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { BESIDE_THE_ANSWER, type BidState } from '../../rules/bids/bid-states.js';
import { CHASED_STAGES } from '../../rules/routes/routes.js';

/** Which of its invitations a provider asks for. */
export type AskedInvitations = BoardArgs & { readonly states?: readonly BidState[] | null };

/** Whether an invitation may still be answered at an instant, as rules/invitations/advert-state.ts has it. */
const ANSWERABLE = `(coalesce(stage.ending, '') not in ('EARLY_AWARD', 'EXPIRED', 'WITHDRAWN') and (? <= stage.closes_at
  or stage.ending is null and (stage.route, stage.kind) in (select * from unnest(?::text[], ?::text[]))))`;
const CHASED = [CHASED_STAGES.map(({ route }) => route), CHASED_STAGES.map(({ stage }) => stage)].map(
  (codes) => `{${codes.join(',')}}`,
);

/**
 * A page of a provider's own invitations, as a board: those that may still be answered close soonest first, the others
 * come newest first. What is open follows from the stage, and how it was answered from the bid, so the list needs SQL of
 * its own.
 *
 * @param providerId null if the caller is no provider: it has none
 * @throws GraphQLError BAD_USER_INPUT for a page or a period that cannot be
 */
export async function ownInvitations(
  em: EntityManager,
  providerId: string | null,
  asked: AskedInvitations,
  at: Date,
): Promise<Page<Invitation>> {
  const { open, reference, states } = asked;
  const { first, last } = boundsOf(asked);
  const limit = rowsFor(asked.first);
  const onlyOpen = asksForOpen(asked, states);
  const order = onlyOpen ? OPEN_FIRST : NEWEST_FIRST;
  const key = keyAfter(asked.after, ['instant', 'id']);
  if (providerId === null) return pageOf<Invitation>([], asked, () => []);
  const conditions: Condition[] = [['invitation.provider_id = ?::uuid', providerId]];
  if (onlyOpen) conditions.push([ANSWERABLE, at, ...CHASED]);
  else if (open === false) conditions.push([`not ${ANSWERABLE}`, at, ...CHASED]);
  if (reference != null) conditions.push(['stage.reference = ?', normaliseReference(reference)]);
  if (first) conditions.push(['invitation.at >= ?', first]);
  if (last) conditions.push(['invitation.at <= ?', last]);
  if (states != null) conditions.push([ANSWERED_SO, `{${states.join(',')}}`, `{${BESIDE_THE_ANSWER.join(',')}}`]);
  const list = sqlOf(conditions);
  const page = sqlOf(key ? [...conditions, [order.beyond, ...key]] : conditions);
  const rows = (await em.execute(
    `select invitation.*, ${order.by} as listed_by from ${page.sql} order by ${order.sql} limit ?`,
    [...page.parameters, limit],
  )) as Array<{ id: string; listed_by: Date }>;
  const listedBy = new Map(rows.map((row) => [row.id, new Date(row.listed_by).toISOString()]));
  const invitations = rows.map(({ listed_by: _by, ...row }) => em.map(Invitation, row));
  return {
    ...pageOf(invitations, asked, ({ id }) => [listedBy.get(id)!, id]),
    // Counted only for those who ask.
    get totalCount() {
      return count(em, list);
    },
  };
}

type Condition = readonly [sql: string, ...parameters: readonly unknown[]];

/** As its author sees it stand: rules/invitations/disclosure.ts has it. */
const STATE = `case when bid.state = 'PROPOSED' then 'SET_ASIDE'
  when bid.state = 'UNDER_EVALUATION' and stage.ended_at is null then 'SUBMITTED' else bid.state end`;
const ANSWERED_SO = `exists (select from tenders.bid bid
  where bid.invitation_id = invitation.id and ${STATE} = any(?::text[]) and bid.state <> all(?::text[]))`;

const OPEN_FIRST = {
  by: 'stage.closes_at',
  beyond: '(stage.closes_at, invitation.id) > (?::timestamptz, ?::uuid)',
  sql: 'stage.closes_at, invitation.id',
};
const NEWEST_FIRST = {
  by: 'invitation.at',
  beyond: '(invitation.at, invitation.id) < (?::timestamptz, ?::uuid)',
  sql: 'invitation.at desc, invitation.id desc',
};

function sqlOf(conditions: readonly Condition[]): { readonly sql: string; readonly parameters: readonly unknown[] } {
  return {
    sql: `tenders.invitation invitation join tenders.stage stage on stage.id = invitation.stage_id
      where ${conditions.map(([sql]) => sql).join(' and ')}`,
    parameters: conditions.flatMap(([, ...parameters]) => parameters),
  };
}

async function count(em: EntityManager, list: ReturnType<typeof sqlOf>): Promise<number | null> {
  const [counted] = (await em.execute(
    `select count(*)::int as rows from (select from ${list.sql} limit ${COUNTED + 1}) counted`,
    [...list.parameters],
  )) as Array<{ rows: number }>;
  return counted!.rows > COUNTED ? null : counted!.rows;
}

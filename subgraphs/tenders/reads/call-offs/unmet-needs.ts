import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import { NO_BID } from '../../rules/bids/bid-states.js';

/** A need that nobody answered or took: as much of it as is counted. */
export interface UnmetNeed {
  readonly patch: string;
  readonly endedAt: Date;
  readonly need: Pick<NeedProfile, 'calls' | 'discharge' | 'skills'>;
}

/** Which needs of a council; both instants are included. */
export interface UnmetIn {
  readonly council: string;
  readonly first: Date;
  readonly last: Date;
}

/** The call-offs that failed: nobody took them in any stage. [SM-2] */
export async function failedCallOffs(em: EntityManager, { council, first, last }: UnmetIn): Promise<UnmetNeed[]> {
  return found(
    await em.execute(
      `select patch, ended_at, ${COUNTED} from tenders.call_off
       where council = ? and state = 'FAILED' and ended_at between ? and ?`,
      [council, first, last],
    ),
  );
}

/** The stages that ended without a bid, whatever became of their call-offs afterwards. [ROUT-06] */
export async function stagesWithoutBid(em: EntityManager, { council, first, last }: UnmetIn): Promise<UnmetNeed[]> {
  return found(
    await em.execute(
      `select need->>'patch' as patch, ended_at, ${COUNTED} from tenders.stage
       where council = ? and ended_at between ? and ? and ending in ('EXPIRED', 'ALL_DECLINED', 'NOBODY_ELIGIBLE')
         and not exists (select from tenders.bid bid where bid.stage_id = stage.id and bid.state <> all(?::text[]))`,
      [council, first, last, `{${NO_BID.join(',')}}`],
    ),
  );
}

const COUNTED = `need->'calls' as calls, need->'discharge' as discharge, need->'skills' as skills`;

function found(rows: unknown): UnmetNeed[] {
  return (rows as Array<{ patch: string; ended_at: Date } & UnmetNeed['need']>).map(
    ({ patch, ended_at, calls, discharge, skills }) => ({
      patch,
      endedAt: new Date(ended_at),
      need: { calls, discharge, skills },
    }),
  );
}

import { Arg, Authorized, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { Payload, RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRecord, recordVisits } from '../../commands/reports/record-visits.js';
import { RowKindWord } from '../../entities/visits/words.js';
import { ROW_VERDICTS, type RowAnswer } from '../../rules/reports/row-answer.js';
import { noticeOf } from '../../rules/reports/row-notices.js';
import { ROW_WARNINGS, type RowWarning } from '../../rules/reports/row-warnings.js';
import { logOf, planOf, RecordVisitsInput } from './record-visits-inputs.js';

const VerdictWord = enumType(ROW_VERDICTS, {
  name: 'VisitRowVerdict',
  description:
    'What came of a row: kept as new, kept as a later version, known already, held until it can be counted, or not kept.',
});
const RowWarningWord = enumType(ROW_WARNINGS, {
  name: 'VisitRowWarning',
  description: 'What is not as it should be about a row that was kept.',
});

@ObjectType({ description: 'What came of one reported row.' })
class VisitRowAnswer {
  @Field(() => RowKindWord, { description: 'Whether it is a plan or a log.' })
  kind!: RowAnswer['kind'];

  @Field(() => Int, { description: 'Its place in its list, from 1.' })
  line!: number;

  @Field(() => String, { description: 'Its id in your system.' })
  externalId!: string;

  @Field(() => VerdictWord, { description: 'What came of it.' })
  verdict!: RowAnswer['verdict'];

  @Field(() => RefusalType, {
    nullable: true,
    description: 'For a row that is held or was not kept: why, and what would be accepted.',
  })
  refusal!: RefusalType | null;

  @Field(() => [RowWarningWord], { description: 'For a row that was kept: what is not as it should be.' })
  warnings!: readonly RowWarning[];

  @Field(() => [RefusalType], {
    description: 'The warnings in full: the rule, the field, and what would be as it should be.',
  })
  notices!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of a batch: the whole batch is kept, or none of it.' })
class RecordVisitsPayload extends Payload {
  rows!: readonly RowAnswer[];
}

@Resolver(() => RecordVisitsPayload)
export class VisitReports {
  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => RecordVisitsPayload, {
    description:
      'Reports planned visits and call logs. Rows may be sent again, in any order and in other batches: the result is the same in the end (DEL-01, DEL-02, DEL-20).',
  })
  async recordVisits(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordVisitsInput, { description: 'The rows.' }) input: RecordVisitsInput,
  ): Promise<RecordVisitsPayload> {
    const { council, source } = input;
    const outcome = await recordVisits(work, {
      council,
      source,
      plans: input.plans.map(planOf),
      logs: input.logs.map(logOf),
    });
    return { rows: outcome.result ?? [], refusals: outcome.refusals };
  }

  @FieldResolver(() => [VisitRowAnswer], { description: 'What came of each row, plans first, in the order sent.' })
  rows(
    @Root() payload: RecordVisitsPayload,
    @Arg('only', () => [VerdictWord], { nullable: true, description: 'Only rows with one of these verdicts.' })
    only?: ReadonlyArray<RowAnswer['verdict']>,
  ): VisitRowAnswer[] {
    const rows = only ? payload.rows.filter(({ verdict }) => only.includes(verdict)) : payload.rows;
    return rows.map((row) => ({ ...row, notices: row.warnings.map((warning) => noticeOf(warning, row.kind)) }));
  }

  @FieldResolver(() => Int, { description: 'How many rows have this verdict.' })
  count(
    @Root() payload: RecordVisitsPayload,
    @Arg('verdict', () => VerdictWord, { description: 'The verdict.' }) of: RowAnswer['verdict'],
  ): number {
    return payload.rows.filter(({ verdict }) => verdict === of).length;
  }
}

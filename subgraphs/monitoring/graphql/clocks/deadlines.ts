import { Args, ArgsType, Authorized, Ctx, Field, Query, Resolver } from 'type-graphql';
import { boardList, PlainBoardArgs } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import { DEADLINE_STATES, type DeadlineState, DeadlineStateWord } from '../../entities/clocks/words.js';
import { DEADLINE_READERS } from '../../entities/readers.js';
import { asOneself } from '../reading.js';

const DeadlineConnection = connectionOf(Deadline, 'Deadline');

@ArgsType()
class DeadlineBoardArgs extends PlainBoardArgs {
  @Field(() => [DeadlineStateWord], { nullable: true, description: 'Only those in these states.' })
  states?: DeadlineState[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those about this, as kind/id, running or over, such as call-off/7f3c…',
  })
  subject?: string | null;
}

@Resolver()
export class Deadlines {
  @Authorized<Role>(...DEADLINE_READERS)
  @Query(() => DeadlineConnection, {
    nullable: true,
    description:
      'The deadline register of the caller’s council: the clocks that run, due soonest first, or those that are over (WIN-21).',
  })
  async deadlines(@Ctx() context: RequestContext, @Args() args: DeadlineBoardArgs): Promise<Page<Deadline>> {
    asOneself(context);
    const { subject, open } = args;
    // Whoever asks about one thing is shown all its clocks, unless they say which.
    const states = args.states ?? (subject != null && open == null ? DEADLINE_STATES : null);
    const list = boardList<Deadline, DeadlineState>(args, states, {
      openStates: ['RUNNING'],
      began: 'startedAt',
      due: 'dueAt',
      where: subject != null ? { subject } : {},
    });
    return context.page(Deadline, list, args);
  }
}

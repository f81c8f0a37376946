import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { BoardArgs, boardList } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { CallOffStateWord } from '../../entities/call-offs/words.js';
import { CALL_OFF_READERS } from '../../entities/readers.js';
import { type CallOffState, SOURCING_STATES } from '../../rules/call-offs/call-off-states.js';
import { asOneself } from '../access.js';

const CallOffConnection = connectionOf(CallOff, 'CallOff');

@ArgsType()
class CallOffBoardArgs extends BoardArgs {
  @Field(() => [CallOffStateWord], { nullable: true, description: 'Only those in one of these states.' })
  states?: CallOffState[] | null;

  @Field(() => String, { nullable: true, description: 'Only those of this patch, by its code.' })
  patch?: string | null;
}

@Resolver()
export class CallOffBoard {
  @Authorized<Role>(...CALL_OFF_READERS)
  @Query(() => CallOff, { nullable: true, description: "A call-off of the caller's council." })
  async callOff(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Its id or its reference.' }) id: string,
  ): Promise<CallOff | null> {
    asOneself(context);
    return context.byIdOrReference(CallOff, id);
  }

  @Authorized<Role>(...CALL_OFF_READERS)
  @Query(() => CallOffConnection, {
    nullable: true,
    description:
      "The board: call-offs of the caller's council. Open are those for which a provider is still sought, up to the award; a call-off begins when it is put out to providers, however many stages follow, and is due when its present stage closes.",
  })
  async callOffs(@Ctx() context: RequestContext, @Args() args: CallOffBoardArgs): Promise<Page<CallOff>> {
    asOneself(context);
    const { patch, states } = args;
    const list = boardList<CallOff, CallOffState>(args, states, {
      openStates: SOURCING_STATES,
      began: 'publishedAt',
      due: 'closesAt',
      where: { council: context.caller.organisation, ...(patch != null ? { patch } : {}) },
    });
    return context.page(CallOff, list, args);
  }
}

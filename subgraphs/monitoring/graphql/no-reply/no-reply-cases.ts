import { Arg, Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { boardList, PlainBoardArgs } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Emergency, NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NoReplyStateWord } from '../../entities/no-reply/words.js';
import { ALERT_READERS, VISIT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import type { EmergencyStep } from '../../rules/no-reply/no-reply.js';
import { NO_REPLY_STATES, type NoReplyState, OPEN_NO_REPLY_STATES } from '../../rules/no-reply/no-reply-states.js';
import { asOneself } from '../reading.js';
import { Placement, Provider, placementReferenceOf } from '../references.js';
import { onlyProvider } from '../whose.js';

const NoReplyCaseConnection = connectionOf(NoReplyCase, 'NoReplyCase');

@ArgsType()
class NoReplyCaseBoardArgs extends PlainBoardArgs {
  @Field(() => [NoReplyStateWord], { nullable: true, description: 'Only cases in one of these states.' })
  states?: readonly NoReplyState[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only cases for which the council must issue a default notice, or only the others; open or over (CM-14).',
  })
  defaultNoticeDue?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Only the cases of the provider with this id.' })
  provider?: string | null;
}

@Resolver(() => NoReplyCase)
export class NoReplyCases {
  @Authorized<Role>(...ALERT_READERS)
  @Query(() => NoReplyCaseConnection, {
    nullable: true,
    description: 'The board of no-reply cases: a council sees its own, a provider its own (DEL-30).',
  })
  noReplyCases(
    @Ctx() context: RequestContext,
    @Args(() => NoReplyCaseBoardArgs) args: NoReplyCaseBoardArgs,
  ): Promise<Page<NoReplyCase>> {
    asOneself(context);
    const { defaultNoticeDue, provider } = args;
    // A notice is due whether or not the case has been closed since.
    const states = args.states ?? (defaultNoticeDue == null ? null : NO_REPLY_STATES);
    const where = { ...onlyProvider(provider), ...(defaultNoticeDue == null ? {} : { defaultNoticeDue }) };
    const board = { openStates: OPEN_NO_REPLY_STATES, began: 'noReplyAt', due: 'noReplyAt', where } as const;
    return context.page(NoReplyCase, boardList<NoReplyCase, NoReplyState>(args, states, board), args);
  }

  @Authorized<Role>(...ALERT_READERS)
  @Query(() => NoReplyCase, {
    nullable: true,
    description: 'A no-reply case; null if there is none, or if the caller may not see it (DEL-30).',
  })
  noReplyCase(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the case.' }) id: string,
  ): Promise<NoReplyCase | null> {
    asOneself(context);
    return context.byId(NoReplyCase, id);
  }

  @FieldResolver(() => Visit, { nullable: true, description: 'The call.' })
  visit(@Root() noReply: NoReplyCase, @Ctx() context: RequestContext): Promise<Visit | null> {
    return context.byId(Visit, noReply.visitId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What people call the placement: by it a council finds in its own case system whom it is about.',
  })
  placementReference(@Root() { placementId }: NoReplyCase, @Ctx() context: RequestContext): Promise<string | null> {
    return placementReferenceOf(context, placementId);
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => Placement, { nullable: true, description: 'The placement that the call belongs to.' })
  placement(@Root() noReply: NoReplyCase): Placement {
    return Object.assign(new Placement(), { id: noReply.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose call it is.' })
  provider(@Root() noReply: NoReplyCase): Provider {
    return Object.assign(new Provider(), { id: noReply.providerId });
  }
}

/** Whether a step of an emergency is known to have been taken. */
@Resolver(() => Emergency)
export class Emergencies {
  @FieldResolver(() => Boolean, { description: 'Whether an overnight bag was packed, with the medication in it.' })
  bagPacked(@Root() emergency: Emergency): boolean {
    return isDone(emergency, 'OVERNIGHT_BAG');
  }

  @FieldResolver(() => Boolean, { description: 'Whether the property was secured.' })
  propertySecured(@Root() emergency: Emergency): boolean {
    return isDone(emergency, 'PROPERTY_SECURED');
  }

  @FieldResolver(() => Boolean, { description: 'Whether the keys went with the person.' })
  keysWithPerson(@Root() emergency: Emergency): boolean {
    return isDone(emergency, 'KEYS_WITH_PERSON');
  }
}

function isDone({ steps }: Emergency, wanted: EmergencyStep): boolean {
  return steps.some(({ step, outcome }) => step === wanted && outcome === 'DONE');
}

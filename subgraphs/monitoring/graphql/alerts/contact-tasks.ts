import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { boardList, PlainBoardArgs } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { completeContactTask, allowed as mayComplete } from '../../commands/alerts/complete-contact-task.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ContactTask } from '../../entities/alerts/contact-task.js';
import { ContactTaskOutcomeWord } from '../../entities/alerts/words.js';
import { NoReplyRouteWord } from '../../entities/no-reply/words.js';
import { CONTACT_TASK_READERS } from '../../entities/readers.js';
import type { ContactTaskOutcome, ContactTaskState } from '../../rules/alerts/contact-task.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import { asOneself } from '../reading.js';

const ContactTaskConnection = connectionOf(ContactTask, 'ContactTask');

@ArgsType()
class ContactTaskBoardArgs extends PlainBoardArgs {
  @Field(() => NoReplyRouteWord, { nullable: true, description: 'Only the tasks of this desk.' })
  desk?: NoReplyRoute | null;
}

@InputType({ description: 'What came of reaching the person, or their next of kin (NTF-20).' })
class CompleteContactTaskInput extends ActInput {
  @Field(() => ID, { description: 'Id of the contact task.' })
  taskId!: string;

  @Field(() => ContactTaskOutcomeWord, { description: 'What came of it.' })
  outcome!: ContactTaskOutcome;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;
}

@ObjectType({ description: 'What came of completing a contact task.' })
class ContactTaskPayload extends Payload {
  @Field(() => ContactTask, { nullable: true, description: 'The task as it now is; null if it was refused.' })
  contactTask!: ContactTask | null;

  static of({ result, refusals }: Outcome<ContactTask>): ContactTaskPayload {
    return { contactTask: result, refusals };
  }
}

/** What the council has to do about persons whom providers could not reach. */
@Resolver(() => ContactTask)
export class ContactTasks {
  @Authorized<Role>(...CONTACT_TASK_READERS)
  @Query(() => ContactTaskConnection, {
    nullable: true,
    description: 'The persons whom the council is to reach, or their next of kin, soonest due first (NTF-20).',
  })
  contactTasks(
    @Ctx() context: RequestContext,
    @Args(() => ContactTaskBoardArgs) args: ContactTaskBoardArgs,
  ): Promise<Page<ContactTask>> {
    asOneself(context);
    const where = args.desk == null ? {} : { desk: args.desk };
    const board = { openStates: ['OPEN'], began: 'openedAt', due: 'dueAt', where } as const;
    return context.page(ContactTask, boardList<ContactTask, ContactTaskState>(args, null, board), args);
  }

  @Authorized<Role>(...mayComplete.roles)
  @Mutation(() => ContactTaskPayload, {
    description: 'Records what came of reaching the person, or their next of kin (NTF-20, DEL-27).',
  })
  async completeContactTask(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => CompleteContactTaskInput, { description: 'What came of it.' }) input: CompleteContactTaskInput,
  ): Promise<ContactTaskPayload> {
    const { taskId, outcome, at, idempotencyKey } = input;
    return ContactTaskPayload.of(await completeContactTask(work, { taskId, outcome, at, idempotencyKey }));
  }

  @FieldResolver(() => Alert, { nullable: true, description: 'The alert on which the person could not be reached.' })
  alert(@Root() task: ContactTask, @Ctx() context: RequestContext): Promise<Alert | null> {
    return context.byId(Alert, task.alertId);
  }
}

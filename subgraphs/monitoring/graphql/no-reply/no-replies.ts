import type { FilterQuery } from '@mikro-orm/core';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { closeNoReply } from '../../commands/no-reply/close-no-reply.js';
import { foundUnwell } from '../../commands/no-reply/found-unwell.js';
import { instructCarer } from '../../commands/no-reply/instruct-carer.js';
import { leaveCallingCard } from '../../commands/no-reply/leave-calling-card.js';
import { notifyCouncil } from '../../commands/no-reply/notify-council.js';
import { personFound } from '../../commands/no-reply/person-found.js';
import { recordOfficeContacts } from '../../commands/no-reply/record-office-contacts.js';
import { recordOnSiteChecks } from '../../commands/no-reply/record-on-site-checks.js';
import { reportNoReply } from '../../commands/no-reply/report-no-reply.js';
import { sendNoReplyForm } from '../../commands/no-reply/send-no-reply-form.js';
import { tellOfEmergency } from '../../commands/no-reply/tell-of-emergency.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import {
  ContactOutcomeWord,
  type EmergencyTold,
  EmergencyToldWord,
  FindingWord,
  InstructionWord,
  NoReplyRouteWord,
  NoReplyStateWord,
  OfficeContactWord,
  OnSiteCheckWord,
} from '../../entities/words.js';
import type {
  ContactOutcome,
  Finding,
  Instruction,
  OfficeContact,
  OnSiteCheck,
} from '../../rules/no-reply/no-reply.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import type { NoReplyState } from '../../rules/no-reply/no-reply-states.js';
import { AT_THE_DOOR, NO_REPLY_OFFICE } from '../../steps/no-reply/on-no-reply.js';
import { Placement, Provider } from '../foreign.js';
import { mayReadCare } from '../reading.js';

const KEY = { description: 'The same key again answers the same; 8 to 200 characters.' };

const NoReplyCaseConnection = connectionOf(NoReplyCase, 'NoReplyCase');

@InputType({ description: 'That nobody answered the door (DEL-30).' })
class ReportNoReplyInput {
  @Field(() => ID, { description: 'The call.' })
  visitId!: string;

  @Field(() => DateTimeScalar, { description: 'When nobody answered.' })
  noReplyAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the carer told the office, which is to be at once.' })
  managerInformedAt!: Date;

  @Field(() => String, { description: 'The carer, by your own reference; 1 to 100 characters.' })
  worker!: string;

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'A no-reply case.' })
class OnNoReplyInput {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'A step of a no-reply case.' })
class NoReplyStepInput extends OnNoReplyInput {
  @Field(() => DateTimeScalar, { description: 'When it was taken.' })
  at!: Date;
}

@InputType({ description: 'One of the five checks at the door (DEL-31).' })
class OnSiteCheckInput {
  @Field(() => OnSiteCheckWord, { description: 'What was looked at.' })
  check!: OnSiteCheck;

  @Field(() => Boolean, { defaultValue: true, description: 'False where there is none, such as a back door.' })
  applicable!: boolean;

  @Field(() => FindingWord, { nullable: true, description: 'What it found (DEL-32); none where not applicable.' })
  finding?: Finding | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@InputType({ description: 'The five checks at the door, each once (DEL-31, DEL-32).' })
class RecordOnSiteChecksInput extends OnNoReplyInput {
  @Field(() => [OnSiteCheckInput], { description: 'The checks.' })
  checks!: OnSiteCheckInput[];
}

@InputType({ description: 'One of the five contacts of the office (DEL-33).' })
class OfficeContactInput {
  @Field(() => OfficeContactWord, { description: 'Who was called.' })
  who!: OfficeContact;

  @Field(() => ContactOutcomeWord, { description: 'What came of it.' })
  outcome!: ContactOutcome;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@InputType({ description: 'The five contacts of the office, each once (DEL-33).' })
class RecordOfficeContactsInput extends OnNoReplyInput {
  @Field(() => [OfficeContactInput], { description: 'The contacts.' })
  contacts!: OfficeContactInput[];
}

@InputType({ description: 'What the carer was told to do (DEL-34).' })
class InstructCarerInput extends NoReplyStepInput {
  @Field(() => InstructionWord, { description: 'To stay, or to go on.' })
  instruction!: Instruction;

  @Field(() => String, { description: 'Who said so, by your own reference; 1 to 100 characters.' })
  giver!: string;
}

@InputType({ description: 'A card with date and time of the visit is at the door (DEL-35).' })
class LeaveCallingCardInput extends NoReplyStepInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the carer left; left out while still there.' })
  carerLeftAt?: Date | null;
}

@InputType({ description: 'The council was told (DEL-36).' })
class NotifyCouncilInput extends NoReplyStepInput {
  @Field(() => NoReplyRouteWord, { description: 'Whom you told.' })
  route!: NoReplyRoute;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the care manager was sent an email; out of hours that is at once.',
  })
  careManagerEmailedAt?: Date | null;
}

@InputType({ description: 'The person was found unwell (DEL-37).' })
class FoundUnwellInput extends OnNoReplyInput {
  @Field(() => DateTimeScalar, { description: 'When the person was found.' })
  foundAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an ambulance was called: first of all.' })
  ambulanceCalledAt?: Date | null;

  @Field(() => DateTimeScalar, { description: 'When the office was called.' })
  officeCalledAt!: Date;

  @Field(() => Boolean, { defaultValue: false, description: 'The person was moved, which is never right.' })
  personMoved!: boolean;

  @Field(() => Boolean, { description: 'An overnight bag was packed: medication, nightwear, toiletries.' })
  bagPacked!: boolean;

  @Field(() => Boolean, { description: 'The property was secured.' })
  propertySecured!: boolean;

  @Field(() => Boolean, { description: 'The keys went with the person.' })
  keysWithPerson!: boolean;
}

@InputType({ description: 'Somebody knows of the emergency (DEL-37).' })
class TellOfEmergencyInput extends NoReplyStepInput {
  @Field(() => EmergencyToldWord, { description: 'Who.' })
  who!: EmergencyTold;
}

@ObjectType({ description: 'The no-reply case as it now is, or why nothing was changed.' })
class NoReplyCasePayload {
  @Field(() => NoReplyCase, { nullable: true, description: 'The case as it now is.' })
  noReplyCase!: NoReplyCase | null;

  @Field(() => [RefusalType], { description: 'Why nothing was changed; empty when it was.' })
  refusals!: readonly RefusalType[];

  static of({ result, refusals }: Outcome<NoReplyCase>): NoReplyCasePayload {
    return { noReplyCase: result, refusals };
  }
}

@Resolver(() => NoReplyCase)
export class NoReplies {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => NoReplyCaseConnection, {
    nullable: true,
    description: 'No-reply cases, newest first: a council sees its own, a provider its own (DEL-30).',
  })
  async noReplyCases(
    @Ctx() context: RequestContext,
    @Arg('state', () => NoReplyStateWord, { nullable: true, description: 'Only those that stand so.' })
    state?: NoReplyState,
    @Arg('defaultNoticeDue', () => Boolean, {
      nullable: true,
      description: 'Only those for which the council must issue a default notice, or only the others (CM-14).',
    })
    defaultNoticeDue?: boolean,
    @Arg('provider', () => ID, { nullable: true, description: 'Only this provider’s.' }) provider?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<NoReplyCase>> {
    mayReadCare(context);
    const [noReplyAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const where: FilterQuery<NoReplyCase> = {
      ...(state ? { state } : {}),
      ...(defaultNoticeDue === undefined ? {} : { defaultNoticeDue }),
      ...(provider ? { providerId: provider } : {}),
      ...(noReplyAt
        ? { $or: [{ noReplyAt: { $lt: new Date(noReplyAt) } }, { noReplyAt: new Date(noReplyAt), id: { $lt: id } }] }
        : {}),
    };
    const rows = await context.em.find(NoReplyCase, where, {
      orderBy: { noReplyAt: 'desc', id: 'desc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.noReplyAt.toISOString(), row.id]);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => NoReplyCase, { nullable: true, description: 'One no-reply case (DEL-30).' })
  noReplyCase(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The case.' }) id: string,
  ): Promise<NoReplyCase | null> {
    mayReadCare(context);
    return context.byId(NoReplyCase, id);
  }

  @FieldResolver(() => Visit, { nullable: true, description: 'The call.' })
  visit(@Root() noReply: NoReplyCase, @Ctx() context: RequestContext): Promise<Visit | null> {
    return context.byId(Visit, noReply.visitId);
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement.' })
  placement(@Root() noReply: NoReplyCase): Placement {
    return Object.assign(new Placement(), { id: noReply.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose call it is.' })
  provider(@Root() noReply: NoReplyCase): Provider {
    return Object.assign(new Provider(), { id: noReply.providerId });
  }

  @Authorized<Role>(...AT_THE_DOOR)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'Nobody answered the door, and the office knows (DEL-30).',
  })
  async reportNoReply(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReportNoReplyInput, { description: 'The no reply.' }) input: ReportNoReplyInput,
  ): Promise<NoReplyCasePayload> {
    const { visitId, noReplyAt, managerInformedAt, worker, idempotencyKey } = input;
    return NoReplyCasePayload.of(
      await reportNoReply(context.work, { visitId, noReplyAt, managerInformedAt, worker, idempotencyKey }),
    );
  }

  @Authorized<Role>(...AT_THE_DOOR)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The carer has made the five checks and told the office what they found (DEL-31, DEL-32).',
  })
  async recordOnSiteChecks(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordOnSiteChecksInput, { description: 'The checks.' }) input: RecordOnSiteChecksInput,
  ): Promise<NoReplyCasePayload> {
    const checks = input.checks.map(({ check, applicable, finding, at }) => ({
      check,
      applicable,
      finding: finding ?? null,
      at,
    }));
    return NoReplyCasePayload.of(await recordOnSiteChecks(context.work, { ...caseOf(input), checks }));
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The office has called all five that may know (DEL-33).',
  })
  async recordOfficeContacts(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordOfficeContactsInput, { description: 'The contacts.' }) input: RecordOfficeContactsInput,
  ): Promise<NoReplyCasePayload> {
    const contacts = input.contacts.map(({ who, outcome, at }) => ({ who, outcome, at }));
    return NoReplyCasePayload.of(await recordOfficeContacts(context.work, { ...caseOf(input), contacts }));
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The carer was told to stay or to go on (DEL-34).',
  })
  async instructCarer(
    @Ctx() context: RequestContext,
    @Arg('input', () => InstructCarerInput, { description: 'The instruction.' }) input: InstructCarerInput,
  ): Promise<NoReplyCasePayload> {
    const { instruction, giver } = input;
    return NoReplyCasePayload.of(await instructCarer(context.work, { ...stepOf(input), instruction, giver }));
  }

  @Authorized<Role>(...AT_THE_DOOR)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'A card with date and time of the visit was left (DEL-35).',
  })
  async leaveCallingCard(
    @Ctx() context: RequestContext,
    @Arg('input', () => LeaveCallingCardInput, { description: 'When.' }) input: LeaveCallingCardInput,
  ): Promise<NoReplyCasePayload> {
    const carerLeftAt = input.carerLeftAt ?? null;
    return NoReplyCasePayload.of(await leaveCallingCard(context.work, { ...stepOf(input), carerLeftAt }));
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The council was told, whomever the clock makes responsible (DEL-36).',
  })
  async notifyCouncil(
    @Ctx() context: RequestContext,
    @Arg('input', () => NotifyCouncilInput, { description: 'Whom and when.' }) input: NotifyCouncilInput,
  ): Promise<NoReplyCasePayload> {
    const careManagerEmailedAt = input.careManagerEmailedAt ?? null;
    return NoReplyCasePayload.of(
      await notifyCouncil(context.work, { ...stepOf(input), route: input.route, careManagerEmailedAt }),
    );
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, { nullable: true, description: 'The No Reply form was sent (DEL-36).' })
  async sendNoReplyForm(
    @Ctx() context: RequestContext,
    @Arg('input', () => NoReplyStepInput, { description: 'When.' }) input: NoReplyStepInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await sendNoReplyForm(context.work, stepOf(input)));
  }

  @Authorized<Role>(...AT_THE_DOOR)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The person was found unwell: an ambulance first, then the office (DEL-37).',
  })
  async foundUnwell(
    @Ctx() context: RequestContext,
    @Arg('input', () => FoundUnwellInput, { description: 'What was done.' }) input: FoundUnwellInput,
  ): Promise<NoReplyCasePayload> {
    const { foundAt, officeCalledAt, personMoved, bagPacked, propertySecured, keysWithPerson } = input;
    return NoReplyCasePayload.of(
      await foundUnwell(context.work, {
        ...caseOf(input),
        foundAt,
        ambulanceCalledAt: input.ambulanceCalledAt ?? null,
        officeCalledAt,
        personMoved,
        bagPacked,
        propertySecured,
        keysWithPerson,
      }),
    );
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'Next of kin or care manager know of the emergency; both must (DEL-37).',
  })
  async tellOfEmergency(
    @Ctx() context: RequestContext,
    @Arg('input', () => TellOfEmergencyInput, { description: 'Who and when.' }) input: TellOfEmergencyInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await tellOfEmergency(context.work, { ...stepOf(input), who: input.who }));
  }

  @Authorized<Role>(...AT_THE_DOOR)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The person was found and is well; the case is closed (SM-8).',
  })
  async personFound(
    @Ctx() context: RequestContext,
    @Arg('input', () => NoReplyStepInput, { description: 'When.' }) input: NoReplyStepInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await personFound(context.work, stepOf(input)));
  }

  @Authorized<Role>(...NO_REPLY_OFFICE)
  @Mutation(() => NoReplyCasePayload, {
    nullable: true,
    description: 'The procedure is complete; the visit was neither made nor missed (DEL-38).',
  })
  async closeNoReply(
    @Ctx() context: RequestContext,
    @Arg('input', () => OnNoReplyInput, { description: 'The case.' }) input: OnNoReplyInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await closeNoReply(context.work, caseOf(input)));
  }
}

function caseOf({ caseId, idempotencyKey }: OnNoReplyInput) {
  return { caseId, idempotencyKey };
}

function stepOf({ caseId, at, idempotencyKey }: NoReplyStepInput) {
  return { caseId, at, idempotencyKey };
}

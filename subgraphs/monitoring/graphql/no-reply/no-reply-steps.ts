import { Arg, Authorized, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { closeNoReply, allowed as mayClose } from '../../commands/no-reply/close-no-reply.js';
import { foundUnwell, allowed as mayFindUnwell } from '../../commands/no-reply/found-unwell.js';
import { instructCarer, allowed as mayInstruct } from '../../commands/no-reply/instruct-carer.js';
import { leaveCallingCard, allowed as mayLeaveCard } from '../../commands/no-reply/leave-calling-card.js';
import { allowed as mayNotify, notifyCouncil } from '../../commands/no-reply/notify-council.js';
import { allowed as mayFind, personFound } from '../../commands/no-reply/person-found.js';
import { allowed as maySeeTo, recordEmergencySteps } from '../../commands/no-reply/record-emergency-steps.js';
import { allowed as mayContact, recordOfficeContacts } from '../../commands/no-reply/record-office-contacts.js';
import { allowed as mayCheck, recordOnSiteChecks } from '../../commands/no-reply/record-on-site-checks.js';
import { allowed as mayReport, reportNoReply } from '../../commands/no-reply/report-no-reply.js';
import { allowed as maySendForm, sendNoReplyForm } from '../../commands/no-reply/send-no-reply-form.js';
import { allowed as mayTell, tellOfEmergency } from '../../commands/no-reply/tell-of-emergency.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { EMERGENCY_STEPS } from '../../rules/no-reply/no-reply.js';
import {
  FoundUnwellInput,
  InstructCarerInput,
  LeaveCallingCardInput,
  NoReplyCaseInput,
  NoReplyStepInput,
  NotifyCouncilInput,
  RecordEmergencyStepsInput,
  RecordOfficeContactsInput,
  RecordOnSiteChecksInput,
  ReportNoReplyInput,
  TellOfEmergencyInput,
} from './no-reply-inputs.js';

@ObjectType({ description: 'What came of a step of the no-reply procedure.' })
class NoReplyCasePayload extends Payload {
  @Field(() => NoReplyCase, { nullable: true, description: 'The case as it now is; null if the step was refused.' })
  noReplyCase!: NoReplyCase | null;

  static of({ result, refusals }: Outcome<NoReplyCase>): NoReplyCasePayload {
    return { noReplyCase: result, refusals };
  }
}

/** The steps of the no-reply procedure, at the door and in the office. */
@Resolver()
export class NoReplySteps {
  @Authorized<Role>(...mayReport.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Reports that nobody answered the door, and that the office knows (DEL-30).',
  })
  async reportNoReply(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => ReportNoReplyInput, { description: 'The no reply.' }) input: ReportNoReplyInput,
  ): Promise<NoReplyCasePayload> {
    const { visitId, noReplyAt, managerInformedAt, worker, idempotencyKey } = input;
    return NoReplyCasePayload.of(
      await reportNoReply(work, { visitId, noReplyAt, managerInformedAt, worker, idempotencyKey }),
    );
  }

  @Authorized<Role>(...mayCheck.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records the five checks that the carer made at the door, and what they found (DEL-31, DEL-32).',
  })
  async recordOnSiteChecks(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordOnSiteChecksInput, { description: 'The checks.' }) input: RecordOnSiteChecksInput,
  ): Promise<NoReplyCasePayload> {
    const checks = input.checks.map(({ check, applicable, finding, at }) => ({
      check,
      applicable,
      finding: finding ?? null,
      at,
    }));
    return NoReplyCasePayload.of(await recordOnSiteChecks(work, { ...caseOf(input), checks }));
  }

  @Authorized<Role>(...mayContact.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records that the office has called all five who may know (DEL-33).',
  })
  async recordOfficeContacts(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordOfficeContactsInput, { description: 'The contacts.' }) input: RecordOfficeContactsInput,
  ): Promise<NoReplyCasePayload> {
    const contacts = input.contacts.map(({ who, outcome, at }) => ({ who, outcome, at }));
    return NoReplyCasePayload.of(await recordOfficeContacts(work, { ...caseOf(input), contacts }));
  }

  @Authorized<Role>(...mayInstruct.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records that the carer was told to stay, or to go on to the next call (DEL-34).',
  })
  async instructCarer(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => InstructCarerInput, { description: 'The instruction.' }) input: InstructCarerInput,
  ): Promise<NoReplyCasePayload> {
    const { instruction, giver } = input;
    return NoReplyCasePayload.of(await instructCarer(work, { ...stepOf(input), instruction, giver }));
  }

  @Authorized<Role>(...mayLeaveCard.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records that a card with the date and time of the visit was left (DEL-35).',
  })
  async leaveCallingCard(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => LeaveCallingCardInput, { description: 'The step.' }) input: LeaveCallingCardInput,
  ): Promise<NoReplyCasePayload> {
    const carerLeftAt = input.carerLeftAt ?? null;
    return NoReplyCasePayload.of(await leaveCallingCard(work, { ...stepOf(input), carerLeftAt }));
  }

  @Authorized<Role>(...mayNotify.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records that the council was told: the desk that is responsible at that time of day (DEL-36).',
  })
  async notifyCouncil(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => NotifyCouncilInput, { description: 'Which desk was told, and when.' })
    input: NotifyCouncilInput,
  ): Promise<NoReplyCasePayload> {
    const careManagerEmailedAt = input.careManagerEmailedAt ?? null;
    return NoReplyCasePayload.of(
      await notifyCouncil(work, { ...stepOf(input), route: input.route, careManagerEmailedAt }),
    );
  }

  @Authorized<Role>(...maySendForm.roles)
  @Mutation(() => NoReplyCasePayload, { description: 'Records that the No Reply form was sent (DEL-36).' })
  async sendNoReplyForm(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => NoReplyStepInput, { description: 'The step.' }) input: NoReplyStepInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await sendNoReplyForm(work, stepOf(input)));
  }

  @Authorized<Role>(...mayFindUnwell.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Reports that the person was found unwell: an ambulance is called first, then the office (DEL-37).',
  })
  async foundUnwell(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => FoundUnwellInput, { description: 'What was found and done.' }) input: FoundUnwellInput,
  ): Promise<NoReplyCasePayload> {
    const { foundAt, officeCalledAt, personMoved, bagPacked, propertySecured, keysWithPerson } = input;
    const seenTo = { OVERNIGHT_BAG: bagPacked, PROPERTY_SECURED: propertySecured, KEYS_WITH_PERSON: keysWithPerson };
    return NoReplyCasePayload.of(
      await foundUnwell(work, {
        ...caseOf(input),
        foundAt,
        ambulanceCalledAt: input.ambulanceCalledAt ?? null,
        officeCalledAt,
        personMoved,
        done: EMERGENCY_STEPS.filter((step) => seenTo[step]),
      }),
    );
  }

  @Authorized<Role>(...maySeeTo.roles)
  @Mutation(() => NoReplyCasePayload, {
    description:
      'Records what was seen to once the person was found unwell: the bag, the property, the keys, whether they were admitted, and when the carer left (DEL-37).',
  })
  async recordEmergencySteps(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordEmergencyStepsInput, { description: 'What was seen to.' })
    input: RecordEmergencyStepsInput,
  ): Promise<NoReplyCasePayload> {
    const steps = input.steps.map(({ step, outcome, at }) => ({ step, outcome, at }));
    const admitted = input.admitted ?? null;
    const carerLeftAt = input.carerLeftAt ?? null;
    return NoReplyCasePayload.of(await recordEmergencySteps(work, { ...caseOf(input), steps, admitted, carerLeftAt }));
  }

  @Authorized<Role>(...mayTell.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Records that the next of kin or the care manager were told of the emergency; both must be (DEL-37).',
  })
  async tellOfEmergency(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => TellOfEmergencyInput, { description: 'Who was told, and when.' }) input: TellOfEmergencyInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await tellOfEmergency(work, { ...stepOf(input), who: input.who }));
  }

  @Authorized<Role>(...mayFind.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Reports that the person was found and is well, which closes the case (SM-8).',
  })
  async personFound(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => NoReplyStepInput, { description: 'The step.' }) input: NoReplyStepInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await personFound(work, stepOf(input)));
  }

  @Authorized<Role>(...mayClose.roles)
  @Mutation(() => NoReplyCasePayload, {
    description: 'Closes the case once the procedure is complete: the visit was neither made nor missed (DEL-38).',
  })
  async closeNoReply(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => NoReplyCaseInput, { description: 'The case.' }) input: NoReplyCaseInput,
  ): Promise<NoReplyCasePayload> {
    return NoReplyCasePayload.of(await closeNoReply(work, caseOf(input)));
  }
}

function caseOf({ caseId, idempotencyKey }: NoReplyCaseInput) {
  return { caseId, idempotencyKey };
}

function stepOf({ caseId, at, idempotencyKey }: NoReplyStepInput) {
  return { caseId, at, idempotencyKey };
}

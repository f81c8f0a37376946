import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { acknowledgeAlert, allowed as mayAcknowledge } from '../../commands/alerts/acknowledge-alert.js';
import { informOfUnreachable, allowed as mayInform } from '../../commands/alerts/inform-of-unreachable.js';
import { allowed as mayReport, recordAlertActions } from '../../commands/alerts/record-alert-actions.js';
import { allowed as mayContactPerson, recordPersonContact } from '../../commands/alerts/record-person-contact.js';
import { allowed as mayContactStaff, recordStaffContact } from '../../commands/alerts/record-staff-contact.js';
import { allowed as maySend, sendReplacement } from '../../commands/alerts/send-replacement.js';
import { allowed as mayTell, tellReplacement } from '../../commands/alerts/tell-replacement.js';
import { Alert } from '../../entities/alerts/alert.js';
import {
  AlertKindWord,
  AlertStepWord,
  type UnreachableInformed,
  UnreachableInformedWord,
} from '../../entities/alerts/words.js';
import type { AlertKind, AlertStep } from '../../rules/alerts/alert-standing.js';

const PERSON_OUTCOMES = ['REASSURED', 'UNREACHABLE'] as const;
const PersonContactWord = enumType(PERSON_OUTCOMES, {
  name: 'PersonContactOutcome',
  description:
    'REASSURED: the person is all right and knows that the carer will come. UNREACHABLE: the person could not be reached (DEL-23).',
});
const STAFF_OUTCOMES = ['ON_THE_WAY', 'CANNOT'] as const;
const StaffContactWord = enumType(STAFF_OUTCOMES, {
  name: 'StaffContactOutcome',
  description: 'The worker is on the way, or cannot make the call (DEL-24, DEL-25).',
});

@InputType({ description: 'A step that the desk took on an alert.' })
class AlertStepInput extends ActInput {
  @Field(() => ID, { description: 'Id of the alert.' })
  alertId!: string;

  @Field(() => DateTimeScalar, { description: 'When the step was taken.' })
  at!: Date;
}

@InputType({ description: 'The person was contacted, before anybody else (DEL-23).' })
class RecordPersonContactInput extends AlertStepInput {
  @Field(() => PersonContactWord, { description: 'The result of the contact.' })
  outcome!: (typeof PERSON_OUTCOMES)[number];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the person was asked if the call is still needed. Nobody may ask that: it is kept as a violation.',
  })
  askedIfNeeded!: boolean;
}

@InputType({ description: 'The worker was contacted, after the person (DEL-24).' })
class RecordStaffContactInput extends AlertStepInput {
  @Field(() => StaffContactWord, { description: 'The result of the contact.' })
  outcome!: (typeof STAFF_OUTCOMES)[number];

  @Field(() => String, { description: 'The worker, by your own reference; 1 to 100 characters.' })
  worker!: string;
}

@InputType({ description: 'A replacement for the worker who cannot come (DEL-25, DEL-26).' })
class ReplacementInput extends AlertStepInput {
  @Field(() => String, {
    description: 'The replacement, by your own reference and never by name; 1 to 100 characters.',
  })
  worker!: string;
}

@InputType({ description: 'Somebody was informed that the person cannot be reached (DEL-27).' })
class InformOfUnreachableInput extends AlertStepInput {
  @Field(() => UnreachableInformedWord, { description: 'Who was informed.' })
  who!: UnreachableInformed;
}

@InputType({ description: 'One action on an alert, as it happened (DEL-05).' })
class AlertActionInput {
  @Field(() => String, { description: 'Its id in your system: sent again, it changes nothing.' })
  externalId!: string;

  @Field(() => AlertStepWord, { description: 'What was done.' })
  step!: AlertStep;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The worker it is about, by your own reference.' })
  worker?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the person was asked if the call is still needed.',
  })
  askedIfNeeded!: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The log entry that this one corrects, by its position in the log (DEL-28).',
  })
  corrects?: string | null;
}

@InputType({ description: 'What was done on the alert of a call, in any order (DEL-05, IDG-18).' })
class RecordAlertActionsInput extends ActInput {
  @Field(() => ID, { description: 'Id of the visit that the alert is about.' })
  visitId!: string;

  @Field(() => AlertKindWord, {
    defaultValue: 'LATE',
    description: 'Which of its alerts: that nobody had come, or that not everybody had.',
  })
  kind!: AlertKind;

  @Field(() => String, { description: 'Your system, by the name it gives itself; 1 to 100 characters.' })
  source!: string;

  @Field(() => [AlertActionInput], { description: 'The actions, 1 to 100.' })
  actions!: AlertActionInput[];
}

@ObjectType({ description: 'What came of a step on an alert.' })
class AlertPayload extends Payload {
  @Field(() => Alert, { nullable: true, description: 'The alert as it now is; null if the step was refused.' })
  alert!: Alert | null;

  static of({ result, refusals }: Outcome<Alert>): AlertPayload {
    return { alert: result, refusals };
  }
}

/** The steps of an alert desk, and the history that a call-monitoring system reports afterwards. */
@Resolver()
export class AlertSteps {
  @Authorized<Role>(...mayAcknowledge.roles)
  @Mutation(() => AlertPayload, { description: 'Records that somebody at the desk has taken on the alert (DEL-22).' })
  async acknowledgeAlert(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => AlertStepInput, { description: 'The step.' }) input: AlertStepInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await acknowledgeAlert(work, stepOf(input)));
  }

  @Authorized<Role>(...mayContactPerson.roles)
  @Mutation(() => AlertPayload, {
    description: 'Records that the person was contacted first, and whether they were reached (DEL-23, DEL-27).',
  })
  async recordPersonContact(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordPersonContactInput, { description: 'The contact.' }) input: RecordPersonContactInput,
  ): Promise<AlertPayload> {
    const { outcome, askedIfNeeded } = input;
    return AlertPayload.of(await recordPersonContact(work, { ...stepOf(input), outcome, askedIfNeeded }));
  }

  @Authorized<Role>(...mayContactStaff.roles)
  @Mutation(() => AlertPayload, {
    description:
      'Records that the worker was contacted after the person, and is on the way or cannot come (DEL-24, DEL-25).',
  })
  async recordStaffContact(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordStaffContactInput, { description: 'The contact.' }) input: RecordStaffContactInput,
  ): Promise<AlertPayload> {
    const { outcome, worker } = input;
    return AlertPayload.of(await recordStaffContact(work, { ...stepOf(input), outcome, worker }));
  }

  @Authorized<Role>(...maySend.roles)
  @Mutation(() => AlertPayload, {
    description: 'Records that a replacement was sent, which is due within the hour (DEL-25).',
  })
  async sendReplacement(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => ReplacementInput, { description: 'Who was sent, and when.' }) input: ReplacementInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await sendReplacement(work, { ...stepOf(input), worker: input.worker }));
  }

  @Authorized<Role>(...mayTell.roles)
  @Mutation(() => AlertPayload, {
    description: 'Records that the person was told that a replacement will come, and who (DEL-26).',
  })
  async tellReplacement(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => ReplacementInput, { description: 'Whose name the person was told, and when.' })
    input: ReplacementInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await tellReplacement(work, { ...stepOf(input), worker: input.worker }));
  }

  @Authorized<Role>(...mayInform.roles)
  @Mutation(() => AlertPayload, {
    description:
      'Records that the council or the next of kin were informed that the person cannot be reached; both must be (DEL-27).',
  })
  async informOfUnreachable(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => InformOfUnreachableInput, { description: 'Who was informed, and when.' })
    input: InformOfUnreachableInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await informOfUnreachable(work, { ...stepOf(input), who: input.who }));
  }

  @Authorized<Role>(...mayReport.roles)
  @Mutation(() => AlertPayload, {
    description: 'Adds what was done to the log of an alert, in any order and each action once (DEL-05, IDG-18).',
  })
  async recordAlertActions(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordAlertActionsInput, { description: 'The actions.' }) input: RecordAlertActionsInput,
  ): Promise<AlertPayload> {
    const { visitId, kind, source, idempotencyKey } = input;
    const actions = input.actions.map(({ externalId, step, at, worker, askedIfNeeded, corrects }) => ({
      externalId,
      step,
      at,
      worker: worker ?? null,
      askedIfNeeded,
      corrects: corrects ?? null,
    }));
    return AlertPayload.of(await recordAlertActions(work, { visitId, kind, source, actions, idempotencyKey }));
  }
}

function stepOf({ alertId, at, idempotencyKey }: AlertStepInput) {
  return { alertId, at, idempotencyKey };
}

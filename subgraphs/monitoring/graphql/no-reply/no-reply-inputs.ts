import { Field, ID, InputType } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import {
  ContactOutcomeWord,
  EmergencyStepOutcomeWord,
  EmergencyStepWord,
  type EmergencyTold,
  EmergencyToldWord,
  FindingWord,
  InstructionWord,
  NoReplyRouteWord,
  OfficeContactWord,
  OnSiteCheckWord,
} from '../../entities/no-reply/words.js';
import type {
  ContactOutcome,
  EmergencyStep,
  EmergencyStepOutcome,
  Finding,
  Instruction,
  OfficeContact,
  OnSiteCheck,
} from '../../rules/no-reply/no-reply.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';

@InputType({ description: 'A report that nobody answered the door (DEL-30).' })
export class ReportNoReplyInput extends ActInput {
  @Field(() => ID, { description: 'Id of the visit at which nobody answered.' })
  visitId!: string;

  @Field(() => DateTimeScalar, { description: 'When nobody answered.' })
  noReplyAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the carer told the office, which must be at once.' })
  managerInformedAt!: Date;

  @Field(() => String, { description: 'The carer, by your own reference; 1 to 100 characters.' })
  worker!: string;
}

@InputType({ description: 'An act on a no-reply case.' })
export class NoReplyCaseInput extends ActInput {
  @Field(() => ID, { description: 'Id of the no-reply case.' })
  caseId!: string;
}

@InputType({ description: 'A step of the no-reply procedure.' })
export class NoReplyStepInput extends NoReplyCaseInput {
  @Field(() => DateTimeScalar, { description: 'When the step was taken.' })
  at!: Date;
}

@InputType({ description: 'One of the five checks at the door (DEL-31).' })
export class OnSiteCheckInput {
  @Field(() => OnSiteCheckWord, { description: 'What was looked at.' })
  check!: OnSiteCheck;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'False if there is nothing to check, such as no back door.',
  })
  applicable!: boolean;

  @Field(() => FindingWord, {
    nullable: true,
    description: 'What the check found (DEL-32); null if it is not applicable.',
  })
  finding?: Finding | null;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;
}

@InputType({ description: 'All five checks at the door, each once (DEL-31, DEL-32).' })
export class RecordOnSiteChecksInput extends NoReplyCaseInput {
  @Field(() => [OnSiteCheckInput], { description: 'The checks.' })
  checks!: OnSiteCheckInput[];
}

@InputType({ description: 'One of the five contacts that the office makes (DEL-33).' })
export class OfficeContactInput {
  @Field(() => OfficeContactWord, { description: 'Who was called.' })
  who!: OfficeContact;

  @Field(() => ContactOutcomeWord, { description: 'The result of the contact.' })
  outcome!: ContactOutcome;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;
}

@InputType({ description: 'All five contacts that the office makes, each once (DEL-33).' })
export class RecordOfficeContactsInput extends NoReplyCaseInput {
  @Field(() => [OfficeContactInput], { description: 'The contacts.' })
  contacts!: OfficeContactInput[];
}

@InputType({ description: 'What the carer was told to do (DEL-34).' })
export class InstructCarerInput extends NoReplyStepInput {
  @Field(() => InstructionWord, { description: 'To stay, or to go on to the next call.' })
  instruction!: Instruction;

  @Field(() => String, { description: 'Who gave the instruction, by your own reference; 1 to 100 characters.' })
  giver!: string;
}

@InputType({ description: 'A card with the date and time of the visit was left at the door (DEL-35).' })
export class LeaveCallingCardInput extends NoReplyStepInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the carer left; leave it out while the carer is still there.',
  })
  carerLeftAt?: Date | null;
}

@InputType({ description: 'The council was told (DEL-36).' })
export class NotifyCouncilInput extends NoReplyStepInput {
  @Field(() => NoReplyRouteWord, { description: 'Which desk of the council you told.' })
  route!: NoReplyRoute;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When an email was sent to the care manager; out of hours it must follow at once.',
  })
  careManagerEmailedAt?: Date | null;
}

@InputType({ description: 'The person was found unwell (DEL-37).' })
export class FoundUnwellInput extends NoReplyCaseInput {
  @Field(() => DateTimeScalar, { description: 'When the person was found.' })
  foundAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an ambulance was called, which comes first.' })
  ambulanceCalledAt?: Date | null;

  @Field(() => DateTimeScalar, { description: 'When the office was called.' })
  officeCalledAt!: Date;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the person was moved, which is never right.' })
  personMoved!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether an overnight bag has been packed already: medication, nightwear, toiletries.',
  })
  bagPacked!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the property has been secured already.' })
  propertySecured!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the keys have gone with the person already.' })
  keysWithPerson!: boolean;
}

@InputType({ description: 'One thing that was seen to in the emergency (DEL-37).' })
export class EmergencyStepInput {
  @Field(() => EmergencyStepWord, { description: 'What was seen to.' })
  step!: EmergencyStep;

  @Field(() => EmergencyStepOutcomeWord, { description: 'Whether it was done.' })
  outcome!: EmergencyStepOutcome;

  @Field(() => DateTimeScalar, { description: 'When it was done, or seen that it was not to be.' })
  at!: Date;
}

@InputType({ description: 'What was seen to once the person was found unwell (DEL-37).' })
export class RecordEmergencyStepsInput extends NoReplyCaseInput {
  @Field(() => [EmergencyStepInput], {
    defaultValue: [],
    description: 'Any of the steps, each once; a step reported again counts as it is reported last.',
  })
  steps!: EmergencyStepInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the person was admitted to hospital; leave it out while that is not known.',
  })
  admitted?: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the carer left; leave it out while the carer is still there.',
  })
  carerLeftAt?: Date | null;
}

@InputType({ description: 'Somebody was told of the emergency (DEL-37).' })
export class TellOfEmergencyInput extends NoReplyStepInput {
  @Field(() => EmergencyToldWord, { description: 'Who was told.' })
  who!: EmergencyTold;
}

import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
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
import type { NoReplyState } from '../../rules/no-reply/no-reply-states.js';
import { Violation } from '../alerts/alert.js';
import {
  ContactOutcomeWord,
  EmergencyStepOutcomeWord,
  EmergencyStepWord,
  FindingWord,
  InstructionWord,
  NoReplyRouteWord,
  NoReplyStateWord,
  OfficeContactWord,
  OnSiteCheckWord,
} from './words.js';

// What is kept as JSON holds its instants as text.

@ObjectType({ description: 'One of the five checks at the door (DEL-31).' })
export class CheckMade {
  @Field(() => OnSiteCheckWord, { description: 'What was looked at.' })
  check!: OnSiteCheck;

  @Field(() => Boolean, { description: 'False if there is nothing to check, such as no back door.' })
  applicable!: boolean;

  @Field(() => FindingWord, { nullable: true, description: 'What it found (DEL-32); null if it is not applicable.' })
  finding!: Finding | null;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: string;
}

@ObjectType({ description: 'One of the five contacts of the office (DEL-33).' })
export class ContactMade {
  @Field(() => OfficeContactWord, { description: 'Who was called.' })
  who!: OfficeContact;

  @Field(() => ContactOutcomeWord, { description: 'The result of the contact.' })
  outcome!: ContactOutcome;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: string;
}

@ObjectType({ description: 'What the carer was told to do (DEL-34).' })
export class InstructionGiven {
  @Field(() => InstructionWord, { description: 'The instruction.' })
  what!: Instruction;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: string;

  @Field(() => String, { description: 'Who gave it, by the provider’s own reference.' })
  giver!: string;
}

@ObjectType({ description: 'How the council was told (DEL-36).' })
export class CouncilNotified {
  @Field(() => NoReplyRouteWord, { description: 'The desk that was told.' })
  route!: NoReplyRoute;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the care manager was sent an email.' })
  careManagerEmailedAt!: string | null;
}

@ObjectType({ description: 'What was seen to before a person who was found unwell was taken away (DEL-37).' })
export class EmergencyStepTaken {
  @Field(() => EmergencyStepWord, { description: 'What was seen to.' })
  step!: EmergencyStep;

  @Field(() => EmergencyStepOutcomeWord, { description: 'Whether it was done.' })
  outcome!: EmergencyStepOutcome;

  @Field(() => DateTimeScalar, { description: 'When it was done, or seen that it was not to be.' })
  at!: string;
}

@ObjectType({ description: 'The person was found unwell (DEL-37).' })
export class Emergency {
  @Field(() => DateTimeScalar, { description: 'When the person was found.' })
  foundAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an ambulance was called, which comes first.' })
  ambulanceCalledAt!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the office was called.' })
  officeCalledAt!: string;

  @Field(() => Boolean, { description: 'Whether the person was moved, which is never right.' })
  personMoved!: boolean;

  @Field(() => [EmergencyStepTaken], { description: 'The bag, the property and the keys, each once it is reported.' })
  steps!: EmergencyStepTaken[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the person was admitted to hospital; null while that is not known.',
  })
  admitted!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next of kin were told.' })
  nextOfKinToldAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the care manager was told.' })
  careManagerToldAt!: string | null;
}

/**
 * Nobody answered the door, and what was done until the person was found or the procedure was complete (DEL-30 to DEL-38).
 * State and breaches follow from the steps: `settleNoReply` derives them. Each step is kept as it was reported, in the
 * history of the visit (`VisitEntry`).
 */
@ObjectType({ description: 'Nobody answered the door, and what was done about it (DEL-30 to DEL-38).' })
@Reads('alerts:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'no_reply_case',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['visitId'] })
@Index({ properties: ['council', 'noReplyAt', 'id'] })
@Index({ properties: ['providerId', 'noReplyAt', 'id'] })
export class NoReplyCase {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that commissioned the call.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  visitId!: string;

  /** The policy in force when it was reported: its clocks go by that. */
  @Property({ type: 'text' })
  policyVersion!: string;

  @Field(() => DateTimeScalar, { description: 'When nobody answered.' })
  @Property({ type: 'timestamptz', length: 3 })
  noReplyAt!: Date;

  @Field(() => Boolean, {
    description:
      'Whether the call had been missed before anybody stood at the door: then it stays missed, and is not paid (DEL-38, PAY-01).',
  })
  @Property({ type: 'boolean' })
  afterMissed: boolean = false;

  @Field(() => DateTimeScalar, { description: 'When the carer told the office (DEL-30).' })
  @Property({ type: 'timestamptz', length: 3 })
  managerInformedAt!: Date;

  @Field(() => String, { description: 'The carer at the door, by the provider’s own reference.' })
  @Property({ type: 'text' })
  worker!: string;

  @Field(() => NoReplyRouteWord, {
    description: 'The desk of the council that was responsible at that time of day (DEL-36).',
  })
  @Property({ type: 'text' })
  route!: NoReplyRoute;

  @Field(() => [CheckMade], { nullable: true, description: 'The five checks at the door (DEL-31, DEL-32).' })
  @Property({ type: 'json', nullable: true })
  checks: CheckMade[] | null = null;

  @Field(() => [ContactMade], { nullable: true, description: 'The five contacts of the office (DEL-33).' })
  @Property({ type: 'json', nullable: true })
  contacts: ContactMade[] | null = null;

  @Field(() => InstructionGiven, { nullable: true, description: 'What the carer was told to do (DEL-34).' })
  @Property({ type: 'json', nullable: true })
  instruction: InstructionGiven | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a calling card was left (DEL-35).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  callingCardAt: Date | null = null;

  @Field(() => CouncilNotified, { nullable: true, description: 'How the council was told (DEL-36).' })
  @Property({ type: 'json', nullable: true })
  councilNotified: CouncilNotified | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the No Reply form was sent (DEL-36).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  formSentAt: Date | null = null;

  @Field(() => Emergency, { nullable: true, description: 'The person was found unwell (DEL-37).' })
  @Property({ type: 'json', nullable: true })
  emergency: Emergency | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person was found and was well.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  foundAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the carer left (DEL-31, DEL-34).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  carerLeftAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the procedure was closed as complete (DEL-38).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  closedAt: Date | null = null;

  // What follows from the steps.

  @Field(() => NoReplyStateWord, { description: 'How far the procedure has come without a gap.' })
  @Property({ type: 'text' })
  state: NoReplyState = 'REPORTED';

  @Field(() => [Violation], { description: 'What is not as it should be.' })
  @Property({ type: 'json' })
  breaches: Violation[] = [];

  @Field(() => Boolean, { description: 'Whether the council must issue a default notice (CM-14).' })
  @Property({ type: 'boolean' })
  defaultNoticeDue: boolean = false;
}

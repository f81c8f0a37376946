import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { newId } from '../../../../kernel/values/ids.js';
import { statesOf } from '../../../../kernel/values/state-table.js';
import {
  MEETING_REASONS,
  type MeetAndGreetState,
  type MeetingReason,
  meetAndGreetStates,
} from '../../rules/evaluation/meet-and-greet.js';
import { CALL_OFF_READERS } from '../readers.js';

const MEETING_STATES = statesOf(meetAndGreetStates);
export const MeetAndGreetStateWord = enumType(MEETING_STATES, {
  name: 'MeetAndGreetState',
  description: 'Where a meeting stands (ROUT-38).',
});
export const MeetingReasonWord = enumType(MEETING_REASONS, {
  name: 'MeetingReason',
  description: 'Why a provider and the person are not to work together (ROUT-38).',
  meanings: {
    NOT_COMPATIBLE: 'They do not suit each other.',
    NEEDS_NOT_MET: 'The provider could not meet the needs.',
    PERSON_DECLINED: 'The person does not want this provider.',
    CAPACITY: 'The provider has no room any more.',
    NOT_ATTENDED: 'The meeting did not take place.',
  },
});

/** The meeting of a shortlisted provider with the person (ROUT-38). Its provider reads its own, and nothing of others. */
@ObjectType({
  description: 'The meeting of a shortlisted provider with the person, and whether they can work together (ROUT-38).',
})
@Reads('offers:read')
@Entity({
  tableName: 'meet_and_greet',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { provider: ownedByProvider() }),
})
@Unique({ properties: ['bidId'] })
@Index({ properties: ['callOffId'] })
export class MeetAndGreet {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the bid.' })
  @Property({ type: 'uuid' })
  bidId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => MeetAndGreetStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...MEETING_STATES] })
  state!: MeetAndGreetState;

  @Field(() => String, { description: 'How it is arranged. It says nothing of the person (NTF-12).' })
  @Property({ type: 'text' })
  arrangements!: string;

  @Field(() => DateTimeScalar, { description: 'When its provider was invited.' })
  @Property({ type: 'timestamptz', length: 3 })
  invitedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they met.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  heldAt: Date | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its provider said that it can work with the person.',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  providerConfirmedAt: Date | null = null;

  @Authorized<Role>(...CALL_OFF_READERS)
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the council said the same for the person.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  councilConfirmedAt: Date | null = null;

  @Authorized<Role>(...CALL_OFF_READERS)
  @Field(() => MeetingReasonWord, { nullable: true, description: 'Why not; null unless it was declined.' })
  @Property({ type: 'text', nullable: true })
  declineReason: MeetingReason | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was confirmed by both, or declined.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  endedAt: Date | null = null;
}

import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { DeclineKind, StageKind } from '../../../../schema/events/tenders.js';
import { type Answer, AnswerWord, DeclineKindWord, StageWord } from './words.js';

/**
 * How one provider answered one invitation, silence included: the register of declines and what they are measured
 * against (ROUT-12). A provider sees its own row and never another's (IDG-23).
 */
@ObjectType({ description: 'How one provider answered one invitation, silence included.' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'invitation_response',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['callOffId', 'stage', 'providerId', 'response'] })
@Index({ properties: ['council', 'at', 'id'] })
@Index({ properties: ['providerId', 'at', 'id'] })
export class InvitationResponse {
  [OptionalProps]?: 'weekendDutyMissed';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that invited.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => ID, { description: 'Id of the call-off.' })
  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => StageWord, { description: 'The stage that it was invited in.' })
  @Property({ type: 'text' })
  stage!: StageKind;

  @Field(() => String, { description: 'Code of the person’s patch.' })
  @Property({ type: 'text' })
  patch!: string;

  @Field(() => AnswerWord, { description: 'What became of the invitation.' })
  @Property({ type: 'text' })
  response!: Answer;

  @Field(() => String, { nullable: true, description: 'Code of the reason for a decline or a refusal (ROUT-13).' })
  @Property({ type: 'text', nullable: true })
  reasonCode: string | null = null;

  @Field(() => DeclineKindWord, {
    nullable: true,
    description: 'Whether it had no room, or the package did not suit it; null without a reason (ROUT-13).',
  })
  @Property({ type: 'text', nullable: true })
  kind: DeclineKind | null = null;

  @Field(() => Boolean, {
    description:
      'Whether it is silence about a discharge that came at a weekend, or on a bank holiday, in the hours in which a patch provider picks such up (WIN-17).',
  })
  @Property({ type: 'boolean' })
  weekendDutyMissed: boolean = false;

  @Field(() => DateTimeScalar, { description: 'When it was answered, or when the time to answer ended.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;
}

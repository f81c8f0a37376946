import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

export const RESPONSES = ['BID', 'DECLINED', 'NO_RESPONSE', 'REFUSED_AFTER_AWARD'] as const;
export type Response = (typeof RESPONSES)[number];

/**
 * How one provider answered one invitation, silence included: the register of declines and what they are measured
 * against (ROUT-12). A provider sees its own row and never another's (IDG-23).
 */
@ObjectType({ description: 'How one provider answered one invitation, silence included.' })
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
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => String, { description: 'The council that invited.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => ID, { description: 'The call-off.' })
  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => String, { description: 'PATCH, OTHER_PATCHES or FRAMEWORK.' })
  @Property({ type: 'text' })
  stage!: string;

  @Field(() => String, { description: 'Patch of the person, by code.' })
  @Property({ type: 'text' })
  patch!: string;

  @Field(() => String, { description: 'BID, DECLINED, NO_RESPONSE or REFUSED_AFTER_AWARD.' })
  @Property({ type: 'text' })
  response!: Response;

  @Field(() => String, { nullable: true, description: 'Coded reason of a decline or refusal (ROUT-13).' })
  @Property({ type: 'text', nullable: true })
  reasonCode: string | null = null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;
}

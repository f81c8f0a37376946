import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import { MEMBERSHIP_STATUSES, VEHICLES, type Vehicle } from '../../../../schema/events/providers.js';
import type { Membership as MembershipTerms } from '../../rules/membership/membership.js';
import type { MembershipState } from '../../rules/membership/membership-states.js';
import { PROVIDER_CATEGORIES, type ProviderCategory } from '../../rules/register/provider-record.js';
import { COMMERCIAL, REGISTER } from '../readers.js';
import { CategoryWord, ServiceUserGroupWord } from '../register/words.js';
import { MembershipStatusWord, VehicleWord } from './words.js';

/** A provider's place on one of a council's contract vehicles (PROV-12, SM-5). */
@ObjectType({ description: "A provider's place on one of a council's contract vehicles (PROV-12)." })
@Entity({
  tableName: 'membership',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'council'] })
@Index({ properties: ['council', 'vehicle', 'patch'] })
@Check({ name: 'membership_patch', expression: "(vehicle = 'PATCH') = (patch is not null)" })
@Check({ name: 'membership_span', expression: 'valid_to is null or valid_from <= valid_to' })
export class Membership implements MembershipTerms {
  [OptionalProps]?: 'lots' | 'expertise';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => VehicleWord, { description: 'The contract vehicle.' })
  @Enum({ items: () => [...VEHICLES] })
  vehicle!: Vehicle;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the patch; null if it covers the whole borough (PROV-18).',
  })
  @Property({ type: 'text', nullable: true })
  patch!: string | null;

  @Field(() => MembershipStatusWord, { description: 'Where it stands (SM-5).' })
  @Enum({ items: () => [...MEMBERSHIP_STATUSES] })
  status!: MembershipState;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when null.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_to', nullable: true })
  to!: string | null;

  @Authorized([...COMMERCIAL, ...REGISTER])
  @Field(() => String, { description: 'Version of the terms that the provider signed.' })
  @Property({ type: 'text' })
  termsVersion!: string;

  @Field(() => [CategoryWord], { description: 'Categories that it covers (PROV-13).' })
  @Enum({ items: () => [...PROVIDER_CATEGORIES], array: true })
  categories!: ProviderCategory[];

  @Field(() => [String], {
    description: 'Codes of the lots that it was admitted to; none of a vehicle without applications (PROV-19).',
  })
  @Property({ type: 'string[]', default: [] })
  lots: string[] = [];

  @Field(() => [ServiceUserGroupWord], {
    description: 'The groups of people that it was admitted as a specialist for (PROV-28).',
  })
  @Property({ type: 'string[]', default: [] })
  expertise: ServiceUserGroup[] = [];

  @Authorized([...COMMERCIAL, ...REGISTER])
  @Field(() => String, {
    nullable: true,
    description: 'The local authority of its registered office when it was admitted (PROV-10); null if not known.',
  })
  @Property({ type: 'text', nullable: true })
  officeAuthority: string | null = null;

  @Authorized([...COMMERCIAL, ...REGISTER])
  @Field(() => String, { nullable: true, description: 'Why it was suspended or ended.' })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Field(() => DateTimeScalar, { description: 'When it was admitted.' })
  @Property({ type: 'Date', length: 3 })
  admittedAt!: Date;
}

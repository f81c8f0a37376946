import { Check, Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { NominationsAgreement as Agreement, LandlordKind } from '../../rules/schemes/nominations-agreement.js';
import { LANDLORD_KINDS } from '../../rules/schemes/nominations-agreement.js';
import { PROPERTY_TYPES, type PropertyType, type Scheme } from '../../rules/schemes/scheme.js';
import { COUNCIL_ONLY } from '../readers.js';
import { LandlordKindWord, PropertyTypeWord } from './words.js';

/** An agreement by which a council nominates who lives in a landlord's properties (PROV-36). No provider reads it. */
@ObjectType({
  description: 'An agreement by which a council nominates who lives in a landlord’s properties (PROV-36).',
})
@Reads('register:read')
@Entity({ tableName: 'nominations_agreement', rowLevelSecurity: 'force', policies: rowPolicies('providers') })
@Unique({ properties: ['council', 'reference'] })
@Check({ name: 'nominations_agreement_span', expression: 'valid_to is null or valid_from <= valid_to' })
export class NominationsAgreement implements Agreement {
  @Authorized(COUNCIL_ONLY)
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(COUNCIL_ONLY)
  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => String, { description: 'Name of the landlord, an organisation.' })
  @Property({ type: 'text' })
  landlord!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => LandlordKindWord, { description: 'What the landlord is.' })
  @Enum({ items: () => [...LANDLORD_KINDS] })
  landlordKind!: LandlordKind;

  @Authorized(COUNCIL_ONLY)
  @Field(() => String, { description: 'The council’s reference of the agreement.' })
  @Property({ type: 'text' })
  reference!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => Int, { description: 'How many homes it is for.' })
  @Property({ type: 'integer' })
  homes!: number;

  @Authorized(COUNCIL_ONLY)
  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when null.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_to', nullable: true })
  to!: string | null;
}

/** A supported-living scheme of a council (PROV-20). Its occupants are ids of packages alone; no provider reads it. */
@ObjectType({ description: 'A supported-living scheme of a council (PROV-20).' })
@Reads('register:read')
@Entity({ tableName: 'supported_living_scheme', rowLevelSecurity: 'force', policies: rowPolicies('providers') })
@Index({ properties: ['council', 'name', 'id'] })
@Check({ name: 'supported_living_scheme_capacity', expression: 'cardinality(occupants) <= capacity' })
export class SupportedLivingScheme implements Scheme {
  @Authorized(COUNCIL_ONLY)
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(COUNCIL_ONLY)
  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => String, { description: 'What the council calls it.' })
  @Property({ type: 'text' })
  name!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => String, { description: 'Where it lies, in the council’s words.' })
  @Property({ type: 'text' })
  area!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => PostcodeScalar, { description: 'Its postcode.' })
  @Property({ type: 'text' })
  postcode!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => [PropertyTypeWord], { description: 'What kinds of homes it has.' })
  @Enum({ items: () => [...PROPERTY_TYPES], array: true })
  propertyTypes!: PropertyType[];

  @Authorized(COUNCIL_ONLY)
  @Field(() => Int, { description: 'How many people may live there.' })
  @Property({ type: 'integer' })
  capacity!: number;

  @Authorized(COUNCIL_ONLY)
  @Field(() => [ID], { description: 'Who lives there, by the ids of their packages.' })
  @Property({ type: 'string[]' })
  occupants!: string[];

  @Property({ type: 'uuid', nullable: true })
  onSiteProviderId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  agreementId!: string | null;

  @Authorized(COUNCIL_ONLY)
  @Field(() => PenceScalar, { description: 'Pence a week that are agreed for core support.' })
  @Property({ type: 'integer' })
  coreWeeklyPence!: number;

  @Authorized(COUNCIL_ONLY)
  @Field(() => DateTimeScalar, { description: 'When it was last recorded.' })
  @Property({ type: 'Date', length: 3 })
  recordedAt!: Date;
}

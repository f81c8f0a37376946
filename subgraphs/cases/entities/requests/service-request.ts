import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import type { Language, ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { personalRows, throughLivePlacement, throughRelease } from '../row-policies.js';
import { PackageCall, PackageHome } from './need.js';
import { CarerGenderWord, GroupWord, LanguageWord, REQUEST_FORMS, RequestFormWord, SkillWord } from './words.js';

@ObjectType({ description: 'The care that the form asks for, in full.' })
export class RequestedCareForm {
  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => [PackageCall], { description: 'Calls of the week.' })
  calls!: PackageCall[];

  @Field(() => PackageHome, { nullable: true, description: 'For a place in a home: what it needs (ASM-06).' })
  home!: PackageHome | null;

  @Field(() => [SkillWord], { description: 'Skills needed.' })
  skills!: Skill[];

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for.' })
  carerGender!: 'FEMALE' | 'MALE' | null;

  @Field(() => [LanguageWord], { description: 'Languages that a carer should speak.' })
  languages!: Language[];

  @Field(() => String, { nullable: true, description: 'Specific or complex needs (ASM-07).' })
  complexNeedsDetail!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the needs assessment found, for the provider to assess from (ASM-15).',
  })
  assessmentSummary!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the care is to be delivered, in words for the provider alone.',
  })
  deliveryNotes!: string | null;
}

/**
 * One version of the request form, kept whole: `submitted` is all that the source system sent with it. [ASM-05, ASM-06]
 */
@ObjectType({ description: 'One version of the request form (ASM-05, ASM-06).' })
@Entity({
  tableName: 'service_request',
  rowLevelSecurity: 'force',
  policies: personalRows(
    `${throughLivePlacement('service_request', 'package_id', 'package_id')} or ${throughRelease('service_request')}`,
  ),
})
@Unique({ properties: ['packageId', 'version'] })
export class ServiceRequest {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Field(() => Int, { description: 'Version, as the source system counts.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => RequestFormWord, { description: 'Which form it is.' })
  @Enum({ items: () => [...REQUEST_FORMS] })
  kind!: 'SRF' | 'RRF';

  @Field(() => Date, { description: 'When it was completed.' })
  @Property({ length: 3 })
  completedAt!: Date;

  @Field(() => Date, { description: 'When the hub received it.' })
  @Property({ length: 3 })
  receivedAt!: Date;

  @Field(() => RequestedCareForm, { description: 'What it asks for.' })
  @Property({ type: 'json' })
  care!: RequestedCareForm;

  @Property({ type: 'json', lazy: true })
  submitted!: unknown;
}

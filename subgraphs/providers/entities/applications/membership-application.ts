import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import { APPLICATION_STATES, type ApplicationState } from '../../../../schema/events/providers.js';
import type {
  QualityAnswer as Answer,
  ApplicationDraft,
  Capability as Shown,
} from '../../rules/applications/application-draft.js';
import type { ApplicationFault, Finding, QuestionScore as Score } from '../../rules/applications/evaluation.js';
import { APPLICATION_READERS, EVALUATION_READERS } from '../readers.js';
import { ServiceUserGroupWord } from '../register/words.js';
import { ApplicationFaultWord, ApplicationStateWord } from './words.js';

@ObjectType({ description: 'What a provider answers to a quality question (PROV-26).' })
export class QualityAnswer implements Answer {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => String, { description: 'The answer.' })
  text!: string;
}

@ObjectType({ description: 'Whether a provider can do what a DPS asks of its members, and what shows it (PROV-27).' })
export class Capability implements Shown {
  @Field(() => Boolean, { description: 'Whether it says that it can.' })
  capable!: boolean;

  @Field(() => String, { description: 'What shows it.' })
  evidence!: string;
}

@ObjectType({ description: 'What due diligence found of one item (PROV-26).' })
export class DueDiligenceFinding implements Finding {
  @Field(() => String, { description: 'Code of the item.' })
  item!: string;

  @Field(() => Boolean, { description: 'Whether it passed.' })
  passed!: boolean;

  @Field(() => String, { description: 'What shows it.' })
  note!: string;
}

/**
 * A provider's application for an open framework or a DPS (PROV-26, SM-5). The council reads it once it was submitted.
 */
@ObjectType({ description: 'An application for an open framework or a DPS (PROV-26, SM-5).' })
@Reads('register:read')
@Entity({
  tableName: 'membership_application',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['frameworkId', 'state'] })
@Index({ properties: ['providerId', 'council'] })
@Index({ properties: ['draftedAt', 'id'] })
@Unique({
  name: 'one_portal_reference_an_application',
  properties: ['council', 'portalReference'],
  where: `submitted_at is not null and state <> 'WITHDRAWN'`,
})
export class MembershipApplication implements ApplicationDraft {
  [OptionalProps]?: 'findings' | 'faults';

  @Authorized(APPLICATION_READERS)
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(APPLICATION_READERS)
  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  frameworkId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Authorized(APPLICATION_READERS)
  @Field(() => ApplicationStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...APPLICATION_STATES] })
  state!: ApplicationState;

  @Authorized(APPLICATION_READERS)
  @Field(() => [String], { description: 'Codes of the lots applied for (PROV-19).' })
  @Property({ type: 'string[]' })
  lots!: string[];

  @Authorized(APPLICATION_READERS)
  @Field(() => [ServiceUserGroupWord], { description: 'The groups of people that it is a specialist for (PROV-28).' })
  @Property({ type: 'string[]' })
  expertise!: ServiceUserGroup[];

  @Authorized(APPLICATION_READERS)
  @Field(() => [QualityAnswer], { description: 'What it answers to the quality questions.' })
  @Property({ type: 'json' })
  answers!: QualityAnswer[];

  @Authorized(APPLICATION_READERS)
  @Field(() => String, { nullable: true, description: 'The portal’s reference of the supplier (PROV-30).' })
  @Property({ type: 'text', nullable: true })
  supplierReference!: string | null;

  @Authorized(APPLICATION_READERS)
  @Field(() => String, { nullable: true, description: 'The portal’s reference of the application (PROV-30).' })
  @Property({ type: 'text', nullable: true })
  portalReference!: string | null;

  @Authorized(APPLICATION_READERS)
  @Field(() => Capability, {
    nullable: true,
    description: 'Of a DPS: whether it can manage individual service funds (PROV-27).',
  })
  @Property({ type: 'json', nullable: true })
  isf!: Capability | null;

  @Authorized(APPLICATION_READERS)
  @Field(() => Capability, {
    nullable: true,
    description: 'Of a DPS: whether it is able and willing to work with other providers (PROV-27).',
  })
  @Property({ type: 'json', nullable: true })
  partnership!: Capability | null;

  @Authorized(APPLICATION_READERS)
  @Field(() => DateTimeScalar, { description: 'When it was first drafted.' })
  @Property({ type: 'Date', length: 3 })
  draftedAt!: Date;

  @Authorized(APPLICATION_READERS)
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was submitted.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  submittedAt: Date | null = null;

  @Property({ type: 'uuid', nullable: true })
  windowId: string | null = null;

  @Authorized(APPLICATION_READERS)
  @Field(() => [DueDiligenceFinding], { description: 'What due diligence found; empty until it is decided.' })
  @Property({ type: 'json' })
  findings: DueDiligenceFinding[] = [];

  @Authorized(APPLICATION_READERS)
  @Field(() => [ApplicationFaultWord], { description: 'Why it was rejected; empty if it was not.' })
  @Property({ type: 'string[]' })
  faults: ApplicationFault[] = [];

  @Authorized(APPLICATION_READERS)
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved or rejected.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  decidedAt: Date | null = null;

  @Authorized(APPLICATION_READERS)
  @Field(() => String, { nullable: true, description: 'Version of the terms that the provider signed.' })
  @Property({ type: 'text', nullable: true })
  signedVersion: string | null = null;

  @Authorized(APPLICATION_READERS)
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the provider signed them.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  signedAt: Date | null = null;

  @Authorized(APPLICATION_READERS)
  @Field(() => ID, { nullable: true, description: 'Id of the membership that it led to.' })
  @Property({ type: 'uuid', nullable: true })
  membershipId: string | null = null;
}

@ObjectType({ description: 'What an evaluator gave for one question, and why (PROV-26).' })
export class QuestionScore implements Score {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => Int, { description: 'The score, 0 to the question’s maximum.' })
  score!: number;

  @Field(() => String, { description: 'Why.' })
  note!: string;
}

/** What one evaluator gave an application (PROV-26). Its author never reads it. */
@ObjectType({ description: 'What one evaluator gave an application, who has no conflict of interest in it (PROV-26).' })
@Entity({
  tableName: 'quality_evaluation',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers'),
})
@Unique({ properties: ['applicationId', 'evaluator'] })
export class QualityEvaluation {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  applicationId!: string;

  @Authorized(EVALUATION_READERS)
  @Field(() => ID, { description: 'The evaluator, as its tokens name it: never a name of a person.' })
  @Property({ type: 'text' })
  evaluator!: string;

  @Authorized(EVALUATION_READERS)
  @Field(() => [QuestionScore], { description: 'The score of each question.' })
  @Property({ type: 'json' })
  scores!: QuestionScore[];

  @Authorized(EVALUATION_READERS)
  @Field(() => DateTimeScalar, { description: 'When it scored, and declared to have no conflict of interest.' })
  @Property({ type: 'Date', length: 3 })
  scoredAt!: Date;
}

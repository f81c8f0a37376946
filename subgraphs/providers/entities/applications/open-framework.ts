import { Check, Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { APPLIED_FOR, type AppliedFor } from '../../../../schema/events/providers.js';
import type { EvaluationWindow as Window } from '../../rules/applications/evaluation-window.js';
import type {
  FrameworkTerms,
  DueDiligenceItem as Item,
  FrameworkLot as Lot,
  QualityQuestion as Question,
} from '../../rules/applications/open-framework.js';
import { FRAMEWORK_READERS } from '../readers.js';
import { AppliedForWord } from './words.js';

/** Whoever may apply must know what for: a provider sees those of the councils of its credential. */
const OF_ITS_COUNCILS = "council = any(string_to_array(current_setting('hub.councils', true), ','))";

@ObjectType({ description: 'A lot of an open framework or DPS (PROV-19).' })
export class FrameworkLot implements Lot {
  @Field(() => String, { description: 'Its code.' })
  code!: string;

  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which it was removed: it takes no new applications; null while it is open.',
  })
  removedOn!: string | null;
}

@ObjectType({ description: 'One thing that due diligence looks at (PROV-26).' })
export class DueDiligenceItem implements Item {
  @Field(() => String, { description: 'Its code.' })
  code!: string;

  @Field(() => String, { description: 'What is looked at.' })
  text!: string;
}

@ObjectType({ description: 'A quality question that applicants answer and evaluators score (PROV-26).' })
export class QualityQuestion implements Question {
  @Field(() => String, { description: 'Its code.' })
  code!: string;

  @Field(() => String, { description: 'The question.' })
  text!: string;

  @Field(() => Int, { description: 'Its share of the whole score, in percent.' })
  weight!: number;

  @Field(() => Int, { description: 'The highest score of an evaluator.' })
  maximum!: number;
}

/**
 * An open framework or a DPS of a council (PROV-19, PROV-26, PROV-27). Every act on it, and on an application for it,
 * locks its row first.
 */
@ObjectType({
  description: 'An open framework, or a dynamic purchasing system (DPS), that providers join by applying (PROV-26).',
})
@Reads('register:read')
@Entity({
  tableName: 'open_framework',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: OF_ITS_COUNCILS }),
})
@Unique({ properties: ['council', 'vehicle'] })
@Check({ name: 'open_framework_pass_mark', expression: 'pass_mark between 0 and 100' })
export class OpenFramework implements FrameworkTerms {
  @Authorized(FRAMEWORK_READERS)
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(FRAMEWORK_READERS)
  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => AppliedForWord, { description: 'The contract vehicle.' })
  @Enum({ items: () => [...APPLIED_FOR] })
  vehicle!: AppliedFor;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => String, { description: 'What the council calls it.' })
  @Property({ type: 'text' })
  title!: string;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => String, { nullable: true, description: 'The portal’s reference of the procurement (PROV-30).' })
  @Property({ type: 'text', nullable: true })
  procurementReference!: string | null;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => String, { description: 'The version of the standard terms that members sign now.' })
  @Property({ type: 'text' })
  termsVersion!: string;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => [FrameworkLot], { description: 'Its lots, those that were removed among them.' })
  @Property({ type: 'json' })
  lots!: FrameworkLot[];

  @Authorized(FRAMEWORK_READERS)
  @Field(() => [DueDiligenceItem], { description: 'What due diligence looks at.' })
  @Property({ type: 'json' })
  dueDiligence!: DueDiligenceItem[];

  @Authorized(FRAMEWORK_READERS)
  @Field(() => [QualityQuestion], { description: 'What applicants answer.' })
  @Property({ type: 'json' })
  questions!: QualityQuestion[];

  @Authorized(FRAMEWORK_READERS)
  @Field(() => Int, { description: 'The score from which an application passes, in percent.' })
  @Property({ type: 'integer' })
  passMark!: number;

  @Authorized(FRAMEWORK_READERS)
  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  @Property({ type: 'Date', length: 3 })
  openedAt!: Date;
}

/** When applications for an open framework are evaluated (PROV-29). */
@ObjectType({
  description: 'When applications are evaluated: those submitted by its close, which it includes (PROV-29).',
})
@Entity({
  tableName: 'evaluation_window',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: OF_ITS_COUNCILS }),
})
@Index({ properties: ['frameworkId', 'closesAt'] })
@Check({ name: 'evaluation_window_span', expression: 'opens_at < closes_at' })
export class EvaluationWindow implements Window {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  frameworkId!: string;

  @Field(() => DateTimeScalar, { description: 'From when applications are evaluated in it.' })
  @Property({ type: 'Date', length: 3 })
  opensAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The last instant by which an application is in it.' })
  @Property({ type: 'Date', length: 3 })
  closesAt!: Date;
}

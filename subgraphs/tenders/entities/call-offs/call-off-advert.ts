import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { ServiceType } from '../../../../schema/events/cases.js';
import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import { type AnswerForm, requirementsFor } from '../../rules/bids/answer-form.js';
import type { FirstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import { type AdvertState, advertState } from '../../rules/invitations/advert-state.js';
import type { RouteDefinition, StageDefinition } from '../../rules/routes/definition.js';
import { definitionOf, stageOf } from '../../rules/routes/routes.js';
import { CareRequirement } from '../bids/requirement.js';
import type { Stage } from '../stages/stage.js';
import { StageWord } from '../stages/words.js';
import { AdvertisedNeed } from './need.js';
import { ServiceTypeWord } from './need-words.js';
import { AdvertisedTerms } from './preparation.js';
import {
  AdvertStateWord,
  AnswerFormWord,
  FirstCallTermsWord,
  FormDisclosureWord,
  LateAnswersWord,
  RouteWord,
} from './words.js';

@ObjectType({ description: 'One of the people whose packages are sought together, without who it is (ROUT-39).' })
export class AdvertisedPerson {
  @Field(() => Int, { description: 'The number by which a bid names this person.' })
  person!: number;

  @Field(() => AdvertisedNeed, { description: 'What this person needs.' })
  need!: AdvertisedNeed;
}

/** The needs of several people as they are advertised: by numbers alone, from 1. (ROUT-39, IDG-01) */
function numbered(need: AdvertisedNeed, nth: number): AdvertisedPerson {
  return Object.assign(new AdvertisedPerson(), { person: nth + 1, need });
}

/** What invitees see of a call-off: nothing about the person, and nothing about each other. */
@ObjectType({ description: 'A call-off as its invitees see it: the need without the person, and the clock.' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
export class CallOffAdvert {
  @Field(() => ID, { description: 'Opaque id, the same as that of the call-off.' })
  id!: string;

  @Field(() => String, { description: 'Reference that people use.' })
  reference!: string;

  @Field(() => Council, { description: 'The council that asks.' })
  council!: string;

  @Field(() => RouteWord, { description: 'How a provider is sought.' })
  route!: CallOffRoute;

  @Field(() => ServiceTypeWord, { description: 'What is sought (ASM-02).' })
  serviceType!: ServiceType;

  @Field(() => StageWord, { description: 'The stage that the reader was invited to.' })
  stage!: StageKind;

  @Field(() => AdvertStateWord, { description: 'Whether it may still be answered.' })
  state!: AdvertState;

  @Field(() => String, { description: 'Code of the patch that care is needed in.' })
  patch!: string;

  @Field(() => AdvertisedNeed, { description: 'The need without the person.' })
  need!: AdvertisedNeed;

  @Field(() => [AdvertisedPerson], {
    nullable: true,
    description:
      'What each person needs, where one bid is for several; the need is then of all of them. Null where one is alone (ROUT-39).',
  })
  people!: AdvertisedPerson[] | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Of a scheme: what a week of core support is agreed to cost, which is shared among all (ISF-03).',
  })
  coreWeeklyPence!: number | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Of a scheme: what a week of all of it may cost, the sum of the individual budgets (ISF-01, ISF-02).',
  })
  budgetPence!: number | null;

  @Field(() => Int, { description: 'Rises with each amendment; a bid says which it answers (WIN-14).' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was published, to all invitees at once (WIN-04).' })
  opensAt!: Date;

  @Field(() => DateTimeScalar, {
    description:
      'The last instant at which an answer is taken (WIN-01), or is in time where late ones are chased (WIN-13).',
  })
  closesAt!: Date;

  @Field(() => LateAnswersWord, { description: 'What becomes of answers after that.' })
  late!: StageDefinition['late'];

  @Field(() => AnswerFormWord, { description: 'What it is answered by.' })
  answer!: AnswerForm;

  @Field(() => [CareRequirement], {
    nullable: true,
    description: 'What a tender answers, one by one (ROUT-24); null where the call-off is answered in another form.',
  })
  requirements!: readonly CareRequirement[] | null;

  @Field(() => FormDisclosureWord, { description: 'When the request itself may be read (IDG-03, IDG-04).' })
  form!: RouteDefinition['disclosure'];

  @Field(() => AdvertisedTerms, {
    nullable: true,
    description: 'By what responses are compared, and the questions; null on a route without (EVAL-07, ROUT-44).',
  })
  terms!: AdvertisedTerms | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The last instant at which an answer to a discharge to assess is on target (WIN-05).',
  })
  targetAt!: Date | null;

  @Field(() => FirstCallTermsWord, {
    nullable: true,
    description: 'On what terms a provider takes the first call after a discharge to assess (WIN-06, WIN-07).',
  })
  firstCallTerms!: FirstCallTerms | null;
}

/** The advert of a stage as it looks at an instant. */
export function advertOf(stage: Stage, at: Date): CallOffAdvert {
  const { callOffId, reference, council, route, kind, need, version, opensAt, closesAt, targetAt, firstCallTerms } =
    stage;
  return Object.assign(new CallOffAdvert(), {
    id: callOffId,
    reference,
    council,
    route,
    serviceType: stage.serviceType,
    stage: kind,
    state: advertState({ ...stage, stage: kind }, at),
    patch: need.patch,
    need,
    people: stage.people?.map(numbered) ?? null,
    coreWeeklyPence: stage.coreWeeklyPence,
    budgetPence: stage.budgetPence,
    version,
    opensAt,
    closesAt,
    late: stageOf({ route, stage: kind }).late,
    answer: definitionOf(route).answer,
    requirements: requirementsFor(definitionOf(route).answer, need),
    form: definitionOf(route).disclosure,
    terms: stage.terms,
    targetAt,
    firstCallTerms,
  } satisfies CallOffAdvert);
}

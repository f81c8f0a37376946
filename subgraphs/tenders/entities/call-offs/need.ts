import { Field, Int, ObjectType } from 'type-graphql';
import {
  DateTimeScalar,
  LocalDateScalar,
  LocalTimeScalar,
  PostcodeScalar,
} from '../../../../kernel/graphql/scalars.js';
import type {
  Activity,
  CallPattern,
  CallWindow,
  CareType,
  ContractBasis,
  HomeEquipment,
  HomeNeed,
  Language,
  NeedProfile,
  ServiceUserGroup,
  Skill,
  Urgency,
  Weekday,
} from '../../../../schema/events/cases.js';
import {
  ActivityWord,
  CarerGenderWord,
  CareTypeWord,
  CohortWord,
  ContractBasisWord,
  GroupWord,
  HomeEquipmentWord,
  LanguageWord,
  NightWord,
  SkillWord,
  UrgencyWord,
  WeekdayWord,
} from './need-words.js';

@ObjectType({ description: 'Between which times a call may start; the later one may lie beyond midnight.' })
export class AdvertisedWindow implements CallWindow {
  @Field(() => LocalTimeScalar, { description: 'From this time on.' })
  earliest!: string;

  @Field(() => LocalTimeScalar, { description: 'Until this time.' })
  latest!: string;
}

@ObjectType({ description: 'One call of the week that is asked for.' })
export class AdvertisedCall implements CallPattern {
  @Field(() => [WeekdayWord], { description: 'Days on which it takes place.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Requested start.' })
  startTime!: string;

  @Field(() => Int, { description: 'Length in minutes.' })
  minutes!: number;

  @Field(() => Int, { description: 'Workers needed, 1 or 2.' })
  workers!: 1 | 2;

  @Field(() => [ActivityWord], { description: 'What is to be done.' })
  activities!: Activity[];

  @Field(() => Boolean, { description: 'Whether its time must be kept (ASM-13).' })
  timeCritical!: boolean;

  @Field(() => NightWord, { nullable: true, description: 'Kind of night service, if it is one.' })
  night?: 'SLEEP_IN' | 'WAKING_NIGHT';

  @Field(() => AdvertisedWindow, { nullable: true, description: 'Between which times it may start, if not at one.' })
  window?: AdvertisedWindow;
}

@ObjectType({ description: 'What is known about a discharge from hospital (ROUT-14).' })
export class AdvertisedDischarge {
  @Field(() => Int, { description: 'Calls a day.' })
  callsPerDay!: number;

  @Field(() => Int, { description: 'Length of a call in minutes.' })
  callMinutes!: number;

  @Field(() => DateTimeScalar, { description: 'When the discharge is expected.' })
  expectedAt!: string;

  @Field(() => Boolean, { description: 'Whether two workers are needed.' })
  twoWorkers!: boolean;
}

@ObjectType({ description: 'What a placement in a home needs (ASM-06, ASM-09).' })
export class AdvertisedHome implements HomeNeed {
  @Field(() => Boolean, { description: 'Whether nursing is needed.' })
  nursing!: boolean;

  @Field(() => ContractBasisWord, { description: 'How the council buys the place.' })
  contractBasis!: ContractBasis;

  @Field(() => [HomeEquipmentWord], { description: 'What the home must have.' })
  equipment!: HomeEquipment[];

  @Field(() => [String], {
    description: 'Codes of the preferred patches, the most preferred first; none if any will do.',
  })
  preferredPatches!: string[];

  @Field(() => Int, { nullable: true, description: 'Respite: nights of the stay.' })
  lengthOfStayNights!: number | null;
}

/** What cases has cleared to leave before an award, and nothing more (IDG-01, IDG-02). */
@ObjectType({ description: 'The need without the person (IDG-01).' })
export class AdvertisedNeed implements NeedProfile {
  @Field(() => PostcodeScalar, { description: "As much of the postcode as the council's policy shows." })
  postcode!: string;

  @Field(() => String, { description: 'Code of the patch that care is needed in.' })
  patch!: string;

  @Field(() => CareTypeWord, { description: 'Type of care.' })
  careType!: CareType;

  @Field(() => [GroupWord], { description: 'Groups that the person belongs to.' })
  groups!: ServiceUserGroup[];

  @Field(() => CohortWord, { description: 'Adult, or child or young person.' })
  cohort!: 'ADULT' | 'CYP';

  @Field(() => Int, { nullable: true, description: 'Age at the start; given for children and young people only.' })
  cypAge!: number | null;

  @Field(() => UrgencyWord, { description: 'How fast care is needed.' })
  urgency!: Urgency;

  @Field(() => Boolean, { description: 'Whether the need is specialist.' })
  specialist!: boolean;

  @Field(() => LocalDateScalar, { description: 'Date by which care is needed.' })
  neededFrom!: string;

  @Field(() => [AdvertisedCall], { description: 'Calls of the week.' })
  calls!: AdvertisedCall[];

  @Field(() => Int, { description: 'Worker-minutes a week.' })
  weeklyWorkerMinutes!: number;

  @Field(() => Int, { description: 'Clock-minutes a week.' })
  weeklyClockMinutes!: number;

  @Field(() => [SkillWord], { description: 'Skills needed.' })
  skills!: Skill[];

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for.' })
  carerGender!: 'FEMALE' | 'MALE' | null;

  @Field(() => [LanguageWord], { description: 'Languages that a carer should speak.' })
  languages!: Language[];

  @Field(() => String, { nullable: true, description: 'Screened text on complex needs.' })
  complexNeeds!: string | null;

  @Field(() => AdvertisedDischarge, { nullable: true, description: 'The discharge, if this is a discharge to assess.' })
  discharge!: AdvertisedDischarge | null;

  @Field(() => AdvertisedHome, {
    nullable: true,
    description: 'For a place in a home: what it needs, in place of calls.',
  })
  home!: AdvertisedHome | null;
}

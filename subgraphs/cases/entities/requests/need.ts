import { Field, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, LocalTimeScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
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
import { CohortWord } from '../people/words.js';
import {
  ActivityWord,
  CarerGenderWord,
  CareTypeWord,
  ContractBasisWord,
  GroupWord,
  HomeEquipmentWord,
  LanguageWord,
  NightWord,
  SkillWord,
  UrgencyWord,
  WeekdayWord,
} from './words.js';

@ObjectType({ description: 'Between which times a call may start; the later one may lie beyond midnight (DEL-01).' })
export class CallTimeWindow implements CallWindow {
  @Field(() => LocalTimeScalar, { description: 'From this time on.' })
  earliest!: string;

  @Field(() => LocalTimeScalar, { description: 'Until this time.' })
  latest!: string;
}

@ObjectType({ description: 'One call of the week that is asked for.' })
export class PackageCall implements CallPattern {
  @Field(() => [WeekdayWord], { description: 'Days on which it takes place.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Requested start (ASM-14).' })
  startTime!: string;

  @Field(() => Int, { description: 'Length in minutes (DEL-06).' })
  minutes!: number;

  @Field(() => Int, { description: 'Workers needed, 1 or 2 (ASM-30).' })
  workers!: 1 | 2;

  @Field(() => [ActivityWord], { description: 'What is done.' })
  activities!: Activity[];

  @Field(() => Boolean, { description: 'Whether its time must be kept. Only the care manager marks it (ASM-13).' })
  timeCritical!: boolean;

  @Field(() => NightWord, { nullable: true, description: 'Kind of night service, if it is one.' })
  night?: 'SLEEP_IN' | 'WAKING_NIGHT';

  @Field(() => CallTimeWindow, { nullable: true, description: 'Between which times it may start, if not at one.' })
  window?: CallTimeWindow;
}

@ObjectType({ description: 'What the discharge passport says of a discharge (ROUT-14).' })
export class PackageDischarge {
  @Field(() => Int, { description: 'Calls a day.' })
  callsPerDay!: number;

  @Field(() => Int, { description: 'Length of a call in minutes.' })
  callMinutes!: number;

  @Field(() => Date, { description: 'When the discharge is expected.' })
  expectedAt!: string;

  @Field(() => Boolean, { description: 'Whether two workers are needed.' })
  twoWorkers!: boolean;
}

@ObjectType({ description: 'What a placement in a home needs, beside groups and skills (ASM-06, ASM-09).' })
export class PackageHome implements HomeNeed {
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

@ObjectType({ description: 'The need without the person: what an advert says (IDG-01).' })
export class PackageNeed implements NeedProfile {
  @Field(() => PostcodeScalar, { description: "As much of the postcode as the council's policy shows." })
  postcode!: string;

  @Field(() => String, { description: 'Patch that the postcode lies in.' })
  patch!: string;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  careType!: CareType;

  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => CohortWord, { description: 'Adult, or child or young person.' })
  cohort!: 'ADULT' | 'CYP';

  @Field(() => Int, { nullable: true, description: 'Age at the start, for children and young people alone.' })
  cypAge!: number | null;

  @Field(() => UrgencyWord, { description: 'How fast care is needed.' })
  urgency!: Urgency;

  @Field(() => Boolean, { description: 'Whether the need is specialist.' })
  specialist!: boolean;

  @Field(() => LocalDateScalar, { description: 'Date by which care is needed; in a home, the expected admission.' })
  neededFrom!: string;

  @Field(() => [PackageCall], { description: 'Calls of the week.' })
  calls!: PackageCall[];

  @Field(() => Int, { description: 'Worker-minutes a week; 0 for a place in a home (ASM-30, ASM-06).' })
  weeklyWorkerMinutes!: number;

  @Field(() => Int, { description: 'Clock-minutes a week (ASM-30).' })
  weeklyClockMinutes!: number;

  @Field(() => [SkillWord], { description: 'Skills needed.' })
  skills!: Skill[];

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for.' })
  carerGender!: 'FEMALE' | 'MALE' | null;

  @Field(() => [LanguageWord], { description: 'Languages that a carer should speak.' })
  languages!: Language[];

  @Field(() => String, { nullable: true, description: 'Screened text on complex needs (ASM-07).' })
  complexNeeds!: string | null;

  @Field(() => PackageDischarge, { nullable: true, description: 'For discharge to assess: what the passport says.' })
  discharge!: PackageDischarge | null;

  @Field(() => PackageHome, { nullable: true, description: 'For a place in a home: what it needs, in place of calls.' })
  home!: PackageHome | null;
}

@ObjectType({ description: 'What the provider can do about the time of one call (ASM-14).' })
export class OfferedCallTime {
  @Field(() => Int, { description: "Place of the call in the need's calls, from 0." })
  call!: number;

  @Field(() => LocalTimeScalar, { description: 'Time requested.' })
  requested!: string;

  @Field(() => LocalTimeScalar, { description: 'Time offered.' })
  offered!: string;

  @Field(() => Boolean, { description: 'Whether the time had to be kept.' })
  timeCritical!: boolean;

  @Field(() => Date, { nullable: true, description: 'When the person was told that it differs.' })
  advisedAt!: string | null;
}

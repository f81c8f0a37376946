import { Field, InputType, Int } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { Language, ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { CohortWord } from '../../entities/people/words.js';
import {
  CarerGenderWord,
  CommissionerWord,
  GroupWord,
  LanguageWord,
  SkillWord,
} from '../../entities/requests/words.js';
import type { Cohort } from '../../rules/people/person.js';
import type { CommissioningBody } from '../../rules/requests/commissioner.js';
import { ContactInput, EndOfLifeInput, PersonInput, personOf } from '../people/person-inputs.js';
import { CarePlanInput, planOf } from '../plans/care-plan-inputs.js';

/**
 * What requests and passports have in common. Inputs are turned into plain values field by field before a command sees
 * them: nothing that a client wrote reaches the database as an object. What a rule asks for is nullable here, so that
 * the rule can say what is missing.
 */

@InputType({ description: 'On what a case is flagged as specialist (ASM-22).' })
export class SpecialistGroundInput {
  @Field(() => String, { description: "Version of the council's definition; 1 to 50 characters." })
  definitionVersion!: string;

  @Field(() => String, {
    description: 'Why the case meets it, in 1 to 1,000 characters and with nothing that says whose it is.',
  })
  justification!: string;
}

@InputType({
  description: 'The person, the people around them, and the need that every provider who is asked will read.',
})
export abstract class NeedInput extends ActInput {
  @Field(() => Int, {
    description: 'Its version in the system that it comes from: only a higher one changes anything (ASM-36).',
  })
  version!: number;

  @Field(() => PersonInput, { description: 'The person.' })
  person!: PersonInput;

  @Field(() => [ContactInput], { defaultValue: [], description: 'The people around (IDG-09).' })
  contacts!: ContactInput[];

  @Field(() => EndOfLifeInput, { nullable: true, description: 'End-of-life marker (ASM-27).' })
  endOfLife?: EndOfLifeInput | null;

  @Field(() => CohortWord, { defaultValue: 'ADULT', description: 'Adult, or child or young person (IDG-11).' })
  cohort!: Cohort;

  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the need is specialist.' })
  specialist!: boolean;

  @Field(() => SpecialistGroundInput, {
    nullable: true,
    description: 'With `specialist` alone, and needed then: the definition and why it is met (ASM-22).',
  })
  specialistGround?: SpecialistGroundInput | null;

  @Field(() => [SkillWord], { defaultValue: [], description: 'Skills needed.' })
  skills!: Skill[];

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for.' })
  carerGender?: 'FEMALE' | 'MALE' | null;

  @Field(() => [LanguageWord], { defaultValue: [], description: 'Languages that a carer should speak.' })
  languages!: Language[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether there are specific or complex needs (ASM-07).' })
  complexNeeds!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What they are, with nothing that says whose they are: every provider who is asked will read it.',
  })
  complexNeedsDetail?: string | null;

  @Field(() => [CommissionerWord], {
    defaultValue: ['COUNCIL'],
    description: 'The bodies that it is placed for (IDG-12).',
  })
  commissioners!: CommissioningBody[];

  @Field(() => String, {
    nullable: true,
    description:
      'What the assessment found, for whoever reads the request form; to nobody before an award if it tells whose it is (ASM-15, IDG-04).',
  })
  assessmentSummary?: string | null;

  @Field(() => CarePlanInput, {
    nullable: true,
    description: "The council's care plan, as complete as it is (ASM-10).",
  })
  carePlan?: CarePlanInput | null;
}

/** The need and whose it is, as plain values. */
export function needOf(input: NeedInput) {
  return {
    ...personOf(input),
    idempotencyKey: input.idempotencyKey,
    version: input.version,
    groups: [...input.groups],
    specialist: input.specialist,
    specialistGround: input.specialistGround
      ? {
          definitionVersion: input.specialistGround.definitionVersion,
          justification: input.specialistGround.justification,
        }
      : null,
    skills: [...input.skills],
    carerGender: input.carerGender ?? null,
    languages: [...input.languages],
    complexNeeds: input.complexNeeds,
    complexNeedsDetail: input.complexNeedsDetail ?? null,
    commissioners: [...input.commissioners],
    assessmentSummary: input.assessmentSummary ?? null,
    carePlan: planOf(input.carePlan),
  };
}

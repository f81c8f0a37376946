import { Field, InputType, Int } from 'type-graphql';
import type { SubmitDischargePassport } from '../../commands/requests/submit-discharge-passport.js';
import { D2aPurposeWord } from '../../entities/requests/words.js';
import type { D2aPurpose } from '../../rules/requests/discharge-passport.js';
import { callOf, RequestedCallInput } from './call-inputs.js';
import { NeedInput, needOf } from './need-inputs.js';
import { OnPackageInput } from './package-payload.js';

@InputType({ description: "The D2A team's finding (ASM-25)." })
export class D2aEligibilityInput {
  @Field(() => Boolean, { description: 'Whether the person is eligible.' })
  eligible!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the D2A team decided it. It need not be said when the D2A team sends it.',
  })
  decidedByD2aTeam!: boolean;

  @Field(() => Date, { description: 'When it was decided.' })
  decidedAt!: Date;
}

@InputType({ description: 'The Discharge Passport/Referral Form (ASM-24).' })
export class DischargePassportInput {
  @Field(() => Int, { nullable: true, description: 'Calls a day (ROUT-14).' })
  callsPerDay?: number | null;

  @Field(() => Int, { nullable: true, description: 'Length of a call in minutes (ROUT-14).' })
  callMinutes?: number | null;

  @Field(() => Date, { nullable: true, description: 'Expected discharge (ROUT-14).' })
  expectedDischargeAt?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether two workers are needed (ASM-24).' })
  twoWorkers?: boolean | null;

  @Field(() => [RequestedCallInput], { defaultValue: [], description: 'Schedule of visits (ASM-24).' })
  schedule!: RequestedCallInput[];

  @Field(() => D2aPurposeWord, { nullable: true, description: 'What it is for (ASM-26).' })
  purpose?: D2aPurpose | null;

  @Field(() => String, { nullable: true, description: 'Arrangements: transport, equipment, who lets the provider in.' })
  arrangements?: string | null;
}

@InputType({ description: 'A discharge passport, as the hospital discharge team sends it.' })
export class SubmitDischargePassportInput extends NeedInput {
  @Field(() => String, { description: 'Id of the passport in the system it comes from.' })
  passportId!: string;

  @Field(() => D2aEligibilityInput, { nullable: true, description: "The D2A team's finding (ASM-25)." })
  eligibility?: D2aEligibilityInput | null;

  @Field(() => DischargePassportInput, { description: 'The form.' })
  passport!: DischargePassportInput;
}

@InputType({ description: 'A discharge as agreed, or as it now is.' })
export class AmendDischargeInput extends OnPackageInput {
  @Field(() => Date, { description: 'Date and time of the discharge.' })
  dischargeAt!: Date;

  @Field(() => String, { description: 'Transport, equipment, who lets the provider in.' })
  arrangements!: string;
}

/** The passport, as plain values. */
export function dischargePassportOf(input: SubmitDischargePassportInput): SubmitDischargePassport {
  const { eligibility, passport } = input;
  return {
    ...needOf(input),
    passportId: input.passportId,
    eligibility: eligibility
      ? {
          eligible: eligibility.eligible,
          decidedByD2aTeam: eligibility.decidedByD2aTeam,
          decidedAt: eligibility.decidedAt,
        }
      : null,
    passport: {
      callsPerDay: passport.callsPerDay ?? null,
      callMinutes: passport.callMinutes ?? null,
      expectedDischargeAt: passport.expectedDischargeAt ?? null,
      twoWorkers: passport.twoWorkers ?? null,
      schedule: passport.schedule.map(callOf),
      purpose: passport.purpose ?? null,
      arrangements: passport.arrangements ?? null,
    },
  };
}

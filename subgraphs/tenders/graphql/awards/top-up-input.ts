import { Field, InputType } from 'type-graphql';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { TopUpStatus } from '../../../../schema/events/cases.js';
import { TopUpStatusWord } from '../../entities/awards/words.js';
import type { TopUpTerms } from '../../rules/awards/top-up-terms.js';
import { InvolvementInput } from './involvement.js';

@InputType({
  description: 'How far the agreement of a third party has come. Who it is stays with the case: name nobody (CHOI-06).',
})
class ThirdPartyAgreementInput {
  @Field(() => TopUpStatusWord, { description: 'How far it has come.' })
  status!: TopUpStatus;

  @Field(() => LocalDateScalar, { description: 'When it was requested; today or before.' })
  requestedOn!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'When it was signed: of a signed one, and no other; today or before.',
  })
  signedOn?: string | null;
}

@InputType({
  description:
    'What is on record about what a place in a home costs above the standard fee: who understands it, with a third party’s agreement, or exceptional circumstances in its place (CHOI-06).',
})
export class TopUpOfChoiceInput {
  @Field(() => InvolvementInput, {
    nullable: true,
    description:
      'Who understands and agrees that a third party is asked for it, the person or their advocate, how and when.',
  })
  understoodBy?: InvolvementInput | null;

  @Field(() => ThirdPartyAgreementInput, { nullable: true, description: "The third party's agreement." })
  agreement?: ThirdPartyAgreementInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Exceptional circumstances that are put to the council, in at most 1,000 characters; name nobody. The choice then waits for its decision.',
  })
  exceptionalCircumstances?: string | null;
}

/** The terms that were given; null if none were. */
export function topUpTerms(input: TopUpOfChoiceInput | null | undefined): TopUpTerms | null {
  if (!input) return null;
  const { understoodBy, agreement, exceptionalCircumstances } = input;
  return {
    understoodBy: understoodBy ? { who: understoodBy.who, how: understoodBy.how, at: understoodBy.at } : null,
    agreement: agreement
      ? { status: agreement.status, requestedOn: agreement.requestedOn, signedOn: agreement.signedOn ?? null }
      : null,
    exceptionalCircumstances: exceptionalCircumstances ?? null,
  };
}

import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { TopUpStatus } from '../../../../schema/events/cases.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import type { SettledTerms, ThirdPartyAgreement, TopUpTerms } from '../../rules/awards/top-up-terms.js';
import { InvolvedWord, TopUpStatusWord } from './words.js';

@ObjectType({
  description: 'That the person or their advocate understands and agrees that a top-up is asked for (CHOI-06).',
})
export class UnderstoodTopUp {
  @Field(() => InvolvedWord, { description: 'Who, never by name.' })
  who!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How they said so.' })
  how!: string;

  /** By a text, for it is kept as JSON. */
  @Field(() => DateTimeScalar, { description: 'When they said so.' })
  at!: string;
}

@ObjectType({
  description: 'How far the agreement of a third party has come; who it is stays with the case (CHOI-06).',
})
export class AgreementOfThirdParty implements ThirdPartyAgreement {
  @Field(() => TopUpStatusWord, { description: 'How far it has come.' })
  status!: TopUpStatus;

  @Field(() => LocalDateScalar, { description: 'When it was requested.' })
  requestedOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was signed.' })
  signedOn!: string | null;
}

@ObjectType({
  description: 'What is on record with the choice of a home about what is above the standard fee (CHOI-06).',
})
export class TopUpOfChoice implements SettledTerms {
  @Field(() => UnderstoodTopUp, { nullable: true, description: 'Who understands and agrees.' })
  understoodBy!: UnderstoodTopUp | null;

  @Field(() => AgreementOfThirdParty, { nullable: true, description: "The third party's agreement." })
  agreement!: AgreementOfThirdParty | null;

  @Field(() => String, { nullable: true, description: 'Exceptional circumstances, as they were put to the council.' })
  exceptionalCircumstances!: string | null;
}

/** Terms as they are kept; null if none were given. */
export function topUpToKeep(terms: TopUpTerms | null): TopUpOfChoice | null {
  if (!terms) return null;
  const { understoodBy, agreement, exceptionalCircumstances } = terms;
  return {
    understoodBy: understoodBy && {
      ...{ who: understoodBy.who, how: understoodBy.how.trim(), at: understoodBy.at.toISOString() },
    },
    agreement: agreement && { ...agreement },
    exceptionalCircumstances: exceptionalCircumstances?.trim() ?? null,
  };
}

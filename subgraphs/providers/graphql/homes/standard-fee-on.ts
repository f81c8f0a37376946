import { Arg, Authorized, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { StandardFeeKind } from '../../../../schema/events/providers.js';
import { StandardFee } from '../../entities/homes/standard-fee.js';
import { StandardFeeKindWord } from '../../entities/homes/words.js';
import { priceOn } from '../../rules/homes/weekly-price.js';
import { asOneself } from '../reading.js';

@ObjectType({ description: 'The version of a standard fee that is in force on a day. For the hub alone (PROV-21).' })
@Directive('@inaccessible')
export class StandardFeeOnDay {
  @Field(() => PenceScalar, { description: 'Pence a week.' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day of the version.' })
  from!: string;
}

@Resolver()
export class StandardFeesOn {
  /** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => StandardFeeOnDay, {
    nullable: true,
    description: 'What a council pays for a place in a home as its standard on a day (CHOI-06). For the hub alone.',
  })
  async standardFeeOn(
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Arg('kind', () => StandardFeeKindWord, { description: 'Without nursing, or with it.' }) kind: StandardFeeKind,
    @Arg('on', () => LocalDateScalar, { description: 'The day.' }) on: string,
    @Ctx() context: RequestContext,
  ): Promise<StandardFeeOnDay | null> {
    asOneself(context);
    const fee = priceOn(await context.em.find(StandardFee, { council, kind }), on);
    return fee && { pence: fee.pence, from: fee.from };
  }
}

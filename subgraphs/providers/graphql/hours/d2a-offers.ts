import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { D2aOfferFault } from '../../../../schema/events/providers.js';
import { declareD2aOffer, allowed as mayDeclareD2aOffer } from '../../commands/hours/declare-d2a-offer.js';
import { D2aOffer } from '../../entities/hours/d2a-offer.js';
import { D2aOfferFaultWord } from '../../entities/hours/words.js';
import { Membership } from '../../entities/membership/membership.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { type Closure, d2aOfferFaults } from '../../rules/hours/d2a-offer.js';
import { COUNCIL, councilAsked, policyOf } from '../council-asked.js';
import { ofProvider } from '../own-rows.js';

@InputType({ description: 'Between which hours of every day somebody answers (WIN-18).' })
export class ContactHoursInput {
  @Field(() => LocalTimeScalar, { description: 'From.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'To, later on the day; all day is 00:00 to 23:59.' })
  to!: string;
}

@InputType({ description: 'Days on which you take no discharge to assess (WIN-20).' })
export class D2aClosureInput implements Closure {
  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  to!: string;
}

@InputType({ description: 'What you offer for discharge to assess (WIN-18, WIN-20).' })
export class DeclareD2aOfferInput extends ActInput {
  @Field(() => String, { description: 'The line on which families reach somebody, never a person’s own.' })
  telephone!: string;

  @Field(() => ContactHoursInput, { description: 'When somebody answers it, every day.' })
  contactHours!: ContactHoursInput;

  @Field(() => Boolean, { description: 'Whether a machine answers it at all other times.' })
  answerphone!: boolean;

  @Field(() => Boolean, { description: 'Whether families know of it, and support plans say so.' })
  explainedInPlans!: boolean;

  @Field(() => [D2aClosureInput], {
    defaultValue: [],
    description: 'Your calendar: the days on which you are closed, at most 50; none, if you are available every day.',
  })
  closures!: D2aClosureInput[];
}

@ObjectType({ description: 'An offer for discharge to assess, or why it was not taken.' })
class D2aOfferPayload extends Payload {
  @Field(() => D2aOffer, { nullable: true, description: 'What is declared now.' })
  d2aOffer!: D2aOffer | null;
}

@Resolver(() => Provider)
export class D2aOfferOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => D2aOffer, {
    nullable: true,
    description: 'What it offers for discharge to assess, as declared; null if it never was (WIN-18, WIN-20).',
  })
  async d2aOffer(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<D2aOffer | null> {
    return (await ofProvider(context, D2aOffer, provider.id))[0] ?? null;
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [D2aOfferFaultWord], {
    nullable: true,
    description:
      'In what that falls short of what a council asks; none of a provider without a patch that has declared nothing (WIN-18, WIN-20); null if you must name the council.',
  })
  async d2aOfferFaults(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly D2aOfferFault[] | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const offer = await this.d2aOffer(provider, context);
    const memberships = await ofProvider(context, Membership, provider.id);
    const isAsked = memberships.some(
      (each) => each.council === asked && each.vehicle === 'PATCH' && each.status !== 'EXITED',
    );
    if (offer === null && !isAsked) return [];
    return d2aOfferFaults(offer, localDateOf(await context.now()), await policyOf(context, asked));
  }
}

@Resolver()
export class D2aOffers {
  @Authorized<Role>(...mayDeclareD2aOffer.roles)
  @Mutation(() => D2aOfferPayload, {
    description: 'Declares how families reach you under discharge to assess, and when you are closed (WIN-18, WIN-20).',
  })
  async declareD2aOffer(
    @Arg('input', () => DeclareD2aOfferInput, { description: 'The declaration.' }) input: DeclareD2aOfferInput,
    @Ctx() { work }: RequestContext,
  ): Promise<D2aOfferPayload> {
    const { telephone, contactHours, answerphone, explainedInPlans, closures, idempotencyKey } = input;
    const { result: d2aOffer, refusals } = await declareD2aOffer(work, {
      telephone,
      contactHours: { from: contactHours.from, to: contactHours.to },
      answerphone,
      explainedInPlans,
      closures: closures.map(({ from, to }) => ({ from, to })),
      idempotencyKey,
    });
    return { d2aOffer, refusals };
  }
}

import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Skill } from '../../../../schema/events/cases.js';
import {
  type DeclareCapacity,
  declareCapacity,
  allowed as mayDeclareCapacity,
} from '../../commands/hours/declare-capacity.js';
import { CapacityStatement } from '../../entities/hours/capacity.js';
import { TimeBandWord } from '../../entities/hours/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { SkillWord } from '../../entities/register/words.js';
import type { TimeBand } from '../../rules/hours/capacity-statement.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'Worker-minutes a week that are free in one patch and time band (PROV-24).' })
export class FreeCapacityInput {
  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => TimeBandWord, { description: 'Part of the day.' })
  timeBand!: TimeBand;

  @Field(() => SkillWord, { nullable: true, description: 'Workers with this skill; any worker when left out.' })
  skill?: Skill | null;

  @Field(() => Int, { description: 'Worker-minutes a week.' })
  freeWeeklyMinutes!: number;
}

@InputType({ description: 'What a provider has free, in place of what it stated before (PROV-24).' })
export class DeclareCapacityInput extends ActInput implements DeclareCapacity {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => DateTimeScalar, { description: "When it was true, by the rostering system's clock." })
  statedAt!: Date;

  @Field(() => [FreeCapacityInput], { description: 'All that is free; what is not in the list is not free.' })
  free!: FreeCapacityInput[];
}

@ObjectType({ description: 'A capacity statement, or why it was not taken.' })
class CapacityStatementPayload extends Payload {
  @Field(() => CapacityStatement, { nullable: true, description: 'The newest statement.' })
  statement!: CapacityStatement | null;
}

@Resolver(() => Provider)
export class CapacityOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [CapacityStatement], {
    description: 'What it has free: one statement for each council, the newest first (PROV-24).',
  })
  async capacityStatements(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<CapacityStatement[]> {
    return newestFirst(await ofProvider(context, CapacityStatement, provider.id), ({ statedAt }) => statedAt);
  }
}

@Resolver()
export class CapacityDeclarations {
  @Authorized<Role>(...mayDeclareCapacity.roles)
  @Mutation(() => CapacityStatementPayload, { description: 'States what the provider has free (PROV-24).' })
  async declareCapacity(
    @Arg('input', () => DeclareCapacityInput, { description: 'The statement.' }) input: DeclareCapacityInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CapacityStatementPayload> {
    const { result: statement, refusals } = await declareCapacity(work, input);
    return { statement, refusals };
  }
}

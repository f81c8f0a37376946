import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { type AddCouncil, addCouncil, allowed as mayAdd } from '../../commands/councils/add-council.js';

@InputType({ description: 'A council that joins the hub (IDG-26).' })
export class AddCouncilInput extends ActInput implements AddCouncil {
  @Field(() => ID, {
    description: 'The key by which it is named for ever: 2 to 40 small letters, digits and single dashes.',
  })
  council!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'Its first policy; what is left out, or all of it, takes its default (catalogue section 26).',
  })
  policy?: unknown;
}

@ObjectType({ description: 'The council, or why it was not added.' })
class CouncilPayload extends Payload {
  @Field(() => Council, { nullable: true, description: 'The council.' })
  council!: string | null;
}

@Resolver()
export class CouncilRegister {
  @Authorized<Role>(...mayAdd.roles)
  @Mutation(() => CouncilPayload, {
    description: 'Adds a council with a first policy of its own; nobody has access to it yet (IDG-26).',
  })
  async addCouncil(
    @Arg('input', () => AddCouncilInput, { description: 'The council.' }) input: AddCouncilInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CouncilPayload> {
    const { result: council, refusals } = await addCouncil(work, { ...input, policy: input.policy ?? {} });
    return { council, refusals };
  }
}

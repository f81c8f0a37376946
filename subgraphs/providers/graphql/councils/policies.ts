import { GraphQLJSON } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { type Page, PageArgs, pageOf } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as maySet, type SetPolicy, setPolicy } from '../../commands/councils/set-policy.js';
import { COUNCIL_KEEPERS } from '../../entities/readers.js';
import { policyPreview } from '../../reads/councils/policy-preview.js';
import { policyPage, policyVersionAt } from '../../reads/councils/policy-versions.js';
import { mayBeKey } from '../../rules/councils/council-record.js';
import { councilAsked } from '../council-asked.js';
import { asOneself } from '../reading.js';
import { CouncilPolicy, CouncilPolicyConnection, PolicyChange, shownPolicy } from './council-policy.js';

@ArgsType()
class PoliciesArgs extends PageArgs {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only the version that applied, or will apply, at this instant.',
  })
  at?: Date | null;
}

@InputType({ description: "The next version of a council's policy (catalogue section 26)." })
export class SetPolicyInput extends ActInput implements SetPolicy {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => GraphQLJSON, {
    description: 'All that the council sets: what is left out takes its default, also if it was set before.',
  })
  document!: unknown;

  @Field(() => ID, {
    description: 'The latest version when the difference was looked at, as previewPolicy says it: such as bromley/3.',
  })
  basedOn!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when it applies, now or later; from now on when left out.',
  })
  effectiveFrom?: Date | null;
}

@ObjectType({ description: 'The policy that was set, or why it was not.' })
class PolicyPayload extends Payload {
  @Field(() => CouncilPolicy, { nullable: true, description: 'The version, with what has changed in it.' })
  policy!: CouncilPolicy | null;
}

@ObjectType({ description: 'What would follow from setting a policy, or why it cannot be set. Nothing is changed.' })
@Reads('platform:read')
class PolicyPreview extends Payload {
  @Field(() => ID, {
    nullable: true,
    description: 'The latest version there is: setPolicy is told it, and refuses if there is a later one by then.',
  })
  basedOn!: string | null;

  @Field(() => ID, { nullable: true, description: 'The version that it would follow, and is compared with.' })
  follows!: string | null;

  @Field(() => [ID], { description: 'Versions to come that would never come to apply.' })
  supersedes!: readonly string[];

  @Field(() => [PolicyChange], { description: 'The keys that would be set otherwise.' })
  changes!: readonly PolicyChange[];
}

@Resolver()
export class Policies {
  @Authorized<Role>(...COUNCIL_KEEPERS)
  @Query(() => CouncilPolicyConnection, {
    nullable: true,
    description: "The versions of a council's policy, the newest first; a council's own people read their own.",
  })
  async policies(@Args() args: PoliciesArgs, @Ctx() context: RequestContext): Promise<Page<CouncilPolicy>> {
    asOneself(context);
    const { em } = context;
    const council = councilAsked(context, args.council);
    if (council === null || !mayBeKey(council)) return pageOf([], args, () => []);
    const now = await context.now();
    if (args.at) {
      const held = await policyVersionAt(em, council, args.at);
      return pageOf(held ? [shownPolicy(held, now)] : [], args, ({ version }) => [version]);
    }
    const page = await policyPage(em, council, args);
    return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: shownPolicy(node, now) })) };
  }

  @Authorized<Role>(...maySet.roles)
  @Query(() => PolicyPreview, {
    nullable: true,
    description: 'What would follow from setting this policy: the keys that would change, each with what it is for.',
  })
  async previewPolicy(
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Arg('document', () => GraphQLJSON, { description: 'All that the council would set.' }) document: unknown,
    @Arg('effectiveFrom', () => DateTimeScalar, {
      nullable: true,
      description: 'From when it would apply; from now on when left out.',
    })
    effectiveFrom: Date | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PolicyPreview> {
    asOneself(context);
    const now = await context.now();
    return policyPreview(context.em, { council, document, effectiveFrom: effectiveFrom ?? now }, now);
  }

  @Authorized<Role>(...maySet.roles)
  @Mutation(() => PolicyPayload, {
    description: "Sets a council's policy from an instant on; what is open keeps the version that it began under.",
  })
  async setPolicy(
    @Arg('input', () => SetPolicyInput, { description: 'The policy.' }) input: SetPolicyInput,
    @Ctx() context: RequestContext,
  ): Promise<PolicyPayload> {
    const { result, refusals } = await setPolicy(context.work, input);
    return { policy: result && shownPolicy(result, await context.now()), refusals };
  }
}

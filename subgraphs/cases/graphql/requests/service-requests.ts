import { Arg, Authorized, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { allowed as maySubmit, submitServiceRequest } from '../../commands/requests/submit-service-request.js';
import { Package } from '../../entities/requests/package.js';
import { Signpost } from '../../entities/requests/signpost.js';
import { SubmitServiceRequestInput, serviceRequestOf } from './service-request-inputs.js';

@ObjectType({
  description: 'The package that a request opened or changed, the signpost it became, or why nothing was changed.',
})
export class SubmitServiceRequestPayload extends Payload {
  @Field(() => Package, { nullable: true, description: 'The package that is being sourced.' })
  package!: Package | null;

  @Field(() => Signpost, { nullable: true, description: 'For somebody who pays without the council (ASM-19).' })
  signpost!: Signpost | null;

  static of({ result, refusals }: Outcome<Package | Signpost>): SubmitServiceRequestPayload {
    const isSignpost = result instanceof Signpost;
    return { package: isSignpost ? null : result, signpost: isSignpost ? result : null, refusals };
  }
}

@Resolver()
export class ServiceRequests {
  @Authorized<Role>(...maySubmit.roles)
  @Mutation(() => SubmitServiceRequestPayload, {
    description: 'Takes a request for care and has it sourced (ASM-02, ASM-36).',
  })
  async submitServiceRequest(
    @Arg('input', () => SubmitServiceRequestInput, { description: 'The request.' }) input: SubmitServiceRequestInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmitServiceRequestPayload> {
    return SubmitServiceRequestPayload.of(await submitServiceRequest(context.work, serviceRequestOf(input)));
  }
}

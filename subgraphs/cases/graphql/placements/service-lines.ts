import { Arg, Authorized, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRecordLine, recordServiceLine } from '../../commands/placements/record-service-line.js';
import { OnPlacementInput, PlacementPayload } from './placement-payload.js';

@InputType({ description: 'The line of a service on LAS.' })
export class RecordServiceLineInput extends OnPlacementInput {
  @Field(() => String, { description: 'Id that LAS gave to it.' })
  lasLineId!: string;
}

@Resolver()
export class ServiceLines {
  @Authorized<Role>(...mayRecordLine.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Records that the service is on LAS under this line. Its IPO follows at once (AWRD-02, AWRD-03).',
  })
  async recordServiceLine(
    @Arg('input', () => RecordServiceLineInput, { description: 'The line.' }) input: RecordServiceLineInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, lasLineId } = input;
    return PlacementPayload.of(await recordServiceLine(context.work, { idempotencyKey, placementId, lasLineId }));
  }
}

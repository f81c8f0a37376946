import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Placement } from '../../entities/placements/placement.js';

@InputType({ description: 'A placement, and a key of your own for the act.' })
export class OnPlacementInput extends ActInput {
  @Field(() => ID, { description: 'The id of the placement; its reference is not taken.' })
  placementId!: string;
}

@ObjectType({ description: 'The placement as it now is, or why nothing was changed.' })
export class PlacementPayload extends Payload {
  @Field(() => Placement, { nullable: true, description: 'The placement as it now is.' })
  placement!: Placement | null;

  static of({ result, refusals }: Outcome<Placement>): PlacementPayload {
    return { placement: result, refusals };
  }
}

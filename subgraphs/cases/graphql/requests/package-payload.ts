import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Package } from '../../entities/requests/package.js';

@InputType({ description: 'A package, and a key of your own for the act.' })
export class OnPackageInput extends ActInput {
  @Field(() => ID, { description: 'The id of the package; its reference is not taken.' })
  packageId!: string;
}

@ObjectType({ description: 'The package as it now is, or why nothing was changed.' })
export class PackagePayload extends Payload {
  @Field(() => Package, { nullable: true, description: 'The package as it now is.' })
  package!: Package | null;

  static of({ result, refusals }: Outcome<Package>): PackagePayload {
    return { package: result, refusals };
  }
}

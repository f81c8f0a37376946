import { Authorized, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { CALL_OFF_READERS } from '../../entities/readers.js';
import { Package, packageOf } from '../references.js';

@ObjectType({
  description: 'One of several packages that are sought together, as its council sees it (ROUT-37, ROUT-39).',
})
@Reads('offers:read')
class SoughtPackage {
  @Field(() => Int, { description: 'The number by which the advert, and each bid, names the person.' })
  person!: number;

  @Field(() => String, { description: "Reference of the package in the council's own words." })
  reference!: string;

  @Field(() => Package, { description: 'The package.' })
  package!: Package;

  @Field(() => AdvertisedNeed, { description: 'What this person needs, without who it is.' })
  need!: AdvertisedNeed;
}

@Resolver(() => CallOff)
export class SoughtPackages {
  @Needs<CallOff>('packages')
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [SoughtPackage], {
    nullable: true,
    description: 'Where several packages are sought together, each of them; none where one is sought alone (ROUT-39).',
  })
  packages(@Root() { packages }: CallOff): SoughtPackage[] {
    return packages.map(({ person, packageId, packageReference, need }) =>
      Object.assign(new SoughtPackage(), {
        ...{ person, reference: packageReference, package: packageOf(packageId) },
        need: need as AdvertisedNeed,
      }),
    );
  }
}

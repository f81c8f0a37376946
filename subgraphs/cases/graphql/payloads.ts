import { Field, ObjectType } from 'type-graphql';
import { RefusalType } from '../../../kernel/graphql/payload.js';
import type { Outcome, Refusal } from '../../../kernel/values/refusal.js';
import type { TakenOver } from '../commands/placements/take-over-placements.js';
import { Ipo } from '../entities/placements/ipo.js';
import { Placement } from '../entities/placements/placement.js';
import { DocumentQuery } from '../entities/plans/document-query.js';
import { Package } from '../entities/requests/package.js';
import { Signpost } from '../entities/requests/signpost.js';

/** What a mutation answers: the thing as it now is, or why nothing was changed. */

const REFUSALS = { description: 'Why nothing was changed; empty when it was.' };

@ObjectType({ description: 'The package as it now is, or why nothing was changed.' })
export class PackagePayload {
  @Field(() => Package, { nullable: true, description: 'The package as it now is.' })
  package!: Package | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<Package>): PackagePayload {
    return { package: result, refusals };
  }
}

@ObjectType({
  description: 'The package that a request opened or changed, the signpost it became, or why nothing was changed.',
})
export class SubmitServiceRequestPayload {
  @Field(() => Package, { nullable: true, description: 'The package that is being sourced.' })
  package!: Package | null;

  @Field(() => Signpost, { nullable: true, description: 'For somebody who pays without the council (ASM-19).' })
  signpost!: Signpost | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<Package | Signpost>): SubmitServiceRequestPayload {
    const isSignpost = result instanceof Signpost;
    return { package: isSignpost ? null : result, signpost: isSignpost ? result : null, refusals };
  }
}

@ObjectType({ description: 'The placement as it now is, or why nothing was changed.' })
export class PlacementPayload {
  @Field(() => Placement, { nullable: true, description: 'The placement as it now is.' })
  placement!: Placement | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<Placement>): PlacementPayload {
    return { placement: result, refusals };
  }
}

@ObjectType({ description: 'The placements as they are held, or why none was taken over.' })
export class TakeOverPayload {
  @Field(() => [Placement], { nullable: true, description: 'All that were named, in no order.' })
  placements!: readonly Placement[] | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<TakenOver>): TakeOverPayload {
    return { placements: result?.placements ?? null, refusals };
  }
}

@ObjectType({ description: 'The IPO as it now is, or why nothing was changed.' })
export class IpoPayload {
  @Field(() => Ipo, { nullable: true, description: 'The IPO as it now is.' })
  ipo!: Ipo | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<Ipo>): IpoPayload {
    return { ipo: result, refusals };
  }
}

@ObjectType({ description: 'The query as it now is, or why nothing was changed.' })
export class DocumentQueryPayload {
  @Field(() => DocumentQuery, { nullable: true, description: 'The query as it now is.' })
  documentQuery!: DocumentQuery | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];

  static of({ result, refusals }: Outcome<DocumentQuery>): DocumentQueryPayload {
    return { documentQuery: result, refusals };
  }
}

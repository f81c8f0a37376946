import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Things of other subgraphs that monitoring points at and never resolves. */

@ObjectType({ description: 'A provider, as the providers subgraph has it.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'A placement, as the cases subgraph has it.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Placement {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

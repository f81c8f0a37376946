import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Things of other subgraphs that ours point to. */

@ObjectType({ description: 'A care provider, as the register has it.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'The call-off that a package was sourced by.' })
@Directive('@key(fields: "id", resolvable: false)')
export class CallOff {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Things of other subgraphs: a provider is only pointed at, a package is shown its call-offs. */

@ObjectType({ description: 'A provider, as the providers subgraph has it.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'A package, as the cases subgraph has it.' })
@Directive('@key(fields: "id")')
export class Package {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

export function provider(id: string): Provider {
  return Object.assign(new Provider(), { id });
}

export function packageOf(id: string): Package {
  return Object.assign(new Package(), { id });
}

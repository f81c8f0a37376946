import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../../../kernel/graphql/payload.js';
import { Provider } from '../../entities/register/provider.js';

@ObjectType({ description: 'A provider, or why nothing was changed.' })
export class ProviderPayload extends Payload {
  @Field(() => Provider, { nullable: true, description: 'The provider.' })
  provider!: Provider | null;
}

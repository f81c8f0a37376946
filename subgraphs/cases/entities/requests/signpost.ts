import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import { FUNDINGS, type Funding, SERVICE_TYPES, type ServiceType } from '../../rules/requests/request-type.js';
import { personalRows } from '../row-policies.js';
import { FundingWord, ServiceTypeWord } from './words.js';

/** That somebody who pays without the council was pointed to providers: no package, no liability to pay. [ASM-19] */
@ObjectType({
  description: 'A record that somebody who arranges care without the council was pointed to providers (ASM-19).',
})
@Entity({ tableName: 'signpost', rowLevelSecurity: 'force', policies: personalRows() })
@Unique({ properties: ['council', 'sourceId'] })
export class Signpost {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'What people call it, such as SP-7KX2M9Q.' })
  @Property({ type: 'text' })
  reference!: string;

  @Property({ type: 'text' })
  sourceId!: string;

  @Property({ type: 'text' })
  councilPersonId!: string;

  @Field(() => FundingWord, { description: 'How the care is paid for.' })
  @Enum({ items: () => [...FUNDINGS] })
  funding!: Funding;

  @Field(() => ServiceTypeWord, { description: 'What was asked for.' })
  @Enum({ items: () => [...SERVICE_TYPES] })
  serviceType!: ServiceType;

  @Field(() => Date, { description: 'When it happened.' })
  @Property({ length: 3 })
  at!: Date;
}

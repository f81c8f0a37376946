import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type SpotCheckResult, SpotCheckResultWord } from '../visits/words.js';

/** That a provider looked whether its staff were there when due, and what it found (DEL-17). */
@ObjectType({
  description: 'That a provider looked whether its staff were there when due, and what it found (DEL-17).',
})
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'spot_check',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'at', 'id'] })
export class SpotCheck {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  @Field(() => String, { description: 'Who checked, by the provider’s own reference.' })
  @Property({ type: 'text' })
  checker!: string;

  @Field(() => String, { description: 'Who was checked, by the provider’s own reference.' })
  @Property({ type: 'text' })
  worker!: string;

  @Field(() => SpotCheckResultWord, { description: 'What was found.' })
  @Property({ type: 'text' })
  result!: SpotCheckResult;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import type { VacancyStatement as Statement, Vacancy } from '../../rules/homes/vacancies.js';
import { PlaceKindWord } from './words.js';

@ObjectType('Vacancy', { description: 'Places of one kind that are free from a day on (PROV-22).' })
export class VacancyRow implements Vacancy {
  @Field(() => PlaceKindWord, { description: 'What kind of place.' })
  kind!: PlaceKind;

  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => LocalDateScalar, { description: 'First day on which they are free.' })
  from!: string;
}

/** A fact that all councils share: the vacancies of a home, as its provider last stated them (PROV-22). */
@ObjectType({ description: 'The vacancies of a home, as its provider last stated them (PROV-22).' })
@Entity({
  tableName: 'vacancy_statement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
export class VacancyStatement implements Statement {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid', unique: true })
  homeId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => DateTimeScalar, { description: "When it was true, by the provider's clock." })
  @Property({ type: 'Date', length: 3 })
  statedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub received it.' })
  @Property({ type: 'Date', length: 3 })
  receivedAt!: Date;

  @Field(() => [VacancyRow], { description: 'All that is free or will be; none if the home is full.' })
  @Property({ type: 'json' })
  vacancies!: VacancyRow[];
}

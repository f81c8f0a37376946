import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { PatchDuties as Duties } from '../../rules/membership/patch-duties.js';

@ObjectType({ description: 'When discharges are picked up at weekends and on bank holidays (PROV-31).' })
export class WeekendDischarge {
  @Field(() => LocalTimeScalar, { description: 'From.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'To.' })
  to!: string;
}

/** A fact that all councils share, as a provider last declared it. */
@ObjectType({ description: 'What a provider declares of the duties of a patch provider (PROV-31).' })
@Entity({
  tableName: 'patch_duties',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId'] })
export class PatchDuties implements Duties {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Int, { description: 'How many qualified trusted assessors it employs.' })
  @Property({ type: 'integer' })
  trustedAssessors!: number;

  @Field(() => WeekendDischarge, { nullable: true, description: 'When it picks up discharges; null if it does not.' })
  @Property({ type: 'json', nullable: true })
  weekendDischarge!: WeekendDischarge | null;

  @Field(() => Boolean, { description: 'Whether its staff start care at short notice.' })
  @Property({ type: 'boolean' })
  startsAtShortNotice!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was declared.' })
  @Property({ type: 'Date', length: 3 })
  declaredAt!: Date;
}

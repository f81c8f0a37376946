import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';

/** Where a home stands with a council, as it was last told; the next standing differs from it, or is not told. */
@Entity({
  tableName: 'home_standing',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Unique({ properties: ['homeId', 'council'] })
@Index({ properties: ['providerId'] })
export class KeptHomeStanding {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  homeId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  snapshot!: HomeStanding;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';

/**
 * Where a home stands with a council, as last heard from the providers subgraph. It decides which homes are proposed, and
 * never which is awarded (EVAL-01).
 */
@Entity({
  tableName: 'home_standing',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'providerId'] })
export class HomeStandingCopy {
  @PrimaryKey({ type: 'uuid' })
  homeId!: string;

  @PrimaryKey({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  snapshot!: HomeStanding;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';

/**
 * Where a provider stands with a council, as last heard from the providers subgraph. It decides who is invited, and
 * never who is awarded (EVAL-01).
 */
@Entity({
  tableName: 'provider_standing',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { provider: ownedByProvider() }),
})
export class ProviderStandingCopy {
  @PrimaryKey({ type: 'uuid' })
  providerId!: string;

  @PrimaryKey({ type: 'text' })
  council!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  snapshot!: ProviderStanding;

  /** Deregistered, or suspended: it sees nothing of what this council publishes (PROV-02, SM-5). */
  @Property({ type: 'boolean' })
  barred!: boolean;
}

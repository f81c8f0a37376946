import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';

/** Where a provider stands with a council, as it was last told; the next standing differs from it, or is not told. */
@Entity({
  tableName: 'standing',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId', 'council'] })
export class Standing {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  snapshot!: ProviderStanding;
}

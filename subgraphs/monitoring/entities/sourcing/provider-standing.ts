import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { ProviderStanding as Standing } from '../../../../schema/events/providers.js';

/**
 * Where a provider stands with a council, as the register last told: whether it is monitored, and its
 * weekly hours (CM-01, KPI-33).
 */
@Entity({
  tableName: 'provider_standing',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
export class ProviderStanding {
  [PrimaryKeyProp]?: ['council', 'providerId'];

  @PrimaryKey({ type: 'text' })
  council!: string;

  @PrimaryKey({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  memberships!: Standing['memberships'];

  /** Worker-minutes a week, declared private ones and those of all councils together. */
  @Property({ type: 'integer' })
  weeklyMinutes!: number;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../kernel/database.js';

/**
 * A placement of which visits are expected, as far as monitoring must know it: whose it is and whether it is live.
 * A copy made of the events of cases, which owns placements.
 */
@Entity({
  tableName: 'expected_placement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'live'] })
export class ExpectedPlacement {
  /** The placement's own id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** The first call as the provider confirmed it (ROUT-10); null until then. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  firstCallAt: Date | null = null;

  @Property({ type: 'boolean' })
  live: boolean = true;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';

/**
 * Hours awarded that the register of providers may not have counted yet. They are added to what it says, so that two
 * awards in quick succession cannot both find room under the ceiling (PROV-23, EVAL-03).
 *
 * A ceiling is of a provider and not of a council: these rows are for the hub's own reckoning in whichever council it
 * acts, and for the provider's own question whether it could take a package. No council reads them.
 */
@Entity({
  tableName: 'uncounted_hours',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { council: null, provider: ownedByProvider() }).filter(
    (policy) => policy.name !== 'council_reads',
  ),
})
@Index({ properties: ['providerId'] })
export class UncountedHours {
  @PrimaryKey({ type: 'uuid' })
  awardId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** Subject of the `CallOffAwarded` event, whose place in the log tells whether the register has counted it. */
  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'integer' })
  weeklyWorkerMinutes!: number;
}

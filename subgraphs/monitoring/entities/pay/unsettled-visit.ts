import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';

/**
 * A visit of approved days that the next statement looks at again: it changed since, became known since, or was held or
 * not over when its day was approved (PAY-11). Gone once a statement has settled it.
 */
@Entity({
  tableName: 'unsettled_visit',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'providerId'] })
export class UnsettledVisit {
  @PrimaryKey({ type: 'uuid' })
  visitId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;
}

import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';

/**
 * What a provider declared of one line for a quarter, in one version: append-only, the latest counts (CM-05). `value`
 * is the figure as written, so that nothing is rounded on the way.
 */
@Entity({
  tableName: 'declared_kpi',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'quarter', 'line', 'version'] })
export class DeclaredKpi {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** Such as `2026-27 Q1`. */
  @Property({ type: 'text' })
  quarter!: string;

  /** Id in the KPI register. */
  @Property({ type: 'text' })
  line!: string;

  /** From 1. */
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'double' })
  value!: number;

  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  /** Credential that declared it. */
  @Property({ type: 'text' })
  actor!: string;
}

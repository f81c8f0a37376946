import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';

/**
 * One version of the calls of a placement, as cases told it (DEL-01, VAR-14): a copy, which nothing here changes. Of two
 * that cover a day the one that was told later holds.
 */
@Entity({
  tableName: 'calls_version',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['placementId', 'seq', 'nth'] })
export class CallsVersion {
  /** The version's own id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  /** Place in the log of what told it, and its place in that. */
  @Property({ type: 'bigint', runtimeType: 'number' })
  seq!: number;

  @Property({ type: 'integer' })
  nth!: number;

  @Property({ type: 'timestamptz', length: 3 })
  toldAt!: Date;

  /** First day, `YYYY-MM-DD`; null is the first day of care. */
  @Property({ type: 'string', length: 10, nullable: true })
  from: string | null = null;

  /** Last day; null is open. */
  @Property({ type: 'string', length: 10, nullable: true })
  to: string | null = null;

  @Property({ type: 'json' })
  calls!: readonly CommissionedCall[];
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { VariationKind } from '../../../../schema/events/cases.js';

/**
 * What changed a placement since it was agreed: suspensions, and another level of care (VAR-14, VAR-15). A copy made from
 * the events of cases, one row a variation: what ends a suspension or a temporary increase gives it its last day. KPI 2.5
 * and 2.6 count them, and no visit is expected or paid while care is suspended.
 */
@Entity({
  tableName: 'placement_change',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['placementId', 'effectiveFrom'] })
@Index({ properties: ['council', 'providerId', 'effectiveFrom'] })
export class PlacementChange {
  /** The variation's own id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  /** Place in the log of what told it: of two levels that begin on one day the later holds. */
  @Property({ type: 'bigint', runtimeType: 'number', default: 0 })
  seq!: number;

  /** When it was told. */
  @Property({ type: 'timestamptz', length: 3 })
  toldAt!: Date;

  /** The suspension whose further days these are; null of any other. */
  @Property({ type: 'uuid', nullable: true })
  prolongs: string | null = null;

  @Property({ type: 'text' })
  kind!: VariationKind;

  /** COUNCIL or TRUSTED_ASSESSOR. */
  @Property({ type: 'text' })
  initiator!: string;

  /** First day of it, `YYYY-MM-DD`. */
  @Property({ type: 'string', length: 10 })
  effectiveFrom!: string;

  /** Last day of it, `YYYY-MM-DD`; null is open. */
  @Property({ type: 'string', length: 10, nullable: true })
  effectiveTo: string | null = null;

  /** Worker-minutes a week. */
  @Property({ type: 'integer' })
  minutesBefore!: number;

  /** Worker-minutes a week. */
  @Property({ type: 'integer' })
  minutesAfter!: number;
}

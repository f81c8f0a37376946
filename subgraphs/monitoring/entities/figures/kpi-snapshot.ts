import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { FrozenFigure } from '../../rules/figures/kpi-sheet.js';

/**
 * A provider's sheet of a quarter as it stood when the quarter was closed (NTF-37): the figures with the versions of
 * their definitions and of the policy. A quarter opened again keeps what was frozen, and is frozen anew when it is
 * closed again.
 */
@Entity({
  tableName: 'kpi_snapshot',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'quarter', 'providerId', 'closedAt'] })
export class KpiSnapshot {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'text' })
  quarter!: string;

  @Property({ type: 'json' })
  figures!: readonly FrozenFigure[];

  @Property({ type: 'text' })
  fingerprint!: string;

  /** Such as `bromley/3`. */
  @Property({ type: 'text' })
  policyVersion!: string;

  @Property({ type: 'timestamptz', length: 3 })
  closedAt!: Date;

  @Property({ type: 'text' })
  closedBy!: string;

  /** Null while the quarter is closed by it. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  reopenedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  reopenedBy: string | null = null;

  @Property({ type: 'text', nullable: true })
  reopenReason: string | null = null;
}

import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { VisitEntryKind } from '../../rules/visits/visit-facts.js';

/**
 * One version of what was reported about a visit or a call log, by whom and when: append-only. A correction is a new
 * entry, and what stood before it can be read behind it (IDG-16, DEL-28).
 */
@Entity({
  tableName: 'visit_entry',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['subjectId', 'position'] })
export class VisitEntry {
  [OptionalProps]?: 'position';

  @PrimaryKey({ type: 'bigint', autoincrement: true })
  position!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** Id of the visit or the call log. */
  @Property({ type: 'uuid' })
  subjectId!: string;

  @Property({ type: 'text' })
  kind!: VisitEntryKind;

  @Property({ type: 'timestamptz', length: 3 })
  asOf!: Date;

  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;

  /** Credential that reported it. */
  @Property({ type: 'text' })
  actor!: string;

  /** The facts as they stood from then on. */
  @Property({ type: 'json' })
  facts!: object;
}

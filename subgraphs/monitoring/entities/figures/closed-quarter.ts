import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { rowPolicies } from '../../../../kernel/database/row-security.js';

/** A quarter that a council has closed: its figures stand, and what is reported for it later is held. */
@Entity({
  tableName: 'closed_quarter',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring'),
})
export class ClosedQuarter {
  [PrimaryKeyProp]?: ['council', 'quarter'];

  @PrimaryKey({ type: 'text' })
  council!: string;

  /** Its name, such as `2026-27 Q1`. */
  @PrimaryKey({ type: 'text' })
  quarter!: string;

  @Property({ type: 'timestamptz', length: 3 })
  closedAt!: Date;
}

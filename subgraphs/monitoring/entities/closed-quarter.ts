import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { rowPolicies } from '../../../kernel/database.js';

/** A quarter whose figures a council has closed (NTF-37): what comes late for it is held until it is opened again. */
@Entity({ tableName: 'closed_quarter', rowLevelSecurity: 'force', policies: rowPolicies('monitoring') })
export class ClosedQuarter {
  [PrimaryKeyProp]?: ['council', 'quarter'];

  @PrimaryKey({ type: 'text' })
  council!: string;

  /** Such as `2026-27 Q1`. */
  @PrimaryKey({ type: 'text' })
  quarter!: string;

  @Property({ type: 'timestamptz', length: 3 })
  closedAt!: Date;
}

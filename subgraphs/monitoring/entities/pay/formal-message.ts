import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { FormalMessage as Kind } from '../../rules/pay/d2a-validation.js';

/**
 * That a D2A package was awarded, or its discharge finalised, as the event log has it: what its activity and its pay
 * are validated by (IDG-13, PAY-05). `seq` finds the message itself.
 */
@Entity({
  tableName: 'formal_message',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['callOffId', 'providerId'] })
export class FormalMessage {
  [PrimaryKeyProp]?: 'seq';

  @PrimaryKey({ type: 'integer', autoincrement: false })
  seq!: number;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'text' })
  kind!: Kind;

  /** The day of the award, or of the discharge as finalised, `YYYY-MM-DD`. */
  @Property({ type: 'string', length: 10 })
  day!: string;
}

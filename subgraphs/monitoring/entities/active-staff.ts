import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../kernel/database.js';
import { newId } from '../../../kernel/ids.js';

/** Who works for a provider, from a day on: who else logs in is flagged (DEL-16). The latest list counts. */
@Entity({
  tableName: 'active_staff',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'from'] })
export class ActiveStaff {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** `YYYY-MM-DD`, the first day. */
  @Property({ type: 'string', length: 10 })
  from!: string;

  /** The provider's own references. */
  @Property({ type: 'text[]' })
  workers!: string[];
}

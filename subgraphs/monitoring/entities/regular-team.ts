import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../kernel/database.js';
import { newId } from '../../../kernel/ids.js';

/** Who regularly comes to a person, from a day on, as the person was told (DEL-13, DEL-19). The latest counts. */
@Entity({
  tableName: 'regular_team',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId', 'from'] })
@Index({ properties: ['council', 'providerId'] })
export class RegularTeam {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  /** `YYYY-MM-DD`, the first day. */
  @Property({ type: 'string', length: 10 })
  from!: string;

  /** The provider's own reference of the key worker. */
  @Property({ type: 'text' })
  keyWorker!: string;

  /** References of all regular workers, the key worker among them. */
  @Property({ type: 'text[]' })
  workers!: string[];
}

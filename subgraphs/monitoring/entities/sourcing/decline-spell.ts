import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { PersistentDecline } from '../../rules/sourcing/persistent-decline.js';

/** A time in which a patch provider declined persistently: flagged once, for the next contract meeting (CM-06, NTF-32). */
@Entity({
  tableName: 'decline_spell',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'providerId', 'since'] })
export class DeclineSpell {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'text' })
  why!: PersistentDecline;

  @Property({ type: 'timestamptz', length: 3 })
  since!: Date;

  /** When an answer showed that it no longer declines persistently; null until then. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  until: Date | null = null;
}

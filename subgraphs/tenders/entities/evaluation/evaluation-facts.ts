import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import type { HomeStanding, ProviderStanding } from '../../../../schema/events/providers.js';

/**
 * On what one bid was last evaluated: its provider's standing at that instant, which is amended afterwards. An award takes
 * these facts with it (`AwardFacts`), so that it can be replayed. A sealed bid has none, and no provider reads any. [EVAL-01, EVAL-13, IDG-16]
 */
@Entity({ tableName: 'evaluation_facts', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
export class EvaluationFacts {
  @PrimaryKey({ type: 'uuid' })
  bidId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  /** Version of the need that it was evaluated by. */
  @Property({ type: 'integer' })
  version!: number;

  /** Null if the register had never named the provider. */
  @Property({ type: 'json', nullable: true })
  standing!: ProviderStanding | null;

  /** The home, of an answer that is of one; null if the register had never told of it. */
  @Property({ type: 'json', nullable: true })
  home!: HomeStanding | null;

  /** Worker-minutes a week of awards that the standing did not count. */
  @Property({ type: 'integer' })
  uncountedWeeklyMinutes!: number;

  @Property({ type: 'boolean' })
  eligible!: boolean;
}

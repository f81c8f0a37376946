import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import type { FactsOfAward } from '../../rules/evaluation/replay.js';

/**
 * The facts on which the evaluation behind an award rested, as they were at its instant, so that it can be run again years
 * later. Written once with the award; no provider ever reads it, for it holds the answers of all. [EVAL-13, IDG-16, IDG-23]
 */
@Entity({ tableName: 'award_facts', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
export class AwardFacts {
  @PrimaryKey({ type: 'uuid' })
  awardId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'json' })
  facts!: FactsOfAward;
}

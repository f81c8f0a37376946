import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';

/**
 * What the visits of one provider, council and London day add up to: sums of what `figuresOf` says of each visit. They
 * are kept by difference, in the transaction that changes a visit, so that a late or corrected visit is counted the
 * moment it is known and a quarter is read from its ninety-odd days.
 */
@Entity({
  tableName: 'day_figures',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
export class DayFigures {
  [PrimaryKeyProp]?: ['council', 'providerId', 'day'];

  @PrimaryKey({ type: 'text' })
  council!: string;

  @PrimaryKey({ type: 'uuid' })
  providerId!: string;

  /** `YYYY-MM-DD`. */
  @PrimaryKey({ type: 'string', length: 10 })
  day!: string;

  /** Visits that were to take place: all that were planned, but those called off in order, suspended or taken back. */
  @Property({ type: 'integer' })
  scheduled: number = 0;

  @Property({ type: 'integer' })
  attended: number = 0;

  @Property({ type: 'integer' })
  missed: number = 0;

  @Property({ type: 'integer' })
  cancelled: number = 0;

  @Property({ type: 'integer' })
  refused: number = 0;

  @Property({ type: 'integer' })
  noReply: number = 0;

  /** Attended visits that have an arrival. */
  @Property({ type: 'integer' })
  arrivals: number = 0;

  /** Of `arrivals`, those at least the KPI's minutes outside the agreed window (KPI-3.6). */
  @Property({ type: 'integer' })
  outsideWindow: number = 0;

  @Property({ type: 'integer' })
  late: number = 0;

  @Property({ type: 'integer' })
  short: number = 0;

  @Property({ type: 'integer' })
  timeCritical: number = 0;

  @Property({ type: 'integer' })
  timeCriticalBreached: number = 0;

  /** Workers who came, each counted (DEL-03). */
  @Property({ type: 'integer' })
  workersCame: number = 0;

  /** Of `workersCame`, those logged electronically in and out. */
  @Property({ type: 'integer' })
  workersLogged: number = 0;

  /** Attended visits of placements with a named regular team on that day (DEL-13). */
  @Property({ type: 'integer' })
  teamNamed: number = 0;

  /** Of `teamNamed`, those made by the team alone. */
  @Property({ type: 'integer' })
  byTeam: number = 0;

  /** Worker-minutes planned of scheduled visits. */
  @Property({ type: 'integer' })
  commissionedMinutes: number = 0;

  /** Worker-minutes logged. */
  @Property({ type: 'integer' })
  actualMinutes: number = 0;

  /** Worker-minutes payable. */
  @Property({ type: 'integer' })
  payableMinutes: number = 0;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import type { CareType, Funding, NightRates } from '../../../../schema/events/cases.js';

/**
 * A placement whose visits are expected, with what monitoring must know about it: whose it is, what was agreed, and from
 * when to when care is given. It is a copy made from the events of cases, which owns placements; its calls are in `CallsVersion`. Of the person it holds an
 * opaque id alone, by which people are counted.
 */
@Entity({
  tableName: 'expected_placement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'live'] })
@Index({ properties: ['council', 'providerId', 'startedOn'] })
@Index({ name: 'expected_placement_due', properties: ['dueAt'], where: 'due_at is not null' })
export class ExpectedPlacement {
  /** The placement's own id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  council!: string;

  /** What people call it, such as PL-7KX2M9Q: a provider's system may know it by that alone. */
  @Property({ type: 'text' })
  reference!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  /** Null for a placement taken over from before the hub. */
  @Property({ type: 'uuid', nullable: true })
  callOffId: string | null = null;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'text' })
  careType!: CareType;

  /**
   * How the care was paid for when it was placed: the council pays for no other than it arranges (PAY-04). An event from
   * before this was told is of care that the council arranges, for nothing else was ever placed.
   */
  @Property({ type: 'text' })
  funding: Funding = 'COUNCIL_ARRANGED';

  @Property({ type: 'text' })
  patch!: string;

  /** Commissioned worker-minutes a week, as agreed; what changed it since is a `PlacementChange`. */
  @Property({ type: 'integer' })
  weeklyWorkerMinutes!: number;

  /** Null if no rate was in force at the award. */
  @Property({ type: 'integer', nullable: true })
  hourlyRatePence: number | null = null;

  /** What a whole night costs, as agreed at the award. */
  @Property({ type: 'json', defaultRaw: `'{"SLEEP_IN": null, "WAKING_NIGHT": null}'` })
  nightRatesPence!: NightRates;

  /** The award, or the start of care that was taken over: nothing was done for the placement before. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  expectedFrom: Date | null = null;

  /** The day on which the hub came to know it, in London: what lies before is history (ADR 0022). */
  @Property({ type: 'string', length: 10 })
  knownOn!: string;

  /** The day on which care is to begin, as it was awarded; null for care that ran before the hub. */
  @Property({ type: 'string', length: 10, nullable: true })
  startsOn: string | null = null;

  /** The first call as the provider confirmed it (ROUT-10); null until then. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  firstCallAt: Date | null = null;

  /** When that was confirmed, if it was later than ROUT-10 allows; null if not, and of a discharge to assess. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  confirmedLateAt: Date | null = null;

  /** First day of care, `YYYY-MM-DD`; null until it begins. */
  @Property({ type: 'string', length: 10, nullable: true })
  startedOn: string | null = null;

  /** When the first attended call began; null until then. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  firstCallMadeAt: Date | null = null;

  /** Last permitted day of a discharge to assess, once it has begun (ROUT-16). */
  @Property({ type: 'string', length: 10, nullable: true })
  d2aLastDay: string | null = null;

  /** Last day of care as it is announced (AWRD-12), `YYYY-MM-DD`; null if no end is. */
  @Property({ type: 'string', length: 10, nullable: true })
  endsOn: string | null = null;

  /** Last day of care, once it has ended (AWRD-12), `YYYY-MM-DD`. */
  @Property({ type: 'string', length: 10, nullable: true })
  endedOn: string | null = null;

  /** When its end, as it now stands, was told. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  endToldAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  /** Neither ended nor withdrawn. */
  @Property({ type: 'boolean' })
  live: boolean = true;

  /** The last care day whose calls have been made; null if none has. */
  @Property({ type: 'string', length: 10, nullable: true })
  madeUntil: string | null = null;

  /** When the calls of the next care day are to be made; null once no more are expected. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  dueAt: Date | null = null;
}

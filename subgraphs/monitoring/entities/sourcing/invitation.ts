import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { newId } from '../../../../kernel/values/ids.js';

/**
 * That a provider was asked in one stage of a call-off, told with it (KPI-1.1), and what came of it beside its answer,
 * which stands in the register of responses (ROUT-12). A copy made of the events of tenders.
 */
@Entity({
  tableName: 'invitation',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['callOffId', 'stage', 'providerId'] })
@Index({ properties: ['council', 'providerId', 'day'] })
export class Invitation {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  /** PATCH, OTHER_PATCHES or FRAMEWORK. */
  @Property({ type: 'text' })
  stage!: string;

  /** PATCH, D2A_PATCH and others (ROUT-01). */
  @Property({ type: 'text' })
  route!: string;

  /** When it was told. */
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  /** The London day of it, `YYYY-MM-DD`. */
  @Property({ type: 'string', length: 10 })
  day!: string;

  /** Receipt of the first bid. Sealed until the stage closes: counted only beside an answer in the register (IDG-23). */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  bidAt: Date | null = null;

  /** Given the package, and has not given it back. */
  @Property({ type: 'boolean' })
  awarded: boolean = false;

  /** It could not have been given the package when its answer was due: the invitation is not held against it (CM-06). */
  @Property({ type: 'boolean' })
  gated: boolean = false;
}

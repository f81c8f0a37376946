import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CARE_TYPES, type CareType, type Together, URGENCIES, type Urgency } from '../../../../schema/events/cases.js';
import { COMMISSIONING_BODIES, type CommissioningBody } from '../../rules/requests/commissioner.js';
import { D2A_PURPOSES, type D2aPurpose } from '../../rules/requests/discharge-passport.js';
import {
  PACKAGE_STATES,
  type PackageState,
  type PackageWarning,
  packageStates,
} from '../../rules/requests/package-states.js';
import { PANEL_PURPOSES, type PanelPurpose } from '../../rules/requests/panel-decision.js';
import { FUNDINGS, type Funding, SERVICE_TYPES, type ServiceType } from '../../rules/requests/request-type.js';
import { ALL_READERS, COUNCIL_READERS } from '../readers.js';
import { throughLivePlacement } from '../row-policies.js';
import { PackageNeed } from './need.js';
import { PackageTogether } from './together.js';
import {
  CareTypeWord,
  CommissionerWord,
  D2aPurposeWord,
  FundingWord,
  PackageStateWord,
  PackageWarningWord,
  REQUEST_FORMS,
  ServiceTypeWord,
  UrgencyWord,
} from './words.js';

/**
 * How a package came to the hub: on a panel's agreement (ASM-03), on a discharge passport (ASM-25), or running already
 * when its council joined (ASM-37).
 */
export const SOURCING_PATHS = ['PANEL', 'PASSPORT', 'TAKEN_OVER'] as const;

const OVER = packageStates.terminal.map((state) => `'${state}'`).join(', ');

/**
 * SM-1: one person's care, from referral to closure. It holds the need and what stands behind its sourcing, and
 * nothing that says whose it is, apart from the hub's opaque id.
 */
@ObjectType({ description: "One person's care, from referral to closure (SM-1)." })
@Reads('requests:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'package',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: throughLivePlacement('package', 'id', 'package_id') }),
})
@Unique({ properties: ['council', 'path', 'sourceId'] })
@Index({ properties: ['council', 'state', 'openedAt', 'id'] })
@Index({ properties: ['council', 'openedAt', 'id'] })
@Index({ properties: ['personId'] })
@Index({ properties: ['reference'] })
@Index({ properties: ['council', 'neededFrom', 'id'], where: `state not in (${OVER})` })
export class Package {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that arranges it.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'What people call it, such as PK-7KX2M9Q.' })
  @Property({ type: 'text' })
  reference!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Field(() => PackageStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...PACKAGE_STATES] })
  state!: PackageState;

  @Field(() => ServiceTypeWord, { description: 'What is sourced.' })
  @Enum({ items: () => [...SERVICE_TYPES] })
  serviceType!: ServiceType;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  @Enum({ items: () => [...CARE_TYPES] })
  careType!: CareType;

  @Field(() => UrgencyWord, { description: 'How fast care is needed.' })
  @Enum({ items: () => [...URGENCIES] })
  urgency!: Urgency;

  @Field(() => LocalDateScalar, { description: 'Date by which care is needed.' })
  @Property({ type: 'string', length: 10 })
  neededFrom!: string;

  @Field(() => Int, { description: 'Worker-minutes a week (ASM-30).' })
  @Property({ type: 'integer' })
  weeklyWorkerMinutes!: number;

  @Field(() => String, { description: 'Patch that the postcode lies in (PROV-16).' })
  @Property({ type: 'text' })
  patch!: string;

  @Authorized(...COUNCIL_READERS)
  @Field(() => String, { nullable: true, description: 'Ward that the postcode lies in (PROV-16).' })
  @Property({ type: 'text' })
  ward!: string;

  @Authorized(...COUNCIL_READERS)
  @Field(() => FundingWord, { nullable: true, description: 'How it is paid for (ASM-19).' })
  @Enum({ items: () => [...FUNDINGS] })
  funding!: Funding;

  @Authorized(...COUNCIL_READERS)
  @Field(() => [CommissionerWord], { nullable: true, description: 'The bodies that it is placed for (IDG-12).' })
  @Enum({ items: () => [...COMMISSIONING_BODIES], array: true })
  commissioners!: CommissioningBody[];

  @Authorized(...COUNCIL_READERS)
  @Field(() => Boolean, { nullable: true, description: 'Whether council and NHS fund it together (IDG-12).' })
  @Property({ type: 'boolean' })
  jointlyFunded!: boolean;

  @Field(() => D2aPurposeWord, { nullable: true, description: 'What a discharge to assess is for (ASM-26).' })
  @Enum({ items: () => [...D2A_PURPOSES], nullable: true })
  d2aPurpose: D2aPurpose | null = null;

  @Authorized(...ALL_READERS)
  @Field(() => PackageNeed, { nullable: true, description: 'The need as it may be advertised.' })
  @Property({ type: 'json' })
  need!: PackageNeed;

  @Authorized(...COUNCIL_READERS)
  @Field(() => [PackageWarningWord], { nullable: true, description: 'What a broker should look at.' })
  @Property({ type: 'string[]' })
  warnings!: PackageWarning[];

  @Authorized(...COUNCIL_READERS)
  @Field(() => Int, { nullable: true, description: "Version of the sourcing guard's facts (ASM-03)." })
  @Property({ type: 'integer' })
  sourcingVersion!: number;

  @Authorized(...COUNCIL_READERS)
  @Field(() => String, {
    nullable: true,
    description: "Specialist: the version of the council's definition that it was flagged by (ASM-22).",
  })
  @Property({ type: 'text', nullable: true })
  specialistDefinition: string | null = null;

  /** Screened: roles that read no person read it. */
  @Authorized(...COUNCIL_READERS)
  @Field(() => String, { nullable: true, description: 'Specialist: why it meets the definition (ASM-22).' })
  @Property({ type: 'text', nullable: true })
  specialistJustification: string | null = null;

  /** Version of the policy it was opened under. */
  @Property({ type: 'text' })
  policyVersion!: string;

  /** Id under which the source system sent it: the LAS request, or the discharge passport. (ASM-36) */
  @Authorized(...COUNCIL_READERS)
  @Field(() => String, { nullable: true, description: 'Id of the request in the system it came from (ASM-36).' })
  @Property({ type: 'text' })
  sourceId!: string;

  @Authorized(...COUNCIL_READERS)
  @Field(() => Int, { nullable: true, description: 'Latest version that the source system has sent (ASM-36).' })
  @Property({ type: 'integer' })
  sourceVersion!: number;

  @Enum({ items: () => [...SOURCING_PATHS] })
  path!: (typeof SOURCING_PATHS)[number];

  @Property({ type: 'datetime', length: 3, nullable: true })
  assessmentCompletedAt: Date | null = null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  carePlanCompletedAt: Date | null = null;

  @Enum({ items: () => [...PANEL_PURPOSES], nullable: true })
  panelPurpose: PanelPurpose | null = null;

  @Enum({ items: () => [...REQUEST_FORMS], nullable: true })
  formKind: 'SRF' | 'RRF' | null = null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  formCompletedAt: Date | null = null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  withBrokerageAt: Date | null = null;

  @Property({ type: 'boolean', nullable: true })
  d2aEligible: boolean | null = null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  d2aDecidedAt: Date | null = null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  passportReceivedAt: Date | null = null;

  @Field(() => Date, { description: 'When brokerage took it on.' })
  @Property({ length: 3 })
  openedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it closed, was cancelled or was refused by the panel.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  closedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  cancelReason: string | null = null;

  @Authorized(...COUNCIL_READERS)
  @Field(() => PackageTogether, {
    nullable: true,
    description: 'With whom it is sought: all of a scheme, or a small group; null by itself (ROUT-37, ROUT-39).',
  })
  @Property({ type: 'json', nullable: true })
  together: Together | null = null;

  /** Its call-offs that are over without a provider: nothing is released to their invitees any more. (IDG-04) */
  @Property({ type: 'text[]' })
  endedCallOffs: string[] = [];
}

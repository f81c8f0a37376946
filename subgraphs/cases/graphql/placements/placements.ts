import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { BoardArgs, boardList } from '../../../../kernel/graphql/boards.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { ContractBasis } from '../../../../schema/events/cases.js';
import { Person } from '../../entities/people/person.js';
import { ConditionReport } from '../../entities/placements/condition-report.js';
import { ContactSheet } from '../../entities/placements/contact-sheet.js';
import { HospitalReturn } from '../../entities/placements/hospital-return.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { ClosureReasonWord, PlacementStateWord } from '../../entities/placements/words.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import { ALL_READERS, CARE_READERS, COUNCIL_READERS, IDENTITY_READERS, TERMS_READERS } from '../../entities/readers.js';
import { DischargeArrangements } from '../../entities/requests/discharge-arrangements.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import { OfferedCallTime, PackageNeed } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { ContractBasisWord } from '../../entities/requests/words.js';
import { Variation } from '../../entities/variations/variation.js';
import type { Sensitivity } from '../../rules/people/access.js';
import { d2aDayOf } from '../../rules/placements/d2a-term.js';
import type { ClosureReason } from '../../rules/placements/ending.js';
import { isLive, LIVE_PLACEMENT_STATES, type PlacementState } from '../../rules/placements/placement-states.js';
import { disclose, sees } from '../disclose.js';
import { asOneself, rowsOf } from '../reading.js';
import { CallOff, CareHome, Provider } from '../references.js';

export const PlacementConnection = connectionOf(Placement, 'Placement');

@ArgsType()
export class PlacementBoardArgs extends BoardArgs {
  @Field(() => [PlacementStateWord], { nullable: true, description: 'Only those in one of these states.' })
  states?: PlacementState[] | null;
}

@Resolver(() => Placement)
export class Placements {
  @Authorized<Role>(...ALL_READERS)
  @Query(() => Placement, { nullable: true, description: 'A placement of your council, or of your own.' })
  async placement(
    @Arg('id', () => ID, { description: 'Its id or its reference.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Placement | null> {
    asOneself(context);
    return context.byIdOrReference(Placement, id);
  }

  @Authorized<Role>(...ALL_READERS)
  @Query(() => PlacementConnection, {
    nullable: true,
    description: 'Placements of your council, or your own in every council, by the day of their award.',
  })
  placements(@Args() args: PlacementBoardArgs, @Ctx() context: RequestContext): Promise<Page<Placement>> {
    asOneself(context);
    const board = { openStates: LIVE_PLACEMENT_STATES, began: 'awardedAt', due: 'awardedAt' } as const;
    return context.page(Placement, boardList<Placement, PlacementState>(args, args.states, board), args);
  }

  @Authorized<Role>('case-system', 'broker')
  @Query(() => PlacementConnection, {
    nullable: true,
    description: 'Placements that wait for their line on LAS, the earliest award first (AWRD-02).',
  })
  placementsAwaitingServiceLine(@Args() page: PageArgs, @Ctx() context: RequestContext): Promise<Page<Placement>> {
    asOneself(context);
    const where = { state: 'CONFIRMED', lasLineId: null } as const;
    return context.page(Placement, { where, by: { awardedAt: 'instant', id: 'id' } }, page);
  }

  @Authorized<Role>(...TERMS_READERS)
  @Needs<Placement>('nightRatesPence')
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'What a sleep-in night costs, as awarded; null without such a rate (PROV-32, AWRD-10).',
  })
  sleepInRatePence(@Root() { nightRatesPence }: Placement): number | null {
    return nightRatesPence.SLEEP_IN;
  }

  @Authorized<Role>(...TERMS_READERS)
  @Needs<Placement>('nightRatesPence')
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'What a waking night costs, as awarded; null without such a rate (PROV-32, AWRD-10).',
  })
  wakingNightRatePence(@Root() { nightRatesPence }: Placement): number | null {
    return nightRatesPence.WAKING_NIGHT;
  }

  @Needs<Placement>('need')
  @FieldResolver(() => ContractBasisWord, {
    nullable: true,
    description: 'How a place in a home is bought; null for care at home (ASM-09).',
  })
  contractBasis(@Root() { need }: Placement): ContractBasis | null {
    return need.home?.contractBasis ?? null;
  }

  @FieldResolver(() => Package, { nullable: true, description: 'The package, while the placement is live.' })
  async package(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<Package | null> {
    // A feed that runs once for all providers leads to no package: it opens to each while its own placement is live.
    if (context.caller.viewClass && isProvider(context.caller)) return null;
    return context.byId(Package, placement.packageId);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Who delivers it.' })
  provider(@Root() placement: Placement): Provider {
    return { id: placement.providerId };
  }

  @Needs<Placement>('homeId')
  @FieldResolver(() => CareHome, {
    nullable: true,
    description: 'The home in which the person lives or stays; null of any other care (ROUT-34, ROUT-36).',
  })
  home(@Root() { homeId }: Placement): CareHome | null {
    return homeId === null ? null : { id: homeId };
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The call-off that it was awarded by; null for one taken over from before the hub (ASM-37).',
  })
  callOffId(@Root() placement: Placement): string | null {
    return placement.callOffId;
  }

  @Authorized<Role>(...COUNCIL_READERS)
  @FieldResolver(() => CallOff, { nullable: true, description: 'The call-off that it was awarded by.' })
  callOff(@Root() placement: Placement): CallOff | null {
    return placement.callOffId === null ? null : { id: placement.callOffId };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'D2A: which day of the package today is, 1 on the day of its first call; null unless it runs (SHOW-09).',
  })
  async d2aDay(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<number | null> {
    if (placement.d2aLastDate === null || !isLive(placement.state)) return null;
    return d2aDayOf(placement.startDate, localDateOf(await context.now()));
  }

  @FieldResolver(() => PackageNeed, {
    nullable: true,
    description: 'The need as it was awarded, while the placement is live.',
  })
  need(@Root() placement: Placement, @Ctx() context: RequestContext): PackageNeed | null {
    return seesOf(context, placement, 'NEED') ? placement.need : null;
  }

  @FieldResolver(() => [OfferedCallTime], {
    nullable: true,
    description: 'What the provider can do about the requested times (ASM-14).',
  })
  offeredTimes(@Root() placement: Placement, @Ctx() context: RequestContext): OfferedCallTime[] | null {
    return seesOf(context, placement, 'NEED') ? placement.offeredTimes : null;
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => ClosureReasonWord, { nullable: true, description: 'Why it ended (AWRD-12).' })
  endReason(@Root() placement: Placement, @Ctx() context: RequestContext): ClosureReason | null {
    return seesOf(context, placement, 'CARE') ? placement.endReason : null;
  }

  @Authorized<Role>(...IDENTITY_READERS)
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person it is for, while the placement is live; opening the record is recorded (IDG-03, IDG-16).',
  })
  async person(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<Person | null> {
    if (!seesOf(context, placement, 'IDENTITY')) return null;
    return disclose(context, 'PERSON', await context.byId(Person, placement.personId));
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => ServiceRequest, {
    nullable: true,
    description:
      'The full request, while the placement is live; the first time the provider reads it is its receipt (AWRD-08).',
  })
  serviceRequest(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<ServiceRequest | null> {
    return latest(placement, context, ServiceRequest, 'SERVICE_REQUEST');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => CarePlan, {
    nullable: true,
    description: 'The care plan in force, while the placement is live; opening it is recorded.',
  })
  carePlan(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<CarePlan | null> {
    return latest(placement, context, CarePlan, 'CARE_PLAN');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => DischargePassport, {
    nullable: true,
    description:
      'The discharge passport, while the placement is live; the first time the provider reads it is its receipt (AWRD-08).',
  })
  dischargePassport(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<DischargePassport | null> {
    return latest(placement, context, DischargePassport, 'DISCHARGE_PASSPORT');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => [DischargeArrangements], {
    nullable: true,
    description: 'Versions of the agreed discharge, while the placement is live (ROUT-19).',
  })
  async dischargeArrangements(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly DischargeArrangements[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, DischargeArrangements, 'placementId', placement.id, 'version');
  }

  @Authorized<Role>(...TERMS_READERS)
  @FieldResolver(() => [Ipo], {
    nullable: true,
    description:
      'Versions of the IPO: on each day, the latest of those whose first day has come is in force (AWRD-04).',
  })
  ipos(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly Ipo[]> {
    return rowsOf(context, Ipo, 'placementId', placement.id, 'version');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => [DocumentQuery], {
    nullable: true,
    description: 'Queries on its documents, the earliest first (ASM-16).',
  })
  async documentQueries(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly DocumentQuery[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, DocumentQuery, 'placementId', placement.id, 'raisedAt');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => [ContactSheet], {
    nullable: true,
    description: 'The sheets that the person was given, the latest last, while the placement is live (DEL-19).',
  })
  async contactSheets(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly ContactSheet[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, ContactSheet, 'placementId', placement.id, 'version');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => [ConditionReport], {
    nullable: true,
    description: 'Changes that the provider saw, the earliest first, while the placement is live (ROUT-18).',
  })
  async conditionReports(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly ConditionReport[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, ConditionReport, 'placementId', placement.id, 'observedAt');
  }

  @Authorized<Role>(...CARE_READERS)
  @FieldResolver(() => [HospitalReturn], {
    nullable: true,
    description: 'Returns from hospital, the earliest first, while the placement is live (ROUT-20).',
  })
  async hospitalReturns(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly HospitalReturn[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, HospitalReturn, 'placementId', placement.id, 'dischargedAt');
  }

  @FieldResolver(() => [Variation], {
    nullable: true,
    description: 'Its variations, the earliest first, while it is live (SM-6).',
  })
  async variations(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly Variation[] | null> {
    if (!seesOf(context, placement, 'NEED')) return null;
    return rowsOf(context, Variation, 'placementId', placement.id, 'effectiveFrom');
  }
}

/** What tells of the need or the person is seen through this placement alone, not through another live one. (IDG-05) */
function seesOf(context: RequestContext, placement: Placement, sensitivity: Sensitivity): boolean {
  return sees(context, sensitivity, placement.council, [placement]);
}

async function latest<T extends ServiceRequest | CarePlan | DischargePassport>(
  placement: Placement,
  context: RequestContext,
  entity: new () => T,
  opened: 'SERVICE_REQUEST' | 'CARE_PLAN' | 'DISCHARGE_PASSPORT',
): Promise<T | null> {
  if (!seesOf(context, placement, 'CARE')) return null;
  const versions = await rowsOf(context, entity, 'packageId', placement.packageId, 'version');
  return disclose(context, opened, versions.at(-1) ?? null);
}

import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { adviseOfferedTimes } from '../../commands/placements/advise-offered-times.js';
import { beginAssessment } from '../../commands/placements/begin-assessment.js';
import { confirmD2aEndDate } from '../../commands/placements/confirm-d2a-end-date.js';
import { confirmFirstCall } from '../../commands/placements/confirm-first-call.js';
import { endPlacement } from '../../commands/placements/end-placement.js';
import { recordContactSheet } from '../../commands/placements/record-contact-sheet.js';
import { recordServiceLine } from '../../commands/placements/record-service-line.js';
import { takeOverPlacements } from '../../commands/placements/take-over-placements.js';
import { authorisePlan } from '../../commands/plans/authorise-plan.js';
import { setInterimPlan } from '../../commands/plans/set-interim-plan.js';
import { markTimeCritical } from '../../commands/requests/mark-time-critical.js';
import { recordVariation } from '../../commands/variations/record-variation.js';
import { Person } from '../../entities/people/person.js';
import { ContactSheet } from '../../entities/placements/contact-sheet.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import {
  ALL_READERS,
  CARE_READERS,
  COUNCIL_READERS,
  IDENTITY_READERS,
  PROVIDER_STAFF,
  TERMS_READERS,
} from '../../entities/readers.js';
import { DischargeArrangements } from '../../entities/requests/discharge-arrangements.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import { OfferedCallTime, PackageNeed } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { Variation } from '../../entities/variations/variation.js';
import { ClosureReasonWord, PlacementStateWord } from '../../entities/words.js';
import type { Sensitivity } from '../../rules/people/access.js';
import type { ClosureReason } from '../../rules/placements/ending.js';
import type { PlacementState } from '../../rules/placements/placement-states.js';
import { CallOff, Provider } from '../foreign.js';
import {
  AdviseOfferedTimesInput,
  AuthorisePlanInput,
  ConfirmD2aEndDateInput,
  ConfirmFirstCallInput,
  EndPlacementInput,
  MarkTimeCriticalInput,
  OnPlacementInput,
  planOf,
  RecordContactSheetInput,
  RecordServiceLineInput,
  RecordVariationInput,
  runningPlacementOf,
  SetInterimPlanInput,
  TakeOverPlacementsInput,
} from '../inputs.js';
import { pageBy, refuseViews, rowsOf } from '../lists.js';
import { open, sees } from '../open.js';
import { PlacementPayload, TakeOverPayload } from '../payloads.js';

export const PlacementConnection = connectionOf(Placement, 'Placement');

@Resolver(() => Placement)
export class Placements {
  @Authorized(...ALL_READERS)
  @Query(() => Placement, { nullable: true, description: 'A placement of your council, or of your own.' })
  async placement(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Placement | null> {
    refuseViews(context);
    return context.byId(Placement, id);
  }

  @Authorized(...PROVIDER_STAFF, 'call-monitoring')
  @Query(() => PlacementConnection, {
    nullable: true,
    description: 'Your own placements in every council, the latest award first.',
  })
  myPlacements(
    @Arg('state', () => PlacementStateWord, { nullable: true, description: 'Only those in this state.' })
    state: PlacementState | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Placement>> {
    const own = { providerId: context.caller.organisation, ...(state && { state }) };
    return pageBy(context, Placement, own, 'awardedAt', 'desc', { first, after });
  }

  @Authorized('case-system', 'broker')
  @Query(() => PlacementConnection, {
    nullable: true,
    description: 'Placements that wait for their line on LAS, the earliest award first (AWRD-02).',
  })
  placementsAwaitingServiceLine(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Placement>> {
    return pageBy(context, Placement, { state: 'CONFIRMED', lasLineId: null }, 'awardedAt', 'asc', { first, after });
  }

  @FieldResolver(() => Package, { nullable: true, description: 'The package, while the placement is live.' })
  package(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<Package | null> {
    return context.byId(Package, placement.packageId);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Who delivers it.' })
  provider(@Root() placement: Placement): Provider {
    return { id: placement.providerId };
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The call-off that it was awarded by; null for one taken over from before the hub (ASM-37).',
  })
  callOffId(@Root() placement: Placement): string | null {
    return placement.callOffId;
  }

  @Authorized(...COUNCIL_READERS)
  @FieldResolver(() => CallOff, { nullable: true, description: 'The call-off that it was awarded by.' })
  callOff(@Root() placement: Placement): CallOff | null {
    return placement.callOffId === null ? null : { id: placement.callOffId };
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

  @Authorized(...CARE_READERS)
  @FieldResolver(() => ClosureReasonWord, { nullable: true, description: 'Why it ended (AWRD-12).' })
  endReason(@Root() placement: Placement, @Ctx() context: RequestContext): ClosureReason | null {
    return seesOf(context, placement, 'CARE') ? placement.endReason : null;
  }

  @Authorized(...IDENTITY_READERS)
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'For whom it is, while the placement is live; opening it is recorded (IDG-03, IDG-16).',
  })
  async person(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<Person | null> {
    if (!seesOf(context, placement, 'IDENTITY')) return null;
    return open(context, 'PERSON', await context.byId(Person, placement.personId));
  }

  @Authorized(...CARE_READERS)
  @FieldResolver(() => ServiceRequest, {
    nullable: true,
    description:
      'The full request, while the placement is live; the first time the provider reads it is its receipt (AWRD-08).',
  })
  serviceRequest(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<ServiceRequest | null> {
    return latest(placement, context, ServiceRequest, 'SERVICE_REQUEST');
  }

  @Authorized(...CARE_READERS)
  @FieldResolver(() => CarePlan, {
    nullable: true,
    description: 'The care plan in force, while the placement is live; opening it is recorded.',
  })
  carePlan(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<CarePlan | null> {
    return latest(placement, context, CarePlan, 'CARE_PLAN');
  }

  @Authorized(...CARE_READERS)
  @FieldResolver(() => DischargePassport, {
    nullable: true,
    description:
      'The discharge passport, while the placement is live; the first time the provider reads it is its receipt (AWRD-08).',
  })
  dischargePassport(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<DischargePassport | null> {
    return latest(placement, context, DischargePassport, 'DISCHARGE_PASSPORT');
  }

  @Authorized(...CARE_READERS)
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

  @Authorized(...TERMS_READERS)
  @FieldResolver(() => [Ipo], { nullable: true, description: 'Versions of the IPO, the latest in force (AWRD-03).' })
  ipos(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly Ipo[]> {
    return rowsOf(context, Ipo, 'placementId', placement.id, 'version');
  }

  @Authorized(...CARE_READERS)
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

  @Authorized(...CARE_READERS)
  @FieldResolver(() => [ContactSheet], {
    nullable: true,
    description: 'What the person was given to hold, the latest last, while the placement is live (DEL-19).',
  })
  async contactSheets(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
  ): Promise<readonly ContactSheet[] | null> {
    if (!seesOf(context, placement, 'CARE')) return null;
    return rowsOf(context, ContactSheet, 'placementId', placement.id, 'version');
  }

  @Authorized(...PROVIDER_STAFF)
  @Mutation(() => PlacementPayload, { description: 'The provider begins its own assessment (ASM-15).' })
  async beginAssessment(
    @Arg('input', () => OnPlacementInput, { description: 'The placement.' }) input: OnPlacementInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    return PlacementPayload.of(await beginAssessment(context.work, { idempotencyKey, placementId }));
  }

  @Authorized(...PROVIDER_STAFF)
  @Mutation(() => PlacementPayload, { description: 'The provider confirms, or moves, the first call (ROUT-10).' })
  async confirmFirstCall(
    @Arg('input', () => ConfirmFirstCallInput, { description: 'The first call.' }) input: ConfirmFirstCallInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, firstCallAt, laterCallAgreed } = input;
    return PlacementPayload.of(
      await confirmFirstCall(context.work, {
        idempotencyKey,
        placementId,
        firstCallAt,
        laterCallAgreed,
        assessmentCompletedOn: input.assessmentCompletedOn ?? null,
        lengthOfStayNights: input.lengthOfStayNights ?? null,
      }),
    );
  }

  @Authorized(...PROVIDER_STAFF)
  @Mutation(() => PlacementPayload, {
    description: 'The provider says which call times it can do at the start (ASM-14).',
  })
  async adviseOfferedTimes(
    @Arg('input', () => AdviseOfferedTimesInput, { description: 'The times.' }) input: AdviseOfferedTimesInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    const times = input.times.map(({ call, offered, advisedAt }) => ({ call, offered, advisedAt: advisedAt ?? null }));
    return PlacementPayload.of(await adviseOfferedTimes(context.work, { idempotencyKey, placementId, times }));
  }

  @Authorized(...PROVIDER_STAFF)
  @Mutation(() => PlacementPayload, {
    description: 'The person was given whom to call and who comes; every issue is kept (DEL-19).',
  })
  async recordContactSheet(
    @Arg('input', () => RecordContactSheetInput, { description: 'The sheet.' }) input: RecordContactSheetInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, issuedOn, keyWorker, team, namesManager, namesOutOfHours } = input;
    const sheet = { issuedOn, keyWorker, team: [...team], namesManager, namesOutOfHours };
    return PlacementPayload.of(await recordContactSheet(context.work, { idempotencyKey, placementId, ...sheet }));
  }

  @Authorized('practitioner', 'case-system', 'broker', ...PROVIDER_STAFF)
  @Mutation(() => PlacementPayload, {
    description: "Marks a call as time-critical, or removes the mark: the care manager's alone (ASM-13).",
  })
  async markTimeCritical(
    @Arg('input', () => MarkTimeCriticalInput, { description: 'The call.' }) input: MarkTimeCriticalInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, call, timeCritical } = input;
    return PlacementPayload.of(
      await markTimeCritical(context.work, { idempotencyKey, placementId, call, timeCritical }),
    );
  }

  @FieldResolver(() => [Variation], {
    nullable: true,
    description: 'What varied it, the earliest first, while it is live (SM-6).',
  })
  async variations(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly Variation[] | null> {
    if (!seesOf(context, placement, 'NEED')) return null;
    return rowsOf(context, Variation, 'placementId', placement.id, 'effectiveFrom');
  }

  @Authorized('case-system')
  @Mutation(() => TakeOverPayload, {
    description: 'Takes over placements that ran before the council joined the hub, at most 200 at once (ASM-37).',
  })
  async takeOverPlacements(
    @Arg('input', () => TakeOverPlacementsInput, { description: 'The placements.' }) input: TakeOverPlacementsInput,
    @Ctx() context: RequestContext,
  ): Promise<TakeOverPayload> {
    const { idempotencyKey } = input;
    const placements = input.placements.map(runningPlacementOf);
    return TakeOverPayload.of(await takeOverPlacements(context.work, { idempotencyKey, placements }));
  }

  @Authorized('case-system')
  @Mutation(() => PlacementPayload, {
    description: 'Records a variation that stands on LAS; on its day it takes effect (SM-6).',
  })
  async recordVariation(
    @Arg('input', () => RecordVariationInput, { description: 'The variation.' }) input: RecordVariationInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, lasVariationId, kind, initiator, effectiveFrom } = input;
    const { putsAtRisk, careTeamsAgreed } = input;
    return PlacementPayload.of(
      await recordVariation(context.work, {
        idempotencyKey,
        placementId,
        lasVariationId,
        kind,
        initiator,
        effectiveFrom,
        effectiveTo: input.effectiveTo ?? null,
        weeklyWorkerMinutes: input.weeklyWorkerMinutes ?? null,
        putsAtRisk,
        careTeamsAgreed,
      }),
    );
  }

  @Authorized('case-system')
  @Mutation(() => PlacementPayload, {
    description: 'The service is on LAS under this line; its IPO follows at once (AWRD-02, AWRD-03).',
  })
  async recordServiceLine(
    @Arg('input', () => RecordServiceLineInput, { description: 'The line.' }) input: RecordServiceLineInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, lasLineId } = input;
    return PlacementPayload.of(await recordServiceLine(context.work, { idempotencyKey, placementId, lasLineId }));
  }

  @Authorized('practitioner', 'case-system')
  @Mutation(() => PlacementPayload, { description: 'The care manager authorises the care plan (ASM-10).' })
  async authorisePlan(
    @Arg('input', () => AuthorisePlanInput, { description: 'The plan.' }) input: AuthorisePlanInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    return PlacementPayload.of(
      await authorisePlan(context.work, { idempotencyKey, placementId, carePlan: planOf(input.carePlan) }),
    );
  }

  @Authorized('practitioner', 'broker', 'discharge-team', 'case-system')
  @Mutation(() => PlacementPayload, { description: 'Gives the provider interim documentation to start on (ASM-12).' })
  async setInterimPlan(
    @Arg('input', () => SetInterimPlanInput, { description: 'The documentation.' }) input: SetInterimPlanInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, reason } = input;
    const carePlan = planOf(input.carePlan);
    return PlacementPayload.of(await setInterimPlan(context.work, { idempotencyKey, placementId, reason, carePlan }));
  }

  @Authorized('discharge-team', 'broker')
  @Mutation(() => PlacementPayload, { description: 'The D2A team confirms on which date the package ends (ROUT-17).' })
  async confirmD2aEndDate(
    @Arg('input', () => ConfirmD2aEndDateInput, { description: 'The date.' }) input: ConfirmD2aEndDateInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, endDate } = input;
    return PlacementPayload.of(await confirmD2aEndDate(context.work, { idempotencyKey, placementId, endDate }));
  }

  @Authorized('broker', 'practitioner', 'case-system', 'discharge-team')
  @Mutation(() => PlacementPayload, { description: 'Care has ended (AWRD-12).' })
  async endPlacement(
    @Arg('input', () => EndPlacementInput, { description: 'When and why.' }) input: EndPlacementInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, reason, endDate } = input;
    return PlacementPayload.of(await endPlacement(context.work, { idempotencyKey, placementId, reason, endDate }));
  }
}

/** What tells of the need or the person is seen through this placement alone, not through another live one. [IDG-05] */
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
  return open(context, opened, versions.at(-1) ?? null);
}

import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { amendDischarge } from '../../commands/requests/amend-discharge.js';
import { cancelPackage } from '../../commands/requests/cancel-package.js';
import { reopenPackage } from '../../commands/requests/reopen-package.js';
import { submitDischargePassport } from '../../commands/requests/submit-discharge-passport.js';
import { submitServiceRequest } from '../../commands/requests/submit-service-request.js';
import { Person } from '../../entities/people/person.js';
import { Placement } from '../../entities/placements/placement.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import { ALL_READERS, CASE_WORKERS, COUNCIL_READERS, IDENTITY_READERS } from '../../entities/readers.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { PackageStateWord } from '../../entities/words.js';
import { sourcingAnswer } from '../../reads/requests/sourcing-facts.js';
import type { PackageState } from '../../rules/requests/package-states.js';
import {
  AmendDischargeInput,
  CancelPackageInput,
  dischargePassportOf,
  OnPackageInput,
  SubmitDischargePassportInput,
  SubmitServiceRequestInput,
  serviceRequestOf,
} from '../inputs.js';
import { pageBy, refuseViews, rowsOf } from '../lists.js';
import { open, sees } from '../open.js';
import { PackagePayload, SubmitServiceRequestPayload } from '../payloads.js';

export const PackageConnection = connectionOf(Package, 'Package');

@ObjectType({ description: "The sourcing guard's answer, for whoever awards (ASM-03)." })
@Directive('@inaccessible')
export class PackageSourcingFacts {
  @Field(() => Int, { description: 'Version of the facts it was given on.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether every predecessor stands.' })
  agreed!: boolean;

  @Field(() => [String], { description: 'Catalogue ids of what is missing.' })
  missing!: readonly string[];
}

@Resolver(() => Package)
export class Packages {
  @Authorized(...ALL_READERS)
  @Query(() => Package, {
    nullable: true,
    description: 'A package of your council, or one that you have a live placement of.',
  })
  async package(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Package | null> {
    refuseViews(context);
    return context.byId(Package, id);
  }

  @Authorized(...COUNCIL_READERS)
  @Query(() => PackageConnection, { nullable: true, description: 'Packages of your council, the newest first.' })
  packages(
    @Arg('state', () => PackageStateWord, { nullable: true, description: 'Only those in this state.' })
    state: PackageState | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Package>> {
    return pageBy(context, Package, state ? { state } : {}, 'openedAt', 'desc', { first, after });
  }

  @Authorized('hub')
  @Directive('@inaccessible')
  @Query(() => PackageSourcingFacts, { nullable: true, description: 'Read again at an award (ASM-03).' })
  async sourcingFacts(
    @Arg('package', () => ID, { description: 'Id of the package.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<PackageSourcingFacts | null> {
    const carePackage = await context.byId(Package, id);
    return carePackage && sourcingAnswer(context.em, carePackage, await context.now());
  }

  @Authorized(...IDENTITY_READERS)
  @FieldResolver(() => Person, { nullable: true, description: 'For whom it is; opening it is recorded (IDG-16).' })
  async person(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<Person | null> {
    return open(context, 'PERSON', await context.byId(Person, carePackage.personId));
  }

  @Authorized(...ALL_READERS)
  @FieldResolver(() => [Placement], { nullable: true, description: 'Placements that you may see, the earliest first.' })
  placements(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<readonly Placement[]> {
    return rowsOf(context, Placement, 'packageId', carePackage.id, 'awardedAt');
  }

  @Authorized(...CASE_WORKERS)
  @FieldResolver(() => [PanelDecision], {
    nullable: true,
    description: "The panel's decisions, the earliest first (ASM-04).",
  })
  async panelDecisions(
    @Root() carePackage: Package,
    @Ctx() context: RequestContext,
  ): Promise<readonly PanelDecision[] | null> {
    if (!sees(context, 'CARE', carePackage.council)) return null;
    return rowsOf(context, PanelDecision, 'packageId', carePackage.id, 'decidedAt');
  }

  @Authorized(...CASE_WORKERS)
  @FieldResolver(() => [ServiceRequest], {
    nullable: true,
    description: 'Versions of the request form; opening them is recorded (IDG-16).',
  })
  async serviceRequests(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<ServiceRequest[]> {
    return openAll(
      context,
      'SERVICE_REQUEST',
      await rowsOf(context, ServiceRequest, 'packageId', carePackage.id, 'version'),
    );
  }

  @Authorized(...CASE_WORKERS)
  @FieldResolver(() => [CarePlan], {
    nullable: true,
    description: 'Versions of the care plan; opening them is recorded (IDG-16).',
  })
  async carePlans(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<CarePlan[]> {
    return openAll(context, 'CARE_PLAN', await rowsOf(context, CarePlan, 'packageId', carePackage.id, 'version'));
  }

  @Authorized(...CASE_WORKERS)
  @FieldResolver(() => [DischargePassport], {
    nullable: true,
    description: 'Versions of the passport; opening them is recorded (IDG-16).',
  })
  async dischargePassports(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<DischargePassport[]> {
    return openAll(
      context,
      'DISCHARGE_PASSPORT',
      await rowsOf(context, DischargePassport, 'packageId', carePackage.id, 'version'),
    );
  }

  @Authorized(...CASE_WORKERS)
  @FieldResolver(() => String, { nullable: true, description: "Why it was cancelled, in the council's own words." })
  cancelReason(@Root() carePackage: Package, @Ctx() context: RequestContext): string | null {
    return sees(context, 'CARE', carePackage.council) ? carePackage.cancelReason : null;
  }

  @Authorized('case-system', 'broker')
  @Mutation(() => SubmitServiceRequestPayload, {
    description: 'Takes a request for care and has it sourced (ASM-02, ASM-36).',
  })
  async submitServiceRequest(
    @Arg('input', () => SubmitServiceRequestInput, { description: 'The request.' }) input: SubmitServiceRequestInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmitServiceRequestPayload> {
    return SubmitServiceRequestPayload.of(await submitServiceRequest(context.work, serviceRequestOf(input)));
  }

  @Authorized('discharge-team', 'case-system')
  @Mutation(() => PackagePayload, { description: 'Takes a discharge passport and has it sourced (ASM-24, ASM-25).' })
  async submitDischargePassport(
    @Arg('input', () => SubmitDischargePassportInput, { description: 'The passport.' })
    input: SubmitDischargePassportInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    return PackagePayload.of(await submitDischargePassport(context.work, dischargePassportOf(input)));
  }

  @Authorized('broker', 'discharge-team')
  @Mutation(() => PackagePayload, {
    description: 'Agrees or changes a discharge, and tells whom it concerns (ROUT-19).',
  })
  async amendDischarge(
    @Arg('input', () => AmendDischargeInput, { description: 'The discharge.' }) input: AmendDischargeInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, dischargeAt, arrangements } = input;
    return PackagePayload.of(
      await amendDischarge(context.work, { idempotencyKey, packageId, dischargeAt, arrangements }),
    );
  }

  @Authorized('broker')
  @Mutation(() => PackagePayload, { description: 'Has a package sourced again that nobody could be found for (SM-1).' })
  async reopenPackage(
    @Arg('input', () => OnPackageInput, { description: 'The package.' }) input: OnPackageInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId } = input;
    return PackagePayload.of(await reopenPackage(context.work, { idempotencyKey, packageId }));
  }

  @Authorized('broker', 'case-system', 'practitioner', 'discharge-team')
  @Mutation(() => PackagePayload, { description: 'Cancels a package whose care has not begun (SM-1).' })
  async cancelPackage(
    @Arg('input', () => CancelPackageInput, { description: 'The package and why.' }) input: CancelPackageInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, reason } = input;
    return PackagePayload.of(await cancelPackage(context.work, { idempotencyKey, packageId, reason }));
  }
}

async function openAll<T extends Parameters<typeof open>[2] & object>(
  context: RequestContext,
  opened: Parameters<typeof open>[1],
  things: readonly T[],
): Promise<T[]> {
  const shown = await Promise.all(things.map((thing) => open(context, opened, thing)));
  return shown.filter((thing) => thing !== null) as T[];
}

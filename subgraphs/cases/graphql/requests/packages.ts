import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { BoardArgs, boardList } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import { cancelPackage, allowed as mayCancel } from '../../commands/requests/cancel-package.js';
import { allowed as mayReopen, reopenPackage } from '../../commands/requests/reopen-package.js';
import { Person } from '../../entities/people/person.js';
import { Placement } from '../../entities/placements/placement.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import { ALL_READERS, CASE_WORKERS, COUNCIL_READERS, IDENTITY_READERS } from '../../entities/readers.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { CallOffRouteWord, PackageStateWord } from '../../entities/requests/words.js';
import { sourcingAnswer } from '../../reads/requests/sourcing-facts.js';
import { OPEN_PACKAGE_STATES, type PackageState } from '../../rules/requests/package-states.js';
import { disclose, discloseAll, sees } from '../disclose.js';
import { asOneself, rowsOf } from '../reading.js';
import { OnPackageInput, PackagePayload } from './package-payload.js';

export const PackageConnection = connectionOf(Package, 'Package');

@InputType({ description: 'A package to be sourced again.' })
class ReopenPackageInput extends OnPackageInput {
  @Field(() => CallOffRouteWord, {
    nullable: true,
    description:
      'Another route than the policy chooses, of those that the council has opened; left out, the policy chooses (ROUT-02).',
  })
  route?: CallOffRoute | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why that route, in at most 500 characters; needed with it. The council keeps it; name nobody.',
  })
  routeReason?: string | null;
}

@ObjectType({ description: "The sourcing guard's answer, for whoever awards (ASM-03)." })
@Directive('@inaccessible')
export class PackageSourcingFacts {
  @Field(() => Int, { description: 'Version of the facts that it is based on.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether everything that must come first is in place.' })
  agreed!: boolean;

  @Field(() => [String], { description: 'Catalogue ids of what is missing.' })
  missing!: readonly string[];

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'The individual budget a week, once both sides agree to it; null while it may not be used (ASM-23).',
  })
  agreedBudgetPence!: number | null;
}

@ArgsType()
export class PackageBoardArgs extends BoardArgs {
  @Field(() => [PackageStateWord], { nullable: true, description: 'Only those in one of these states.' })
  states?: PackageState[] | null;
}

@InputType({ description: 'A package that is no longer wanted.' })
export class CancelPackageInput extends OnPackageInput {
  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@Resolver(() => Package)
export class Packages {
  @Authorized<Role>(...ALL_READERS)
  @Query(() => Package, {
    nullable: true,
    description: 'A package of your council, or one of which you have a live placement.',
  })
  async package(
    @Arg('id', () => ID, { description: 'Its id or its reference.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Package | null> {
    asOneself(context);
    return context.byIdOrReference(Package, id);
  }

  @Authorized<Role>(...COUNCIL_READERS)
  @Query(() => PackageConnection, {
    nullable: true,
    description:
      'Packages of your council: the open ones by the day care is needed, those that are over by their opening.',
  })
  packages(@Args() args: PackageBoardArgs, @Ctx() context: RequestContext): Promise<Page<Package>> {
    asOneself(context);
    const board = { openStates: OPEN_PACKAGE_STATES, began: 'openedAt', due: 'openedAt' } as const;
    const list = boardList<Package, PackageState>(args, args.states, board);
    return context.page(Package, list.newestFirst ? list : { ...list, by: { neededFrom: 'text', id: 'id' } }, args);
  }

  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => PackageSourcingFacts, { nullable: true, description: 'What is read again at an award (ASM-03).' })
  async sourcingFacts(
    @Arg('package', () => ID, { description: 'The id of the package; its reference is not taken.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<PackageSourcingFacts | null> {
    const carePackage = await context.byId(Package, id);
    return carePackage && sourcingAnswer(context.em, carePackage, await context.now());
  }

  @Authorized<Role>(...IDENTITY_READERS)
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person it is for; opening the record is recorded (IDG-16).',
  })
  async person(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<Person | null> {
    return disclose(context, 'PERSON', await context.byId(Person, carePackage.personId));
  }

  @Authorized<Role>(...ALL_READERS)
  @FieldResolver(() => [Placement], { nullable: true, description: 'Placements that you may see, the earliest first.' })
  placements(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<readonly Placement[]> {
    return rowsOf(context, Placement, 'packageId', carePackage.id, 'awardedAt');
  }

  @Authorized<Role>(...CASE_WORKERS)
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

  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => [ServiceRequest], {
    nullable: true,
    description: 'Versions of the request form; opening them is recorded (IDG-16).',
  })
  async serviceRequests(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<ServiceRequest[]> {
    return discloseAll(
      context,
      'SERVICE_REQUEST',
      await rowsOf(context, ServiceRequest, 'packageId', carePackage.id, 'version'),
    );
  }

  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => [CarePlan], {
    nullable: true,
    description: 'Versions of the care plan; opening them is recorded (IDG-16).',
  })
  async carePlans(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<CarePlan[]> {
    return discloseAll(context, 'CARE_PLAN', await rowsOf(context, CarePlan, 'packageId', carePackage.id, 'version'));
  }

  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => [DischargePassport], {
    nullable: true,
    description: 'Versions of the passport; opening them is recorded (IDG-16).',
  })
  async dischargePassports(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<DischargePassport[]> {
    return discloseAll(
      context,
      'DISCHARGE_PASSPORT',
      await rowsOf(context, DischargePassport, 'packageId', carePackage.id, 'version'),
    );
  }

  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => String, { nullable: true, description: "Why it was cancelled, in the council's own words." })
  cancelReason(@Root() carePackage: Package, @Ctx() context: RequestContext): string | null {
    return sees(context, 'CARE', carePackage.council) ? carePackage.cancelReason : null;
  }

  @Authorized<Role>(...mayReopen.roles)
  @Mutation(() => PackagePayload, {
    description: 'Has a package sourced again for which nobody could be found (SM-1, ROUT-02).',
  })
  async reopenPackage(
    @Arg('input', () => ReopenPackageInput, { description: 'The package.' }) input: ReopenPackageInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, route, routeReason } = input;
    const override = route ? { route, reason: routeReason ?? '' } : null;
    return PackagePayload.of(await reopenPackage(context.work, { idempotencyKey, packageId, override }));
  }

  @Authorized<Role>(...mayCancel.roles)
  @Mutation(() => PackagePayload, { description: 'Cancels a package whose care has not begun (SM-1).' })
  async cancelPackage(
    @Arg('input', () => CancelPackageInput, { description: 'The package and why.' }) input: CancelPackageInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, reason } = input;
    return PackagePayload.of(await cancelPackage(context.work, { idempotencyKey, packageId, reason }));
  }
}

import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CareType, PlacementsTakenOver, ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { PolicyInForce } from '../../../../schema/policy.js';
import { Placement } from '../../entities/placements/placement.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { LARGEST_TAKE_OVER, takingOverRefusals } from '../../rules/placements/taking-over.js';
import { weeklyPricePence } from '../../rules/placements/weekly-price.js';
import type { RequestedCall } from '../../rules/requests/call-pattern.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import { movePackage, movePlacement } from '../../steps/on-case.js';
import { keepPerson, type PersonBrought, takeTurn } from '../../steps/people/keep-person.js';
import { keepCarePlan, type PlanDescribed } from '../../steps/plans/keep-care-plan.js';
import { findPatch, type Place } from '../../steps/requests/find-patch.js';
import { mayKnow } from '../people/keep-age-registration.js';

/** A placement that runs already, as the council's case system has it. */
export interface TakeOverPlacement extends PersonBrought {
  /** Its service line on LAS: by it a placement is taken over once. */
  readonly lasLineId: string;
  readonly providerId: string;
  readonly careType: CareType;
  readonly groups: readonly ServiceUserGroup[];
  readonly calls: readonly RequestedCall[];
  /** First day of care, `YYYY-MM-DD`. */
  readonly startedOn: string;
  readonly hourlyRatePence: number;
  readonly carePlan: PlanDescribed;
}

export interface TakenOver {
  readonly id: string;
  readonly placements: readonly Placement[];
}

/**
 * Takes over placements that ran before their council joined the hub: LAS is the master of person, plan and service
 * line, and from here on the hub expects their visits and counts their hours. All are taken over or none; a line that
 * is held already changes nothing. At most 200 at once. [ASM-37, PROV-23]
 */
export async function takeOverPlacements(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placements: readonly TakeOverPlacement[] },
): Promise<Outcome<TakenOver>> {
  authorise(work.caller, { scope: 'requests:write', roles: ['case-system'] });
  const council = work.caller.organisation;
  const { idempotencyKey: key, placements } = input;
  if (placements.length === 0 || placements.length > LARGEST_TAKE_OVER) return refused(sizeRefusal());
  const places = await placesOf(work, council, placements);
  return inTransaction(work, council, (t) =>
    once<TakenOver>(
      t,
      { act: 'takeOverPlacements', key, input },
      async () => takenOver(await take(t, council, placements, places)),
      async () => takenOver(await heldAs(t, council, placements)),
    ),
  );
}

type Found = { readonly place: Place | null; readonly refusal?: Refusal };

/** Where each postcode lies today, asked before the transaction opens. */
async function placesOf(
  work: Work,
  council: string,
  placements: readonly TakeOverPlacement[],
): Promise<ReadonlyMap<string, Found>> {
  const [row] = (await work.em.execute('select platform.now() as now')) as Array<{ now: Date }>;
  const today = localDateOf(new Date(row!.now));
  const postcodes = [...new Set(placements.map(({ person }) => person.postcode))];
  const found = await Promise.all(postcodes.map((postcode) => findPatch(work, council, postcode, today)));
  return new Map(postcodes.map((postcode, nth) => [postcode, found[nth]!]));
}

async function take(
  t: Transaction,
  council: string,
  brought: readonly TakeOverPlacement[],
  places: ReadonlyMap<string, Found>,
): Promise<readonly Placement[]> {
  await takeTurn(t, council, 'take-over');
  const now = await t.now();
  const inForce = await policyInForce(t.em, council, now);
  const today = localDateOf(now);
  unlessRefused(
    ...brought.map((each, nth) => {
      const field = `input.placements.${nth}`;
      const { refusal } = places.get(each.person.postcode)!;
      return [
        ...inputLimitRefusals(each, field),
        ...takingOverRefusals(each, field, today, inForce.policy),
        ...(refusal ? [{ ...refusal, field: `${field}.person.postcode` }] : []),
        ...(brought.findIndex(({ lasLineId }) => lasLineId === each.lasLineId) === nth ? [] : [lineTwice(field)]),
      ];
    }),
  );
  const held = await heldAs(t, council, brought);
  const lines = new Set(held.map(({ lasLineId }) => lasLineId));
  const taken: Placement[] = [];
  for (const each of brought) {
    if (lines.has(each.lasLineId)) continue;
    taken.push(await keep(t, council, each, places.get(each.person.postcode)!.place!, inForce));
  }
  await t.em.flush();
  if (taken.length > 0) await tell(t, council, taken);
  return [...held, ...taken];
}

async function keep(
  t: Transaction,
  council: string,
  brought: TakeOverPlacement,
  { ward, patch }: Place,
  inForce: PolicyInForce,
): Promise<Placement> {
  const { person } = await keepPerson(t, council, brought);
  const need = needProfile(
    {
      care: {
        ...brought,
        urgency: 'STANDARD',
        specialist: false,
        neededFrom: brought.startedOn,
        skills: [],
        carerGender: null,
        languages: [],
        complexNeeds: false,
        complexNeedsDetail: null,
      },
      person: brought.person,
      patch,
      passport: null,
    },
    inForce.policy,
  ) as PackageNeed;
  const startedAt = instantOf(brought.startedOn, need.calls[0]!.startTime);
  const shared = {
    council,
    personId: person.id,
    serviceType: 'DOMICILIARY',
    careType: brought.careType,
    need,
    weeklyWorkerMinutes: need.weeklyWorkerMinutes,
    policyVersion: inForce.version,
  } as const;

  const carePackage = new Package();
  Object.assign(carePackage, {
    ...shared,
    reference: referenceFor('PK', carePackage.id),
    path: 'TAKEN_OVER',
    sourceId: brought.lasLineId,
    sourceVersion: 1,
    sourcingVersion: 1,
    urgency: 'STANDARD',
    neededFrom: brought.startedOn,
    patch,
    ward,
    funding: 'COUNCIL_ARRANGED',
    commissioners: ['COUNCIL'],
    jointlyFunded: false,
    warnings: [],
    openedAt: startedAt,
  } satisfies Partial<Package>);
  movePackage(carePackage, 'take over');
  t.em.persist(carePackage);

  const placement = new Placement();
  Object.assign(placement, {
    ...shared,
    reference: referenceFor('PL', placement.id),
    packageReference: carePackage.reference,
    packageId: carePackage.id,
    providerId: brought.providerId,
    currentWeeklyWorkerMinutes: need.weeklyWorkerMinutes,
    hourlyRatePence: brought.hourlyRatePence,
    weeklyPricePence: weeklyPricePence(need.weeklyWorkerMinutes, brought.hourlyRatePence),
    totalBudgetPence: brought.carePlan.totalBudgetPence,
    carePlanVersion: 1,
    lasLineId: brought.lasLineId,
    startDate: brought.startedOn,
    startTime: need.calls[0]!.startTime,
    awardedAt: startedAt,
    confirmedAt: startedAt,
    documentsSentAt: startedAt,
    startedAt,
  } satisfies Partial<Placement>);
  placement.coversAge = await mayKnow(t.em, brought.providerId, need);
  movePlacement(placement, 'take over');
  t.em.persist(placement);
  await keepCarePlan(t, carePackage, {
    plan: brought.carePlan,
    providerId: brought.providerId,
    status: 'AUTHORISED',
    authorisedAt: startedAt,
  });
  return placement;
}

async function tell(t: Transaction, council: string, taken: readonly Placement[]): Promise<void> {
  await t.tell({
    type: 'PlacementsTakenOver',
    subject: `council/${council}`,
    council,
    audience: { roles: ['broker'] },
    data: {
      placements: taken.map((placement) => ({
        placementId: placement.id,
        placementReference: placement.reference,
        packageId: placement.packageId,
        providerId: placement.providerId,
        personId: placement.personId,
        careType: placement.careType,
        patch: placement.need.patch,
        weeklyWorkerMinutes: placement.weeklyWorkerMinutes,
        hourlyRatePence: placement.hourlyRatePence,
        startedAt: placement.startedAt!.toISOString(),
      })),
    } satisfies PlacementsTakenOver['data'],
  });
}

async function heldAs(
  t: Transaction,
  council: string,
  brought: readonly TakeOverPlacement[],
): Promise<readonly Placement[]> {
  return t.em.find(Placement, { council, lasLineId: { $in: brought.map(({ lasLineId }) => lasLineId) } });
}

function takenOver(placements: readonly Placement[]): TakenOver {
  return { id: placements[0]!.id, placements };
}

function sizeRefusal(): Refusal {
  return {
    rule: 'ASM-37',
    code: 'TAKE_OVER_SIZE',
    message: `Send 1 to ${LARGEST_TAKE_OVER} placements at once.`,
    field: 'input.placements',
  };
}

function lineTwice(field: string): Refusal {
  return {
    rule: 'AWRD-02',
    code: 'LINE_ID_TWICE',
    message: 'Each placement has a service line of its own; this one is named twice.',
    field: `${field}.lasLineId`,
  };
}

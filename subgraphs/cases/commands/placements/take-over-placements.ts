import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, timeOf, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Person } from '../../entities/people/person.js';
import { Placement } from '../../entities/placements/placement.js';
import { samePersonRefusals } from '../../rules/people/same-person.js';
import {
  heldOtherwiseRefusal,
  LARGEST_TAKE_OVER,
  lineTwiceRefusal,
  type RunningPlacement,
  takeOverSizeRefusal,
  takingOverRefusals,
} from '../../rules/placements/taking-over.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { findKnownPeople } from '../../steps/people/find-known-people.js';
import { takeOverPlacement } from '../../steps/placements/take-over-placement.js';
import { tellTakenOver } from '../../steps/placements/tell-taken-over.js';
import { type FoundPlace, findPatch } from '../../steps/requests/find-patch.js';

export interface TakenOver {
  readonly id: string;
  readonly placements: readonly Placement[];
}

export const allowed = { scope: 'requests:write', roles: ['case-system'] } satisfies Allowed;

/**
 * Takes over placements that ran before their council joined the hub. LAS stays the master of person, plan and service
 * line; from here on the hub expects their visits and counts their hours. All are taken over or none, and a line that
 * is held already changes nothing, and is refused if it is another's. At most 200 at once. [ASM-37, PROV-23]
 */
export async function takeOverPlacements(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placements: readonly RunningPlacement[] },
): Promise<Outcome<TakenOver>> {
  authorise(work.caller, allowed);
  const council = work.caller.organisation;
  const { idempotencyKey: key, placements } = input;
  const size = takeOverSizeRefusal(placements.length);
  if (size) return refused(size);
  const places = await placesOf(work, council, placements);
  return inTransaction(work, council, (t) =>
    once<TakenOver>(
      t,
      { act: 'takeOverPlacements', key, input, mostEntries: LARGEST_TAKE_OVER },
      async () => takenOver(await take(t, council, placements, places)),
      async () => takenOver(await heldAs(t, council, placements)),
    ),
  );
}

/** Where each postcode lies today, asked before the transaction opens. */
async function placesOf(
  work: Work,
  council: string,
  placements: readonly RunningPlacement[],
): Promise<ReadonlyMap<string, FoundPlace>> {
  const today = localDateOf(await timeOf(work.em));
  const postcodes = [...new Set(placements.map(({ person }) => person.postcode))];
  const found = await Promise.all(postcodes.map((postcode) => findPatch(work, council, postcode, today)));
  return new Map(postcodes.map((postcode, nth) => [postcode, found[nth]!]));
}

async function take(
  t: Transaction,
  council: string,
  brought: readonly RunningPlacement[],
  places: ReadonlyMap<string, FoundPlace>,
): Promise<readonly Placement[]> {
  await lockNamed(t, `cases/${council}/take-over`);
  const now = await t.now();
  const inForce = await policyInForce(t.em, council, now);
  const today = localDateOf(now);
  const named = brought.map(({ lasLineId }) => lasLineId);
  unlessRefused(
    ...brought.map((each, nth) => {
      const field = `input.placements.${nth}`;
      const { refusal } = places.get(each.person.postcode)!;
      return [
        ...takingOverRefusals(each, field, today, inForce.policy),
        ...planBeyondRefusals(each.carePlan, each.providerId, `${field}.carePlan`),
        ...(refusal ? [{ ...refusal, field: `${field}.person.postcode` }] : []),
        ...[lineTwiceRefusal(named, nth, field)].filter((twice) => twice !== undefined),
      ];
    }),
  );
  const held = await heldAs(t, council, brought);
  const people = await t.em.find(Person, { id: { $in: held.map(({ personId }) => personId) } });
  const lines = new Map(held.map((placement) => [placement.lasLineId, placement]));
  const taken: Placement[] = [];
  for (const [nth, each] of brought.entries()) {
    const field = `input.placements.${nth}`;
    const placement = lines.get(each.lasLineId);
    if (placement) {
      const { councilPersonId } = people.find(({ id }) => id === placement.personId)!;
      unlessRefused(heldOtherwiseRefusal(each, { councilPersonId, providerId: placement.providerId }, field));
      continue;
    }
    const known = await findKnownPeople(t, council, each.person, null);
    unlessRefused(samePersonRefusals(each.person, known, `${field}.person`, `${field}.lasLineId`));
    taken.push(await takeOverPlacement(t, council, each, places.get(each.person.postcode)!.place!, inForce));
  }
  await t.em.flush();
  if (taken.length > 0) await tellTakenOver(t, council, taken);
  return [...held, ...taken];
}

async function heldAs(
  t: Transaction,
  council: string,
  brought: readonly RunningPlacement[],
): Promise<readonly Placement[]> {
  return t.em.find(Placement, { council, lasLineId: { $in: brought.map(({ lasLineId }) => lasLineId) } });
}

function takenOver(placements: readonly Placement[]): TakenOver {
  return { id: placements[0]!.id, placements };
}

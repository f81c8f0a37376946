import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { AppliedFor, Vehicle } from '../../../../schema/events/providers.js';
import { OpenFramework } from '../../entities/applications/open-framework.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { applicationRequiredRefusal } from '../../rules/membership/membership-proposal.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { admitToVehicle } from '../../steps/membership/admit-to-vehicle.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface AdmitMember {
  readonly council: string;
  readonly providerId: string;
  readonly vehicle: Vehicle;
  /** Code of the patch of a PATCH membership. */
  readonly patch?: string | null;
  readonly from: string;
  readonly to?: string | null;
  readonly termsVersion: string;
  readonly categories: readonly ProviderCategory[];
  readonly idempotencyKey: string;
}

/**
 * Makes a provider a member of one of the council's vehicles, as `admitToVehicle` does and refuses. Refuses
 * `APPLICATION_REQUIRED` for a vehicle that the council has opened to applications. [PROV-12, PROV-26]
 */
export async function admitMember(work: Work, { idempotencyKey, ...input }: AdmitMember): Promise<Outcome<Membership>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'admitMember', key: idempotencyKey, input },
      () => admit(t, input),
      (id) => t.em.findOneOrFail(Membership, { id }),
    ),
  );
}

async function admit(t: Transaction, input: Omit<AdmitMember, 'idempotencyKey'>): Promise<Membership> {
  const { council, vehicle, patch = null, to = null } = input;
  const opened = await t.em.findOne(OpenFramework, { council, vehicle: vehicle as AppliedFor });
  unlessRefused(applicationRequiredRefusal(opened !== null));
  return admitToVehicle(t, { ...input, patch, to, lots: [], expertise: [] });
}

import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { type CareHomeRecorded, PLACE_KINDS, type PlaceKind } from '../../../../schema/events/providers.js';
import { Location } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { REGISTER } from '../../entities/readers.js';
import { careHomeRefusals } from '../../rules/homes/care-home.js';
import { refreshHomes } from '../../steps/homes/refresh-homes.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { mayKeepRecord } from '../../steps/register/may-keep-record.js';

/** An officer may record a home; its provider's own people may as well, under a scope of their own. */
export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;
export const allowedItself = { scope: 'capacity:write', roles: ['provider-user'] } satisfies Allowed;

export interface RecordCareHome {
  readonly providerId: string;
  readonly cqcLocationId: string;
  readonly kinds: readonly PlaceKind[];
  readonly groups: readonly ServiceUserGroup[];
  readonly skills?: readonly Skill[] | null;
  readonly idempotencyKey: string;
}

/**
 * Records a care home, a CQC location of its provider, or what it can do now, in place of what was recorded before. The
 * same again changes nothing. An officer of a council that the provider does not work for may record it only while it works
 * for none. Refuses what `careHomeRefusals` does. [PROV-21, IDG-26]
 */
export async function recordCareHome(
  work: Work,
  { idempotencyKey, ...input }: RecordCareHome,
): Promise<Outcome<CareHome>> {
  const { caller } = work;
  if (isProvider(caller)) authorise(caller, allowedItself, { provider: input.providerId });
  else authorise(caller, allowed);
  // A home is one for all councils, so no council's transaction.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'recordCareHome', key: idempotencyKey, input },
      () => record(t, input),
      (id) => t.em.findOneOrFail(CareHome, { id }),
    ),
  );
}

async function record(t: Transaction, input: Omit<RecordCareHome, 'idempotencyKey'>): Promise<CareHome> {
  const { id: providerId } = await lockedProvider(t, input.providerId);
  const councils = await mayKeepRecord(t, providerId);
  const cqcLocationId = input.cqcLocationId.trim().toUpperCase();
  const location = await t.em.findOne(Location, { cqcLocationId, providerId });
  const abilities = {
    kinds: PLACE_KINDS.filter((kind) => input.kinds.includes(kind)),
    groups: [...new Set(input.groups)].sort(),
    skills: [...new Set(input.skills ?? [])].sort(),
  };
  unlessRefused(careHomeRefusals(abilities, location));
  const locationId = location!.id;
  const held = await t.em.findOne(CareHome, { locationId });
  if (held && isSame(held, abilities)) return held;
  const facts = { ...abilities, recordedAt: await t.now() };
  const home = held ? t.em.assign(held, facts) : t.em.create(CareHome, { providerId, locationId, ...facts });
  t.em.persist(home);
  // A provider that is no member yet is told all the same, and the log keeps it.
  for (const council of councils.length > 0 ? councils : [null]) {
    await t.tell({
      type: 'CareHomeRecorded',
      subject: `care-home/${home.id}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
      data: { providerId, homeId: home.id, locationId: cqcLocationId },
    } satisfies Omit<CareHomeRecorded, 'actor' | 'occurredAt'>);
  }
  await refreshHomes(t, providerId, home.id);
  return home;
}

function isSame(held: CareHome, abilities: Pick<CareHome, 'kinds' | 'groups' | 'skills'>): boolean {
  return (['kinds', 'groups', 'skills'] as const).every((part) => held[part].join() === abilities[part].join());
}

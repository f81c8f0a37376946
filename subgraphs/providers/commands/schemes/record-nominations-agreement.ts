import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { NominationsAgreementRecorded } from '../../../../schema/events/providers.js';
import { REGISTER } from '../../entities/readers.js';
import { NominationsAgreement } from '../../entities/schemes/supported-living-scheme.js';
import {
  agreementReferenceRefusal,
  agreementRefusals,
  type NominationsAgreement as Terms,
} from '../../rules/schemes/nominations-agreement.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RecordNominationsAgreement extends Terms {
  readonly council: string;
  /** The agreement that is written anew; a new one if left out. */
  readonly agreementId?: string | null;
  readonly idempotencyKey: string;
}

/**
 * Records a nominations agreement with a landlord, or writes one anew. Refuses what `agreementRefusals` and
 * `agreementReferenceRefusal` do. [PROV-36]
 */
export async function recordNominationsAgreement(
  work: Work,
  { idempotencyKey, ...input }: RecordNominationsAgreement,
): Promise<Outcome<NominationsAgreement>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordNominationsAgreement', key: idempotencyKey, input },
      () => record(t, input),
      (id) => t.em.findOneOrFail(NominationsAgreement, { id }),
    ),
  );
}

async function record(
  t: Transaction,
  { agreementId, ...input }: Omit<RecordNominationsAgreement, 'idempotencyKey'>,
): Promise<NominationsAgreement> {
  const { council, landlord, landlordKind, reference, homes, from, to } = input;
  await lockNamed(t, `nominations-agreements/${council}`);
  const held = agreementId == null ? null : await heldAgreement(t, council, agreementId);
  unlessRefused(agreementRefusals(input));
  const terms = { landlord: landlord.trim(), landlordKind, reference: reference.trim(), homes, from, to };
  const same = await t.em.findOne(NominationsAgreement, { council, reference: terms.reference });
  unlessRefused(agreementReferenceRefusal(same !== null && same.id !== held?.id));
  const agreement = held ? t.em.assign(held, terms) : t.em.create(NominationsAgreement, { council, ...terms });
  t.em.persist(agreement);
  await t.tell({
    type: 'NominationsAgreementRecorded',
    subject: `nominations-agreement/${agreement.id}`,
    council,
    audience: { roles: ['broker', 'contract-officer'] },
    data: { agreementId: agreement.id },
  } satisfies Omit<NominationsAgreementRecorded, 'actor' | 'occurredAt'>);
  return agreement;
}

async function heldAgreement(t: Transaction, council: string, id: string): Promise<NominationsAgreement> {
  const agreement = isId(id) ? await t.em.findOne(NominationsAgreement, { id, council }) : null;
  if (!agreement) throw new RefusedError([notFound('agreement', 'input.agreementId')]);
  return agreement;
}

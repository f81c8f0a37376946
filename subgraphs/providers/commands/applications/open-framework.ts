import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { AppliedFor } from '../../../../schema/events/providers.js';
import { OpenFramework as Framework } from '../../entities/applications/open-framework.js';
import { REGISTER } from '../../entities/readers.js';
import {
  alreadyOpenRefusal,
  type FrameworkTerms,
  openFrameworkRefusals,
  procurementUsedRefusal,
} from '../../rules/applications/open-framework.js';
import { addWindows, type WindowTimes } from '../../steps/applications/add-windows.js';
import { tellFramework } from '../../steps/applications/tell-framework.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface OpenFramework extends FrameworkTerms {
  readonly council: string;
  readonly vehicle: AppliedFor;
  /** When applications are evaluated; more may be added later. */
  readonly windows: readonly WindowTimes[];
  readonly idempotencyKey: string;
}

/**
 * Opens an open framework or a DPS to applications, with its lots, standard terms, due-diligence list, quality
 * questions and windows. A council has one of each; from now on its members come by an application.
 *
 * Refuses what `openFrameworkRefusals`, `alreadyOpenRefusal`, `procurementUsedRefusal` and `windowRefusals` do.
 * [PROV-19, PROV-26, PROV-29, PROV-30]
 */
export async function openFramework(
  work: Work,
  { idempotencyKey, ...input }: OpenFramework,
): Promise<Outcome<Framework>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'openFramework', key: idempotencyKey, input },
      () => open(t, input),
      (id) => t.em.findOneOrFail(Framework, { id }),
    ),
  );
}

async function open(t: Transaction, { windows, ...input }: Omit<OpenFramework, 'idempotencyKey'>): Promise<Framework> {
  const { council, vehicle, title, procurementReference, termsVersion, lots, dueDiligence, questions, passMark } =
    input;
  await lockNamed(t, `open-framework/${council}`);
  const openedAt = await t.now();
  const held = await t.em.find(Framework, { council });
  const isUsed = held.some(
    (each) => each.procurementReference !== null && each.procurementReference === procurementReference,
  );
  unlessRefused(
    openFrameworkRefusals(input),
    alreadyOpenRefusal(held.some((each) => each.vehicle === vehicle)),
    procurementUsedRefusal(isUsed),
  );
  const framework = t.em.create(Framework, {
    council,
    vehicle,
    title: title.trim(),
    procurementReference,
    termsVersion: termsVersion.trim(),
    lots: lots.map(({ code, name }) => ({ code, name, removedOn: null })),
    dueDiligence: dueDiligence.map(({ code, text }) => ({ code, text })),
    questions: questions.map(({ code, text, weight, maximum }) => ({ code, text, weight, maximum })),
    passMark,
    openedAt,
  });
  t.em.persist(framework);
  await addWindows(t, framework, windows);
  await tellFramework(t, framework, 'OPENED');
  return framework;
}

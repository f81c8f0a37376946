import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, RefusedError } from '../../../../kernel/values/refusal.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { EvaluationWindow, OpenFramework } from '../../entities/applications/open-framework.js';

/**
 * The open framework, locked until the transaction ends. Whatever changes it, its windows or an application for it
 * takes this lock first, and a provider's after it: of two acts on one framework, one sees what the other did. Refuses
 * `NOT_FOUND`.
 */
export async function lockedFramework(t: Transaction, id: string): Promise<OpenFramework> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const framework = isId(id) ? await t.em.findOne(OpenFramework, { id }, { lockMode }) : null;
  if (!framework) throw new RefusedError([notFound('framework', 'input.frameworkId')]);
  return framework;
}

/** An application as it is under the lock of its framework, with the windows of it. */
export async function lockedApplication(
  t: Transaction,
  { id, frameworkId }: Pick<MembershipApplication, 'id' | 'frameworkId'>,
): Promise<{
  readonly framework: OpenFramework;
  readonly windows: readonly EvaluationWindow[];
  readonly application: MembershipApplication;
}> {
  const framework = await lockedFramework(t, frameworkId);
  const windows = await t.em.find(EvaluationWindow, { frameworkId });
  return { framework, windows, application: await t.em.findOneOrFail(MembershipApplication, { id }) };
}

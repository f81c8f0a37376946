import { LockMode } from '@mikro-orm/core';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Stage } from '../../entities/stages/stage.js';
import { callOffsOfPackages } from '../../reads/call-offs/of-package.js';
import { NO_SUCH_CALL_OFF } from '../../rules/call-offs/call-off.js';

/** A call-off held by this transaction alone, with the stage that it is in and the policy under which it runs. */
export interface HeldCallOff {
  readonly callOff: CallOff;
  /** Null until one has opened. */
  readonly stage: Stage | null;
  readonly policy: Policy;
}

/** Locks a call-off against every other change of it; refuses `NOT_FOUND` if this council has none of that id. */
export async function holdCallOff(t: Transaction, id: string): Promise<HeldCallOff> {
  const callOff = isId(id) ? await t.em.findOne(CallOff, id, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  unlessRefused(callOff ? null : NO_SUCH_CALL_OFF);
  return withStage(t, callOff!);
}

/** The live call-off of a package, sought alone or with others, held; null if it has none. */
export async function holdCallOffOfPackage(t: Transaction, packageId: string): Promise<HeldCallOff | null> {
  const [live] = await callOffsOfPackages(t.em, [packageId], { onlyLive: true });
  return live ? holdCallOff(t, live.id) : null;
}

async function withStage(t: Transaction, callOff: CallOff): Promise<HeldCallOff> {
  // Read after the lock: a stage changes only under it.
  const stage = callOff.stageId ? await t.em.findOneOrFail(Stage, callOff.stageId) : null;
  const { policy } = await policyInForce(t.em, callOff.council, { version: callOff.policyVersion });
  return { callOff, stage, policy };
}

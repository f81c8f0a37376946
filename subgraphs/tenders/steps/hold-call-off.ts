import { LockMode } from '@mikro-orm/core';
import { policyInForce } from '../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../kernel/database/work.js';
import { isId } from '../../../kernel/values/ids.js';
import { type Refusal, unlessRefused } from '../../../kernel/values/refusal.js';
import type { Policy } from '../../../schema/policy.js';
import { CallOff } from '../entities/call-offs/call-off.js';
import { Stage } from '../entities/stages/stage.js';

/** A call-off held by this transaction alone, with the stage that it is in and the policy it is run under. */
export interface HeldCallOff {
  readonly callOff: CallOff;
  /** Null while none was opened. */
  readonly stage: Stage | null;
  readonly policy: Policy;
}

const NOT_FOUND: Refusal = {
  rule: 'IDG-05',
  code: 'NOT_FOUND',
  message: 'There is no such call-off here; give the id of one of your own.',
  field: 'input.callOffId',
};

/** Locks a call-off against every other change of it; refuses `NOT_FOUND` where this council has none of that id. */
export async function holdCallOff(t: Transaction, id: string): Promise<HeldCallOff> {
  const callOff = isId(id) ? await t.em.findOne(CallOff, id, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  unlessRefused(callOff ? null : NOT_FOUND);
  return withStage(t, callOff!);
}

/** The live call-off of a package, held; null when it has none. */
export async function holdCallOffOfPackage(t: Transaction, packageId: string): Promise<HeldCallOff | null> {
  const callOff = await t.em.findOne(CallOff, { packageId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return callOff && withStage(t, callOff);
}

async function withStage(t: Transaction, callOff: CallOff): Promise<HeldCallOff> {
  // Read after the lock: a stage changes only under it.
  const stage = callOff.stageId ? await t.em.findOneOrFail(Stage, callOff.stageId) : null;
  const { policy } = await policyInForce(t.em, callOff.council, { version: callOff.policyVersion });
  return { callOff, stage, policy };
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { isInAHome } from './home-need.js';
import type { ServiceType } from './request-type.js';

/** How LAS hands something to the brokerage team. */
export type LasChannel = 'CASE_NOTIFICATION' | 'WORK_TRAY';

/** What each kind of request begins with. (ASM-36; 001 Sus(b), Red(b), Tmp(b), Arr(c), Inc(c), Res(c), Rsp(c)) */
const CHANNEL_OF = {
  ARRANGE: 'WORK_TRAY',
  INCREASE: 'WORK_TRAY',
  RESIDENTIAL: 'WORK_TRAY',
  RESPITE: 'WORK_TRAY',
  SUSPENSION: 'CASE_NOTIFICATION',
  REDUCTION: 'CASE_NOTIFICATION',
  TEMPORARY_INCREASE: 'CASE_NOTIFICATION',
} as const satisfies Record<string, LasChannel>;
export type LasTrigger = keyof typeof CHANNEL_OF;

/** What a request for this service begins with in LAS. [ASM-36] */
export function triggerOf(serviceType: ServiceType): LasTrigger {
  if (!isInAHome(serviceType)) return 'ARRANGE';
  return serviceType === 'RESPITE' ? 'RESPITE' : 'RESIDENTIAL';
}

/** Refuses a request that came another way than its kind begins with. [ASM-36] */
export function lasTriggerRefusal(trigger: LasTrigger, channel: LasChannel): Refusal | undefined {
  if (CHANNEL_OF[trigger] === channel) return undefined;
  return refuse(
    'ASM-36',
    'ANOTHER_LAS_CHANNEL',
    `${trigger} begins with ${CHANNEL_OF[trigger] === 'WORK_TRAY' ? 'an arrival in the work tray' : 'a case notification'}.`,
    'input.channel',
  );
}

/** What an arrival from LAS means for the copy the hub holds. */
export type LasArrival = 'NEW' | 'NEWER' | 'REPEATED' | 'OUTDATED';

/**
 * What to make of an arrival with this source version, given the version held under the same LAS id (null for none).
 * Only NEW and NEWER change anything: exports come twice and out of order, and LAS remains the master. [ASM-36]
 */
export function lasArrival(sourceVersion: number, heldVersion: number | null): LasArrival {
  if (heldVersion === null) return 'NEW';
  if (sourceVersion === heldVersion) return 'REPEATED';
  return sourceVersion > heldVersion ? 'NEWER' : 'OUTDATED';
}

import type { NeedProfile } from '../../../../schema/events/cases.js';

/** Whether a need follows a stay in hospital and is assessed at home: it then has its own route and clock. [ROUT-14] */
export function isDischargeToAssess({ urgency, careType }: Pick<NeedProfile, 'urgency' | 'careType'>): boolean {
  return urgency === 'D2A' || careType === 'D2A';
}

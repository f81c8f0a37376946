import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** For whom a package is placed. [IDG-12; 002 ¶4.5.1-4.5.3] */
export const COMMISSIONING_BODIES = ['COUNCIL', 'NHS'] as const;
export type CommissioningBody = (typeof COMMISSIONING_BODIES)[number];

/** Refuses a package that names nobody it is placed for, or one body twice. [IDG-12] */
export function commissionerRefusal(bodies: readonly CommissioningBody[]): Refusal | undefined {
  if (bodies.length > 0 && new Set(bodies).size === bodies.length) return undefined;
  return refuse(
    'IDG-12',
    'COMMISSIONER_NOT_CLEAR',
    `Name the bodies that the package is placed for, each once: ${COMMISSIONING_BODIES.join(', ')}.`,
    'input.commissioners',
  );
}

/** Whether council and NHS fund it together: it follows from the bodies and is not stated beside them. [IDG-12] */
export function isJointlyFunded(bodies: readonly CommissioningBody[]): boolean {
  return bodies.includes('COUNCIL') && bodies.includes('NHS');
}

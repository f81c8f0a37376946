import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { FUNDINGS, type Funding, SERVICE_TYPES, type ServiceType } from '../../../../schema/events/cases.js';

export { FUNDINGS, type Funding, SERVICE_TYPES, type ServiceType };

/** What is arranged elsewhere and never becomes a call-off. [ASM-01; 001 §1] */
export const EXCLUDED_REQUEST_TYPES = [
  'ASSISTIVE_TECHNOLOGY',
  'TELECARE',
  'MINOR_WORKS',
  'LOW_LEVEL_ADAPTATION',
  'OT_EQUIPMENT',
  'MAJOR_ADAPTATION',
] as const;
export type ExcludedRequestType = (typeof EXCLUDED_REQUEST_TYPES)[number];
/** What each means, as clients read it. (ASM-01) */
export const EXCLUDED_TYPE_MEANINGS: Readonly<Record<ExcludedRequestType, string>> = {
  ASSISTIVE_TECHNOLOGY: 'Devices that help at home: arranged elsewhere.',
  TELECARE: 'Alarms and sensors that somebody watches over: arranged elsewhere.',
  MINOR_WORKS: 'Small works in the home: arranged elsewhere.',
  LOW_LEVEL_ADAPTATION: 'Small adaptations of the home, such as rails: arranged elsewhere.',
  OT_EQUIPMENT: "An occupational therapist's equipment: arranged elsewhere.",
  MAJOR_ADAPTATION: 'Large adaptations of the home, such as a level-access shower: arranged elsewhere.',
};

/** Whether the brokerage team sources it. [ASM-02; 001 §2-4] */
export function isServiceType(type: ServiceType | ExcludedRequestType): type is ServiceType {
  return (SERVICE_TYPES as readonly string[]).includes(type);
}

/** Refuses a request for what this procedure does not arrange; it may be kept as an external referral. [ASM-01] */
export function requestTypeRefusal(type: ServiceType | ExcludedRequestType): Refusal | undefined {
  if (isServiceType(type)) return undefined;
  return refuse(
    'ASM-01',
    'REQUEST_TYPE_OUT_OF_SCOPE',
    'Equipment, adaptations and assistive technology are arranged elsewhere; record an external referral instead.',
    'input.serviceType',
  );
}

/**
 * Whether the person may only be signposted: whoever pays for the care without the council gets a record of the
 * advice, and neither call-off nor placement. [ASM-19]
 */
export function isSignpostOnly(funding: Funding): boolean {
  return funding !== 'COUNCIL_ARRANGED';
}

/** Refuses to source or place what the council would not be liable to pay. [ASM-19] */
export function fundingRefusal(funding: Funding): Refusal | undefined {
  if (!isSignpostOnly(funding)) return undefined;
  return refuse(
    'ASM-19',
    'NOT_COUNCIL_ARRANGED',
    'Only care that the council arranges is sourced here; for a direct payment or own funds, record a signpost.',
    'input.funding',
  );
}

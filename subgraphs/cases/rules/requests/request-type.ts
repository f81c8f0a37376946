import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** What the brokerage team sources. [ASM-02; 001 §2-4] */
export const SERVICE_TYPES = ['DOMICILIARY', 'RESIDENTIAL', 'NURSING', 'RESPITE'] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

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

/** How the service is paid for. [ASM-19; 002 §3.1] */
export const FUNDINGS = ['COUNCIL_ARRANGED', 'DIRECT_PAYMENT', 'SELF_FUNDED'] as const;
export type Funding = (typeof FUNDINGS)[number];

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

import type { Role, Scope } from './caller.js';

/** What all of a council's people and a provider's systems read; the roles say which rows and which fields of them. */
const COUNCIL_READS = ['requests:read', 'offers:read', 'placements:read', 'register:read'] as const;
const CARE_READS = ['visits:read', 'alerts:read'] as const;
/** Alerts, no replies and the calls that they are about, with whose they are; nothing of a case but its reference. */
const DESK = ['register:read', ...CARE_READS, 'alerts:write'] as const;
const PROVIDER_READS = ['requests:read', 'placements:read', 'register:read', ...CARE_READS] as const;
const PROVIDER_WRITES = ['bids:write', 'placements:write', 'capacity:write', 'visits:write', 'alerts:write'] as const;

/** What each role's credential may do, least first (IDG-27): a grant may be given fewer scopes, never more. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  broker: [...COUNCIL_READS, ...CARE_READS, 'figures:read', 'sourcing:write', 'requests:write', 'figures:write'],
  practitioner: [...COUNCIL_READS, ...CARE_READS, 'requests:write', 'alerts:write'],
  'discharge-team': [...COUNCIL_READS, 'requests:write'],
  commissioner: [...COUNCIL_READS, ...CARE_READS, 'figures:read', 'platform:read', 'requests:write'],
  'contract-officer': [
    ...COUNCIL_READS,
    ...CARE_READS,
    'figures:read',
    'platform:read',
    'register:write',
    'figures:write',
  ],
  'case-system': [...COUNCIL_READS, ...CARE_READS, 'figures:read', 'requests:write', 'placements:write'],
  duty: DESK,
  'contact-desk': DESK,
  'emergency-duty': DESK,
  'provider-user': ['offers:read', ...PROVIDER_READS, 'figures:read', ...PROVIDER_WRITES, 'figures:write'],
  rostering: ['offers:read', ...PROVIDER_READS, ...PROVIDER_WRITES],
  'call-monitoring': [...PROVIDER_READS, 'visits:write', 'alerts:write'],
  operator: ['platform:read', 'register:read', 'platform:write', 'register:write'],
  hub: [],
};

import type { Role, Scope } from '../../../../kernel/identity/caller.js';

/** What each role's credential may do, least first (IDG-27): a grant may be given fewer scopes, never more. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  broker: ['requests:read', 'sourcing:write', 'offers:read', 'requests:write', 'figures:read', 'figures:write'],
  practitioner: ['requests:read', 'requests:write'],
  'discharge-team': ['requests:read', 'requests:write'],
  commissioner: ['requests:read', 'figures:read'],
  'contract-officer': ['register:write', 'figures:read', 'figures:write'],
  'case-system': ['requests:write', 'requests:read', 'placements:read', 'placements:write', 'figures:read'],
  'provider-user': [
    'offers:read',
    'bids:write',
    'placements:read',
    'placements:write',
    'capacity:write',
    'visits:write',
    'figures:read',
    'figures:write',
    'alerts:write',
  ],
  rostering: [
    'offers:read',
    'bids:write',
    'placements:read',
    'placements:write',
    'capacity:write',
    'visits:write',
    'alerts:write',
  ],
  'call-monitoring': ['visits:write', 'alerts:write'],
  operator: ['platform:write', 'register:write'],
  hub: [],
};

import type pg from 'pg';
import { ROLES, type Role, type Scope } from '../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../kernel/identity/scopes-of-role.js';

/** All that a credential could be given up to 0.2.0, when reads needed no scope. */
const FULL_BEFORE_READS: Readonly<Partial<Record<Role, readonly Scope[]>>> = {
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
};

/**
 * Gives every grant that was a full one when reads needed no scope the reads of its role, so that nobody loses what
 * they had; one that was given less stays as it is. It is done once: from then on some grant reads the register, which
 * every role may. [IDG-27]
 */
export async function widenFullGrants(database: pg.Pool | pg.Client): Promise<void> {
  const full = ROLES.flatMap((role) => {
    const before = FULL_BEFORE_READS[role];
    return before ? [{ role, before, now: SCOPES_OF_ROLE[role] }] : [];
  });
  await database.query(
    `update platform.access_grant as granted set scopes = of_role.now
     from jsonb_to_recordset($1::jsonb) as of_role(role text, before text[], now text[])
     where granted.role = of_role.role and granted.scopes @> of_role.before
       and not exists (select 1 from platform.access_grant where 'register:read' = any(scopes))`,
    [JSON.stringify(full)],
  );
}

import {
  COUNCIL_ROLES,
  PROVIDER_ROLES,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from '../../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../../kernel/identity/scopes-of-role.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** What a named user or machine may do, in which councils, and for how long. */
export interface Access {
  readonly subject: string;
  readonly role: Role;
  /** Provider id for provider roles, council key for council roles, `hub` for operators. */
  readonly organisation: string;
  readonly councils: readonly string[];
  readonly scopes: readonly Scope[];
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/** The same as somebody asks for it: words that may be none, and what is left out. */
export interface AskedAccess {
  readonly subject: string;
  readonly role: string;
  readonly organisation: string;
  /** Unless given: a council's people act in their council, and everybody else in none. */
  readonly councils?: readonly string[] | null;
  /** Unless given: all that the role may hold. */
  readonly scopes?: readonly string[] | null;
  /** Unless given: now. */
  readonly validFrom?: Date | null;
  /** Unless given: until it is revoked. */
  readonly validUntil?: Date | null;
}

/** Roles that can be granted: all but the hub's own, which is for its services. */
export const GRANTED_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'hub');

/** What an operator is of. */
export const OPERATORS = 'hub';

/** The same access, with what is left out filled in. */
export function accessOf(asked: AskedAccess, now: Date): Access {
  const role = asked.role as Role;
  const ofCouncil = COUNCIL_ROLES.includes(role) ? [asked.organisation] : [];
  return {
    subject: asked.subject,
    role,
    organisation: asked.organisation,
    councils: [...new Set(asked.councils ?? ofCouncil)].sort(),
    scopes: [...new Set((asked.scopes as readonly Scope[] | null | undefined) ?? SCOPES_OF_ROLE[role] ?? [])],
    validFrom: asked.validFrom ?? now,
    validUntil: asked.validUntil ?? null,
  };
}

/** What the rules must know beside what is asked for. */
export interface AccessFacts {
  readonly now: Date;
  /** Those of the councils named, as `councils` or as the organisation, that there are. */
  readonly councils: ReadonlySet<string>;
  /** Whether the organisation named is a provider on the register. */
  readonly isProvider: boolean;
}

/**
 * Refuses access that a role cannot have:
 * - a role that there is not, and the hub's own;
 * - a council's role for another organisation than a council, or in any council but that one;
 * - a provider's role for no provider on the register, or in no council;
 * - an operator of anything but the hub;
 * - a council that there is not, a scope that the role cannot hold, and no scope at all;
 * - access from an instant already past, or until one that is not after its beginning.
 *
 * [IDG-06, IDG-26, IDG-27]
 */
export function accessRefusals(asked: AskedAccess, facts: AccessFacts): readonly Refusal[] {
  return [...roleRefusals(asked, facts), ...scopeRefusals(asked), ...termRefusals(asked, facts)];
}

/**
 * Refuses a subject that no token could carry, and one's own: another operator changes it, so that nobody is locked out
 * by mistake. [IDG-06]
 */
export function subjectRefusals(subject: string, by: string): readonly Refusal[] {
  if (!/^[!-~]{3,200}$/.test(subject)) {
    const takes = 'A subject is what its tokens say: 3 to 200 letters, digits and marks, without spaces.';
    return [refuse('IDG-06', 'SUBJECT_INVALID', takes, 'input.subject')];
  }
  if (subject !== by) return [];
  return [refuse('IDG-06', 'OWN_ACCESS', 'Your own access is for another operator to change.', 'input.subject')];
}

function roleRefusals(asked: AskedAccess, facts: AccessFacts): readonly Refusal[] {
  const role = asked.role as Role;
  if (!GRANTED_ROLES.includes(role)) {
    return [refuse('IDG-27', 'ROLE_UNKNOWN', `A role is one of ${GRANTED_ROLES.join(', ')}.`, 'input.role')];
  }
  const given = asked.councils ?? [];
  const refusals: Refusal[] = given.flatMap((council, nth) =>
    facts.councils.has(council)
      ? []
      : [refuse('IDG-26', 'COUNCIL_UNKNOWN', 'There is no council of this key.', `input.councils[${nth}]`)],
  );
  if (COUNCIL_ROLES.includes(role)) {
    if (!facts.councils.has(asked.organisation)) {
      const takes = 'A council’s role is of a council: name it by its key, such as bromley.';
      refusals.push(refuse('IDG-26', 'COUNCIL_UNKNOWN', takes, 'input.organisation'));
    }
    if (asked.councils && (given.length === 0 || given.some((each) => each !== asked.organisation))) {
      const takes = 'A council’s role acts in its own council only: leave the councils out.';
      refusals.push(refuse('IDG-26', 'ANOTHER_COUNCIL', takes, 'input.councils'));
    }
  }
  if (PROVIDER_ROLES.includes(role)) {
    if (!facts.isProvider) {
      const takes = 'A provider’s role is of a provider on the register: name it by its id.';
      refusals.push(refuse('IDG-27', 'PROVIDER_UNKNOWN', takes, 'input.organisation'));
    }
    if (given.length === 0) {
      const takes = 'A provider’s role acts in at least one council that the provider works for.';
      refusals.push(refuse('IDG-26', 'NO_COUNCIL', takes, 'input.councils'));
    }
  }
  if (role === 'operator' && asked.organisation !== OPERATORS) {
    const takes = `An operator is of the hub: the organisation is ${OPERATORS}.`;
    refusals.push(refuse('IDG-27', 'OPERATOR_ELSEWHERE', takes, 'input.organisation'));
  }
  return refusals;
}

function scopeRefusals({ role, scopes }: AskedAccess): readonly Refusal[] {
  const may = SCOPES_OF_ROLE[role as Role];
  if (!scopes || !may || !GRANTED_ROLES.includes(role as Role)) return [];
  const takes = `The role ${role} may hold ${may.join(', ')}.`;
  if (scopes.length === 0) return [refuse('IDG-27', 'NO_SCOPE', takes, 'input.scopes')];
  return scopes.flatMap((scope, nth) => {
    if (may.includes(scope as Scope)) return [];
    const code = SCOPES.includes(scope as Scope) ? 'SCOPE_BEYOND_ROLE' : 'SCOPE_UNKNOWN';
    return [refuse('IDG-27', code, takes, `input.scopes[${nth}]`)];
  });
}

function termRefusals({ validFrom, validUntil }: AskedAccess, { now }: AccessFacts): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (validFrom && validFrom < now) {
    refusals.push(refuse('IDG-06', 'ACCESS_BACKDATED', 'Access begins now, or later.', 'input.validFrom'));
  }
  const begins = validFrom && validFrom > now ? validFrom : now;
  if (validUntil && validUntil <= begins) {
    const takes = 'Access ends after it begins, and after now.';
    refusals.push(refuse('IDG-06', 'ACCESS_ENDS_FIRST', takes, 'input.validUntil'));
  }
  return refusals;
}

export const ACCESS_STATUSES = ['TO_COME', 'LIVE', 'OVER', 'REVOKED'] as const;
export type AccessStatus = (typeof ACCESS_STATUSES)[number];

/** Where access stands at an instant: its first counts, its last does not. [IDG-06] */
export function accessStatus(
  access: Pick<Access, 'validFrom' | 'validUntil'> & { readonly revokedAt: Date | null },
  at: Date,
): AccessStatus {
  if (access.revokedAt && access.revokedAt <= at) return 'REVOKED';
  if (access.validUntil && access.validUntil <= at) return 'OVER';
  return at < access.validFrom ? 'TO_COME' : 'LIVE';
}

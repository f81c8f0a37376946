/** Who is asking, as verified by the gateway and carried to each subgraph in a short-lived signed identity. */
export interface Caller {
  /** The person or machine credential, e.g. `user:broker-1` or `machine:rostering-oakwood`. Never a name. */
  readonly subject: string;
  readonly role: Role;
  /** Provider id for provider roles, council id for council roles, `hub` for services. */
  readonly organisation: string;
  /**
   * Councils this caller may act within: its own for council roles; every council with a live relationship for
   * provider roles (IDG-26).
   */
  readonly councils: readonly string[];
  /** What the credential may do, least first (IDG-27). */
  readonly scopes: readonly Scope[];
  /**
   * True when the gateway executes a feed once for everybody of one view class: no organisation is known, so only
   * what all of the class may see can be read. [live push]
   */
  readonly viewClass?: boolean;
}

export const ROLES = [
  'broker',
  'practitioner',
  'discharge-team',
  'commissioner',
  'contract-officer',
  'case-system',
  'duty',
  'contact-desk',
  'emergency-duty',
  'provider-user',
  'rostering',
  'call-monitoring',
  'operator',
  'hub',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * The desks that answer for a council by the hour: the duty care manager, the contact desk that follows office hours, and
 * the emergency duty team. [DEL-36, NTF-19 to NTF-21]
 */
export const COUNCIL_DESKS = ['duty', 'contact-desk', 'emergency-duty'] as const satisfies readonly Role[];
export type CouncilDesk = (typeof COUNCIL_DESKS)[number];

export const PROVIDER_ROLES: readonly Role[] = ['provider-user', 'rostering', 'call-monitoring'];
export const COUNCIL_ROLES: readonly Role[] = [
  'broker',
  'practitioner',
  'discharge-team',
  'commissioner',
  'contract-officer',
  'case-system',
  ...COUNCIL_DESKS,
];

export const SCOPES = [
  'offers:read',
  'bids:write',
  'placements:read',
  'placements:write',
  'capacity:write',
  'visits:read',
  'visits:write',
  'alerts:read',
  'alerts:write',
  'requests:read',
  'requests:write',
  'sourcing:write',
  'register:read',
  'register:write',
  'figures:read',
  'figures:write',
  'platform:read',
  'platform:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export function isProvider(caller: Caller): boolean {
  return PROVIDER_ROLES.includes(caller.role);
}

export function isCouncil(caller: Caller): boolean {
  return COUNCIL_ROLES.includes(caller.role);
}

/** The fault of asking for what one may not have: a GraphQL error with `extensions.code`, never a refusal. */
export class NotAuthorisedError extends Error {
  readonly extensions: { readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN'; readonly rule: string };
  constructor(rule: string, message: string, code: 'UNAUTHENTICATED' | 'FORBIDDEN' = 'FORBIDDEN') {
    super(message);
    this.extensions = { code, rule };
  }
}

/** Who may do an act: stated once, beside its command, and read by `authorise` and by `@Authorized`. [IDG-27] */
export interface Allowed {
  readonly scope: Scope;
  readonly roles: readonly Role[];
}

/**
 * First line of every command: the credential's scope and role must cover the act (IDG-27), in this council (IDG-26).
 *
 * @throws NotAuthorisedError naming the rule and, where the role is at fault, the roles that may
 */
export function authorise(caller: Caller, allowed: Allowed, within: Within = {}): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-27', 'A feed view cannot act.');
  if (caller.role === 'hub') return;
  if (!allowed.roles.includes(caller.role)) throw notForRole(allowed.roles, 'IDG-27');
  if (!caller.scopes.includes(allowed.scope)) throw lacksScope(allowed.scope);
  if (within.council !== undefined && !caller.councils.includes(within.council)) {
    throw new NotAuthorisedError('IDG-26', 'This belongs to another council.');
  }
  if (within.provider !== undefined && caller.organisation !== within.provider) {
    throw new NotAuthorisedError('IDG-27', 'One provider cannot act for another.');
  }
}

/** Whose the thing is that an act is about; left out where that is asked otherwise. */
interface Within {
  readonly council?: string;
  readonly provider?: string;
}

/** The fault of a credential that was given less than its role may have. @param what it was needed for */
export function lacksScope(scope: Scope, what?: string): NotAuthorisedError {
  return new NotAuthorisedError(
    'IDG-27',
    `This credential lacks the scope ${scope}${what === undefined ? '' : `, which ${what} needs`}.`,
  );
}

/** The fault of asking for what is for others; it says for whom. */
export function notForRole(roles: readonly Role[], rule = 'IDG-05'): NotAuthorisedError {
  const named = roles.filter((role) => role !== 'hub');
  const whose = named.length === 0 ? "the hub's own services" : `the roles ${named.join(', ')}`;
  return new NotAuthorisedError(rule, `This is for ${whose}; your credential has another role.`);
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Funding, SERVICE_TYPES, type Together } from '../../../../schema/events/cases.js';
import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import type { Policy, PolicyInForce, Route } from '../../../../schema/policy.js';
import type { RoutedCare } from './definition.js';
import { bundles, ROUTES, routeFor, sources } from './routes.js';

export interface RouteFacts {
  /** As the request says; what types promise does not survive the wire, so it may be anything. */
  readonly serviceType: string;
  readonly funding: Funding;
  readonly need: RoutedCare['need'];
  /** With whom it is sought; null, or left out, by itself (ROUT-37, ROUT-39). */
  readonly together?: Together | null;
  /** A broker's own choice instead of the policy's; kept with its reason. */
  readonly override?: { readonly route: Route; readonly reason: string };
}

export interface RouteDecision {
  readonly route: CallOffRoute;
  /** The policy the decision was taken under, and the call-off is run under. */
  readonly policyVersion: string;
  /** Why a broker chose another route; null if the policy chose. */
  readonly overrideReason: string | null;
}

/**
 * The one route for these facts, the same every time.
 *
 * Which care goes by which route, the definitions say (rules/routes/routes.ts). Refuses what the hub does not source
 * (ASM-01), what the council does not arrange (ASM-19), a request that does not say what its route needs (ROUT-14), an
 * override without a reason or of a route for other care, one that would bundle what is sought by itself or part what is sought
 * together (ROUT-37, ROUT-39), and a route that the council has not opened (ROUT-02). [ROUT-01, ROUT-02; AMB-45]
 */
export function chooseRoute(facts: RouteFacts, inForce: PolicyInForce): RouteDecision | { readonly refusal: Refusal } {
  const serviceType = SERVICE_TYPES.find((each) => each === facts.serviceType);
  if (!serviceType) {
    return { refusal: OUT_OF_SCOPE };
  }
  if (facts.funding !== 'COUNCIL_ARRANGED') {
    return { refusal: NOT_COUNCIL_ARRANGED };
  }
  if (facts.override && facts.override.reason.trim() === '') {
    return { refusal: OVERRIDE_REASON_MISSING };
  }
  const care = { serviceType, need: facts.need, together: facts.together ?? null };
  const { override } = facts;
  const chosen = override ? ROUTES.find(({ route }) => route === override.route) : routeFor(care, inForce.policy);
  const closed = chosen ? closedRouteRefusal(chosen.route, inForce.policy) : ROUTE_NOT_ENABLED;
  if (!chosen || closed) return { refusal: closed ?? ROUTE_NOT_ENABLED };
  if (!sources(chosen, care)) return { refusal: ROUTE_NOT_FOR_SERVICE };
  if (!bundles(chosen, care)) return { refusal: chosen.together ? NOT_TOGETHER : TOGETHER_NOT_ON_ROUTE };
  const refusal = chosen.requestRefusal?.(care);
  if (refusal) return { refusal };
  return { route: chosen.route, policyVersion: inForce.version, overrideReason: facts.override?.reason ?? null };
}

/** Refuses a route that the council has not opened, or has closed since a call-off was drafted. [ROUT-02] */
export function closedRouteRefusal(
  route: CallOffRoute,
  { route: { enabled } }: Pick<Policy, 'route'>,
): Refusal | undefined {
  return enabled.includes(route) ? undefined : ROUTE_NOT_ENABLED;
}

const OUT_OF_SCOPE = refuse(
  'ASM-01',
  'REQUEST_TYPE_OUT_OF_SCOPE',
  'Only care is sourced here; record this as an external referral.',
);
const NOT_COUNCIL_ARRANGED = refuse(
  'ASM-19',
  'NOT_COUNCIL_ARRANGED',
  'The hub sources only care that the council arranges; anybody else is signposted.',
);
const OVERRIDE_REASON_MISSING = refuse(
  'ROUT-02',
  'OVERRIDE_REASON_MISSING',
  'Give the reason for taking a route that the policy does not choose.',
);
const ROUTE_NOT_ENABLED = refuse(
  'ROUT-02',
  'ROUTE_NOT_ENABLED',
  'This council has not opened the route that this request would take.',
);
const ROUTE_NOT_FOR_SERVICE = refuse(
  'ROUT-02',
  'ROUTE_NOT_FOR_SERVICE',
  'The route that was chosen sources other care than this.',
);
const NOT_TOGETHER = refuse(
  'ROUT-37',
  'NOT_TOGETHER',
  'That route seeks several packages at once: the request says of which scheme or small group it is one.',
);
const TOGETHER_NOT_ON_ROUTE = refuse(
  'ROUT-39',
  'TOGETHER_NOT_ON_ROUTE',
  'That route seeks one package by itself, and this one is sought together with others.',
);

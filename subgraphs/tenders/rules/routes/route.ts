import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Funding, type NeedProfile, SERVICE_TYPES, type ServiceType } from '../../../../schema/events/cases.js';
import type { PolicyInForce, Route } from '../../../../schema/policy.js';

export const CALL_OFF_ROUTES = ['PATCH', 'FRAMEWORK', 'D2A_PATCH'] as const satisfies readonly Route[];
/** The routes of ROUT-01 that this hub can run today; each council opens some of them. */
export type CallOffRoute = (typeof CALL_OFF_ROUTES)[number];

export interface RouteFacts {
  /** As the request says; what types promise does not survive the wire, so it may be anything. */
  readonly serviceType: string;
  readonly funding: Funding;
  readonly need: Pick<NeedProfile, 'urgency' | 'careType' | 'discharge'>;
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
 * Discharge to assess goes by D2A_PATCH (ROUT-14), other care at home by PATCH (ROUT-03). Refuses what the hub does
 * not source (ASM-01), what the council does not arrange (ASM-19), a discharge without its times (ROUT-14), an
 * override without a reason, and a route that the council has not opened (ROUT-02). [ROUT-01, ROUT-02; AMB-45]
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
  const wanted = facts.override?.route ?? routeByPolicy(serviceType, facts.need);
  const route = CALL_OFF_ROUTES.find((each) => each === wanted && inForce.policy.route.enabled.includes(each));
  if (!route) {
    return { refusal: ROUTE_NOT_ENABLED };
  }
  if (route === 'D2A_PATCH' && !facts.need.discharge) {
    return { refusal: DISCHARGE_MISSING };
  }
  return { route, policyVersion: inForce.version, overrideReason: facts.override?.reason ?? null };
}

/**
 * The route that these facts lead to, whether the council has opened it or not: care at home goes by its urgency, a place
 * in a care home and respite by their own matching. [ROUT-02]
 */
export function routeByPolicy(serviceType: ServiceType, need: RouteFacts['need']): Route {
  if (serviceType === 'RESPITE') return 'RESPITE_MATCH';
  if (serviceType !== 'DOMICILIARY') return 'RESIDENTIAL_MATCH';
  return isDischargeToAssess(need) ? 'D2A_PATCH' : 'PATCH';
}

/** Whether a need follows a stay in hospital and is assessed at home: it then has its own route and clock. [ROUT-14] */
export function isDischargeToAssess({ urgency, careType }: Pick<NeedProfile, 'urgency' | 'careType'>): boolean {
  return urgency === 'D2A' || careType === 'D2A';
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
const DISCHARGE_MISSING = refuse(
  'ROUT-14',
  'DISCHARGE_MISSING',
  'A discharge to assess states calls per day, length of call and the expected discharge date and time.',
);

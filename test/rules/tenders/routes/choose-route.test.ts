import fc from 'fast-check';
import { URGENCIES } from '../../../../schema/events/cases.js';
import { CALL_OFF_ROUTES } from '../../../../schema/events/tenders.js';
import { ROUTES, type Route } from '../../../../schema/policy.js';
import {
  chooseRoute,
  closedRouteRefusal,
  type RouteFacts,
} from '../../../../subgraphs/tenders/rules/routes/choose-route.js';
import { aDischarge, aNeed, policyWith } from '../fixtures.js';

const inForce = { council: 'bromley', version: 'bromley/3', policy: policyWith('route', {}) };
const enabling = (...enabled: Route[]) => ({ ...inForce, policy: policyWith('route', { enabled }) });

function request(change: Partial<RouteFacts> = {}): RouteFacts {
  return { serviceType: 'DOMICILIARY', funding: 'COUNCIL_ARRANGED', need: aNeed(), ...change };
}

describe('route', () => {
  it.each([
    ['ROUT-03: care at home goes to the patch', aNeed(), 'PATCH'],
    ['ROUT-03: an emergency at home does too', aNeed({ urgency: 'EMERGENCY' }), 'PATCH'],
    ['ROUT-14: discharge to assess goes to the patch on its own clock', aDischarge(), 'D2A_PATCH'],
    ['ROUT-14: so does care priced as discharge to assess', aDischarge({ urgency: 'STANDARD' }), 'D2A_PATCH'],
  ] as const)('%s', (_, need, route) => {
    expect(chooseRoute(request({ need }), inForce)).toEqual({
      route,
      policyVersion: 'bromley/3',
      overrideReason: null,
    });
  });

  it.each([
    'ASSISTIVE_TECHNOLOGY',
    'TELECARE',
    'MINOR_WORKS',
    'LOW_LEVEL_ADAPTATION',
    'OT_EQUIPMENT',
    'MAJOR_ADAPTATION',
    'ANYTHING_ELSE',
  ])('ASM-01: %s is no call-off', (serviceType) => {
    expect(chooseRoute(request({ serviceType }), inForce)).toMatchObject({
      refusal: { rule: 'ASM-01', code: 'REQUEST_TYPE_OUT_OF_SCOPE' },
    });
  });

  it.each(['DIRECT_PAYMENT', 'SELF_FUNDED'] as const)('ASM-19: %s is signposted, not sourced', (funding) => {
    expect(chooseRoute(request({ funding }), inForce)).toMatchObject({
      refusal: { rule: 'ASM-19', code: 'NOT_COUNCIL_ARRANGED' },
    });
  });

  it.each([
    ['the council has not opened the patch', request(), enabling('D2A_PATCH', 'FRAMEWORK')],
    ['the council has not opened discharge to assess', request({ need: aDischarge() }), enabling('PATCH')],
    ['care homes are matched', request({ serviceType: 'NURSING' }), inForce],
    ['respite is matched', request({ serviceType: 'RESPITE' }), inForce],
    [
      'a broker chooses a route not opened',
      request({ override: { route: 'FRAMEWORK', reason: 'No patch provider serves the street.' } }),
      enabling('PATCH'),
    ],
    [
      'the hub does not run the route, though the council has opened it',
      request({ override: { route: 'CHANGE_OF_PROVIDER', reason: 'It went wrong.' } }),
      enabling('PATCH', 'CHANGE_OF_PROVIDER'),
    ],
  ] as const)('ROUT-02: refused where %s', (_, facts, policyInForce) => {
    expect(chooseRoute(facts, policyInForce)).toMatchObject({
      refusal: { rule: 'ROUT-02', code: 'ROUTE_NOT_ENABLED' },
    });
  });

  it('ROUT-02: a broker may choose another open route, and the reason is kept', () => {
    const override = { route: 'FRAMEWORK', reason: 'No patch provider serves the street.' } as const;
    expect(chooseRoute(request({ override }), inForce)).toEqual({
      route: 'FRAMEWORK',
      policyVersion: 'bromley/3',
      overrideReason: 'No patch provider serves the street.',
    });
  });

  it('ROUT-02: nor for care that the route does not source', () => {
    const override = { route: 'FRAMEWORK', reason: 'They have a home too.' } as const;
    expect(chooseRoute(request({ serviceType: 'RESIDENTIAL', override }), inForce)).toMatchObject({
      refusal: { rule: 'ROUT-02', code: 'ROUTE_NOT_FOR_SERVICE' },
    });
  });

  it('ROUT-02: without a reason a broker may not', () => {
    expect(chooseRoute(request({ override: { route: 'FRAMEWORK', reason: '  ' } }), inForce)).toMatchObject({
      refusal: { rule: 'ROUT-02', code: 'OVERRIDE_REASON_MISSING' },
    });
  });

  it('ROUT-14: a discharge is not referred before its calls and time are stated', () => {
    expect(chooseRoute(request({ need: aDischarge({ discharge: null }) }), inForce)).toMatchObject({
      refusal: { rule: 'ROUT-14', code: 'DISCHARGE_MISSING' },
    });
  });

  describe('of what is sought with others', () => {
    const scheme = { kind: 'SCHEME', schemeId: 's' } as const;
    const pair = { kind: 'GROUP', reference: 'G-1', people: 2 } as const;
    const everything = enabling(...CALL_OFF_ROUTES);
    const routeOf = (facts: Partial<RouteFacts>, opened = everything) => {
      const decision = chooseRoute(request({ serviceType: 'SUPPORTED_LIVING', ...facts }), opened);
      return 'refusal' in decision ? `${decision.refusal.rule} ${decision.refusal.code}` : decision.route;
    };

    it('ROUT-02, ROUT-37, ROUT-39: a scheme and a group each go by the route that seeks them together, whatever else is open', () => {
      expect(routeOf({ together: scheme })).toBe('DPS_SCHEME');
      expect(routeOf({ together: pair })).toBe('DPS_SMALL_GROUP');
      expect(routeOf({ together: pair, serviceType: 'DOMICILIARY' })).toBe('DPS_SMALL_GROUP');
      expect(routeOf({ together: null })).toBe('MICRO_PROCUREMENT');
      expect(routeOf({}, enabling('DPS_SCHEME', 'DPS_SMALL_GROUP', 'DPS_INDIVIDUAL'))).toBe('DPS_INDIVIDUAL');
    });

    it('ROUT-39: where that is not open, it is sought by no other route, and by no override', () => {
      const alone = CALL_OFF_ROUTES.filter((route) => route !== 'DPS_SCHEME' && route !== 'DPS_SMALL_GROUP');
      for (const together of [scheme, pair]) {
        expect(routeOf({ together }, enabling(...alone))).toBe('ROUT-02 ROUTE_NOT_ENABLED');
        const override = { route: 'DPS_INDIVIDUAL', reason: 'Only one is left.' } as const;
        expect(routeOf({ together, override })).toBe('ROUT-39 TOGETHER_NOT_ON_ROUTE');
      }
    });

    it('ROUT-37: what is sought by itself, or with others of another kind, is bundled by no override', () => {
      const override = { route: 'DPS_SMALL_GROUP', reason: 'They know each other.' } as const;
      expect(routeOf({ override })).toBe('ROUT-37 NOT_TOGETHER');
      expect(routeOf({ override, together: scheme })).toBe('ROUT-37 NOT_TOGETHER');
    });
  });

  it('ROUT-01, ROUT-02, AMB-45: every answer is one open route of the hub or one refusal, and the same each time', () => {
    const facts = fc.record({
      serviceType: fc.constantFrom('DOMICILIARY', 'RESIDENTIAL', 'RESPITE', 'TELECARE'),
      funding: fc.constantFrom('COUNCIL_ARRANGED' as const, 'SELF_FUNDED' as const),
      need: fc.constantFrom(...URGENCIES).map((urgency) => (urgency === 'D2A' ? aDischarge() : aNeed({ urgency }))),
    });
    fc.assert(
      fc.property(facts, fc.subarray([...ROUTES]), (each, enabled) => {
        const answer = chooseRoute(each, enabling(...enabled));
        expect(chooseRoute(each, enabling(...enabled))).toEqual(answer);
        if ('refusal' in answer) return;
        expect(enabled).toContain(answer.route);
        expect(CALL_OFF_ROUTES).toContain(answer.route);
      }),
    );
  });
});

it('ROUT-02: a route is closed to what was drafted for it as soon as its council has closed it', () => {
  expect(closedRouteRefusal('SPECIALIST_FRAMEWORK', enabling('SPECIALIST_FRAMEWORK').policy)).toBeUndefined();
  expect(closedRouteRefusal('SPECIALIST_FRAMEWORK', enabling('PATCH').policy)).toMatchObject({
    code: 'ROUTE_NOT_ENABLED',
  });
});

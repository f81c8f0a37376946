import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { routeOverrideRefusals } from '../../../../subgraphs/cases/rules/requests/route-override.js';

const codes = (reason: string, route: 'FRAMEWORK' | 'C2P_DOMICILIARY' = 'FRAMEWORK') =>
  routeOverrideRefusals({ route, reason }, DEFAULT_POLICY).map(({ code, field }) => `${code} ${field}`);

describe("a broker's own choice of the route", () => {
  it('ROUT-02: is none, or one that the council has opened with its reason', () => {
    expect(routeOverrideRefusals(null, DEFAULT_POLICY)).toEqual([]);
    expect(codes('The patch is full.')).toEqual([]);
    expect(codes('x'.repeat(500))).toEqual([]);
  });

  it.each(['', '  ', 'x'.repeat(501)])('ROUT-02: needs a reason of 1 to 500 characters', (reason) => {
    expect(codes(reason)).toEqual(['OVERRIDE_REASON_MISSING input.routeReason']);
  });

  it('ROUT-02: of a route that the council has not opened is refused, and says which it has', () => {
    const [refusal] = routeOverrideRefusals({ route: 'C2P_DOMICILIARY', reason: 'Nearer.' }, DEFAULT_POLICY);
    expect(refusal).toMatchObject({ rule: 'ROUT-02', code: 'ROUTE_NOT_ENABLED', field: 'input.route' });
    expect(refusal!.message).toContain('PATCH, FRAMEWORK, D2A_PATCH');
  });
});

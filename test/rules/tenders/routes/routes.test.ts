import { SERVICE_TYPES, URGENCIES } from '../../../../schema/events/cases.js';
import { STAGES } from '../../../../schema/events/tenders.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { AWARD_REFUSAL_REASONS } from '../../../../subgraphs/tenders/rules/invitations/decline.js';
import { CALL_OFF_ROUTES } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { definitionOf, ROUTES, routeFor, stageOf } from '../../../../subgraphs/tenders/rules/routes/routes.js';
import { DEADLINE_RULES } from '../../../../subgraphs/tenders/rules/stages/deadline-rules.js';
import { nextStage } from '../../../../subgraphs/tenders/rules/stages/stages.js';
import { aDischarge, aNeed, policyWith } from '../fixtures.js';

const PATCHES = Object.keys(DEFAULT_POLICY.patch.maxProviders);

describe('every route', () => {
  it('ROUT-01: is defined once', () => {
    expect(ROUTES.map(({ route }) => route).sort()).toEqual([...CALL_OFF_ROUTES].sort());
    expect(() => definitionOf('DPS_SCHEME' as never)).toThrow('Route DPS_SCHEME is not defined.');
  });

  it('ROUT-01: asks in stages, each of them once, and all of them are asked somewhere', () => {
    for (const { stages } of ROUTES) {
      const kinds = stages.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
    }
    const asked = new Set(ROUTES.flatMap(({ stages }) => stages.map(({ kind }) => kind)));
    expect([...asked].sort()).toEqual([...STAGES].sort());
    expect(() => stageOf({ route: 'FRAMEWORK', stage: 'PATCH' })).toThrow('Route FRAMEWORK has no stage PATCH.');
  });

  it.each(ROUTES.map((each) => [each.route, each] as const))(
    'ROUT-02, ROUT-06, ROUT-08: %s begins with a stage that is always asked, and each later one is reached in some patch',
    (route, { stages: [first, ...later] }) => {
      expect(first.isAsked).toBeUndefined();
      const everywhere = policyWith('patch', { escalateToOtherPatches: ['South'] });
      const reached = PATCHES.flatMap((patch) =>
        [first, ...later].map(({ kind }) => nextStage({ route, stage: kind }, patch, everywhere)),
      );
      for (const { kind } of later) expect(reached).toContain(kind);
    },
  );

  it.each(ROUTES.map((each) => [each.route, each] as const))(
    'WIN-01, WIN-05, WIN-12, WIN-21: %s has clocks that the register of deadlines knows, of minutes that the policy has',
    (_route, { stages, target }) => {
      for (const { rule, minutes } of [...stages.map(({ window }) => window), ...(target ? [target] : [])]) {
        const clock = DEADLINE_RULES.find((each) => each.rule === rule)!;
        const [group, key] = clock.minutes.split('.') as ['window' | 'd2a', string];
        expect(minutes(DEFAULT_POLICY)).toBe((DEFAULT_POLICY[group] as Record<string, unknown>)[key]);
      }
    },
  );

  it('WIN-05: a target comes before the close of every stage', () => {
    for (const { stages, target } of ROUTES.filter((each) => each.target)) {
      for (const { window } of stages) {
        expect(target!.minutes(DEFAULT_POLICY)).toBeLessThan(window.minutes(DEFAULT_POLICY));
      }
    }
  });

  it('ROUT-13, ASM-25: is declined for reasons that a decline has', () => {
    for (const { declines } of ROUTES) {
      for (const reason of declines?.reasons ?? []) expect(AWARD_REFUSAL_REASONS).toContain(reason);
    }
  });

  it('ROUT-02, ROUT-03, ROUT-14: all care at home goes by one, and nothing else by any of them', () => {
    for (const serviceType of SERVICE_TYPES) {
      for (const urgency of URGENCIES) {
        const need = urgency === 'D2A' ? aDischarge() : aNeed({ urgency });
        const expected = urgency === 'D2A' ? 'D2A_PATCH' : 'PATCH';
        const route = routeFor({ serviceType, need })?.route;
        expect({ serviceType, urgency, route }).toEqual({
          ...{ serviceType, urgency },
          route: serviceType === 'DOMICILIARY' ? expected : undefined,
        });
      }
    }
  });
});

import { SCOPES_OF_ROLE } from '../../../../kernel/identity/scopes-of-role.js';
import { SERVICE_TYPES, URGENCIES } from '../../../../schema/events/cases.js';
import { CALL_OFF_ROUTES, type CallOffRoute, STAGES } from '../../../../schema/events/tenders.js';
import { INVOLVED } from '../../../../schema/involved.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { ASSESSORS } from '../../../../subgraphs/tenders/entities/readers.js';
import { AWARD_REFUSAL_REASONS } from '../../../../subgraphs/tenders/rules/invitations/decline.js';
import {
  definitionOf,
  ROUTES,
  routeFor,
  stageOf,
  stagesOf,
} from '../../../../subgraphs/tenders/rules/routes/routes.js';
import { DEADLINE_RULES } from '../../../../subgraphs/tenders/rules/stages/deadline-rules.js';
import { STAGE_KINDS } from '../../../../subgraphs/tenders/rules/stages/stage-kinds.js';
import { nextStage } from '../../../../subgraphs/tenders/rules/stages/stages.js';
import { endOfClock } from '../../../../subgraphs/tenders/rules/stages/window.js';
import { aDischarge, aHomeNeed, aNeed, at, england, policyWith, sought } from '../fixtures.js';

/** What a route sources; nothing if there is none. */
const sourcedBy = (route: CallOffRoute | undefined) => (route ? definitionOf(route).serviceTypes : []);

const inPolicy = (path: string) => {
  const [group, key] = path.split('.') as ['window' | 'd2a' | 'c2p' | 'match' | 'micro' | 'statedDeadline', string];
  return (DEFAULT_POLICY[group] as Record<string, unknown>)[key];
};
const PATCHES = Object.keys(DEFAULT_POLICY.patch.maxProviders);

describe('every route', () => {
  it('ROUT-01: is defined once', () => {
    expect(ROUTES.map(({ route }) => route).sort()).toEqual([...CALL_OFF_ROUTES].sort());
    expect(() => definitionOf('BY_LOT' as never)).toThrow('Route BY_LOT is not defined.');
  });

  it('ROUT-01: asks in stages, each of them once, and all of them are asked somewhere', () => {
    for (const { stages } of ROUTES) {
      const kinds = stages.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
    }
    const asked = new Set(ROUTES.flatMap((route) => stagesOf(route).map(({ kind }) => kind)));
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
    'WIN-01, WIN-05, WIN-10, WIN-11, WIN-12, WIN-13, WIN-21: %s has clocks that the register of deadlines knows, of a length that the policy has',
    (_route, { stages, target }) => {
      for (const clock of [...stages.map(({ window }) => window), ...(target ? [target] : [])]) {
        const { lengths } = DEADLINE_RULES.find((each) => each.rule === clock.rule)!;
        const lasts = 'minutes' in clock ? clock.minutes(DEFAULT_POLICY, sought()) : clock.workingDays(DEFAULT_POLICY);
        expect(lengths.map((path) => inPolicy(path))).toContain(lasts);
      }
    },
  );

  it('WIN-05: a target comes before the close of every stage', () => {
    const from = at('2026-03-04 10:00');
    for (const { stages, target } of ROUTES.filter((each) => each.target)) {
      for (const { window } of stages) {
        const [reached, closed] = [target!, window].map((clock) =>
          endOfClock(clock, from, sought(), DEFAULT_POLICY, england),
        );
        expect(reached!.getTime()).toBeLessThan(closed!.getTime());
      }
    }
  });

  it.each(ROUTES.map((each) => [each.route, each] as const))(
    'CHOI-08, IDG-04: on %s a choice is recorded by a real role under a rule, and late answers are chased only until one is made',
    (_route, { choice, gate, prepared, stages, disclosure, answer, withinBudget }) => {
      for (const role of choice?.recordedBy ?? []) expect(SCOPES_OF_ROLE[role]).toContain('requests:write');
      if (stages.some(({ late }) => late === 'CHASED')) expect(choice).toBeDefined();
      for (const who of choice?.decidedBy ?? []) expect(INVOLVED).toContain(who);
      // What people judge was asked by questions, which a response alone answers and a draft alone is given.
      expect(gate !== undefined).toBe(prepared !== undefined);
      expect(answer === 'RESPONSE').toBe(prepared !== undefined);
      for (const role of gate?.assessedBy ?? []) expect(ASSESSORS).toContain(role);
      for (const { kind, window } of stages) {
        expect(STAGE_KINDS[kind].ranking === 'SCORE').toBe(gate !== undefined);
        expect('stated' in window).toBe(prepared !== undefined);
      }
      if (withinBudget) expect(answer).toBe('RESPONSE');
      // Nobody can offer to assess whom it may not read about.
      expect(disclosure === 'ON_REQUEST').toBe(answer === 'OFFER');
    },
  );

  it('ROUT-13, ASM-25: is declined for reasons that a decline has', () => {
    for (const { declines } of ROUTES) {
      for (const reason of declines?.reasons ?? []) expect(AWARD_REFUSAL_REASONS).toContain(reason);
    }
  });

  it.each([
    ['by patch', DEFAULT_POLICY, 'PATCH', 'D2A_PATCH'],
    [
      'by a dynamic purchasing system',
      policyWith('route', { enabled: ['DPS_INDIVIDUAL'] }),
      'DPS_INDIVIDUAL',
      undefined,
    ],
    ['by Care to Place', policyWith('route', { enabled: ['C2P_DOMICILIARY'] }), 'C2P_DOMICILIARY', undefined],
    [
      'by micro procurement',
      policyWith('route', { enabled: ['MICRO_PROCUREMENT'] }),
      'MICRO_PROCUREMENT',
      'MICRO_PROCUREMENT',
    ],
  ] as const)(
    'ROUT-02, ROUT-03, ROUT-14, ROUT-22, ROUT-26: at a council that works %s all care at home goes by one route, and what it does not source by none',
    (_, policy, standard, discharge) => {
      for (const serviceType of SERVICE_TYPES) {
        for (const urgency of URGENCIES) {
          const need = urgency === 'D2A' ? aDischarge() : aNeed({ urgency });
          const expected = urgency === 'D2A' ? discharge : standard;
          const route = routeFor({ serviceType, need }, policy)?.route;
          expect({ serviceType, urgency, route }).toEqual({
            ...{ serviceType, urgency },
            route: sourcedBy(expected).includes(serviceType) ? expected : undefined,
          });
        }
      }
    },
  );

  it('ROUT-02, ROUT-30, ROUT-35: a place in a home is matched, and so is a stay, at a council that has opened it', () => {
    const policy = policyWith('route', { enabled: ['C2P_DOMICILIARY', 'RESIDENTIAL_MATCH', 'RESPITE_MATCH'] });
    const need = aHomeNeed();
    const routes = SERVICE_TYPES.map((serviceType) => [serviceType, routeFor({ serviceType, need }, policy)?.route]);
    expect(Object.fromEntries(routes)).toMatchObject({
      ...{ RESIDENTIAL: 'RESIDENTIAL_MATCH', NURSING: 'RESIDENTIAL_MATCH', RESPITE: 'RESPITE_MATCH' },
      DOMICILIARY: 'C2P_DOMICILIARY',
    });
    expect(
      routeFor({ serviceType: 'RESPITE', need }, policyWith('route', { enabled: ['RESIDENTIAL_MATCH'] })),
    ).toBeUndefined();
  });

  it('ROUT-31, ROUT-32: what is proposed is chosen before it is asked, and the form goes to it alone', () => {
    for (const { choice, stages, disclosure } of ROUTES) {
      const proposes = stages.some((stage) => stage.proposes !== undefined);
      expect(choice?.among === 'PROPOSALS').toBe(proposes);
      expect(disclosure === 'TO_THE_PREFERRED').toBe(proposes);
    }
  });
});

import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  awaitsIpo,
  rulesBrokenByStart,
  type StartFacts,
  startRefusals,
} from '../../../../subgraphs/cases/rules/placements/service-start.js';
import { CARE_PLAN_STATUSES } from '../../../../subgraphs/cases/rules/plans/care-plan.js';
import { at, told } from '../given.js';

const ready: StartFacts = {
  startsAt: at('08:00'),
  plan: { status: 'AUTHORISED', heldSince: at('07:00') },
  careType: 'STANDARD_ADULT',
  lasLineId: 'LINE-1',
  ipoIssuedAt: at('07:30'),
};
const withoutIpo = { award: { ...DEFAULT_POLICY.award, ipoRequired: false } };

describe('the start of a service', () => {
  it.each(CARE_PLAN_STATUSES.map((status) => [status, status === 'AUTHORISED' || status === 'INTERIM'] as const))(
    'ASM-11: on a plan that is %s it may start: %s',
    (status, may) => {
      const refusals = startRefusals({ ...ready, plan: { status, heldSince: at('07:00') } }, DEFAULT_POLICY);
      expect(told(refusals)).toEqual(may ? [] : ['ASM-11 input.startsAt']);
    },
  );

  it.each([
    ['no plan', null, false],
    ['a plan held at that instant', at('08:00'), true],
    ['a plan held only later', at('08:01'), false],
  ])('ASM-11: with %s', (_, heldSince, may) => {
    const plan = heldSince && { status: 'AUTHORISED' as const, heldSince };
    expect(told(startRefusals({ ...ready, plan }, DEFAULT_POLICY))).toEqual(may ? [] : ['ASM-11 input.startsAt']);
  });

  it.each([
    ['no IPO', { ipoIssuedAt: null }, ['AWRD-03 input.startsAt']],
    ['an IPO issued at that instant', { ipoIssuedAt: at('08:00') }, []],
    ['an IPO issued later', { ipoIssuedAt: at('08:01') }, ['AWRD-03 input.startsAt']],
    ['no line on LAS', { lasLineId: null }, ['AWRD-02']],
    ['neither', { lasLineId: null, ipoIssuedAt: null }, ['AWRD-02', 'AWRD-03 input.startsAt']],
  ] as ReadonlyArray<[string, Partial<StartFacts>, string[]]>)(
    'AWRD-02, AWRD-03: with %s, and without where the council requires none, or for a discharge to assess',
    (_, change, refusals) => {
      expect(told(startRefusals({ ...ready, ...change }, DEFAULT_POLICY))).toEqual(refusals);
      expect(startRefusals({ ...ready, ...change }, withoutIpo)).toEqual([]);
      expect(startRefusals({ ...ready, ...change, careType: 'D2A' }, DEFAULT_POLICY)).toEqual([]);
    },
  );
});

it.each([
  ['an IPO is demanded and not issued', DEFAULT_POLICY, 'STANDARD_ADULT', null, true],
  ['it has been issued', DEFAULT_POLICY, 'STANDARD_ADULT', at('07:30'), false],
  ['none is demanded', withoutIpo, 'STANDARD_ADULT', null, false],
  ['it is a discharge to assess', DEFAULT_POLICY, 'D2A', null, false],
] as const)('AWRD-03, SM-4: a placement waits for its IPO if %s: %#', (_, policy, careType, ipoIssuedAt, waits) => {
  expect(awaitsIpo({ careType, ipoIssuedAt }, policy)).toBe(waits);
});

describe('a start that has happened', () => {
  const started = {
    state: 'IPO_ISSUED',
    careType: 'STANDARD_ADULT',
    confirmedAt: at('07:00'),
    documentsSentAt: at('06:00'),
    startsAt: at('08:00'),
    plan: { status: 'AUTHORISED', issuedAt: at('05:00') },
    lasLineId: 'LINE-1',
    ipoIssuedAt: at('07:30'),
    dischargeAt: null,
    awaitsAssessment: false,
  } as const;

  it.each([
    ['with everything in place', {}, []],
    ['of a placement that is over', { state: 'ENDED' }, ['SM-4']],
    ['that nobody confirmed', { confirmedAt: null }, ['ROUT-10']],
    ['that was confirmed at that very instant', { confirmedAt: at('08:00') }, []],
    ['that was confirmed later', { confirmedAt: at('08:01') }, ['ROUT-10']],
    ['without a plan', { plan: null }, ['ASM-11']],
    ['before the documents were sent', { documentsSentAt: at('08:01') }, ['ASM-11']],
    ['without line and IPO', { lasLineId: null, ipoIssuedAt: null }, ['AWRD-02', 'AWRD-03']],
    ['at the very instant of the discharge', { careType: 'D2A', dischargeAt: at('08:00') }, []],
    ['before the discharge', { careType: 'D2A', dischargeAt: at('08:01') }, ['ROUT-15']],
    ['before the assessment that comes first', { awaitsAssessment: true }, ['ROUT-29']],
  ] as ReadonlyArray<[string, Partial<Parameters<typeof rulesBrokenByStart>[0]>, string[]]>)(
    'ASM-11, ROUT-10, ROUT-15, ROUT-29, SM-4: %s',
    (_, change, rules) => {
      expect(rulesBrokenByStart({ ...started, ...change }, DEFAULT_POLICY)).toEqual(rules);
    },
  );
});

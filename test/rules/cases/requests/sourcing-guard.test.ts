import fc from 'fast-check';
import {
  formFor,
  type PanelChain,
  type PassportChain,
  putToPanelRefusals,
  sourcingStanding,
} from '../../../../subgraphs/cases/rules/requests/sourcing-guard.js';
import { at, told } from '../given.js';

function agreedAt(decidedAt: Date) {
  return [
    {
      purpose: 'SEARCH_FOR_PROVIDER',
      outcome: 'AGREED',
      decidedAt,
      conditions: null,
      respiteAllowanceConfirmed: null,
    },
  ] as const;
}

const inOrder: PanelChain = {
  path: 'PANEL',
  version: 7,
  purpose: 'SEARCH_FOR_PROVIDER',
  assessmentCompletedAt: at('08:00'),
  carePlanCompletedAt: at('09:00'),
  panelDecisions: agreedAt(at('10:00')),
  form: { kind: 'SRF', completedAt: at('11:00') },
  withBrokerageAt: at('12:00'),
};

const byPassport: PassportChain = {
  path: 'PASSPORT',
  version: 3,
  eligibility: { eligible: true, decidedByD2aTeam: true, decidedAt: at('09:00') },
  passportReceivedAt: at('10:00'),
};

const OPENS = at('13:00');

describe('what must stand before sourcing', () => {
  it('ASM-03: a chain in order may be sourced, and the answer carries the version of its facts', () => {
    expect(sourcingStanding(inOrder, OPENS)).toEqual({ version: 7, facts: inOrder, refusals: [] });
  });

  it('ASM-03: steps and call-off at one and the same instant are in order', () => {
    const noon = at('12:00');
    const facts: PanelChain = {
      ...inOrder,
      assessmentCompletedAt: noon,
      carePlanCompletedAt: noon,
      panelDecisions: agreedAt(noon),
      form: { kind: 'SRF', completedAt: noon },
      withBrokerageAt: noon,
    };
    expect(sourcingStanding(facts, noon).refusals).toEqual([]);
  });

  it.each([
    ['assessment', { assessmentCompletedAt: null }, 'ASM-03 input.assessmentCompletedAt'],
    ['care plan', { carePlanCompletedAt: null }, 'ASM-03 input.carePlanCompletedAt'],
    ['panel decision', { panelDecisions: [] }, 'ASM-04 input.panelDecision'],
    ['request form', { form: null }, 'ASM-03 input.form'],
    ['arrival with brokerage', { withBrokerageAt: null }, 'ASM-03 input.withBrokerageAt'],
  ] as const)('ASM-03: a missing %s is refused by itself', (_, change, refusal) => {
    expect(told(sourcingStanding({ ...inOrder, ...change }, OPENS).refusals)).toEqual([refusal]);
  });

  it('ASM-03: all that is missing is told at once', () => {
    const nothing: PanelChain = {
      ...inOrder,
      assessmentCompletedAt: null,
      carePlanCompletedAt: null,
      panelDecisions: [],
      form: null,
      withBrokerageAt: null,
    };
    expect(sourcingStanding(nothing, OPENS).refusals.map((refusal) => refusal.code)).toEqual([
      'ASSESSMENT_MISSING',
      'CARE_PLAN_MISSING',
      'PANEL_NOT_DECIDED',
      'FORM_MISSING',
      'BROKERAGE_MISSING',
    ]);
  });

  it.each([
    ['assessment after the care plan', { assessmentCompletedAt: at('09:01') }, 'ASSESSMENT_OUT_OF_ORDER'],
    ['care plan after the panel', { carePlanCompletedAt: at('10:01') }, 'CARE_PLAN_OUT_OF_ORDER'],
    ['panel after the form', { panelDecisions: agreedAt(at('11:01')) }, 'PANEL_OUT_OF_ORDER'],
    ['form after brokerage', { form: { kind: 'SRF', completedAt: at('12:01') } }, 'FORM_OUT_OF_ORDER'],
    ['brokerage after the call-off', { withBrokerageAt: at('13:01') }, 'BROKERAGE_OUT_OF_ORDER'],
  ] as const)('ASM-03: a chain with the %s is refused', (_, change, code) => {
    const { refusals } = sourcingStanding({ ...inOrder, ...change }, OPENS);
    expect(refusals.map((refusal) => refusal.code)).toEqual([code]);
  });

  it('ASM-03: order is judged across a step that is missing', () => {
    const facts: PanelChain = { ...inOrder, assessmentCompletedAt: at('10:30'), carePlanCompletedAt: null };
    expect(sourcingStanding(facts, OPENS).refusals.map((refusal) => refusal.code)).toEqual([
      'CARE_PLAN_MISSING',
      'ASSESSMENT_OUT_OF_ORDER',
    ]);
  });

  it('ASM-03: whatever the dates, a chain passes exactly when they never fall', () => {
    const minutes = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.tuple(minutes, minutes, minutes, minutes, minutes, minutes), (offsets) => {
        const [assessed, planned, decided, formed, arrived, opens] = offsets.map(
          (offset) => new Date(at('08:00').getTime() + offset * 60_000),
        ) as [Date, Date, Date, Date, Date, Date];
        const facts: PanelChain = {
          ...inOrder,
          assessmentCompletedAt: assessed,
          carePlanCompletedAt: planned,
          panelDecisions: agreedAt(decided),
          form: { kind: 'SRF', completedAt: formed },
          withBrokerageAt: arrived,
        };
        const falls = offsets.slice(1).filter((offset, index) => offset < offsets[index]!).length;
        expect(sourcingStanding(facts, opens).refusals).toHaveLength(falls);
      }),
    );
  });

  it('ASM-04: the panel must have agreed to what is sourced', () => {
    const { refusals } = sourcingStanding({ ...inOrder, purpose: 'INCREASE' }, OPENS);
    expect(refusals.map((refusal) => refusal.code)).toEqual(['PANEL_AGREED_TO_ANOTHER_PURPOSE']);
  });

  it.each([
    ['SEARCH_FOR_PROVIDER', 'SRF', 'ASM-05'],
    ['INCREASE', 'SRF', 'ASM-05'],
    ['CARE_HOME', 'RRF', 'ASM-06'],
    ['RESPITE', 'RRF', 'ASM-06'],
  ] as const)('ASM-05, ASM-06: %s is requested on the %s and on no other form', (purpose, kind, rule) => {
    const facts: PanelChain = {
      ...inOrder,
      purpose,
      panelDecisions: [{ ...agreedAt(at('10:00'))[0], purpose, respiteAllowanceConfirmed: true }],
    };
    const other = kind === 'SRF' ? 'RRF' : 'SRF';
    const completedAt = at('11:00');
    expect(formFor(purpose)).toBe(kind);
    expect(sourcingStanding({ ...facts, form: { kind, completedAt } }, OPENS).refusals).toEqual([]);
    expect(told(sourcingStanding({ ...facts, form: { kind: other, completedAt } }, OPENS).refusals)).toEqual([
      `${rule} input.form`,
    ]);
  });

  it('ASM-25: a passport of an eligible person is sourced without a panel', () => {
    expect(sourcingStanding(byPassport, OPENS)).toEqual({ version: 3, facts: byPassport, refusals: [] });
  });

  it('ASM-24, ASM-25: eligibility and passport at the very instant of the call-off are in time', () => {
    const facts: PassportChain = {
      ...byPassport,
      eligibility: { eligible: true, decidedByD2aTeam: true, decidedAt: OPENS },
      passportReceivedAt: OPENS,
    };
    expect(sourcingStanding(facts, OPENS).refusals).toEqual([]);
  });

  it.each([
    ['nobody decided', { eligibility: null }, ['ASM-25 input.eligibility']],
    [
      'the decision comes after the call-off',
      { eligibility: { eligible: true, decidedByD2aTeam: true, decidedAt: at('13:01') } },
      ['ASM-25 input.eligibility'],
    ],
    ['the passport is missing', { passportReceivedAt: null }, ['ASM-24 input.passport']],
    ['the passport comes after the call-off', { passportReceivedAt: at('13:01') }, ['ASM-24 input.passport']],
    [
      'both are missing',
      { eligibility: null, passportReceivedAt: null },
      ['ASM-25 input.eligibility', 'ASM-24 input.passport'],
    ],
  ] as const)('ASM-24, ASM-25: no D2A call-off opens when %s', (_, change, refusals) => {
    expect(told(sourcingStanding({ ...byPassport, ...change }, OPENS).refusals)).toEqual(refusals);
  });
});

describe('what must stand before a decision of the panel that is no agreement', () => {
  it.each<[string, Partial<PanelChain>, string[]]>([
    ['assessment and plan, the plan at the very instant of the decision', { carePlanCompletedAt: at('10:00') }, []],
    ['nothing of what follows the panel', { form: null, withBrokerageAt: null, panelDecisions: [] }, []],
    ['no assessment', { assessmentCompletedAt: null }, ['ASM-03 ASSESSMENT_MISSING']],
    ['no plan', { carePlanCompletedAt: null }, ['ASM-03 CARE_PLAN_MISSING']],
    ['a plan after the decision', { carePlanCompletedAt: at('10:01') }, ['ASM-03 CARE_PLAN_OUT_OF_ORDER']],
    ['an assessment after the plan', { assessmentCompletedAt: at('09:01') }, ['ASM-03 ASSESSMENT_OUT_OF_ORDER']],
  ])('ASM-03, ASM-04: %s', (_, changes, expected) => {
    const refusals = putToPanelRefusals({ ...inOrder, ...changes }, at('10:00'), at('10:00'));
    expect(refusals.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });

  it('ASM-04: no decision is of a time to come', () => {
    expect(putToPanelRefusals(inOrder, at('10:01'), at('10:00'))).toMatchObject([
      { rule: 'ASM-03', code: 'PANEL_OUT_OF_ORDER', field: 'input.panelDecision' },
    ]);
  });
});

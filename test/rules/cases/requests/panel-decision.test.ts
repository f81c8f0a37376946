import {
  PANEL_PURPOSES,
  type PanelDecision,
  panelAgreement,
  purposeOf,
  refusedOrDeferred,
  rewrittenDecisionRefusal,
} from '../../../../subgraphs/cases/rules/requests/panel-decision.js';
import { at } from '../given.js';

const agreed: PanelDecision = {
  purpose: 'SEARCH_FOR_PROVIDER',
  outcome: 'AGREED',
  decidedAt: at('10:00'),
  conditions: null,
  respiteAllowanceConfirmed: null,
};

describe('what a panel agreed to', () => {
  it('ASM-04: a decision authorises the purpose it names and no other', () => {
    for (const decided of PANEL_PURPOSES) {
      for (const sourced of PANEL_PURPOSES) {
        const answer = panelAgreement([{ ...agreed, purpose: decided, respiteAllowanceConfirmed: true }], sourced);
        expect('agreement' in answer).toBe(decided === sourced);
      }
    }
  });

  it('ASM-04: an increase cannot be sourced on an agreement to search', () => {
    expect(panelAgreement([agreed], 'INCREASE')).toMatchObject({
      refusal: {
        rule: 'ASM-04',
        code: 'PANEL_AGREED_TO_ANOTHER_PURPOSE',
        message: 'The panel agreed to SEARCH_FOR_PROVIDER and must agree to INCREASE before this is sourced.',
      },
    });
  });

  it.each([
    ['nothing', [], 'PANEL_NOT_DECIDED'],
    ['a refusal', [{ ...agreed, outcome: 'REFUSED' }], 'PANEL_REFUSED'],
    ['a deferral', [{ ...agreed, outcome: 'DEFERRED' }], 'PANEL_DEFERRED'],
    ['a refusal of something else', [{ ...agreed, purpose: 'INCREASE', outcome: 'REFUSED' }], 'PANEL_NOT_DECIDED'],
  ] as ReadonlyArray<[string, PanelDecision[], string]>)('ASM-04: %s authorises nothing', (_, decisions, code) => {
    expect(panelAgreement(decisions, 'SEARCH_FOR_PROVIDER')).toMatchObject({ refusal: { code } });
  });

  it('ASM-04: the latest decision on a purpose counts, in whatever order they are told', () => {
    const deferred: PanelDecision = { ...agreed, outcome: 'DEFERRED', decidedAt: at('09:00') };
    const withdrawn: PanelDecision = { ...agreed, outcome: 'REFUSED', decidedAt: at('11:00') };
    expect(panelAgreement([agreed, deferred], 'SEARCH_FOR_PROVIDER')).toEqual({ agreement: agreed });
    expect(panelAgreement([withdrawn, agreed, deferred], 'SEARCH_FOR_PROVIDER')).toHaveProperty(
      'refusal.code',
      'PANEL_REFUSED',
    );
  });

  it('ASM-04: the panel did not agree where its latest decision on the purpose is no agreement', () => {
    const deferred: PanelDecision = { ...agreed, outcome: 'DEFERRED', decidedAt: at('09:00') };
    const refused: PanelDecision = { ...agreed, outcome: 'REFUSED', decidedAt: at('11:00') };
    expect(refusedOrDeferred([], 'SEARCH_FOR_PROVIDER')).toBeUndefined();
    expect(refusedOrDeferred([deferred], 'SEARCH_FOR_PROVIDER')).toBe(deferred);
    expect(refusedOrDeferred([deferred], 'INCREASE')).toBeUndefined();
    expect(refusedOrDeferred([deferred, agreed], 'SEARCH_FOR_PROVIDER')).toBeUndefined();
    expect(refusedOrDeferred([refused, agreed, deferred], 'SEARCH_FOR_PROVIDER')).toBe(refused);
  });

  it('ASM-04: of two decisions at the same instant the one recorded last counts', () => {
    const refused: PanelDecision = { ...agreed, outcome: 'REFUSED' };
    expect(panelAgreement([refused, agreed], 'SEARCH_FOR_PROVIDER')).toEqual({ agreement: agreed });
    expect(panelAgreement([agreed, refused], 'SEARCH_FOR_PROVIDER')).toHaveProperty('refusal');
  });

  it.each([
    ['nothing', null, undefined],
    ['the same decision', agreed, undefined],
    ['its conditions', { ...agreed, conditions: 'Review in a month.' }, undefined],
    ['another outcome', { ...agreed, outcome: 'REFUSED' }, 'PANEL_DECISION_DIFFERS'],
    ['another outcome, a minute on', { ...agreed, outcome: 'REFUSED', decidedAt: at('10:01') }, undefined],
    ['another outcome, on another purpose', { ...agreed, outcome: 'REFUSED', purpose: 'INCREASE' }, undefined],
  ] as ReadonlyArray<[string, PanelDecision | null, string | undefined]>)(
    'ASM-04: what a version brings beside a decision that is held: %s',
    (_, brought, code) => {
      expect(rewrittenDecisionRefusal([agreed], brought)?.code).toBe(code);
    },
  );

  it.each([
    [true, true],
    [false, false],
    [null, false],
  ])('ASM-08: respite agreed with the allowance confirmed as %s may be searched: %s', (confirmed, may) => {
    const answer = panelAgreement([{ ...agreed, purpose: 'RESPITE', respiteAllowanceConfirmed: confirmed }], 'RESPITE');
    expect('agreement' in answer).toBe(may);
    if ('refusal' in answer) expect(answer.refusal.rule).toBe('ASM-08');
  });

  it.each([
    ['DOMICILIARY', 'SEARCH_FOR_PROVIDER'],
    ['SUPPORTED_LIVING', 'SEARCH_FOR_PROVIDER'],
    ['RESIDENTIAL', 'CARE_HOME'],
    ['NURSING', 'CARE_HOME'],
    ['RESPITE', 'RESPITE'],
  ] as const)('ASM-04: %s is presented to the panel as %s', (serviceType, purpose) => {
    expect(purposeOf(serviceType)).toBe(purpose);
  });
});

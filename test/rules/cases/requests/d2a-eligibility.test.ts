import {
  d2aDeclineRefusal,
  d2aEligibilityRefusal,
} from '../../../../subgraphs/cases/rules/requests/d2a-eligibility.js';
import { at } from '../given.js';

const decided = { eligible: true, decidedByD2aTeam: true, decidedAt: at('10:00') };

describe('who is eligible for discharge to assess', () => {
  it.each([
    ['the D2A team found the person eligible', decided, undefined],
    ['the D2A team found the person not eligible', { ...decided, eligible: false }, 'NOT_D2A_ELIGIBLE'],
    ['somebody else decided', { ...decided, decidedByD2aTeam: false }, 'D2A_ELIGIBILITY_NOT_DECIDED'],
    ['nobody decided', null, 'D2A_ELIGIBILITY_NOT_DECIDED'],
  ])('ASM-25: %s', (_, decision, code) => {
    expect(d2aEligibilityRefusal(decision, at('10:00'))?.code).toBe(code);
  });

  it('ASM-25: a decision counts from its own instant on', () => {
    expect(d2aEligibilityRefusal(decided, at('10:00'))).toBeUndefined();
    expect(d2aEligibilityRefusal(decided, at('09:59'))?.code).toBe('D2A_ELIGIBILITY_NOT_DECIDED');
  });

  it.each([
    ['CAPACITY', true],
    ['SKILL', true],
    ['SAFETY', true],
    ['ELIGIBILITY', false],
    ['NO_AUTHORISED_PLAN', false],
    ['', false],
  ])('ASM-25: a provider may decline D2A for "%s": %s', (reason, may) => {
    expect(d2aDeclineRefusal(reason) === undefined).toBe(may);
  });
});

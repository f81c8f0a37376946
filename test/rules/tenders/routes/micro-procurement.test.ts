import { MICRO_PROCUREMENT, responseMinutes } from '../../../../subgraphs/tenders/rules/routes/micro-procurement.js';
import { nextStage } from '../../../../subgraphs/tenders/rules/stages/stages.js';
import { isInWindow, stageWindow } from '../../../../subgraphs/tenders/rules/stages/window.js';
import { aDischarge, aNeed, at, england, later, policy, policyWith, sought } from '../fixtures.js';

const home = { contractBasis: 'SPOT', equipment: [], preferredPatches: [], lengthOfStayNights: null } as const;
const place = (nursing: boolean) => aNeed({ calls: [], home: { ...home, nursing } });

describe('micro procurement', () => {
  it('ROUT-22, CHOI-08: the person chooses, and the practitioner or a broker records it', () => {
    expect(MICRO_PROCUREMENT).toMatchObject({
      serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'],
      topUps: true,
      disclosure: 'ON_AWARD',
      answer: 'TENDER',
      choice: { recordedBy: ['practitioner', 'broker'], rule: 'ROUT-25', told: 'ChoiceRequested' },
    });
    expect(MICRO_PROCUREMENT.takes(sought())).toBe(true);
    expect(MICRO_PROCUREMENT.takes(sought(aDischarge()))).toBe(true);
    expect(MICRO_PROCUREMENT.choice?.shown?.(policy)).toBe(3);
  });

  it.each([
    ['home support', sought(), 24],
    ['supported living', sought(aNeed(), 'SUPPORTED_LIVING'), 24],
    ['a care home', sought(place(false), 'RESIDENTIAL'), 48],
    ['a care home with nursing', sought(place(true), 'NURSING'), 48],
    ['an emergency', sought(aNeed({ urgency: 'EMERGENCY' })), 4],
    ['an emergency in a care home', sought({ ...place(false), urgency: 'EMERGENCY' }, 'RESIDENTIAL'), 4],
    ['a quick discharge', sought(aDischarge()), 4],
    ['a quick discharge to supported living', sought(aDischarge(), 'SUPPORTED_LIVING'), 4],
  ])('WIN-10, ROUT-21: %s is tendered for until the last instant of %#', (_, care, hours) => {
    expect(responseMinutes(policy, care)).toBe(hours * 60);
    const opensAt = at('2026-03-04 10:00');
    const of = { route: 'MICRO_PROCUREMENT', stage: 'LONG_LIST', care } as const;
    const window = stageWindow(of, opensAt, policy, england);
    expect(window.closesAt).toEqual(later(opensAt, hours * 3_600_000));
    expect([0, 1].map((more) => isInWindow(window, later(window.closesAt, more)))).toEqual([true, false]);
  });

  it('WIN-10: the numbers are the council’s', () => {
    const own = policyWith('micro', { homeSupportMinutes: 60, urgentMinutes: 15 });
    expect(responseMinutes(own, sought())).toBe(60);
    expect(responseMinutes(own, sought(aNeed({ urgency: 'EMERGENCY' })))).toBe(15);
  });

  it('ROUT-22, CHOI-05: nobody is asked after the long list, or after a provider that was asked alone', () => {
    for (const stage of ['LONG_LIST', 'CHOSEN_PROVIDER'] as const) {
      expect(nextStage({ route: 'MICRO_PROCUREMENT', stage }, 'East', policy)).toBeNull();
    }
  });
});

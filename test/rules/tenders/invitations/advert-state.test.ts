import {
  type AdvertState,
  advertState,
  STAGE_ENDINGS,
} from '../../../../subgraphs/tenders/rules/invitations/advert-state.js';
import { at, later } from '../fixtures.js';

describe('what those invited see of a stage', () => {
  const closesAt = at('2026-03-04 12:00');
  const expected: Record<(typeof STAGE_ENDINGS)[number] | 'RUNNING', readonly [AdvertState, AdvertState]> = {
    RUNNING: ['OPEN', 'CLOSED'],
    // An award ends a stage whose late answers are chased, at whatever time.
    EXPIRED: ['CLOSED', 'CLOSED'],
    // To see it end early would tell each who declined that all the others had.
    ALL_DECLINED: ['OPEN', 'CLOSED'],
    NOBODY_ELIGIBLE: ['OPEN', 'CLOSED'],
    EARLY_AWARD: ['CLOSED', 'CLOSED'],
    WITHDRAWN: ['WITHDRAWN', 'WITHDRAWN'],
  };

  it.each(['RUNNING', ...STAGE_ENDINGS] as const)('IDG-23: a stage %s looks the same to all who were asked', (how) => {
    const stage = { route: 'PATCH', stage: 'PATCH', closesAt, ending: how === 'RUNNING' ? null : how } as const;
    expect([advertState(stage, closesAt), advertState(stage, later(closesAt, 1))]).toEqual(expected[how]);
  });

  it('WIN-13: where late answers are chased a stage is open until it ends, and no longer', () => {
    const stage = { route: 'C2P_DOMICILIARY', stage: 'AGENCIES', closesAt } as const;
    expect(advertState({ ...stage, ending: null }, later(closesAt, 1))).toBe('OPEN');
    expect(advertState({ ...stage, ending: 'EXPIRED' }, later(closesAt, 1))).toBe('CLOSED');
  });
});

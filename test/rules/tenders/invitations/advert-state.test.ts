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
    EXPIRED: ['OPEN', 'CLOSED'],
    // To see it end early would tell each who declined that all the others had.
    ALL_DECLINED: ['OPEN', 'CLOSED'],
    NOBODY_ELIGIBLE: ['OPEN', 'CLOSED'],
    EARLY_AWARD: ['CLOSED', 'CLOSED'],
    WITHDRAWN: ['WITHDRAWN', 'WITHDRAWN'],
  };

  it.each(['RUNNING', ...STAGE_ENDINGS] as const)('IDG-23: a stage %s looks the same to all who were asked', (how) => {
    const stage = { closesAt, ending: how === 'RUNNING' ? null : how };
    expect([advertState(stage, closesAt), advertState(stage, later(closesAt, 1))]).toEqual(expected[how]);
  });
});

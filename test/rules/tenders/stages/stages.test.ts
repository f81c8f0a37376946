import {
  firstStage,
  nextStage,
  type StageAnswers,
  stageStep,
} from '../../../../subgraphs/tenders/rules/stages/stages.js';
import { policy, policyWith } from '../fixtures.js';

function answers(change: Partial<StageAnswers>): StageAnswers {
  return {
    route: 'PATCH',
    stage: 'PATCH',
    patch: 'East',
    closed: false,
    invited: 3,
    declined: 0,
    bids: 0,
    suitableBids: null,
    ...change,
  };
}
/** The stage after this one, on the route of a patch. */
const after = (stage: StageAnswers['stage'], patch: string, by = policy) =>
  nextStage({ route: 'PATCH', stage }, patch, by);
const step = (change: Partial<StageAnswers>) => stageStep(answers(change), policy);

describe('stages', () => {
  it('ROUT-03: the patch is asked first, and so it is for a discharge', () => {
    expect([firstStage('PATCH'), firstStage('D2A_PATCH')]).toEqual(['PATCH', 'PATCH']);
  });

  it('ROUT-07: on the framework route there is only the framework', () => {
    expect(firstStage('FRAMEWORK')).toBe('FRAMEWORK');
    expect(nextStage({ route: 'FRAMEWORK', stage: 'FRAMEWORK' }, 'East', policy)).toBeNull();
  });

  it('ROUT-06: after the patch comes the framework', () => {
    expect(after('PATCH', 'East', policy)).toBe('FRAMEWORK');
  });

  it('ROUT-08, AMB-04: after the South come the other patches, then the framework', () => {
    expect(after('PATCH', 'South', policy)).toBe('OTHER_PATCHES');
    expect(after('OTHER_PATCHES', 'South', policy)).toBe('FRAMEWORK');
  });

  it.each([
    ['PATCH', 'East'],
    ['OTHER_PATCHES', 'South'],
  ] as const)(
    'ROUT-02: a council that has not opened the framework has no stage after %s in the %s',
    (stage, patch) => {
      expect(after(stage, patch, policyWith('route', { enabled: ['PATCH'] }))).toBeNull();
    },
  );

  it('ROUT-08: which patches escalate is the policy of the council', () => {
    expect(after('PATCH', 'South', policyWith('patch', { escalateToOtherPatches: [] }))).toBe('FRAMEWORK');
    expect(after('PATCH', 'West', policyWith('patch', { escalateToOtherPatches: ['West'] }))).toBe('OTHER_PATCHES');
  });
});

describe('what a stage does next', () => {
  it.each([
    ['nobody has answered yet', {}],
    ['some have declined', { declined: 2 }],
    ['a bid stands and the rest declined: the window runs its full length', { declined: 2, bids: 1 }],
    ['all have bid', { bids: 3 }],
  ])('SM-2: waits where %s', (_, change) => expect(step(change)).toEqual({ step: 'WAIT' }));

  it.each([
    ['all have declined before the close', { declined: 3 }, 'ALL_DECLINED'],
    ['nobody was eligible', { invited: 0 }, 'NOBODY_ELIGIBLE'],
    ['nobody answered by the close', { closed: true }, 'NO_BIDS'],
    ['some declined and the rest kept silent', { closed: true, declined: 1 }, 'NO_BIDS'],
    ['all have declined, seen at the close', { closed: true, declined: 3 }, 'ALL_DECLINED'],
    ['every bid was reviewed and none suits', { closed: true, bids: 2, suitableBids: 0 }, 'NO_SUITABLE_BID'],
  ] as const)('ROUT-06: falls back to the framework where %s', (_, change, because) => {
    expect(step(change)).toEqual({ step: 'FALL_BACK', to: 'FRAMEWORK', because });
  });

  it('ROUT-06: bids are reviewed before anything falls back', () => {
    expect(step({ closed: true, bids: 1, declined: 2 })).toEqual({ step: 'EVALUATE' });
  });

  it('ROUT-05: after the review a suitable bid is offered the package', () => {
    expect(step({ closed: true, bids: 2, suitableBids: 1 })).toEqual({ step: 'OFFER' });
  });

  it('ROUT-08: a South package declined goes to the other patches at once', () => {
    expect(step({ patch: 'South', invited: 1, declined: 1 })).toEqual({
      step: 'FALL_BACK',
      to: 'OTHER_PATCHES',
      because: 'ALL_DECLINED',
    });
  });

  it('AMB-49: a discharge falls back as any other package does', () => {
    expect(nextStage({ route: 'D2A_PATCH', stage: 'PATCH' }, 'East', policy)).toBe('FRAMEWORK');
  });

  it('SM-2: the last stage fails where it would fall back', () => {
    expect(step({ stage: 'FRAMEWORK', closed: true })).toEqual({ step: 'FAIL', because: 'NO_BIDS' });
    expect(step({ stage: 'FRAMEWORK', declined: 3 })).toEqual({ step: 'FAIL', because: 'ALL_DECLINED' });
  });

  it('AWRD-09: when the winner refuses, the next suitable bid is offered, and without one the stage falls back', () => {
    expect(step({ closed: true, bids: 2, suitableBids: 1 })).toEqual({ step: 'OFFER' });
    expect(step({ closed: true, bids: 1, declined: 2, suitableBids: 0 })).toEqual({
      step: 'FALL_BACK',
      to: 'FRAMEWORK',
      because: 'NO_SUITABLE_BID',
    });
  });
});

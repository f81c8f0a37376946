import fc from 'fast-check';
import { transition } from '../../../../kernel/values/state-table.js';
import {
  IMPROVEMENT_PLAN,
  IMPROVEMENT_PLAN_STATES,
  type ImprovementPlanEvent,
  type ImprovementPlanState,
  settlingEvent,
} from '../../../../subgraphs/providers/rules/cqc/improvement-plan-states.js';
import { reachable } from '../fixtures.js';

describe('the states of a plan', () => {
  it.each([
    ['REQUIRED', 'CLOSED'],
    ['DRAFTED', 'CLOSED'],
    ['SHARED', 'CLOSED'],
    ['ACTIVE', 'MET'],
    ['MET', 'CLOSED'],
    ['OVERDUE', 'CLOSED'],
    ['CLOSED', null],
  ] as const)('PROV-05: once its ratings are Good, a plan that is %s is %s', (state, becomes) => {
    const settled = transition(IMPROVEMENT_PLAN, state, settlingEvent(state));
    expect('to' in settled ? settled.to : null).toBe(becomes);
  });

  it('PROV-05: every state can be reached, and CLOSED is the end', () => {
    expect([...reachable(IMPROVEMENT_PLAN)].toSorted()).toEqual([...IMPROVEMENT_PLAN_STATES].toSorted());
    expect(IMPROVEMENT_PLAN.edges.filter(({ from }) => from === 'CLOSED')).toEqual([]);
    const left = new Set<string>(IMPROVEMENT_PLAN.edges.map(({ from }) => from));
    expect(IMPROVEMENT_PLAN_STATES.filter((state) => !left.has(state))).toEqual(IMPROVEMENT_PLAN.terminal);
  });

  it('PROV-05: no sequence of events makes a plan active that was not drafted and shared first', () => {
    const events: ImprovementPlanEvent[] = ['require', 'draft', 'share', 'activate', 'meet', 'expire', 'lift', 'close'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (sequence) => {
        let state: ImprovementPlanState | '(new)' = '(new)';
        const taken: ImprovementPlanEvent[] = [];
        for (const event of sequence) {
          const step: ReturnType<typeof transition<ImprovementPlanState, ImprovementPlanEvent>> = transition(
            IMPROVEMENT_PLAN,
            state,
            event,
          );
          if ('refusal' in step) {
            expect(step.refusal).toMatchObject({ rule: 'PROV-05', code: 'ILLEGAL_TRANSITION' });
            continue;
          }
          state = step.to;
          taken.push(event);
        }
        const has = (event: ImprovementPlanEvent) => taken.includes(event);
        if (['ACTIVE', 'MET', 'OVERDUE'].includes(state)) expect(has('draft') && has('share')).toBe(true);
        if (has('meet')) expect(has('expire')).toBe(false);
        if (taken.length > 0) expect(taken[0]).toBe('require');
      }),
    );
  });
});

import { stateTable } from '../../../../kernel/values/state-table.js';

export const IMPROVEMENT_PLAN_STATES = ['REQUIRED', 'DRAFTED', 'SHARED', 'ACTIVE', 'MET', 'OVERDUE', 'CLOSED'] as const;
export type ImprovementPlanState = (typeof IMPROVEMENT_PLAN_STATES)[number];
export type ImprovementPlanEvent = 'require' | 'draft' | 'share' | 'activate' | 'meet' | 'expire' | 'lift' | 'close';

/** The machine of one plan [PROV-05, catalogue 24 "Supporting machines"]. */
export const IMPROVEMENT_PLAN = stateTable<ImprovementPlanState, ImprovementPlanEvent>({
  name: 'PROV-05 ImprovementPlan',
  initial: 'REQUIRED',
  terminal: ['CLOSED'],
  edges: [
    {
      from: '(new)',
      event: 'require',
      to: 'REQUIRED',
      guard: 'an item is rated below Good [PROV-05]',
      emits: 'ImprovementPlanRequired',
    },
    {
      from: 'REQUIRED',
      event: 'draft',
      to: 'DRAFTED',
      guard: 'the plan names its items and its end [PROV-05]',
      emits: 'ImprovementPlanDrafted',
    },
    {
      from: 'DRAFTED',
      event: 'draft',
      to: 'DRAFTED',
      guard: 'as above; a draft may be drafted again',
      emits: 'ImprovementPlanDrafted',
    },
    {
      from: 'DRAFTED',
      event: 'share',
      to: 'SHARED',
      guard: 'given to the Quality Assurance Team [PROV-05]',
      emits: 'ImprovementPlanShared',
    },
    {
      from: 'SHARED',
      event: 'activate',
      to: 'ACTIVE',
      guard: 'its last day has not passed [PROV-05]',
      emits: 'ProviderStandingChanged',
    },
    {
      from: 'ACTIVE',
      event: 'meet',
      to: 'MET',
      guard: 'CQC rates every item of it Good or better',
      emits: 'ProviderStandingChanged',
    },
    {
      from: 'ACTIVE',
      event: 'expire',
      to: 'OVERDUE',
      guard: 'its last day has passed',
      emits: 'ImprovementPlanOverdue',
    },
    { from: 'MET', event: 'close', to: 'CLOSED', guard: 'a later publication still rates its items Good or better' },
    { from: 'OVERDUE', event: 'close', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    // A rating may improve before the plan has begun; then nobody is owed it any more.
    { from: 'REQUIRED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    { from: 'DRAFTED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    { from: 'SHARED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
  ],
});

/** The event by which a publication settles a plan when it rates every item of the plan Good or better [PROV-05]. */
export function settlingEvent(state: ImprovementPlanState): ImprovementPlanEvent {
  if (state === 'ACTIVE') return 'meet';
  return state === 'MET' || state === 'OVERDUE' ? 'close' : 'lift';
}

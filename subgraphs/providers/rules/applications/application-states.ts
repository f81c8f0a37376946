import { stateTable } from '../../../../kernel/values/state-table.js';
import { APPLICATION_STATES, type ApplicationState } from '../../../../schema/events/providers.js';

export type ApplicationEvent =
  | 'draft'
  | 'submit'
  | 'take into its window'
  | 'pass due diligence'
  | 'score'
  | 'approve'
  | 'sign the terms'
  | 'reject'
  | 'withdraw';

/**
 * SM-5 up to admission: an application for an open framework or a DPS. From ADMITTED on its membership has the states.
 */
export const APPLICATION = stateTable<ApplicationState, ApplicationEvent>({
  name: 'SM-5 Application',
  initial: 'DRAFT',
  terminal: ['ADMITTED', 'REJECTED', 'WITHDRAWN'],
  edges: [
    {
      from: '(new)',
      event: 'draft',
      to: 'DRAFT',
      guard: 'no member, and no other live application [PROV-26]; lots that are open [PROV-19]',
      emits: 'MembershipDecision',
    },
    { from: 'DRAFT', event: 'draft', to: 'DRAFT', guard: 'as above', emits: 'MembershipDecision' },
    {
      from: 'DRAFT',
      event: 'submit',
      to: 'SUBMITTED',
      guard: 'every question answered [PROV-26]; for a DPS with both evidences [PROV-27]',
      emits: 'MembershipDecision',
    },
    {
      from: 'SUBMITTED',
      event: 'take into its window',
      to: 'DUE_DILIGENCE',
      guard: 'the first window that closes at its submission or later has opened [PROV-29]',
      emits: 'MembershipDecision',
    },
    {
      from: 'DUE_DILIGENCE',
      event: 'pass due diligence',
      to: 'QUALITY_EVALUATION',
      guard: "registered with CQC [PROV-02], local office [PROV-10], every item of the council's list [PROV-26]",
      emits: 'MembershipDecision',
    },
    { from: 'DUE_DILIGENCE', event: 'reject', to: 'REJECTED', guard: 'it fails', emits: 'MembershipDecision' },
    {
      from: 'QUALITY_EVALUATION',
      event: 'score',
      to: 'QUALITY_EVALUATION',
      guard: 'by an evaluator without a conflict of interest, each question up to its maximum [PROV-26]',
      emits: 'ApplicationScored',
    },
    {
      from: 'QUALITY_EVALUATION',
      event: 'approve',
      to: 'APPROVED',
      guard: 'at the pass mark or above [PROV-26]; for a DPS able to manage ISFs and to work in partnership [PROV-27]',
      emits: 'MembershipDecision',
    },
    { from: 'QUALITY_EVALUATION', event: 'reject', to: 'REJECTED', guard: 'it fails', emits: 'MembershipDecision' },
    {
      from: 'APPROVED',
      event: 'sign the terms',
      to: 'ADMITTED',
      guard: 'in the version that is current [PROV-26]; opens the membership',
      emits: 'MembershipDecision',
    },
    {
      from: 'APPROVED',
      event: 'pass due diligence',
      to: 'APPROVED',
      guard: 'made again before the terms are signed',
      emits: 'MembershipDecision',
    },
    {
      from: 'APPROVED',
      event: 'reject',
      to: 'REJECTED',
      guard: 'it fails due diligence that is made again',
      emits: 'MembershipDecision',
    },
    { from: 'DRAFT', event: 'withdraw', to: 'WITHDRAWN', emits: 'MembershipDecision' },
    { from: 'SUBMITTED', event: 'withdraw', to: 'WITHDRAWN', emits: 'MembershipDecision' },
    { from: 'DUE_DILIGENCE', event: 'withdraw', to: 'WITHDRAWN', emits: 'MembershipDecision' },
    { from: 'QUALITY_EVALUATION', event: 'withdraw', to: 'WITHDRAWN', emits: 'MembershipDecision' },
    { from: 'APPROVED', event: 'withdraw', to: 'WITHDRAWN', emits: 'MembershipDecision' },
  ],
});

/**
 * The states in which an application is neither over nor decided for good: one at a time for each framework [PROV-26].
 */
export const LIVE_STATES: readonly ApplicationState[] = APPLICATION_STATES.filter(
  (state) => !APPLICATION.terminal.includes(state),
);

/** The states in which it waits for a window or is a draft: whom the opening of a window concerns [NTF-36]. */
export const WAITING_STATES: readonly ApplicationState[] = ['DRAFT', 'SUBMITTED'];

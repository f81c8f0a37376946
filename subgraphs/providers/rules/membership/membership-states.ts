import { stateTable } from '../../../../kernel/values/state-table.js';
import type { MembershipStatus } from '../../../../schema/events/providers.js';

/** As `MembershipChanged` tells it. */
export type MembershipState = MembershipStatus;
export type MembershipEvent = 'admit' | 'suspend' | 'restore' | 'exit';

/**
 * SM-5 from admission on. For an open framework and a DPS the rows before it are in `APPLICATION`, whose last step, the
 * signing of the terms, opens the membership; the guard of `admit` asks for what stands at their end.
 */
export const MEMBERSHIP = stateTable<MembershipState, MembershipEvent>({
  name: 'SM-5 Membership',
  initial: 'ADMITTED',
  terminal: ['EXITED'],
  edges: [
    {
      from: '(new)',
      event: 'admit',
      to: 'ADMITTED',
      guard:
        'registered with CQC [PROV-02], local office [PROV-10], terms signed [PROV-12], place in the patch [PROV-17]',
      emits: 'MembershipChanged',
    },
    {
      from: 'ADMITTED',
      event: 'suspend',
      to: 'SUSPENDED',
      guard: 'a gate or contract action',
      emits: 'MembershipChanged',
    },
    {
      from: 'SUSPENDED',
      event: 'restore',
      to: 'ADMITTED',
      guard: 'registered with CQC [PROV-02], place in the patch [PROV-17]',
      emits: 'MembershipChanged',
    },
    { from: 'ADMITTED', event: 'exit', to: 'EXITED', emits: 'MembershipChanged' },
    { from: 'SUSPENDED', event: 'exit', to: 'EXITED', emits: 'MembershipChanged' },
  ],
});

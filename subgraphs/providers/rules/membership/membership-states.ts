import { stateTable } from '../../../../kernel/values/state-table.js';
import type { MembershipStatus } from '../../../../schema/events/providers.js';

/** As `MembershipChanged` tells it. */
export type MembershipState = MembershipStatus;
export type MembershipEvent = 'admit' | 'suspend' | 'restore' | 'exit';

/**
 * SM-5 from admission on.
 *
 * The catalogue's earlier rows, from an application's draft to its approval, are not in the table, so that it promises
 * nothing that no command does. They belong to the open framework and the DPS (PROV-26, PROV-27) and are added with
 * their commands; until then the guard of `admit` asks for what stands at their end.
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
      guard: 'registered with CQC [PROV-02], terms signed [PROV-12], place in the patch [PROV-17]',
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

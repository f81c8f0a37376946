import { transition } from '../../../../kernel/values/state-table.js';
import {
  MEMBERSHIP,
  type MembershipEvent,
  type MembershipState,
} from '../../../../subgraphs/providers/rules/membership/membership-states.js';
import { reachable } from '../fixtures.js';

describe('the states of a membership', () => {
  it.each<[MembershipState | '(new)', MembershipEvent, MembershipState | null]>([
    ['(new)', 'admit', 'ADMITTED'],
    ['(new)', 'suspend', null],
    ['ADMITTED', 'suspend', 'SUSPENDED'],
    ['ADMITTED', 'restore', null],
    ['ADMITTED', 'admit', null],
    ['ADMITTED', 'exit', 'EXITED'],
    ['SUSPENDED', 'suspend', null],
    ['SUSPENDED', 'restore', 'ADMITTED'],
    ['SUSPENDED', 'exit', 'EXITED'],
    ['EXITED', 'restore', null],
    ['EXITED', 'admit', null],
    ['EXITED', 'suspend', null],
    ['EXITED', 'exit', null],
  ])('PROV-12, SM-5: from %s, %s leads to %s', (from, event, to) => {
    const step = transition(MEMBERSHIP, from, event);
    if (to) expect(step).toEqual({ to });
    else expect(step).toMatchObject({ refusal: { rule: 'SM-5', code: 'ILLEGAL_TRANSITION' } });
  });

  it('PROV-12, SM-5: every state can be reached', () => {
    expect([...reachable(MEMBERSHIP)].toSorted()).toEqual(['ADMITTED', 'EXITED', 'SUSPENDED']);
  });
});

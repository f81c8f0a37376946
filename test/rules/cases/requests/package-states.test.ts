import fc from 'fast-check';
import { transition } from '../../../../kernel/values/state-table.js';
import {
  PACKAGE_STATES,
  packageOverRefusal,
  packageStates,
} from '../../../../subgraphs/cases/rules/requests/package-states.js';
import { answers, anyEvents, rows, walk } from '../state-walk.js';

const OVER: ReadonlySet<string> = new Set(packageStates.terminal);
const EVENTS = [...new Set(packageStates.edges.map((edge) => edge.event))];

const EXPECTED = rows(`
  (new)          | open referral                | DRAFT
  (new)          | receive discharge passport   | WITH_BROKERAGE
  (new)          | take over                    | ACTIVE
  DRAFT          | complete assessment and plan | ASSESSED
  DRAFT          | cancel                       | CANCELLED
  ASSESSED       | submit to panel              | AWAITING_PANEL
  ASSESSED       | cancel                       | CANCELLED
  AWAITING_PANEL | panel agrees                 | PANEL_AGREED
  AWAITING_PANEL | panel refuses                | REFUSED
  AWAITING_PANEL | panel defers                 | ASSESSED
  AWAITING_PANEL | cancel                       | CANCELLED
  PANEL_AGREED   | complete request form        | WITH_BROKERAGE
  PANEL_AGREED   | cancel                       | CANCELLED
  WITH_BROKERAGE | open call-off                | SOURCING
  WITH_BROKERAGE | cancel                       | CANCELLED
  SOURCING       | award                        | PLACED
  SOURCING       | all stages fail              | UNFILLED
  SOURCING       | take direct payment          | SIGNPOSTED_DP
  SOURCING       | cancel                       | CANCELLED
  UNFILLED       | re-open                      | SOURCING
  UNFILLED       | cancel                       | CANCELLED
  PLACED         | provider cannot proceed      | SOURCING
  PLACED         | placement starts             | ACTIVE
  ACTIVE         | last placement ends          | CLOSED
`);

describe('the life of a package', () => {
  it('SM-1: takes every listed edge and refuses every other event in every state', () => {
    const { taken, refused } = answers(packageStates, PACKAGE_STATES, EVENTS);
    expect(taken).toEqual(EXPECTED);
    expect(refused).toBe((PACKAGE_STATES.length + 1) * EVENTS.length - EXPECTED.length);
  });

  it('SM-1: an edge that is not listed is refused by name', () => {
    expect(transition(packageStates, 'DRAFT', 'award')).toEqual({
      refusal: {
        rule: 'SM-1',
        code: 'ILLEGAL_TRANSITION',
        message:
          'SM-1 Package: "award" is not possible in state DRAFT; possible there: "complete assessment and plan", "cancel".',
      },
    });
  });

  it('SM-1: every state can be reached', () => {
    const reached = new Set(
      fc.sample(anyEvents(EVENTS), { numRuns: 20_000, seed: 1 }).flatMap((events) => walk(packageStates, events)),
    );
    expect([...reached].sort()).toEqual(['(new)', ...PACKAGE_STATES].sort());
  });

  it('SM-1, CHOI-04: a package that is closed, cancelled, refused or signposted stays so', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(packageStates, events);
        const end = path.findIndex((state) => OVER.has(state));
        return end === -1 || end === path.length - 1;
      }),
    );
  });

  it('ASM-03: nothing is sourced that neither a panel agreed to nor a passport brought', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(packageStates, events);
        const sourced = path.indexOf('SOURCING');
        const byPassport = path[1] === 'WITH_BROKERAGE';
        return sourced === -1 || byPassport || path.slice(0, sourced).includes('PANEL_AGREED');
      }),
    );
  });

  it('AWRD-09: a placed package whose provider cannot proceed is sourced again and may be placed again', () => {
    const path = walk(packageStates, [
      'receive discharge passport',
      'open call-off',
      'award',
      'provider cannot proceed',
      'award',
      'placement starts',
    ]);
    expect(path).toEqual(['(new)', 'WITH_BROKERAGE', 'SOURCING', 'PLACED', 'SOURCING', 'PLACED', 'ACTIVE']);
  });

  it.each(['PLACED', 'ACTIVE', 'CLOSED'] as const)('SM-1: a package in %s cannot be cancelled any more', (state) => {
    expect(transition(packageStates, state, 'cancel')).toHaveProperty('refusal.code', 'ILLEGAL_TRANSITION');
  });
});

it('SM-1: nothing is done about a package that is over', () => {
  expect(PACKAGE_STATES.filter((state) => packageOverRefusal(state))).toEqual([
    'REFUSED',
    'CLOSED',
    'CANCELLED',
    'SIGNPOSTED_DP',
  ]);
});

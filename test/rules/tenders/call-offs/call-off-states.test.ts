import { transition } from '../../../../kernel/values/state-table.js';
import { callOffStates, SOURCING_STATES } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { laws } from '../state-laws.js';

describe('call-off', () => {
  laws('SM-2', callOffStates);

  it.each(['DRAFT', 'READY', 'OPEN', 'EVALUATING', 'AWAITING_CHOICE', 'AWARDING', 'AWARDED'] as const)(
    'SM-2: a call-off that is %s can be withdrawn',
    (from) => expect(transition(callOffStates, from, 'withdraw')).toEqual({ to: 'WITHDRAWN' }),
  );

  it('SM-2: evaluating, awarding and being refused lead back to evaluating, so that no award is left without a path', () => {
    expect(transition(callOffStates, 'AWARDING', 'gate fails')).toEqual({ to: 'EVALUATING' });
    expect(transition(callOffStates, 'AWARDED', 'provider refuses')).toEqual({ to: 'EVALUATING' });
  });

  it('SM-2: a stage that ends without a suitable bid opens the next or fails, as the caller says', () => {
    expect(transition(callOffStates, 'EVALUATING', 'no suitable bid', 'OPEN')).toEqual({ to: 'OPEN' });
    expect(transition(callOffStates, 'EVALUATING', 'no suitable bid', 'FAILED')).toEqual({ to: 'FAILED' });
  });

  it('WIN-03: only an early award leaves an open call-off for awarding', () => {
    const edges = callOffStates.edges.filter((edge) => edge.from === 'OPEN' && edge.to === 'AWARDING');
    expect(edges.map((edge) => edge.event)).toEqual(['award early']);
  });

  it('SM-2: a provider is sought in every state before an award, and in none after', () => {
    const sought = callOffStates.edges.filter((edge) => edge.to === 'AWARDED').map((edge) => edge.from);
    expect(SOURCING_STATES).toEqual(expect.arrayContaining(sought));
    for (const state of ['AWARDED', ...callOffStates.terminal]) expect(SOURCING_STATES).not.toContain(state);
  });
});

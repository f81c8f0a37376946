import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { evaluationView, isBarred, mayReadForm } from '../../../../subgraphs/tenders/rules/invitations/disclosure.js';
import { aPatchProvider, aProvider, at } from '../fixtures.js';

describe('who reads an evaluation', () => {
  it.each([
    ['AUTHOR', false, 'NOTHING'],
    ['AUTHOR', true, 'OWN_CHECKS'],
    ['BROKER', false, 'NOTHING'],
    ['BROKER', true, 'ALL'],
    ['OTHER', true, 'NOTHING'],
  ] as const)('EVAL-13: of the evaluation %s, its stage closed: %s, reads %s', (reader, closed, view) => {
    expect(evaluationView(reader, closed)).toBe(view);
  });
});

describe('who reads the request form before an award', () => {
  it('IDG-04, IDG-05: who asked for it, until it says no or is not chosen', () => {
    const states = [...new Set(bidStates.edges.map(({ to }) => to))];
    const reading = states.filter((state) => mayReadForm({ state, formRequestedAt: at('2026-03-04 10:00') }));
    expect(reading.sort()).toEqual([
      'OFFERED',
      'SHORTLISTED',
      'SRF_RELEASED',
      'STALE',
      'SUBMITTED',
      'UNDER_EVALUATION',
      'WON',
    ]);
    expect(states.filter((state) => mayReadForm({ state, formRequestedAt: null }))).toEqual([]);
  });
});

describe('who is barred from what a council publishes', () => {
  it.each([
    ['admitted to a patch', aPatchProvider(), false],
    [
      'admitted to the framework and suspended from a patch',
      aProvider().in('East', { status: 'SUSPENDED' }).onTheFramework(),
      false,
    ],
    ['suspended from all it was admitted to', aProvider().in('East', { status: 'SUSPENDED' }), true],
    ['gone from all it was admitted to', aProvider().onTheFramework({ status: 'EXITED' }), true],
    ['a member of nothing', aProvider(), true],
    ['admitted and not registered any more', aPatchProvider().with({ registered: false }), true],
  ])('PROV-02, IDG-05: a provider %s is barred: %s', (_which, { facts }, barred) => {
    expect(isBarred(facts)).toBe(barred);
  });
});

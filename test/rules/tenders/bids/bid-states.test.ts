import { transition } from '../../../../kernel/values/state-table.js';
import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { laws } from '../state-laws.js';

describe('bid', () => {
  laws('SM-3', bidStates);

  it.each(['INVITED', 'VIEWED'] as const)(
    'SM-3: an invitation that is %s takes a bid, a decline, silence or lateness',
    (from) => {
      expect(transition(bidStates, from, 'submit')).toEqual({ to: 'SUBMITTED' });
      expect(transition(bidStates, from, 'decline')).toEqual({ to: 'DECLINED' });
      expect(transition(bidStates, from, 'window expires')).toEqual({ to: 'NO_RESPONSE' });
      expect(transition(bidStates, from, 'submit late')).toEqual({ to: 'REJECTED_LATE' });
    },
  );

  it('WIN-14: no edge leads from a stale bid to evaluation but through reconfirming it', () => {
    const ways = bidStates.edges.filter((edge) => edge.from === 'STALE').map(({ event, to }) => [event, to]);
    expect(ways).toEqual([
      ['stand down', 'STOOD_DOWN'],
      ['reconfirm', 'SUBMITTED'],
      ['withdraw', 'WITHDRAWN'],
      ['window expires', 'INELIGIBLE'],
    ]);
  });

  it('AWRD-01: a bid is won by being selected and accepted, and in no other way', () => {
    const into = (state: string) =>
      bidStates.edges.filter((edge) => edge.to === state).map(({ from, event }) => [from, event]);
    expect(into('OFFERED').sort()).toEqual([
      ['SHORTLISTED', 'select'],
      ['UNDER_EVALUATION', 'select'],
    ]);
    expect(into('WON')).toEqual([['OFFERED', 'accept']]);
  });

  it('AWRD-09: a bid that was beaten is looked at again when the winner refuses', () => {
    expect(transition(bidStates, 'UNSUCCESSFUL', 'winner refuses')).toEqual({ to: 'UNDER_EVALUATION' });
    expect(transition(bidStates, 'WON', 'cannot proceed')).toEqual({ to: 'REFUSED_AFTER_AWARD' });
  });
});

import {
  CHOICE_REASON_CHARACTERS,
  type ChoiceFacts,
  choiceRefusals,
  notChosenRefusal,
} from '../../../../subgraphs/tenders/rules/awards/choice.js';
import { type BidState, bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { mayBeChosen } from '../../../../subgraphs/tenders/rules/evaluation/assessment.js';
import { at, later } from '../fixtures.js';

const now = at('2026-03-05 10:00');
const choice = { recordedBy: ['practitioner'], rule: 'ROUT-28' } as const;

const offered = (state: BidState) => ({
  mayBeChosen: mayBeChosen(undefined, { state, gateOutcome: null }),
  receivedAt: later(now, -60),
  isConfirmed: true,
  isShown: true,
});

function choosing(change: Partial<ChoiceFacts> = {}): ChoiceFacts {
  return {
    choice,
    callOff: 'AWAITING_CHOICE',
    recordedBy: 'practitioner',
    decidedBy: { who: 'FAMILY', how: 'Her daughter compared both by telephone.', at: now },
    reason: 'The times suit her breakfast.',
    offer: offered('UNDER_EVALUATION'),
    rating: null,
    at: now,
    ...change,
  };
}
const chosen = (bidId: string | null) => ({ bidId, isUndecided: false });
const codes = (change: Partial<ChoiceFacts>) =>
  choiceRefusals(choosing(change)).map(({ rule, code }) => `${rule} ${code}`);

describe('a choice', () => {
  it('ROUT-28, CHOI-09: is recorded with who decided, how, when and why', () => {
    expect(choiceRefusals(choosing())).toEqual([]);
  });

  it('CHOI-08: is no act of a route on which the broker chooses, nor of a role that the route does not name', () => {
    expect(codes({ choice: undefined })).toEqual(['CHOI-08 NO_CHOICE_ON_ROUTE']);
    expect(codes({ recordedBy: 'broker' })).toEqual(['CHOI-08 NOT_YOURS_TO_CHOOSE']);
  });

  it('CHOI-08, ROUT-43: is made by whom of the person’s side the route names, if it names any', () => {
    const narrow = { ...choice, decidedBy: ['PERSON', 'CARER'] } as const;
    const { decidedBy } = choosing();
    expect(codes({ choice: narrow })).toEqual(['CHOI-08 NOT_THEIRS_TO_DECIDE']);
    expect(codes({ choice: narrow, decidedBy: { ...decidedBy, who: 'CARER' } })).toEqual([]);
  });

  it('SM-2: is made from exactly the states that the table says', () => {
    const from = callOffStates.edges.filter(({ event }) => event === 'choice recorded').map((edge) => edge.from);
    const states = [...new Set(callOffStates.edges.map(({ to }) => to))];
    expect(states.filter((callOff) => codes({ callOff }).length === 0).sort()).toEqual([...from].sort());
  });

  it('CHOI-10: names an offer that passed, and no other', () => {
    const states = [...new Set(bidStates.edges.map(({ to }) => to))];
    expect(states.filter((state) => codes({ offer: offered(state) }).length === 0)).toEqual(['UNDER_EVALUATION']);
    expect(codes({ offer: null })).toEqual(['CHOI-10 NOT_AN_OFFER']);
  });

  it('EVAL-11: somebody of the person’s side decided, no later than it is recorded', () => {
    const decidedBy = choosing().decidedBy;
    expect(codes({ decidedBy: { ...decidedBy, how: ' ' } })).toEqual(['EVAL-11 INVOLVEMENT_MISSING']);
    expect(codes({ decidedBy: { ...decidedBy, at: later(now, 1) } })).toEqual(['EVAL-11 DECIDED_LATER']);
  });

  it('CHOI-09: nobody decides for an offer before it was made', () => {
    const { decidedBy } = choosing();
    const { receivedAt } = offered('UNDER_EVALUATION');
    expect(codes({ decidedBy: { ...decidedBy, at: receivedAt } })).toEqual([]);
    const before = new Date(receivedAt.getTime() - 1);
    expect(choiceRefusals(choosing({ decidedBy: { ...decidedBy, at: before } }))).toEqual([
      expect.objectContaining({ code: 'DECIDED_BEFORE_OFFER', field: 'input.decidedBy.at' }),
    ]);
  });

  it('IDG-05: neither how it was made nor why tells anybody’s data', () => {
    const { decidedBy } = choosing();
    expect(choiceRefusals(choosing({ decidedBy: { ...decidedBy, how: 'Mrs Madeup was asked.' } }))).toEqual([
      expect.objectContaining({ code: 'PERSONAL_DATA_IN_TEXT', field: 'input.decidedBy.how' }),
    ]);
    expect(choiceRefusals(choosing({ reason: 'Ring her on 020 7946 0113.' }))).toEqual([
      expect.objectContaining({ code: 'PERSONAL_DATA_IN_TEXT', field: 'input.reason' }),
    ]);
  });

  it('ROUT-28: has a reason, of at most so many characters', () => {
    expect(codes({ reason: '  ' })).toEqual(['ROUT-28 CHOICE_REASON_MISSING']);
    expect(codes({ reason: 'x'.repeat(CHOICE_REASON_CHARACTERS) })).toEqual([]);
    expect(codes({ reason: 'x'.repeat(CHOICE_REASON_CHARACTERS + 1) })).toEqual(['ROUT-28 CHOICE_REASON_MISSING']);
  });

  it('ROUT-28: nothing is awarded before it, and nothing else than it', () => {
    expect(notChosenRefusal(undefined, chosen(null), 'bid-elm')).toBeUndefined();
    expect(notChosenRefusal(choice, chosen(null), null)).toMatchObject({ rule: 'ROUT-28', code: 'CHOICE_MISSING' });
    expect(notChosenRefusal(choice, chosen('bid-oak'), null)).toBeUndefined();
    expect(notChosenRefusal(choice, chosen('bid-oak'), 'bid-oak')).toBeUndefined();
    expect(notChosenRefusal(choice, chosen('bid-oak'), 'bid-elm')).toMatchObject({ code: 'NOT_THE_CHOSEN' });
  });

  const micro = { ...choice, rule: 'ROUT-25', alternatives: { stage: {} as never } } as const;

  it('CHOI-01, ROUT-25: is of one that is shown, and has confirmed', () => {
    expect(codes({ offer: { ...offered('UNDER_EVALUATION'), isShown: false } })).toEqual(['CHOI-01 NOT_TOP_RANKED']);
    expect(codes({ offer: { ...offered('UNDER_EVALUATION'), isConfirmed: false } })).toEqual(['CHOI-10 NOT_AN_OFFER']);
  });

  it.each([
    ['GOOD', []],
    ['REQUIRES_IMPROVEMENT', []],
    ['NOT_YET_RATED', []],
    ['INADEQUATE', ['CHOI-03 PROVIDER_INADEQUATE']],
    [null, ['CHOI-03 FACTS_UNAVAILABLE']],
  ] as const)('CHOI-03: where the route asks for the rating, with %s', (rating, expected) => {
    expect(codes({ choice: micro, rating })).toEqual(expected);
    expect(codes({ rating })).toEqual([]);
  });

  it('CHOI-07: nothing is awarded while the council has yet to decide on another', () => {
    expect(notChosenRefusal(micro, { bidId: 'bid-oak', isUndecided: true }, 'bid-oak')).toMatchObject({
      rule: 'CHOI-07',
      code: 'ALTERNATIVE_UNDECIDED',
    });
  });
});

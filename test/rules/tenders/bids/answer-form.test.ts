import {
  answerRefusals,
  completenessRule,
  criteriaFor,
  formRefusal,
} from '../../../../subgraphs/tenders/rules/bids/answer-form.js';
import { aBid, aNeed, anOffer, policy } from '../fixtures.js';

describe('the form of an answer', () => {
  it('ROUT-04, ROUT-27: a bid is no offer, and an offer no bid', () => {
    expect(answerRefusals({ form: 'BID', content: aBid() }, aNeed())).toEqual([]);
    expect(answerRefusals({ form: 'OFFER', content: anOffer() }, aNeed())).toEqual([]);
    expect(answerRefusals({ form: 'BID', content: anOffer() }, aNeed())).toMatchObject([{ rule: 'ROUT-04' }]);
    expect(answerRefusals({ form: 'OFFER', content: aBid() }, aNeed()).map(({ field }) => field)).toEqual([
      'input.canAssess',
      'input.offeredTimes',
    ]);
    expect([completenessRule('BID'), completenessRule('OFFER')]).toEqual(['ROUT-04', 'ROUT-27']);
  });

  it('ROUT-27: an answer in another form than was asked for is told which act takes it', () => {
    expect(formRefusal('OFFER', 'OFFER')).toBeUndefined();
    expect(formRefusal('BID', 'OFFER')).toMatchObject({ rule: 'ROUT-27', code: 'ANOTHER_FORM' });
    expect(formRefusal('BID', 'OFFER')!.message).toContain('submitOffer');
    expect(formRefusal('OFFER', 'BID')).toMatchObject({ rule: 'ROUT-04' });
  });

  it("EVAL-04, ROUT-28: bids are measured by the council's criteria, offers by none", () => {
    expect(criteriaFor('BID', policy)).toEqual(policy.evaluation.criteria);
    expect(criteriaFor('OFFER', policy)).toEqual([]);
  });
});

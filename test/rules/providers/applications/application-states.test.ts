import { transition } from '../../../../kernel/values/state-table.js';
import { APPLICATION_STATES, type ApplicationState } from '../../../../schema/events/providers.js';
import {
  APPLICATION,
  type ApplicationEvent,
  LIVE_STATES,
  WAITING_STATES,
} from '../../../../subgraphs/providers/rules/applications/application-states.js';
import { reachable } from '../fixtures.js';

describe('the states of an application', () => {
  it.each<[ApplicationState | '(new)', ApplicationEvent, ApplicationState | null]>([
    ['(new)', 'draft', 'DRAFT'],
    ['(new)', 'submit', null],
    ['DRAFT', 'draft', 'DRAFT'],
    ['DRAFT', 'submit', 'SUBMITTED'],
    ['DRAFT', 'take into its window', null],
    ['DRAFT', 'withdraw', 'WITHDRAWN'],
    ['SUBMITTED', 'draft', null],
    ['SUBMITTED', 'take into its window', 'DUE_DILIGENCE'],
    ['SUBMITTED', 'pass due diligence', null],
    ['SUBMITTED', 'withdraw', 'WITHDRAWN'],
    ['DUE_DILIGENCE', 'pass due diligence', 'QUALITY_EVALUATION'],
    ['DUE_DILIGENCE', 'reject', 'REJECTED'],
    ['DUE_DILIGENCE', 'approve', null],
    ['DUE_DILIGENCE', 'score', null],
    ['DUE_DILIGENCE', 'withdraw', 'WITHDRAWN'],
    ['QUALITY_EVALUATION', 'score', 'QUALITY_EVALUATION'],
    ['QUALITY_EVALUATION', 'approve', 'APPROVED'],
    ['QUALITY_EVALUATION', 'reject', 'REJECTED'],
    ['QUALITY_EVALUATION', 'sign the terms', null],
    ['QUALITY_EVALUATION', 'withdraw', 'WITHDRAWN'],
    ['APPROVED', 'sign the terms', 'ADMITTED'],
    ['APPROVED', 'pass due diligence', 'APPROVED'],
    ['APPROVED', 'reject', 'REJECTED'],
    ['APPROVED', 'withdraw', 'WITHDRAWN'],
    ['APPROVED', 'score', null],
    ['APPROVED', 'approve', null],
    ['ADMITTED', 'withdraw', null],
    ['REJECTED', 'submit', null],
    ['WITHDRAWN', 'draft', null],
  ])('SM-5, PROV-26: from %s, %s leads to %s', (from, event, to) => {
    const step = transition(APPLICATION, from, event);
    if (to) expect(step).toEqual({ to });
    else expect(step).toMatchObject({ refusal: { rule: 'SM-5', code: 'ILLEGAL_TRANSITION' } });
  });

  it('SM-5: every state can be reached', () => {
    expect([...reachable(APPLICATION)].toSorted()).toEqual(APPLICATION_STATES.toSorted());
  });

  it('PROV-26, NTF-36: is live until it is over, and waits until it is in a window', () => {
    expect(LIVE_STATES).toEqual(['DRAFT', 'SUBMITTED', 'DUE_DILIGENCE', 'QUALITY_EVALUATION', 'APPROVED']);
    expect(WAITING_STATES).toEqual(['DRAFT', 'SUBMITTED']);
  });
});

import { requiredChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { invitationDecision } from '../../../../subgraphs/tenders/rules/invitations/invitation.js';
import { aNeed, aPatchProvider, aProvider, policy } from '../fixtures.js';

describe('invitation', () => {
  const stage = {
    need: aNeed(),
    serviceType: 'DOMICILIARY',
    stage: 'PATCH',
    lot: null,
    on: '2026-03-04',
    policy,
  } as const;

  it('ROUT-03: every eligible patch provider is invited, and why the others are not is kept', () => {
    const standings = [
      aPatchProvider('provider-oak'),
      aPatchProvider('provider-elm').rated('REQUIRES_IMPROVEMENT'),
      aProvider('provider-ash').in('West'),
      aPatchProvider('provider-yew').rated('NOT_YET_RATED'),
    ];
    const decisions = standings.map((standing) => invitationDecision(standing.facts, stage, 0));
    const failed = decisions.map(({ providerId, invited, checks }) => [
      providerId,
      invited,
      checks.filter((check) => check.result === 'FAIL').map((check) => check.id),
    ]);
    expect(failed).toEqual([
      ['provider-oak', true, []],
      ['provider-elm', false, ['CQC_GATE']],
      ['provider-ash', false, ['MEMBERSHIP']],
      ['provider-yew', true, []],
    ]);
  });

  it('EVAL-01: a decision carries the version of the standing it rests on, and all checks', () => {
    const decision = invitationDecision(aPatchProvider().with({ version: 12 }).facts, stage, 0);
    expect(decision.standingVersion).toBe(12);
    expect(decision.checks.map((check) => check.id)).toEqual(requiredChecks('INVITE'));
  });

  it('PROV-23: an award not counted yet may keep a provider from being invited', () => {
    const { facts } = aPatchProvider().caringFor({ privately: 1180, allocated: 1800 });
    expect(invitationDecision(facts, stage, 0).invited).toBe(true);
    expect(invitationDecision(facts, stage, 15).invited).toBe(false);
  });
});

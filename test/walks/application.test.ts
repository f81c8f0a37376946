import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { providerId, rostering } from './borough.js';
import { PreparedWalk, QUESTIONS } from './prepared.js';
import { type Answer, Walk } from './walk.js';

const MANAGER = 'user:manager@kingfisher';

/** A provider comes onto Doncaster's open framework (003), and wins its first call-off there. */
describe('an application', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('PROV-26, PROV-28, PROV-29, SM-5, IDG-23: from a draft to the first call-off', async () => {
    const walk = new Walk(
      hub,
      'application',
      'An application: from a draft to the first call-off',
      'Kingfisher Living works for Ravensbourne, and would like to support people in Doncaster. It applies to the open framework there. Its first application fails due diligence, and its second is approved; a member from the day on which it signs the terms, it is asked for the next package and wins it.',
    );
    const act = new PreparedWalk(hub, walk, 'doncaster', 'Donside');
    const officer = act.as('contract-officer');

    walk.tell('The operator lets it act within Doncaster too (`grantAccess`): one connection, one council more.');
    await walk.before(async () => {
      for (const [subject, role] of [
        [MANAGER, 'provider-user'],
        [rostering('kingfisher'), 'rostering'],
      ]) {
        const access = {
          ...{ subject, role, organisation: providerId('kingfisher') },
          councils: ['ravensbourne', 'doncaster'],
        };
        expect((await act.do('user:operator', 'grant-access', access)).refusals).toEqual([]);
      }
    });
    const kingfisher = await walk.watches(rostering('kingfisher'));

    walk.tell('The manager reads which frameworks take applications, and what each of them asks.');
    const { openFrameworks } = await walk.as<Answer>(MANAGER, 'open-frameworks');
    const framework = openFrameworks.find((each: Answer) => each.council.id === 'doncaster');
    const [present, next] = framework.windows;
    const answers = framework.questions.map(({ code }: Answer) => ({
      question: code,
      text: 'Two people who know each other well, with a plan that the person has written.',
    }));
    const written = {
      frameworkId: framework.id,
      lots: ['SPECIALIST'],
      expertise: ['LEARNING_DISABILITY', 'CHALLENGING_BEHAVIOUR'],
    };

    walk.tell('A draft may lack what it has not got yet; it is submitted whole or not at all.');
    const draft = await act.do(MANAGER, 'draft-application', { ...written, answers: answers.slice(0, 1) });
    expect(draft).toMatchObject({ refusals: [], application: { state: 'DRAFT' } });
    const lacking = await act.do(MANAGER, 'submit-application', { applicationId: draft.application.id });
    expect(lacking.refusals).toMatchObject([{ rule: 'PROV-26', field: 'answers' }]);
    const first = await apply(act, { ...written, answers });

    walk.tell('It came while the first window was open, and is decided in that one and not in the next.');
    const found = async (applicationId: string, windowId: string, insured: boolean) =>
      act.do(officer, 'decide-due-diligence', {
        ...{ applicationId, windowId },
        findings: framework.dueDiligence.map(({ code }: Answer) => ({
          item: code,
          passed: insured || code !== 'INSURANCE',
          note: insured || code !== 'INSURANCE' ? 'Seen at the office.' : 'The certificate ended last month.',
        })),
      });
    expect((await found(first, next.id, false)).refusals).toMatchObject([{ rule: 'PROV-29' }]);
    const rejected = await found(first, present.id, false);
    expect(rejected.application).toMatchObject({ state: 'REJECTED' });
    const { membershipApplication: why } = await walk.as<Answer>(MANAGER, 'read-application', { id: first });
    expect(why.findings).toContainEqual(expect.objectContaining({ item: 'INSURANCE', passed: false }));

    walk.tell(
      'With a certificate in force it applies again. Each evaluator scores its answers, and it reaches the pass mark.',
    );
    const second = await apply(act, { ...written, answers });
    expect((await found(second, present.id, true)).refusals).toEqual([]);
    const scores = framework.questions.map(({ code }: Answer) => ({
      question: code,
      score: 4,
      note: 'Good examples.',
    }));
    await act.do(officer, 'score-application', { applicationId: second, scores, noConflictOfInterest: true });
    const decide = { applicationId: second, isfAccepted: false, partnershipAccepted: false };
    const approved = await act.do(officer, 'decide-application', decide);
    expect(approved.application).toMatchObject({ state: 'APPROVED', faults: [] });

    walk.tell('Approved is not yet a member: a package that is published now does not ask it.');
    const before = await published(1);
    const unseen = await act.do(rostering('kingfisher'), 'submit-response', response(before.id, before.version));
    expect(unseen.refusals).toMatchObject([{ code: 'NOT_INVITED' }]);

    walk.tell('It signs the terms that are in force, and is a member from today on.');
    const old = await act.do(MANAGER, 'sign-terms', { applicationId: second, termsVersion: '2025/1' });
    expect(old.refusals).toMatchObject([{ rule: 'PROV-26', code: 'TERMS_NOT_CURRENT' }]);
    const { termsVersion } = framework;
    const signed = await act.do(MANAGER, 'sign-terms', { applicationId: second, termsVersion });
    expect(signed.refusals).toEqual([]);
    await hub.time.settled();

    walk.tell('The next package within its expertise reaches it live, like every member before it.');
    await published(2);
    const told = await walk.told(kingfisher, 'CallOffPublished');
    const mine = await act.responds('kingfisher', told, 55_000, 'Enabling support by two people');
    expect(mine.refusals).toEqual([]);
    await walk.timePassesTo(new Date(+new Date(told.callOff!.closesAt) + 1));
    await act.do(act.as('practitioner'), 'assess-response', {
      ...{
        callOffId: told.callOffId,
        bidId: mine.bid.id,
        result: 'MEETS_NEEDS',
        scoredBy: ['SOCIAL_WORKER', 'PERSON'],
      },
      scores: act.scores(8, 8),
    });
    const chosen = await act.chooses(told.callOffId, mine.bid.id, 'PERSON', 'They asked what a good week looks like.');
    expect(chosen.refusals).toEqual([]);
    const awarded = await act.awards(told.callOffId);
    expect(awarded).toMatchObject({ refusals: [], award: { provider: { name: 'Kingfisher Living' } } });
    const { placementId } = await walk.told(kingfisher, 'FullDocumentsAvailable');
    const day = addLocalDays(localDateOf(await hub.time.now()), 21);
    const confirmed = await act.do(rostering('kingfisher'), 'confirm-first-call', {
      ...{ placementId, firstCallAt: instantOf(day, '08:00').toISOString(), laterCallAgreed: true },
    });
    expect(confirmed.refusals).toEqual([]);
    await walk.end();

    /** Writes a draft and submits it; answers its id. */
    async function apply(as: PreparedWalk, input: Record<string, unknown>): Promise<string> {
      const { application } = await as.do(MANAGER, 'draft-application', input);
      const submitted = await as.do(MANAGER, 'submit-application', { applicationId: application.id });
      expect(submitted.refusals).toEqual([]);
      return application.id;
    }

    async function published(nth: number): Promise<{ id: string; version: number }> {
      let id = '';
      await walk.before(async () => {
        const packageId = await act.requested(nth);
        id = await act.draftOf(packageId);
        await act.do(act.as('broker'), 'prepare-call-off', {
          ...{ callOffId: id, costPct: 40, qualityPct: 60, questions: QUESTIONS, setBy: ['PERSON'] },
          ...{ bidsDueAt: await act.due(14), portalReference: `DN81230${nth}` },
        });
        await act.do(act.as('practitioner'), 'record-starter-budget', { packageId, rasWeeklyPence: 60_000 });
        for (const side of ['practitioner', 'commissioner'])
          await act.do(act.as(side), 'agree-starter-budget', { packageId });
      });
      expect((await act.do(act.as('broker'), 'publish-call-off', { callOffId: id })).refusals).toEqual([]);
      return { id, version: 1 };
    }
  });
});

/** A response to a call-off, as one that is not invited would send it. */
function response(callOffId: string, version: number) {
  return {
    ...{ callOffId, version, startDate: '2026-12-01', coordinates: true },
    costedLines: [{ what: 'Enabling support', weeklyPence: 50_000 }],
    communityLines: [],
    answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'Step by step.' })),
  };
}
